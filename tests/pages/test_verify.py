import msgspec
import pytest

from batchpages.addresses import Addresses
from batchpages.engine.store import Kept
from batchpages.engine.task import Output, Task
from batchpages.pages.links import links_of
from batchpages.pages.render import fragments
from batchpages.pages.verify import verify

ROOT = Addresses("https://shop.example/")
ALL = object()


def unread(_):
    raise AssertionError("these pages were given neither stories nor templates")


def nowhere(pages, *, fresh=ALL, gone=(), lost=(), addresses=ROOT, looked_at=None):
    """What is told of some outputs, each given as its links and its anchors: as (source, link)."""
    results = {path: Kept({}, fragments(links), None) for path, (links, _) in pages.items()}
    path_of = {id(kept): path for path, kept in results.items()}
    outputs = {path: Output(path, Task("m:f", {}), "page" if path.endswith(".html") else "file", f"source of {path}") for path in pages}

    def links_of(kept):
        path = path_of[id(kept)]
        if looked_at is not None:
            looked_at.append(path)
        return [*pages[path][0]], [*pages[path][1]]

    found = list(verify(results, outputs, addresses, {*pages} if fresh is ALL else {*fresh}, {*gone}, links_of, {*lost}, unread))
    assert all(d.severity == "error" and d.hint and d.place.text for d in found)
    return [(d.place.path, d.place.text) for d in found]


HOME = ("/rose/", "/rose/#end", "/404.html")
SITE = {"index.html": (HOME, ()), "rose/index.html": (("/", "#"), ("end",)), "404.html": ((), ())}


def test_links_that_lead_somewhere_are_not_told():
    assert nowhere({**SITE, "rose/index.html": (("/", "/rose/#end", "/#top"), ("end",))}) == []


def test_a_link_to_nothing_is_told_with_its_page_and_its_source():
    assert nowhere({"index.html": (("/rose/", "/mint/"), ()), "rose/index.html": ((), ())}) == [("source of index.html", "/mint/")]


def test_the_message_names_the_page_as_shoppers_see_it():
    outputs = {"batches/rose/index.html": Output("batches/rose/index.html", Task("m:f", {}), "page", "content/batches/rose.md")}
    results = {"batches/rose/index.html": Kept({})}
    (found,) = verify(results, outputs, ROOT, {*outputs}, set(), lambda _: (["/mint/"], []), set(), unread)
    assert found.what == "the page `/batches/rose/` links to `/mint/`, which leads nowhere"


@pytest.mark.parametrize("link", ["/rose", "/rose/index", "/Rose/", "/rose//", "/rose/rose/"])
def test_a_link_must_be_as_the_host_serves_it(link):
    assert nowhere({"index.html": ((link,), ()), "rose/index.html": ((), ())}) == [("source of index.html", link)]


def test_a_link_may_name_the_file_itself_and_be_percent_encoded():
    pages = {
        "index.html": (("/rose/index.html", "/caf%C3%A9.pdf", "/café.pdf", "/a%20b.pdf"), ()),
        "rose/index.html": ((), ()),
        "café.pdf": ((), ()),
        "a b.pdf": ((), ()),
    }
    assert nowhere(pages) == []


def test_an_anchor_must_be_there():
    pages = {"index.html": (("/rose/#start", "/rose/#end", "/#own", "/#none"), ("own",)), "rose/index.html": ((), ("end",))}
    assert nowhere(pages) == [("source of index.html", "/rose/#start"), ("source of index.html", "/#none")]


def test_an_anchor_may_be_percent_encoded():
    assert nowhere({"index.html": (("/#caf%C3%A9", "/#über"), ("café", "über"))}) == []


def test_the_top_is_on_every_page():
    assert nowhere({"index.html": (("/#top",), ())}) == []


@pytest.mark.parametrize("path", ["report.pdf", "assets/icons.svg"])
def test_an_anchor_in_a_file_that_is_no_page_is_not_known(path):
    assert nowhere({"index.html": ((f"/{path}#page=2",), ()), path: ((), ())}) == []


SHOP = Addresses("https://shop.example/shop/")


@pytest.mark.parametrize("link", ["/", "/wiki/", "/shopping/", "/shop-2/a.pdf", "/index.html"])
def test_a_link_beside_the_base_is_told_whatever_may_be_there(link):
    assert nowhere({"index.html": ((link, "/shop/", "/shop/rose/"), ()), "rose/index.html": ((), ())}, addresses=SHOP) == [("source of index.html", link)]


def test_a_whole_address_beside_the_base_is_no_link_of_a_page():
    html = '<a href="https://shop.example/wiki/">x</a><a href="https://shop.example/">x</a><a href="https://shop.example/shop/">x</a><a href="/wiki/">x</a>'
    links, anchors = links_of(html, "/shop/", SHOP)
    assert nowhere({"index.html": (links, anchors)}, addresses=SHOP) == [("source of index.html", "/wiki/")]


# --- incremental -----------------------------------------------------------------------------------------------------


def test_only_fresh_pages_are_looked_at_where_nothing_is_gone():
    looked_at = []
    pages = {"index.html": (("/rose/",), ()), "rose/index.html": (("/",), ()), "mint/index.html": (("/",), ())}
    assert nowhere(pages, fresh={"mint/index.html"}, looked_at=looked_at) == []
    assert looked_at == ["mint/index.html"]


def test_a_page_that_is_gone_is_missed_by_pages_that_did_not_change():
    pages = {"index.html": (("/rose/", "/mint/"), ()), "mint/index.html": ((), ())}
    assert nowhere(pages, fresh=(), gone={"rose/index.html"}) == [("source of index.html", "/rose/")]


def test_what_is_gone_may_have_come_back_as_something_else():
    assert nowhere({"index.html": (("/rose/",), ()), "rose/index.html": ((), ())}, fresh=(), gone={"rose.html"}) == []


def test_an_anchor_that_is_gone_is_missed_by_pages_that_did_not_change():
    pages = {"index.html": (("/rose/#end",), ()), "rose/index.html": ((), ())}
    assert nowhere(pages, fresh={"rose/index.html"}) == [("source of index.html", "/rose/#end")]


def test_a_page_that_was_not_made_has_no_links():
    outputs = {"index.html": Output("index.html", Task("m:f", {}), "page", "source")}
    assert list(verify({}, outputs, ROOT, {"index.html"}, {"old.html"}, lambda _: pytest.fail("was read"), set(), unread)) == []


# --- one mistake, one message ------------------------------------------------------------------------------------------


def test_a_link_to_a_broken_record_is_no_second_mistake():
    pages = {"index.html": (("/rose/", "/rose/#end", "/mint/"), ())}
    assert nowhere(pages, lost={"rose/index.html"}) == [("source of index.html", "/mint/")]
    assert nowhere(pages, fresh=(), gone={"rose/index.html"}, lost={"rose/index.html"}) == []


def test_a_dead_link_with_an_anchor_is_told_once():
    assert nowhere({"index.html": (("/mint/#end",), ())}) == [("source of index.html", "/mint/#end")]


# --- below a base ------------------------------------------------------------------------------------------------------

SHOP = Addresses("https://shop.example/shop/")


def test_below_a_base_links_begin_with_its_path():
    assert nowhere({"index.html": (("/shop/", "/shop/rose/#end"), ()), "rose/index.html": ((), ("end",))}, addresses=SHOP) == []


@pytest.mark.parametrize("link", ["/", "/rose/", "/other/", "/shopping/", "/shop.html"])
def test_below_a_base_a_link_that_leaves_it_is_told(link):
    pages = {"index.html": ((link,), ()), "rose/index.html": ((), ())}
    assert nowhere(pages, addresses=SHOP) == [("source of index.html", link)]


def test_fragments_are_what_the_index_keeps():
    assert msgspec.msgpack.decode(fragments(("/a/", "/b/#c"))) == ["/b/#c"]
    assert fragments(("/a/",)) == b""
