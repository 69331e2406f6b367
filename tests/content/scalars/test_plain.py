from decimal import Decimal

import pytest

from batchpages.content.scalars import FORMATS, PLAIN, between, one_of, text_of
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("text", "hint"),
    [("yes", "`true`"), ("on", "`true`"), ("True", "`true`"), ("1", "`true`"), ("no", "`false`"), ("FALSE", "`false`"), ("maybe", "`true` or `false`")],
)
def test_truth_is_true_or_false(text, hint):
    assert hint_of(PLAIN[bool], text) == f"write {hint}"


@pytest.mark.parametrize(
    ("type_", "text", "hint"),
    [
        (int, "1,240", "`1240`"),
        (int, "1.240", "`1240`"),
        (int, "1 240", "`1240`"),
        (int, "1'240'000", "`1240000`"),
        (int, "12.5", "`240`"),
        (int, "twelve", "`240`"),
        (int, "٣", "`240`"),
        (int, "9" * 40, "`240`"),
        (float, "37,02", "`37.02`"),
        (float, "37.02° N", "`37.02`"),
        (float, "7.84 W", "`-7.84`"),
        (float, "7,84°S", "`-7.84`"),
        (float, "−7.84", "`-7.84`"),
        (float, "1,234.5", "`1234.5`"),
        (float, "nan", "`37.02`"),
        (float, "inf", "`37.02`"),
        (float, "1e5", "`37.02`"),
        (Decimal, "1e5", "`37.02`"),
    ],
)
def test_a_number_that_is_none(type_, text, hint):
    assert hint in hint_of(PLAIN[type_], text)


def test_one_of_some_words_hints_at_the_near_one():
    convert = one_of(("available", "few-left", "sold-out"))
    assert convert("few-left") == "few-left"
    assert hint_of(convert, "Sold out") == "write `sold-out`"
    assert "`available`, `few-left` or `sold-out`" in hint_of(convert, "x")


def test_texts_have_a_length_and_no_control_characters():
    convert = text_of(2, 5)
    assert convert("é\n花\t") == "é\n花\t"
    assert "5 characters" in hint_of(convert, "123456")
    assert "2 characters" in hint_of(convert, "1")
    for text in ("a\0b", "a\x1b[m", "a\u202eb", "a\u2028b"):
        assert hint_of(convert, text)


@pytest.mark.parametrize(("text", "hint"), [("Batch", "`Batch %s`"), ("Batch %s " + "x" * 60, "60 characters")])
def test_words_that_have_no_place_for_a_value(text, hint):
    assert hint in hint_of(FORMATS["words"], text)


def test_numbers_have_bounds():
    assert between(PLAIN[int], 1, 120)("120") == 120
    assert "from 1 to 120" in hint_of(between(PLAIN[int], 1, 120), "0")
    assert "from 1 to 120" in hint_of(between(PLAIN[int], 1, 120), "121")
    assert "above 0" in hint_of(between(PLAIN[float], None, 420, 0), "0")
