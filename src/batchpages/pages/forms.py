"""The forms in which a page may show a private value, and what makes two texts the same for whoever reads them."""

import html
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from batchpages import language

AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
SHARE = re.compile(r"(\d+(?:\.\d+)?) %")
NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""A letter of a script that puts no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SIGNS_TOO = {"CHF": ("Fr.", "SFr."), "SEK": ("kr",), "NOK": ("kr",), "DKK": ("kr.", "kr"), "PLN": ("zł",), "CZK": ("Kč",), "HUF": ("Ft",)}
"""How people write a currency that has no sign of its own in most languages."""
_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_DASHES = re.compile("-{2,}")
_QUOTED = re.compile(r'\s*"\s*')
_MORE = re.compile(r"[.,']\d")
_BEFORE = re.compile(r"\d[.,']")


def plain(text: str) -> str:
    """A text without dress: entities undone, quotation marks and dashes typed, without what cannot be seen, in small letters."""
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_PLAIN)
    text = _QUOTED.sub('"', _DASHES.sub("-", _UNSEEN.sub("", text)))
    return " ".join(text.casefold().split())


def forms_of(value: str, tag: str) -> Iterator[str]:
    """The value itself, and how else a page may write it, such as one in the language of this BCP 47 tag: an amount on either side
    of its currency, and grouped and rounded in every usual way; a share with and without a space; a day in words.
    """
    yield value
    if _DAY.fullmatch(value):
        yield language.day_text(value, tag)
    if share := SHARE.fullmatch(value):
        for figure in dict.fromkeys((share[1], f"{Decimal(share[1]).normalize():f}")):
            yield from (f"{each}{space}%" for each in (figure, figure.replace(".", ",")) for space in ("", " "))
    if amount := AMOUNT.fullmatch(value):
        yield language.money_text(Decimal(amount[1]), amount[2], tag)
        for unit in (amount[2], *language.currency_signs(amount[2], tag), *language.currency_names(amount[2], tag), *_SIGNS_TOO.get(amount[2], ())):
            for figure in _figures(amount[1]):
                yield from (f"{figure} {unit}", f"{figure}{unit}", f"{unit} {figure}", f"{unit}{figure}")


def _figures(written: str) -> Iterator[str]:
    amount = Decimal(written)
    for figure in dict.fromkeys((written, f"{amount:.2f}", f"{amount.normalize():f}")):
        if Decimal(figure) == amount:
            whole, _, rest = figure.partition(".")
            for group, point in ((",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ",")):
                yield f"{int(whole):,}".replace(",", group) + (point + rest if rest else "")


def stands(form: str, text: str) -> bool:
    """Whether a form stands in a plain text as a whole: `4.37 eur` does not stand in `14.37 eur`."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        inside = _one_word(text[start - 1 : start], form[0]) or _one_word(form[-1], text[end : end + 1])
        piece = (form[0].isdigit() and _BEFORE.fullmatch(text[max(start - 2, 0) : start])) or (form[-1].isdigit() and _MORE.match(text, end))
        if not inside and not piece:
            return True
        start = text.find(form, start + 1)
    return False


def _one_word(one: str, other: str) -> bool:
    """Whether two letters side by side belong to one word."""
    return one.isalnum() and other.isalnum() and not NO_SPACES.match(one) and not NO_SPACES.match(other)
