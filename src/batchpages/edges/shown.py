"""Diagnostics as they are shown to people: their places looked up in the project's files."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from batchpages.diagnostics import Diagnostic
from batchpages.edges.project import source_reader


class Shown(msgspec.Struct, frozen=True):
    """A diagnostic as it is printed: with lines and columns instead of fields. `rule` is empty where no setting silences it."""

    path: str
    line: int
    column: int
    severity: str
    what: str
    hint: str
    also: tuple[str, ...]
    rule: str = ""


def shown(diagnostics: Iterable[Diagnostic], root: Path) -> list[Shown]:
    """Diagnostics with their places looked up in the project's files, in the order of their places."""
    from batchpages.content.places import locator  # noqa: PLC0415 -- it imports every parser, and most builds have nothing to say

    locate = locator(source_reader(root))
    found = set()
    for diagnostic in diagnostics:
        place = locate(diagnostic.place)
        also = tuple(str(locate(other)) for other in diagnostic.also)
        found.add(Shown(place.path, place.line, place.column, diagnostic.severity, diagnostic.what, diagnostic.hint, also, diagnostic.rule))
    return sorted(found, key=lambda each: (each.path, each.line, each.column, each.what, each.hint))
