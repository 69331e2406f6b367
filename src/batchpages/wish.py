"""What a build is asked for, and how it ended; and what a project's own files and folders are called."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from batchpages.diagnostics import Diagnostic

SETTINGS = "batchpages.yaml"
"""The file in a project that holds its settings, and makes a folder a project."""
STATE = ".batchpages"
"""The folder in a project that builds keep what they can use again in."""
PREVIEW = f"{STATE}/preview"
"""The folder of a preview's own store and lock, so that builds can go on beside it."""
PUBLIC = "public"
"""The folder in a project that the storefront is published to, if no other is named."""
SHEETS = "labels"
"""The folder in a project that label sheets are published to."""
LEDGER = "labels.ledger.yaml"
"""The file in a project that keeps every address that was put on labels."""
Tell = Callable[[str, int, int], None]
"""Progress: what is being done, how much of it is done, and of how much."""


class Wish(NamedTuple):
    """What a build is asked for. `date` stands for today where it is given; `output` is the folder to publish to.

    `labels` says whether label sheets are made too.
    """

    output: Path
    base_url: str = ""
    date: datetime.date | None = None
    drafts: bool = False
    adopt: bool = False
    labels: bool = True

    @property
    def shaping(self) -> tuple[str, bool, bool]:
        """What of it shapes what is made, beside the day."""
        return self.base_url, self.drafts, self.labels


class Job(NamedTuple):
    """Labels to print. `batches` are codes or slugs, all published ones where there are none.

    Of each batch as many as the rest of a sheet holds, `copies` if given, or with `units` as many as there are units; of numbered units
    those from `first` to `last`, or all. `stock` is one by its name, or that of the settings; `start` the first free place on the sheet,
    from 1; `nudge` how far in mm all moves to the right and down; `outline` draws the dies. All go into the file `output`, or each batch
    into its own.
    """

    batches: tuple[str, ...] = ()
    stock: str = ""
    copies: int = 0
    units: bool = False
    first: int = 0
    last: int = 0
    start: int = 1
    nudge: tuple[float, float] = (0, 0)
    outline: bool = False
    output: Path | None = None


class Report(NamedTuple):
    """How a build ended; `images` are photographs in their web sizes. Nothing was published where there is an error among the diagnostics. `drafts` counts those that were left out."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    images: int = 0
    others: int = 0
    sheets: int = 0
    made: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    drafts: int = 0
    seconds: float = 0.0


class IssuedLine(NamedTuple):
    """An address on labels, as the command shows it; `broken` where it has no page."""

    address: str
    batch: str
    issued: datetime.date
    labels: int
    state: str
    broken: bool


class LedgerReport(NamedTuple):
    """The ledger, line by line, and what is wrong with the project that it is held against."""

    lines: tuple[IssuedLine, ...]
    diagnostics: tuple[Diagnostic, ...]
