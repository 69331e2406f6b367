import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.addresses import Addresses
from batchpages.pages.links import links_of

ROOT = Addresses("https://shop.example/")
SHOP = Addresses("https://shop.example/shop/")


def links(html, address="/batches/rose/", addresses=ROOT):
    return list(links_of(html, address, addresses)[0])


def anchors(html):
    return list(links_of(html, "/", ROOT)[1])


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/a/">', ["/a/"]),
        ("<a href='/a/'>", ["/a/"]),
        ("<a href=/a/>", ["/a/"]),
        ("<a href=/a/ class=b>", ["/a/"]),
        ('<a\n  class="b"\n  href = "/a/"\n>', ["/a/"]),
        ('<A HREF="/a/">', ["/a/"]),
        ('<a href="/a/?x=1&amp;y=2#z">', ["/a/#z"]),
        ('<a href="/caf&eacute;/">', ["/café/"]),
        ('<a title="1 > 0" href="/a/">', ["/a/"]),
        ("<a title='\"' href='/a/'>", ["/a/"]),
        ('<img src="/a.webp" srcset="/b.webp 480w, /c.webp 960w">', ["/a.webp", "/b.webp", "/c.webp"]),
        ('<source srcset="/b.webp, /c.webp 2x,">', ["/b.webp", "/c.webp"]),
        ('<video poster="/a.jpg" src="/a.mp4"></video>', ["/a.jpg", "/a.mp4"]),
        ('<link rel="stylesheet" href="/assets/a.css">', ["/assets/a.css"]),
        ('<script src="/assets/a.js"></script>', ["/assets/a.js"]),
        ('<svg><use href="/assets/a.svg#leaf"/></svg>', ["/assets/a.svg#leaf"]),
        ('<meta http-equiv="refresh" content="0; url=/new/">', ["/new/"]),
        ("<meta http-equiv='refresh' content='0;URL=/new/'>", ["/new/"]),
        ("""<meta http-equiv="refresh" content="0; url='/new/'">""", ["/new/"]),
        ('<a href="/a/">x</a><a href="/b/">y</a><a href="/a/">z</a>', ["/a/", "/b/"]),
    ],
)
def test_links_are_found_however_they_are_written(html, found):
    assert links(html) == found


@pytest.mark.parametrize(
    "html",
    [
        "",
        'href="/a/"',
        '&lt;a href="/a/"&gt;',
        '<a data-href="/a/">',
        "<a>no link</a>",
        '<!-- <a href="/a/"> -->',
        '<!--\n<a href="/a/">\n<img src="/b.webp">\n-->',
        "<script>document.write('<a href=\"/a/\">')</script>",
        '<script type="application/ld+json">{"x": "<a href=\'/a/\'>"}</script>',
        '<meta name="description" content="0; url=/new/">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        '<meta http-equiv="refresh" content="30">',
        '<a href="https://other.example/a/">',
        '<a href="//other.example/a/">',
        '<a href="https://shop.example.evil/a/">',
        '<a href="https://shop.example:8443/a/">',
        '<a href="mailto:a@shop.example">',
        '<a href="tel:+351289000000">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_what_is_no_link_within_the_site_is_left_out(html):
    assert links(html) == []


def test_what_follows_a_comment_or_a_script_is_seen():
    assert links('<!-- a --><a href="/a/"><script>"<"</script><a href="/b/"><!-- b --><a href="/c/">') == ["/a/", "/b/", "/c/"]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#end", "/batches/rose/#end"),
        ("", "/batches/rose/"),
        ("batch.json", "/batches/rose/batch.json"),
        ("../mint/", "/batches/mint/"),
        ("../../", "/"),
        ("../../../../a/", "/a/"),
        ("?page=2", "/batches/rose/"),
        ("https://shop.example/a/#b", "/a/#b"),
        ("//shop.example/a/", "/a/"),
        ("/shop/a/", "/shop/a/"),
    ],
)
def test_a_link_is_seen_from_its_page(link, target):
    assert links(f'<a href="{link}">') == [target]


@pytest.mark.parametrize("link", ["https://shop.example/", "https://shop.example", "https://shop.example/wiki/a/", "https://shop.example/shopping/"])
def test_a_whole_address_beside_the_base_is_another_sites(link):
    assert links(f'<a href="{link}">', "/shop/batches/rose/", SHOP) == []


@pytest.mark.parametrize("link", ["/", "/wiki/a/", "/shopping/", "../../../", "../../../wiki/"])
def test_a_path_beside_the_base_is_taken_for_one_of_this_site(link):
    assert len(links(f'<a href="{link}">', "/shop/batches/rose/", SHOP)) == 1


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#end", "/shop/batches/rose/#end"),
        ("../mint/", "/shop/batches/mint/"),
        ("../../../", "/"),
        ("/a/", "/a/"),
        ("https://shop.example/shop/a/", "/shop/a/"),
    ],
)
def test_a_link_below_a_base_keeps_the_path_of_the_base(link, target):
    assert links(f'<a href="{link}">', "/shop/batches/rose/", SHOP) == [target]


def test_a_link_that_is_written_in_two_ways_is_found_once():
    assert links('<a href="/batches/mint/"><a href="../mint/"><a href="https://shop.example/batches/mint/">') == ["/batches/mint/"]


def test_anchors_are_found_as_often_as_they_stand():
    assert anchors('<h2 id="a">A</h2><h2 id=\'b\'>B</h2><h2 id=c>C</h2><p id="a"><!-- <i id=d> -->') == ["a", "b", "c", "a"]
    assert anchors('<p id="caf&eacute;">') == ["café"]
    assert anchors('<p data-id="a" class="id">') == []


def test_an_anchor_in_capitals_is_an_anchor():
    assert links_of('<P ID="a">', "/", ROOT) == ((), ("a",))


def test_a_text_in_an_attribute_is_no_link():
    assert links_of('<img alt="write href=/a/ or id=b here" src="/c.webp">', "/", ROOT) == (("/c.webp",), ())


def test_a_script_in_capitals_is_a_script():
    assert links("<SCRIPT>document.write('<a href=\"/a/\">')</SCRIPT>") == []


@pytest.mark.parametrize("link", ["https://[", "https://[::1", "http://a]b/", "https://exa\u2100mple/"])
def test_an_address_that_is_none_leads_nowhere_within_the_site(link):
    assert links(f'<a href="{link}">') == []


@given(
    st.lists(st.from_regex(r"/[a-z0-9/._~-]{0,12}(#[a-z0-9-]{1,5})?", fullmatch=True).filter(lambda a: not a.startswith("//") and "/." not in a), max_size=6)
)
def test_every_link_comes_back_once(addresses):
    html = "\n".join(f"<p>text</p><a class='x' href=\"{address}\">x</a>" for address in addresses)
    assert links(html) == list(dict.fromkeys(addresses))


@settings(max_examples=50)
@given(st.text("<>!-=\"' /ahrefscript&#;", max_size=60))
def test_any_text_can_be_looked_at(html):
    links_of(html, "/", ROOT)


def test_a_large_page_is_looked_at_quickly():
    assert len(links('<p>"don\'t"<a title="x" href="/a/">a</a></p>\n' * 20_000)) == 1
