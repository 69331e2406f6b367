"""Links and pictures in sanitised HTML → holes: where each stands, what takes its place, and what is wrong with it."""

import html as entities
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from batchpages.content.story.cleaned import PARAGRAPH, attributes_of
from batchpages.content.story.targets import EMPTY, Target, link_target, picture_target
from batchpages.content.story.typography import marks_of, typed, typeset
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.model import Figure, FileLink, RecordLink

_HREF = re.compile(r' href="([^"]*)"')
_LINK_OR_PICTURE = re.compile(r"<(a|img)( [^>]*)>")
_PICTURE = re.compile(r'(<a [^>]*>\s*<img (?![^>]*src="/)[^>]*>\s*</a>|<img (?![^>]*src="/)[^>]*>)')
_OPENING = re.compile(r"<(?!br>|wbr>|/)")
_EDGES = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")


class Found(msgspec.Struct, frozen=True):
    """A link or picture in sanitised HTML: which part of the HTML makes way for what, and where it leads."""

    start: int
    end: int
    pieces: tuple[str | RecordLink | FileLink | Figure, ...]
    target: Target
    place: Place
    diagnostics: tuple[Diagnostic, ...] = ()


def segments(html: str, found: tuple[Found, ...]) -> tuple[str | RecordLink | FileLink | Figure, ...]:
    """The HTML, cut at each hole."""
    cut: list[str | RecordLink | FileLink | Figure] = []
    done = 0
    for each in found:
        if each.pieces or each.start < each.end:
            cut += [html[done : each.start], *each.pieces]
            done = each.end
    cut.append(html[done:])
    return tuple(segment for segment in cut if segment != "")


def links_and_pictures(html: str, path: str, language: str) -> Iterator[Found]:
    """Each link and picture that has a target, in the order of the HTML."""
    seen: Counter[str] = Counter()
    for tag in _LINK_OR_PICTURE.finditer(html):
        picture = tag[1] == "img"
        attributes = attributes_of(tag[2])
        value = attributes.get("src" if picture else "href")
        if value is not None:
            place = Place(path, text=value.strip() or EMPTY, nth=seen[value])
            seen[value] += 1
            yield _picture(tag, attributes, place, language) if picture else _link(tag, value, place)


def _link(tag: re.Match[str], value: str, place: Place) -> Found:
    """A link: a hole takes the place of its address; a wrong address is taken out."""
    target = link_target(value)
    href = _HREF.search(tag.string, *tag.span())
    assert href  # its value was found
    if target.what:
        return Found(*href.span(), (), target, place, (Diagnostic(place, target.what, target.hint),))
    if target.hole is None:
        return Found(0, 0, (), target, place)
    return Found(*href.span(1), (target.hole, entities.escape(target.rest)), target, place)


def _picture(tag: re.Match[str], attributes: dict[str, str], place: Place, language: str) -> Found:
    """A picture: a figure takes its place; a wrong one is taken out."""
    target = picture_target(attributes["src"])
    if target.what:
        return Found(*tag.span(), (), target, place, (Diagnostic(place, target.what, target.hint),))
    alt, caption = attributes.get("alt", "").strip(), attributes.get("title", "")
    missing = Diagnostic(place, f"the picture {shown(place.text)} is not described", "say what it shows, for those who do not see it: `![what it shows](…)`")
    diagnostics = () if alt else (missing,)
    if not isinstance(target.hole, FileLink):
        return Found(0, 0, (), target, place, diagnostics)
    figure = Figure(target.hole.name, alt, typeset(caption, marks_of(language)) if typed(caption) else caption)
    return Found(*tag.span(), (figure,), target, place, diagnostics)


def lift_pictures(html: str) -> str:
    """Take pictures out of the paragraphs they stand in, since no figure can be inside one; the text around stays."""
    return PARAGRAPH.sub(_lifted, html) if "<img " in html else html


def _lifted(paragraph: re.Match[str]) -> str:
    texts, pictures = _PICTURE.split(paragraph[2])[::2], _PICTURE.findall(paragraph[2])
    if not pictures or any(len(_OPENING.findall(text)) != text.count("</") for text in texts):
        return paragraph[0]
    around = [_EDGES.sub("", text) for text in texts]
    pieces = [f"<p{paragraph[1]}>{around[0]}</p>" if around[0] else ""]
    for picture, text in zip(pictures, around[1:], strict=True):
        pieces += [picture, f"<p{paragraph[1]}>{text}</p>" if text else ""]
    return "\n".join(filter(None, pieces))
