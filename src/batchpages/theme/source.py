"""The bytes of one of a theme's files as text."""

from batchpages.conflicts import conflicts
from batchpages.diagnostics import Diagnostic, Place

LONGEST = 1_000_000
"""How many bytes a theme's file of text may have."""


def decoded(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with plain line ends and without a byte order mark; where it cannot be read, an empty text and why."""
    if len(data) > LONGEST:
        return "", (Diagnostic(Place(path), f"this file has {len(data):,} bytes; {LONGEST:,} are allowed", "split it into several files"),)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        at = _place(data, error.start, path)
        return "", (Diagnostic(at, "this is not UTF-8 text", "save the file again, with the encoding UTF-8"),)
    if "\0" in text:
        at = _place(data, data.index(b"\0"), path)
        return "", (Diagnostic(at, "this is not a text: it holds a NUL character", "save the file again, with the encoding UTF-8"),)
    unjoined = conflicts(text, path)
    return ("" if unjoined else text), tuple(unjoined)


def _place(data: bytes, offset: int, path: str) -> Place:
    before = data[:offset].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Place(path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
