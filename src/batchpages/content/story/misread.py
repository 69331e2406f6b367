"""What Markdown reads otherwise than it is meant: a page would show it as it is written, or leave out all that follows."""

import re
from collections.abc import Iterator

from batchpages.content.story.occurrences import without_code
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.model import KINDS

_RECORD = rf"(?:{'|'.join(KINDS)}):[^\s()\[\]]+"
_EXCHANGED = re.compile(rf"(?<!\])\((?P<text>[^()\[\]\n]+)\)\[(?P<target>{_RECORD}|https?://[^\s()\[\]]+)\](?!\()")
_REMARK = re.compile(r"<!--(?![\s\S]*?-->)[^\n]*")
_APART = re.compile(rf"\[(?P<text>[^()\[\]\n]+)\][ \n]\((?P<target>{_RECORD})\)")


def misread(text: str, path: str) -> Iterator[Diagnostic]:
    """What to say of a story's Markdown where that is certain; cheap where none of the signs is there."""
    if ")[" in text:
        yield from _links(_EXCHANGED, text, path, "round and square brackets are exchanged here, so that this is no link")
    if "] (" in text or "]\n(" in text:
        yield from _links(_APART, text, path, "a space or a line end stands between the brackets of this link, so that it is none")
    if text.rfind("<!--") > text.rfind("-->") and (open_ := _REMARK.search(without_code(text))):
        what = "the remark that begins with `<!--` is never closed, so that nothing after it is shown"
        yield Diagnostic(Place(path, text=open_[0]), what, "close it with `-->`")


def _links(pattern: re.Pattern[str], text: str, path: str, what: str) -> Iterator[Diagnostic]:
    for link in pattern.finditer(without_code(text)):
        whole = f"[{link['text']}]({link['target']})"
        yield Diagnostic(Place(path, text=link[0]), what, f"write {shown(whole)}")
