"""`labels` and `ledger` as somebody at a terminal meets them."""

import re

import pytest
from click.testing import CliRunner

import projects
from batchpages.cli import main

SHOP = projects.SMALL | {"batchpages.yaml": projects.SETTINGS.replace("https://brand.example/", "https://shop.pt/")}


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    return projects.write(tmp_path / "shop", SHOP)


def run(*arguments, root=None):
    done = CliRunner().invoke(main, [*arguments, *(["-C", str(root)] if root else [])])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_print_says_where_it_is_and_how_to_print_it(root):
    code, out, err = run("labels", "first", root=root)
    assert code == 0
    assert re.fullmatch(
        r"\S*labels/RB-1\.pdf: 21 labels on 1 sheet of avery-l7160; QR version 3-Q, 0\.\d\d mm a module; letters from \d\.\d pt\n",
        out,
    ), out
    assert err.splitlines()[0] == 'Print at 100 % ("actual size"), and commit labels.ledger.yaml.'
    assert "Print at" not in run("labels", "first", "-q", root=root)[2]


def test_the_page_that_a_label_leads_to_is_asked_for(root):
    run("build", root=root)
    projects.write(root, {"content/batches/third.md": SHOP["content/batches/first.md"].replace("RB-1", "RB-3")})
    assert "the page of `RB-3` is not in public/ yet: run `batchpages build`" in run("labels", "RB-3", root=root)[2]
    assert "is not in public/ yet" not in run("labels", "RB-1", root=root)[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nudge", "3"], "`3` is not two lengths in mm with a comma between, such as `0.5,-0.3`"),
        (["--nudge", "60,0"], "no printer is off by more than 20 mm"),
        (["--numbers", "40-12"], "`40-12` is neither the number of a unit nor two such as `12-40`"),
        (["--numbers", "x"], "`x` is neither the number of a unit"),
        (["--start-slot", "0"], "0 is not in the range"),
        (["--start-slot", "22"], "a sheet of `avery-l7160` has 21 labels"),
        (["--copies", "2", "--units"], "give one of them"),
        (["--units"], "how many units `RB-1` has is not said"),
        (["--stock", "L7161"], "there is no stock `L7161`; did you mean `l716"),
        (["-o", "x.png"], "`x.png` is no name of a PDF"),
        (["nobody"], "there is no published batch `nobody`"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_meant(root, arguments, said):
    code, out, err = run("labels", *arguments, root=root)
    assert (code, out) == (2, "")
    assert said in err
    assert not (root / "labels.ledger.yaml").exists()


def test_another_stock_is_blamed_where_it_was_asked_for(root):
    code, _, err = run("labels", "RB-1", "--stock", "herma-4386", root=root)
    assert code == 1
    assert "1 mistake; no labels were made." in err
    code, _, err = run("labels", "RB-1", "--stock", "L7120", root=root)
    assert code == 0
    assert err.startswith("--stock L7120: warning: nobody has held the figures of `avery-l7120` against the real sheet")


def test_stocks_are_listed(root):
    code, out, _ = run("labels", "stocks", root=root)
    lines = out.splitlines()
    assert (code, len(lines)) == (0, 46)
    assert re.split("  +", lines[0]) == ["id", "paper", "label (mm)", "a sheet", "geometry"]
    assert re.split("  +", next(line for line in lines if "l7160" in line)) == ["avery-l7160", "A4", "63.5 × 38.1", "3 × 7 = 21", "verified"]


def test_a_command_of_its_own_is_found_behind_an_option(root):
    done = CliRunner().invoke(main, ["labels", "-C", str(root), "stocks"])
    assert (done.exit_code, "avery-l7160" in done.stdout) == (0, True)
    run("build", root=root)
    assert CliRunner().invoke(main, ["ledger", "-C", str(root), "forget", "RB-1"]).exit_code == 0
    assert "RB-1" not in (root / "labels.ledger.yaml").read_text()


def test_the_ledger_is_shown_and_ends_with_1_where_a_page_is_missing(root):
    assert run("ledger", root=root) == (0, "", "No address is on any label yet.\n")
    run("build", root=root)
    run("labels", "RB-1", root=root)
    code, out, err = run("ledger", root=root)
    assert code == 0
    assert [re.split("  +", line) for line in out.splitlines()] == [
        ["page", out.split()[1], "21", "RB-1", "https://shop.pt/batches/first/"],
        ["page", out.split()[1], "0", "RB-2", "https://shop.pt/batches/second/"],
    ]
    assert err == "2 addresses, 21 labels printed\n"
    (root / "content/batches/second.md").unlink()
    code, out, err = run("ledger", root=root)
    assert code == 1
    assert out.splitlines()[1].startswith("no page ")
    assert "batchpages ledger forget RB-2" in err


def test_a_look_at_the_ledger_leaves_a_build_with_nothing_to_do(root):
    projects.build_here(root, labels=True)
    run("ledger", root=root)
    projects.build_here(root, labels=True, choose=None)  # so that it asks for no executor


def test_only_what_was_never_printed_is_forgotten(root):
    run("build", root=root)
    run("labels", "RB-1", root=root)
    assert run("ledger", "forget", "RB-2", root=root) == (0, "", "1 address of `RB-2` forgotten; commit labels.ledger.yaml\n")
    assert run("ledger", "forget", "RB-1", root=root)[0] == 2
    assert run("ledger", "forget", "RB-9", root=root)[2] == "batchpages: no address of a batch `RB-9` is in the ledger; `batchpages ledger` shows them\n"


def test_a_build_service_makes_no_labels_and_says_why(root, monkeypatch):
    monkeypatch.setenv("CI", "true")
    code, out, err = run("labels", root=root)
    assert (code, out) == (3, "")
    assert err.startswith("batchpages: no labels can be made here: this is a build service")
