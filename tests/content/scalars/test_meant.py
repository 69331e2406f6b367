import pytest

from batchpages.content.scalars import meant


@pytest.mark.parametrize(("text", "code"), [("€", "EUR"), ("Euro", "EUR"), ("eur", "EUR"), ("US$", "USD"), ("kr", ""), ("", "")])
def test_a_currency_that_was_meant(text, code):
    assert meant.currency(text) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.240,50", "1240.50"), ("1,240.50", "1240.50"), ("37,02", "37.02"), ("1 240 000", "1240000"), ("1.240.000", "1240000"), ("12a", ""), ("", "")],
)
def test_a_number_that_was_meant(text, number):
    assert meant.number(text) == number


def test_a_lone_separator_of_thousands_is_one_only_in_a_whole_number():
    assert meant.number("1.240", whole=True) == "1240"
    assert meant.number("1.240") == "1.240"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3.4.2026", ["2026-04-03"]),
        ("3/4/2026", ["2026-04-03", "2026-03-04"]),
        ("3/3/2026", ["2026-03-03"]),
        ("4/18/2026", ["2026-04-18"]),
        ("18   April   2026", ["2026-04-18"]),
        ("May 1, 2026", ["2026-05-01"]),
        ("18. Mai 2026", ["2026-05-18"]),
        ("3. März 2026", ["2026-03-03"]),
        ("18 de maio de 2026", ["2026-05-18"]),
        ("12 avr. 2026", ["2026-04-12"]),
        ("30.2.2026", []),
        ("31 June 2026", []),
        ("Mango 3 2026", []),
        ("3 ma 2026", []),
    ],
)
def test_a_day_that_was_meant(text, days):
    assert list(meant.days(text)) == days


@pytest.mark.parametrize(("text", "month"), [("Oct 2027", "2027-10"), ("2027 October", "2027-10"), ("13/2027", ""), ("Junk 2027", "")])
def test_a_month_that_was_meant(text, month):
    assert meant.month(text) == month
