"""What a preview says over its pages, and of them: which are drafts, which have moved, and what is wrong where."""

import functools
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import get_args

from batchpages.addresses import Addresses
from batchpages.content.catalog import Record, waits
from batchpages.content.layout import record_at
from batchpages.diagnostics import Diagnostic, Location, Severity
from batchpages.edges.project import NEVER_LINKED, source_reader
from batchpages.edges.screen import Problem
from batchpages.edges.shown import shown
from batchpages.engine.task import Digest
from batchpages.pages.site import RECORD_PAGES
from batchpages.printing import Storefront

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
MOST_PROBLEMS = 200
"""How many problems stand over a page."""
LONGEST_LINE = 300
"""How many characters of a line are shown."""


def drafts(shop: Storefront, addresses: Addresses) -> dict[str, str]:
    """The addresses of batches that a build would not publish yet, and why."""
    waiting = (record.entry for record in shop.catalog.published if waits(record.entry, shop.today))
    return {addresses.record("batch", each.slug): "draft" if each.draft or not each.publish_on else f"from {each.publish_on}" for each in waiting}


def moved(before: Storefront, now: Storefront, wanted: Collection[str]) -> dict[str, str]:
    """The addresses of pages that have gone since, each with the new one: where the site stands elsewhere, and what an author has renamed."""
    was, is_ = Addresses(before.settings.base_url), Addresses(now.settings.base_url)
    pages = [path.removesuffix("index.html") for path in wanted if path.endswith(".html")] if was.base_path != is_.base_path else []
    found = {was.base_path + page: is_.base_path + page for page in pages}
    for kind in RECORD_PAGES:
        old, new = before.catalog.records.get(kind, {}), now.catalog.records.get(kind, {})
        come = {_story(new[slug]): slug for slug in new.keys() - old.keys()}
        for slug in old.keys() - new.keys():
            if slug_now := come.get(_story(old[slug])):
                found[was.record(kind, slug)] = is_.record(kind, slug_now)
    return found


def _story(record: Record) -> tuple[Digest, Digest]:
    return record.parts["record"], record.parts["story"]


def problems(found: Sequence[Diagnostic], root: Path, addresses: Addresses) -> tuple[Problem, ...]:
    """What was found, mistakes first, each with the line of the file that it stands in."""
    read = functools.cache(source_reader(root))
    problems = []
    for each in sorted(shown(found, root), key=lambda each: SEVERITIES.index(each.severity))[:MOST_PROBLEMS] if found else ():
        private = each.path.endswith(NEVER_LINKED)  # others may look too
        lines = (read(each.path) or b"").decode("utf-8", "replace").splitlines() if each.line and not private else []
        text = lines[each.line - 1][:LONGEST_LINE] if each.line <= len(lines) and lines else ""
        place = str(Location(each.path, each.line, each.column))
        at = _shown_at(each.path, addresses)
        problems.append(Problem(each.severity, at, place, each.line, each.column, text, each.what, each.hint, each.rule, each.also))
    return tuple(problems)


def _shown_at(path: str, addresses: Addresses) -> str:
    """The address of the page that shows the record of an author's file; empty where it is that of no record."""
    record = record_at(path)
    return addresses.record(*record).partition("#")[0] if record else ""
