"""`batchpages labels`: labels to be printed; `labels stocks`, `labels test-page`."""

import re
from pathlib import Path

import click

from batchpages.cli.project import FORMAT, PROJECT, QUIET, ends_with_code, root_of, short
from batchpages.cli.subcommands import WithMore

MOST_NUDGE = 20
"""mm."""


def _nudge(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[float, float]:
    """Two lengths in mm."""
    number = r"\s*([+-]?\d{1,2}(?:\.\d{1,3})?)\s*(?:mm)?\s*"
    match = re.fullmatch(f"{number},{number}", value)
    if match is None:
        raise click.BadParameter(f"`{value}` is not two lengths in mm with a comma between, such as `0.5,-0.3`")
    nudge = float(match[1]), float(match[2])
    if max(map(abs, nudge)) > MOST_NUDGE:
        raise click.BadParameter(f"no printer is off by more than {MOST_NUDGE} mm; is the paper in the right way?")
    return nudge


def _numbers(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, int]:
    """The first and the last of some units; zeros where none are named."""
    match = re.fullmatch(r"(\d{1,8})(?:-(\d{1,8}))?", value) if value else None
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if value and not 0 < first <= last:
        raise click.BadParameter(f"`{value}` is neither the number of a unit nor two such as `12-40`")
    return first, last


STOCK = click.option("--stock", metavar="ID", default="", help="Another sheet than the settings name, such as L7160.")
NUDGE = click.option(
    "--nudge", metavar="X,Y", default="0,0", callback=_nudge, help="Move everything by so many mm to the right and down, for a printer that is off."
)


@click.command("labels", cls=WithMore, epilog="Example: batchpages labels SR-2026-002 --start-slot 8 --nudge 0.5,-0.3")
@click.argument("batches", nargs=-1, metavar="[BATCH]...")
@PROJECT
@STOCK
@click.option(
    "--copies", type=click.IntRange(1, 10_000), metavar="N", help="So many labels of each. [default: what a sheet holds, or one for each numbered unit]"
)
@click.option("--units", is_flag=True, help="As many labels as the batch has units.")
@click.option("--numbers", metavar="A-B", default="", callback=_numbers, help="Only the labels of these numbered units, such as 12 or 12-40.")
@click.option("--start-slot", type=click.IntRange(min=1), default=1, metavar="N", help="The first free label of a sheet already begun, counted row by row.")
@NUDGE
@click.option("--outline", is_flag=True, help="Draw the edges of the labels too, to try it on plain paper; such a proof is not counted.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Put all into one PDF. [default: labels/<code>.pdf for each]"
)
@FORMAT
@QUIET
@ends_with_code
def command(  # noqa: PLR0913, PLR0917 -- one for each option
    batches: tuple[str, ...],
    project: Path | None,
    stock: str,
    copies: int | None,
    numbers: tuple[int, int],
    start_slot: int,
    nudge: tuple[float, float],
    output: Path | None,
    style: str,
    *,
    units: bool,
    outline: bool,
    quiet: bool,
) -> int:
    """Make labels of some batches, named by code or folder, or of all.

    Their addresses go into labels.ledger.yaml, with how many labels were made: commit it. Print at 100 %, not fitted to the page.
    """
    from batchpages.cli.terminal import Progress, counted, show
    from batchpages.diagnostics import UsageError, errors
    from batchpages.engine.workers import Workers
    from batchpages.start import print_labels
    from batchpages.wish import Job

    if copies and units:
        raise UsageError("`--copies` and `--units` both say how many labels; give one of them")
    if units and numbers[1]:
        raise UsageError("`--units` and `--numbers` both say which labels; give one of them")
    if output is not None and not output.name:
        raise UsageError("`--output` names no file")
    root = root_of(project)
    job = Job(batches, stock, copies or 0, units, *numbers, start_slot, nudge, outline, output.absolute() if output else None)
    with Progress(hidden=quiet) as progress, Workers() as workers:
        report = print_labels(root, job, workers, progress.tell)
    show(report.diagnostics, root, style, otherwise="no labels were made", quiet=quiet)
    if errors(report.diagnostics):
        return 1
    for path, file in report.files:
        size = f"{counted(file.labels, 'label')} on {counted(file.pages, 'sheet' if not file.roll else 'page')} of {file.stock}"
        bare = "; no room for the logo" if file.without_logo else ""
        saved = f"; capitals saved {file.saved} modules a side" if file.saved else ""
        code = f"QR version {file.version}-{file.correction}, {file.module:.2f} mm a module{saved}"
        click.echo(f"{short(path)}: {size}; {code}; letters from {file.smallest:.1f} pt{bare}", err=style != "text")
    if not quiet and report.files:
        click.echo('Print at 100 % ("actual size"), and commit labels.ledger.yaml.', err=True)
    if report.unpublished:
        names = ", ".join(f"`{code}`" for code in report.unpublished[:3]) + (" and others" if len(report.unpublished) > 3 else "")
        click.echo(f"batchpages: the page of {names} is not in public/ yet: run `batchpages build`, and upload it before the labels go out", err=True)
    return 0


@click.command("stocks", epilog="Example: batchpages labels stocks")
@PROJECT
@ends_with_code
def stocks(project: Path | None) -> int:
    """List the sheets and rolls that labels can be printed on, those of the settings first."""
    from batchpages.labels.stock import OWN
    from batchpages.trial import every_stock

    rows = [("id", "paper", "label (mm)", "a sheet", "geometry")]
    for stock in every_stock(_root_if_any(project)):
        size = f"⌀ {stock.label_width:g}" if stock.shape == "round" else f"{stock.label_width:g} × {stock.label_height:g}"
        grid = "one" if stock.paper == "roll" else f"{stock.columns} × {stock.rows} = {stock.slots}"
        rows.append((stock.id, stock.paper, size, grid, "yours" if stock.source == OWN else "verified" if stock.verified else "unverified"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


@click.command("test-page", epilog="Example: batchpages labels test-page --stock L7160")
@PROJECT
@STOCK
@NUDGE
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The PDF. [default: test-page-<stock>.pdf in this folder]"
)
@QUIET
@ends_with_code
def test_page(project: Path | None, stock: str, nudge: tuple[float, float], output: Path | None, *, quiet: bool) -> int:
    """Draw the edges of a sheet's labels, and a rule of 100 mm, to hold against a real sheet.

    Print it at 100 %, put it behind a sheet of labels and look at them against the light. What they are off is what `--nudge` takes.
    """
    from batchpages.trial import write_test_page

    path, found = write_test_page(_root_if_any(project) if stock else root_of(project), stock, nudge, output.absolute() if output else None)
    click.echo(short(path))
    if not quiet:
        rule = "; the rule is 100 mm long" if found.paper != "roll" else ""
        click.echo(f'Print at 100 % ("actual size"){rule}.', err=True)
    return 0


def _root_if_any(project: Path | None) -> Path | None:
    """The project's folder; none where the user is in no project, and named none."""
    from batchpages.diagnostics import UsageError

    try:
        return root_of(project)
    except UsageError:
        if project:
            raise
        return None


command.add(stocks)
command.add(test_page)
