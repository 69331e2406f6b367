import datetime
import time
from decimal import Decimal
from typing import Annotated, get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages import model
from batchpages.content import scalars
from batchpages.content.scalars import FORMATS, PLAIN, Invalid
from batchpages.model import Menu, Money

DAY = PLAIN[datetime.date]
EXAMPLE_OF_A_DAY = "the year, the month and the day"


def hint_of(convert, text):
    with pytest.raises(Invalid) as caught:
        convert(text)
    assert caught.value.what
    return caught.value.hint


@pytest.mark.parametrize(
    ("convert", "text", "value"),
    [
        (DAY, "2026-04-18", datetime.date(2026, 4, 18)),
        (DAY, "2028-02-29", datetime.date(2028, 2, 29)),
        (FORMATS["month-or-day"], "2027-10", "2027-10"),
        (FORMATS["month-or-day"], "2027-10-31", "2027-10-31"),
        (PLAIN[int], "240", 240),
        (PLAIN[int], "-5", -5),
        (PLAIN[float], "-7.84", -7.84),
        (PLAIN[float], "7", 7.0),
        (PLAIN[Decimal], "0.10", Decimal("0.10")),
        (PLAIN[bool], "true", True),
        (PLAIN[bool], "false", False),
        (FORMATS["country"], "NO", "NO"),
        (FORMATS["percent"], "62 %", Decimal(62)),
        (FORMATS["percent"], "62%", Decimal(62)),
        (FORMATS["percent"], "0.2 %", Decimal("0.2")),
        (FORMATS["percent"], "100 %", Decimal(100)),
        (FORMATS["money"], "38.00 EUR", Money(amount=Decimal("38.00"), currency="EUR")),
        (FORMATS["money"], "38 EUR", Money(amount=Decimal(38), currency="EUR")),
        (FORMATS["money"], "38.00", Money(amount=Decimal("38.00"), currency="")),
        (FORMATS["slug"], "rose-balm-2", "rose-balm-2"),
        (FORMATS["code"], "RB-2026-014", "RB-2026-014"),
        (FORMATS["code"], "012", "012"),
        (FORMATS["code-pattern"], "{PRODUCT}-{YYYY}-{NNN}", "{PRODUCT}-{YYYY}-{NNN}"),
        (FORMATS["code-pattern"], "RB{YY}{MM}{DD}{N}", "RB{YY}{MM}{DD}{N}"),
        (FORMATS["gtin"], "96385074", "96385074"),
        (FORMATS["gtin"], "036000291452", "036000291452"),
        (FORMATS["gtin"], "4006381333931", "4006381333931"),
        (FORMATS["gtin"], "10614141000415", "10614141000415"),
        (FORMATS["email"], "ola@orvalho-e-sal.pt", "ola@orvalho-e-sal.pt"),
        (FORMATS["https"], "https://bücher.example:8443/ü?a=b#c", "https://bücher.example:8443/ü?a=b#c"),
        (FORMATS["base-url"], "https://shop.example/rose/", "https://shop.example/rose/"),
        (FORMATS["base-url"], "http://localhost:8000/", "http://localhost:8000/"),
        (FORMATS["base-url"], "http://[::1]:8000/", "http://[::1]:8000/"),
        (FORMATS["file"], "lab/analysis 1.pdf", "lab/analysis 1.pdf"),
        (FORMATS["file"], "análise.pdf", "análise.pdf"),
        (FORMATS["photo"], "petals.JPG", "petals.JPG"),
        (FORMATS["file-or-https"], "a.pdf", "a.pdf"),
        (FORMATS["file-or-https"], "https://lab.example/a", "https://lab.example/a"),
        (FORMATS["focus"], "30% 60%", "30% 60%"),
        (FORMATS["menu"], "footer 2", Menu(where="footer", place=2)),
        (FORMATS["menu"], "header", Menu(where="header", place=0)),
        (FORMATS["language"], "de-AT", "de-AT"),
        (FORMATS["timezone"], "Europe/Lisbon", "Europe/Lisbon"),
        (FORMATS["currency"], "EUR", "EUR"),
    ],
)
def test_what_is_meant_to_be_written(convert, text, value):
    assert convert(text) == value


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


@pytest.mark.parametrize(("text", "hint"), [("no", "`NO`"), ("Norway", "`NO`"), ("UK", "`GB`"), ("nor", "`NO`"), ("EU", "ISO 3166"), ("Atlantis", "ISO 3166")])
def test_a_country_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["country"], text)


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
        ("38.00 EUX", "ISO 4217"),
        ("38.00 XXX", "ISO 4217"),
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


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("slug", "Rose Balm", "`rose-balm`"),
        ("slug", "Árvore--1", "`arvore-1`"),
        ("slug", "花", "`rose-balm`"),
        ("slug", "Smørebrød", "`rose-balm`"),
        ("slug", "a" * 101, "`aaa"),
        ("code", "rb 2026/014", "`RB-2026-014`"),
        ("code", "rb-2026-014", "`RB-2026-014`"),
        ("code", "A" * 21, "1 to 20"),
        ("code", "٣", "1 to 20"),
        ("code-pattern", "{PRODUCT}-{YYYY}", "add one count"),
        ("code-pattern", "{product}-{N}", "{PRODUCT}"),
        ("code-pattern", "rb-{N}", "`A-Z`"),
        ("code-pattern", "{N", "`A-Z`"),
        ("gtin", "4006381333932", "bar code"),
        ("gtin", "4 006381 333931", "`4006381333931`"),
        ("gtin", "123", "8, 12, 13 or 14"),
        ("email", "mailto:a@b.pt", "`a@b.pt`"),
        ("email", "Ola <a@b.pt>", "`a@b.pt`"),
        ("email", "a@b", "name@example.com"),
        ("language", "English", "`en`"),
        ("language", "pt_BR", "`pt-BR`"),
        ("language", "zork", "BCP 47"),
        ("timezone", "Lisbon", "`Europe/Lisbon`"),
        ("timezone", "europe/lisbon", "`Europe/Lisbon`"),
        ("timezone", "../etc/passwd", "`UTC`"),
        ("currency", "€", "`EUR`"),
        ("currency", "eur", "`EUR`"),
        ("currency", "EUX", "ISO 4217"),
        ("focus", "30 60", "`30% 60%`"),
        ("focus", "center", "from the left"),
        ("focus", "101% 0%", "from the left"),
        ("menu", "Footer 2", "`footer 2`"),
        ("menu", "sidebar", "`header` or `footer`"),
    ],
)
def test_a_hint_says_what_to_type(name, text, hint):
    assert hint in hint_of(FORMATS[name], text)


def test_a_wrong_check_digit_says_the_right_one():
    with pytest.raises(Invalid) as caught:
        scalars.gtin("5609999001018")
    assert "should be 9, not 8" in caught.value.what


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("http://shop.example/x", "`https://shop.example/x`"),
        ("www.shop.example", "`https://www.shop.example`"),
        ("shop.example/x", "`https://shop.example/x`"),
        ("HTTPS://shop.example", "`https://shop.example`"),
        ("//shop.example/x", "`https://shop.example/x`"),
        ("javascript:alert(1)", "`https://shop.example/rose`"),
        ("data:text/html,x", "`https://shop.example/rose`"),
        ("https://", "`https://shop.example/rose`"),
        ("https:///x", "`https://shop.example/rose`"),
        ("https://shop/", "`https://shop.example/rose`"),
        ("https://.x.de/", "`https://shop.example/rose`"),
        ("https://[::1", "`https://shop.example/rose`"),
        ("https://x.de:99999/", "`https://shop.example/rose`"),
        ("https://a:b@shop.example/", "before the `@`"),
        ("https://shop.example/a b", "address line"),
        ("https://shop.example/a\tb", "address line"),
        ("https://shop.example\\@evil.example", "address line"),
        ('https://shop.example/"onload=', "address line"),
        ("https://shop.example/<script>", "address line"),
        ("https://shop.example/" + "x" * 3000, "2000 characters"),
    ],
)
def test_a_web_address_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["https"], text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("https://o.pt/a?b", "`https://o.pt/a`"), ("https://o.pt/#", "`https://o.pt/`"), ("o.pt", "`https://o.pt`"), ("ftp://o.pt", "whole address")],
)
def test_a_base_that_is_none(text, hint):
    assert hint in hint_of(FORMATS["base-url"], text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("../x.jpg", "own folder"),
        ("a/../../x.jpg", "own folder"),
        ("/etc/passwd", "`passwd`"),
        ("C:\\Users\\x\\petals.jpg", "`petals.jpg`"),
        ("c:petals.jpg", "petals.jpg"),
        ("\\\\server\\x.jpg", "`x.jpg`"),
        ("~/x.jpg", "`x.jpg`"),
        ("img\\x.jpg", "`img/x.jpg`"),
        ("./x.jpg", "`x.jpg`"),
        ("a//x.jpg", "`a/x.jpg`"),
        ("a/", "`a`"),
        ("x\x00.jpg", "rename"),
        ("x\x1b.jpg", "rename"),
        ("x?.jpg", "rename"),
        ("con.jpg", "rename"),
        ("Lpt1", "rename"),
        ("x.jpg.", "rename"),
        (".git/config", "rename"),
        ("ü" * 120, "rename"),
        ("private.yaml", "picture or a document"),
        ("Private.YAML", "picture or a document"),
        ("../batch/story.md", "own folder"),
        ("https://x.de/a.jpg", "beside the story"),
    ],
)
def test_a_file_that_cannot_be_one(text, hint):
    assert hint in hint_of(FORMATS["file"], text)


@pytest.mark.parametrize("text", ["x.heic", "x.svg", "x.pdf", "x", "../x.jpg"])
def test_a_picture_that_cannot_be_one(text):
    assert hint_of(FORMATS["photo"], text)


@pytest.mark.parametrize(("text", "hint"), [("http://x.de/a", "`https://x.de/a`"), ("www.x.de", "`https://www.x.de`"), ("../a.pdf", "own folder")])
def test_evidence_that_is_neither_file_nor_address(text, hint):
    assert hint in hint_of(FORMATS["file-or-https"], text)


def test_one_of_some_words_hints_at_the_near_one():
    convert = scalars.one_of(("available", "few-left", "sold-out"))
    assert convert("few-left") == "few-left"
    assert hint_of(convert, "Sold out") == "write `sold-out`"
    assert "`available`, `few-left`, `sold-out`" in hint_of(convert, "x")


def test_texts_have_a_length_and_no_control_characters():
    convert = scalars.text_of(2, 5)
    assert convert("é\n花\t") == "é\n花\t"
    assert "5 characters" in hint_of(convert, "123456")
    assert "2 characters" in hint_of(convert, "1")
    for text in ("a\0b", "a\x1b[m", "a\u202eb", "a\u2028b"):
        assert hint_of(convert, text)


def test_numbers_have_bounds():
    assert scalars.between(PLAIN[int], 1, 120)("120") == 120
    assert "from 1 to 120" in hint_of(scalars.between(PLAIN[int], 1, 120), "0")
    assert "from 1 to 120" in hint_of(scalars.between(PLAIN[int], 1, 120), "121")
    assert "above 0" in hint_of(scalars.between(PLAIN[float], None, 420, 0), "0")


def formats_in(hint):
    if get_origin(hint) is Annotated:
        yield from ((meta.extra or {}).get("format") for meta in get_args(hint)[1:])
    for part in get_args(hint):
        yield from formats_in(part)


def test_every_format_of_the_model_is_known():
    nouns = [noun for noun in vars(model).values() if isinstance(noun, type) and issubclass(noun, model.Noun)]
    used = {name for noun in nouns for field in msgspec.structs.fields(noun) for name in formats_in(field.type)}
    assert used - {None, "theme", "may-be-empty"} == set(FORMATS)


ALPHABET = st.sampled_from([*"0123456789.,-/ :%@#~\\'\"eE€$°NW", "EUR", "https://", "..", "con", "\0", "\u00a0", "٣", "é", "April", "header"])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=20), st.lists(ALPHABET, max_size=8).map("".join)))
def test_any_text_is_a_value_or_has_a_hint(text):
    for convert in (*FORMATS.values(), *PLAIN.values()):
        try:
            convert(text)
        except Invalid as problem:
            assert problem.what.isprintable()  # noqa: PT017 (both ways are right)
            assert problem.hint  # noqa: PT017 (both ways are right)


@settings(max_examples=50)
@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_date_is_read_back_from_its_usual_spellings(date):
    assert DAY(date.isoformat()) == date
    assert hint_of(DAY, f"{date.day}.{date.month}.{date.year}") == f"write `{date}`"


@pytest.mark.parametrize("piece", [" ", "1", "1 ", "a", ".", "1,", "-", "a.", "1'", "%", " %", "@", "€ "])
def test_long_texts_take_no_time(piece):
    start = time.perf_counter()
    for convert in (*FORMATS.values(), *PLAIN.values()):
        for text in (piece * 2000, piece * 140 + "!", "https://" + piece * 900 + "!"):
            try:
                convert(text)
            except Invalid as problem:
                assert len(problem.what) < 400  # noqa: PT017 (both ways are right)
    assert time.perf_counter() - start < 1
