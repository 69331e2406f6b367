"""The nouns that authors write, as JSON Schemas for editors: fields complete while one types, and what is wrong is underlined.

A schema takes whatever `content.schema` takes (but for a bare `null`, see `located_yaml.for_editors`), and refuses what a schema can tell.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from batchpages import language
from batchpages.content import scalars
from batchpages.content.described import converter, describe, extra_of, first_line, has_fields, limit, unwrapped
from batchpages.content.scalars.looks import LOOKS, PLAIN_LOOKS, Look
from batchpages.located_yaml import Mapping, Scalar, parse
from batchpages.located_yaml.for_editors import NOTHING, TEXT, Schema, document, fields, items, optional, scalar, text, told, words
from batchpages.model import RECORDS, Noun, Private, Settings
from batchpages.wish import SETTINGS

PART = "batch-part"
"""The schema of a `batch.yaml` and of the `story.md` beside it, each of which holds only a part of the batch."""

NOUNS: dict[str, type[Noun]] = {"settings": Settings, PART: RECORDS["batch"], "private": Private, **dict[str, type[Noun]](RECORDS.items())}
"""The noun of each schema, by the schema's name."""

_TITLES = {"settings": SETTINGS, PART: "batch.yaml", "private": "private.yaml"}
"""What editors call a schema, where that is not its name."""

_LISTED: dict[str, tuple[Callable[[], frozenset[str]], Callable[[str, str], str]]] = {
    "country": (language.country_codes, language.country_name),
    "currency": (language.currency_codes, language.currency_name),
}


def json_schema(name: str) -> Schema:
    """The schema of a name in `NOUNS`, in JSON Schema's draft-07."""
    type_ = NOUNS[name]
    schema = _noun(type_)
    if name == PART:
        del schema["required"]
    if type_ is RECORDS["batch"]:
        schema["allOf"] = [_RECALL_AGREES] if name == PART else [_RECALL_MISSING, _RECALL_AGREES]
    return document(_TITLES.get(name, name), first_line(type_), schema)


_RECALL_MISSING: Schema = {"if": {"required": ["status"], "properties": {"status": {"const": "recalled"}}}, "then": {"required": ["recall"]}}
_RECALL_AGREES: Schema = {
    "if": {"required": ["recall"], "properties": {"recall": {"type": "object"}}},
    "then": {"properties": {"status": {"anyOf": [words(["recalled"], "There is a recall notice: write `status: recalled`."), NOTHING]}}},
}
"""Rules between fields, which `content.records` checks."""


def _noun(type_: type[Noun]) -> Schema:
    """A noun's fields by their names in YAML, each with what is said of it."""
    infos = msgspec.structs.fields(type_)
    properties = {}
    for info, described in zip(infos, describe(type_), strict=True):
        bare, metas = unwrapped(info.type)
        value = _value(bare, metas)
        said: Schema = {"description": described.description}
        if described.examples and not described.fields:
            said["examples"] = [_example(example, bare) for example in described.examples]
        if info.default not in _UNSAID and not isinstance(info.default, Noun):
            said["default"] = list(info.default) if isinstance(info.default, tuple) else info.default
        properties[info.encode_name] = {**said, **(value if info.required else optional(value))}
    return fields(properties, [info.encode_name for info in infos if info.required])


_UNSAID: tuple[Any, ...] = (None, "", (), {}, msgspec.NODEFAULT)
"""Defaults that say no more than that there is nothing."""


def _value(bare: Any, metas: Sequence[Meta]) -> Schema:
    """A field's value, by its type without `Annotated` and `| None`, and what stands there."""
    if get_origin(bare) is tuple:
        return items(_value(*unwrapped(get_args(bare)[0])), "Write a list: each item on a line of its own, beginning with `- `.")
    if get_origin(bare) is dict:
        return _theme()
    if has_fields(bare, metas):
        return told({**_noun(bare), "errorMessage": "This has fields of its own: write them on lines below, indented."})
    return _one(bare, metas)


def _one(bare: Any, metas: Sequence[Meta]) -> Schema:
    """A value that is written as one text."""
    extra = extra_of(metas)
    if extra.get("format") in _LISTED:
        codes, named = _LISTED[extra["format"]]
        options = sorted(codes())
        return words(options, _write(bare, metas), [named(option, "en") for option in options])
    if get_origin(bare) is Literal:
        return words(get_args(bare), _write(bare, metas))
    look = _look(bare, extra)
    if look is None:
        most = limit(metas, "max_length") or scalars.MAX_TEXT
        return text(most, _AT_MOST.format(most), emptiable=extra.get("format") == "may-be-empty")
    least = limit(metas, "ge")
    return scalar(
        look.pattern,
        look.types,
        _write(bare, metas, look),
        minimum=look.least if least is None else least,
        exclusiveMinimum=limit(metas, "gt"),
        maximum=limit(metas, "le"),
    )


def _look(bare: Any, extra: dict[str, Any]) -> Look | None:
    """What a text of this type looks like; None where it may look like anything."""
    return LOOKS["slug"] if "record" in extra else LOOKS.get(extra.get("format", "")) or PLAIN_LOOKS.get(bare)


_AT_MOST = "Write a text of at most {} characters; one that begins with `[` or `{{` needs quotes."


def _theme() -> Schema:
    """A theme's name alone, or its name and options; which there are is the theme's to say."""
    option = text(scalars.MAX_TEXT, _AT_MOST.format(scalars.MAX_TEXT))
    name = {"description": "The theme's name.", **optional(option)}
    return {
        "type": [*TEXT, "object"],
        "properties": {"name": name},
        "additionalProperties": optional(option),
        "errorMessage": "Write the theme's name, or its `name` and options on lines below, indented.",
    }


def _write(bare: Any, metas: Sequence[Meta], look: Look | None = None) -> str:
    """What to write, for an editor to say where there is something else."""
    what = converter(bare, metas)[1]
    if "record" in extra_of(metas):
        return f"Write the {what}, as its file or folder is called."
    if what.startswith(("`", "one of ")):
        return f"Write {what}."
    article = "" if what.startswith("two ") else "an " if what.startswith(("a", "e", "https")) else "a "
    example = (limit(metas, "examples") or [look.example if look else "…"])[0]
    return f"Write {article}{what}, such as `{example}`."


def _example(example: str, bare: Any) -> Any:
    """An example as an editor offers it: a number where the field is for one, a mapping where that is what it shows."""
    if bare in (int, float):
        return bare(example)
    tree = parse(f"example: {example}")[0] if get_origin(bare) is dict else None
    node = tree.entries["example"].value if tree else None
    if isinstance(node, Mapping):
        return {name: entry.value.text for name, entry in node.entries.items() if isinstance(entry.value, Scalar)}
    return example
