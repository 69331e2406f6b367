"""Whole pages, each by its own task: what their heads say, and what beside the page a task gives."""

import datetime
import json

import msgspec
import pytest

from batchpages import model
from batchpages.content.catalog import Record
from batchpages.engine.task import execute
from batchpages.pages.kinds import KINDS
from batchpages.pages.plan import plan
from batchpages.pages.render import MADE, NOT_FOR_SEARCH
from batchpages.theme.theme import Template
from pages import made

HEAD = (
    "{{ page.kind }}|{{ page.title }}|{{ page.description }}|{{ page.address }}|{{ page.canonical }}|{{ page.open_graph_type }}"
    "{% if page.structured_data %}|{{ page.structured_data }}{% endif %}"
)
WORDS = {f"title_{kind}": f"The {kind}" for kind in ("batches", "stockists", "recalls", "not_found")} | {"code": "Batch"}
PRINTED = {
    "B/ROSE/": model.Printed("rose", source="labels.ledger.yaml"),
    "01/04006381333931/10/ROSE/21/7/": model.Printed("rose", unit=7, source="content/batches/rose.md"),
    "batches/mint/": model.Printed("rose", retired="MINT-1", source="labels.ledger.yaml"),
}
"""What labels lead to: the batch's page once more, that of one of its units, and that of a batch which is gone."""


def shop(kept):
    """A record of every kind; the batch has moved, and there is a market."""
    return [
        made.product(kept, title="Balm & Oil", summary="For hands."),
        summed(kept, made.maker(kept), "She stirs."),
        summed(kept, made.ingredient(kept, "carob"), "A tree."),
        made.page(kept, "about", summary="Who we are."),
        made.batch(kept, "rose", summary="It rained.", made=datetime.date(2026, 3, 1), formerly=("old-rose",)),
        made.record(kept, "fair", model.Stockist(title="Fair")),
    ]


def summed(kept, record, summary):
    """A record of a kind that has no summary of its own: the card has that of its story."""
    card = {**msgspec.json.decode(kept.read(record.parts["card"])), "summary": summary}
    return Record(record.entry, {**record.parts, "card": kept.add(msgspec.json.encode(card))})


def pages(template=HEAD, *, others=None, **settings):
    """The result of each page's task, by its address, where every template is this one."""
    kept = made.Kept()
    site = made.site(kept, shop(kept), tagline="Made in batches.", printed=PRINTED, **settings)
    texts = {name: template for name, _ in KINDS.values()} | (others or {})
    templates = {name: Template(f"themes/t/templates/{name}", kept.add(text.encode()), tuple(others or ())) for name, text in texts.items()}
    site = site._replace(theme=msgspec.structs.replace(site.theme, templates=templates, words=WORDS))
    outputs = {output.task.inputs["address"]: output for output in plan(site).outputs.values() if output.name == "page"}
    return {address: execute(output.task, kept.read) for address, output in outputs.items()}


def heads(**settings):
    """What each page's head says, without the structured data."""
    found = {}
    for address, result in pages(**settings).items():
        assert result.diagnostics == ()
        kind, title, description, at, canonical, graph, *_ = result.files["page"].decode().split("|")
        assert at == address
        found[address] = (kind, title, description, canonical, graph)
    return found


# --- heads --------------------------------------------------------------------------------------------------------------


def test_the_head_of_each_kind_of_page():
    site = "https://shop.example"
    assert heads() == {
        "/": ("home", "", "Made in batches.", f"{site}/", "website"),
        "/batches/": ("batches", "The batches", "Made in batches.", f"{site}/batches/", "website"),
        "/batches/rose/": ("batch", "Rose, Balm &amp; Oil ROSE", "It rained.", f"{site}/batches/rose/", "product"),
        "/01/04006381333931/10/ROSE/21/7/": ("batch", "Rose, Balm &amp; Oil ROSE", "It rained.", f"{site}/batches/rose/", "product"),
        "/batches/mint/": ("retired", "Batch MINT-1", "", f"{site}/batches/rose/", "website"),
        "/batches/old-rose/": ("moved", "Rose", "", f"{site}/batches/rose/", "website"),
        "/products/balm/": ("product", "Balm &amp; Oil", "For hands.", f"{site}/products/balm/", "website"),
        "/makers/leila/": ("maker", "Leila", "She stirs.", f"{site}/makers/leila/", "profile"),
        "/ingredients/carob/": ("ingredient", "Carob", "A tree.", f"{site}/ingredients/carob/", "website"),
        "/stockists/": ("stockists", "The stockists", "Made in batches.", f"{site}/stockists/", "website"),
        "/about/": ("page", "About", "Who we are.", f"{site}/about/", "website"),
        "/recalls/": ("recalls", "The recalls", "Made in batches.", f"{site}/recalls/", "website"),
        "/404.html": ("not_found", "The not_found", "Made in batches.", "", "website"),
    }


def test_every_kind_is_among_them():
    assert {kind for kind, *_ in heads().values()} == MADE.keys() == KINDS.keys()


def test_the_canonical_address_is_whole_and_below_the_base():
    found = heads(base_url="https://shop.example/shop")
    assert all(canonical.startswith("https://shop.example/shop/") for kind, *_, canonical, _ in found.values() if kind not in NOT_FOR_SEARCH)
    assert found["/shop/batches/old-rose/"][3] == "https://shop.example/shop/batches/rose/"


def test_only_what_is_not_found_has_no_canonical_address():
    assert [address for address, (*_, canonical, _) in heads().items() if not canonical] == ["/404.html"]


def test_the_home_page_and_batches_have_structured_data():
    data = {address: result.files["page"].decode().split("|", 6)[6:] for address, result in pages().items()}
    assert {address for address, (*script,) in data.items() if script} == {"/", "/batches/rose/", "/01/04006381333931/10/ROSE/21/7/"}
    assert all(json.loads(script[0])["@context"] == "https://schema.org" for script in data.values() if script)


# --- results --------------------------------------------------------------------------------------------------------------


def test_a_batch_has_its_data_beside_its_page_and_no_other_page_has_any():
    files = {address: result.files.keys() for address, result in pages().items()}
    assert files.pop("/batches/rose/") == {"page", "data"}
    assert set(map(tuple, files.values())) == {("page",)}
    assert json.loads(pages()["/batches/rose/"].files["data"])["code"] == "ROSE"


def test_the_page_of_a_unit_tells_its_number_and_the_batchs_own_tells_none():
    found = pages("{{ batch.unit }}|{{ batch.code }}|{{ page.canonical }}")
    assert found["/batches/rose/"].files["page"].decode() == "|ROSE|https://shop.example/batches/rose/"
    assert found["/01/04006381333931/10/ROSE/21/7/"].files["page"].decode() == "7|ROSE|https://shop.example/batches/rose/"


def test_the_page_of_a_batch_that_is_gone_names_it_and_leads_on():
    assert pages("{{ code }}|{{ target.title }}|{{ target.address }}")["/batches/mint/"].files["page"].decode() == "MINT-1|Rose|/batches/rose/"


def test_links_and_anchors_are_part_of_the_result_and_those_to_anchors_are_in_the_entry():
    about = pages('<i id="a"></i><a href="/">x</a><a href="#a">x</a><a href="/recalls/#b">x</a><a href="https://x.example/#c">x</a>')["/about/"]
    assert about.links == ("/", "/about/#a", "/recalls/#b")
    assert about.anchors == ("a",)
    assert msgspec.msgpack.decode(about.entry) == ["/about/#a", "/recalls/#b"]
    assert pages("<a href='/'>x</a>")["/about/"].entry == b""


def test_two_places_of_one_name_are_told_once_at_what_asked_for_the_page():
    found = pages('<i id="b"></i><i id="a"></i><i id="a"></i><i id="a"></i><p id="b">')["/about/"]
    assert [d.what for d in found.diagnostics] == [f"the page has two places called `#{name}`" for name in "ab"]
    assert {d.place.path for d in found.diagnostics} == {"content/pages/about.md"}
    assert found.anchors == ("b", "a"), "the page is there for other pages to be checked against"


def test_a_mistake_in_a_template_leaves_no_page():
    found = pages("\n{{ page.titel }}")["/about/"]
    assert found.files == {}
    (mistake,) = found.diagnostics
    assert (mistake.place.path, mistake.place.line, mistake.place.column) == ("themes/t/templates/page.html", 2, 4)


@pytest.mark.parametrize(
    "half", [r'{{ "\ud800" }}', r'{{ "\udfff" ~ page.title }}', r"<a title='{{ \"\ud800\" }}'>".replace('\\"', '"'), r'{{ "\U0001F600"[0] }}{{ "\ud83d" }}']
)
def test_half_of_a_character_is_told_at_its_template(half):
    found = pages(half)["/about/"]
    assert found.files == {}
    (mistake,) = found.diagnostics
    assert mistake.place.path == "themes/t/templates/page.html"
    assert "half of a character" in mistake.what
    assert mistake.hint


def test_a_whole_character_may_be_written_as_one():
    assert pages(r'{{ "\U0001F33F" }}')["/about/"].files["page"].decode() == "🌿"
