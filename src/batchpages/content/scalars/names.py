"""Names and codes that a maker gives: in addresses, on batches, on products."""

import re
import unicodedata

from batchpages.content.scalars.converter import refused
from batchpages.content.scalars.files import DEVICES
from batchpages.diagnostics import shown
from batchpages.model import MAX_SLUG, SLUG

MAX_CODE = 20


def slug(text: str) -> str:
    """A name in an address."""
    if re.fullmatch(SLUG, text) and len(text) <= MAX_SLUG:
        return text
    raise refused(
        text, "cannot stand in an address", _cleaned(text.lower(), "[^a-z0-9]+", MAX_SLUG), "use small letters, digits and single hyphens, such as `rose-balm`"
    )


def code(text: str) -> str:
    """A batch code."""
    if re.fullmatch("[0-9A-Z-]{1,20}", text) and not DEVICES.fullmatch(text):
        return text
    if DEVICES.fullmatch(text):
        wrong = "is a name that Windows keeps for itself, so that no page and no label sheet can be called so there"
        raise refused(text, wrong, f"{text}-1" if re.fullmatch("[0-9A-Z-]{1,18}", text) else "", "use another code, such as `RB-2026-014`")
    meant = _cleaned(text.upper(), "[^0-9A-Z-]+", 1000)
    wrong = "is longer than 20 characters" if len(meant) > MAX_CODE else "cannot be printed as a batch code"
    raise refused(
        text, wrong, meant if len(meant) <= MAX_CODE and not DEVICES.fullmatch(meant) else "", "use 1 to 20 of `0-9`, `A-Z` and `-`, such as `RB-2026-014`"
    )


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


def _cleaned(text: str, unwanted: str, most: int) -> str:
    """A text with hyphens for whatever is unwanted in it, accents taken off; empty where that would lose a letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in plain):
        return ""
    return re.sub(unwanted, "-", plain)[:most].strip("-")
