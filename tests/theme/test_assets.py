import time

import pytest

from batchpages.engine.task import Result, digest_of
from batchpages.theme.assets import copy, stylesheet

ASSETS = {
    "fonts/a.woff2": "/shop/assets/a-0123.woff2",
    "mark.svg": "/shop/assets/mark-4567.svg",
    "css/dot.png": "/shop/assets/dot-89ab.png",
    "two words.png": "/shop/assets/two%20words-cdef.png",
}


def styled(css: str, name: str = "site.css", **options: str) -> Result:
    data = css.encode()
    inputs = {"path": f"themes/sea/assets/{name}", "name": name, "options": options, "assets": ASSETS, "files": [digest_of(data).hex()]}
    return stylesheet(inputs, {digest_of(data): data}.__getitem__)


def made(css: str, name: str = "site.css", **options: str) -> str:
    result = styled(css, name, **options)
    assert result.diagnostics == ()
    return result.files["asset"].decode()


def said(css: str) -> list[tuple[int, int, str]]:
    return [(d.place.line, d.place.column, d.what) for d in styled(css).diagnostics]


def test_colours_stand_in_front():
    assert made("a{}", accent="#9c4a2f", back="#fff", type="serif", motto="}*{x:y") == ":root{--accent:#9c4a2f;--back:#fff}\na{}"
    assert made("a{}", type="serif") == "a{}"


def test_a_charset_is_dropped_since_it_would_not_be_first():
    assert made('@charset "utf-8";\na{}', accent="#fff") == ":root{--accent:#fff}\na{}"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("url(mark.svg)", 'url("/shop/assets/mark-4567.svg")'),
        ("URL( 'mark.svg' )", 'url("/shop/assets/mark-4567.svg")'),
        ('url("mark.svg#dot")', 'url("/shop/assets/mark-4567.svg#dot")'),
        ("url(./fonts/a.woff2)", 'url("/shop/assets/a-0123.woff2")'),
        ("url(two%20words.png)", 'url("/shop/assets/two%20words-cdef.png")'),
        ("url(#clip)", 'url("#clip")'),
        ("url('mark.svg#a\"b')", 'url("/shop/assets/mark-4567.svg#a%22b")'),
        (
            'image-set(url("mark.svg") 1x, url(mark.svg) type("image/svg+xml") 2x)',
            'image-set(url("/shop/assets/mark-4567.svg") 1x,url("/shop/assets/mark-4567.svg") type("image/svg+xml") 2x)',
        ),
    ],
)
def test_addresses_become_the_published_ones(written, published):
    assert made(f"a{{b:{written};c:d}}") == f"a{{b:{published};c:d}}"


def test_addresses_are_seen_from_the_stylesheet_s_folder():
    assert made("a{b:url(../mark.svg) url(dot.png)}", "css/site.css") == 'a{b:url("/shop/assets/mark-4567.svg") url("/shop/assets/dot-89ab.png")}'


def test_the_assets_that_are_used_are_links():
    assert styled("a{b:url(mark.svg#x) url(mark.svg) url(fonts/a.woff2) url(#y)}").links == (
        "/shop/assets/a-0123.woff2",
        "/shop/assets/mark-4567.svg",
    )


@pytest.mark.parametrize(
    "css",
    [
        'a{content:"url(nope.png)  , @import /* */"}',
        "a{content:'\\'url(nope.png)'}",
        ".w-\\[url\\(x\\)\\]:hover{}",
        ".md\\:flex:not(.a){}",
        ".a/**/.b{}",
        ".import{}",
    ],
)
def test_what_is_no_address_stays(css):
    assert made(css) == css


@pytest.mark.parametrize(
    ("css", "published"),
    [
        ("/* url(https://x.example/a) @import */", ""),
        ("/* url(x", ""),
        ("  a , b  >  c {\n  d: e f;\n  g: h\n}\n\n/* i */\nj { }\n", "a,b > c{d: e f;g: h}\nj{}"),
        ("a /* b */ c{}", "a  c{}"),
        ("a\n/* b */\nc{}", "a\n\nc{}"),
        ("@media (a: b) and (c: d) { e { f: calc(1px + 2px) } }", "@media (a: b) and (c: d){e{f: calc(1px + 2px)}}"),
        (".\\2c a{}", ".\\2c a{}"),
    ],
)
def test_space_and_comments_go_where_they_say_nothing(css, published):
    assert made(css) == published


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{}\n b{c:url(nope.png)}", (2, 6, "there is no asset `nope.png`")),
        ("a{b:url(../mark.svg)}", (1, 5, "there is no asset `../mark.svg`")),
        ("a{b:url()}", (1, 5, "this address is empty")),
        ("a{b:url(https://x.example/a.png)}", (1, 5, "`https://x.example/a.png` leads out of the theme")),
        ("a{b:url(//x.example/a.png)}", (1, 5, "`//x.example/a.png` leads out of the theme")),
        ("a{b:url(/mark.svg)}", (1, 5, "`/mark.svg` leads out of the theme")),
        ("a{b:url('data:image/png;base64,AAAA')}", (1, 5, "this stylesheet holds a file within itself (`data:`)")),
        ("a{b:url(DATA:text/html,x)}", (1, 5, "this stylesheet holds a file within itself (`data:`)")),
        ("a{b:url(a b)}", (1, 5, "this address cannot be read")),
        ("a{b:url(ma\\72k.svg)}", (1, 5, "this address cannot be read")),
        ("a{b:\\75rl(https://x.example)}", (1, 5, "a rule or function is written with a `\\` in its name")),
        ("@im\\70ort 'x.css';", (1, 1, "a rule or function is written with a `\\` in its name")),
        ("\n@IMPORT 'x.css';", (2, 1, "`@import` cannot be used in a theme")),
        ("a{b:image-set('https://x.example/a.png' 1x)}", (1, 5, "`image-set()` cannot be given a text")),
        ('a{b:-webkit-image-set(url(mark.svg) 1x, "b.png" 2x)}', (1, 5, "`-webkit-image-set()` cannot be given a text")),
        ("a{b:src('https://x.example/a.png')}", (1, 5, "`src()` cannot be given a text")),
    ],
)
def test_what_leads_elsewhere_is_refused(css, expected):
    assert said(css) == [expected]


def test_a_near_name_is_hinted():
    assert styled("a{b:url(marc.svg)}").diagnostics[0].hint == "did you mean `mark.svg`?"


def test_a_large_stylesheet_is_read_fast():
    begun = time.perf_counter()
    made(".a:not(.b){margin:calc(1px + 2px);background:url(mark.svg)}\n" * 15_000)
    assert time.perf_counter() - begun < 2


def copied(data: bytes, name: str = "mark.svg") -> Result:
    return copy({"path": f"themes/sea/assets/{name}", "name": name, "files": [digest_of(data).hex()]}, {digest_of(data): data}.__getitem__)


def svg(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{attributes}>\n {inside}</svg>'.encode()


def test_an_asset_is_copied_as_it_is():
    assert copied(b"\0\xff<script>", "a.woff2") == Result({"asset": b"\0\xff<script>"})


def test_a_plain_picture_passes():
    picture = svg('<style>a{fill:url(#g)}</style><g id="g"/><use href="#g"/><image href="data:image/png;base64,AAAA"/><rect fill="url(#g)"/>')
    assert copied(picture) == Result({"asset": picture})


def test_a_doctype_without_entities_passes():
    assert not copied(b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + svg("")).diagnostics


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<iframe src="#"/>',
        '<rect onclick="alert(1)"/>',
        '<rect ONLOAD="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<a xlink:href=" javascript:alert(1)"/>',
        '<use href="https://x.example/a.svg#b"/>',
        '<image href="data:image/svg+xml,x"/>',
        '<a href="#a"><animate attributeName="href" to="javascript:alert(1)"/></a>',
        '<set attributeName="xlink:href" to="javascript:alert(1)"/>',
        '<rect style="fill:url(https://x.example/a)"/>',
        "<rect fill=\"url( 'https://x.example/a' )\"/>",
        "<style>@import 'https://x.example/a.css';</style>",
        "<style><![CDATA[a{b:url(https://x.example/a)}]]></style>",
        "<?xml-stylesheet href='https://x.example/a.css'?>",
    ],
)
def test_an_active_picture_is_refused_at_its_line(inside):
    found = copied(svg(inside)).diagnostics
    assert found
    assert all(d.place.line == 2 for d in found)


def test_an_event_handler_on_the_picture_itself_is_refused():
    assert copied(svg("", ' onload="alert(1)"')).diagnostics[0].what == "this picture holds a script (`onload`)"


def test_entities_are_refused_before_they_grow():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + svg("&b;")
    assert [d.what for d in copied(bomb).diagnostics] == ["this picture defines words of its own (`<!ENTITY …>`)"]


def test_what_is_no_picture_is_refused_at_its_place():
    (fault,) = copied(b"<svg>\n  <a></b></svg>").diagnostics
    assert (fault.place.line, fault.place.column) == (2, 8)
    assert copied(b"\x1f\x8b", "mark.SVGZ").diagnostics
    assert copied(b"", "MARK.SVG").diagnostics
