import datetime
import unicodedata

import pytest

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.engine.task import digest_of
from batchpages.pages import feeds, lists
from batchpages.pages.kinds import KINDS
from batchpages.pages.plan import plan
from batchpages.pages.render import MADE
from pages import made


def shop(kept, *more):
    """A small shop, and more records."""
    return [made.product(kept), made.maker(kept), made.ingredient(kept, "carob"), made.page(kept, "about"), made.batch(kept, "rose"), *more]


def planned(*more, **settings):
    """The outputs of the small shop, which must not clash."""
    kept = made.Kept()
    found = plan(made.site(kept, shop(kept, *(record(kept) for record in more)), **settings))
    assert not found.diagnostics
    return found.outputs


def clashes(*more, **settings):
    """Each clash as the sources that take part."""
    kept = made.Kept()
    found = plan(made.site(kept, shop(kept, *(record(kept) for record in more)), **settings))
    assert all(d.hint and d.severity == "error" for d in found.diagnostics)
    return {frozenset((d.place.path, *(also.path for also in d.also))) for d in found.diagnostics}


LEAST = {
    "index.html", "batches/index.html", "recalls/index.html", "404.html", "about/index.html",
    "batches/rose/index.html", "batches/rose/batch.json", "products/balm/index.html", "makers/leila/index.html",
    "ingredients/carob/index.html", "feed.xml", "sitemap.xml", "robots.txt", "_headers",
}  # fmt: skip


# --- what there is ---------------------------------------------------------------------------------------------------


def test_a_shop_has_these_files():
    assert planned().keys() == LEAST


def test_an_empty_project_has_a_storefront_all_the_same():
    kept = made.Kept()
    found = plan(made.site(kept, []))
    assert not found.diagnostics
    assert found.outputs.keys() == {"index.html", "batches/index.html", "recalls/index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "_headers"}


@pytest.mark.parametrize("base_url", ["https://shop.example/", "https://shop.example", "https://shop.example/a/b/"])
def test_files_lie_in_the_same_place_whatever_the_base_is(base_url):
    assert planned(base_url=base_url).keys() == LEAST


def test_stockists_have_a_page_once_there_is_one():
    there = planned(lambda kept: made.record(kept, "casa", model.Stockist(title="Casa")))
    assert there.keys() - LEAST == {"stockists/index.html"}


def test_a_theme_makes_the_pages_that_it_has_templates_for():
    assert planned(without={"ingredient.html"}).keys() == LEAST - {"ingredients/carob/index.html"}
    assert planned(without={"404.html", "recalls.html"}).keys() == LEAST - {"404.html", "recalls/index.html"}
    assert planned(without={"batch.html"}).keys() == LEAST - {"batches/rose/index.html", "batches/rose/batch.json", "feed.xml"}


def test_every_kind_of_page_can_be_made():
    assert MADE.keys() == KINDS.keys()


def test_old_addresses_lead_on():
    outputs = planned(lambda kept: made.batch(kept, "mint", formerly=("old-mint", "oldest-mint")), lambda kept: made.page(kept, "contact", formerly=("write",)))
    assert {"batches/old-mint/index.html", "batches/oldest-mint/index.html", "write/index.html"} < outputs.keys()
    inputs = outputs["batches/old-mint/index.html"].task.inputs
    assert (inputs["kind"], inputs["address"], inputs["canonical"]) == ("moved", "/batches/old-mint/", "/batches/mint/")
    assert "batches/old-mint/index.html" not in planned(lambda kept: made.batch(kept, "mint", formerly=("old-mint",)), without={"moved.html"})


def test_what_is_not_published_has_no_page():
    later = made.TODAY + datetime.timedelta(days=1)
    outputs = planned(lambda kept: made.batch(kept, "draft", draft=True), lambda kept: made.batch(kept, "later", publish_on=later))
    assert outputs.keys() == LEAST
    outputs = planned(lambda kept: made.batch(kept, "today", publish_on=made.TODAY))
    assert "batches/today/index.html" in outputs


def test_many_batches_are_spread_over_pages():
    more = [lambda kept, n=n: made.batch(kept, f"b{n}") for n in range(lists.PER_PAGE)]
    outputs = planned(*more)
    assert {path for path in outputs if path.startswith("batches/page/")} == {"batches/page/2/index.html"}
    assert outputs["batches/page/2/index.html"].task.inputs["pages"] == 2


def test_a_certificate_is_published_and_a_photograph_is_not():
    path = "content/batches/mint/story.md"
    sources = {"content/batches/mint/report.pdf": b"pdf", "content/batches/mint/mint.jpg": b"jpg", "content/batches/mint/other.pdf": b"other"}
    outputs = planned(lambda kept: made.batch(kept, "mint", path=path, files=("report.pdf", "mint.jpg")), sources=sources)
    (published,) = outputs.keys() - LEAST - {"batches/mint/index.html", "batches/mint/batch.json"}
    assert published == f"assets/report-{digest_of(b'pdf').hex()[:12]}.pdf"
    assert outputs[published].source == "content/batches/mint/report.pdf"
    for page in ("batches/mint/index.html", "batches/mint/batch.json"):
        assert outputs[page].task.inputs["files_at"] == {"report.pdf": digest_of(b"pdf").hex()}


def test_a_file_beside_a_stockist_is_published_too():
    path = "content/stockists/casa/story.md"
    stockist = model.Stockist(title="Casa")
    outputs = planned(lambda kept: made.record(kept, "casa", stockist, path=path, files=("map.pdf",)), sources={"content/stockists/casa/map.pdf": b"pdf"})
    assert f"assets/map-{digest_of(b'pdf').hex()[:12]}.pdf" in outputs


def test_static_files_keep_their_paths():
    sources = {f"content/static/{path}": b"x" for path in ("CNAME", ".well-known/a b.txt", "50% off#1?.txt", "é/ü.txt")}
    assert planned(sources=sources).keys() - LEAST == {"CNAME", ".well-known/a b.txt", "50% off#1?.txt", "é/ü.txt"}


def test_every_output_is_where_its_task_will_put_it():
    addresses = Addresses(made.BASE)
    for path, output in planned().items():
        assert output.path == path
        if output.name == "page":
            assert addresses.output(output.task.inputs["address"]) == path


# --- what labels lead to ---------------------------------------------------------------------------------------------

SHORT, UNIT, GONE = "B/ROSE/", "01/04006381333931/10/ROSE/21/7/", "batches/gone/"
PRINTED = {
    SHORT: model.Printed("rose", source="labels.ledger.yaml"),
    UNIT: model.Printed("rose", unit=7, source="content/batches/rose.md"),
    GONE: model.Printed("rose", retired="GONE-1", source="labels.ledger.yaml"),
}


@pytest.mark.parametrize("base_url", ["https://shop.example/", "https://shop.example/a/b/"])
def test_there_is_a_page_wherever_labels_lead(base_url):
    outputs = planned(printed=PRINTED, base_url=base_url)
    assert outputs.keys() - LEAST == {f"{path}index.html" for path in PRINTED}
    assert {path: outputs[f"{path}index.html"].source for path in PRINTED} == {path: each.source for path, each in PRINTED.items()}


def test_a_short_address_has_the_page_of_the_batch_itself():
    outputs = planned(printed=PRINTED)
    assert outputs[f"{SHORT}index.html"].task == outputs["batches/rose/index.html"].task
    assert outputs[f"{SHORT}index.html"].name == "page", "its data is in one place"


def test_a_unit_has_a_page_of_its_own_that_belongs_to_its_batch():
    outputs = planned(printed=PRINTED)
    own, inputs = outputs["batches/rose/index.html"].task.inputs, outputs[f"{UNIT}index.html"].task.inputs
    assert inputs == own | {"address": f"/{UNIT}", "canonical": "/batches/rose/", "unit": 7}


def test_a_batch_that_is_gone_has_a_page_that_leads_on():
    inputs = planned(printed=PRINTED)[f"{GONE}index.html"].task.inputs
    shown = {name: inputs[name] for name in ("kind", "address", "canonical", "slug", "title", "code")}
    assert shown == {"kind": "retired", "address": f"/{GONE}", "canonical": "/batches/rose/", "slug": "rose", "title": "Rose", "code": "GONE-1"}


def test_an_old_address_that_labels_lead_to_has_the_page_itself():
    def outputs(**settings):
        return planned(lambda kept: made.batch(kept, "mint", formerly=("old-mint",)), **settings)

    old = outputs(printed={"batches/old-mint/": model.Printed("mint")})["batches/old-mint/index.html"]
    assert old.task == outputs()["batches/mint/index.html"].task
    assert outputs()["batches/old-mint/index.html"].task.inputs["kind"] == "moved"


def test_what_only_labels_lead_to_is_in_no_sitemap_and_no_feed():
    before, after = planned(), planned(printed=PRINTED)
    assert {path: output.task for path, output in after.items() if path in LEAST} == {path: output.task for path, output in before.items()}


def test_a_theme_without_a_page_for_batches_that_are_gone_is_told_where_labels_lead_to_one():
    def told(printed):
        kept = made.Kept()
        found = plan(made.site(kept, shop(kept), printed=printed, without={"retired.html"}))
        assert f"{GONE}index.html" not in found.outputs
        return found.diagnostics

    (mistake,) = told(PRINTED)
    assert (mistake.severity, mistake.place.path, mistake.place.field) == ("error", "batchpages.yaml", ("theme",))
    assert mistake.what == "the theme has no `retired.html`, and labels of the retired batch `GONE-1` lead to such a page"
    assert "extend `shelf`" in mistake.hint
    assert told({SHORT: PRINTED[SHORT]}) == []


def test_a_static_file_cannot_take_the_place_that_labels_lead_to():
    assert clashes(sources={f"content/static/{SHORT}index.html": b"x"}, printed=PRINTED) == {
        frozenset({f"content/static/{SHORT}index.html", "labels.ledger.yaml"})
    }


# --- keys ------------------------------------------------------------------------------------------------------------


def changed(one, other):
    """The outputs whose tasks differ."""
    return {path for path in one.keys() | other.keys() if path not in one or path not in other or one[path].task != other[path].task}


def test_a_page_is_made_again_only_where_what_it_shows_has_changed():
    before = planned(lambda kept: made.ingredient(kept, "mint"))
    assert changed(before, planned(lambda kept: made.ingredient(kept, "mint"))) == set()
    story = model.Story(segments=("<p>new</p>",))
    assert changed(before, planned(lambda kept: made.record(kept, "mint", model.Ingredient(title="Mint"), story))) == {"ingredients/mint/index.html"}
    assert changed(before, planned(lambda kept: made.ingredient(kept, "mint"), tagline="New")) == {
        p for p in before if p not in ("sitemap.xml", "robots.txt", "_headers")
    }


def test_the_day_changes_only_the_stockists():
    def outputs(today):
        kept = made.Kept()
        market = made.record(kept, "fair", model.Stockist(title="Fair", to=made.TODAY))
        return plan(made.site(kept, shop(kept, market))._replace(today=today)).outputs

    day = datetime.timedelta(days=1)
    assert changed(outputs(made.TODAY), outputs(made.TODAY - day)) == set()
    assert changed(outputs(made.TODAY), outputs(made.TODAY + day)) == {"stockists/index.html"}


def test_a_stylesheets_address_changes_with_what_shapes_it():
    def address(**site):
        (path,) = (path for path in planned(assets={"style.css": b"css", "a.svg": site.pop("svg", b"svg")}, **site) if path.endswith(".css"))
        return path

    assert address() == address()
    assert address(svg=b"other") != address()
    assert address(base_url="https://shop.example/shop/") != address()


# --- clashes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("index.html", None),
        ("404.html", None),
        ("feed.xml", None),
        ("_headers", None),
        ("about/index.html", "content/pages/about.md"),
        ("About/Index.html", "content/pages/about.md"),
        ("batches/rose/batch.json", "content/batches/rose.md"),
        ("ROBOTS.TXT", None),
    ],
)
def test_a_static_file_cannot_take_the_place_of_a_page(path, source):
    static = f"content/static/{path}"
    assert clashes(sources={static: b"x"}) == {frozenset({static, source} if source else {static})}


def test_files_whose_names_differ_in_case_or_unicode_form_clash():
    for one, other in (("a.txt", "A.txt"), (unicodedata.normalize("NFC", "é.txt"), unicodedata.normalize("NFD", "é.txt")), ("straße", "STRASSE")):
        sources = {f"content/static/{one}": b"one", f"content/static/{other}": b"other"}
        assert clashes(sources=sources) == {frozenset(sources)}


@pytest.mark.parametrize(
    ("file", "source"), [("about", "content/pages/about.md"), ("batches/rose", "content/batches/rose.md"), ("Makers", "content/makers/leila.md")]
)
def test_a_file_cannot_have_the_name_of_a_folder(file, source):
    static = f"content/static/{file}"
    (found,) = clashes(sources={static: b"x"})
    assert found == {static, source}


def test_a_folder_cannot_have_the_name_of_a_file():
    static = "content/static/feed.xml/a.txt"
    assert clashes(sources={static: b"x"}) == {frozenset({static})}


def test_an_old_address_cannot_be_one_of_the_sites_own():
    assert clashes(lambda kept: made.page(kept, "contact", formerly=("batches",))) == {frozenset({"content/pages/contact.md"})}


def test_the_same_certificate_of_two_batches_is_published_once():
    def twin(slug):
        return lambda kept: made.batch(kept, slug, path=f"content/batches/{slug}/story.md", files=("report.pdf",))

    sources = {f"content/batches/{slug}/report.pdf": b"same" for slug in ("one", "two")}
    assert clashes(twin("one"), twin("two"), sources=sources) == set()


def test_the_same_asset_in_two_folders_is_published_once():
    assert planned(assets={"fonts/a/LICENSE": b"same", "fonts/b/LICENSE": b"same"})


# --- feeds -----------------------------------------------------------------------------------------------------------


def test_the_sitemap_holds_every_page_but_those_that_moved_or_are_not_found():
    outputs = planned(lambda kept: made.batch(kept, "mint", formerly=("old-mint",), released=datetime.date(2026, 4, 18)), base_url="https://shop.example/shop/")
    pages = dict(outputs["sitemap.xml"].task.inputs["pages"])
    addresses = Addresses("https://shop.example/shop/")
    there = {path for path in outputs if path.endswith("index.html") and "old-mint" not in path}
    assert {addresses.output(address.removeprefix("https://shop.example")) for address in pages} == there
    assert pages["https://shop.example/shop/batches/mint/"] == "2026-04-18"
    assert pages["https://shop.example/shop/batches/rose/"] == ""


def test_many_pages_have_several_sitemaps(monkeypatch):
    monkeypatch.setattr(feeds, "SITEMAP_LIMIT", 4)
    outputs = planned()
    parts = [output.task.inputs["pages"] for path, output in outputs.items() if path.startswith("sitemap-")]
    assert [len(part) for part in parts] == [4, 4]
    assert outputs["sitemap.xml"].task.inputs["sitemaps"] == ["https://shop.example/sitemap-1.xml", "https://shop.example/sitemap-2.xml"]
    assert {"sitemap-1.xml", "sitemap-2.xml"} < outputs.keys()


def test_the_feed_shows_the_newest_batches_newest_first():
    more = [lambda kept, n=n: made.batch(kept, f"b{n}", released=datetime.date(2026, 1, 1 + n)) for n in range(feeds.IN_FEED + 2)]
    roles = planned(*more)["feed.xml"].task.inputs["roles"]
    assert [role for role in roles if role.startswith("card:")] == [f"card:b{n}" for n in range(feeds.IN_FEED + 1, 1, -1)]


def test_robots_and_headers_know_the_base():
    outputs = planned(base_url="https://shop.example/shop")
    assert outputs["robots.txt"].task.inputs == {"sitemap": "https://shop.example/shop/sitemap.xml"}
    assert outputs["_headers"].task.inputs == {"base_path": "/shop/"}
