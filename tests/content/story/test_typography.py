import html as entities
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.content.story.typography import marks_of, typeset
from content.story.reading import html_of

QUOTED = """He said "yes", and 'no'. "'Both'", she said. It's the '80s; rock 'n' roll... a--b, a---b, "end." ("in brackets") 'tis "so"--'not' x' 5' \
"a" 'b's c' "One" "two" '"Inner" first' --- "1st" of '99 ... \""""


@pytest.mark.parametrize("text", [*re.split(r"(?<=\.) ", QUOTED), QUOTED])
def test_english_is_typeset_as_smarty_does(text: str) -> None:
    stock = markdown.markdown(text, extensions=["smarty"])
    assert typeset(text, marks_of("en")) == entities.unescape(stock)[3:-4]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(['"', "'", " ", "a", "s", "The", "9", ".", ",", "(", ")", "–", "...", "--"]), min_size=1, max_size=12).map("".join))
def test_lone_marks_are_typeset_as_smarty_does(text: str) -> None:
    text = re.sub(r"([\"'.,-])(?:[\"'.,-]|(?<=-)-)+", r"\1 ", f"x {text} x")
    stock = entities.unescape(markdown.markdown(text, extensions=["smarty"]))[3:-4]
    assert typeset(text, marks_of("en")) == stock


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
