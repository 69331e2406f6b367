"""What was meant by another usual spelling of a value: a guess for a hint, or an empty text."""

import datetime
import functools
import re

from batchpages import language

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "US$": "USD", "¥": "JPY", "EURO": "EUR", "EUROS": "EUR", "POUNDS": "GBP", "DOLLARS": "USD"}


def currency(text: str) -> str:
    """The ISO 4217 code that was meant by `€`, `Euro` or `eur`; an empty text if there is none."""
    code = _SIGNS.get(text.upper(), text.upper())
    return code if language.is_currency(code) else ""


def number(text: str, *, whole: bool = False) -> str:
    """A number that was written with a decimal comma or with separators, in plain digits; an empty text where it is none.

    A lone `1.240` or `1,240` counts as one thousand two hundred and forty only in a `whole` number; else its separator
    is a decimal one, unless there are several.
    """
    compact = re.sub(r"(?<=[0-9])[\s'’_](?=[0-9]{3})", "", text.strip()).replace("−", "-").removeprefix("+")
    marks = re.sub("[^.,]", "", compact)
    groups = re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{3})+", compact)
    if groups and len(set(marks)) == 1 and (whole or len(marks) > 1):
        compact = compact.replace(marks[0], "")
    elif marks:
        last = max(compact.rfind("."), compact.rfind(","))
        compact = re.sub("[.,]", "", compact[:last]) + "." + compact[last + 1 :]
    return compact if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", compact) else ""


def _one_spaced(text: str) -> str:
    """A text with single spaces, so that guessing at it is quick."""
    return " ".join(text.split())


def _iso(year: int, month: int, day_: int) -> str:
    try:
        return datetime.date(year, month, day_).isoformat()
    except ValueError:
        return ""


def _month_number(word: str) -> int:
    """The month of a name or of its first letters, in any of some languages; 0 where there is none, or more than one."""
    begin = word.casefold()
    english = next((at for at, name in enumerate(_MONTHS, 1) if len(begin) > 2 and name.startswith(begin)), 0)
    found = {number for name, number in _month_names() if len(begin) > 2 and name.startswith(begin)} if not english else {english}
    return found.pop() if len(found) == 1 else 0


@functools.lru_cache(maxsize=1)
def _month_names() -> frozenset[tuple[str, int]]:
    """The names of months, in small letters, each with its number."""
    return frozenset((name.casefold(), number) for tag in language.UNDERSTOOD for name, number in language.month_names(tag))


_DAY, _MONTH, _YEAR = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º)?(?:\s+(?:of|de))?", r"(?P<month>[^\W\d_]{3,12})", "(?P<year>[0-9]{4})"


def days(text: str) -> tuple[str, ...]:
    """The date that another usual spelling means, or the two that it can mean, the day first; none where it is no date."""
    text = _one_spaced(text)
    if found := re.match("([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]", text):
        return (found[1],) if _iso(*(int(part) for part in found[1].split("-"))) else ()
    if found := re.fullmatch(r"([0-9]{4}) ?[./-]? ?([0-9]{1,2}) ?[./-]? ?([0-9]{1,2})\.?", text):
        return tuple(filter(None, [_iso(int(found[1]), int(found[2]), int(found[3]))]))
    if found := re.fullmatch(r"([0-9]{1,2}) ?([./ -]) ?([0-9]{1,2}) ?[./ -] ?([0-9]{4}|[0-9]{2})", text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if len(found[4]) == 2 else 0
        both = [day for day in (_iso(year, second, first), _iso(year, first, second)) if day]
        return tuple(dict.fromkeys(both if found[2] == "/" else both[:1]))
    found = re.fullmatch(rf"{_DAY}[\s.-]*{_MONTH}(?:\s+de)?[\s.,-]*{_YEAR}", text) or re.fullmatch(rf"{_MONTH}[\s.-]*{_DAY}[\s,]+{_YEAR}", text)
    return tuple(filter(None, [_iso(int(found["year"]), _month_number(found["month"]), int(found["day"]))])) if found else ()


def month(text: str) -> str:
    """The month that another usual spelling means, or an empty text."""
    text = _one_spaced(text)
    found = re.fullmatch(r"(?P<month>[0-9]{1,2}|[^\W\d_]{3,12})\.? ?[./ -]? ?(?P<year>[0-9]{4})", text)
    found = found or re.fullmatch(r"(?P<year>[0-9]{4}) ?[./ -] ?(?P<month>[0-9]{1,2}|[^\W\d_]{3,12})", text)
    if not found:
        return ""
    at = int(found["month"]) if found["month"].isdigit() else _month_number(found["month"])
    return _iso(int(found["year"]), at, 1)[:7]
