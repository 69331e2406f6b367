"""Does anything that is to be published hold a private value?

Texts are compared in a plain form: entities and JSON escapes undone, tags gone, typographic quotes, dashes and spaces made
plain, case folded, so that a value is found however a page dresses it. Each output is searched by a task of its own: what
was searched for the same values before is not searched again, and a new private value searches everything.
"""

import functools
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Digest, Read, Result, Task
from batchpages.model import ANY_CURRENCY

PIXELS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".ico", ".woff", ".woff2")
"""The ends of the names of outputs that hold no text to search: packed pictures and fonts."""
NAMES = "the names of the files"
"""Stands for the paths of all outputs, which are searched too."""

_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
_TAG = re.compile(r"<[^<>]*>")
_JSON_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|([\\"/bfnrt]))')
_WORD = re.compile(r"\w+")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_SHARE = re.compile(r"(\d+(?:\.\d+)?) %")
_SIGNS = {
    "EUR": ("€",),
    "GBP": ("£",),
    "USD": ("$",),
    "JPY": ("¥",),
    "INR": ("₹",),
    "SEK": ("kr",),
    "NOK": ("kr",),
    "DKK": ("kr.", "kr"),
    "PLN": ("zł",),
    "CZK": ("Kč",),
}
_MORE = re.compile(r"[.,']\d")
_BEFORE = re.compile(r"\d[.,']")


class Secret(NamedTuple):
    """A private value, and one form in which a page may show it."""

    form: str
    value: str


def tasks(private: Mapping[str, Iterable[str]], wanted: Mapping[str, Digest], add: Callable[[bytes], Digest]) -> dict[str, tuple[Task, str]]:
    """A plan that searches every output, and their names. `private` are the values by the file that holds them; `add` keeps bytes for tasks."""
    values = sorted({value for values in private.values() for value in values})
    if not values:
        return {}
    digest = add(msgspec.json.encode(values))
    searched = {path: there for path, there in wanted.items() if not path.lower().endswith(PIXELS)} | {NAMES: add("\n".join(sorted(wanted)).encode())}
    return {path: (Task("batchpages.pages.leaks:search", {}, (digest, there)), "") for path, there in searched.items()}


def search(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: search the second file for the values that the first holds. The entry lists those that were found; it is empty where none was."""
    values, data = (read(bytes.fromhex(digest)) for digest in inputs["files"])
    try:
        found = found_in(data.decode(), _by_word(values))
    except UnicodeDecodeError:  # no text: the values may stand in it as they are
        found = [value for value in msgspec.json.decode(values, type=list[str]) if any(form.encode() in data for form in _forms(value))]
    return Result(entry=msgspec.msgpack.encode(found) if found else b"")


def told(private: Mapping[str, Iterable[str]], found: Mapping[str, bytes], public: Callable[[], Iterable[str]]) -> Iterator[Diagnostic]:
    """What to say of the values that were `found` (entries by output), each once, with the outputs that hold it.

    A value that is one of the `public` ones too is no leak; they are asked for only as long as one that was found is none of them.
    """
    pages: dict[str, list[str]] = {}
    for path, entry in found.items():
        for value in msgspec.msgpack.decode(entry) if entry else ():
            pages.setdefault(value, []).append(path if path == NAMES else f"`/{path.removesuffix('index.html')}`")
    forms = {value: {plain(form) for form in _forms(value)} for value in pages}
    texts = map(plain, public()) if pages else iter(())
    while forms and (text := next(texts, None)) is not None:
        forms = {value: each for value, each in forms.items() if text not in each}
    for value in forms:
        for path in sorted(path for path, values in private.items() if value in values):
            hint = "take it out of what is published, or, if it is no secret, out of `private.yaml`"
            figure = _AMOUNT.fullmatch(value) or _SHARE.fullmatch(value)
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


def plain(text: str) -> str:
    """A text without dress, for comparing."""
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_PLAIN)
    return " ".join(text.casefold().split())


def found_in(text: str, secrets: Mapping[str, list[Secret]]) -> list[str]:
    """The private values in a text. `secrets` are by the longest word of their form."""
    texts = {text, _TAG.sub("", text), _TAG.sub(" ", text)}
    if "\\" in text:
        texts |= {_JSON_ESCAPE.sub(_unescaped, each) for each in texts}
    forms = [plain(each) for each in texts]
    words = {word for form in forms for word in _WORD.findall(form)}
    hits = (secret for word in words & secrets.keys() for secret in secrets[word] if any(_stands(secret.form, form) for form in forms))
    return sorted({secret.value for secret in hits})


def _unescaped(escape: re.Match[str]) -> str:
    code, sign = escape.groups()
    return chr(int(code, 16)) if code else sign if sign in '\\"/' else " "


@functools.lru_cache(maxsize=2)
def _by_word(values: bytes) -> dict[str, list[Secret]]:
    found: dict[str, list[Secret]] = {}
    for value in msgspec.json.decode(values, type=list[str]):
        for form in dict.fromkeys(map(plain, _forms(value))):
            found.setdefault(max(_WORD.findall(form), key=len, default=""), []).append(Secret(form, value))
    return found


def _forms(value: str) -> Iterator[str]:
    """An amount is also looked for as pages write it: on either side of its currency, and grouped and rounded in every usual
    way; a share with and without a space, with a point or a comma.
    """
    yield value
    if share := _SHARE.fullmatch(value):
        yield from (f"{figure}{space}%" for figure in dict.fromkeys((share[1], share[1].replace(".", ","))) for space in ("", " "))
    match = _AMOUNT.fullmatch(value)
    if match:
        for unit in (match[2], *_SIGNS.get(match[2], ())):
            for figure in _figures(match[1]):
                yield from (f"{figure} {unit}", f"{figure}{unit}", f"{unit} {figure}", f"{unit}{figure}")


def _figures(written: str) -> Iterator[str]:
    amount = Decimal(written)
    for figure in dict.fromkeys((written, f"{amount:.2f}", f"{amount.normalize():f}")):
        if Decimal(figure) == amount:
            whole, _, rest = figure.partition(".")
            for group, point in ((",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ",")):
                yield f"{int(whole):,}".replace(",", group) + (point + rest if rest else "")


def _stands(secret: str, text: str) -> bool:
    """Whether a secret stands in a text as a whole: `4.37 eur` does not stand in `14.37 eur`."""
    start = text.find(secret)
    while start >= 0:
        end = start + len(secret)
        inside = (text[start - 1 : start].isalnum() and secret[0].isalnum()) or (text[end : end + 1].isalnum() and secret[-1].isalnum())
        piece = (secret[0].isdigit() and _BEFORE.fullmatch(text[max(start - 2, 0) : start])) or (secret[-1].isdigit() and _MORE.match(text, end))
        if not inside and not piece:
            return True
        start = text.find(secret, start + 1)
    return False
