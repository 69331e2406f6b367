import datetime
from decimal import Decimal

import pytest

from batchpages import model
from batchpages.pages import items
from pages import made

PDF = "ab" * 20


def given(inputs=None, **said):
    return made.parts(made.Kept(), {}, inputs, **said)


def html(*segments, files_at=None, **said):
    return items.story_html(model.Story(segments=segments), "batch:rose", given({"files_at": files_at or {}}, **said))


def test_a_story_keeps_its_html_and_fills_its_holes():
    filled = html(
        '<p><a href="',
        model.RecordLink(kind="batch", slug="rose"),
        '">rose</a> <a href="',
        model.FileLink(name="a b.pdf"),
        '">pdf</a></p>',
        files_at={"a b.pdf": PDF},
    )
    assert filled == '<p><a href="/batches/rose/">rose</a> <a href="/assets/a%20b-abababababab.pdf">pdf</a></p>'
    assert filled.__html__() == filled


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (model.RecordLink(kind="maker", slug="leila", fragment="#tools"), "/shop/makers/leila/#tools"),
        (model.RecordLink(kind="page", slug="about"), "/shop/about/"),
        (model.RecordLink(kind="stockist", slug="casa"), "/shop/stockists/#casa"),
        (model.RecordLink(kind="stockist", slug="casa", fragment="#hours"), "/shop/stockists/#casa-hours"),
    ],
)
def test_a_link_in_a_story_leads_to_the_records_address(link, address):
    assert html(link, base_url="https://shop.example/shop/") == address


def test_a_figure_whose_picture_cannot_be_read_leaves_no_trace():
    assert html("<p>a</p>", model.Figure(file="rose.jpg", alt="A rose"), "<p>b</p>") == "<p>a</p><p>b</p>"


def test_a_link_to_a_file_that_is_not_published_is_no_crash():
    assert PDF not in html('<a href="', model.FileLink(name="rose.jpg"), '">large</a>')


def test_evidence_is_an_address_or_a_file_that_is_published():
    parts = given({"files_at": {"report.pdf": PDF}})
    assert items.file_address("report.pdf", parts) == "/assets/report-abababababab.pdf"
    assert items.file_address("https://lab.example/1", parts) == "https://lab.example/1"
    assert items.file_address("photo.jpg", parts) == items.file_address("", parts) == items.file_address("report.pdf", given()) == ""


def test_a_day_is_written_in_the_sites_language():
    assert items.day(datetime.date(2026, 4, 18), given()).text == "18 April 2026"
    assert items.day("2026-04", given(language="de")).text == "April 2026"
    assert items.day("2026-04", given()).iso == "2026-04"
    assert items.day("", given()) is items.day(None, given()) is None


def test_a_price_has_the_sites_currency_unless_it_names_one():
    assert items.price(model.Money(amount=Decimal("38.00"), currency=""), given(currency="GBP")).text == "£38.00"
    own = items.price(model.Money(amount=Decimal("38.00"), currency="EUR"), given(currency="GBP"))
    assert (own.text, own.amount, own.currency) == ("€38.00", "38.00", "EUR")
    assert items.price(None, given()) is None


@pytest.mark.parametrize(
    ("place", "text", "coordinates"),
    [
        (("Tavira", "PT", 37.127, -7.65), "Tavira, Portugal", "37.13° N, 7.65° W"),
        (("", "PT", None, None), "Portugal", ""),
        (("Tavira", "", None, -7.65), "Tavira", ""),
        (("", "", -0.5, 0.0), "", "0.50° S, 0.00° E"),
    ],
)
def test_a_place_is_written_in_one_line(place, text, coordinates):
    found = items.place(*place, given())
    assert (found.text, found.coordinates) == (text, coordinates)


def test_a_batch_in_a_list_does_without_what_the_page_was_not_given():
    card = model.BatchCard(slug="rose", title="Rose", code="R", product="balm", maker="leila")
    item = items.batch_item(card, given(has_pages=frozenset({"batch"})))
    assert (item.address, item.product.title, item.product.address, item.maker.address) == ("/batches/rose/", "", "", "")
    assert (item.status, item.units, item.price, item.date) == ("", "", None, None)
