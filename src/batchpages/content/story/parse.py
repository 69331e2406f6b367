"""The story itself: every step from its Markdown to what pages, joins and authors need of it."""

import msgspec

from batchpages.content.story.cleaned import without_footnote_links
from batchpages.content.story.convert import convert
from batchpages.content.story.headings import same_ids, with_anchors
from batchpages.content.story.holes import lift_pictures, links_and_pictures, segments
from batchpages.content.story.limits import NESTED, refusal
from batchpages.content.story.misread import misread
from batchpages.content.story.sanitise import clean, left_out, may_miss
from batchpages.content.story.summary import excerpt, words
from batchpages.content.story.syntax import features, regular
from batchpages.diagnostics import Diagnostic, Place
from batchpages.model import FileLink, Kind, RecordLink, Story


class ParsedStory(msgspec.Struct, frozen=True):
    """A story, and what the joins and the author need to know of it.

    `references` are the records that it leads to, and `files` the files beside it that it leads to or shows, each with
    its place. Places are given by text and never by line, so that they enter no key: `locate` finds the line.
    """

    story: Story
    references: tuple[tuple[Kind, str, Place], ...] = ()
    files: tuple[tuple[str, Place], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_story(text: str, path: str, language: str) -> ParsedStory:
    """Make a story from Markdown.

    `text` is the body without its front matter, with LF line ends; `path` is the file that it stands in, for messages;
    `language` is a BCP 47 tag, which decides on the shape of quotation marks. Never raises: whatever is wrong with the
    text is among the diagnostics, and a text that would take too long comes back as an empty story with an error.
    """
    text = regular(text)
    if refused := refusal(text):
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path, text=refused.text), refused.what, refused.hint),))
    try:
        raw = convert(text, features(text), language)
    except RecursionError:
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path), "this story is nested too deeply", NESTED),))
    cleaned = clean(raw)
    html, headings = with_anchors(cleaned)
    html = lift_pictures(html)
    found = tuple(links_and_pictures(html, path, language))
    holes = [(each.target.hole, each.place) for each in found]
    flow = without_footnote_links(html)
    return ParsedStory(
        Story(segments(html, found), headings, excerpt(flow), words(flow)),
        tuple((hole.kind, hole.slug, place) for hole, place in holes if isinstance(hole, RecordLink)),
        tuple((hole.name, place) for hole, place in holes if isinstance(hole, FileLink)),
        (
            *(diagnostic for each in found for diagnostic in each.diagnostics),
            *(left_out(raw, cleaned, path) if may_miss(text, cleaned) else ()),
            *misread(text, path),
            *same_ids(cleaned, path),
        ),
    )
