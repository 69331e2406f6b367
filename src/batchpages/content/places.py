"""Fields, links and mentions → lines and columns, looked up in the author's files when a diagnostic is printed."""

import re
from collections.abc import Callable, Iterator

from batchpages import model
from batchpages.content import schema
from batchpages.content.layout import KIND_OF
from batchpages.content.story import locate as locate_link
from batchpages.content.story import parse_story
from batchpages.content.text import decode, split_front_matter
from batchpages.diagnostics import AuthorError, Location, Place
from batchpages.located_yaml import Mapping, find, parse

ReadSource = Callable[[str], bytes | None]
"""The bytes of a file of the project by its path, or none where there is no such file."""


def locate(place: Place, read: ReadSource) -> Location:
    """Where a place is. What can no longer be found is given as the file alone."""
    try:
        if place.line:
            return Location(place.path, place.line, place.column)
        if place.mention:
            return _mention(place, read)
        if place.field:
            return _field(place, read)
        return _text(place, read) if place.text else Location(place.path)
    except AuthorError:
        return Location(place.path)


def _trees(path: str, read: ReadSource) -> Iterator[tuple[str, Mapping]]:
    """The YAML of a file, and of `batch.yaml` beside it where that belongs to the same record."""
    beside = re.sub(r"/story\.md$", "/batch.yaml", path)
    for each in dict.fromkeys((path, beside)):
        data = read(each)
        if data is None:
            continue
        text, line = decode(data, each), 1
        if each.endswith(".md"):
            text, line, _, _ = split_front_matter(text, each)
        tree, _ = parse(text, first_line=line)
        if tree is not None:
            yield each, tree


def _field(place: Place, read: ReadSource) -> Location:
    trees = list(_trees(place.path, read))
    for path, tree in trees:
        if place.field[0] in tree.entries:
            return Location(path, *find(tree, place.field))
    return Location(place.path, *find(trees[0][1], place.field)) if trees else Location(place.path)


def _text(place: Place, read: ReadSource) -> Location:
    data = read(place.path)
    if data is None:
        return Location(place.path)
    text = decode(data, place.path)
    if place.path.endswith(".md"):
        _, _, body, first = split_front_matter(text, place.path)
        line, column = locate_link(body, place.text, place.nth)
        return Location(place.path, first + line - 1, column)
    start = -1
    for _ in range(place.nth + 1):
        start = text.find(place.text, start + 1)
    if start < 0:
        return Location(place.path)
    return Location(place.path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _mention(place: Place, read: ReadSource) -> Location:
    """The first place where any of a record's files mentions another record or a file."""
    kind = KIND_OF.get(place.path.split("/")[1], "page")
    fields = schema.read(list(_trees(place.path, read)), model.RECORDS[kind])
    mentions = [(f"{to}:{slug}", there) for to, slug, there in fields.references] + list(fields.files)
    data = read(place.path)
    if data is not None:
        _, _, body, _ = split_front_matter(decode(data, place.path), place.path)
        story = parse_story(body, place.path, "en")
        mentions += [(f"{to}:{slug}", there) for to, slug, there in story.references] + list(story.files)
    for name, there in mentions:
        if name == place.mention:
            return locate(there, read)
    return Location(place.path)
