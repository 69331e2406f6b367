"""What to type instead of a field that is wrong: the words of `schema`."""

import re
from collections.abc import Collection

from batchpages.content.described import Described
from batchpages.content.scalars import Convert, Invalid
from batchpages.diagnostics import did_you_mean, shown
from batchpages.located_yaml import TYPOGRAPHIC, Mapping, Node, Scalar, Sequence
from batchpages.model import Private

Path = tuple[str | int, ...]
"""The names and list positions that lead to a value."""
LONGEST_NAME = 60
"""A longer text is none that a hint shows, or guesses at."""
MOST_GUESSED = 100
"""After so many mistakes nobody reads on."""


def near(name: str, fields: Collection[str], told: int) -> str:
    """A hint with the field that was meant. Guessing is slow, so that it ends where so much was `told` that nobody reads on."""
    if len(name) > LONGEST_NAME or told > MOST_GUESSED:
        return "delete it"
    if known := _elsewhere(name, fields):
        return known
    if "facts" in fields:
        return did_you_mean(name, fields, f"what no field covers is a fact: write `facts: [{{label: {name}, value: …}}]`")
    return did_you_mean(name, fields, "the fields are " + ", ".join(f"`{field}`" for field in fields))


def _elsewhere(name: str, fields: Collection[str]) -> str:
    """A hint for a name that is known from other programs, or from a private file; else an empty text."""
    if (meant := _CALLED_OTHERWISE.get(name.casefold())) in fields:
        return f"did you mean `{meant}`?"
    if name == "slug" and "title" in fields:
        return "delete it: a page's address is the name of its file or folder"
    if name in Private.__struct_fields__ and "sourcing" in fields:
        return f"what must not be published goes into `private.yaml` beside `story.md`; `{name}:` is a field there"
    return ""


_CALLED_OTHERWISE = {
    "name": "title",
    "description": "summary",
    "excerpt": "summary",
    "date": "made",
    "author": "maker",
    "image": "photos",
    "images": "photos",
    "picture": "photos",
    "pictures": "photos",
    "lot": "code",
    "batch": "code",
    "quantity": "units",
    "expires": "best_before",
    "bbe": "best_before",
    "link": "buy",
    "url": "buy",
    "shop": "buy",
    "ingredients": "sourcing",
    "tests": "checks",
    "alias": "formerly",
    "aliases": "formerly",
}
"""Names that other programs, or other people, have for fields; each with ours."""


def example(field: Described) -> str:
    """A hint that shows a field as it is written."""
    meaning = f" ({field.description[:1].lower()}{field.description[1:].rstrip('.')})" if field.description else ""
    if field.fields or field.type.startswith("list"):
        return f"add `{field.name}:`{meaning}"
    return f"write `{field.name}: …`, such as `{field.name}: {field.examples[0]}`{meaning}" if field.examples else f"write `{field.name}: …`{meaning}"


def with_fields(node: Node, at: Path, first: str, names: str) -> str:
    """A hint for where fields are wanted: the first of them is called `first`, all of them `names`."""
    if isinstance(node, Scalar) and isinstance(at[-1], int) and _short(node.text):
        return f"did you mean `- {first}: {node.text.strip()}`? Its fields are {names}"
    return f"write them on lines below, indented: {names}"


def as_list(node: Node, described: Described) -> str:
    """A hint for where a list is wanted."""
    if described.fields:
        given = node.text.strip() if isinstance(node, Scalar) and _short(node.text) else ""
        first = f"- {described.fields[0].name}: {given or (*described.fields[0].examples, '…')[0]}"
        return f"begin each item on a line of its own with a hyphen, such as `{first}`, and indent its other fields by two more spaces"
    if isinstance(node, Scalar) and re.match(r"-[^\s-]", node.text):
        return f"put a space between each hyphen and what follows it, such as `- {re.split(r'[ ]-', node.text[1:])[0].strip()}`"
    item = shown(node.text.strip())[1:-1] if isinstance(node, Scalar) else (*described.examples, "…")[0]
    return f"write `{described.name}: [{item}]`, or each item on a line of its own, beginning with `- `"


def as_text(node: Node, at: Path, described: Described) -> str:
    """A hint for where a single value is wanted."""
    first = node.items[0] if isinstance(node, Sequence) and node.items else None
    example = first.text if isinstance(first, Scalar) and _short(first.text) else (*described.examples, "…")[0]
    write = f"- {example}" if isinstance(at[-1], int) else f"{at[-1]}: {example}"
    only = "one, such as " if isinstance(node, Sequence) and len(node.items) > 1 else ""
    return f"write {only}`{write}`" + ("; a text that begins with `[` or `{` needs quotes" if _in_brackets(node) else "")


def _short(text: str) -> bool:
    """Whether a hint can show a text as it is."""
    return text.isprintable() and len(text) <= LONGEST_NAME


def _in_brackets(node: Node) -> bool:
    """Whether a list or fields are written in brackets: such a node begins before its first name or item."""
    if isinstance(node, Mapping) and node.entries:
        return node.column != next(iter(node.entries.values())).key.column
    return isinstance(node, Sequence) and (not node.items or node.items[0].column == node.column + 1)


def unquoted(text: str, convert: Convert) -> str:
    """What stands in the quotation marks of a word processor, where that is a value; else an empty text."""
    bare = text[1:-1].strip() if len(text) > 1 and text[0] in TYPOGRAPHIC and text[-1] in TYPOGRAPHIC else ""
    try:
        convert(bare)
    except Invalid:
        return ""
    return bare
