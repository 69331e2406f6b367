"""What is known of a project when something new begins in it, and what follows from that."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from batchpages import model
from batchpages.diagnostics import UsageError, did_you_mean
from batchpages.model import Entry, Kind


class Known(NamedTuple):
    """A project: its settings, or what is right of them; the entries of all its records, also of broken ones; today in its time zone.

    `codes` are all that a batch has or that was ever printed, `printed` the slugs of batches that stand on labels.
    """

    settings: model.Settings
    entries: tuple[Entry, ...]
    codes: frozenset[str]
    printed: frozenset[str]
    today: datetime.date


def those(known: Known, kind: Kind) -> list[Entry]:
    """The records of a kind, in the order of their slugs."""
    return sorted((entry for entry in known.entries if entry.kind == kind), key=lambda entry: entry.slug)


def usual_product(known: Known) -> str:
    """The product of the newest batch, else the first one; empty where there is none."""
    return _usual(known, "product", (batch.product for batch in _newest_first(known)))


def usual_maker(known: Known, product: str) -> str:
    """The maker of the product's newest batch, else of the newest one of all, else the first one; empty where there is none."""
    batches = _newest_first(known)
    return _usual(known, "maker", (batch.maker for batch in [*(each for each in batches if each.product == product), *batches]))


def check_named(known: Known, kind: Kind, slug: str) -> str:
    """The name of a record that is there. Raises `UsageError` where it is not."""
    slugs = [entry.slug for entry in those(known, kind)]
    if slug in slugs:
        return slug
    if not slugs:
        raise UsageError(nothing_yet(kind))
    listed = ", ".join(f"`{each}`" for each in slugs[:8]) + (" and others" if len(slugs) > 8 else "")
    raise UsageError(f"there is no {kind} `{slug}`; {did_you_mean(slug, slugs, f'there is {listed}')}")


def nothing_yet(kind: Kind) -> str:
    """What to do where there is no record of a kind, and one is needed."""
    return f'there is no {kind} yet, and a batch needs one; make it with `batchpages new {kind} "…"`, and then run this again'


def _newest_first(known: Known) -> list[Entry]:
    return sorted(those(known, "batch"), key=lambda batch: (batch.date or datetime.date.min, batch.code, batch.slug), reverse=True)


def _usual(known: Known, kind: Kind, wanted: Iterable[str]) -> str:
    """The first of the names that there is a record of; else the first record of all, by its slug."""
    slugs = [entry.slug for entry in those(known, kind)]
    return next((name for name in wanted if name in slugs), slugs[0] if slugs else "")
