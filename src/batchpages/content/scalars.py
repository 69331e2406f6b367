"""The text of one value → the value itself, by its field's type or `format`; or what is wrong with it and what to type.

Only the digits 0-9 count as digits. A converter takes a text without spaces around it and raises `Invalid`.
"""

import calendar
import datetime
import functools
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import msgspec

from batchpages import language
from batchpages.content.text import UNWANTED
from batchpages.diagnostics import nearest
from batchpages.located_yaml import shown
from batchpages.model import Menu, Money

Convert = Callable[[str], Any]

MAX_SLUG = 100
MAX_CODE = 20
MAX_TEXT = 2000
MAX_NAME_BYTES = 200
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")


class Format(msgspec.Struct, frozen=True):
    """How a text becomes a value, what such a value is in words, and how many characters it has at most."""

    convert: Convert
    words: str
    most: int = 300

    def __call__(self, text: str) -> Any:
        """The value; a long text is refused before it is looked into."""
        if len(text) > self.most:
            raise refused(text, f"is {len(text)} characters long", "", f"write {self.most} characters at most")
        return self.convert(text)


class Invalid(ValueError):  # noqa: N818 (the text is invalid; nothing failed)
    """A text that is no such value: what is wrong with it, and a hint that says what to type."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def refused(text: str, wrong: str, meant: str, otherwise: str = "") -> Invalid:
    """The error to raise: the text is `wrong`; the hint shows what was `meant`, or says `otherwise` where that could not be guessed."""
    return Invalid(f"{shown(text)} {wrong}", f"write `{meant}`" if meant else otherwise)


# --- plain types -------------------------------------------------------------------------------------------------------


def text_of(least: int = 0, most: int = MAX_TEXT) -> Convert:
    """A converter for a text of a number of characters."""

    def convert(text: str) -> str:
        if len(text) > most:
            raise refused(text, f"is {len(text)} characters long", "", f"shorten it to {most} characters")
        if len(text) < least:
            raise refused(text, "is too short", "", f"write at least {least} characters")
        if not text.isprintable() and (found := UNWANTED.search(text)):
            raise refused(
                text, f"holds an invisible control character (U+{ord(found[0]):04X})", "", "delete the `\\` and what belongs to it, or use single quotes"
            )
        return text

    return convert


def one_of(options: Sequence[str]) -> Convert:
    """A converter for one of some words."""
    words = ", ".join(f"`{option}`" for option in options)

    def convert(text: str) -> str:
        if text not in options:
            raise refused(text, f"is none of {words}", nearest(text.replace(" ", "-").replace("_", "-"), options), f"write one of {words}")
        return text

    return convert


def between(convert: Convert, least: float | None, most: float | None, above: float | None = None) -> Convert:
    """A converter for a number from `least` to `most`, or of more than `above`."""

    def bounded(text: str) -> Any:
        number = convert(text)
        if least is not None and number < least:
            raise refused(text, "is too small", "", f"write {_range(least, most)}")
        if above is not None and number <= above:
            raise refused(text, "is too small", "", f"write a number above {above:g}")
        if most is not None and number > most:
            raise refused(text, "is too large", "", f"write {_range(least, most)}")
        return number

    return bounded


def _range(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return f"{least} or more" if most is None else f"{most} or less"
    return f"a number from {least} to {most}"


def truth(text: str) -> bool:
    """`true` or `false`."""
    if text in ("true", "false"):
        return text == "true"
    word = text.lower()
    meant = "true" if word in ("true", "yes", "y", "on", "1") else "false" if word in ("false", "no", "n", "off", "0") else ""
    raise refused(text, "is neither `true` nor `false`", meant, "write `true` or `false`")


def whole(text: str) -> int:
    """A whole number, such as `240`."""
    if re.fullmatch("-?[0-9]{1,15}", text):
        return int(text)
    plain = language.meant_number(text, whole=True)
    raise refused(text, "is no whole number in plain digits", plain if "." not in plain else "", "write it in digits, such as `240`")


def number(text: str) -> float:
    """A number, such as `-7.84`."""
    if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", text):
        return float(text)
    compass = re.fullmatch("(.*?) ?°? ?([NESWnesw])?", " ".join(text.split()))
    plain = language.meant_number(compass[1]) if compass else ""
    sign = "-" if plain and compass and (compass[2] or "") in "SsWw" and compass[2] and not plain.startswith("-") else ""
    raise refused(text, "is no decimal number", sign + plain, "write it with a decimal point, such as `37.02`")


def decimal(text: str) -> Decimal:
    """An exact number, such as `0.25`."""
    number(text)
    return Decimal(text)


# --- dates ---------------------------------------------------------------------------------------------------------------

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("([0-9]{4})-([0-9]{2})")


def day(text: str) -> datetime.date:
    """A date, as `2026-04-18`."""
    if _DAY.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise refused(text, "is no day of any calendar", "", _why_no_day(text)) from None
    if _MONTH.fullmatch(text):
        raise refused(text, "is only a month", "", f"add the day, such as `{text}-18`")
    raise refused(text, "is no date", language.meant_day(text), "write the year, the month and the day, such as `2026-04-18`")


def month_or_day(text: str) -> str:
    """A date or only its month, as it is written: `2027-10-31`, `2027-10`."""
    month = _MONTH.fullmatch(text)
    if month:
        if not 1 <= int(month[2]) <= 12 or month[1] == "0000":
            raise refused(text, "is no month", "", "write the year and a month from 01 to 12, such as `2027-10`")
        return text
    if _DAY.fullmatch(text):
        day(text)
        return text
    raise refused(
        text,
        "is no date",
        language.meant_day(text) or language.meant_month(text),
        "write the year and the month, such as `2027-10`, or a day, such as `2027-10-31`",
    )


def _why_no_day(text: str) -> str:
    year, month, wanted = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12:
        return "the middle figure is the month, from 01 to 12: `2026-04-18` is the 18th of April"
    if not year or not wanted:
        return "years and days begin at 1: write such a date as `2026-04-18`"
    return f"that month ends on `{year:04}-{month:02}-{calendar.monthrange(year, month)[1]}`"


# --- amounts ---------------------------------------------------------------------------------------------------------------


def money(text: str) -> Money:
    """An amount with at most two decimals and its ISO 4217 currency, as `38.00 EUR`; a bare `38.00` has no currency."""
    found = re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,2})?)(?: +([A-Z]{3}))?", text)
    if found and (not found[2] or language.is_currency(found[2])):
        return Money(amount=Decimal(found[1]), currency=found[2] or "")
    if found:
        raise refused(text, f"names no currency: there is no `{found[2]}`", "", "write its ISO 4217 code, such as `38.00 EUR`")
    parts = re.fullmatch("([^0-9]*?)(-?[0-9][0-9., '’]*?)([^0-9]*)", " ".join(text.split()))
    unit = (parts[1] or parts[3]).strip(" .") if parts else ""
    currency, amount = language.meant_currency(unit), language.meant_number(parts[2]) if parts else ""
    known = bool(currency) or not unit
    if re.fullmatch(r"[0-9]+\.[0-9]{3,}", amount) and known:
        unit = f" {currency}" if currency else ""
        thousands = f"write `{amount.replace('.', '')}.00{unit}` or " if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", amount) else "write "
        raise refused(text, "has more than two decimals", "", f"{thousands}`{Decimal(amount):.2f}{unit}`")
    meant = f"{Decimal(amount):.2f} {currency}".strip() if amount and known and not amount.startswith("-") else ""
    raise refused(text, "is no amount of money", meant, "write the figure and the currency, such as `38.00 EUR`")


def percent(text: str) -> Decimal:
    """A share from 0 to 100, as `62 %`."""
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s?%", text)
    if found:
        if Decimal(found[1]) > 100:
            raise refused(text, "is more than the whole", "", "write a share from `0 %` to `100 %`")
        return Decimal(found[1])
    plain = language.meant_number(re.sub(r"(?i)\s*(%|per ?cent|pct)$", "", text))
    share = f"{plain} %" if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", plain) else ""
    raise refused(text, "is no share", share, "write a share of the whole, such as `62 %`")


# --- names, codes and addresses ---------------------------------------------------------------------------------------------


def country(text: str) -> str:
    """An ISO 3166 two-letter code."""
    if text in language.country_codes():
        return text
    meant = text.upper() if text.upper() in language.country_codes() else language.country_code_for(text)
    raise refused(text, "is no country code", meant, "write the ISO 3166 code of two capital letters, such as `PT`")


def _cleaned(text: str, unwanted: str, most: int) -> str:
    """A text with hyphens for whatever is unwanted in it, accents taken off; empty where that would lose a letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in plain):
        return ""
    return re.sub(unwanted, "-", plain)[:most].strip("-")


def slug(text: str) -> str:
    """A name in an address."""
    if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text) and len(text) <= MAX_SLUG:
        return text
    raise refused(
        text, "cannot stand in an address", _cleaned(text.lower(), "[^a-z0-9]+", MAX_SLUG), "use small letters, digits and single hyphens, such as `rose-balm`"
    )


def code(text: str) -> str:
    """A batch code."""
    if re.fullmatch("[0-9A-Z-]{1,20}", text):
        return text
    meant = _cleaned(text.upper(), "[^0-9A-Z-]+", 1000)
    wrong = "is longer than 20 characters" if len(meant) > MAX_CODE else "cannot be printed as a batch code"
    raise refused(text, wrong, meant if len(meant) <= MAX_CODE else "", "use 1 to 20 of `0-9`, `A-Z` and `-`, such as `RB-2026-014`")


def code_pattern(text: str) -> str:
    """How batch codes are made up: literal characters of a code and, in braces, what differs."""
    names = re.findall("{([^{}]*)}", text)
    unknown = next((name for name in names if name not in ("PRODUCT", "YYYY", "YY", "MM", "DD") and not re.fullmatch("N{1,6}", name)), None)
    known = "`{PRODUCT}`, `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and a count such as `{NNN}`"
    if unknown is not None:
        raise refused(text, f"names {shown('{' + unknown + '}')}, which is not known", "", f"use {known}")
    if not re.fullmatch("[0-9A-Z-]*", re.sub("{[^{}]*}", "", text)):
        raise refused(text, "holds what no batch code can", "", f"around {known}, use only `0-9`, `A-Z` and `-`")
    if sum(name.startswith("N") for name in names) != 1:
        raise refused(text, "does not count", "", "add one count, such as `{NNN}`: `{PRODUCT}-{YYYY}-{NNN}`")
    return text


def gtin(text: str) -> str:
    """A GS1 trade item number of 8, 12, 13 or 14 digits, with its check digit (GS1 General Specifications, 7.9)."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch("[0-9]{8}|[0-9]{12,14}", digits):
        raise refused(text, "is no GS1 number", "", "write its 8, 12, 13 or 14 digits, as they stand under the bar code")
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits[:-1])))
    expected = str(-total % 10)
    if digits[-1] != expected:
        raise refused(text, f"has a wrong digit: the last one should be {expected}, not {digits[-1]}", "", "compare it with the number under the bar code")
    if digits != text:
        raise refused(text, "has more in it than digits", digits)
    return text


def email(text: str) -> str:
    """An e-mail address."""
    valid = r"[^\s@<>\"(),;:\\]+@[^\W_][\w-]*(\.[\w-]+)+"
    if re.fullmatch(valid, text):
        return text
    meant = re.sub(r"^.*<|>.*$|^mailto:|\s", "", text)
    raise refused(text, "is no e-mail address", meant if re.fullmatch(valid, meant) else "", "write it as `name@example.com`")


def https(text: str) -> str:
    """A whole web address, with https."""
    return _web_address(text, ("https",))


def base_url(text: str) -> str:
    """Where the storefront is published: scheme, host and, where it stands under one, a path."""
    parts = urlsplit(_web_address(text, ("https", "http")))
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise refused(text, "has a `?` or a `#` in it", re.split("[?#]", text)[0])
    return text


def _web_address(text: str, schemes: tuple[str, ...]) -> str:
    if re.search(r"[\s<>\"\\^`{|}]", text) or not text.isprintable():
        raise refused(text, "is no web address: it holds a space or another character that none can", "", "copy it from the browser's address line")
    if text.startswith("//") or not text.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        bare = re.sub("^(?i:https?:)?/*", "", text)
        looks_like_one = re.match(r"(?!.*@)[\w-]+(\.[\w-]+)+([:/]|$)", bare) and not re.match("(?!https?:)[a-z]+:", text, re.IGNORECASE)
        raise refused(
            text, "does not begin with `https://`", f"https://{bare}" if looks_like_one else "", "write the whole address, such as `https://shop.example/rose`"
        )
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    local = "http" in schemes and re.fullmatch("localhost|[0-9a-f.]*:[0-9a-f:.]+", host)
    if not local and not re.fullmatch(r"[^\W_]([\w-]{0,61}[^\W_])?(\.[^\W_]([\w-]{0,61}[^\W_])?)+", host):
        raise refused(text, "has no host, or one that cannot be", "", "write the whole address, such as `https://shop.example/rose`")
    if "@" in parts.netloc:
        raise refused(text, "has a user's name or password in it", "", "delete all before the `@`, and the `@`")
    return text


# --- files -----------------------------------------------------------------------------------------------------------------

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")  # names that Windows keeps for itself


def file(text: str) -> str:
    """A file in the record's own folder, by a relative path with forward slashes that every system can have."""
    if re.match("(?i)(https?:|www[.])", text):
        raise refused(text, "is a web address, and a file is wanted", "", "put the file beside the story and write its name, such as `petals.jpg`")
    if text.startswith(("/", "~", "\\")) or re.match("[A-Za-z]:", text):
        raise refused(text, "is no file beside the story", re.split(r"[/\\]", text)[-1], "write its name, such as `petals.jpg`")
    if "\\" in text:
        raise refused(text, "has a backslash in it", text.replace("\\", "/"))
    parts = text.split("/")
    if ".." in parts:
        raise refused(text, "leads out of the folder", "", "put the file into the record's own folder and write its name")
    if "." in parts or "" in parts:
        raise refused(text, "is no plain path", "/".join(part for part in parts if part not in (".", "")), "write the file's name, such as `petals.jpg`")
    for part in parts:
        _portable(text, part)
    if text.lower().endswith((".md", ".yaml", ".yml")):
        raise refused(
            text, "is one of the project's own texts, which are never published as they are", "", "name a picture or a document, such as `analysis.pdf`"
        )
    return text


def _portable(text: str, name: str) -> None:
    if not name.isprintable() or re.search('[<>:"|?*]', name):
        raise refused(text, "has a character in it that not every system allows in a name", "", 'rename the file, without any of `< > : " | ? *`')
    if name.startswith((".", " ")) or name.endswith((".", " ")) or len(name.encode()) > MAX_NAME_BYTES:
        raise refused(text, "is a name that not every system allows, or that is hidden", "", "rename the file, such as `petals.jpg`")
    if _DEVICES.fullmatch(name):
        raise refused(text, "is a name that Windows keeps for itself", "", "rename the file, such as `petals.jpg`")


def photo(text: str) -> str:
    """A picture in the record's own folder."""
    file(text)
    if not text.lower().endswith(PHOTO_ENDINGS):
        raise refused(text, "is no picture that can be read", "", "export it as JPEG, PNG, WebP, AVIF or TIFF, and write its name, such as `petals.jpg`")
    return text


def file_or_https(text: str) -> str:
    """A file in the record's own folder, or a whole web address with https."""
    return https(text) if re.match("(?i)https?:|www[.]|//", text) else file(text)


# --- the rest --------------------------------------------------------------------------------------------------------------


def focus(text: str) -> str:
    """A point of a picture, from its left and from its top, as `30% 60%`."""
    figures = re.findall(r"[0-9]+(?:\.[0-9]+)?", text)
    good = len(figures) == 2 and all(float(figure) <= 100 for figure in figures)
    if good and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?% [0-9]{1,3}(\.[0-9]{1,2})?%", text):
        return text
    meant = f"{figures[0]}% {figures[1]}%" if good and not re.search("[A-Za-z-]", text) else ""
    raise refused(text, "is no point of a picture", meant, "write how far from the left and from the top, each from `0%` to `100%`, such as `30% 60%`")


def menu(text: str) -> Menu:
    """A menu and the place in it, as `footer 2`."""
    found = re.fullmatch("(header|footer)(?: +([0-9]{1,3}))?", text)
    if found:
        return Menu(where="header" if found[1] == "header" else "footer", place=int(found[2] or 0))
    near = nearest(text.split(" ", maxsplit=1)[0], ("header", "footer"))
    place = re.search(" ([0-9]{1,3})$", text)
    raise refused(
        text, "is no place in a menu", f"{near}{place[0] if place else ''}" if near else "", "write `header` or `footer`, and the place, such as `footer 2`"
    )


def site_language(text: str) -> str:
    """A BCP 47 tag of a language."""
    if language.is_language(text):
        return text
    raise refused(text, "is no language tag", language.language_for(text), "write its BCP 47 tag, such as `en`, `pt` or `de-AT`")


@functools.cache
def _timezones() -> set[str]:
    return zoneinfo.available_timezones()


def timezone(text: str) -> str:
    """A time zone of the IANA database."""
    known = _timezones()
    if text in known:
        return text
    wanted = text.replace(" ", "_").casefold()
    meant = min((name for name in known if wanted in (name.casefold(), name.rpartition("/")[2].casefold())), default="")
    raise refused(text, "is no time zone", meant, "write a continent and a city, such as `Europe/Lisbon`, or `UTC`")


def currency(text: str) -> str:
    """An ISO 4217 code."""
    if re.fullmatch("[A-Z]{3}", text) and language.is_currency(text):
        return text
    raise refused(text, "is no currency", language.meant_currency(text), "write its ISO 4217 code, such as `EUR`")


PLAIN: dict[Any, Format] = {
    int: Format(whole, "whole number"),
    float: Format(number, "number"),
    Decimal: Format(decimal, "number"),
    bool: Format(truth, "`true` or `false`"),
    datetime.date: Format(day, "date"),
}
"""How texts of each plain type are read; texts themselves and fixed words have `text_of` and `one_of`."""

FORMATS: dict[str, Format] = {
    "country": Format(country, "country code"),
    "https": Format(https, "https address", MAX_TEXT),
    "file": Format(file, "file", MAX_TEXT),
    "file-or-https": Format(file_or_https, "file or https address", MAX_TEXT),
    "photo": Format(photo, "picture file", MAX_TEXT),
    "month-or-day": Format(month_or_day, "date or month"),
    "percent": Format(percent, "percentage"),
    "money": Format(money, "amount and currency"),
    "slug": Format(slug, "name in an address"),
    "code": Format(code, "batch code"),
    "gtin": Format(gtin, "GS1 number"),
    "email": Format(email, "e-mail address"),
    "focus": Format(focus, "two percentages"),
    "menu": Format(menu, "menu and place"),
    "base-url": Format(base_url, "web address", MAX_TEXT),
    "language": Format(site_language, "language tag"),
    "timezone": Format(timezone, "time zone"),
    "currency": Format(currency, "currency code"),
    "code-pattern": Format(code_pattern, "pattern of a batch code"),
}
"""How texts of each `format` are read that is more than its plain type."""
