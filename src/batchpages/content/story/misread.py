"""What Markdown reads otherwise than it is meant: a page would show it as it is written, or leave out all that follows."""

import re
from collections.abc import Iterator

from batchpages.content.slugs import slug_of
from batchpages.content.story.occurrences import without_code
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.model import KINDS

_RECORD = rf"(?:{'|'.join(KINDS)}):[^\s()\[\]]+"
_EXCHANGED = re.compile(rf"(?<!\])\((?P<text>[^()\[\]\n]+)\)\[(?P<target>{_RECORD}|https?://[^\s()\[\]]+)\](?!\()")
_APART = re.compile(rf"\[(?P<text>[^()\[\]\n]+)\][ \n]\((?P<target>{_RECORD})\)")
_REFERENCE = re.compile(r"(?<![\]\\!])\[(?P<text>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n^]+)\](?![\[(])")
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
_WIKI = re.compile(r"(?<![\\!])\[\[(?P<name>[^\[\]\n]+)\]\]")


def misread(text: str, path: str) -> Iterator[Diagnostic]:
    """What to say of a story's Markdown; cheap where none of the signs is there.

    What can be meant as it stands is a warning; what cannot is an error.
    """
    if any(sign in text for sign in _SIGNS) or text.rfind("<!--") > text.rfind("-->"):
        bare = without_code(text)
        yield from _links(_EXCHANGED, bare, path, "round and square brackets are exchanged here, so that this is no link")
        yield from _links(_APART, bare, path, "a space or a line end stands between the brackets of this link, so that it is none")
        yield from _named(bare, path)
        start = bare.find("<!--", bare.rfind("-->") + 1)
        if start >= 0:
            what = "the remark that begins with `<!--` is never closed, so that nothing after it is shown"
            yield Diagnostic(Place(path, text=bare[start:].partition("\n")[0]), what, "close it with `-->`")


_SIGNS = (")[", "] (", "]\n(", "][", "[[")


def _links(pattern: re.Pattern[str], text: str, path: str, what: str) -> Iterator[Diagnostic]:
    for link in pattern.finditer(text):
        whole = f"[{link['text']}]({link['target']})"
        yield Diagnostic(Place(path, text=link[0]), what, f"write {shown(whole)}")


def _named(text: str, path: str) -> Iterator[Diagnostic]:
    """Links by a name: in double brackets, as other programs have them, or one that the story says no address for."""
    defined = {name.casefold() for name in _DEFINED.findall(text)}
    for link in _WIKI.finditer(text):
        what = f"{shown(link[0])} is no link here, and is shown as it stands"
        yield Diagnostic(
            Place(path, text=link[0]), what, f"write `[{link['name']}](page:{slug_of(link['name']) or 'care'})`, or another kind of record", "warning"
        )
    for link in _REFERENCE.finditer(text):
        if link["name"].casefold() not in defined and link["text"].casefold() not in defined:
            what = f"no line of this story says where `[{link['name']}]` leads, so that this is no link"
            yield Diagnostic(Place(path, text=link[0]), what, f"write the address behind it, such as `[{link['text']}](page:care)`", "warning")
