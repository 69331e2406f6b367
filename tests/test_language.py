import subprocess
import sys
from decimal import Decimal

import pytest

from batchpages import language


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_importing_it_does_not_import_babel():
    code = "import sys, batchpages.language; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_countries_are_those_of_iso_3166():
    codes = language.country_codes()
    assert len(codes) == 249
    assert {"PT", "NO", "GB", "TW", "AX", "PS", "SS"} <= codes
    assert not codes & {"EU", "UK", "XK", "UN", "AC", "TA", "ZZ", "XA", "EL"}
    assert all(language.country_name(code, "en") != code for code in codes)


@pytest.mark.parametrize(
    ("code", "tag", "name"), [("PT", "en", "Portugal"), ("NO", "de", "Norwegen"), ("DE", "pt-PT", "Alemanha"), ("JP", "tlh", "Japan"), ("QQ", "en", "QQ")]
)
def test_a_country_has_a_name_in_each_language(code, tag, name):
    assert language.country_name(code, tag) == name


@pytest.mark.parametrize(
    ("first", "last", "tag", "text"),
    [
        ("2026-12-05", "2026-12-20", "en", "5–20 Dec 2026"),
        ("2026-12-28", "2027-01-02", "en", "28 Dec 2026 – 2 Jan 2027"),
        ("2026-12-05", "2026-12-20", "de", "5.–20. Dez. 2026"),
        ("2026-12-05", "2026-12-05", "en", "5 December 2026"),
    ],
)
def test_some_days_in_a_row_are_one_line(first, last, tag, text):
    assert spaced(language.days_text(first, last, tag).replace("\u2009", " ")) == text


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Norway", "NO"),
        (" norway ", "NO"),
        ("UK", "GB"),
        ("USA", "US"),
        ("Scotland", "GB"),
        ("Czech Republic", "CZ"),
        ("Schweiz", "CH"),
        ("Deutschland", "DE"),
        ("Países Baixos", "NL"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_name_leads_to_its_code(name, code):
    assert language.country_code_for(name) == code


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("en", "18 April 2026", "April 2026"),
        ("en-GB", "18 April 2026", "April 2026"),
        ("en-US", "April 18, 2026", "April 2026"),
        ("pt-PT", "18 de abril de 2026", "abril de 2026"),
        ("de-AT", "18. April 2026", "April 2026"),
        ("ja", "2026年4月18日", "2026年4月"),
        ("tlh", "18 April 2026", "April 2026"),
        ("de-XX", "18. April 2026", "April 2026"),
        ("no such tag", "18 April 2026", "April 2026"),
        ("", "18 April 2026", "April 2026"),
    ],
)
def test_days_and_months_are_written_as_the_language_does(tag, day, month):
    assert language.day_text("2026-04-18", tag) == day
    assert language.day_text("2026-04", tag) == month


def test_amounts_are_written_as_the_language_does():
    assert language.money_text(Decimal("38.00"), "EUR", "en") == "€38.00"
    assert language.money_text(Decimal("1238.5"), "EUR", "en") == "€1,238.50"
    assert spaced(language.money_text(Decimal("1238.5"), "EUR", "de")) == "1.238,50 €"
    assert language.money_text(Decimal(3800), "JPY", "en") == "¥3,800"
    assert language.money_text(Decimal(38), "", "en") == "38.00"


def test_numbers_and_shares_are_written_as_the_language_does():
    assert language.number_text(1240, "en") == "1,240"
    assert language.number_text(Decimal("1.50"), "de") == "1,5"
    assert language.percent_text(Decimal(62), "en") == "62%"
    assert language.percent_text(Decimal("0.2"), "en") == "0.2%"
    assert spaced(language.percent_text(Decimal("34.22"), "fr")) == "34,22 %"


def test_equal_numbers_are_written_alike_whatever_came_first():
    assert language.percent_text(Decimal("1.50"), "en") == language.percent_text.__wrapped__(Decimal("1.5"), "en") == "1.5%"
    assert language.number_text(Decimal("2.00"), "en") == language.number_text.__wrapped__(2, "en") == "2"


@pytest.mark.parametrize("tag", ["en", "pt", "de-AT", "zh-Hant", "zh-Hant-TW", "es-419", "gsw"])
def test_known_languages(tag):
    assert language.is_language(tag)


@pytest.mark.parametrize("tag", ["", "EN", "en_GB", "de-at", "zork", "en-", "english", "en-XX1", "qqq", "../en", "en-QQ"])
def test_what_is_no_language(tag):
    assert not language.is_language(tag)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("English", "en"),
        ("EN", "en"),
        ("pt_BR", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("Portuguese", "pt"),
        ("Português", "pt"),
        ("deutsch", "de"),
        ("Allemand", "de"),
        ("zork", ""),
        ("", ""),
    ],
)
def test_a_language_that_was_meant(text, tag):
    assert language.language_for(text) == tag


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ur", "dv", "yi", "pa-PK", "pa-Arab", "uz-AF", "ckb"])
def test_written_from_right_to_left(tag):
    assert language.direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "pt", "ja", "pa", "sd-Deva", "az", "tlh", "", "x"])
def test_written_from_left_to_right(tag):
    assert language.direction(tag) == "ltr"


def test_currencies():
    assert all(language.is_currency(code) for code in ("EUR", "USD", "JPY", "XOF", "DEM"))
    assert not any(language.is_currency(code) for code in ("EUX", "eur", "XXX", "XTS", "", "€"))


def test_currencies_are_listed_as_they_are_known():
    codes = language.currency_codes()
    assert {"EUR", "JPY", "ITL"} <= codes
    assert all(language.is_currency(code) for code in codes)
    assert not codes & {"XXX", "XTS"}
    assert language.currency_name("EUR", "en") == "Euro"
    assert language.currency_name("CHF", "pt") == "Franco suíço"
