"""What a person sees: diagnostics, progress, and the closing line. All of it goes to stderr, diagnostics for machines to stdout."""

import sys
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import click
import msgspec

from batchpages.diagnostics import Diagnostic, Location
from batchpages.edges.project import source_reader
from batchpages.wish import Report

COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


class Shown(msgspec.Struct, frozen=True):
    """A diagnostic as it is printed: with lines and columns instead of fields."""

    path: str
    line: int
    column: int
    severity: str
    what: str
    hint: str
    also: tuple[str, ...]


def shown(diagnostics: Iterable[Diagnostic], root: Path) -> list[Shown]:
    """Diagnostics with their places looked up in the project's files, in the order of their places."""
    from batchpages.content.places import locator  # noqa: PLC0415 -- it imports every parser, and most builds have nothing to say

    locate = locator(source_reader(root))
    found = set()
    for diagnostic in diagnostics:
        place = locate(diagnostic.place)
        also = tuple(str(locate(other)) for other in diagnostic.also)
        found.add(Shown(place.path, place.line, place.column, diagnostic.severity, diagnostic.what, diagnostic.hint, also))
    return sorted(found, key=lambda each: (each.path, each.line, each.column, each.what, each.hint))


def show(diagnostics: Collection[Diagnostic], root: Path, style: str, otherwise: str = "nothing was published") -> None:
    """Print diagnostics: as text for people, as `json` lines, or as `github` annotations. `otherwise` is what mistakes have prevented."""
    every = shown(diagnostics, root) if diagnostics else []
    for each in every:
        if style == "json":
            click.echo(msgspec.json.encode(each).decode())
        elif style == "github":
            click.echo(_annotation(each))
        else:
            _print(each)
    wrong = sum(each.severity == "error" for each in every)
    if wrong and style == "text":
        click.echo(f"\n{counted(wrong, 'mistake')}; {otherwise}.", err=True)


def _print(each: Shown) -> None:
    place = Location(each.path, each.line, each.column)
    click.echo(f"{click.style(str(place), bold=True)}: {click.style(each.severity, fg=COLOURS[each.severity], bold=True)}: {each.what}", err=True)
    for other in each.also:
        click.echo(f"    also: {other}", err=True)
    if each.hint:
        click.echo(f"    hint: {each.hint}", err=True)


def _annotation(each: Shown) -> str:
    """A workflow command of GitHub Actions."""
    kind = "notice" if each.severity == "info" else each.severity
    place = f"file={_escaped(each.path).replace(':', '%3A').replace(',', '%2C')}" + (f",line={each.line},col={each.column}" if each.line else "")
    return f"::{kind} {place}::{_escaped('. '.join(filter(None, (each.what, each.hint))))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def closing_line(report: Report) -> str:
    """How a build ended, in one line."""
    everything = report.pages + report.others + report.sheets
    counts = f"{counted(report.pages, 'page')}, {counted(report.others, 'other file')}"
    counts += f", {counted(report.sheets, 'label sheet')}" if report.sheets else ""
    changes = f"{report.made:,} made, {everything - report.made:,} unchanged, {len(report.removed):,} removed"
    changes += f", {counted(report.drafts, 'draft')} left out" if report.drafts else ""
    return f"{counts}: {changes}, in {report.seconds:.1f} s"


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
