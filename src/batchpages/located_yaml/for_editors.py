"""How an editor sees YAML that batchpages reads: pieces of a JSON Schema (draft-07, which every YAML editor knows).

batchpages takes each plain scalar for a text, and its field says what that text is. An editor resolves it first, by the core
schema of YAML 1.2: `012` is the number 12 to it, `true` a boolean. So a field for texts takes these too.

What no schema can tell apart: an unquoted `null` or `~`, which is a text to batchpages, is nothing to an editor. It is
underlined where something is required.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"

TEXT = ("string", "number", "boolean")
"""What a text may look like to an editor."""

NOTHING: Schema = {"$ref": "#/definitions/nothing"}
"""An empty value, which an optional field may have."""

_NOTHING: Schema = {"not": {"type": ["array", "boolean", "number", "object"]}, "pattern": r"^\s*$"}
"""It does not name the type `null`: editors would offer the word, which is a text to batchpages."""


def document(title: str, description: str, schema: Schema) -> Schema:
    """The schema of a whole file."""
    return {"$schema": DIALECT, "title": title, "description": description, **schema, "definitions": {"nothing": _NOTHING}}


def scalar(pattern: str, types: Sequence[str], message: str, **limits: float | None) -> Schema:
    """One value: a text of a `pattern`, perhaps with spaces around it, or a value of another of the `types`.

    `message` says what to write; `limits` are those of JSON Schema for numbers.
    """
    bounds = {name: value for name, value in limits.items() if value is not None}
    return {"type": types[0] if len(types) == 1 else list(types), "pattern": rf"^\s*(?:{pattern})\s*$", **bounds, "errorMessage": message}


def text(most: int, message: str, *, emptiable: bool = False) -> Schema:
    """A text of at most so many characters, not counting spaces around it; of one at least, unless it is `emptiable`."""
    return scalar(rf"[\s\S]{{0,{most}}}" if emptiable else rf"\S[\s\S]{{0,{most - 1}}}", TEXT, message)


def words(options: Sequence[str], message: str, meanings: Sequence[str] = ()) -> Schema:
    """One of some fixed words, perhaps with the meaning of each."""
    return {"enum": list(options), "errorMessage": message} | ({"enumDescriptions": list(meanings)} if meanings else {})


def fields(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping with these fields and no others."""
    return {"type": "object", "properties": dict(properties), **({"required": list(required)} if required else {}), "additionalProperties": False}


def items(item: Schema, message: str) -> Schema:
    """A list."""
    return {"type": "array", "items": item, "errorMessage": message}


def optional(schema: Schema) -> Schema:
    """A value that may be left empty."""
    apart = schema if "anyOf" in schema else told(schema)
    return {**apart, "anyOf": [*apart["anyOf"], NOTHING]}


def told(schema: Schema) -> Schema:
    """A value whose `errorMessage` speaks of what kind of value it is, and not of what is in it.

    What describes a value, or says what is in it, stays where editors look for it.
    """
    own = {name: value for name, value in schema.items() if name in _OF_THE_VALUE}
    return {**{name: value for name, value in schema.items() if name not in own}, "anyOf": [own]}


_OF_THE_VALUE = ("type", "enum", "enumDescriptions", "pattern", "minimum", "maximum", "exclusiveMinimum", "errorMessage")
