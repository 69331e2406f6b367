"""Titles and the names that come from them, whatever somebody types."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages.diagnostics import UsageError
from batchpages.located_yaml import parse
from batchpages.model import SLUG
from batchpages.starters.names import check_slug, free_slug, in_list, in_yaml, slug_for, title_of
from begun import PEOPLE, entry, known


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rain in May", "rain-in-may"),
        ("Zoë’s Käse & Straße", "zoes-kase-strasse"),
        ("Øl, Æble, Łódź, ĳs", "ol-aeble-lodz-ijs"),
        ("Leila's -- third", "leilas-third"),
        ("İstanbul ışık", "istanbul-isik"),
        ("№ 7", "no-7"),
        ("2026", ""),
        ("Дождь в мае", ""),
        ("مطر", ""),
        ("🌹🌹", ""),
        ("a" * 300, "a" * 60),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_a_title_gives_a_name(title, slug):
    assert slug_for(title) == slug


@pytest.mark.parametrize(
    ("language", "slug"), [("de", "grosse-aepfel-im-oel-uebrig"), ("de-AT", "grosse-aepfel-im-oel-uebrig"), ("fi", "grosse-apfel-im-ol-ubrig")]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_language_has_its_own_way_with_its_letters(language, slug, form):
    assert slug_for(unicodedata.normalize(form, "Große Äpfel im Öl übrig"), language) == slug


@given(st.text(max_size=300))
def test_a_name_from_any_title_can_be_an_address(title):
    slug = free_slug(known(*PEOPLE), "batch", title, "RB-2026-001")
    assert re.fullmatch(SLUG, slug)
    assert len(slug) <= 70


def test_a_name_that_is_taken_gets_a_number():
    project = known(entry("maker", "leila", formerly=("lila",)), entry("maker", "leila-2"), entry("page", "rain"))
    assert free_slug(project, "maker", "Leila") == "leila-3"
    assert free_slug(project, "maker", "Lila") == "lila-2", "the old address leads to Leila"
    assert free_slug(project, "product", "Leila") == "leila"
    assert free_slug(project, "page", "Batches") == "batches-2", "the storefront has its own page there"
    assert free_slug(project, "page", "Con") == "con-2", "Windows keeps it"
    assert free_slug(project, "maker", "レイラ") == "maker"
    assert free_slug(project, "batch", "5 月の雨", "RB--7-") == "rb-7"
    assert free_slug(known(printed=["rain"]), "batch", "Rain") == "rain-2", "labels lead there"


@pytest.mark.parametrize(
    ("kind", "slug", "said"),
    [
        ("maker", "Leila", "write `leila`"),
        ("maker", "leila", "there is `content/makers/leila.md` already; take another, such as `leila-2`"),
        ("maker", "nul", "Windows keeps it for itself; take another, such as `nul-2`"),
        ("page", "recalls", "the storefront has its own pages there"),
        ("batch", "../../etc", "cannot stand in an address"),
        ("batch", "rain", "it stands on labels"),
        ("product", "a" * 101, "cannot stand in an address"),
    ],
)
def test_a_name_that_is_asked_for_and_cannot_be_is_told(kind, slug, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        check_slug(known(*PEOPLE, printed=["rain"]), kind, slug)


def test_a_title_is_one_line_without_what_nobody_sees():
    assert title_of(" Rain\n\tin\r\n May\u202e\x00\ufeff\ud83c ") == "Rain in May"
    assert title_of("👩‍👧 مطر") == "👩‍👧 مطر"
    assert title_of("x" * 120) == "x" * 120


@pytest.mark.parametrize(("title", "said"), [("", "at least one letter"), ("\u202e \n", "at least one letter"), ("x" * 121, "has 121 characters, and 120")])
def test_a_title_that_cannot_be_is_told(title, said):
    with pytest.raises(UsageError, match=said):
        title_of(title)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rain in May", "Rain in May"),
        ("Rain: a story", '"Rain: a story"'),
        ("Batch #7", '"Batch #7"'),
        ("Batch # 7", '"Batch # 7"'),
        ('The "best"', 'The "best"'),
        ('"Best": ours', "'\"Best\": ours'"),
        ('It\'s: \\ "so"', "'It''s: \\ \"so\"'"),
        ("- dash", '"- dash"'),
        ("{NNN}", '"{NNN}"'),
        ("---", "---"),
        ("012", "012"),
    ],
)
def test_a_text_is_quoted_where_it_must_be(text, written):
    assert in_yaml(text) == written


@given(st.text(min_size=1, max_size=120))
def test_any_title_can_be_written_and_read_again(text):
    try:
        title = title_of(text)
        written, listed = in_yaml(title), in_list(title)
    except UsageError:
        return
    tree, mistakes = parse(f"title: {written}   # What it is called.\nlist: [{listed}, b]\n")
    assert not mistakes
    assert tree.entries["title"].value.text == title
    assert [item.text for item in tree.entries["list"].value.items] == [title, "b"]
