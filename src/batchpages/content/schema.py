"""Located YAML → the nouns of `model`, and every mistake on the way.

What there is to read is known from the nouns alone: a plan of each is made once from its fields' types and `Meta`.
"""

import functools
import types
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta

from batchpages.content import scalars
from batchpages.content.scalars import Convert, Invalid
from batchpages.diagnostics import Diagnostic, Place, did_you_mean, nearest, shown
from batchpages.located_yaml import KEY, Mapping, Node, Scalar, Sequence
from batchpages.model import MAX_SLUG, Kind, Noun

T = TypeVar("T", bound=Noun)
Path = tuple[str | int, ...]
"""The names and list positions that lead to a value."""


class Read(msgspec.Struct, Generic[T], frozen=True):
    """What was read of one record.

    `noun` is None if there is any mistake; `values` are the valid fields of the record, by their names in YAML;
    `references` the records that it names and `files` the files, each with its place.
    """

    noun: T | None
    values: MappingOf[str, Any]
    diagnostics: tuple[Diagnostic, ...]
    references: tuple[tuple[Kind, str, Place], ...]
    files: tuple[tuple[str, Place], ...]


class Described(msgspec.Struct, frozen=True):
    """A field as a reference page shows it; `fields` are those of a field that has fields itself."""

    name: str
    type: str
    required: bool
    description: str
    examples: tuple[str, ...]
    fields: "tuple[Described, ...]" = ()


class _Found(msgspec.Struct, frozen=True):
    """Where findings of one file are gathered."""

    path: str
    diagnostics: list[Diagnostic]
    references: list[tuple[Kind, str, Place]]
    files: list[tuple[str, Place]]

    def wrong(self, at: Path, what: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(Place(self.path, at), what, hint))


_Reader = Callable[[Node, Path, _Found], Any]
"""Gives a node's value. What is wrong with it is added to what was found, and UNSET given."""


class _Field(msgspec.Struct, frozen=True):
    """How one field is read. `emptiable` says that `""` is a value of it."""

    attribute: str
    required: bool
    emptiable: bool
    read: _Reader
    described: Described


class _Plan(msgspec.Struct, frozen=True):
    """How one noun is read: its fields by their names in YAML, and the names of those that are required."""

    type: type[Noun]
    fields: dict[str, _Field]
    required: frozenset[str]

    def made(self, values: dict[str, Any]) -> Noun:
        """The noun with these values, which are by their names in YAML."""
        return self.type(**{self.fields[name].attribute: value for name, value in values.items()})


def read(parts: SequenceOf[tuple[str, Mapping]], type_: type[T]) -> Read[T]:
    """Read one record from its parts, each a path and the YAML there: such as a story's front matter and a batch.yaml.

    A field may stand in any of the parts, but only in one. Every mistake is found, and each told once.
    """
    plan = _plan(type_)
    found = _Found(parts[0][0] if parts else "", [], [], [])
    values: dict[str, Any] = {}
    given: dict[str, Place] = {}
    whole = bool(parts)
    for path, mapping in parts:
        part = _Found(path, found.diagnostics, found.references, found.files)
        entries = mapping.entries
        for name in [name for name in entries if name in given]:
            what, also = f"{shown(name)} is given in `{given[name].path}` too", (given[name],)
            found.diagnostics.append(Diagnostic(Place(path, (name, KEY)), what, "keep one of the two", also=also))
        entries = {name: entry for name, entry in entries.items() if name not in given} if given else entries
        whole = _read_fields(plan, entries, (), part, values) and not mapping.broken and whole
        given |= {name: Place(path, (name, KEY)) for name in mapping.entries if name in plan.fields}
    if parts and not any(mapping.broken for _, mapping in parts):
        top = Place(found.path, line=parts[0][1].line, column=parts[0][1].column)
        whole = _require(plan, [name for _, mapping in parts for name in mapping.entries], top, found) and whole
    noun = plan.made(values) if whole and not found.diagnostics else None
    return Read(noun if isinstance(noun, type_) else None, values, tuple(found.diagnostics), tuple(found.references), tuple(found.files))


def describe(type_: type[Noun]) -> list[Described]:
    """The fields of a noun, in order, for a reference page."""
    return [field.described for field in _plan(type_).fields.values()]


# --- reading -------------------------------------------------------------------------------------------------------------


def _read_fields(plan: _Plan, entries: MappingOf[str, Any], at: Path, found: _Found, values: dict[str, Any]) -> bool:
    """Read the fields of a noun into `values`, by their names in YAML; False if there is anything wrong with them."""
    whole, fields = True, plan.fields
    for name, entry in entries.items():
        field = fields.get(name)
        if field is None:
            whole = False
            found.wrong((*at, name, KEY), f"there is no field {shown(name)} here", _near(name, fields, found))
            continue
        node = entry.value
        if node.broken:
            whole = False
        elif node.__class__ is Scalar and (not node.text or node.text.isspace()):  # as _is_empty: a call costs time here
            if field.emptiable and not node.plain:
                values[name] = ""
            elif field.required:
                whole = False
                found.wrong((*at, name), f"`{name}` is empty", _example(field.described))
        else:
            value = field.read(node, (*at, name), found)
            if value is UNSET:
                whole = False
            else:
                values[name] = value
    return whole


def _require(plan: _Plan, names: Collection[str], at: Place, found: _Found) -> bool:
    """Report what is required and missing, unless an unknown name seems to be that, or all are unknown; False if there is any."""
    missing = plan.required.difference(names)
    if missing and (not names or not plan.fields.keys().isdisjoint(names)):
        unknown = [name for name in names if name not in plan.fields and len(name) <= _LONGEST_NAME]
        meant = {nearest(name, plan.fields) for name in unknown[:_MOST_GUESSED]}
        for name in [name for name in plan.fields if name in missing and name not in meant]:
            found.diagnostics.append(Diagnostic(at, f"`{name}` is missing", _example(plan.fields[name].described)))
    return not missing


_MOST_GUESSED = 100
_LONGEST_NAME = 60


def _near(name: str, fields: MappingOf[str, _Field], found: _Found) -> str:
    """A hint with the field that was meant. Guessing is slow, so that it ends where nobody reads on."""
    if len(name) > _LONGEST_NAME or len(found.diagnostics) > _MOST_GUESSED:
        return "delete it"
    known = "the fields are " + ", ".join(f"`{field}`" for field in fields)
    return did_you_mean(name, fields, "what no field covers goes into `facts`, as a `label` and a `value`" if "facts" in fields else known)


def _example(field: Described) -> str:
    meaning = f" ({field.description[:1].lower()}{field.description[1:].rstrip('.')})" if field.description else ""
    if field.fields or field.type.startswith("list"):
        return f"add `{field.name}:`{meaning}"
    form = _form(field)
    return f"write `{field.name}: {form}`{meaning if form == '…' else ''}"


def _form(field: Described) -> str:
    """An example where it shows how such a value is written. Of a free text or a name none does, and saying what it means helps more."""
    return field.examples[0] if field.examples and not field.type.startswith(("text", "name of", "one of")) else "…"


def _nested(type_: type[Noun]) -> _Reader:
    """A reader of a noun within a record."""
    plan = _plan(type_)
    names = ", ".join(f"`{name}`" for name in plan.fields)

    def read_noun(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Mapping:
            found.wrong(at, f"{_called(at)} has fields of its own", _with_fields(node, at, next(iter(plan.fields)), names))
            return UNSET
        entries: dict[str, Any] = node.entries
        values: dict[str, Any] = {}
        whole = _read_fields(plan, entries, at, found, values)
        if node.broken or not (entries.keys() >= plan.required or _require(plan, entries, Place(found.path, at), found)):
            return UNSET
        return plan.made(values) if whole else UNSET

    return read_noun


def _with_fields(node: Node, at: Path, first: str, names: str) -> str:
    if isinstance(node, Scalar) and isinstance(at[-1], int) and node.text.isprintable() and len(node.text) <= _LONGEST_NAME:
        return f"did you mean `- {first}: {node.text.strip()}`? Its fields are {names}"
    return f"write them on lines below, indented: {names}"


def _list(item: _Reader, described: Described) -> _Reader:
    """A reader of a list whose items `item` reads."""

    def read_list(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Sequence:
            found.wrong(at, f"{_called(at)} is a list", _as_list(node, described))
            return UNSET
        values = []
        for index, child in enumerate(node.items):
            if child.broken:
                values.append(UNSET)
            elif _is_empty(child):
                found.wrong((*at, index), "this item of the list is empty", "delete its `-`, or write something after it")
                values.append(UNSET)
            else:
                values.append(item(child, (*at, index), found))
        return UNSET if UNSET in values else tuple(values)

    return read_list


def _as_list(node: Node, described: Described) -> str:
    if described.fields:
        first = f"- {described.fields[0].name}: {_form(described.fields[0])}"
        return f"begin each item on a line of its own with a hyphen, such as `{first}`, and indent its other fields by two more spaces"
    item = shown(node.text.strip())[1:-1] if isinstance(node, Scalar) else (*described.examples, "…")[0]
    return f"write `{described.name}: [{item}]`, or each item on a line of its own, beginning with `- `"


def _scalar(convert: Convert, described: Described) -> _Reader:
    """A reader of a text that `convert` makes a value."""

    def read_scalar(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Scalar:
            found.wrong(at, f"{_called(at)} is no {'list' if isinstance(node, Sequence) else 'place for fields'}", _as_text(node, at, described))
            return UNSET
        try:
            return convert(node.text.strip())
        except Invalid as problem:
            found.wrong(at, problem.what, problem.hint)
            return UNSET

    return read_scalar


def _as_text(node: Node, at: Path, described: Described) -> str:
    only = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else None
    example = only.text if isinstance(only, Scalar) and only.text.isprintable() and len(only.text) <= _LONGEST_NAME else _form(described)
    write = f"- {example}" if isinstance(at[-1], int) else f"{at[-1]}: {example}"
    return f"write `{write}`; a text that begins with `[` or `{{` needs quotes"


def _noted(read_scalar: _Reader, note: Callable[[_Found, str, Place], None]) -> _Reader:
    """A reader that also takes a note of each value and its place."""

    def read_and_note(node: Node, at: Path, found: _Found) -> Any:
        value = read_scalar(node, at, found)
        if value is not UNSET:
            note(found, value, Place(found.path, at))
        return value

    return read_and_note


def _note_file(found: _Found, name: str, place: Place) -> None:
    if not name.startswith("https://"):
        found.files.append((name, place))


def _theme(option: _Reader) -> _Reader:
    """A reader of a theme's name alone, or of its name and options as texts; their types are the theme's to say."""

    def read_theme(node: Node, at: Path, found: _Found) -> Any:
        if isinstance(node, Sequence):
            found.wrong(at, f"{_called(at)} is no list", "write `theme: shelf`, or its `name` and options on lines below, indented")
            return UNSET
        if isinstance(node, Scalar):
            name = option(node, at, found)
            return UNSET if name is UNSET else {"name": name}
        given = {name: entry.value for name, entry in node.entries.items() if entry.value.broken or not _is_empty(entry.value)}
        options = {name: UNSET if value.broken else option(value, (*at, name), found) for name, value in given.items()}
        return UNSET if node.broken or UNSET in options.values() else options

    return read_theme


def _is_empty(node: Node) -> bool:
    """Whether there is nothing, or only space, where a value could be."""
    return isinstance(node, Scalar) and (not node.text or node.text.isspace())


def _called(at: Path) -> str:
    """The name of a field, or of the list that an item is in."""
    return next((f"`{step}`" for step in reversed(at[-1:]) if isinstance(step, str)), "this item of the list")


# --- plans ---------------------------------------------------------------------------------------------------------------


@functools.cache
def _plan(type_: type[Noun]) -> _Plan:
    fields = {}
    for info in msgspec.structs.fields(type_):
        bare, metas = unwrapped(info.type)
        described = _described(info.encode_name, bare, metas, required=info.required)
        emptiable = extra_of(metas).get("format") == "may-be-empty"
        fields[info.encode_name] = _Field(info.name, info.required, emptiable, _reader(bare, metas, described), described)
    return _Plan(type_, fields, frozenset(name for name, field in fields.items() if field.required))


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


def extra_of(metas: SequenceOf[Meta]) -> dict[str, Any]:
    """All that the `extra` of some `Meta` says."""
    return {key: value for meta in metas for key, value in (meta.extra or {}).items()}


def limit(metas: SequenceOf[Meta], name: str) -> Any:
    """What the outermost `Meta` that says anything of `name` says of it; None where none does."""
    return next((value for meta in reversed(metas) if (value := getattr(meta, name)) is not None), None)


def has_fields(bare: Any, metas: SequenceOf[Meta]) -> bool:
    """Whether such a value is written as fields, and not as one text."""
    return isinstance(bare, type) and issubclass(bare, Noun) and "format" not in extra_of(metas)


def _reader(bare: Any, metas: SequenceOf[Meta], described: Described) -> _Reader:
    if get_origin(bare) is tuple:
        inner, inner_metas = unwrapped(get_args(bare)[0])
        return _list(_reader(inner, inner_metas, described), described)
    if get_origin(bare) is dict:
        return _theme(_scalar(scalars.text_of(), described))
    if has_fields(bare, metas):
        return _nested(bare)
    extra, read_scalar = extra_of(metas), _scalar(converter(bare, metas)[0], described)
    if "record" in extra:
        return _noted(read_scalar, lambda found, name, place: found.references.append((extra["record"], name, place)))
    return _noted(read_scalar, _note_file) if extra.get("format") in ("file", "photo", "file-or-https") else read_scalar


def converter(bare: Any, metas: SequenceOf[Meta]) -> tuple[Convert, str]:
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


def _described(name: str, bare: Any, metas: SequenceOf[Meta], *, required: bool) -> Described:
    description = limit(metas, "description") or ""
    examples = tuple(str(example) for example in limit(metas, "examples") or ())
    if get_origin(bare) is tuple:
        item = _described(name, *unwrapped(get_args(bare)[0]), required=required)
        words = "list" if item.fields else f"list; each item: {item.type}"
        return Described(name, words, required, description or item.description, examples or item.examples, item.fields)
    if has_fields(bare, metas):
        return Described(name, "fields", required, description or _first_line(bare), examples, tuple(describe(bare)))
    words = "text, or fields of text" if get_origin(bare) is dict else converter(bare, metas)[1]
    return Described(name, words, required, description, examples)


def _first_line(type_: type[Noun]) -> str:
    return (type_.__doc__ or "").partition("\n")[0]
