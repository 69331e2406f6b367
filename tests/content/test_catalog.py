import datetime

import pytest

from batchpages import model
from batchpages.content.catalog import Record, link

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)


def record(kind, slug, **entry):
    return Record(model.Entry(**({"kind": kind, "slug": slug, "path": f"content/{model.FOLDERS[kind]}/{slug}.md", "title": slug.title()} | entry)), {})


def batch(slug, **entry):
    return record("batch", slug, **({"code": slug.upper(), "product": "balm", "maker": "leila"} | entry))


def linked(*records, sources=(), drafts=False):
    """The catalog, and what is told as (path, what, hint)."""
    catalog, found = link(records, set(sources), TODAY, drafts=drafts)
    assert all(d.severity == "error" and d.hint for d in found)
    return catalog, [(d.place.path, d.what, d.hint) for d in found]


def told(*records, **options):
    return linked(*records, **options)[1]


def only(*records, **options):
    """The one diagnostic as it is."""
    (found,) = link(records, set(options.pop("sources", ())), TODAY, drafts=options.pop("drafts", False))[1]
    return found


def slugs(records):
    return [each.entry.slug for each in records]


# --- links ----------------------------------------------------------------------------------------------------------------


def test_records_that_lead_to_each_other_are_in_order():
    assert told(batch("rose", references=("maker:leila", "batch:rose")), record("maker", "leila", references=("batch:rose",))) == []


@pytest.mark.parametrize(
    "path",
    ["makers/zoe.markdown", "makers/Zoë.docx", "makers/zoe/zoe.md", "makers/2026/zoe.md", "makers/2026/zoe/story.md", "maker/zoe.md", "makers/zoe/story.txt"],
)
def test_that_nothing_leads_to_a_file_that_is_not_read_is_no_second_mistake(path):
    about = record("page", "about", references=("maker:zoe",))
    assert told(about, sources=["content/pages/about.md", f"content/{path}"]) == []
    assert told(about, sources=["content/pages/about.md", f"content/static/{path}"]) != []


def test_that_nothing_leads_to_a_name_that_is_no_address_is_no_second_mistake():
    assert told(record("page", "about", references=("maker:zoe",)), record("maker", "Zoë", broken=True)) == []


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("maker:liela", "there is no maker `liela`", "did you mean `leila`?"),
        ("maker:zoe", "there is no maker `zoe`", "make `content/makers/zoe.md`, or name one that exists"),
        ("batch:leila", "there is no batch `leila`", "make `content/batches/leila.md`, or name one that exists"),
    ],
)
def test_a_link_to_a_record_that_is_not_there_is_told_where_it_is_mentioned(name, what, hint):
    found = only(record("page", "about", references=(name,)), record("maker", "leila"))
    assert (found.place.path, found.place.mention) == ("content/pages/about.md", name)
    assert (found.what, found.hint) == (what, hint)


def test_two_records_of_one_name_are_told_with_both_files():
    found = only(record("page", "about"), record("page", "about", path="content/pages/about/story.md"), record("maker", "about"))
    assert (found.place.path, found.what, found.also[0].path) == ("content/pages/about/story.md", "there is a page `about` already", "content/pages/about.md")


# --- files ----------------------------------------------------------------------------------------------------------------


def test_a_file_beside_the_story_must_be_there():
    path = "content/batches/rose/story.md"
    there = ["content/batches/rose/report.pdf", "content/batches/rose/lab/ph.pdf"]
    assert told(batch("rose", path=path, files=("report.pdf", "lab/ph.pdf")), sources=there) == []
    assert told(batch("rose", path=path, files=("reprot.pdf", "pot.jpg", "Report.pdf")), sources=there) == [
        (path, "there is no file `reprot.pdf` beside the story", "did you mean `report.pdf`?"),
        (path, "there is no file `pot.jpg` beside the story", "put it into `content/batches/rose/`"),
        (path, "there is no file `Report.pdf` beside the story", "did you mean `report.pdf`?"),
    ]


def test_a_story_that_is_a_single_file_has_none_beside_it():
    (found,) = told(batch("rose", files=("report.pdf",)), sources=["content/batches/report.pdf"])
    assert found[1:] == (
        "`report.pdf` would lie beside the story, but the story is a single file",
        "move `rose.md` to `rose/story.md` and put `report.pdf` beside it",
    )


# --- what is not published yet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("waits", [{"draft": True}, {"publish_on": TODAY + DAY}])
def test_a_batch_that_waits_is_known_and_has_no_page(waits):
    catalog, found = linked(batch("rose", **waits, ingredients=("salt",)), batch("mint"))
    assert found == []
    assert slugs(catalog.published) == slugs(catalog.shown("batch")) == slugs(catalog.of_product["balm"]) == slugs(catalog.of_maker["leila"]) == ["mint"]
    assert catalog.of_ingredient.get("salt", ()) == ()
    assert catalog.record("batch", "rose") is not None
    assert slugs(linked(batch("rose", **waits), batch("mint"), drafts=True)[0].published) == ["mint", "rose"]


@pytest.mark.parametrize("day", [TODAY, TODAY - DAY])
def test_a_batch_is_published_on_its_day(day):
    assert slugs(linked(batch("rose", publish_on=day))[0].published) == ["rose"]


def test_only_what_waits_too_may_lead_to_what_waits():
    waiting = batch("rose", draft=True)
    what = "the batch `rose` is not published yet, so nothing can lead to it"
    assert told(waiting, record("page", "about", references=("batch:rose",))) == [("content/pages/about.md", what, "publish it first, or take the link out")]
    assert told(waiting, batch("mint", publish_on=TODAY + DAY, references=("batch:rose",))) == []
    assert told(waiting, record("page", "about", references=("batch:rose",)), drafts=True) == []


def test_what_waits_is_checked_like_any_other():
    assert len(told(batch("rose", draft=True, references=("maker:nobody",), files=("a.pdf",)), batch("mint", code="rose"))) == 3


# --- codes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["RB-1", "rb-1", "Rb-1"])
def test_two_batches_cannot_have_one_code_in_whatever_case(code):
    found = only(batch("rose", code="RB-1"), batch("mint", code=code))
    assert (found.place.path, found.place.field) == ("content/batches/mint.md", ("code",))
    assert (found.what, found.also[0].path, found.also[0].field) == (f"`{code}` is the code of `rose` already", "content/batches/rose.md", ("code",))


def test_batches_whose_code_is_wrong_share_none():
    assert told(batch("rose", code="", broken=True), batch("mint", code="", broken=True)) == []


# --- old addresses -----------------------------------------------------------------------------------------------------------


def test_old_addresses_lead_to_their_record():
    catalog, found = linked(batch("rose", formerly=("b", "a")), record("page", "about", formerly=("b",)))
    assert found == []
    assert catalog.formerly == {"batch:rose": ("b", "a"), "page:about": ("b",)}


@pytest.mark.parametrize(
    ("records", "what", "also"),
    [
        ([batch("rose", formerly=("mint",)), batch("mint")], "`mint` cannot lead here: there is a batch of that name", "content/batches/mint.md"),
        ([batch("rose", formerly=("rose",))], "its old name is its present one", "content/batches/rose.md"),
        ([batch("mint", formerly=("old",)), batch("rose", formerly=("old",))], "`old` already leads to `mint`", "content/batches/mint.md"),
        ([batch("rose", formerly=("old", "old"))], "`old` already leads to `rose`", "content/batches/rose.md"),
        ([batch("rose", formerly=("mint",)), batch("mint", draft=True)], "`mint` cannot lead here: there is a batch of that name", "content/batches/mint.md"),
        ([batch("rose", formerly=("mint",)), batch("mint", broken=True)], "`mint` cannot lead here: there is a batch of that name", "content/batches/mint.md"),
    ],
)
def test_an_old_address_can_lead_to_one_record_only(records, what, also):
    found = only(*records)
    assert (found.place.path, found.place.field[0], found.what, found.also[0].path) == ("content/batches/rose.md", "formerly", what, also)


# --- order ------------------------------------------------------------------------------------------------------------------


def test_batches_stand_oldest_first_and_those_of_one_day_by_their_codes():
    days = [batch("new", date=TODAY), batch("old", date=TODAY - DAY), batch("z", date=TODAY, code="A"), batch("undated"), batch("soon", status="upcoming")]
    assert slugs(linked(*days)[0].published) == ["undated", "old", "z", "new", "soon"]
    assert slugs(linked(*reversed(days))[0].of_maker["leila"]) == ["undated", "old", "z", "new", "soon"]


def test_a_batch_that_is_announced_with_a_date_stands_by_it():
    assert slugs(linked(batch("b", date=TODAY), batch("a", status="upcoming", date=TODAY - DAY))[0].published) == ["a", "b"]


def test_records_are_shown_by_their_slugs():
    catalog, _ = linked(record("maker", "zoe"), record("maker", "ana"), record("page", "m"))
    assert slugs(catalog.shown("maker")) == ["ana", "zoe"]
    assert slugs(catalog.those("maker", ["zoe", "nobody", "ana"])) == ["zoe", "ana"]


# --- broken records -------------------------------------------------------------------------------------------------------


def test_a_broken_record_keeps_its_name_and_is_shown_nowhere():
    catalog, found = linked(record("maker", "leila", broken=True), batch("rose", references=("maker:leila",), formerly=("old",)), batch("bad", broken=True))
    assert found == []
    assert catalog.record("maker", "leila") is None
    assert slugs(catalog.published) == ["rose"]
    assert [entry.name for entry in catalog.broken] == ["maker:leila", "batch:bad"]


def test_a_broken_record_still_has_its_code_its_links_and_its_old_addresses():
    assert len(told(batch("bad", broken=True, code="X", references=("maker:nobody",)), batch("rose", code="x"))) == 2
    assert len(told(batch("bad", broken=True, formerly=("old",)), batch("rose", formerly=("old",)))) == 1
