"""Texts, words, truth and numbers."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from batchpages.content.scalars import meant
from batchpages.content.scalars.converter import MAX_TEXT, Convert, refused
from batchpages.content.text import UNWANTED
from batchpages.diagnostics import nearest


def text_of(least: int = 0, most: int = MAX_TEXT) -> Convert:
    """A converter for a text of a number of characters."""

    def convert(text: str) -> str:
        if len(text) > most:
            raise refused(text, f"is {len(text)} characters long", "", f"shorten it to {most} characters")
        if len(text) < least:
            raise refused(text, "is too short", "", f"write at least {least} characters")
        if not text.isprintable() and (found := UNWANTED.search(text)):
            raise refused(
                text, f"holds an invisible control character (U+{ord(found[0]):04X})", "", "delete the `\\` and what belongs to it, or use single quotes"
            )
        return text

    return convert


def one_of(options: Sequence[str]) -> Convert:
    """A converter for one of some words."""
    words = " or ".join(", ".join(f"`{option}`" for option in part) for part in (options[:-1], options[-1:]) if part)

    def convert(text: str) -> str:
        if text not in options:
            raise refused(text, "is not one of the words that can stand here", nearest(text.replace(" ", "-").replace("_", "-"), options), f"write {words}")
        return text

    return convert


def between(convert: Convert, least: float | None, most: float | None, above: float | None = None) -> Convert:
    """A converter for a number from `least` to `most`, or of more than `above`."""

    def bounded(text: str) -> Any:
        number = convert(text)
        if least is not None and number < least:
            raise refused(text, "is too small", "", f"write {_range(least, most)}")
        if above is not None and number <= above:
            raise refused(text, "is too small", "", f"write a number above {above:g}")
        if most is not None and number > most:
            raise refused(text, "is too large", "", f"write {_range(least, most)}")
        return number

    return bounded


def _range(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return f"{least} or more" if most is None else f"{most} or less"
    return f"a number from {least} to {most}"


def truth(text: str) -> bool:
    """`true` or `false`."""
    if text in ("true", "false"):
        return text == "true"
    word = text.lower()
    likely = "true" if word in ("true", "yes", "y", "on", "1") else "false" if word in ("false", "no", "n", "off", "0") else ""
    raise refused(text, "is neither `true` nor `false`", likely, "write `true` or `false`")


def whole(text: str) -> int:
    """A whole number, such as `240`."""
    if re.fullmatch("-?[0-9]{1,15}", text):
        return int(text)
    figures = re.findall(r"-?[0-9](?:[0-9., '’]*[0-9])?", text)
    plain = meant.number(figures[0] if len(figures) == 1 else text, whole=True)
    raise refused(text, "is no whole number in plain digits", plain if "." not in plain else "", "write it in digits, such as `240`")


def number(text: str) -> float:
    """A number, such as `-7.84`."""
    if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", text):
        return float(text)
    with_unit = re.fullmatch("(.*?) ?°? ?([NESWnesw]|mm)?", " ".join(text.split()))
    plain = meant.number(with_unit[1]) if with_unit else ""
    sign = "-" if plain and with_unit and with_unit[2] in ("S", "s", "W", "w") and not plain.startswith("-") else ""
    raise refused(text, "is no decimal number", sign + plain, "write it with a decimal point, such as `37.02`")


def decimal(text: str) -> Decimal:
    """An exact number, such as `0.25`."""
    number(text)
    return Decimal(text)


def words(text: str) -> str:
    """Words around a value, which `%s` stands for, such as `Batch %s`."""
    if "%s" not in text:
        raise refused(text, "has no `%s`, which stands for the value", text.replace("%S", "%s") if "%S" in text else f"{text} %s")
    return text
