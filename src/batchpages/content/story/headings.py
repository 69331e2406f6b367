"""Headings in sanitised HTML, each with an anchor of its own, and the ids that an author gave."""

import html as entities
import re
from collections import Counter
from collections.abc import Iterator

from batchpages.content.slugs import slug_of
from batchpages.content.story.cleaned import attributes_of, plain, without_footnote_links
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.model import Heading

_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'<[^>]* id="([^"]*)"')


def with_anchors(html: str) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with headings from level 2 on, each with an id of its own, and these headings."""
    taken = set(_ids(html))
    headings: list[Heading] = []

    def anchored(heading: re.Match[str]) -> str:
        level, attributes, inner = max(int(heading[1]), 2), heading[2], heading[3]
        text = plain(without_footnote_links(inner))
        anchor = attributes_of(attributes).get("id", "")
        if not anchor:
            anchor = _free(slug_of(text) or "section", taken)
            taken.add(anchor)
            attributes = f' id="{entities.escape(anchor)}"{_without_id(attributes)}'
        headings.append(Heading(level, text, anchor))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return (_HEADING.sub(anchored, html) if "<h" in html else html), tuple(headings)


def same_ids(html: str, path: str) -> Iterator[Diagnostic]:
    """A mistake for each id that more than one thing in the HTML has, at the last of them."""
    for name, count in Counter(_ids(html)).items():
        if count > 1:
            place = Place(path, text=f"#{name}", nth=count - 1)
            yield Diagnostic(place, f"{count} things in this story are called {shown(f'#{name}')}", "give each a name of its own")


def _without_id(attributes: str) -> str:
    return attributes.replace(' id=""', "")


def _ids(html: str) -> list[str]:
    """The ids that the author wrote."""
    return [entities.unescape(name) for name in _ID.findall(html) if name] if ' id="' in html else []


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first of `name-2`, `name-3`, … that is not taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
