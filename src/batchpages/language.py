"""How a language writes dates, amounts and names of countries: the only home of `babel`.

Names and patterns come from the Unicode CLDR, by way of Babel, which is imported at the first call: its data costs some
30 ms. A language that CLDR does not know is written as its base language is, else as English.
"""

from __future__ import annotations

import datetime
import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

_NOT_ISO_3166 = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})
"""Two-letter codes of CLDR that ISO 3166-1 reserves, or leaves to its users, and assigns to no country."""

_NOT_MONEY = frozenset({"XXX", "XTS"})
"""ISO 4217's codes for no currency and for tests."""

_FURTHER_COUNTRY_NAMES = {
    "america": "US",
    "britain": "GB",
    "czech republic": "CZ",
    "el": "GR",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "korea": "KR",
    "northern ireland": "GB",
    "scotland": "GB",
    "turkey": "TR",
    "wales": "GB",
}
"""Everyday English names that CLDR has no entry for."""

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""The living scripts that run from right to left (ISO 15924)."""

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?")

UNDERSTOOD = ("en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "nb", "pl", "cs")
"""The languages in which names of months, countries and languages are understood."""


@functools.lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    """The CLDR data of a language, or of its base language, or of English."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse("en")


@functools.lru_cache(maxsize=64)
def _dates_locale(tag: str) -> Locale:
    """English that names no country writes the day before the month."""
    return _locale("en-GB" if tag == "en" or _locale(tag).language != tag.partition("-")[0] else tag)


@functools.lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """The 249 country codes that ISO 3166-1 assigns."""
    territories = (str(code) for code in _locale("en").territories)
    return frozenset(code for code in territories if re.fullmatch("[A-Z]{2}", code)) - _NOT_ISO_3166


@functools.lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """A country's name in a language; the code itself where it is no country."""
    name: str = _locale(language).territories.get(code) or _locale("en").territories.get(code, code)
    return name


@functools.lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Each country name in English and some more languages, and each three-letter code, in small letters, with its two-letter code."""
    from babel.core import get_global

    codes, names = country_codes(), _locale("en").territories
    aliases = {
        old.casefold(): new[0]
        for old, new in get_global("territory_aliases").items()
        if old.isalpha() and old not in codes and len(new) == 1 and new[0] in codes
    }
    elsewhere = {_locale(tag).territories[code].casefold(): code for tag in UNDERSTOOD for code in codes if code in _locale(tag).territories}
    return elsewhere | aliases | {names[code].casefold(): code for code in codes} | _FURTHER_COUNTRY_NAMES


def country_code_for(name: str) -> str:
    """The code of a country by its name or another code of it (`Norway`, `Norwegen`, `NOR`, `UK`); an empty text if there is none."""
    return _country_names().get(name.strip().casefold(), "")


@functools.lru_cache(maxsize=4096)
def day_text(iso: str, language: str) -> str:
    """`2026-04-18` or `2026-04` in a language's long form, without the weekday: `18 April 2026`, `April 2026`."""
    from babel import dates

    locale = _dates_locale(language)
    if len(iso) == len("2026-04"):
        month: str = dates.format_skeleton("yMMMM", datetime.date.fromisoformat(f"{iso}-01"), locale=locale)
        return month
    day: str = dates.format_date(datetime.date.fromisoformat(iso), "long", locale=locale)
    return day


@functools.lru_cache(maxsize=1024)
def days_text(first: str, last: str, language: str) -> str:
    """Some days in a row as the language writes them: `5–20 Dec 2026`; one day in its long form. Both are `2026-12-05`."""
    from babel import dates

    if first == last:
        return day_text(first, language)
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    interval: str = dates.format_interval(start, end, skeleton="yMMMd", locale=_dates_locale(language))
    return interval


@functools.lru_cache(maxsize=4096)
def money_text(amount: Decimal, currency: str, language: str) -> str:
    """An amount as the language writes it: `€38.00`; without a currency only the figure, with two decimals."""
    from babel import numbers

    if not currency:
        return numbers.format_decimal(amount, format="#,##0.00", locale=_locale(language))
    return numbers.format_currency(amount, currency, locale=_locale(language))


@functools.lru_cache(maxsize=256)
def currency_signs(code: str, language: str) -> tuple[str, ...]:
    """The signs of a currency in a language and in English, with and without the letters in front: `CA$`, `$`; may be none."""
    from babel import numbers

    signs = [numbers.get_currency_symbol(code, locale=locale) for locale in (_locale(language), _locale("en"))]
    bare = [re.sub("^[A-Za-z]+(?=[^A-Za-z.])", "", sign) for sign in signs]
    return tuple(dict.fromkeys(sign for sign in (*signs, *bare) if sign != code))


@functools.lru_cache(maxsize=256)
def currency_names(code: str, language: str) -> tuple[str, ...]:
    """The names of a currency behind a figure, in a language and in English: `euros`, `Euro`; may be none."""
    from babel import numbers

    names = (numbers.get_currency_name(code, count=count, locale=locale) for locale in (_locale(language), _locale("en")) for count in (1, 2))
    return tuple(dict.fromkeys(name for name in names if name != code))


@functools.lru_cache(maxsize=4096)
def number_text(number: float | Decimal, language: str) -> str:
    """A number with the language's separators: `1,240`."""
    from babel import numbers

    return numbers.format_decimal(number, locale=_locale(language), decimal_quantization=False)


@functools.lru_cache(maxsize=4096)
def percent_text(share: Decimal, language: str) -> str:
    """A share of 0 to 100 as the language writes it: `62%`, `0.2%`, `62 %`."""
    from babel import numbers

    return numbers.format_percent(share / 100, locale=_locale(language), decimal_quantization=False)


@functools.lru_cache(maxsize=256)
def is_language(tag: str) -> bool:
    """Whether it is a BCP 47 tag of a known language, in the usual spelling: `en`, `de-AT`, `zh-Hant`, `es-419`."""
    found = _TAG.fullmatch(tag)
    if not found:
        return False
    english, (language, script, region) = _locale("en"), found.groups()
    return language in english.languages and (not script or script in english.scripts) and (not region or region in english.territories)


def language_for(text: str) -> str:
    """The tag that was meant by `English`, `Englisch`, `EN` or `de_at`; an empty text if there is none."""
    names = {name.casefold(): tag.replace("_", "-") for each in (*UNDERSTOOD[1:], "en") for tag, name in _locale(each).languages.items()}
    parts = re.split("[-_]", text.strip())
    cased = "-".join([parts[0].lower(), *(part.title() if len(part) == len("Hant") else part.upper() for part in parts[1:])])
    return next((tag for tag in (names.get(text.strip().casefold(), ""), cased) if is_language(tag)), "")


@functools.lru_cache(maxsize=256)
def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Which way the language of a BCP 47 tag is written."""
    from babel.core import get_global

    parts = tag.split("-")
    likely = get_global("likely_subtags")
    script = next((part for part in parts[1:] if len(part) == len("Arab")), "")
    if not script:
        expanded = likely.get("_".join((parts[0], parts[-1]))) or likely.get(parts[0], "")
        script = next((part for part in expanded.split("_")[1:] if len(part) == len("Arab")), "")
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


@functools.lru_cache(maxsize=256)
def is_currency(code: str) -> bool:
    """Whether it is an ISO 4217 code of money, of today or of an earlier day."""
    from babel.core import get_global

    return code in get_global("all_currencies") and code not in _NOT_MONEY


@functools.lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Every code that `is_currency` knows."""
    from babel.core import get_global

    return frozenset(get_global("all_currencies")) - _NOT_MONEY


def currency_name(code: str, language: str) -> str:
    """A currency's name in a language; the code itself where the language has none."""
    from babel import numbers

    return str(numbers.get_currency_name(code, locale=_locale(language)))


def month_names(language: str) -> frozenset[tuple[str, int]]:
    """The names of months, whole and abbreviated, each with its number from 1."""
    years = (_locale(language).months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    return frozenset((str(name), int(number)) for year in years for number, name in year.items())
