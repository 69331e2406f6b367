"""The pipeline's own promises; what the pages show is shown in tests/sites/."""

import datetime
import os
import random

import pytest
from PIL import ExifTags, Image

import projects
from batchpages import build as pipeline
from batchpages import start
from batchpages.diagnostics import UsageError
from batchpages.edges import manifest, project
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
    "wish",
    [{"date": datetime.date(2027, 1, 1)}, {"drafts": True}, {"base_url": "https://other.example/"}, {"labels": True}],
    ids=["date", "drafts", "base", "labels"],
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


def test_a_build_that_had_something_to_say_says_it_again_and_opens_no_store(root, idle):
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + "<script>1</script>\n"})
    first = projects.build_here(root, labels=True)
    idle()
    again = projects.build_here(root, labels=True)
    assert (again.made, again.written, again.removed) == (0, (), ())
    assert (again.pages, again.others, again.sheets) == (first.pages, first.others, first.sheets)
    assert [line for line in projects.messages(again, root) if not line.startswith("    ")] == [
        "batchpages.yaml:3:11: info: no label sheets are made: `brand.example` is a name for examples",
        "content/batches/first.md:12:1: warning: `<script>` is left out: a story holds text, not programs",
    ]


def test_what_was_said_is_not_said_any_more_once_it_is_mended(root):
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + "<script>1</script>\n"})
    for _ in range(2):
        assert len(projects.build_here(root).diagnostics) == 1
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"]})
    for _ in range(2):
        assert projects.build_here(root).diagnostics == ()


def test_a_build_with_a_mistake_takes_no_short_way(root):
    projects.build_here(root)
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"].replace("maker: leila", "maker: liela")})
    told = [projects.messages(projects.build_here(root), root) for _ in range(3)]
    assert told[0][0] == "content/batches/first.md:4:8: error: there is no maker `liela`"
    assert told[0] == told[1] == told[2]


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
    assert start.clean(root) > 0
    assert not (root / ".batchpages" / "store").exists()
    assert projects.tree(root / "public") == before
    again = projects.build_here(root)
    assert again.made > 0
    assert (again.written, again.removed) == ((), ()), "what is made anew is what is there already"
    assert Store(root / ".batchpages" / "store", b"").get(b"") is None


# --- what a build must not get wrong twice ------------------------------------------------------------------------------


def read(root, path):
    return (root / "public" / path).read_text(encoding="utf-8")


def test_a_recalled_batch_is_recalled_everywhere_also_without_a_status(root):
    notice = "recall: {on: 2026-06-01, hazard: Glass., do: Stop., remedy: Refund., contact: help@xn--kse-qla.example}\n---"
    projects.write(root, {"content/batches/second.md": projects.SMALL["content/batches/second.md"].replace("\n---\nIt", f"\n{notice}\nIt")})
    projects.build_here(root)
    for path in ("index.html", "batches/index.html", "products/balm/index.html"):
        assert "€12.00" not in read(root, path), "nothing that is recalled is offered"
        assert "Recalled" in read(root, path)
    assert '"status": "recalled"' in read(root, "batches/second/batch.json")
    assert "help@xn--kse-qla.example" in read(root, "batches/second/index.html"), "an address is not typeset"


def test_a_page_that_was_touched_and_then_taken_away_is_missed(root):
    about = {"content/pages/about.md": "---\ntitle: About\n---\nSee [care](/care/).\n", "content/pages/care.md": "---\ntitle: Care\n---\nCool.\n"}
    projects.write(root, about)
    projects.build_here(root)
    (root / "public/care/index.html").touch()
    (root / "content/pages/care.md").unlink()
    report = projects.build_here(root)
    assert [line for line in projects.messages(report, root) if "/care/" in line]
    assert (root / "public/care/index.html").exists()


def test_two_stockists_may_say_the_same(root):
    shop = "---\ntitle: {0}\nkind: shop\n---\nFrom [ten](#opening-hours).[^1]\n\n## Opening hours\n\nTen to six.\n\n[^1]: Not on Sundays.\n"
    projects.write(root, {f"content/stockists/{name}.md": shop.format(name.title()) for name in ("casa", "loja")})
    projects.write(root, {"content/pages/where.md": "---\ntitle: Where\n---\n[Hours](stockist:casa#opening-hours)\n"})
    assert not projects.messages(projects.build_here(root), root)
    page = read(root, "stockists/index.html")
    for name in ("casa", "loja"):
        assert f'id="{name}-opening-hours"' in page
        assert f'href="#{name}-opening-hours"' in page
    assert 'href="/stockists/#casa-opening-hours"' in read(root, "where/index.html")


def test_an_anchor_in_a_static_file_is_not_ours_to_judge(root):
    projects.write(root, {"content/static/help.html": '<p id="returns">', "content/pages/help-us.md": "---\ntitle: H\n---\n[a](/help.html#returns)\n"})
    assert not projects.messages(projects.build_here(root), root)


def test_what_is_released_later_is_in_the_feed_from_that_day_on(root):
    later = projects.SMALL["content/batches/second.md"].replace("made: 2026-05-01", "made: 2026-05-01\nreleased: 2026-12-01")
    projects.write(root, {"content/batches/second.md": later})
    for day, told in ((datetime.date(2026, 11, 30), False), (datetime.date(2026, 12, 1), True)):
        projects.build_here(root, date=day)
        assert ("2026-12-01" in read(root, "feed.xml")) == told
        assert ("2026-12-01" in read(root, "sitemap.xml")) == told


def test_files_that_were_young_are_read_once_more_and_then_never(root, monkeypatch):
    projects.build_here(root)
    for path in (path for path in root.rglob("*") if path.is_file() and "public" not in path.parts and ".batchpages" not in path.parts):
        os.utime(path, ns=(1_700_000_000_000_000_000,) * 2)
    projects.build_here(root)
    reads = []
    real = project._read
    monkeypatch.setattr(project, "_read", lambda *args: reads.append(args[0]) or real(*args))
    projects.build_here(root)
    assert reads == []


def test_files_of_a_theme_that_nothing_reads_are_told(root):
    own = {"theme.yaml": "name: mine\nextends: shelf\n", "tempaltes/404.html": "x", "site.css": "", "templates/batchs.html": "x", "README.md": "about it"}
    projects.write(root, {f"themes/mine/{path}": text for path, text in own.items()} | {"batchpages.yaml": projects.SETTINGS + "theme: mine\n"})
    assert projects.messages(projects.build_here(root), root) == [
        "themes/mine/site.css: error: nothing reads this file of the theme",
        "    hint: templates lie in `templates/`, and what they link to in `assets/`",
        "themes/mine/tempaltes/404.html: error: nothing reads this file of the theme",
        "    hint: did you mean the folder `templates/`?",
        "themes/mine/templates/batchs.html: warning: no page uses this template",
        "    hint: did you mean `batches.html`?",
    ]


def test_stylesheets_with_equal_bytes_lead_to_the_files_beside_them(root):
    sheets = {f"themes/mine/assets/{look}/skin.css": "body { background: url(bg.svg) }\n" for look in ("light", "dark")}
    pictures = {f"themes/mine/assets/{look}/bg.svg": f'<svg xmlns="http://www.w3.org/2000/svg" id="{look}"/>\n' for look in ("light", "dark")}
    links = "{% extends 'shelf/base.html' %}{% block head %}{{ super() }}{% for a in ['light', 'dark'] %}<link rel=x href='{{ assets[a ~ '/skin.css'] }}'>{% endfor %}{% endblock %}\n"
    files = {"batchpages.yaml": projects.SETTINGS + "theme: mine\n", "themes/mine/theme.yaml": "name: mine\nextends: shelf\n"}
    projects.write(root, files | sheets | pictures | {"themes/mine/templates/base.html": links})
    assert not projects.messages(projects.build_here(root), root)
    skins = [path.read_text() for path in (root / "public/assets").glob("skin-*.css")]
    assert len(skins) == len(set(skins)) == 2


def test_a_picture_that_tells_where_it_was_taken_is_warned_of(root):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (37.0, 1.0, 40.0)})
    for path, options in (("a.jpg", {"exif": exif}), ("b.jpg", {})):
        (root / "content/static").mkdir(exist_ok=True)
        Image.new("RGB", (8, 8)).save(root / "content/static" / path, **options)
    said = projects.messages(projects.build_here(root), root)
    assert said == [
        "content/static/a.jpg: warning: this picture tells where it was taken, or which camera took it, and is published as it is",
        "    hint: export it without its metadata (EXIF)",
    ]
