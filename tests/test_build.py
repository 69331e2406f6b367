"""The pipeline's own promises; what the pages show is shown in tests/sites/."""

import datetime
import os
import random

import pytest

import projects
from batchpages import build as pipeline
from batchpages.diagnostics import UsageError
from batchpages.edges import manifest
from batchpages.engine.store import Store
from batchpages.engine.task import digest_of


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path / "shop", projects.SMALL)


@pytest.fixture
def idle(monkeypatch):
    """A build that is called now may not even open the store."""

    def opened(*_):
        raise AssertionError("the store was opened")

    return lambda: monkeypatch.setattr(pipeline, "Store", opened)


def test_a_build_after_which_nothing_changed_opens_no_store(root, idle):
    first = projects.build_here(root)
    idle()
    again = projects.build_here(root)
    assert (again.made, again.written, again.removed) == (0, (), ())
    assert (again.pages, again.others) == (first.pages, first.others)


@pytest.mark.parametrize(
    "wish", [{"date": datetime.date(2027, 1, 1)}, {"drafts": True}, {"base_url": "https://other.example/"}], ids=["date", "drafts", "base"]
)
def test_another_wish_is_another_build(root, idle, wish):
    projects.build_here(root)
    idle()
    with pytest.raises(AssertionError, match="opened"):
        projects.build_here(root, **wish)


def test_what_was_altered_or_deleted_in_the_output_is_mended(root):
    projects.build_here(root)
    whole = projects.tree(root / "public")
    (root / "public" / "index.html").unlink()
    (root / "public" / "batches" / "first" / "index.html").write_text("altered by hand")
    report = projects.build_here(root)
    assert projects.tree(root / "public") == whole
    assert set(report.written) == {"index.html", "batches/first/index.html"}


@pytest.mark.parametrize("staging", [".batchpages-new/0", "../.public.batchpages-new/index.html"], ids=["into", "aside"])
def test_what_a_killed_build_left_is_mended_although_nothing_else_changed(root, staging):
    projects.build_here(root)
    whole = projects.tree(root / "public")
    projects.write(root / "public", {staging: "half a pa"})
    where = manifest.records(root / ".batchpages", root, root / "public")
    manifest.store(where, manifest.Journal(where.output, {"index.html": digest_of(b"never written")}))
    report = projects.build_here(root)
    assert report.diagnostics == ()
    assert projects.tree(root / "public") == whole
    assert not [path for path in root.rglob("*") if path.name.endswith(".batchpages-new")]
    assert not where.journal.exists()


def test_a_batch_stops_naming_a_market_when_that_is_over(root):
    projects.write(
        root,
        {
            "content/stockists/fair.md": "---\ntitle: The fair\nkind: market\nfrom: 2026-12-05\nto: 2026-12-06\n---\n",
            "content/batches/third.md": "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\nstockists: [fair]\n---\nStirred.\n",
        },
    )
    page = root / "public" / "batches" / "third" / "index.html"
    shown = {}
    for day in (6, 7):
        report = projects.build_here(root, date=datetime.date(2026, 12, day))
        shown[day] = ("The fair" in page.read_text(encoding="utf-8"), report.written)
    assert shown[6][0]
    assert not shown[7][0]
    assert set(shown[7][1]) == {"batches/third/index.html", "stockists/index.html"}, "nothing else depends on the day"


def test_a_warning_is_told_by_every_build(root):
    projects.write(root, {"content/batches/first/notes.txt": "of no use"})
    told = [projects.messages(projects.build_here(root), root) for _ in range(2)]
    assert told[0] == told[1]


def test_what_cannot_be_read_is_told_although_nothing_else_changed(root):
    projects.build_here(root)
    (root / "content" / "batches" / "out.md").symlink_to(root.parent / "elsewhere.md")
    (found,) = projects.build_here(root).diagnostics
    assert "leads out of the project" in found.what


def test_an_output_that_is_refused_is_refused_before_anything_is_read(root, idle):
    idle()
    projects.write(root, {"content/batches/first.md": "no front matter"})
    with pytest.raises(UsageError, match="holds the project"):
        projects.build_here(root, root.parent)


def test_a_damaged_store_is_made_anew(root):
    projects.build_here(root)
    whole = projects.tree(root / "public")
    for pack in (root / ".batchpages" / "store").glob("*.pack"):
        pack.write_bytes(b"x" * pack.stat().st_size)
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + "\nMore.\n"})
    projects.build_here(root)
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"]})
    projects.build_here(root)
    assert projects.tree(root / "public") == whole


def test_a_damaged_memory_of_the_last_build_is_a_miss(root):
    """Whatever bit of it the disk loses: which bytes the sources have, or that there is nothing to do."""
    for path in root.rglob("*.*"):
        os.utime(path, (0, 0))  # what was written just now is read again in any case
    report = projects.build_here(root)
    whole = projects.tree(root / "public")
    stamps = root / ".batchpages" / "stamps"
    intact, chance = stamps.read_bytes(), random.Random(11)
    for position in [*range(0, 60, 6), *(chance.randrange(len(intact)) for _ in range(50))]:
        damaged = bytearray(intact)
        damaged[position] ^= 1 << chance.randrange(8)
        stamps.write_bytes(damaged)
        again = projects.build_here(root)
        assert (again.diagnostics, again.pages, again.others) == ((), report.pages, report.others), f"byte {position}"
    assert projects.tree(root / "public") == whole


def test_cleaning_empties_the_store_and_nothing_else(root):
    projects.build_here(root)
    before = projects.tree(root / "public")
    assert pipeline.clean(root) > 0
    assert not (root / ".batchpages" / "store").exists()
    assert projects.tree(root / "public") == before
    again = projects.build_here(root)
    assert again.made > 0
    assert (again.written, again.removed) == ((), ()), "what is made anew is what is there already"
    assert Store(root / ".batchpages" / "store", b"").get(b"") is None
