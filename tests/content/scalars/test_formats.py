import datetime
import time
from decimal import Decimal
from typing import Annotated, get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages import model
from batchpages.content.scalars import FORMATS, PLAIN, Invalid, file
from batchpages.model import Menu, Money


@pytest.mark.parametrize(
    ("convert", "text", "value"),
    [
        (PLAIN[datetime.date], "2026-04-18", datetime.date(2026, 4, 18)),
        (PLAIN[datetime.date], "2028-02-29", datetime.date(2028, 2, 29)),
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
        (FORMATS["host"], "old-name.pt", "old-name.pt"),
        (FORMATS["host"], "brand.github.io/shop", "brand.github.io/shop"),
        (file, "lab/analysis 1.pdf", "lab/analysis 1.pdf"),
        (file, "análise.pdf", "análise.pdf"),
        (FORMATS["project-file"], "brand/logo.svg", "brand/logo.svg"),
        (FORMATS["photo"], "petals.JPG", "petals.JPG"),
        (FORMATS["file-or-https"], "a.pdf", "a.pdf"),
        (FORMATS["file-or-https"], "https://lab.example/a", "https://lab.example/a"),
        (FORMATS["words"], "N.º %s de %s", "N.º %s de %s"),
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
