"""`batchpages new`: begin a site, a batch, or anything else of a project."""

import functools
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from batchpages.cli.project import PROJECT, QUIET, ends_with_code, root_of, short
from batchpages.cli.subcommands import InOrder
from batchpages.diagnostics import UsageError

if TYPE_CHECKING:
    from batchpages.model import Kind
    from batchpages.starters.known import Known
    from batchpages.starters.records import Wanted
    from batchpages.starters.site import NewSite

TITLE = click.argument("title", required=False, default="", metavar="[TITLE]")
SLUG = click.option("--slug", metavar="NAME", default="", help="Its name in addresses, and its file's. [default: made from the title]")


@click.group("new", cls=InOrder, epilog='Example: batchpages new batch "Rain in May"')
def command() -> None:
    """Begin a site, or a file in it in which every field stands with a remark that says what it is for.

    Where nothing is given, it asks in a terminal, and takes what is usual elsewhere. It never overwrites.
    """


# --- a site --------------------------------------------------------------------------------------------------------------


@command.command("site", epilog="Example: batchpages new site my-shop")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", metavar="NAME", default="", help="The brand's name. [default: made from the folder's name]")
@click.option("--base-url", metavar="URL", default="", help="The address at which it will stand. [default: one for examples]")
@click.option("--language", metavar="TAG", default="", help="The language of the site, such as pt or de-AT. [default: en]")
@click.option("--currency", metavar="CODE", default="", help="The currency of prices, such as GBP. [default: EUR]")
@click.option("--timezone", metavar="ZONE", default="", help="The time zone that says which day it is. [default: this computer's]")
@QUIET
@ends_with_code
def site(folder: Path, name: str, base_url: str, language: str, currency: str, timezone: str, *, quiet: bool) -> int:
    """Begin a project in a new or empty folder: a storefront with one batch, to be looked at and then replaced."""
    from batchpages.begin import check_folder, new_site

    given = {"name": name, "base_url": base_url, "language": language, "currency": currency, "timezone": timezone}
    folder = Path(os.path.normpath(folder.absolute()))
    check_folder(folder)
    new_site(folder, _site(folder.name, given))
    click.echo(short(folder))
    if not quiet:
        click.echo(_next_steps(short(folder)), err=True)
    return 0


def _site(folder: str, given: dict[str, str]) -> "NewSite":
    """What is asked of a new project: as it is given, else as it is answered or usual."""
    from batchpages.cli.asking import ask, in_terminal
    from batchpages.edges.clock import zone_here
    from batchpages.starters.names import check_format
    from batchpages.starters.site import NewSite, check_name, usual_address, usual_name

    asking = in_terminal() and not any(given.values())

    def found(field: str, question: str, usual: str, check: Callable[[str], str]) -> str:
        return check(given[field] or usual) if not asking else ask(question, usual, check)

    def setting(field: str, question: str, usual: str) -> str:
        return found(field, question, usual, functools.partial(check_format, field.replace("_", "-")))

    name = found("name", "The name of your brand", usual_name(folder), check_name)
    language = setting("language", "The language of the site", "en")
    return NewSite(
        name,
        setting("base_url", "The address at which it will stand; take this one if you do not know yet", usual_address(name, language)),
        language,
        setting("timezone", "Your time zone", zone_here()),
        setting("currency", "The currency of your prices", "EUR"),
    )


def _next_steps(folder: str) -> str:
    there = subprocess.list2cmdline([folder]) if sys.platform == "win32" else shlex.quote(folder)
    steps = [*([(f"cd {there}", "")] if folder != "." else []), ("batchpages new batch", "begin a batch of your own")]
    steps += [("batchpages serve", "look at it while you write")]
    return "\nNext:\n" + "\n".join(f"  {step:24}{f'# {says}' if says else ''}".rstrip() for step, says in steps)


# --- records -------------------------------------------------------------------------------------------------------------


@command.command("batch", epilog='Example: batchpages new batch "Rain in May"')
@TITLE
@PROJECT
@click.option("--product", metavar="NAME", default="", help="The product it is a batch of. [default: that of the newest batch]")
@click.option("--maker", metavar="NAME", default="", help="Whose hands made it. [default: that of the newest batch]")
@click.option("--code", metavar="CODE", default="", help="Its code. [default: the next one after the code_pattern of the settings]")
@SLUG
@QUIET
@ends_with_code
def batch(title: str, project: Path | None, product: str, maker: str, code: str, slug: str, *, quiet: bool) -> int:
    """Begin a batch: content/batches/NAME/story.md, as a draft, with the next free code and today as its day."""
    from batchpages.begin import new_record
    from batchpages.cli.asking import in_terminal
    from batchpages.starters.records import Wanted

    root = root_of(project)
    known = _known(root)
    if in_terminal():
        known = _with_what_it_needs(root, known, {"product": product, "maker": maker})
    wanted = Wanted("batch", title, slug, product, maker, code)
    if in_terminal() and not any(wanted[1:]):
        wanted = _asked(known, wanted)
    begun = new_record(root, known, wanted)
    click.echo(short(root / begun.path))
    if not quiet:
        click.echo(
            f"{begun.code}, a batch of `{begun.product}`, made by `{begun.maker}`. It is a draft: `batchpages serve` shows it, builds leave it out.", err=True
        )
        click.echo("Write its story in that file. When it is good, delete the line `draft: true`, and build.", err=True)
    return 0


def _asked(known: "Known", wanted: "Wanted") -> "Wanted":
    """What is wanted of a batch, as somebody answers."""
    from batchpages.cli.asking import ask, choose
    from batchpages.starters.codes import check_code, next_code
    from batchpages.starters.known import those, usual_maker, usual_product
    from batchpages.starters.names import title_of

    title = ask("The title of its story", check=title_of)
    product = choose("Which product", [(entry.slug, entry.title) for entry in those(known, "product")], usual_product(known))
    maker = choose("Who made it", [(entry.slug, entry.title) for entry in those(known, "maker")], usual_maker(known, product))
    code = ask("Its batch code", next_code(known, product), functools.partial(check_code, known))
    return wanted._replace(title=title, product=product, maker=maker, code=code)


def _with_what_it_needs(root: Path, known: "Known", given: dict[str, str]) -> "Known":
    """The project with a product and a maker in it, made now if somebody says so. Raises `UsageError` where nobody does."""
    from batchpages.begin import new_record
    from batchpages.cli.asking import ask
    from batchpages.starters.known import nothing_yet, those
    from batchpages.starters.names import title_of
    from batchpages.starters.records import Wanted

    questions: dict[Kind, str] = {"product": "What is the product called", "maker": "What is the maker called"}
    for kind, question in questions.items():
        if not given[kind] and not those(known, kind):
            if not click.confirm(f"There is no {kind} yet, and a batch needs one. Make it now?", default=True, err=True):
                raise UsageError(nothing_yet(kind))
            begun = new_record(root, known, Wanted(kind, ask(question, check=title_of)))
            click.echo(short(root / begun.path))
            known = _known(root)
    return known


def _other(kind: "Kind", about: str, example: str) -> None:
    """Add the command that begins a record of a kind."""

    @command.command(kind, epilog=f'Example: batchpages new {kind} "{example}"', help=about)
    @TITLE
    @PROJECT
    @SLUG
    @QUIET
    @ends_with_code
    def record(title: str, project: Path | None, slug: str, *, quiet: bool) -> int:
        from batchpages.begin import new_record
        from batchpages.cli.asking import ask, in_terminal
        from batchpages.starters.names import title_of
        from batchpages.starters.records import Wanted

        root = root_of(project)
        known = _known(root)
        if in_terminal() and not title and not slug:
            title = ask("Its name" if kind != "page" else "Its title", check=title_of)
        begun = new_record(root, known, Wanted(kind, title, slug))
        click.echo(short(root / begun.path))
        if not quiet:
            click.echo(f"The next build publishes it. In a story, `[…]({kind}:{begun.slug})` links to it.", err=True)
        return 0


_other("product", "Begin a product: content/products/NAME.md.", "Salt Balm")
_other("maker", "Begin a maker: content/makers/NAME.md.", "Inês Conceição")
_other("ingredient", "Begin an ingredient: content/ingredients/NAME.md.", "Rose otto")
_other("stockist", "Begin a shop, market or pop-up where batches are sold: content/stockists/NAME.md.", "Harbour market")
_other("page", "Begin a page of free text: content/pages/NAME.md.", "How we work")


def _known(root: Path) -> "Known":
    from batchpages.engine.workers import Workers
    from batchpages.start import read_known

    with Workers() as workers:
        return read_known(root, workers)


# --- a theme -------------------------------------------------------------------------------------------------------------


@command.command("theme", epilog="Example: batchpages new theme mine")
@click.argument("name", metavar="NAME")
@PROJECT
@QUIET
@ends_with_code
def theme(name: str, project: Path | None, *, quiet: bool) -> int:
    """Begin a theme: the same as `batchpages theme new`."""
    from batchpages.cli.theme import begin_theme

    return begin_theme(name, project, quiet=quiet)
