"""Where a dead link is told: whole builds of a small shop, since stories and templates both have to be real."""

import pytest

import projects
from edits import SHOP

BASE, BATCH, MAKER, PAGE = (f"themes/plain/templates/{name}.html" for name in ("base", "batch", "maker", "page"))
TO_A_STORY = "link to a record by its name, such as `[the maker](maker:leila)`, or correct the address"
STOCKISTS = {
    "themes/plain/templates/stockists.html": '{% extends "base.html" %}{% block main %}{% for s in shops %}{{ s.story }}{% endfor %}{% endblock %}\n',
    "content/stockists/casa.md": "---\ntitle: Casa\n---\nOpen daily.\n",
    "content/stockists/feira.md": "---\ntitle: Feira\n---\nOn Sundays.\n",
}


def at_end(text, more):
    shown, end, _ = text.rpartition("{% endblock %}\n")
    return shown + more + end if end else text + more


@pytest.fixture
def told(tmp_path):
    """What a build of the shop says, with `also` at the end of some files (of what a template shows), and without some of them."""

    def built(also, without=(), shop=SHOP):
        files = {path: text for path, text in shop.items() if path not in without}
        root = projects.write(tmp_path, files | {path: at_end(files[path], text) for path, text in also.items()})
        return projects.messages(projects.build_here(root), root)

    return built


def test_a_link_in_a_story_is_told_in_that_story(told):
    (what, hint) = told({"content/batches/one.md": "[a](/gone/)\n"})
    assert what == "content/batches/one.md:14:5: error: the page `/batches/one/` links to `/gone/`, which leads nowhere"
    assert hint == f"    hint: {TO_A_STORY}"


def test_a_link_in_a_stockists_story_is_told_in_that_stockists_file(told):
    (what, hint) = told({"content/stockists/feira.md": "[a](/gone/)\n"}, shop=SHOP | STOCKISTS)
    assert what == "content/stockists/feira.md:5:5: error: the page `/stockists/` links to `/gone/`, which leads nowhere"
    assert hint == f"    hint: {TO_A_STORY}"


def test_a_link_in_a_template_is_told_once_for_all_its_pages_and_at_its_place(told):
    (what, hint) = told({BASE: "\n<p>\n  <a class=x href='/gone/'>x</a>\n"})
    assert what == f"{BASE}:4:20: error: the page `/` links to `/gone/`, which leads nowhere"
    assert hint == "    hint: correct the address in the template"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("../gone/", "/gone/"),
        ("gone.png", "/about/gone.png"),
        ("https://shop.example/gone/", "/gone/"),
    ],
)
def test_a_link_is_told_as_it_leads_and_where_it_was_written(written, link, told):
    what, _ = told({PAGE: f'<a\nhref="{written}">x</a>'})
    assert what == f"{PAGE}:2:7: error: the page `/about/` links to `{link}`, which leads nowhere"


@pytest.mark.parametrize(("written", "page"), [("#gone", "/batches/one/"), ("maker:leila#gone", "/makers/leila/"), ("/makers/leila/#gone", "/makers/leila/")])
def test_an_anchor_in_a_story_is_told_at_the_link(written, page, told):
    what, hint = told({"content/batches/one.md": f"Some [a]({written})\n"})
    assert what == f"content/batches/one.md:14:10: error: the page `/batches/one/` links to `#gone` on `{page}`, where nothing has this name"
    assert hint == "    hint: write the heading in small letters with hyphens, such as `#her-tools`, or leave the `#` and all after it out"


@pytest.mark.parametrize(("written", "page"), [("#gone", "/about/"), ("/#gone", "/"), ("/batches/one/#gone", "/batches/one/")])
def test_an_anchor_in_a_template_is_told_there(written, page, told):
    what, _ = told({PAGE: f'<a\nhref="{written}">x</a>'})
    assert what == f"{PAGE}:2:7: error: the page `/about/` links to `#gone` on `{page}`, where nothing has this name"


def test_the_anchor_that_was_meant_is_named_as_its_author_writes_it(told):
    _, hint = told({"content/makers/leila.md": "## Her tools\n", "content/batches/one.md": "[a](maker:leila#the-tools)\n"})
    assert hint == "    hint: did you mean `#her-tools`?"
    _, hint = told({"content/stockists/feira.md": "## Opening hours\n\n[a](#opening-hour)\n"}, shop=SHOP | STOCKISTS)
    assert hint == "    hint: did you mean `#opening-hours`?"


def test_the_same_link_in_a_story_and_in_its_template_is_told_in_both(told):
    messages = told({"content/pages/about.md": "[a](/gone/)\n", BATCH: "\n<a href='/gone/'>x</a>"})
    assert [line.partition(" ")[0] for line in messages[::2]] == ["content/pages/about.md:6:5:", f"{BATCH}:2:10:"]


def test_an_address_that_no_file_holds_is_told_with_its_page(told):
    (what, hint) = told({PAGE: "<a href='{{ '/go' ~ 'ne/' }}'>x</a>"})
    assert what == "content/pages/about.md: error: the page `/about/` links to `/gone/`, which leads nowhere"
    assert hint == "    hint: correct the address in the template that puts it together"


# --- a theme that makes no page of some kind ------------------------------------------------------------------------------


def test_a_link_to_a_kind_that_the_theme_has_no_pages_for_is_told_once_at_the_link(told):
    (what, hint) = told({}, without=[MAKER])
    assert what == "content/batches/two.md:12:17: error: the theme makes no page of any maker, so that `maker:leila` leads nowhere"
    assert hint == "    hint: take the link out, or use a theme that has such pages"


def test_each_such_link_is_told(told):
    messages = told({"content/batches/two.md": "[a](maker:omar) [b](maker:leila#tools)\n"}, without=[MAKER])
    assert [line.partition(": ")[0] for line in messages[::2]] == [f"content/batches/two.md:{place}" for place in ("12:17", "13:5", "13:21")]
    assert all("the theme makes no page of any maker" in line for line in messages[::2])


def test_without_such_a_link_nothing_is_missed(told):
    plain = SHOP | {"content/batches/two.md": SHOP["content/batches/two.md"].replace("[the maker](maker:leila)", "the maker")}
    assert told({}, without=[MAKER], shop=plain) == []
