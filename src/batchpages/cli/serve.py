"""`batchpages serve`: a preview that follows every save."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import click

from batchpages.cli.project import PROJECT, QUIET, ends_with_code, root_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

    from batchpages.preview import Round
    from batchpages.serving import Listening

PORT = 8000


@click.command("serve", epilog="Example: batchpages serve --port 8080")
@PROJECT
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, metavar="N", help=f"Where it stands; the next free port where one is taken. [default: {PORT}]"
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Who can look: 127.0.0.1 is this computer, 0.0.0.0 all of your network, such as a phone. [default: 127.0.0.1]",
)
@click.option("--open", "opens", is_flag=True, help="Open a browser at the page that was edited last.")
@click.option("--drafts/--no-drafts", default=True, help="Show drafts too, and what is not due yet, with a mark. [default: --drafts]")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="D", help="Show it as on this day, such as 2026-04-18. [default: today]")
@click.option("--poll", is_flag=True, help="Look at the files again and again, for disks that tell of no changes: network drives, containers.")
@QUIET
@ends_with_code
def command(project: Path | None, port: int, host: str, date: datetime.datetime | None, *, opens: bool, drafts: bool, poll: bool, quiet: bool) -> int:
    """Show the storefront in a browser, and follow every save.

    Nothing is published, and no label issued. A mistake stands over the last good page until it is mended. Ctrl-C ends it.
    """
    from batchpages.cli.terminal import Progress
    from batchpages.engine.workers import Workers
    from batchpages.serving import preview
    from batchpages.wish import PUBLIC, Wish

    root = root_of(project)
    wish = Wish(root / PUBLIC, date=date.date() if date else None, drafts=drafts, labels=False)

    def listens(there: Listening) -> None:
        _say_where(there, port, quiet=quiet)
        if opens:
            click.launch(there.latest)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops it, it ends in the same way
    with Progress(hidden=quiet) as progress, Workers(forks=False) as workers:
        try:
            preview(root, wish, (host, port), workers, progress.tell, listens, _teller(root, quiet=quiet), events=not poll)
        except KeyboardInterrupt:
            click.echo("\nThe preview has ended." if not quiet else "", err=True)
    return 0


def _say_where(there: Listening, wanted: int, *, quiet: bool) -> None:
    if wanted not in (0, there.port):
        click.echo(f"Port {wanted} is taken, so this is {there.port}.", err=True)
    click.echo(there.address)
    if quiet:
        return
    if there.to_network and sys.stdout.isatty():
        click.echo(_scannable(there.address), err=True)
    if there.why_polling:
        click.echo(f"This disk does not tell of changes ({there.why_polling}), so the files are looked at again and again.", err=True)
    click.echo("Ctrl-C ends the preview.", err=True)


def _teller(root: Path, *, quiet: bool) -> Callable[[Round], None]:
    """What tells of each round: mistakes once, and that they are mended."""
    from batchpages.cli.terminal import counted, show
    from batchpages.diagnostics import errors

    told: list[Round] = []

    def tell(round_: Round) -> None:
        before = told.pop() if told else None
        told.append(round_)
        if before is None or before.diagnostics != round_.diagnostics:
            show(round_.diagnostics, root, "text", otherwise="the last good pages are shown", quiet=quiet)
        if not quiet and not errors(round_.diagnostics):
            mended = "mended: " if before and errors(before.diagnostics) else ""
            click.echo(f"{mended}{counted(round_.made, 'file')} made in {round_.seconds:.2f} s", err=True)

    return tell


def _scannable(address: str) -> str:
    """The code of an address in a terminal's characters: two rows of squares in one of text, dark on light whatever the terminal's colours."""
    from batchpages.labels.code import QUIET_ZONE, code  # few previews are for a phone

    rows = code(address, "L").rows
    blank = (False,) * (len(rows) + 2 * QUIET_ZONE)
    every = [*[blank] * QUIET_ZONE, *((False,) * QUIET_ZONE + row + (False,) * QUIET_ZONE for row in rows), *[blank] * (QUIET_ZONE + 1)]
    squares = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    lines = ["".join(squares[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in zip(every[::2], every[1::2], strict=False)]
    return "\n".join(click.style(line, fg="black", bg="bright_white") for line in lines)
