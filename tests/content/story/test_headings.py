from batchpages.diagnostics import Place
from batchpages.model import Heading
from content.story.reading import PATH, html_of, only_error, parse


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
