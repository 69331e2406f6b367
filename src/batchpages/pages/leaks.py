"""Does anything that is to be published hold a private value?

Texts are compared in a plain form: entities and JSON escapes undone, tags gone, typographic quotes, dashes and spaces made
plain, case folded, so that a value is found however a page dresses it. Each output is searched by a task of its own: what
was searched for the same values before is not searched again, and a new private value searches everything.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Digest, Read, Result, Task
from batchpages.model import ANY_CURRENCY
from batchpages.pages.forms import AMOUNT, NO_SPACES, SHARE, forms_of, plain, stands

PIXELS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".ico", ".woff", ".woff2")
"""The ends of the names of outputs that hold no text to search: packed pictures and fonts."""
NAMES = "the names of the files"
"""Stands for the paths of all outputs, which are searched too."""

_TAG = re.compile(r"<[^<>]*>")
_JSON_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|([\\"/bfnrt]))')
_WORD = re.compile(r"\w+")
ANYWHERE = ""
"""The word of a form that is not told by its words: one without any, or in a script that puts no spaces between them."""


class Secret(NamedTuple):
    """A private value, and one form in which a page may show it."""

    form: str
    value: str


def tasks(private: Mapping[str, Iterable[str]], wanted: Mapping[str, Digest], add: Callable[[bytes], Digest], language: str) -> dict[str, tuple[Task, str]]:
    """A plan that searches every output, and their names.

    `private` are the values by the file that holds them; `add` keeps bytes for tasks; `language` is that of the pages.
    """
    values = sorted({value for values in private.values() for value in values})
    if not values:
        return {}
    digest = add(msgspec.json.encode(values))
    searched = {path: there for path, there in wanted.items() if not path.lower().endswith(PIXELS)} | {NAMES: add("\n".join(sorted(wanted)).encode())}
    return {path: (Task("batchpages.pages.leaks:search", {"language": language}, (digest, there)), "") for path, there in searched.items()}


def search(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: search the second file for the values that the first holds. The entry lists those that were found; it is empty where none was."""
    values, data = (read(bytes.fromhex(digest)) for digest in inputs["files"])
    try:
        found = found_in(data.decode(), _by_word(values, inputs["language"]))
    except UnicodeDecodeError:  # no text: the values may stand in it as they are
        found = [value for value in msgspec.json.decode(values, type=list[str]) if any(form.encode() in data for form in forms_of(value, inputs["language"]))]
    return Result(entry=msgspec.msgpack.encode(found) if found else b"")


def told(private: Mapping[str, Iterable[str]], found: Mapping[str, bytes], public: Callable[[], Iterable[str]], language: str) -> Iterator[Diagnostic]:
    """What to say of the values that were `found` (entries by output), each once, with the outputs that hold it.

    A value that is one of the `public` ones too is no leak; they are asked for only as long as one that was found is none of them.
    """
    pages: dict[str, list[str]] = {}
    for path, entry in found.items():
        for value in msgspec.msgpack.decode(entry) if entry else ():
            pages.setdefault(value, []).append(path if path == NAMES else f"`/{path.removesuffix('index.html')}`")
    forms = {value: {plain(form) for form in forms_of(value, language)} for value in pages}
    texts = map(plain, public()) if pages else iter(())
    while forms and (text := next(texts, None)) is not None:
        forms = {value: each for value, each in forms.items() if text not in each}
    for value in forms:
        for path in sorted(path for path, values in private.items() if value in values):
            hint = "take it out of what is published, or, if it is no secret, out of `private.yaml`"
            figure = AMOUNT.fullmatch(value) or SHARE.fullmatch(value)
            written = figure[1] if figure else value
            yield Diagnostic(Place(path, text=written), f"{_listed(pages[value])} would publish {shown(value)}, which is private", hint)


def _listed(pages: list[str]) -> str:
    """The pages, those first that lie deepest: a batch's own before the lists that show it."""
    first = sorted(pages, key=lambda page: (-page.count("/"), page))[:3]
    return ", ".join(first) + (f" and {len(pages) - len(first)} more" if len(pages) > len(first) else "")


def in_currency(values: Iterable[str], currency: str) -> tuple[str, ...]:
    """Private values, amounts that name no currency in the settings' one."""
    return tuple(value.replace(ANY_CURRENCY, currency) if value.endswith(f" {ANY_CURRENCY}") else value for value in values)


def scalars(data: Any, currency: str) -> Iterator[str]:
    """Every text in decoded JSON, and every amount with its currency, or this one; a number also as a percentage."""
    if isinstance(data, dict):
        if data.keys() == {"amount", "currency"}:
            yield f"{data['amount']} {data['currency'] or currency}"
        for value in data.values():
            yield from scalars(value, currency)
    elif isinstance(data, list):
        for value in data:
            yield from scalars(value, currency)
    elif isinstance(data, str):
        yield from (data, f"{data} %")


def found_in(text: str, secrets: Mapping[str, list[Secret]]) -> list[str]:
    """The private values in a text. `secrets` are by the longest word of their form."""
    texts = {text, _TAG.sub("", text), _TAG.sub(" ", text)}
    if "\\" in text:
        texts |= {_JSON_ESCAPE.sub(_unescaped, each) for each in texts}
    forms = [plain(each) for each in texts]
    words = {ANYWHERE, *(word for form in forms for word in _WORD.findall(form))}
    hits = (secret for word in words & secrets.keys() for secret in secrets[word] if any(stands(secret.form, form) for form in forms))
    return sorted({secret.value for secret in hits})


def _unescaped(escape: re.Match[str]) -> str:
    code, sign = escape.groups()
    return chr(int(code, 16)) if code else sign if sign in '\\"/' else " "


@functools.lru_cache(maxsize=2)
def _by_word(values: bytes, language: str) -> dict[str, list[Secret]]:
    found: dict[str, list[Secret]] = {}
    for value in msgspec.json.decode(values, type=list[str]):
        for form in dict.fromkeys(map(plain, forms_of(value, language))):
            word = ANYWHERE if NO_SPACES.search(form) else max(_WORD.findall(form), key=len, default=ANYWHERE)
            found.setdefault(word, []).append(Secret(form, value))
    return found
