"""The fields of a noun: what the model says of each, in words and for programs."""

import functools
import types
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from batchpages.content import scalars
from batchpages.content.scalars import Convert
from batchpages.model import MAX_SLUG, Noun


class Described(msgspec.Struct, frozen=True):
    """A field as a reference page shows it; `fields` are those of a field that has fields itself."""

    name: str
    type: str
    required: bool
    description: str
    examples: tuple[str, ...]
    fields: "tuple[Described, ...]" = ()


@functools.cache
def describe(type_: type[Noun]) -> tuple[Described, ...]:
    """The fields of a noun, in order, for a reference page."""
    return tuple(_described(info.encode_name, *unwrapped(info.type), required=info.required) for info in msgspec.structs.fields(type_))


def unwrapped(hint: Any) -> tuple[Any, list[Meta]]:
    """A type without `Annotated` and `| None`, and every `Meta` around it, the innermost first."""
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        bare, metas = unwrapped(inner)
        return bare, metas + [note for note in notes if isinstance(note, Meta)]
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (member for member in get_args(hint) if member is not types.NoneType)
        return unwrapped(inner)
    return hint, []


def extra_of(metas: Sequence[Meta]) -> dict[str, Any]:
    """All that the `extra` of some `Meta` says."""
    return {key: value for meta in metas for key, value in (meta.extra or {}).items()}


def limit(metas: Sequence[Meta], name: str) -> Any:
    """What the outermost `Meta` that says anything of `name` says of it; None where none does."""
    return next((value for meta in reversed(metas) if (value := getattr(meta, name)) is not None), None)


def has_fields(bare: Any, metas: Sequence[Meta]) -> bool:
    """Whether such a value is written as fields, and not as one text."""
    return isinstance(bare, type) and issubclass(bare, Noun) and "format" not in extra_of(metas)


def converter(bare: Any, metas: Sequence[Meta]) -> tuple[Convert, str]:
    """How a text becomes such a value, and what it is in words."""
    extra = extra_of(metas)
    if "record" in extra:
        return scalars.text_of(1, MAX_SLUG), f"name of {'an' if extra['record'][0] in 'aeiou' else 'a'} {extra['record']}"
    if extra.get("format") in scalars.FORMATS:
        known = scalars.FORMATS[extra["format"]]
        return known, known.words
    if get_origin(bare) is Literal:
        return scalars.one_of(get_args(bare)), "one of " + ", ".join(f"`{option}`" for option in get_args(bare))
    if bare is str:
        return scalars.text_of(limit(metas, "min_length") or 0, limit(metas, "max_length") or scalars.MAX_TEXT), "text"
    plain = scalars.PLAIN[bare]
    least, most, above = (limit(metas, name) for name in ("ge", "le", "gt"))
    return scalars.between(plain, least, most, above), plain.words


def _described(name: str, bare: Any, metas: Sequence[Meta], *, required: bool) -> Described:
    description = limit(metas, "description") or ""
    examples = tuple(str(example) for example in limit(metas, "examples") or ())
    if get_origin(bare) is tuple:
        item = _described(name, *unwrapped(get_args(bare)[0]), required=required)
        words = "list" if item.fields else f"list; each item: {item.type}"
        return Described(name, words, required, description or item.description, examples or item.examples, item.fields)
    if has_fields(bare, metas):
        return Described(name, "fields", required, description or first_line(bare), examples, describe(bare))
    words = "text, or fields of text" if get_origin(bare) is dict else converter(bare, metas)[1]
    return Described(name, words, required, description, examples)


def first_line(type_: type[Noun]) -> str:
    """What a noun's docstring begins with."""
    return (type_.__doc__ or "").partition("\n")[0]
