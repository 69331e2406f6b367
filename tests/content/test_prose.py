import datetime

from batchpages import model
from batchpages.content.prose import set_in_type, text_in_type

BATCH = model.Batch(
    title="Orlando's second still",
    summary='She said "later" -- and meant it...',
    product="balm",
    maker="leila",
    code="O--1",
    made=datetime.date(2026, 4, 18),
    buy="https://shop.example/o'brien",
    photos=(model.Photo(file="o'brien--1.jpg", alt="Orlando's hands", caption='"Now"'),),
    sourcing=(model.Sourcing(ingredient="rose", lot="L'26--07", note="Last year's."),),
    facts=(model.Fact(label="Maker's mark", value="5.0"),),
)


def test_texts_are_typeset_at_every_depth():
    batch = set_in_type(BATCH, "en")
    assert batch.title == "Orlando’s second still"
    assert batch.summary == "She said “later” – and meant it…"
    assert (batch.photos[0].alt, batch.photos[0].caption) == ("Orlando’s hands", "“Now”")
    assert batch.sourcing[0].note == "Last year’s."
    assert batch.facts[0].label == "Maker’s mark"


def test_in_the_way_of_the_language():
    assert set_in_type(BATCH, "de").summary == "She said „later“ – and meant it…"
    assert text_in_type('"Ja"', "de-CH") == "«Ja»"


def test_what_is_no_prose_stays_as_it_was_written():
    batch = set_in_type(BATCH, "en")
    assert (batch.code, batch.buy, batch.photos[0].file, batch.sourcing[0].lot) == ("O--1", BATCH.buy, "o'brien--1.jpg", "L'26--07")
    product = model.Product(title="Balm", inci=("Cera 'Alba'",), allergens=("a--b",))
    assert set_in_type(product, "en") == product


def test_a_record_with_nothing_to_typeset_is_itself():
    plain = model.Maker(title="Leila")
    assert set_in_type(plain, "en") is plain
