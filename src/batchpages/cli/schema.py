"""`batchpages schema`: what may be written in each kind of file, for editors."""

from collections.abc import Mapping
from pathlib import Path

import click

from batchpages.cli.project import PROJECT, QUIET, ends_with_code, root_of
from batchpages.diagnostics import UsageError, did_you_mean


@click.command("schema", epilog="Example: batchpages schema batch")
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--write", is_flag=True, help="Write the project's files for editors, or write them anew, into .vscode/. Settings that are there already are never changed."
)
@PROJECT
@QUIET
@ends_with_code
def command(name: str | None, project: Path | None, *, write: bool, quiet: bool) -> int:
    """Print what may be written in a kind of file, as a JSON Schema (draft-07) for editors. Without a name, list the kinds.

    Run it with --write after each new version of batchpages.
    """
    from batchpages.starters.editor import written
    from batchpages.starters.schemas import SCHEMAS, json_schema

    if write:
        if name:
            raise UsageError(f"`--write` writes the schemas of all files; leave out `{name}`")
        return _write(root_of(project), quiet=quiet)
    if name is None:
        for known, files in SCHEMAS.items():
            click.echo(f"{known:12}{files}")
    elif name not in SCHEMAS:
        raise UsageError(f"there is no schema `{name}`; {did_you_mean(name, SCHEMAS, 'there is ' + ', '.join(f'`{known}`' for known in SCHEMAS))}")
    else:
        click.echo(written(json_schema(name)), nl=False)
    return 0


def _write(root: Path, *, quiet: bool) -> int:
    """Write the project's files for editors, and show what an owner's own settings lack."""
    from batchpages.cli.terminal import counted
    from batchpages.edges.refresh import refresh
    from batchpages.starters.editor import OURS, editor_files, says_enough

    files = editor_files()
    refreshed = refresh(root, files, OURS)
    _tell_lacking({path: files[path] for path, text in refreshed.kept.items() if not says_enough(path, text)})
    if not quiet:
        wrote = len(refreshed.written)
        click.echo(f"{counted(len(files), 'file')} for editors: {wrote} written, {len(files) - wrote} left as they were", err=True)
    return 0


def _tell_lacking(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        click.echo(f"{path} is yours and stays as it is; for editors to find the schemas, add what it lacks of this:", err=True)
        click.echo(text, nl=False)
