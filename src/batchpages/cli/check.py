"""`batchpages check`: what a build would say, and what the texts lack."""

import datetime
from pathlib import Path

import click

from batchpages.cli.project import FORMAT, PROJECT, QUIET, ends_with_code, root_of


@click.command("check", epilog="Example: batchpages check")
@PROJECT
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="D", help="Check as on this day, such as 2026-04-18. [default: today]")
@click.option("--strict", is_flag=True, help="End with 1 where there is a warning, too.")
@FORMAT
@QUIET
@ends_with_code
def command(project: Path | None, date: datetime.datetime | None, style: str, *, strict: bool, quiet: bool) -> int:
    """Say all that a build would say, and what the texts lack: a summary, evidence for a claim, a story that is long enough.

    Drafts are checked for mistakes, and their texts left in peace. Nothing is published, and no address is issued.
    """
    from batchpages.cli.terminal import Progress, check_line, show
    from batchpages.engine.workers import Workers
    from batchpages.start import check

    root = root_of(project)
    with Progress(hidden=quiet) as progress, Workers() as workers:
        report = check(root, date.date() if date else None, workers, progress.tell)
    counts = show(report.diagnostics, root, style, otherwise="", quiet=quiet)
    if not quiet:
        click.echo(check_line(report, counts, strict=strict), err=True)
    return 1 if counts["error"] or (strict and counts["warning"]) else 0
