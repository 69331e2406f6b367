"""`batchpages clean`: empty the store."""

from pathlib import Path

import click

from batchpages.cli.project import PROJECT, QUIET, VERBOSE, ends_with_code, root_of


@click.command("clean", epilog="Example: batchpages clean")
@PROJECT
@QUIET
@VERBOSE
@ends_with_code
def command(project: Path | None, *, quiet: bool, verbose: bool) -> int:
    """Empty the store of results. What a build needs again it makes again; public/ and the record of it stay."""
    from batchpages.start import clean

    root = root_of(project)
    removed = clean(root)
    if verbose:
        click.echo(f"emptied {root / '.batchpages' / 'store'}", err=True)
    if not quiet:
        click.echo(f"{removed / 1_000_000:.1f} MB removed", err=True)
    return 0
