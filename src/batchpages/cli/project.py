"""What every command that works on a project takes, and how it ends."""

import functools
import gc
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

import click

from batchpages.diagnostics import MachineError, UsageError

P = ParamSpec("P")

PROJECT = click.option(
    "-C",
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The project's folder. [default: the nearest folder upward with a batchpages.yaml]",
)
FORMAT = click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How diagnostics are written.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Name every file or folder that is written or removed.")


def root_of(project: Path | None) -> Path:
    """The folder of the project that a command works on. Raises `UsageError` where there is none."""
    from batchpages.edges.project import find_project

    if project:
        return find_project(project, upward=False)
    try:
        return find_project(Path.cwd())
    except FileNotFoundError:
        raise UsageError("the folder that you are in does not exist any more; change into your project") from None


def short(path: Path) -> str:
    """A path from where the user is, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, FileNotFoundError):
        return str(path)


def ends_with_code(command: Callable[P, int]) -> Callable[P, None]:
    """Ends the process with the command's exit code: 2 for wrong use, 3 where the machine failed us, 130 for Ctrl-C."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        # A command is one short burst of allocations that mostly live to its end; collecting them costs time and frees nothing.
        gc.disable()
        try:
            code = command(*args, **kwargs)
        except UsageError as error:
            click.echo(f"batchpages: {error}", err=True)
            code = 2
        except MachineError as error:
            click.echo(f"batchpages: {error}", err=True)
            code = 3
        except click.Abort:  # at a question
            click.echo("\nbatchpages: stopped; no file was left half written", err=True)
            code = 130
        except KeyboardInterrupt:
            click.echo("batchpages: stopped; nothing was published by half", err=True)
            code = 130
        raise click.exceptions.Exit(code)

    return wrapped
