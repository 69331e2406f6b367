import pytest

from batchpages.content.scalars import FORMATS
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *((text, "`38.00 EUR`") for text in ("€38", "38 €", "38,00 EUR", "EUR 38.00", "38.00 eur", "38.00EUR", "38 Euro", "38.00  €")),
        ("$38", "`38.00 USD`"),
        ("38,00", "`38.00`"),
        ("1,250.00 EUR", "`1250.00 EUR`"),
        ("1.250,00 €", "`1250.00 EUR`"),
        ("1.250 EUR", "`1250.00 EUR` or `1.25 EUR`"),
        ("38.005 EUR", "`38.00 EUR`"),
        ("38.00 EUX", "three capital letters"),
        ("38.00 XXX", "three capital letters"),
        ("-5 EUR", "`38.00 EUR`"),
        ("free", "`38.00 EUR`"),
        ("٣٨ EUR", "`38.00 EUR`"),
    ],
)
def test_money_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["money"], text)


@pytest.mark.parametrize(
    ("text", "hint"), [("62", "`62 %`"), ("62,5 %", "`62.5 %`"), ("62 percent", "`62 %`"), ("101 %", "`100 %`"), ("-3 %", "`62 %`"), ("half", "`62 %`")]
)
def test_a_share_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["percent"], text)
