"""What texts of each type and `format` look like to an editor: patterns that Python and JavaScript read alike.

A pattern takes every text that the converter takes, and refuses what it can tell. What a pattern cannot say (that a day
exists in that year, that a GTIN's last digit is right) is left to the converter.
"""

import datetime
import re
from decimal import Decimal
from typing import Any

import msgspec

from batchpages.model import MAX_SLUG, PICTURES, PUBLISHED_BESIDE, SLUG


class Look(msgspec.Struct, frozen=True):
    """A `pattern` of whole texts; the JSON `types` that such a text may have to an editor, the usual one first; the `least` number."""

    pattern: str
    example: str
    types: tuple[str, ...] = ("string",)
    least: float | None = None


def _any_case(endings: tuple[str, ...]) -> str:
    """Some endings of files, in capital or small letters."""
    return "|".join("".join(f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c) for c in ending) for ending in endings)


_DAY = "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
_MONTH = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])"
_NEVER = r'\s<>"\\^`{|}'
_HTTPS = rf"https://[^{_NEVER}/?#@]+\.[^{_NEVER}/?#@]+(?:[/?#][^{_NEVER}]*)?"
_STEP = r'[^/\\<>:"|?*. ](?:[^/\\<>:"|?*]*[^/\\<>:"|?*. ])?'
_FILE = rf"(?!~)(?!.*(?:{_any_case(('.md', '.yaml', '.yml'))})\s*$){_STEP}(?:/{_STEP})*"
_PIECES = r"(?:[0-9A-Z-]|\{(?:PRODUCT|YYYY|YY|MM|DD)\})*"


def _up_to_100(decimals: int) -> str:
    return rf"(?:100(?:\.0{{1,{decimals}}})?|0?[0-9]{{1,2}}(?:\.[0-9]{{1,{decimals}}})?)"


def _ending(endings: tuple[str, ...]) -> str:
    return rf"(?=.*(?:{_any_case(endings)})\s*$){_FILE}"


_NUMBER = Look(r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?", "0.25", ("number", "string"))

PLAIN_LOOKS: dict[Any, Look] = {
    int: Look("-?[0-9]{1,15}", "240", ("integer", "string")),
    float: _NUMBER,
    Decimal: _NUMBER,
    bool: Look("true|false", "true", ("boolean", "string")),
    datetime.date: Look(_DAY, "2026-04-18"),
}
"""Texts of each plain type, as in `PLAIN`."""

LOOKS: dict[str, Look] = {
    "https": Look(_HTTPS, "https://shop.example/rose"),
    "file-or-https": Look(rf"{_HTTPS}|{_ending(PUBLISHED_BESIDE)}", "analysis.pdf"),
    "project-file": Look(_FILE, "brand/logo.svg", ("string", "number", "boolean")),
    "photo": Look(_ending(tuple(PICTURES)), "petals.jpg"),
    "month-or-day": Look(f"{_MONTH}|{_DAY}", "2027-10"),
    "percent": Look(rf"{_up_to_100(6)}\s?%", "62 %"),
    "money": Look(r"[0-9]{1,12}(?:\.[0-9]{1,2})?(?:[ \u00a0\u202f]+[A-Z]{3})?", "38.00 EUR", ("string", "number"), 0),
    "slug": Look(rf"(?=[a-z0-9-]{{1,{MAX_SLUG}}}\s*$){SLUG}", "rose-balm", ("string", "number", "boolean"), 0),
    "code": Look(r"(?!(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])\s*$)[0-9A-Z-]{1,20}", "RB-2026-014", ("string", "number", "boolean")),
    "gtin": Look("[0-9]{8}|[0-9]{12,14}", "5601234567892", ("string", "integer"), 0),
    "email": Look(r'[^\s@<>"(),;:\\]+@[^\s@.]+(?:\.[^\s@.]+)+', "hello@brand.example"),
    "focus": Look(f"{_up_to_100(2)}% {_up_to_100(2)}%", "30% 60%"),
    "menu": Look("(?:header|footer)(?: +[0-9]{1,3})?", "footer 2"),
    "base-url": Look(rf"https?://[^{_NEVER}/?#@]+(?:/[^{_NEVER}?#]*)?", "https://brand.example/"),
    "host": Look(rf"(?!https?:)[^{_NEVER}/?#@A-Z]+(?:/[^{_NEVER}?#]*[^{_NEVER}?#/])?", "old-name.example", ("string", "number")),
    "words": Look(r"(?=[\s\S]{1,60}\s*$)[\s\S]*%s[\s\S]*", "Batch %s"),
    "language": Look("[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", "de-AT"),
    "timezone": Look("[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", "Europe/Lisbon"),
    "code-pattern": Look(rf"{_PIECES}\{{N{{1,6}}\}}{_PIECES}", "{PRODUCT}-{YYYY}-{NNN}"),
}
"""Texts of each `format`, as in `FORMATS`; codes of countries and currencies are lists of words."""
