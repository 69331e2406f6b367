import re

import markdown
from hypothesis import given, settings

from batchpages.content.story.convert import convert
from batchpages.content.story.sanitise import clean
from batchpages.content.story.syntax import features, regular
from content.story.reading import TEXTS, Reader, html_of, parse

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
EVERYTHING = features(regular(ALL_SYNTAX))


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


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_a_story_that_pays_for_its_own_syntax_alone_comes_out_the_same(text: str) -> None:
    text = regular(text)
    assert clean(convert(text, features(text), "en")) == clean(convert(text, EVERYTHING, "en"))


def laid_out_alike(html: str) -> str:
    html = re.sub(r' class="align-\w+"|(?<= )title="(Jump )?[Bb]ack[^"]*"', "", clean(html))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(TEXTS.map(lambda text: re.sub(r"[\"']|--|\.\.\.", "", text)))
def test_it_is_what_the_library_alone_would_make(text: str) -> None:
    stock = markdown.Markdown(extensions=["tables", "footnotes", "attr_list", "admonition", "sane_lists", "smarty"], output_format="html")
    plain = regular(text)
    assert laid_out_alike(convert(plain, features(plain), "en")) == laid_out_alike(stock.convert(text))


def test_a_table_without_words_in_its_head_has_no_head() -> None:
    html = "".join(parse("| | |\n|-|-|\n| a | b |").story.segments)
    assert "<thead>" not in html
    assert "<td>a</td>" in html
    assert "<thead>" in "".join(parse("| x | |\n|-|-|\n| a | b |").story.segments)
