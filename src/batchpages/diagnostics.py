"""What is said to an author about a mistake: where it stands, what is wrong, what to type instead.

A `Diagnostic` is a plain value that travels with results. It names its place by file and field, and a line number
is looked up only when it is printed, so that no line number ever enters a task's key.
"""

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A place in one of the author's files.

    `path` is relative to the project folder, with forward slashes. Of the rest, one says where in it: `field` is the
    path of keys and list positions in its YAML; `text` is a piece of its text, of which `nth` tells the occurrence
    (from 0); `mention` is a `kind:slug` or a file's name that any of the record's files mentions; `line` and `column`, both
    from 1, stand where the reader already knew them.
    """

    path: str
    field: tuple[str | int, ...] = ()
    text: str = ""
    nth: int = 0
    line: int = 0
    column: int = 0
    mention: str = ""


class Diagnostic(msgspec.Struct, frozen=True, array_like=True):
    """One mistake (or warning, or piece of information) at a place, with what to do about it.

    `also` lists every further place that takes part, such as the other of two equal codes. `rule` is the name of the rule that found it,
    where it is one that the settings can silence.
    """

    place: Place
    what: str
    hint: str = ""
    severity: Severity = "error"
    also: tuple[Place, ...] = ()
    rule: str = ""


class Location(msgspec.Struct, frozen=True):
    """A place as it is printed: `path:line:column`, both from 1; only the path where a whole file is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class AuthorError(Exception):
    """Mistakes that leave nothing to go on with. Carries diagnostics; never shown as a traceback."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.what for d in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["AuthorError"], tuple[Diagnostic, ...]]:
        """Workers send it back to the process that asked."""
        return type(self), self.diagnostics


class UsageError(Exception):
    """The command was used wrongly, such as an output folder that is the project. Its text is for the user; exit code 2."""


class MachineError(Exception):
    """The machine failed us (disk, permission, another build is running). Its text is for the user; exit code 3."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or an empty text where none comes near."""
    found = difflib.get_close_matches(name.casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def shown(text: str, length: int = 60) -> str:
    """A piece of an author's text as a message quotes it: on one line, shortened, without control characters."""
    line = "".join(c if c.isprintable() else " " for c in text[: length + 1])
    return f"`{line[:length]}…`" if len(line) > length else f"`{line}`"


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint with the nearest known name, or `otherwise`."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near else otherwise


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a build."""
    return [d for d in diagnostics if d.severity == "error"]
