"""What a build is asked for, and how it ended."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from batchpages.diagnostics import Diagnostic

STATE = ".batchpages"
"""The folder in a project that builds keep what they can use again in."""
Tell = Callable[[str, int, int], None]
"""Progress: what is being done, how much of it is done, and of how much."""


class Wish(NamedTuple):
    """What a build is asked for. `date` stands for today where it is given; `output` is the folder to publish to."""

    output: Path
    base_url: str = ""
    date: datetime.date | None = None
    drafts: bool = False
    adopt: bool = False


class Report(NamedTuple):
    """How a build ended. Nothing was published where there is an error among the diagnostics."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    others: int = 0
    made: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    seconds: float = 0.0
