"""`batchpages ledger`: every address on labels; `ledger forget` takes back what was never printed."""

from pathlib import Path

import click

from batchpages.cli.project import FORMAT, PROJECT, QUIET, ends_with_code, root_of
from batchpages.cli.subcommands import WithMore


@click.command("ledger", cls=WithMore, epilog="Example: batchpages ledger")
@PROJECT
@FORMAT
@ends_with_code
def command(project: Path | None, style: str) -> int:
    """Show every address that was ever put on labels: whether its page is there, since when, and on how many labels.

    Ends with 1 where any has no page, or the ledger cannot be read.
    """
    from batchpages.cli.terminal import counted, show
    from batchpages.diagnostics import errors
    from batchpages.engine.workers import Workers
    from batchpages.start import read_issued

    root = root_of(project)
    with Workers() as workers:
        issued = read_issued(root, workers)
    for line in issued.lines:
        click.echo(f"{line.state:22}  {line.issued.isoformat()}  {line.labels:>6}  {line.batch:20}  {line.address}", err=style != "text")
    if not issued.lines:
        click.echo("No address is on any label yet.", err=True)
    else:
        click.echo(f"{counted(len(issued.lines), 'address', 'addresses')}, {counted(sum(line.labels for line in issued.lines), 'label')} printed", err=True)
    show(issued.diagnostics, root, style, otherwise="nothing would be published")
    return 1 if errors(issued.diagnostics) or any(line.broken for line in issued.lines) else 0


@click.command("forget", epilog="Example: batchpages ledger forget SR-2026-002")
@click.argument("code", metavar="CODE")
@PROJECT
@QUIET
@ends_with_code
def forget(code: str, project: Path | None, *, quiet: bool) -> int:
    """Take the addresses of a batch out of the ledger, where no label was ever printed.

    A sheet in labels/ may have been printed by hand: only you know. Addresses of labels that were made with `batchpages labels` stay.
    """
    from batchpages.cli.terminal import counted
    from batchpages.start import forget as forget_addresses

    gone = forget_addresses(root_of(project), code)
    if not quiet:
        click.echo(f"{counted(gone, 'address', 'addresses')} of `{code}` forgotten; commit labels.ledger.yaml", err=True)
    return 0


command.add(forget)
