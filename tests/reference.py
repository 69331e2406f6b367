"""The generated parts of docs/: reference tables, written from the one definition of what they describe."""

import importlib
import re
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
import msgspec
import yaml

from batchpages import cli, model
from batchpages.content.described import Described, describe
from batchpages.pages import kinds, views
from batchpages.pages.views import records as records_of_views
from batchpages.pages.views import small
from batchpages.theme.images import ImageSet

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SHELF = ROOT / "themes" / "shelf"
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)


def renewed(text: str) -> str:
    """A page with each of its generated parts written anew."""
    return PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]().strip()}\n\n{part[3]}", text)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n\n"


def _first_line(type_: type) -> str:
    return (type_.__doc__ or "").partition("\n")[0]


def code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# --- content.md: what authors write ----------------------------------------------------------------------------------------

FILES: dict[type[model.Noun], tuple[str, str]] = {
    model.Batch: ("Batch", "`content/batches/<slug>.md`, or `content/batches/<slug>/story.md` with `batch.yaml` beside it"),
    **{
        model.RECORDS[kind]: (kind.capitalize(), f"`content/{folder}/<slug>.md`, or `content/{folder}/<slug>/story.md`")
        for kind, folder in model.FOLDERS.items()
        if kind != "batch"
    },
    model.Private: ("Private", "`private.yaml` beside a batch's `story.md`"),
    model.Settings: ("Settings", "`batchpages.yaml`"),
}
"""What each type is called in the reference, and the files that it is written in."""

Blocks = dict[tuple[str, tuple[Described, ...]], str]
"""The heading under which the fields of a field stand; those that several records share stand once."""


def records() -> str:
    blocks: Blocks = {}
    return "".join(_record(type_, title, files, blocks) for type_, (title, files) in FILES.items())


def _record(type_: type[model.Noun], title: str, files: str, blocks: Blocks) -> str:
    return f"### {title}\n\n{_first_line(type_)} In {files}.\n\n" + _fields(title, [], describe(type_), blocks)


def _fields(title: str, way: list[str], fields: Iterable[Described], blocks: Blocks) -> str:
    """A table of fields, and after it the tables of those that have fields themselves."""
    rows, below = [], ""
    for field in fields:
        words, inside = field.type.replace("; each item:", " of:"), (field.name, field.fields)
        if field.fields:
            if inside not in blocks:
                here = [*way, field.name]
                blocks[inside] = f"{title}: {' / '.join(f'`{step}`' for step in here)}"
                below += f"#### {blocks[inside]}\n\n" + _fields(title, here, field.fields, blocks)
            words = f"[{words}](#{anchor(blocks[inside])})"
        rows.append((f"`{field.name}`", words + (", **required**" if field.required else ""), field.description, code(field.examples)))
    width = 4 if any(example for *_, example in rows) else 3
    return table(("field", "is", "says", "example")[:width], (row[:width] for row in rows)) + below


# --- themes.md: what templates are given -----------------------------------------------------------------------------------

PAGES = {
    "home.html": "the home page: `/`",
    "batches.html": "lists of all batches: `/batches/`, `/batches/page/2/`, …",
    "batch.html": "a batch: `/batches/<slug>/`, with its public data in `batch.json` beside it",
    "product.html": "a product: `/products/<slug>/`",
    "maker.html": "a maker: `/makers/<slug>/`",
    "ingredient.html": "an ingredient: `/ingredients/<slug>/`",
    "stockists.html": "all stockists, if there are any: `/stockists/`",
    "page.html": "a free page: `/<slug>/`",
    "recalls.html": "recalls, and every code to look up: `/recalls/`",
    "moved.html": "an old address (`formerly`), to lead on to the new one",
    "retired.html": "an address on labels of a batch that is gone (`retired` in the ledger), to lead on to another batch",
    "404.html": "what hosts show where there is no page: `/404.html`",
}
"""What each template makes."""


def templates() -> str:
    common = kinds.Common.__struct_fields__
    pages = [(f"`{name}`", PAGES[name], "<br>".join(_given(page, but=common))) for name, page in kinds.KINDS.values()]
    text = (
        "### Every template\n\n" + _fields_of(kinds.Common) + "### Each template\n\n" + table(("template", "makes", "is also given"), pages) + "### Types\n\n"
    )
    return text + "".join(f"#### {view.__name__}\n\n{_first_line(view)}\n\n{_fields_of(view)}" for view in _views())


def _views() -> Iterator[type[views.View]]:
    """Every view that has fields, in the order in which they are defined."""
    for module in (small, records_of_views):
        for view in vars(module).values():
            if isinstance(view, type) and view.__module__ == module.__name__ and issubclass(view, views.View) and view is not views.View:
                yield view


def _fields_of(view: type[views.View]) -> str:
    return table(("name", "is", "says"), ((f"`{name}`", words, says) for name, words, says in _described(view)))


def _given(view: type[views.View], but: Iterable[str]) -> Iterator[str]:
    return (f"`{name}`, {words}: {says[:1].lower()}{says[1:]}" for name, words, says in _described(view) if name not in but)


def _described(view: type[views.View]) -> Iterator[tuple[str, str, str]]:
    """Each field of a view: its name, its type in words, its description."""
    for field in msgspec.structs.fields(view):
        bare, meta = typing.get_args(field.type)
        yield field.name, _words(bare), meta.description


WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", views.Html: "HTML", type(None): "none"}


def _words(hint: typing.Any) -> str:
    """A type of a view in words, with a link to it where it has fields."""
    inner = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return f"list of {_words(inner[0])}"
    if typing.get_origin(hint) is dict:
        return "texts by name" if inner[1] is str else f"{_words(inner[1])} by name"
    if inner:
        return " or ".join(map(_words, inner))
    if issubclass(hint, views.View):
        return f"[{hint.__name__}](#{anchor(hint.__name__)})"
    return WORDS.get(hint, "number")


# --- themes.md: the bundled theme ------------------------------------------------------------------------------------------


def shelf() -> str:
    manifest = yaml.load((SHELF / "theme.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    options = manifest["options"].items()
    text = table(
        ("option", "is", "default", "says"),
        ((f"`{name}`", code(o["choices"]) if "choices" in o else o["type"], f"`{o['default']}`", o["description"]) for name, o in options),
    )
    images = manifest["images"].items()
    text += table(
        ("images", "for", "crop", "widths in px", "says"),
        ((f"`{name}`", code(_listed(i["for"])), i.get("crop", "none"), ", ".join(i["widths"]), i["description"]) for name, i in images),
    )
    names = sorted(path.name for path in (SHELF / "templates").iterdir())
    blocks = {name: re.findall(r"{% block (\w+)", (SHELF / "templates" / name).read_text(encoding="utf-8")) for name in names}
    text += table(("template", "blocks"), ((f"`{name}`", code(found)) for name, found in blocks.items() if not name.startswith("_")))
    text += f"Pieces that these include or import: {code(name for name in names if name.startswith('_'))}.\n\n"
    text += f"Words, in {code(manifest['words'])}. The English ones:\n\n<details><summary>all words</summary>\n\n"
    return text + table(("word", "says"), ((f"`{name}`", says) for name, says in manifest["words"]["en"].items())) + "</details>\n"


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def images() -> str:
    """What each set of a theme's `images` may say."""
    rows = []
    for field in msgspec.structs.fields(ImageSet):
        _, meta = typing.get_args(field.type)
        rows.append((f"`{field.encode_name}`", meta.description + (" **Required.**" if field.encode_name in ("for", "widths") else "")))
    return table(("field", "says"), rows)


# --- build.md: commands ----------------------------------------------------------------------------------------------------


def commands() -> str:
    return "".join(f"### `{name}`\n\n{_usage(name, command)}" + table(("option", "does"), _options(name, command)) for name, command in every_command())


def every_command() -> Iterator[tuple[str, click.Command]]:
    """The program itself, then each of its commands and of theirs, as they are called in a terminal."""
    yield "batchpages", cli.main
    for name in cli.COMMANDS:
        command = importlib.import_module(f"batchpages.cli.{name}").command
        yield f"batchpages {name}", command
        below = command.commands if isinstance(command, click.Group) else getattr(command, "more", {})
        for more, other in below.items():
            yield f"batchpages {name} {more}", other


def _context(name: str, command: click.Command) -> click.Context:
    return click.Context(command, info_name=name, help_option_names=["-h", "--help"])


def _usage(name: str, command: click.Command) -> str:
    """What a command does and, where it takes more than options, how it is called."""
    pieces = command.collect_usage_pieces(_context(name, command)) if not isinstance(command, click.Group) else []
    call = f"`{name} {' '.join(pieces)}`\n\n" if len(pieces) > 1 else ""
    return call + "".join(f"{' '.join(each.split())}\n\n" for each in (command.help or "").split("\n\n"))


def _options(name: str, command: click.Command) -> Iterator[tuple[str, str]]:
    for option in command.get_params(_context(name, command)):
        if isinstance(option, click.Argument):
            continue  # it stands in the line that says how the command is called
        assert isinstance(option, click.Option), "a new kind of parameter wants a place in the table"
        choices = f" {code(option.type.choices)}" if isinstance(option.type, click.Choice) else ""
        names = [*option.opts[:-1], " ".join(filter(None, (option.opts[-1], option.metavar))), *option.secondary_opts]
        says = re.sub(r" \[default: (.*)\]", r" Default: \1.", option.help or "")
        yield code(names) + choices, re.sub(r"\S*<\w+>\S*", r"`\g<0>`", says)


# --- check.md: the rules of prose --------------------------------------------------------------------------------------------


def rules() -> str:
    return table(("rule", "is", "tells of"), ((f"`{name}`", words.severity, words.tells) for name, words in model.RULES.items()))


PARTS: dict[str, Callable[[], str]] = {"records": records, "templates": templates, "images": images, "shelf": shelf, "commands": commands, "rules": rules}
