"""What a converter is, and how it refuses a text."""

from collections.abc import Callable
from typing import Any

import msgspec

from batchpages.diagnostics import shown

Convert = Callable[[str], Any]

MAX_TEXT = 2000


class Format(msgspec.Struct, frozen=True):
    """How a text becomes a value, what such a value is in words, and how many characters it has at most."""

    convert: Convert
    words: str
    most: int = 300

    def __call__(self, text: str) -> Any:
        """The value; a long text is refused before it is looked into."""
        if len(text) > self.most:
            raise refused(text, f"is {len(text)} characters long", "", f"write {self.most} characters at most")
        return self.convert(text)


class Invalid(ValueError):  # noqa: N818 (the text is invalid; nothing failed)
    """A text that is no such value: what is wrong with it, and a hint that says what to type."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def refused(text: str, wrong: str, meant: str, otherwise: str = "") -> Invalid:
    """The error to raise: the text is `wrong`; the hint shows what was `meant`, or says `otherwise` where that could not be guessed."""
    return Invalid(f"{shown(text)} {wrong}", f"write `{meant}`" if meant else otherwise)
