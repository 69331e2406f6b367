"""What a person sees: diagnostics, progress, and the closing line. All of it goes to stderr, diagnostics for machines to stdout."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click
import msgspec

from batchpages.diagnostics import Diagnostic, Location
from batchpages.wish import Report

if TYPE_CHECKING:
    from batchpages.ask import CheckReport
    from batchpages.edges.shown import Shown

COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def show(diagnostics: Collection[Diagnostic], root: Path, style: str, otherwise: str = "nothing was published", *, quiet: bool = False) -> Mapping[str, int]:
    """Print diagnostics: as text for people, as `json` lines, or as `github` annotations; gives how many there are of each severity.

    What is only information is left out where it is to be `quiet`. `otherwise` is what mistakes have prevented; where that is empty, they are not counted for people.
    """
    every = _located(diagnostics, root) if diagnostics else []
    for each in every:
        if quiet and each.severity == "info":
            continue
        if style == "json":
            click.echo(msgspec.json.encode(each).decode())
        elif style == "github":
            click.echo(_annotation(each))
        else:
            _print(each)
    counts = Counter(each.severity for each in every)
    if counts["error"] and otherwise and style == "text":
        click.echo(f"\n{counted(counts['error'], 'mistake')}; {otherwise}.", err=True)
    return counts


def _located(diagnostics: Collection[Diagnostic], root: Path) -> list[Shown]:
    from batchpages.edges.shown import shown  # most builds have nothing to say

    return shown(diagnostics, root)


def _print(each: Shown) -> None:
    place = Location(each.path, each.line, each.column)
    rule = f" [{each.rule}]" if each.rule else ""
    click.echo(f"{click.style(str(place), bold=True)}: {click.style(each.severity, fg=COLOURS[each.severity], bold=True)}: {each.what}{rule}", err=True)
    for other in each.also:
        click.echo(f"    also: {other}", err=True)
    if each.hint:
        click.echo(f"    hint: {each.hint}", err=True)


def _annotation(each: Shown) -> str:
    """A workflow command of GitHub Actions."""
    kind = "notice" if each.severity == "info" else each.severity
    place = f"file={_escaped(each.path).replace(':', '%3A').replace(',', '%2C')}" + (f",line={each.line},col={each.column}" if each.line else "")
    place += f",title={each.rule}" if each.rule else ""
    return f"::{kind} {place}::{_escaped('. '.join(filter(None, (each.what, each.hint))))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def closing_line(report: Report) -> str:
    """How a build ended, in one line."""
    everything = report.pages + report.images + report.others + report.sheets
    counts = f"{counted(report.pages, 'page')}, "
    counts += f"{counted(report.images, 'image')}, " if report.images else ""
    counts += counted(report.others, "other file")
    counts += f", {counted(report.sheets, 'label sheet')}" if report.sheets else ""
    changes = f"{report.made:,} made, {everything - report.made:,} unchanged, {len(report.removed):,} removed"
    changes += f", {counted(report.drafts, 'draft')} left out" if report.drafts else ""
    return f"{counts}: {changes}, in {report.seconds:.1f} s"


def check_line(report: CheckReport, counts: Mapping[str, int], *, strict: bool) -> str:
    """How a check ended, in one line. `strict` says that warnings count as errors do."""
    looked_at = [counted(report.batches, "batch", "batches"), *([counted(report.pages, "page")] if report.pages else [])]
    found = [counted(counts[severity], severity) if counts[severity] else f"no {severity}s" for severity in ("error", "warning")]
    found[1] += " (--strict: as errors)" if strict and counts["warning"] else ""
    found += [f"{counts['info']:,} for information"] if counts["info"] else []
    found += [f"{report.silenced:,} silenced"] if report.silenced else []
    return f"{', '.join(looked_at)} checked: {', '.join(found)}, in {report.seconds:.1f} s"


def counted(number: int, what: str, many: str = "") -> str:
    """A number of things, such as `1 page` or `2 pages`."""
    return f"{number:,} {what if number == 1 else many or f'{what}s'}"


class Progress:
    """A bar on stderr, for work that takes longer than a moment; none where stderr is no terminal, or where it is `hidden`."""

    def __init__(self, *, hidden: bool = False) -> None:
        self._silent = hidden or not sys.stderr.isatty()
        self._started = time.monotonic()
        self._shown = 0.0

    def tell(self, doing: str, done: int, total: int) -> None:
        """So much of so much is done."""
        now = time.monotonic()
        if self._silent or now - self._started < 0.5 or now - self._shown < 0.1:
            return
        self._shown = now
        filled = 30 * done // max(total, 1)
        click.echo(f"\r{doing:16} {'█' * filled}{'░' * (30 - filled)} {done}/{total} ", err=True, nl=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
