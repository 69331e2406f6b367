"""A printed code never breaks: each way to break an issued address, tried with real builds, and each way out."""

import datetime
import re
import stat
from pathlib import Path

import pytest

import projects
from batchpages.diagnostics import MachineError, UsageError, errors
from batchpages.edges.disk import Disk
from batchpages.start import forget, print_labels, read_issued
from batchpages.wish import Job

HOST = "https://shop.pt/"
SETTINGS = projects.SETTINGS.replace("https://brand.example/", HOST)
SHOP = projects.SMALL | {
    "batchpages.yaml": SETTINGS,
    "content/products/balm.md": "---\ntitle: Rose Balm\nsize: 50 ml\ngtin: '5609999001019'\n---\nA balm.\n",
    "content/batches/third.md": "---\ntitle: The third\nproduct: balm\nmaker: leila\ncode: RB-3\nmade: 2026-06-01\n---\nNobody links here.\n",
}
LEDGER = "labels.ledger.yaml"


@pytest.fixture(autouse=True)
def not_on_a_build_service(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path / "shop", SHOP)


def build(root, **wish):
    return projects.build_here(root, labels=True, **wish)


def settings(root, labels="", **others):
    text = SETTINGS + "".join(f"{name}: {value}\n" for name, value in others.items()) + (f"labels: {labels}\n" if labels else "")
    projects.write(root, {"batchpages.yaml": re.sub(r"(?s)(base_url: .*\n)(.*)base_url: (.*?)\n", r"base_url: \3\n\2", text)})


def printed(root, *batches, **job):
    return print_labels(root, Job(batches, **job), projects.in_process, lambda *_: None)


def good(report):
    assert not errors(report.diagnostics), [each.what for each in report.diagnostics]
    return report


def ledger(root):
    return [line for line in (root / LEDGER).read_text().splitlines() if not line.startswith("#")]


def addresses(root):
    return [line.partition(": ")[0] for line in ledger(root)]


def refused(root, **wish):
    """The messages of a build that publishes nothing and changes nothing in the ledger."""
    before, standing = (root / LEDGER).read_bytes(), projects.tree(root / "public")
    report = build(root, **wish)
    assert errors(report.diagnostics)
    assert (root / LEDGER).read_bytes() == before
    assert projects.tree(root / "public") == standing
    return projects.messages(report, root)


def change(root, path, old, new):
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


THIRD = "content/batches/third.md"


# --- what is issued ------------------------------------------------------------------------------------------------------------


def test_every_sheet_has_its_address_in_the_ledger_and_every_address_its_page(root):
    report = good(build(root))
    assert report.sheets == 3
    assert sorted(path.name for path in (root / "labels").iterdir()) == ["RB-1.pdf", "RB-2.pdf", "RB-3.pdf"]
    assert ledger(root) == [
        "https://shop.pt/batches/first/: {batch: RB-1, issued: 2026-11-24, labels: 0}",
        "https://shop.pt/batches/second/: {batch: RB-2, issued: 2026-11-24, labels: 0}",
        "https://shop.pt/batches/third/: {batch: RB-3, issued: 2026-11-24, labels: 0}",
    ]
    again = build(root)
    assert (again.made, again.written, again.sheets) == (0, (), 3)


@pytest.mark.parametrize(
    ("target", "paths"),
    [
        ("short", ["B/RB-1/", "B/RB-2/", "B/RB-3/"]),
        ("gs1", ["01/05609999001019/10/RB-1/", "01/05609999001019/10/RB-2/", "01/05609999001019/10/RB-3/"]),
    ],
)
def test_the_printed_address_shows_the_batch_at_once(root, target, paths):
    settings(root, f"{{target: {target}}}")
    good(build(root))
    slash = "" if target == "gs1" else "/"
    assert addresses(root) == [f"{HOST}{path.rstrip('/')}{slash}" for path in paths]
    for path, slug in zip(paths, ["first", "second", "third"], strict=True):
        page = (root / "public" / path / "index.html").read_bytes()
        assert page == (root / "public/batches" / slug / "index.html").read_bytes()
        assert f'<link rel="canonical" href="{HOST}batches/{slug}/">'.encode() in page
        assert b'http-equiv="refresh"' not in page
    assert not [line for line in (root / "public/sitemap.xml").read_text().splitlines() if "/B/" in line or "/01/" in line]


def test_each_numbered_unit_has_a_page_that_tells_its_number(root):
    settings(root, "{target: gs1}")
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 12\nnumbered: true\n")
    good(build(root))
    lot = "01/05609999001019/10/RB-3"
    assert [each.removeprefix(f"{HOST}{lot}/21/") for each in addresses(root) if f"{lot}/21/" in each] == sorted(map(str, range(1, 13)))
    page = (root / "public" / lot / "21/7/index.html").read_text()
    assert "No. 7" in page
    assert f'<link rel="canonical" href="{HOST}batches/third/">' in page
    assert "No. 7" not in (root / "public" / lot / "index.html").read_text()


def test_pages_are_the_same_with_and_without_labels(root):
    settings(root, "{target: short}")
    good(build(root))
    with_labels = projects.tree(root / "public")
    good(projects.build_here(root, root / "other"))
    assert projects.tree(root / "other") == with_labels


def test_a_draft_gets_no_sheet_not_even_in_a_preview_of_drafts(root):
    change(root, THIRD, "code: RB-3\n", "code: RB-3\ndraft: true\n")
    good(build(root, drafts=True))
    assert addresses(root) == [f"{HOST}batches/first/", f"{HOST}batches/second/"]
    with pytest.raises(UsageError, match="is a draft"):
        printed(root, "RB-3")


# --- each way to break an issued address, and the ways out ----------------------------------------------------------------


def test_deleting_a_batch_is_refused(root):
    good(build(root))
    (root / THIRD).unlink()
    told, hint = refused(root)
    assert told == f"{LEDGER}:5:1: error: `https://shop.pt/batches/third/` is on a label sheet of the batch `RB-3`, and would have no page"
    assert hint == (
        "    hint: give the batch its code `RB-3` back, or restore it from git; or write `, retired: <batch>` behind the number of labels in this "
        "line, for a page that leads on to that batch; or, if nobody ever printed such a sheet, run `batchpages ledger forget RB-3`"
    )
    assert forget(root, "RB-3") == 1
    good(build(root))
    assert addresses(root) == [f"{HOST}batches/first/", f"{HOST}batches/second/"]
    assert not (root / "labels/RB-3.pdf").exists()


def test_what_was_printed_cannot_be_forgotten_but_retired(root):
    good(build(root))
    assert printed(root, "RB-3").files[0][1].labels == 21
    (root / THIRD).unlink()
    (told, hint) = refused(root)
    assert "is printed on labels of the batch `RB-3`" in told
    assert "forget" not in hint
    with pytest.raises(UsageError, match="21 labels of `RB-3` were made to be printed"):
        forget(root, "RB-3")
    change(root, LEDGER, "labels: 21}", "labels: 21, retired: second}")
    good(build(root))
    page = (root / "public/batches/third/index.html").read_text()
    assert "RB-3" in page
    assert 'href="/batches/second/"' in page
    assert f'<link rel="canonical" href="{HOST}batches/second/">' in page
    assert ledger(root)[-1].endswith("labels: 21, retired: second}")
    change(root, LEDGER, "retired: second}", "retired: secnd}")
    assert refused(root)[0] == f"{LEDGER}:5:1: error: there is no published batch `secnd` that the retired batch `RB-3` could lead on to"


def test_renaming_a_folder_is_refused_until_it_says_what_it_was_called(root):
    good(build(root))
    (root / THIRD).rename(root / "content/batches/spring.md")
    (told, hint) = refused(root)
    assert "`https://shop.pt/batches/third/`" in told
    assert "write `formerly: [third]` into `content/batches/spring.md`" in hint
    change(root, "content/batches/spring.md", "code: RB-3\n", "code: RB-3\nformerly: [third]\n")
    good(build(root))
    old, new = ((root / "public/batches" / slug / "index.html").read_bytes() for slug in ("third", "spring"))
    assert old == new, "the batch itself, and no page that only says where it went"
    assert addresses(root)[2:] == [f"{HOST}batches/spring/", f"{HOST}batches/third/"]


@pytest.mark.parametrize("target", ["short", "gs1"])
def test_changing_a_code_is_refused(root, target):
    settings(root, f"{{target: {target}}}")
    good(build(root))
    change(root, THIRD, "code: RB-3", "code: RB-33")
    (told, hint) = refused(root)
    assert "of the batch `RB-3`, and would have no page" in told
    assert "give the batch its code `RB-3` back" in hint
    change(root, THIRD, "code: RB-33", "code: RB-3")
    good(build(root))


def test_a_code_that_changed_under_its_own_page_is_warned_of(root):
    good(build(root))
    change(root, THIRD, "code: RB-3", "code: RB-33")
    messages = projects.messages(good(build(root)), root)
    assert messages[0].startswith(f"{LEDGER}:5:1: warning: `https://shop.pt/batches/third/` was printed for the batch `RB-3`")


def test_a_draft_that_has_labels_is_refused(root):
    good(build(root))
    change(root, THIRD, "code: RB-3\n", "code: RB-3\ndraft: true\n")
    assert f"publish `{THIRD}` again: it is a draft" in refused(root)[1]
    change(root, THIRD, "draft: true", "publish_on: 2026-12-01")
    assert "it is not due before 2026-12-01" in refused(root)[1]


@pytest.mark.parametrize(("before", "after"), [("short", "batch"), ("gs1", "batch"), ("short", "gs1"), ("gs1", "short"), ("batch", "gs1")])
def test_another_target_is_for_new_sheets_and_old_labels_keep_their_pages(root, before, after):
    settings(root, f"{{target: {before}}}")
    good(build(root))
    old = {address: page_at(root, address) for address in addresses(root)}
    settings(root, f"{{target: {after}}}")
    good(build(root))
    assert {address: page_at(root, address) for address in old} == old
    assert old.keys() < set(addresses(root))


def page_at(root, address):
    return (root / "public" / address.removeprefix(HOST).rstrip("/") / "index.html").read_bytes()


def test_another_gtin_keeps_the_pages_at_the_old_one(root):
    settings(root, "{target: gs1}")
    good(build(root))
    change(root, "content/products/balm.md", "5609999001019", "5609999001026")
    good(build(root))
    assert page_at(root, f"{HOST}01/05609999001019/10/RB-3") == page_at(root, f"{HOST}01/05609999001026/10/RB-3")


def test_another_host_is_refused_until_it_is_listed(root):
    good(build(root))
    settings(root, base_url="https://new-shop.pt/")
    (told, also, hint) = refused(root)
    assert told == (
        "batchpages.yaml:3:11: error: labels of `RB-1`, `RB-2`, `RB-3` carry 3 addresses at `https://shop.pt/`, "
        "and the storefront stands at `https://new-shop.pt/`"
    )
    assert "add `former_hosts: [shop.pt]`" in hint
    assert LEDGER in also
    settings(root, base_url="https://new-shop.pt/", former_hosts="[shop.pt]")
    good(build(root))
    assert len(addresses(root)) == 6


def test_another_path_is_a_move_too(root):
    good(build(root))
    settings(root, base_url="https://shop.pt/balms/")
    assert "carry 3 addresses at `https://shop.pt/`" in refused(root)[0]
    settings(root, base_url="https://shop.pt/balms/", former_hosts="[shop.pt]")
    good(build(root))


def test_a_former_host_can_have_a_path(root):
    settings(root, base_url="https://brand.github.io/shop/")
    good(build(root))
    settings(root, base_url="https://shop.pt/", former_hosts="[brand.github.io]")
    assert "carry 3 addresses at `https://brand.github.io/shop/`" in refused(root)[0]
    settings(root, base_url="https://shop.pt/", former_hosts="[brand.github.io/shop]")
    good(build(root))


def test_a_preview_elsewhere_is_held_to_the_ledger_and_issues_nothing(root):
    good(build(root))
    before = projects.tree(root / "labels"), (root / LEDGER).read_bytes()
    for base in ("http://localhost:8000/", "https://staging.shop.pt/x/"):
        report = good(build(root, base_url=base, output=root / "preview"))
        assert [each.severity for each in report.diagnostics] == ["info"]
    assert (projects.tree(root / "labels"), (root / LEDGER).read_bytes()) == before
    (root / THIRD).unlink()
    assert errors(build(root, base_url="http://localhost:8000/", output=root / "preview").diagnostics)


def test_one_mistake_makes_one_message(root):
    good(build(root))
    change(root, THIRD, "maker: leila", "maker: liela")
    assert [each for each in refused(root) if "error" in each] == ["content/batches/third.md:4:8: error: there is no maker `liela`"]
    change(root, THIRD, "code: RB-3", "code: rb/3!")
    assert not [each for each in refused(root) if LEDGER in each]


def test_a_damaged_line_stops_the_build(root):
    good(build(root))
    change(root, LEDGER, "labels: 0}", "labels: 0")
    assert [each.partition(" ")[0] for each in refused(root) if "error" in each] == [f"{LEDGER}:{line}:1:" for line in (3, 4, 5)]


def test_the_ledger_is_rewritten_only_to_add_to_it(root):
    good(build(root))
    change(root, LEDGER, "https://shop.pt/batches/third/", "# the last one\nhttps://shop.pt/batches/third/")
    before = (root / LEDGER).read_bytes()
    good(build(root))
    assert (root / LEDGER).read_bytes() == before
    printed(root, "RB-1", copies=2)
    assert "# the last one" in (root / LEDGER).read_text()


# --- where nothing can be issued -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("http://localhost:8000/", "leads nowhere outside"),
        ("https://192.168.1.7/", "is the number of a computer"),
        ("http://shop.pt/", "has no https"),
        ("https://example.com/", "is a name for examples"),
        ("https://deploy-preview-7--shop.netlify.app/", "Netlify makes for one deploy"),
        ("https://3f2a1b.shop.pages.dev/", "Cloudflare Pages makes for one deploy"),
        ("https://shop-git-spring-brand.vercel.app/", "Vercel makes for one deploy"),
        ("https://1234.ngrok-free.app/", "a tunnel to one computer"),
        ("https://shop.pt:8443/", "has a port"),
    ],
)
def test_an_address_that_cannot_last_gets_no_sheet(root, base, why):
    settings(root, base_url=base)
    report = good(build(root))
    (said,) = report.diagnostics
    assert (said.severity, report.sheets) == ("info", 0)
    assert why in said.what
    assert not (root / LEDGER).exists()
    assert not (root / "labels").exists()
    assert build(root).diagnostics == (said,), "it is said again, and nothing is made"
    told = printed(root, "RB-1")
    assert [each.what for each in errors(told.diagnostics)] == [said.what]
    assert not (root / LEDGER).exists()


@pytest.mark.parametrize("base", ["https://shop.netlify.app/", "https://brand.github.io/shop/", "https://shop.pages.dev/", "https://shop.vercel.app/"])
def test_an_address_of_ones_own_at_a_host_can_last(root, base):
    settings(root, base_url=base)
    assert good(build(root)).sheets == 3


def test_a_build_service_issues_nothing_new_and_holds_what_was_issued(root, monkeypatch):
    (root / THIRD).rename(root / "later.md")
    good(build(root))
    (root / "later.md").rename(root / THIRD)
    monkeypatch.setenv("CI", "true")
    before = (root / LEDGER).read_bytes()
    report = good(build(root))
    (said,) = report.diagnostics
    assert said.what.startswith("`RB-3` has no label sheet yet, and gets none here: this is a build service")
    assert (said.severity, report.sheets) == ("info", 2)
    assert (root / LEDGER).read_bytes() == before
    with pytest.raises(MachineError, match="no labels can be made here"):
        printed(root, "RB-1")
    (root / "content/batches/second.md").unlink()
    assert errors(build(root).diagnostics)
    monkeypatch.delenv("CI")
    projects.write(root, {"content/batches/second.md": SHOP["content/batches/second.md"]})
    assert good(build(root)).sheets == 3


def test_a_ledger_that_cannot_be_written_is_left_as_it_is(root, monkeypatch):
    (root / THIRD).rename(root / "later.md")
    good(build(root))
    (root / "later.md").rename(root / THIRD)
    (root / LEDGER).chmod(stat.S_IREAD)
    monkeypatch.setattr("os.access", lambda path, _mode: not str(path).endswith(LEDGER))  # tests may run as one who may do anything
    report = good(build(root))
    assert "`labels.ledger.yaml` cannot be written" in report.diagnostics[0].what
    assert report.sheets == 2


def test_without_labels_nothing_of_them_is_touched(root):
    good(build(root))
    (root / "labels/RB-1.pdf").unlink()
    before = projects.tree(root / "labels")
    good(projects.build_here(root))
    assert projects.tree(root / "labels") == before
    (root / THIRD).unlink()
    assert errors(projects.build_here(root).diagnostics), "but the ledger holds all the same"


# --- labels that are printed -------------------------------------------------------------------------------------------------


def test_labels_are_counted_and_more_than_there_are_units_is_warned_of(root):
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 30\n")
    good(build(root))
    assert printed(root, "third").diagnostics == ()
    report = printed(root, "RB-3", copies=10)
    (said,) = report.diagnostics
    assert (said.severity, said.what) == ("warning", "that makes 31 labels of `RB-3`, of which 30 units were made")
    assert report.files[0][1].labels == 10
    assert ledger(root)[2].endswith("labels: 31}")


def test_many_batches_go_onto_one_sheet(root):
    report = printed(root, "RB-1", "RB-2", copies=5, output=root / "market.pdf")
    assert [(path, file.pages, file.labels) for path, file in report.files] == [(root / "market.pdf", 1, 10)]
    assert report.unpublished == ("RB-1", "RB-2"), "nothing was built yet"
    assert [line.rpartition(" ")[2] for line in ledger(root)] == ["5}", "5}"]
    assert not (root / "labels").exists()


def test_the_numbers_of_units_can_be_chosen(root):
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 240\nnumbered: true\n")
    assert printed(root, "RB-3", first=12, last=40).files[0][1].labels == 29
    with pytest.raises(UsageError, match="has 240 units, and no number 241"):
        printed(root, "RB-3", first=241, last=241)
    with pytest.raises(UsageError, match="have no numbers"):
        printed(root, "RB-1", first=1, last=2)


def test_a_batch_that_does_not_exist_is_told_with_the_nearest(root):
    with pytest.raises(UsageError, match="there is no published batch `frist`; did you mean `first`"):
        printed(root, "frist")


def test_a_print_goes_back_to_the_plain_sheet_with_the_next_build(root):
    good(build(root))
    plain = projects.tree(root / "labels")
    printed(root, "RB-1", start=5)
    changed = projects.tree(root / "labels")
    assert {path for path in plain if changed[path] != plain[path]} == {"RB-1.pdf"}
    good(build(root))
    assert projects.tree(root / "labels") == plain


def test_the_ledger_is_shown_with_the_state_of_each_address(root):
    good(build(root))
    printed(root, "RB-3")
    (root / THIRD).unlink()
    (root / "content/batches/second.md").unlink()
    change(root, LEDGER, "batch: RB-2, issued: 2026-11-24, labels: 0}", "batch: RB-2, issued: 2026-11-24, labels: 0, retired: RB-1}")
    issued = read_issued(root, projects.in_process)
    assert [(line.batch, line.state, line.labels, line.broken) for line in issued.lines] == [
        ("RB-1", "page", 0, False),
        ("RB-2", "retired: first", 0, False),
        ("RB-3", "no page", 21, True),
    ]


# --- what is wrong with a wish for labels ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "place", "what"),
    [
        ("{stock: L7161}", "batchpages.yaml", "there is no stock `L7161`"),
        ("{fonts: [fonts/none.ttf]}", "batchpages.yaml", "there is no file `fonts/none.ttf` in the project"),
        ("{stock: herma-4386}", "batchpages.yaml", "has no room for"),
        ("{stocks: [{id: a, width: 300, height: 20}]}", "batchpages.yaml", "the labels reach 300 mm across, and A4 is 210 mm wide"),
        ("{stocks: [{id: a, width: 30, height: 20}, {id: a, width: 30, height: 20}]}", "batchpages.yaml", "two stocks are called `a`"),
        ("{lines: [product, price]}", "batchpages.yaml", "`price` is not one of the words"),
        ("{words: {code: Lot}}", "batchpages.yaml", "`Lot` has no `%s`"),
    ],
)
def test_a_wrong_setting_is_located_and_nothing_is_published(root, labels, place, what):
    settings(root, labels)
    report = build(root)
    found = [each for each in projects.messages(report, root) if "error" in each]
    assert len({each for each in found if what in each}) >= 1, found
    assert all(each.startswith(place) or "content/" in each for each in found)
    assert not (root / "public").exists()
    assert not (root / LEDGER).exists()


def test_a_gs1_code_needs_a_gtin(root):
    settings(root, "{target: gs1}")
    change(root, "content/products/balm.md", "gtin: '5609999001019'\n", "")
    (told, hint) = projects.messages(build(root), root)
    assert told.startswith("content/products/balm.md: error: the product has no `gtin`")
    assert "gtin: 5601234567892" in hint


def test_too_many_pages_of_units_are_refused(root):
    settings(root, "{target: gs1}")
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 15001\nnumbered: true\n")
    (told, _) = projects.messages(build(root), root)
    assert "the storefront would have 15,001 pages of single units, and 15,000 is the most" in told


def test_a_font_and_a_logo_of_the_project_are_inputs(root):
    settings(root, logo="brand/logo.svg")
    assert "there is no file `brand/logo.svg` in the project" in projects.messages(build(root), root)[0]
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>'
    projects.write(root, {"brand/logo.svg": logo, "brand/notes.txt": "not read"})
    good(build(root))
    before = projects.tree(root / "labels")
    assert build(root).made == 0
    projects.write(root, {"brand/logo.svg": logo.replace("40", "30"), "brand/notes.txt": "not read either"})
    assert good(build(root)).made == 3
    assert projects.tree(root / "labels") != before
    assert not [path for path in projects.tree(root / "public") if "logo" in path]


def test_a_foreign_file_in_the_folder_of_sheets_is_found_before_anything_is_published(root):
    projects.write(root, {"labels/RB-1.pdf": "mine"})
    with pytest.raises(UsageError, match=r"already holds `RB-1\.pdf`"):
        build(root)
    assert not (root / "public").exists()
    assert not (root / LEDGER).exists()
    good(build(root, adopt=True))
    assert (root / "labels/RB-1.pdf").read_bytes().startswith(b"%PDF")


def test_a_letter_without_a_font_leaves_its_sheet_out_of_a_build_and_stops_a_print(root):
    change(root, THIRD, "title: The third", "title: 五月の雨")
    report = good(build(root))
    assert [each.severity for each in report.diagnostics] == ["warning"]
    assert sorted(path.name for path in (root / "labels").iterdir()) == ["RB-1.pdf", "RB-2.pdf"]
    assert f"{HOST}batches/third/" not in addresses(root)
    assert report.made - report.pages - report.others == 2, "a sheet that was left out was not made"
    assert [each.severity for each in printed(root, "RB-3").diagnostics] == ["error"]


# --- what a reviewer broke ---------------------------------------------------------------------------------------------------


def test_the_labels_of_a_lot_never_lead_to_another_lot(root):
    good(build(root))
    printed(root, "RB-3")
    (root / THIRD).unlink()
    change(root, "content/batches/second.md", "code: RB-2\n", "code: RB-2\nformerly: [third]\n")
    assert (
        refused(root)[0]
        == f"{LEDGER}:5:1: error: `https://shop.pt/batches/third/` was printed for the batch `RB-3`, and the batch there has the code `RB-2` now"
    )
    projects.write(root, {THIRD: SHOP[THIRD]})
    change(root, "content/batches/second.md", "formerly: [third]\n", "")
    change(root, THIRD, "code: RB-3", "code: RB-33")
    assert "was printed for the batch `RB-3`" in refused(root)[0]
    change(root, LEDGER, "batch: RB-3", "batch: RB-33")
    good(build(root))


def test_a_code_that_was_never_printed_can_be_corrected(root):
    good(build(root))
    change(root, THIRD, "code: RB-3", "code: RB-33")
    assert [each.severity for each in good(build(root)).diagnostics] == ["warning"]
    assert ledger(root)[2] == "https://shop.pt/batches/third/: {batch: RB-33, issued: 2026-11-24, labels: 0}"
    assert good(build(root)).diagnostics == ()


def test_one_retired_line_counts_for_all_addresses_of_a_batch(root):
    settings(root, "{target: gs1}")
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 40\nnumbered: true\n")
    good(build(root))
    (root / THIRD).unlink()
    assert "and 39 more are on a label sheet of the batch `RB-3`" in refused(root)[0]
    change(
        root, LEDGER, "10/RB-3/21/7: {batch: RB-3, issued: 2026-11-24, labels: 0}", "10/RB-3/21/7: {batch: RB-3, issued: 2026-11-24, labels: 0, retired: RB-1}"
    )
    good(build(root))
    assert len([line for line in read_issued(root, projects.in_process).lines if line.state == "retired: first"]) == 40


def test_fewer_units_than_were_issued_keep_all_pages(root):
    settings(root, "{target: gs1}")
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 9\nnumbered: true\n")
    good(build(root))
    change(root, THIRD, "units: 9", "units: 5")
    good(build(root))
    assert page_at(root, f"{HOST}01/05609999001019/10/RB-3/21/9")
    change(root, THIRD, "numbered: true\n", "")
    good(build(root))
    assert page_at(root, f"{HOST}01/05609999001019/10/RB-3/21/9")


def test_a_successor_that_does_not_exist_is_no_page(root):
    good(build(root))
    (root / THIRD).unlink()
    change(root, LEDGER, "RB-3, issued: 2026-11-24, labels: 0}", "RB-3, issued: 2026-11-24, labels: 0, retired: RB-9}")
    assert read_issued(root, projects.in_process).lines[2][4:] == ("no page", True)


def test_a_base_that_loses_its_path_is_a_move(root):
    settings(root, base_url="https://shop.pt/balms/")
    good(build(root))
    settings(root)
    (told, _, hint) = refused(root)
    assert "carry 3 addresses at `https://shop.pt/balms/`" in told
    assert "`former_hosts: [shop.pt/balms]`" in hint
    settings(root, former_hosts="[shop.pt/balms]")
    good(build(root))


@pytest.mark.parametrize("host", ["süßwaren.pt", "μέλισσας.gr", f"{'é' * 60}.pt"])
def test_a_host_that_is_not_the_same_to_all_is_never_printed(root, host):
    settings(root, base_url=f"https://{host}/")
    (said,) = good(build(root)).diagnostics
    assert "write its `xn--` form" in said.what
    assert not (root / LEDGER).exists()


def test_a_host_with_accents_is_printed_in_ascii(root):
    settings(root, base_url="https://café.pt/")
    good(build(root))
    assert addresses(root)[0] == "https://xn--caf-dma.pt/batches/first/"
    good(build(root))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("labels.ledger.yaml", "no name of a PDF"),
        ("content/batches/first.md", "no name of a PDF"),
        ("content/labels.pdf", "is kept by builds and authors"),
        ("labels/mine.pdf", "is kept by builds and authors"),
        ("public/x.pdf", "is kept by builds and authors"),
    ],
)
def test_a_print_never_takes_the_place_of_something_else(root, output, said):
    before = projects.tree(root)
    with pytest.raises(UsageError, match=said):
        printed(root, "RB-1", output=root / output)
    assert {path: data for path, data in projects.tree(root).items() if ".batchpages" not in path} == before


def test_nothing_is_counted_where_the_print_cannot_be_written(root):
    good(build(root))
    before = (root / LEDGER).read_bytes()
    with pytest.raises(MachineError, match="cannot write"):
        printed(root, "RB-1", output=root / "none" / "x.pdf")
    projects.write(root, {"content/batches/fourth.md": SHOP[THIRD].replace("RB-3", "RB-4"), "labels/RB-4.pdf": "mine"})
    with pytest.raises(UsageError, match=r"already holds `RB-4\.pdf`"):
        printed(root, "RB-4")
    with pytest.raises(UsageError, match=r"already holds `RB-4\.pdf`"):
        build(root)
    assert (root / LEDGER).read_bytes() == before
    assert not (root / "public/batches/fourth").exists(), "and nothing was published"


def test_a_proof_is_not_counted(root, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    printed(root, "RB-1", outline=True)
    assert ledger(root) == ["https://shop.pt/batches/first/: {batch: RB-1, issued: 2026-11-24, labels: 0}"]


def test_a_code_comes_before_a_folder_of_the_same_name(root):
    change(root, THIRD, "code: RB-3", "code: FIRST")
    assert printed(root, "FIRST").files[0][0].name == "FIRST.pdf"
    assert printed(root, "first").files[0][0].name == "RB-1.pdf"


def test_a_slot_that_the_sheet_does_not_have_is_refused(root):
    with pytest.raises(UsageError, match="`avery-l7160` has 21 labels"):
        printed(root, "RB-1", start=22)
    with pytest.raises(UsageError, match="a roll has one label"):
        printed(root, "RB-1", start=2, stock="dymo-99012")
    with pytest.raises(UsageError, match="there is no stock `L7161`"):
        printed(root, "RB-1", stock="L7161")


def test_mistakes_in_settings_of_labels_are_told_without_labels_too(root):
    settings(root, "{stock: L7161}")
    assert "there is no stock `L7161`" in projects.messages(projects.build_here(root), root)[0]
    settings(root, "{stock: L7161}", base_url="http://localhost/")
    assert "there is no stock `L7161`" in "\n".join(projects.messages(build(root), root))


def test_a_ledger_that_is_no_text_is_told_whoever_reads_it(root):
    good(build(root))
    (root / LEDGER).write_bytes(b"# caf\xe9\n")
    assert refused(root)[0] == f"{LEDGER}: error: byte 6 is no UTF-8 text"
    with pytest.raises(UsageError, match="cannot be read"):
        forget(root, "RB-1")


def test_a_remark_after_the_last_line_stays(root):
    good(build(root))
    with (root / LEDGER).open("a") as file:
        file.write("# checked in March\n")
    printed(root, "RB-1")
    assert (root / LEDGER).read_text().endswith("# checked in March\n")


def test_links_of_a_theme_are_followed_from_printed_addresses_too(root):
    footer = (Path(__file__).resolve().parent.parent / "themes/shelf/templates/_footer.html").read_text()
    projects.write(root, {"themes/own/theme.yaml": "name: own\nextends: shelf\nwords: {en: {}}\n"})
    projects.write(root, {"themes/own/templates/_footer.html": footer + '<a href="../../makers/leila/">the maker</a>\n'})
    settings(root, theme="own")
    good(projects.build_here(root, root / "other"))
    settings(root, "{target: gs1}", theme="own")
    found = projects.messages(build(root), root)
    assert any("the page `/01/05609999001019/10/RB-1/` links to `/01/05609999001019/makers/leila/`, which leads nowhere" in each for each in found), found


# --- what an adversary broke -------------------------------------------------------------------------------------------------


def test_lines_that_git_adds_during_a_build_are_kept(root, monkeypatch):
    good(build(root))
    theirs = "https://shop.pt/batches/first/: {batch: RB-1, issued: 2026-11-20, labels: 7}\n"

    def meanwhile(self):
        text = (root / LEDGER).read_text()
        if theirs not in text:
            (root / LEDGER).write_text(text + theirs)
        return look(self)

    look = Disk.changed_ledger
    monkeypatch.setattr(Disk, "changed_ledger", meanwhile)
    printed(root, "RB-1", copies=5)
    assert ledger(root)[0] == "https://shop.pt/batches/first/: {batch: RB-1, issued: 2026-11-20, labels: 12}"
    monkeypatch.undo()
    monkeypatch.delenv("CI", raising=False)
    good(build(root))


def test_a_code_that_labels_of_another_batch_carry_is_refused(root):
    settings(root, "{target: short}")
    good(build(root))
    printed(root, "RB-3")
    change(root, THIRD, "code: RB-3", "code: RB-33")
    change(root, LEDGER, "{batch: RB-3,", "{batch: RB-33,")
    good(build(root))
    projects.write(root, {"content/batches/fourth.md": SHOP[THIRD]})
    (told, *_) = refused(root)
    assert told.startswith("content/batches/fourth.md:5:7: error: labels of the batch in `content/batches/fourth.md` would lead to `https://shop.pt/B/RB-3/`")


def test_folders_that_change_places_are_refused(root):
    good(build(root))
    first, third = (root / "content/batches/first.md").read_text(), (root / THIRD).read_text()
    projects.write(root, {"content/batches/first.md": third, THIRD: first})
    told = [each for each in refused(root) if "error" in each]
    assert len(told) == 2
    assert "was printed for the batch `RB-1`, and the batch there has the code `RB-3` now" in told[0]


def test_a_slug_that_is_taken_again_does_not_end_a_retirement(root):
    good(build(root))
    printed(root, "RB-3")
    change(root, LEDGER, "labels: 21}", "labels: 21, retired: RB-1}")
    change(root, THIRD, "code: RB-3", "code: RB-9")
    assert "was printed for the batch `RB-3`" in refused(root)[0]


def test_a_look_ahead_issues_nothing_that_is_not_due(root):
    change(root, THIRD, "code: RB-3\n", "code: RB-3\npublish_on: 2100-06-01\n")
    report = good(build(root, date=datetime.date(2100, 6, 1), output=root / "preview"))
    assert (root / "preview/batches/third/index.html").exists()
    assert (report.sheets, addresses(root)) == (2, [f"{HOST}batches/first/", f"{HOST}batches/second/"])
    good(build(root))


def test_forgetting_takes_the_sheet_away_too(root):
    good(build(root))
    (root / THIRD).unlink()
    assert forget(root, "RB-3") == 1
    assert not (root / "labels/RB-3.pdf").exists()
    good(build(root))


def test_a_base_without_https_is_refused_once_labels_are_out(root):
    good(build(root))
    settings(root, base_url="http://shop.pt/")
    assert "3 addresses on labels begin with `https://`, and the storefront's `base_url` does not" in refused(root)[0]


def test_a_ledger_that_is_gone_is_missed(root):
    good(build(root))
    (root / LEDGER).rename(root / "hidden")
    assert "`labels.ledger.yaml` is missing, and there are sheets in `labels/`" in projects.messages(build(root), root)[0]
    (root / "hidden").rename(root / LEDGER)
    good(build(root))


def test_millions_of_units_are_refused_at_once(root):
    settings(root, "{target: gs1}")
    change(root, THIRD, "code: RB-3\n", "code: RB-3\nunits: 10000000\nnumbered: true\n")
    for labels in (True, False):
        assert "10,000,000 pages of single units" in projects.messages(projects.build_here(root, labels=labels), root)[0]


def test_a_ledger_that_is_a_folder_is_no_ledger(root):
    (root / LEDGER).mkdir()
    assert "is a folder, and a file is wanted here" in projects.messages(build(root), root)[0]
    assert not (root / "public").exists()


def test_one_file_holds_so_many_labels_and_no_more(root):
    with pytest.raises(UsageError, match="would hold 12,000 labels, and 10,000 is the most"):
        printed(root, "RB-1", "RB-2", copies=6000, output=root / "all.pdf")
    assert not (root / LEDGER).exists()


def test_a_broken_successor_makes_no_second_mistake(root):
    good(build(root))
    (root / THIRD).unlink()
    change(root, LEDGER, "RB-3, issued: 2026-11-24, labels: 0}", "RB-3, issued: 2026-11-24, labels: 0, retired: second}")
    good(build(root))
    change(root, "content/batches/second.md", "made: 2026-05-01", "made: 1.5.2026")
    assert [each.partition(": ")[0] for each in refused(root) if "error" in each] == ["content/batches/second.md:7:7"]
