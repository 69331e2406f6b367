import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages.addresses import FILES_AT, PAGES_AT, RESERVED_PAGE_SLUGS, Addresses
from batchpages.model import FOLDERS, KINDS

ROOT = Addresses("https://shop.example/")
SHOP = Addresses("https://shop.example/a/b")
BASES = st.sampled_from([ROOT, SHOP, Addresses("https://shop.example", "pt"), Addresses("https://shop.example:8080/é/", "de-AT")])
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=12).filter(lambda n: n not in (".", ".."))
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
DIGESTS = st.binary(min_size=20, max_size=20)


@pytest.mark.parametrize(
    ("base_url", "path", "root"),
    [
        ("https://shop.example", "/", "https://shop.example/"),
        ("https://shop.example/", "/", "https://shop.example/"),
        ("https://shop.example/shop", "/shop/", "https://shop.example/shop/"),
        ("https://shop.example/a/b/", "/a/b/", "https://shop.example/a/b/"),
        ("https://shop.example:8443//", "/", "https://shop.example:8443/"),
    ],
)
def test_the_base_has_a_slash_at_both_ends(base_url, path, root):
    assert (Addresses(base_url).base_path, Addresses(base_url).root) == (path, root)


@pytest.mark.parametrize(
    ("address", "expected", "output"),
    [
        (SHOP.named("home"), "/a/b/", "index.html"),
        (SHOP.named("not_found"), "/a/b/404.html", "404.html"),
        (SHOP.named("headers"), "/a/b/_headers", "_headers"),
        (SHOP.record("batch", "rose"), "/a/b/batches/rose/", "batches/rose/index.html"),
        (SHOP.record("page", "about"), "/a/b/about/", "about/index.html"),
        (SHOP.record("stockist", "casa"), "/a/b/stockists/#casa", "stockists/index.html"),
        (SHOP.batch_data("rose"), "/a/b/batches/rose/batch.json", "batches/rose/batch.json"),
        (SHOP.batches(1), "/a/b/batches/", "batches/index.html"),
        (SHOP.batches(2), "/a/b/batches/page/2/", "batches/page/2/index.html"),
        (SHOP.sitemap(3), "/a/b/sitemap-3.xml", "sitemap-3.xml"),
        (SHOP.static("a b/é#1.txt"), "/a/b/a%20b/%C3%A9%231.txt", "a b/é#1.txt"),
        (SHOP.asset("fonts/a b.woff2", b"\xab" * 20), "/a/b/assets/a%20b-abababababab.woff2", "assets/a b-abababababab.woff2"),
        (SHOP.asset("LICENSE", b"\xab" * 20), "/a/b/assets/LICENSE-abababababab", "assets/LICENSE-abababababab"),
        (SHOP.asset("a.tar.gz", b"\xab" * 20), "/a/b/assets/a.tar-abababababab.gz", "assets/a.tar-abababababab.gz"),
    ],
)
def test_an_address_and_its_file(address, expected, output):
    assert (address, SHOP.output(address)) == (expected, output)


def test_a_language_stands_in_front_of_pages_and_not_of_files():
    german = Addresses("https://shop.example/a/", "de")
    assert german.record("batch", "rose") == "/a/de/batches/rose/"
    assert german.named("home") == "/a/de/"
    assert german.batch_data("rose") == "/a/de/batches/rose/batch.json"
    assert german.named("robots") == "/a/robots.txt"
    assert german.static("CNAME") == "/a/CNAME"


def test_an_address_is_made_whole_for_other_sites():
    assert SHOP.absolute("/a/b/batches/rose/") == "https://shop.example/a/b/batches/rose/"
    assert SHOP.absolute("https://other.example/x") == "https://other.example/x"
    assert SHOP.absolute("") == ""


@given(BASES, st.data())
def test_every_address_of_the_site_lies_under_its_base_and_its_file_in_the_output_folder(addresses, data):
    slug, number = data.draw(SLUGS), data.draw(st.integers(1, 10**6))
    made = [addresses.named(name) for name in (*PAGES_AT, *FILES_AT)] + [addresses.record(kind, slug) for kind in KINDS]
    made += [addresses.batch_data(slug), addresses.batches(number), addresses.sitemap(number)]
    made += [addresses.asset(data.draw(PATHS), data.draw(DIGESTS)), addresses.static(data.draw(PATHS))]
    for address in made:
        assert address.startswith(addresses.base_path)
        assert address.isascii() or not addresses.base_path.isascii()
        assert urlsplit(addresses.absolute(address)).netloc == urlsplit(addresses.base_url).netloc
        output = addresses.output(address)
        assert output
        assert not output.startswith("/")
        assert posixpath.normpath(output) == output
        assert not output.startswith("../")


@given(BASES, st.sets(st.tuples(st.sampled_from([k for k in KINDS if k != "stockist"]), SLUGS), max_size=12))
def test_every_record_has_a_file_of_its_own(addresses, records):
    records = {(kind, slug) for kind, slug in records if kind != "page" or slug not in RESERVED_PAGE_SLUGS}
    own = [addresses.output(addresses.named(name)) for name in (*PAGES_AT, *FILES_AT)]
    own += [addresses.output(addresses.batches(number)) for number in (2, 3)] + [addresses.output(addresses.sitemap(1))]
    own += [addresses.output(addresses.batch_data(slug)) for kind, slug in records if kind == "batch"]
    outputs = [addresses.output(addresses.record(kind, slug)) for kind, slug in records]
    assert len({*own, *outputs}) == len(own) + len(outputs)
    folders = {path.rpartition("/")[0] for path in (*own, *outputs)}
    assert not folders & {*own, *outputs}, "a file cannot have the name of a folder"


@given(BASES, PATHS)
def test_a_static_file_is_served_where_it_lies(addresses, path):
    assert addresses.output(addresses.static(path)) == path
    assert unquote(urlsplit(addresses.static(path)).path) == unquote(addresses.base_path) + path


@given(BASES, PATHS, DIGESTS, PATHS, DIGESTS)
def test_assets_of_different_bytes_have_different_addresses(addresses, name, digest, other_name, other_digest):
    if digest[:6] != other_digest[:6]:
        assert addresses.asset(name, digest) != addresses.asset(name, other_digest)
    if name.rpartition("/")[2] != other_name.rpartition("/")[2]:
        assert addresses.asset(name, digest) != addresses.asset(other_name, digest)


def test_no_page_can_take_the_place_of_the_sites_own_addresses():
    own = {*PAGES_AT.values(), *FILES_AT.values(), *(f"{folder}/" for kind, folder in FOLDERS.items() if kind != "page")}
    first = {path.partition("/")[0].partition(".")[0] for path in own if path and not path.startswith("_")}
    assert first <= RESERVED_PAGE_SLUGS
    assert {"b", "01", "assets", "img"} <= RESERVED_PAGE_SLUGS
