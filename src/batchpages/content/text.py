"""Bytes to text, and a story's text to its fields and its body."""

import itertools
import re

from batchpages.conflicts import conflicts
from batchpages.diagnostics import AuthorError, Diagnostic, Place

MAX_BYTES = 1024 * 1024
MAX_FRONT_MATTER = 64 * 1024
_MOST_REPORTED = 20

UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufffe\uffff]")
"""Control characters (but tab and line feed), line separators that editors do not count, and what reorders the text around it."""

_NAMES = {"\0": "a NUL character", "\r": "a lone carriage return", "\x0b": "a vertical tab", "\ufeff": "a byte order mark"}
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DASHES = re.compile(r"(?!---[ \t]*$)[ \t]*[-\u2010-\u2015\u2212][ \t\u2010-\u2015\u2212-]*$", re.MULTILINE)
"""A line of dashes that is no `---`: of other dashes, or fewer or more, or indented."""
_FIELD = re.compile(r"[\w-]+[ \t]*:(?:\s|$)")
_NO_FIELD = re.compile(r"^(?![ \t#-]|[\w-]+[ \t]*:(?:\s|$)).*$", re.MULTILINE)
"""A line that neither begins a field nor can go on with one."""

_EARLY_STORY = re.compile(r"^[ \t]*\n(?=[\w*_>!\[“‘\"'](?![\w-]*[ \t]*[:=]))", re.MULTILINE)
"""An empty line, and behind it a line that begins as a text does."""
_CLOSE = "the `---` that closes the fields is missing", "put a line `---` under the last field, before the story"

_AS_UTF8 = "save it again in your editor, with the encoding UTF-8"
_OTHER_FILES = {
    b"PK\x03\x04": "a document of a word processor, or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "a document of a word processor",
    b"{\\rtf": "a document of a word processor",
    b"%PDF": "a PDF",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
}
"""How files begin that are no texts, whatever they are called."""


def decode(data: bytes, path: str) -> str:
    """The text of a file: UTF-8, without a byte order mark, its lines ended by a line feed alone.

    Raises AuthorError, with a place each, for bytes that are no UTF-8, for control and reordering characters, for what git
    leaves where it could not join two versions, and for more than 1 MB.
    """
    if other := next((name for begin, name in _OTHER_FILES.items() if data.startswith(begin)), ""):
        hint = "open it in the program that made it, copy its text into a new file in a text editor, and save that with the encoding UTF-8"
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), f"the file is no text: it is {other}", hint))
    if len(data) > MAX_BYTES:
        raise AuthorError(Diagnostic(Place(path), "the file is larger than 1 MB", "a text is never that long: is this the right file?"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "the file was saved as UTF-16", _AS_UTF8))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AuthorError(_not_utf8(data, error.start, path)) from None
    unwanted = [match.start() for match in itertools.islice(UNWANTED.finditer(text), _MOST_REPORTED)]
    if unwanted:
        raise AuthorError(*(_unwanted(text, at, path) for at in unwanted))
    if unjoined := conflicts(text, path):
        raise AuthorError(*unjoined)
    return text


def split_front_matter(text: str, path: str) -> tuple[str, int, str, int]:
    """The YAML between a story's two `---` lines and the body after it, each with the number of its first line.

    Raises AuthorError where one of the two lines is missing, or more than 64 KB stand between them.
    """
    opening = _FENCE.match(text)
    if not opening:
        raise AuthorError(_without_opening(text, path))
    start = opening.end() + 1
    closing = _FENCE.search(text, start)
    if not closing:
        raise AuthorError(_without_closing(text, start, path))
    if closing.start() - start > MAX_FRONT_MATTER:
        hint = "keep the story under the second `---`, and long lists in `batch.yaml`"
        raise AuthorError(Diagnostic(Place(path, line=1, column=1), "more than 64 KB of fields stand between the two `---`", hint))
    fields = text[start : closing.start()]
    return fields, 2, text[closing.end() + 1 :], fields.count("\n") + 3


def _without_opening(text: str, path: str) -> Diagnostic:
    """What to say of a text that does not begin with `---`, by what it begins with."""
    first = text.partition("\n")[0]
    later = _FENCE.search(text)
    what = "the file does not begin with `---`"
    hint = "begin it with a line `---`, then the fields (`title: …`), then another line `---`, then the story"
    if not text.strip():
        what = "the file is empty"
    elif _DASHES.match(first):
        what, hint = "the first line is not `---`", "write three hyphens at its start, and nothing else in it: a word processor makes a dash of them"
    elif later and _FIELD.match(first):
        hint = "put a line `---` above the fields"
    elif later and _FENCE.search(text, later.end()):
        what, hint = "something stands above the first `---`", "delete it, or move it below the second `---`: a file begins with `---`"
        if not text[: later.start()].strip():
            what, hint = "an empty line stands above the first `---`", "delete it: a file begins with `---`"
    return Diagnostic(Place(path, line=1, column=1), what, hint)


def early_story(fields: str, first_line: int, path: str) -> Diagnostic | None:
    """What to say of fields that cannot be read since the story begins among them, behind an empty line; none where it does not."""
    begins = _EARLY_STORY.search(fields)
    if begins is None:
        return None
    line = first_line + fields.count("\n", 0, begins.end())
    return Diagnostic(Place(path, line=line, column=1), *_CLOSE)


def _without_closing(text: str, start: int, path: str) -> Diagnostic:
    """What to say where the fields are never closed: at the line that looks like it was meant to, else at the first that is no field."""
    dashes = _DASHES.search(text, start)
    if dashes:
        what, hint = "this line is not the `---` that closes the fields", "write three hyphens at its start, and nothing else in it"
        return Diagnostic(Place(path, line=text.count("\n", 0, dashes.start()) + 1, column=1), what, hint)
    after = _NO_FIELD.search(text, start)
    line = text.count("\n", 0, after.start()) + 1 if after else text.rstrip("\n").count("\n") + 1
    return Diagnostic(Place(path, line=line, column=1), *_CLOSE)


def _not_utf8(data: bytes, offset: int, path: str) -> Diagnostic:
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace").removeprefix("\ufeff")) + 1
    place = Place(path, line=data.count(b"\n", 0, offset) + 1, column=column)
    meant = data[offset : offset + 1].decode("cp1252", "replace")
    sign = f", and so the sign here cannot be read: is it `{meant}`?" if meant.isprintable() and meant != "\ufffd" else ""
    return Diagnostic(place, f"the file was not saved as UTF-8{sign}", f"{_AS_UTF8} (it may be Windows-1252 or Latin-1 now)")


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
