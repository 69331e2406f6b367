"""Does anything that is to be published hold a private value?

Texts are compared in a plain form: entities and JSON escapes undone, tags gone, typographic quotes, dashes and spaces made
plain, case folded, so that a value is found however a page dresses it.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from batchpages.diagnostics import Diagnostic, Place

_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
_TAG = re.compile(r"<[^<>]*>")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"\w+")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}


class Secret(NamedTuple):
    """A private value as it is looked for, and the file that holds it."""

    form: str
    value: str
    path: str


def plain(text: str) -> str:
    """A text without dress, for comparing."""
    text = _JSON_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text.replace('\\"', '"').replace("\\n", " "))
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_PLAIN)
    return " ".join(text.casefold().split())


def secrets(private: Mapping[str, Iterable[str]], public: Iterable[str]) -> list[Secret]:
    """What to look for: the private values by the file that holds them, in every form, less those that are public values too."""
    known = {plain(text) for text in public}
    return [
        Secret(form, value, path)
        for path, values in private.items()
        for value in values
        for form in dict.fromkeys(map(plain, _forms(value)))
        if form not in known and plain(value) not in known
    ]


def _forms(value: str) -> Iterator[str]:
    """An amount is also looked for as pages write it: with its sign, with a comma, without needless zeros."""
    yield value
    match = _AMOUNT.fullmatch(value)
    if match:
        for figure in dict.fromkeys((match[1], match[1].replace(".", ","), f"{float(match[1]):,.2f}")):
            yield f"{figure} {match[2]}"
            if sign := _SIGNS.get(match[2]):
                yield from (f"{sign}{figure}", f"{sign} {figure}", f"{figure} {sign}", f"{figure}{sign}")


def search(fresh: Iterable[str], read: Callable[[str], bytes], hidden: list[Secret]) -> Iterator[Diagnostic]:
    """Look for secrets in outputs, each `read` by its path. Every secret is told once, with the first page that holds it."""
    by_word: dict[str, list[Secret]] = {}
    for secret in hidden:
        words = _WORD.findall(secret.form)
        by_word.setdefault(max(words, key=len, default=""), []).append(secret)
    told: set[tuple[str, str]] = set()
    for path in fresh if hidden else ():
        text = read(path).decode("utf-8", "replace")
        forms = (plain(text), plain(_TAG.sub("", text)))
        words = {word for form in forms for word in _WORD.findall(form)}
        for word in words & by_word.keys():
            for secret in by_word[word]:
                if (secret.value, secret.path) not in told and any(_stands(secret.form, form) for form in forms):
                    told.add((secret.value, secret.path))
                    hint = "take it out of what is published, or, if it is no secret, out of `private.yaml`"
                    yield Diagnostic(Place(secret.path, text=secret.value), f"`/{path}` would publish `{secret.value}`, which is private", hint)


def _stands(secret: str, text: str) -> bool:
    """Whether a secret stands in a text as a whole: `4.37 eur` does not stand in `14.37 eur`."""
    start = text.find(secret)
    while start >= 0:
        end = start + len(secret)
        if not (text[start - 1 : start].isalnum() and secret[0].isalnum()) and not (text[end : end + 1].isalnum() and secret[-1].isalnum()):
            return True
        start = text.find(secret, start + 1)
    return False
