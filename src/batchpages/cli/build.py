"""`batchpages build`: check, build, publish."""

import datetime
from pathlib import Path

import click

from batchpages.cli.project import FORMAT, PROJECT, QUIET, VERBOSE, ends_with_code, root_of


def _base_url(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The address as the settings would take it."""
    if not value:
        return ""
    from batchpages.content.scalars import FORMATS, Invalid

    try:
        return str(FORMATS["base-url"](value))
    except Invalid as wrong:
        raise click.BadParameter(f"{wrong.what}; {wrong.hint}") from None


@click.command("build", epilog="Example: batchpages build --base-url https://shop.example/ --output ../preview")
@PROJECT
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where to publish. [default: public/ in the project]")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes work at once. [default: one for each processor]")
@click.option("--base-url", metavar="URL", callback=_base_url, help="Build for another address than the settings name.")
@click.option("--drafts", is_flag=True, help="Publish drafts too, and what is not due yet.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="D", help="Build as on this day, such as 2026-04-18. [default: today]")
@click.option("--labels/--no-labels", default=True, help="Make label sheets in labels/ too, and write their addresses into the ledger. [default: --labels]")
@click.option("--adopt", is_flag=True, help="Take over an output folder that holds files of somebody else.")
@FORMAT
@QUIET
@VERBOSE
@ends_with_code
def command(  # noqa: PLR0913 -- one for each option
    project: Path | None,
    output: Path | None,
    jobs: int | None,
    base_url: str,
    date: datetime.datetime | None,
    style: str,
    *,
    drafts: bool,
    labels: bool,
    adopt: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the project, build the storefront and a sheet of labels for each batch, and publish them.

    Every mistake is found in one run and told with its place; nothing is published until there is none.
    """
    from batchpages.cli.terminal import Progress, closing_line, show
    from batchpages.diagnostics import errors
    from batchpages.engine.workers import Workers
    from batchpages.start import build
    from batchpages.wish import PUBLIC, Wish

    root = root_of(project)
    wish = Wish((output or root / PUBLIC).absolute(), base_url, date.date() if date else None, drafts, adopt, labels)
    with Progress(hidden=quiet) as progress, Workers(jobs) as workers:
        report = build(root, wish, workers, progress.tell)
    show(report.diagnostics, root, style, quiet=quiet)
    if errors(report.diagnostics):
        return 1
    for path in report.left:
        click.echo(f"batchpages: left alone, since it is not as a build made it: {path}", err=True)
    for word, paths in (("wrote", report.written), ("removed", report.removed)) if verbose else ():
        for path in paths:
            click.echo(f"{word} {path}", err=True)
    if not quiet:
        click.echo(closing_line(report), err=True)
    return 0
