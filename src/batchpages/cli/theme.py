"""`batchpages theme list|new|eject`: the themes of a project."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from batchpages.cli.project import PROJECT, QUIET, ends_with_code, root_of, short
from batchpages.cli.subcommands import InOrder

if TYPE_CHECKING:
    from batchpages.theme.manifest import Option
    from batchpages.theme.overview import Themes


@click.group("theme", cls=InOrder, epilog="Example: batchpages theme list")
def command() -> None:
    """Show the themes that can be used; begin one, or copy a template out to change it."""


@command.command("list", epilog="Example: batchpages theme list")
@PROJECT
@ends_with_code
def list_themes(project: Path | None) -> int:
    """List every theme that the project can use, with its options; the one in use comes first."""
    themes = _themes(root_of(project))
    chain = themes.chain(themes.in_use)
    if not chain:
        click.echo(f"batchpages: the settings ask for a theme `{themes.in_use}`, and there is none", err=True)
    for name in [*chain, *sorted(themes.files.keys() - set(chain))]:
        manifest = themes.manifests[name]
        says = ["yours" if themes.is_own(name) else "bundled"]
        says += ["in use"] if name == themes.in_use else [f"in use below {chain[chain.index(name) - 1]}"] if name in chain else []
        says += [f"extends {manifest.extends}"] if manifest and manifest.extends else []
        says += [] if manifest else ["its theme.yaml has mistakes, which `batchpages build` tells once it is in use"]
        click.echo(f"{name}: {', '.join(says)}")
        if manifest and manifest.description:
            click.echo(f"    {manifest.description}")
        for option, what in (manifest.options if manifest else {}).items():
            click.echo(f"    {option} ({_kind_of(what)}), {_default_of(what)}" + (f": {what.description}" if what.description else ""))
    return 0


def _kind_of(option: "Option") -> str:
    return " or ".join(option.choices) if option.choices else option.type


def _default_of(option: "Option") -> str:
    return f"`{option.default}` where none is given" if option.default else "empty where none is given"


@command.command("new", epilog="Example: batchpages theme new mine")
@click.argument("name", metavar="NAME")
@PROJECT
@QUIET
@ends_with_code
def new(name: str, project: Path | None, *, quiet: bool) -> int:
    """Begin a theme in themes/NAME/ that extends the bundled one, and shows how a template and a stylesheet are changed."""
    return begin_theme(name, project, quiet=quiet)


def begin_theme(name: str, project: Path | None, *, quiet: bool) -> int:
    """Begin a theme, and say how it is used; gives the exit code."""
    from batchpages.begin import new_theme

    root = root_of(project)
    themes = _themes(root)
    for path in new_theme(root, themes, name):
        click.echo(short(root / path))
    if not quiet:
        click.echo(_how_to_use(name, themes), err=True)
    return 0


@command.command("eject", epilog="Example: batchpages theme eject batch.html assets/site.css --to mine")
@click.argument("names", nargs=-1, required=True, metavar="FILE...")
@click.option("--to", metavar="THEME", default="", help="The theme of yours to copy into, made if there is none of that name. [default: the one in use]")
@PROJECT
@QUIET
@ends_with_code
def eject(names: tuple[str, ...], to: str, project: Path | None, *, quiet: bool) -> int:
    """Copy templates or assets of the theme in use into a theme of yours, to change them there.

    A copy takes the place of what it was copied from, as a whole. It never overwrites.
    """
    from batchpages.begin import eject as copy_out

    root = root_of(project)
    themes = _themes(root)
    copies = copy_out(root, themes, names, to)
    for piece, path in copies:
        click.echo(short(root / path))
        if not quiet:
            click.echo(f"    {_what_it_does(piece.theme, piece.folder, piece.name)}", err=True)
    if not quiet and to not in ("", themes.in_use):
        click.echo(_how_to_use(to, themes), err=True)
    return 0


def _what_it_does(theme: str, folder: str, name: str) -> str:
    if folder == "templates":
        return f'It takes the place of that of {theme}. To change a part only, begin with `{{% extends "{theme}/{name}" %}}` and bring that block.'
    if name.endswith(".css"):
        return f"It takes the place of that of {theme}, as a whole. To change a little only, bring a stylesheet beside it: see `batchpages theme new`."
    return f"It takes the place of that of {theme}."


def _how_to_use(name: str, themes: "Themes") -> str:
    """The line that has a theme used, by what the settings say of themes now."""
    if len(themes.chosen) > ("name" in themes.chosen):
        return f"To use it, write `name: {name}` under `theme:` in batchpages.yaml."
    return f"To use it, write `theme: {name}` in batchpages.yaml" + (f", in place of `theme: {themes.in_use}`." if themes.chosen else ".")


def _themes(root: Path) -> "Themes":
    from batchpages.engine.workers import Workers
    from batchpages.start import read_themes

    with Workers() as workers:
        return read_themes(root, workers)
