import datetime
import json
from decimal import Decimal
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages import model
from batchpages.pages import batch, structured_data
from pages import made

RECALL = model.Recall(on=datetime.date(2026, 5, 1), hazard="glass", do="stop", remedy="refund", contact="a@shop.example")


class Scripts(HTMLParser):
    """The contents of the scripts of a page, and the other elements."""

    def __init__(self):
        super().__init__()
        self.scripts, self.others = [], []

    def handle_starttag(self, tag, attrs):
        (self.scripts.append("") if tag == "script" else self.others.append(tag))

    def handle_data(self, data):
        if self.scripts and self.lasttag == "script":
            self.scripts[-1] += data


# --- script ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["</script><img src=x>", "<!--<script>", "]]>", "&lt;/script&gt;", "a\u2028b\u2029c", '"\\', "<b>\x00"])
def test_nothing_ends_the_script_that_it_stands_in(text):
    written = structured_data.script({"name": text, text: [text]})
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{written}</script>')
    assert page.others == []
    assert json.loads(page.scripts[0]) == {"name": text, text: [text]}
    assert not set("<>&\u2028\u2029\n") & set(written)


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_what_is_written_reads_as_it_was(data):
    written = structured_data.script(data)
    assert json.loads(written) == data
    assert not set("<>&\u2028\u2029") & set(written)


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def described(said=None, **fields):
    """The JSON-LD of one batch."""
    given = given_parts(fields, said or {})
    return json.loads(structured_data.script(structured_data.batch(batch.view(given)["batch"], None, given)))


def given_parts(fields, said):
    kept = made.Kept()
    records = [
        made.product(kept, size="50 ml", category="Body balm", gtin="4006381333931", summary="A balm."),
        made.maker(kept),
        made.ingredient(kept, "carob"),
        made.batch(kept, "rose", **fields),
    ]
    catalog = made.linked(records)
    return made.parts(kept, batch.parts_of(catalog.record("batch", "rose"), catalog), **said)


def test_a_batch_is_described_as_a_lot_of_its_product():
    data = described(
        said={"base_url": "https://shop.example/shop/"},
        title="May",
        code="RB-014",
        made=datetime.date(2026, 4, 18),
        best_before="2027-10",
        units=1240,
        sourcing=(model.Sourcing(ingredient="carob"),),
        facts=(model.Fact(label="Alcohol", value="12 %"),),
    )
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == ["Product", "SomeProducts"]
    assert data["@id"] == data["url"] == "https://shop.example/shop/batches/rose/"
    assert data["name"] == "Balm: May"
    assert (data["sku"], data["gtin"], data["category"], data["description"]) == ("RB-014", "4006381333931", "Body balm", "A balm.")
    assert data["productionDate"] == "2026-04-18"
    assert data["material"] == ["Carob"]
    assert data["manufacturer"] == {"@type": "Person", "name": "Leila", "url": "https://shop.example/shop/makers/leila/"}
    assert data["isVariantOf"]["url"] == "https://shop.example/shop/products/balm/"
    properties = {each["name"]: each["value"] for each in data["additionalProperty"]}
    assert properties == {"Batch code": "RB-014", "Best before": "2027-10", "Units made": 1240, "Net content": "50 ml", "Alcohol": "12 %"}


def test_what_is_not_known_is_not_said():
    data = described()
    assert not {"offers", "productionDate", "releaseDate", "material"} & data.keys()
    assert all(value not in ("", None, []) for value in data.values())


def test_pages_that_the_theme_does_not_make_are_not_linked():
    data = described(said={"has_pages": frozenset({"batch"})})
    assert "isVariantOf" not in data
    assert "url" not in data["manufacturer"]


def test_a_price_is_an_offer():
    price = model.Money(amount=Decimal("38.00"), currency="")
    offer = described(price=price, buy="https://pay.example/rose", status="few-left")["offers"]
    assert offer == {
        "@type": "Offer",
        "price": "38.00",
        "priceCurrency": "EUR",
        "url": "https://pay.example/rose",
        "availability": "https://schema.org/LimitedAvailability",
    }
    assert described(price=price)["offers"]["url"] == "https://shop.example/batches/rose/"
    assert "availability" not in described(price=price)["offers"]


def test_a_recalled_batch_is_not_offered():
    assert "offers" not in described(price=model.Money(amount=Decimal(38), currency="EUR"), recall=RECALL)
    assert "offers" not in described(price=model.Money(amount=Decimal(38), currency="EUR"), recall=RECALL, status="recalled")


def test_every_status_has_an_availability():
    assert structured_data.AVAILABILITY.keys() == {*model.Status.__args__}


def test_a_brand_is_described_by_what_is_known_of_it():
    kept = made.Kept()
    assert structured_data.organisation(made.parts(kept, {})).keys() == {"@context", "@type", "name", "url"}
    said = {"tagline": "By hand", "email": "a@shop.example", "social": (("Here", "https://social.example/shop"),)}
    data = structured_data.organisation(made.parts(kept, {}, **said))
    assert (data["description"], data["email"], data["sameAs"]) == ("By hand", "a@shop.example", ["https://social.example/shop"])


# --- batch.json ------------------------------------------------------------------------------------------------------


def data_of(parts):
    """The public data of the batch that a page shows."""
    return structured_data.batch_json(batch.view(parts), parts)


def public(story=None, files_at=None, **fields):
    """The public data of one batch."""
    kept = made.Kept()
    path = "content/batches/rose/story.md"
    rose = made.batch(kept, "rose", path=path, files=tuple(files_at or ()), **fields)
    if story is not None:
        rose.parts["story"] = kept.add(msgspec.json.encode(story))
    catalog = made.linked([made.product(kept), made.maker(kept), made.ingredient(kept, "carob"), rose])
    shown = batch.parts_of(rose, catalog)
    return json.loads(data_of(made.parts(kept, shown, {"files_at": files_at or {}})))


def test_public_data_names_what_it_refers_to():
    data = public(sourcing=(model.Sourcing(ingredient="carob", share=Decimal("62.5"), lot="C-7"),), price=model.Money(amount=Decimal("38.00"), currency=""))
    assert data["url"] == "https://shop.example/batches/rose/"
    assert data["product"] == {"slug": "balm", "title": "Balm", "url": "https://shop.example/products/balm/"}
    assert data["maker"] == {"slug": "leila", "title": "Leila", "url": "https://shop.example/makers/leila/"}
    assert data["sourcing"][0]["ingredient"] == {"slug": "carob", "title": "Carob", "url": "https://shop.example/ingredients/carob/"}
    assert (data["sourcing"][0]["share"], data["sourcing"][0]["lot"]) == ("62.5", "C-7")
    assert data["price"] == {"amount": "38.00", "currency": "EUR"}


def test_public_data_leaves_out_what_is_not_published():
    photo = model.Photo(file="rose.jpg", alt="")
    step = model.Event(on="2026-04", what="picked", photo=model.StepPhoto(file="step.jpg", alt=""))
    data = public(photos=(photo,), provenance=(step,), publish_on=datetime.date(2026, 1, 1), formerly=("old-rose",))
    assert not {"photos", "draft", "publish_on", "formerly"} & data.keys()
    assert data["provenance"] == [{"on": "2026-04", "what": "picked"}]
    assert ".jpg" not in json.dumps(data)


def test_public_data_gives_whole_addresses_of_evidence():
    certificate = model.Check(test="pH", result="pass", certificate="report.pdf")
    elsewhere = model.Claim(says="vegan", evidence="https://lab.example/1")
    data = public(files_at={"report.pdf": "ab" * 20}, checks=(certificate,), claims=(elsewhere,))
    assert data["checks"][0]["certificate"] == "https://shop.example/assets/report-abababababab.pdf"
    assert data["claims"][0]["evidence"] == "https://lab.example/1"


def test_public_data_holds_the_story():
    story = model.Story(segments=("<p>By ", model.RecordLink(kind="maker", slug="leila", fragment=""), "</p>", model.Figure(file="a.jpg", alt="")))
    assert public(story)["story"] == "<p>By /makers/leila/</p>"


def test_public_data_ends_with_a_line_end_and_is_the_same_each_time():
    kept = made.Kept()
    rose = made.batch(kept, "rose")
    catalog = made.linked([made.product(kept), made.maker(kept), rose])
    once, twice = (data_of(made.parts(kept, batch.parts_of(rose, catalog))) for _ in range(2))
    assert once == twice
    assert once.endswith(b"}\n")
