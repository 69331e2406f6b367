"""`batchpages clean`: empty the store."""

from pathlib import Path

import click

from batchpages.cli.project import PROJECT, ends_with_code, root_of


@click.command("clean", epilog="Example: batchpages clean")
@PROJECT
@ends_with_code
def command(project: Path | None) -> int:
    """Empty the store of results. What a build needs again it makes again; public/ and the record of it stay."""
    from batchpages.build import clean  # noqa: PLC0415 -- imported when it is run

    removed = clean(root_of(project))
    click.echo(f"{removed / 1_000_000:.1f} MB removed", err=True)
    return 0
