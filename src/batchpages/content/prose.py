"""An author's short texts as they are printed: the printer's quotation marks, dashes and dots for the typed ones, as in stories.

Every text of a record is prose but those with a `format`, names of records, and what its field says is printed `as_written`,
such as a lot.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from batchpages.content.described import extra_of, unwrapped
from batchpages.content.story.typography import Marks, marks_of, typed, typeset
from batchpages.model import Noun

T = TypeVar("T", bound=Noun)
Set = Callable[[Any, Marks], Any]


def set_in_type(noun: T, language: str) -> T:
    """The same record with its texts typeset in the way of a language, by its BCP 47 tag."""
    return _noun(noun, marks_of(language))


def text_in_type(text: str, language: str) -> str:
    """A text typeset in the way of a language."""
    return _text(text, marks_of(language))


def _text(text: str, marks: Marks) -> str:
    return typeset(text, marks) if typed(text) else text


def _noun(noun: T, marks: Marks) -> T:
    changes = {}
    for name, set_ in _prose(type(noun)).items():
        value = getattr(noun, name)
        if value and (new := set_(value, marks)) != value:
            changes[name] = new
    return msgspec.structs.replace(noun, **changes) if changes else noun


@functools.cache
def _prose(type_: type[Noun]) -> dict[str, Set]:
    """How each field that holds prose is typeset."""
    found = {info.name: _setter(info.type) for info in msgspec.structs.fields(type_)}
    return {name: set_ for name, set_ in found.items() if set_}


def _setter(hint: Any) -> Set | None:
    bare, metas = unwrapped(hint)
    extra = extra_of(metas)
    if extra.get("as_written") or "record" in extra or extra.get("format") not in (None, "may-be-empty"):
        return None
    if getattr(bare, "__origin__", None) is tuple:
        item = _setter(bare.__args__[0])
        return (lambda items, marks: tuple(item(each, marks) for each in items)) if item else None
    if isinstance(bare, type) and issubclass(bare, Noun):
        return _noun
    return _text if bare is str else None
