import pytest

from batchpages.content.scalars import FORMATS
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("text", "hint"), [("no", "`NO`"), ("Norway", "`NO`"), ("UK", "`GB`"), ("nor", "`NO`"), ("EU", "two capital letters"), ("Atlantis", "two capital letters")]
)
def test_a_country_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["country"], text)


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("language", "English", "`en`"),
        ("language", "pt_BR", "`pt-BR`"),
        ("language", "zork", "short code"),
        ("timezone", "Lisbon", "`Europe/Lisbon`"),
        ("timezone", "europe/lisbon", "`Europe/Lisbon`"),
        ("timezone", "../etc/passwd", "`UTC`"),
        ("currency", "€", "`EUR`"),
        ("currency", "eur", "`EUR`"),
        ("currency", "EUX", "three capital letters"),
    ],
)
def test_a_language_time_zone_or_currency_that_is_none(name, text, hint):
    assert hint in hint_of(FORMATS[name], text)
