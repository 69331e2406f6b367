import re

import pytest

from batchpages.content.story import locate
from batchpages.content.story.sanitise import TAGS
from batchpages.diagnostics import errors
from batchpages.model import RecordLink
from content.story.reading import Reader, parse

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "x <script>alert(1)</script> y",
    "<<script>script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src=x.jpg onerror="alert(1)" alt=x>',
    "<img src=x.jpg alt=x onerror=alert(1)//",
    '<img/src="x.jpg"/onerror="alert(1)"/alt="x">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<form action='https://evil.example'><input name=p><button formaction=javascript:alert(1)>x</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
    "<a href=' &#1; javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    "<javascript://x.example/%0aalert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    '![x](x.jpg"onerror="alert(1))',
    "*x*{: onclick=alert(1) }",
    "# x {: onmouseover='alert(1)' style='position:fixed' }",
    "*x*{: href=javascript:alert(1) }",
    "[x](https://example.com){: onclick=alert(1) }",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<template><img src=x onerror=alert(1)></template>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script>?>",
    "</p><script>alert(1)</script><p>",
    "`<script>`</code><script>alert(1)</script>",
    "[^a]\n\n[^a]: <script>alert(1)</script>",
    '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x',
    "a|b\n-|-\n<script>alert(1)</script>|<img src=x onerror=alert(1)>",
    '!!! note "<script>alert(1)</script>"\n    x',
    '[x](https://example.com "\\"onmouseover=\\"alert(1)")',
    '<a href="https://example.com" title=\'"><script>alert(1)</script>\'>x</a>',
    "<video><source onerror=alert(1)></video>",
    "<img src=x.jpg alt=x srcset='https://evil.example/x.png 2x'>",
    "<a href=/\\evil.example>x</a>",
    "<a href='/&#9;/evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<xmp><script>alert(1)</script></xmp>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; <b title='&lt;script&gt;'>x</b>",
]
SAFE_TARGET = re.compile(r"(?:https?://|mailto:|tel:|#|/(?![/\\])).*|")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "Words before {} and after", "- {}\n- x", "> {}"])
def test_nothing_hostile_gets_through(attack: str, around: str) -> None:
    parsed = parse(around.format(attack))
    html = "".join(s if isinstance(s, str) else "" for s in parsed.story.segments)
    for tag, attributes in Reader(html).tags:
        assert tag in TAGS
        assert not any(name.startswith("on") or name in {"style", "srcset", "srcdoc", "formaction", "action", "data"} for name in attributes)
        assert SAFE_TARGET.fullmatch(attributes.get("href", "").lower())
        assert SAFE_TARGET.fullmatch(attributes.get("src", "").lower())
    for hole in parsed.story.segments:
        assert not isinstance(hole, RecordLink) or re.fullmatch(r"#?[\w-]*", hole.fragment)


@pytest.mark.parametrize(
    "attack", ["[x](javascript:alert(1))", "<a href='jav&#x0A;ascript:alert(1)'>x</a>", "[x](data:text/html,x)", "<a href='/&#9;/evil.example'>x</a>"]
)
def test_a_hostile_link_stops_the_build(attack: str) -> None:
    assert len(errors(parse(attack).diagnostics)) == 1


def test_a_hole_cannot_be_forged() -> None:
    forged = "RecordLink(kind='maker', slug='x') \x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 {hole} %s <RecordLink> &#2;wzxhzdk:0&#3;"
    assert all(isinstance(segment, str) for segment in parse(forged).story.segments)


@pytest.mark.parametrize(
    ("text", "named", "why"),
    [
        ("x <script>a</script> y <script>b</script>", "`<script>` is left out", "text, not programs"),
        ("<iframe src=https://x.example></iframe>", "`<iframe>` is left out", "another site"),
        ("<form>x</form>", "`<form>` is left out", "no forms"),
        ("<svg></svg>", "`<svg>` is left out", "picture"),
        ("<p style='color:red'>x</p>", "`style` is left out", "theme"),
        ("*x*{: onclick=alert(1) }", "`onclick` is left out", "programs"),
        ("Write to <name> here", "`<name>` is left out", "no tag"),
        ("<p width=3>x</p>", "`width` is left out", "does nothing"),
    ],
)
def test_what_is_left_out_is_said_once(text: str, named: str, why: str) -> None:
    (diagnostic,) = parse(text).diagnostics
    assert diagnostic.severity == "warning"
    assert named in diagnostic.what
    assert why in diagnostic.what
    assert locate(text, diagnostic.place.text, diagnostic.place.nth) == (1, text.index(diagnostic.place.text) + 1)


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "`<script>`", "    <script>", "<!-- a note to myself -->", "<kbd>x</kbd> <https://x.example>", "{braces} {: .wide}"]
)
def test_what_is_allowed_is_not_reported(text: str) -> None:
    assert parse(text).diagnostics == ()


@pytest.mark.parametrize("reference", ["&#1;", "&#x1F;", "&#12;", "&#xFFFE;", "&#xFFFF;", "&#x7F;", "&#27;", "&#0;", "&#xD800;"])
@pytest.mark.parametrize("around", ["a{}b", "**a{}b**", "`a`{}`b`", '<b title="a{}b">x</b>', "# a{}b", "a|{}\n-|-\nb|x", "[a{}b](https://x.example/)"])
def test_what_xml_cannot_hold_never_comes_out_of_a_reference(reference: str, around: str) -> None:
    parsed = parse(around.format(reference))
    texts = [*filter(lambda segment: isinstance(segment, str), parsed.story.segments), parsed.story.excerpt, *(each.text for each in parsed.story.headings)]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "".join(texts))
