"""Fields, links and mentions → lines and columns, looked up in the author's files when a diagnostic is printed."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping

from batchpages import model
from batchpages.content import schema
from batchpages.content.story import locate as locate_link
from batchpages.content.story import parse_story
from batchpages.content.text import decode, split_front_matter
from batchpages.diagnostics import AuthorError, Location, Place
from batchpages.located_yaml import Mapping as Tree
from batchpages.located_yaml import find, parse

ReadSource = Callable[[str], bytes | None]
"""The bytes of a file of the project by its path, or none where there is no such file."""


def locator(read: ReadSource) -> Callable[[Place], Location]:
    """A function that tells where places are. Each file is read and parsed once, however many places it has."""
    files = _Files(read)

    def locate(place: Place) -> Location:
        """Where a place is. What can no longer be found is given as the file alone."""
        try:
            if place.line:
                return Location(place.path, place.line, place.column)
            if place.mention:
                there = files.mentions(place.path).get(place.mention)
                return locate(there) if there else Location(place.path)
            if place.field:
                return _field(place, files)
            return _text(place, files) if place.text else Location(place.path)
        except AuthorError:
            return Location(place.path)

    return locate


class _Files:
    """What has been read of the project so far."""

    def __init__(self, read: ReadSource) -> None:
        self._read = read
        self.text = functools.cache(self._text)
        self.trees = functools.cache(lambda path: tuple(self._trees(path)))
        self.mentions = functools.cache(self._mentions)

    def _text(self, path: str) -> str | None:
        data = self._read(path)
        return None if data is None else decode(data, path)

    def _trees(self, path: str) -> Iterator[tuple[str, Tree]]:
        """The YAML of a file, and of `batch.yaml` beside it where that belongs to the same record."""
        beside = re.sub(r"(content/batches/[^/]+)/story\.md$", r"\1/batch.yaml", path)
        for each in dict.fromkeys((path, beside)):
            text, line = self.text(each), 1
            if text is None:
                continue
            if each.endswith(".md"):
                text, line, _, _ = split_front_matter(text, each)
            tree, _ = parse(text, first_line=line)
            if tree is not None:
                yield each, tree

    def _mentions(self, path: str) -> Mapping[str, Place]:
        """The first place where any of a record's files mentions another record or a file."""
        kind = model.KIND_OF.get(path.split("/")[1], "page")
        fields = schema.read(self.trees(path), model.RECORDS[kind])
        mentions = [(f"{to}:{slug}", there) for to, slug, there in fields.references] + list(fields.files)
        text = self.text(path)
        if text is not None:
            _, _, body, _ = split_front_matter(text, path)
            story = parse_story(body, path, "en")
            mentions += [(f"{to}:{slug}", there) for to, slug, there in story.references] + list(story.files)
        return dict(reversed(mentions))


def _field(place: Place, files: _Files) -> Location:
    trees = files.trees(place.path)
    for path, tree in trees:
        if place.field[0] in tree.entries:
            return Location(path, *find(tree, place.field))
    return Location(place.path, *find(trees[0][1], place.field)) if trees else Location(place.path)


def _text(place: Place, files: _Files) -> Location:
    text = files.text(place.path)
    if text is None:
        return Location(place.path)
    if place.path.endswith(".md"):
        _, _, body, first = split_front_matter(text, place.path)
        line, column = locate_link(body, place.text, place.nth)
        return Location(place.path, first + line - 1, column) if line else Location(place.path)
    start = -1
    for _ in range(place.nth + 1):
        start = text.find(place.text, start + 1)
    if start < 0:
        return Location(place.path)
    return Location(place.path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
