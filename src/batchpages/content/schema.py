"""Located YAML → the nouns of `model`, and every mistake on the way.

What there is to read is known from the nouns alone: a plan of each is made once from its fields' types and `Meta`.
"""

import functools
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from typing import Any, Generic, TypeVar, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta

from batchpages.content import hints, scalars
from batchpages.content.described import Described, converter, describe, extra_of, has_fields, unwrapped
from batchpages.content.hints import Path
from batchpages.content.scalars import Convert, Invalid
from batchpages.diagnostics import Diagnostic, Place, nearest, shown
from batchpages.located_yaml import KEY, Mapping, Node, Scalar, Sequence
from batchpages.model import Kind, Noun

T = TypeVar("T", bound=Noun)


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


# --- reading -------------------------------------------------------------------------------------------------------------


def _read_fields(plan: _Plan, entries: MappingOf[str, Any], at: Path, found: _Found, values: dict[str, Any]) -> bool:
    """Read the fields of a noun into `values`, by their names in YAML; False if there is anything wrong with them."""
    whole, fields = True, plan.fields
    for name, entry in entries.items():
        field = fields.get(name)
        if field is None:
            whole = False
            found.wrong((*at, name, KEY), f"there is no field {shown(name)} here", hints.near(name, fields, len(found.diagnostics)))
            continue
        node = entry.value
        if node.broken:
            whole = False
        elif node.__class__ is Scalar and (not node.text or node.text.isspace()):  # as is_empty: a call costs time here
            if field.emptiable and not node.plain:
                values[name] = ""
            elif field.required:
                whole = False
                found.wrong((*at, name), f"`{name}` is empty", hints.example(field.described))
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
        unknown = [name for name in names if name not in plan.fields and len(name) <= hints.LONGEST_NAME]
        meant = {nearest(name, plan.fields) for name in unknown[: hints.MOST_GUESSED]}
        for name in [name for name in plan.fields if name in missing and name not in meant]:
            found.diagnostics.append(Diagnostic(at, f"`{name}` is missing", hints.example(plan.fields[name].described)))
    return not missing


def _nested(type_: type[Noun]) -> _Reader:
    """A reader of a noun within a record."""
    plan = _plan(type_)
    names = ", ".join(f"`{name}`" for name in plan.fields)

    def read_noun(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Mapping:
            found.wrong(at, f"{_called(at)} has fields of its own", hints.with_fields(node, at, next(iter(plan.fields)), names))
            return UNSET
        entries: dict[str, Any] = node.entries
        values: dict[str, Any] = {}
        whole = _read_fields(plan, entries, at, found, values)
        if node.broken or not (entries.keys() >= plan.required or _require(plan, entries, Place(found.path, at), found)):
            return UNSET
        return plan.made(values) if whole else UNSET

    return read_noun


def _list(item: _Reader, described: Described) -> _Reader:
    """A reader of a list whose items `item` reads."""

    def read_list(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Sequence:
            found.wrong(at, f"{_called(at)} is a list", hints.as_list(node, described))
            return UNSET
        values = []
        for index, child in enumerate(node.items):
            if child.broken:
                values.append(UNSET)
            elif is_empty(child):
                found.wrong((*at, index), "this item of the list is empty", "delete its `-`, or write something after it")
                values.append(UNSET)
            else:
                values.append(item(child, (*at, index), found))
        return UNSET if UNSET in values else tuple(values)

    return read_list


def _scalar(convert: Convert, described: Described) -> _Reader:
    """A reader of a text that `convert` makes a value."""

    def read_scalar(node: Node, at: Path, found: _Found) -> Any:
        if node.__class__ is not Scalar:
            found.wrong(
                at,
                f"{_called(at)} takes one value, and {'a list stands' if isinstance(node, Sequence) else 'fields stand'} here",
                hints.as_text(node, at, described),
            )
            return UNSET
        try:
            return convert(node.text.strip())
        except Invalid as problem:
            bare = hints.unquoted(node.text.strip(), convert)
            found.wrong(at, *((f"quotation marks of a word processor stand around {shown(bare)}", f"write `{bare}`") if bare else (problem.what, problem.hint)))
            return UNSET

    return read_scalar


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
        given = {name: entry.value for name, entry in node.entries.items() if entry.value.broken or not is_empty(entry.value)}
        options = {name: UNSET if value.broken else option(value, (*at, name), found) for name, value in given.items()}
        return UNSET if node.broken or UNSET in options.values() else options

    return read_theme


def is_empty(node: Node) -> bool:
    """Whether there is nothing, or only space, where a value could be."""
    return isinstance(node, Scalar) and (not node.text or node.text.isspace())


def _called(at: Path) -> str:
    """The name of a field, or of the list that an item is in."""
    return next((f"`{step}`" for step in reversed(at[-1:]) if isinstance(step, str)), "this item of the list")


# --- plans ---------------------------------------------------------------------------------------------------------------


@functools.cache
def _plan(type_: type[Noun]) -> _Plan:
    fields = {}
    for info, described in zip(msgspec.structs.fields(type_), describe(type_), strict=True):
        bare, metas = unwrapped(info.type)
        emptiable = extra_of(metas).get("format") == "may-be-empty"
        fields[info.encode_name] = _Field(info.name, info.required, emptiable, _reader(bare, metas, described), described)
    return _Plan(type_, fields, frozenset(name for name, field in fields.items() if field.required))


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
