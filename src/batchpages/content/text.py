"""Bytes to text, and a story's text to its fields and its body."""

import itertools
import re

from batchpages.diagnostics import AuthorError, Diagnostic, Place

MAX_BYTES = 1024 * 1024
MAX_FRONT_MATTER = 64 * 1024
_MOST_REPORTED = 20

UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufffe\uffff]")
"""Control characters (but tab and line feed), line separators that editors do not count, and what reorders the text around it."""

_NAMES = {"\0": "a NUL character", "\r": "a lone carriage return", "\x0b": "a vertical tab", "\ufeff": "a byte order mark"}
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def decode(data: bytes, path: str) -> str:
    """The text of a file: UTF-8, without a byte order mark, its lines ended by a line feed alone.

    Raises AuthorError, with a place each, for bytes that are no UTF-8, for control and reordering characters, and for
    more than 1 MB.
    """
    if len(data) > MAX_BYTES:
        raise AuthorError(Diagnostic(Place(path), "the file is larger than 1 MB", "a text is never that long: is this the right file?"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "the file was saved as UTF-16", "save it as UTF-8"))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AuthorError(_not_utf8(data, error.start, path)) from None
    unwanted = [match.start() for match in itertools.islice(UNWANTED.finditer(text), _MOST_REPORTED)]
    if unwanted:
        raise AuthorError(*(_unwanted(text, at, path) for at in unwanted))
    return text


def split_front_matter(text: str, path: str) -> tuple[str, int, str, int]:
    """The YAML between a story's two `---` lines and the body after it, each with the number of its first line.

    Raises AuthorError where one of the two lines is missing, or more than 64 KB stand between them.
    """
    opening = _FENCE.match(text)
    if not opening:
        hint = "begin it with a line `---`, then the fields (`title: …`), then another line `---`, then the story"
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "the file does not begin with `---`", hint))
    start = opening.end() + 1
    closing = _FENCE.search(text, start)
    if not closing:
        hint = "put another line `---` under the last field, before the story"
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "the `---` that opens the fields has no second `---`", hint))
    if closing.start() - start > MAX_FRONT_MATTER:
        hint = "keep the story under the second `---`, and long lists in `batch.yaml`"
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "more than 64 KB of fields stand between the two `---`", hint))
    fields = text[start : closing.start()]
    return fields, 2, text[closing.end() + 1 :], fields.count("\n") + 3


def _not_utf8(data: bytes, offset: int, path: str) -> Diagnostic:
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace").removeprefix("\ufeff")) + 1
    place = Place(path, line=data.count(b"\n", 0, offset) + 1, column=column)
    return Diagnostic(
        place, f"byte {offset} of the file (0x{data[offset]:02X}) is no UTF-8", "save the file as UTF-8 (it may have been saved as Windows-1252 or Latin-1)"
    )


def _unwanted(text: str, at: int, path: str) -> Diagnostic:
    char = text[at]
    place = Place(path, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))
    kind = (
        "a character that reorders the text around it"
        if "\u202a" <= char <= "\u202e"
        else "a line separator"
        if char in "\u2028\u2029"
        else "a control character"
    )
    hint = "save the file with LF or CRLF line ends" if char == "\r" else "delete it, and type what stands around it again"
    return Diagnostic(place, f"{_NAMES.get(char, kind)} (U+{ord(char):04X}) stands here, where nobody sees it", hint)
