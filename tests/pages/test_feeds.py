import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

import projects
from batchpages.pages import feeds, lists
from pages import made

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NASTY = 'Salt & "Stone" <b>\'s ]]> é 🌿'


def feed(records, **said):
    kept = made.Kept()
    catalog = made.linked(records(kept))
    given = made.parts(kept, lists.batch_cards(reversed(catalog.published), catalog), **said)
    return ET.fromstring(feeds.atom(given.inputs, kept.read).files["feed"])


def family(kept):
    batches = [
        made.batch(kept, "rose", title=NASTY, summary=NASTY, released=datetime.date(2026, 4, 18)),
        made.batch(kept, "mint", filled=datetime.date(2025, 12, 1)),
    ]
    return [made.product(kept, title="Balm & Oil"), made.maker(kept, title="Leïla <L>"), *batches]


def test_a_feed_is_well_formed_whatever_the_titles_are():
    tree = feed(family, name=NASTY, tagline=NASTY, language="pt")
    assert tree.findtext(f"{ATOM}title") == NASTY
    assert tree.findtext(f"{ATOM}subtitle") == NASTY
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "pt"
    newest, oldest = tree.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}title") == f"Balm & Oil: {NASTY}"
    assert newest.findtext(f"{ATOM}summary") == NASTY
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == "Leïla <L>"
    assert oldest.findtext(f"{ATOM}title") == "Balm & Oil: Mint"


def test_a_feed_of_a_whole_build_is_well_formed_whatever_stands_in_a_story(tmp_path):
    nasty = 'a&#1;b&#x1F;c&#xFFFE;d&#xFFFF;e &lt;b&gt; &amp;amp; ]]> <b>bold</b> `<code>` & < > " 🌿'
    path = "content/batches/first.md"
    projects.write(tmp_path, projects.SMALL | {path: projects.SMALL[path].replace("It rained in May.", nasty)})
    assert projects.messages(projects.build_here(tmp_path), tmp_path) == []
    tree = ET.parse(tmp_path / "public" / "feed.xml")
    assert any((summary.text or "").startswith("abcde <b> &amp; ]]> bold <code> & < >") for summary in tree.iter(f"{ATOM}summary"))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("It rained", "\ufffe It rained", "11:1"),
        ("It rained", "It \uffff rained", "11:4"),
        ("title: The first", 'title: "The \\uFFFEfirst"', "2:8"),
        ("title: The first", 'title: "The \\x01first"', "2:8"),
    ],
)
def test_what_no_feed_can_hold_is_refused_at_its_place(old, new, place, tmp_path):
    path = "content/batches/first.md"
    projects.write(tmp_path, projects.SMALL | {path: projects.SMALL[path].replace(old, new)})
    (what, _) = projects.messages(projects.build_here(tmp_path), tmp_path)
    assert what.startswith(f"{path}:{place}: error: ")
    assert "control character" in what


def test_a_feed_says_what_rfc_4287_requires():
    tree = feed(family, base_url="https://shop.example/shop/")
    assert tree.tag == f"{ATOM}feed"
    assert tree.findtext(f"{ATOM}id") == "https://shop.example/shop/"
    assert {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")} == {
        "self": "https://shop.example/shop/feed.xml",
        "alternate": "https://shop.example/shop/",
    }
    entries = tree.findall(f"{ATOM}entry")
    addresses = [f"https://shop.example/shop/batches/{slug}/" for slug in ("rose", "mint")]
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == addresses
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == addresses
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-04-18T00:00:00Z", "2025-12-01T00:00:00Z"]
    assert tree.findtext(f"{ATOM}updated") == "2026-04-18T00:00:00Z"


@pytest.mark.parametrize("records", [lambda _: [], lambda kept: [made.product(kept), made.maker(kept), made.batch(kept, "rose")]])
def test_a_feed_without_dates_has_one_all_the_same(records):
    tree = feed(records)
    for element in (tree, *tree.findall(f"{ATOM}entry")):
        assert datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo


def test_a_sitemap_holds_every_page_and_the_day_of_those_that_have_one():
    pages = [("https://shop.example/", ""), ("https://shop.example/batches/a&b/", "2026-04-18")]
    tree = ET.fromstring(feeds.sitemap({"pages": pages}, None).files["sitemap"])
    assert tree.tag == f"{SITEMAP}urlset"
    assert [(url.findtext(f"{SITEMAP}loc"), url.findtext(f"{SITEMAP}lastmod") or "") for url in tree] == pages


def test_an_index_of_sitemaps_holds_their_addresses():
    tree = ET.fromstring(feeds.sitemap_index({"sitemaps": ["https://shop.example/sitemap-1.xml", "https://shop.example/sitemap-2.xml"]}, None).files["sitemap"])
    assert tree.tag == f"{SITEMAP}sitemapindex"
    assert [each.findtext(f"{SITEMAP}loc") for each in tree] == ["https://shop.example/sitemap-1.xml", "https://shop.example/sitemap-2.xml"]


def test_robots_names_the_sitemap():
    lines = feeds.robots({"sitemap": "https://shop.example/sitemap.xml"}, None).files["robots"].decode().splitlines()
    assert "Sitemap: https://shop.example/sitemap.xml" in lines
    assert lines[:2] == ["User-agent: *", "Allow: /"]


def headers(base_path):
    """The headers of each pattern of paths."""
    blocks, path = {}, ""
    for line in feeds.headers({"base_path": base_path}, None).files["headers"].decode().splitlines():
        if line.startswith("  "):
            name, colon, value = line.strip().partition(": ")
            assert colon
            blocks[path][name] = value
        else:
            path = line
            blocks[path] = {}
    return blocks


@pytest.mark.parametrize("base", ["/", "/shop/"])
def test_headers_guard_every_page_and_keep_what_never_changes(base):
    blocks = headers(base)
    assert next(iter(blocks)) == f"{base}*"
    policy = dict(rule.split(" ", 1) for rule in blocks[f"{base}*"]["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert not any(word in " ".join(policy.values()) for word in ("unsafe", "http", "data:", "*"))
    assert blocks[f"{base}*"]["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in blocks[f"{base}assets/*"]["Cache-Control"]
    assert "immutable" in blocks[f"{base}img/*"]["Cache-Control"]
    assert blocks[f"{base}*/batch.json"] == {"Access-Control-Allow-Origin": "*"}


def test_no_line_of_headers_is_longer_than_hosts_take():
    assert all(len(line) < 2000 for line in feeds.headers({"base_path": "/"}, None).files["headers"].decode().splitlines())


def test_a_copy_is_the_file_as_it_is():
    kept = made.Kept()
    digest = kept.add(b"\x00\xff anything")
    assert feeds.copy({"files": [digest.hex()]}, kept.read).files == {"file": b"\x00\xff anything"}


def test_every_address_of_a_feed_is_whole():
    for element in feed(family).iter():
        if element.get("href"):
            assert urlsplit(element.get("href")).scheme == "https"
