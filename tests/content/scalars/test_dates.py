import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.content.scalars import FORMATS, PLAIN
from content.scalars.hints import hint_of

DAY = PLAIN[datetime.date]
EXAMPLE_OF_A_DAY = "the year, the month and the day"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *(
            (text, "`2026-04-18`")
            for text in ("18.4.2026", "18.04.26", "18/04/2026", "4/18/2026", "18-4-2026", "18 April 2026", "18. April 2026", "18-Apr-2026")
        ),
        *(
            (text, "`2026-04-18`")
            for text in ("18th of April 2026", "April 18, 2026", "2026/04/18", "2026.4.18", "2026-4-18", "20260418", "2026-04-18T10:00:00Z")
        ),
        ("3.4.2026", "`2026-04-03`"),
        ("2026-13-45", "month, from 01 to 12"),
        ("2026-02-30", "`2026-02-28`"),
        ("2028-02-30", "`2028-02-29`"),
        ("2026-04-00", "begin at 1"),
        ("0000-01-01", "begin at 1"),
        ("2026-04", "`2026-04-18`"),
        ("2026-W01-1", EXAMPLE_OF_A_DAY),
        ("yesterday", EXAMPLE_OF_A_DAY),
        ("31.2.2026", EXAMPLE_OF_A_DAY),
        ("٢٠٢٦-٠٤-١٨", EXAMPLE_OF_A_DAY),
        ("２０２６-04-18", EXAMPLE_OF_A_DAY),
    ],
)
def test_a_date_that_is_none(text, hint):
    assert hint in hint_of(DAY, text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("October 2027", "`2027-10`"),
        ("10/2027", "`2027-10`"),
        ("2027-1", "`2027-01`"),
        ("31.10.2027", "`2027-10-31`"),
        ("2027-13", "01 to 12"),
        ("2027", "`2027-10`"),
        ("0000-10", "01 to 12"),
        ("2027-02-29", "`2027-02-28`"),
    ],
)
def test_a_month_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["month-or-day"], text)


@settings(max_examples=50)
@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_date_is_read_back_from_its_usual_spellings(date):
    assert DAY(date.isoformat()) == date
    assert hint_of(DAY, f"{date.day}.{date.month}.{date.year}") == f"write `{date}`"
