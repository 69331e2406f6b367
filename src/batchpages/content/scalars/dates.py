"""Days and months."""

import calendar
import datetime
import re

from batchpages.content.scalars import meant
from batchpages.content.scalars.converter import refused

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
    raise refused(text, "is no date", _meant(text), "write the year, the month and the day, such as `2026-04-18`")


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
        _meant(text) or meant.month(text),
        "write the year and the month, such as `2027-10`, or a day, such as `2027-10-31`",
    )


def _meant(text: str) -> str:
    """The date that another spelling means, or an empty text. Raises `Invalid` where it can mean two."""
    found = meant.days(text)
    if len(found) > 1:
        raise refused(text, "could be two dates", "", f"write `{found[0]}`; or `{found[1]}`, if the month stands first")
    return "".join(found)


def _why_no_day(text: str) -> str:
    year, month, wanted = (int(part) for part in text.split("-"))
    if month > 12 and 1 <= wanted <= 12:
        return f"the month stands in the middle: write `{year:04}-{wanted:02}-{month:02}`"
    if not 1 <= month <= 12:
        return "the middle figure is the month, from 01 to 12: `2026-04-18` is the 18th of April"
    if not year or not wanted:
        return "years and days begin at 1: write such a date as `2026-04-18`"
    return f"that month ends on `{year:04}-{month:02}-{calendar.monthrange(year, month)[1]}`"
