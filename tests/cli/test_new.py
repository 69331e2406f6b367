"""`batchpages new` as somebody at a terminal meets it, and as a script does."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

import projects
from batchpages.cli import asking, main
from batchpages.wish import STATE


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = projects.write(tmp_path / "shop", projects.SMALL)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(asking, "in_terminal", lambda: True)


def run(*arguments, answers=""):
    done = CliRunner().invoke(main, arguments, input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def fields(path):
    return dict(re.findall(r"(?m)^([a-z_]+): (.*?)(?: +#.*)?$", Path(path).read_text(encoding="utf-8")))


# --- records ------------------------------------------------------------------------------------------------------------


def test_a_batch_takes_what_is_usual_and_says_that_it_is_a_draft(root):
    code, out, err = run("new", "batch", "Rain in June")
    assert (code, out) == (0, "content/batches/rain-in-june/story.md\n")
    assert err.splitlines() == [
        "RB-2026-001, a batch of `balm`, made by `leila`. It is a draft: `batchpages serve` shows it, builds leave it out.",
        "Write its story in that file. When it is good, delete the line `draft: true`, and build.",
    ]
    assert fields("content/batches/rain-in-june/story.md") == {
        "title": "Rain in June", "product": "balm", "maker": "leila", "code": "RB-2026-001", "made": "2026-11-24", "draft": "true",
    }  # fmt: skip
    assert projects.messages(projects.build_here(root), root) == []


def test_without_a_terminal_nothing_is_asked(root):
    assert run("new", "batch")[:2] == (0, "content/batches/rb-2026-001/story.md\n")
    assert run("new", "batch", "-q") == (0, "content/batches/rb-2026-002/story.md\n", "")
    assert run("new", "maker")[:2] == (0, "content/makers/new-maker.md\n")
    assert run("new", "maker")[:2] == (0, "content/makers/new-maker-2.md\n")


def test_what_is_given_is_taken(root):
    projects.write(root, {"content/products/soap.md": "---\ntitle: Soap\n---\n", "content/makers/joao.md": "---\ntitle: João\n---\n"})
    code, out, _ = run("new", "batch", "Ash", "--product", "soap", "--maker", "joao", "--code", "ASH-7", "--slug", "the-ash", "-C", str(root))
    assert (code, out) == (0, "content/batches/the-ash/story.md\n")
    assert {"product": "soap", "maker": "joao", "code": "ASH-7"}.items() <= fields("content/batches/the-ash/story.md").items()


@pytest.mark.parametrize("kind", ["product", "maker", "ingredient", "stockist", "page"])
def test_every_other_kind_is_begun_too(kind, root):
    code, out, err = run("new", kind, "Crème Brûlée")
    path = root / out.strip()
    assert (code, path.name) == (0, "creme-brulee.md")
    assert err == f"The next build publishes it. In a story, `[…]({kind}:creme-brulee)` links to it.\n"
    assert projects.messages(projects.build_here(root), root) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["batch", "x" * 300], "the title has 300 characters, and 120 is the most"),
        (["batch", "--code", "RB-1"], "`RB-1` is the code of `first` already"),
        (["batch", "--slug", "first"], "there is `content/batches/first.md` already; take another, such as `first-2`"),
        (["batch", "--product", "bal"], "there is no product `bal`; did you mean `balm`?"),
        (["page", "--slug", "recalls"], "the storefront has its own pages there"),
        (["theme", "shelf"], "there is a theme `shelf` already"),
        (["theme", "Our Look"], "such as `our-look`"),
        (["bach"], "No such command 'bach'"),
    ],
)
def test_wrong_use_ends_with_2_and_writes_nothing(arguments, said, root):
    before = projects.tree(root)
    code, out, err = run("new", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert {path for path in projects.tree(root) if not path.startswith(STATE)} == before.keys()


def test_a_file_that_is_there_is_never_overwritten(root):
    waiting = projects.write(root, {"content/batches/rain/note.txt": "mine", "content/makers/zoe.md/kept": "mine"})
    assert run("new", "batch", "Rain")[0] == 0, "a folder with photos may wait for its story"
    code, _, err = run("new", "maker", "Zoe")
    assert code == 2
    assert err == "batchpages: `content/makers/zoe.md` is there already, and is never overwritten; take another name, or edit that file\n"
    assert (waiting / "content/batches/rain/note.txt").read_text() == "mine"
    assert (waiting / "content/makers/zoe.md/kept").read_text() == "mine"


def test_where_it_cannot_be_written_nothing_is_left_half(root):
    (root / "content/stockists").write_text("a file")
    code, _, err = run("new", "stockist", "Door")
    assert (code, err) == (3, f"batchpages: cannot write `{root}/content/stockists/door.md`: a file stands where a folder is needed\n")


def test_a_link_that_leads_out_of_the_project_is_not_followed(root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (root / "content/pages").symlink_to(tmp_path / "elsewhere")
    code, _, err = run("new", "page", "About")
    assert code == 2
    assert "would lie outside of the project" in err
    assert not list((tmp_path / "elsewhere").iterdir())


def test_broken_neighbours_keep_their_names_and_codes(root):
    projects.write(
        root,
        {
            "content/batches/broken.md": "---\ntitle: [\ncode: RB-2026-006\n---\n",
            "content/batches/half/story.md": "---\ntitle: Half\ncolour: red\n---\n",
            "content/batches/half/batch.yaml": "product: balm\nmaker: nobody\ncode: RB-2026-004\n",
            "content/batches/binary.md": b"\xff\xfe\x00",
            "content/products/worse.md": "no fields",
            "batchpages.yaml": "name: [\n",
        },
    )
    assert run("new", "batch", "Broken")[:2] == (0, "content/batches/broken-2/story.md\n")
    assert fields("content/batches/broken-2/story.md")["code"] == "RB-2026-007"


def test_a_printed_code_and_its_address_are_never_given_again(root):
    line = "https://orvalho-e-sal.pt/batches/{}/: {{batch: {}, issued: 2026-01-02, labels: {}}}\n"
    ledger = line.format("rain", "RB-2026-011", 21) + "<<<<<<< ours\n" + line.format("rain", "RB-2026-012", 0) + "=======\n"
    projects.write(root, {"labels.ledger.yaml": ledger})
    assert run("new", "batch", "Rain")[:2] == (0, "content/batches/rain-2/story.md\n")
    assert fields("content/batches/rain-2/story.md")["code"] == "RB-2026-013"
    assert "was printed on labels" in run("new", "batch", "--code", "RB-2026-011")[2]


def test_a_pattern_that_gives_no_code_is_told(root):
    projects.write(root, {"batchpages.yaml": projects.SETTINGS + 'code_pattern: "A-VERY-LONG-PATTERN-{NNN}"\n'})
    code, _, err = run("new", "batch", "Rain")
    assert code == 2
    assert "gives no code: `A-VERY-LONG-PATTERN-001` is longer than 20 characters; change it, or name a code with `--code`" in err
    assert run("new", "batch", "Rain", "--code", "A-1")[0] == 0


def test_it_waits_for_a_build_that_runs_and_then_says_so(root, monkeypatch):
    script = (
        "import sys, pathlib\nfrom batchpages.edges.lock import hold\nwith hold(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.readline()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(root / STATE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        monkeypatch.setattr("batchpages.start.PATIENCE", 0.0)
        code, _, err = run("new", "batch", "Rain")
        assert code == 3
        assert "another batchpages is at work" in err
        timer = threading.Timer(0.3, lambda: other.communicate("go\n"))
        monkeypatch.setattr("batchpages.start.PATIENCE", 20.0)
        timer.start()
        assert run("new", "batch", "Rain")[0] == 0
        timer.join()


def test_what_the_last_build_left_settled_stays_so(root):
    projects.build_here(root)
    run("new", "theme", "mine")
    shutil.rmtree(root / "themes/mine")
    projects.build_here(root, choose=None)  # it has nothing to do, so that it asks for no executor


# --- asking -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("terminal")
def test_in_a_terminal_it_asks_and_asks_again(root):
    projects.write(root, {"content/products/soap.md": "---\ntitle: Soap\n---\n"})
    code, out, err = run("new", "batch", answers=f"\n{'x' * 121}\nAsh\n9\nnone\nsoap\nRB-1\n\n")
    assert (code, out) == (0, "content/batches/ash/story.md\n")
    assert "the title has 121 characters" in err
    assert "   1  Rose Balm (balm)\n   2  Soap (soap)\n" in err
    assert err.count("type a number from 1 to 2") == 2
    assert "Number [1]" in err
    assert "`RB-1` is the code of `first` already" in err
    assert fields("content/batches/ash/story.md")["code"] == "SOA-2026-001"
    assert "Who made it" not in err, "there is one maker only"


@pytest.mark.usefixtures("terminal")
def test_in_a_terminal_with_a_title_it_asks_nothing(root):
    assert run("new", "batch", "Ash")[:2] == (0, "content/batches/ash/story.md\n")
    assert run("new", "batch", "--code", "X-1")[:2] == (0, "content/batches/x-1/story.md\n")
    assert run("new", "page", answers="Our way\n")[:2] == (0, "content/pages/our-way.md\n")


@pytest.mark.usefixtures("terminal")
def test_in_a_terminal_it_offers_to_make_what_a_batch_needs(root):
    for path in ("content/products/balm.md", "content/makers/leila.md", "content/batches/first.md", "content/batches/second.md"):
        (root / path).unlink()
    code, out, err = run("new", "batch", answers="y\nSalt Balm\n\nInês\nFirst\n\n")
    assert (code, out.splitlines()) == (0, ["content/products/salt-balm.md", "content/makers/ines.md", "content/batches/first/story.md"])
    assert "There is no product yet, and a batch needs one. Make it now?" in err
    assert {"product": "salt-balm", "maker": "ines", "code": "SB-2026-001"}.items() <= fields("content/batches/first/story.md").items()


@pytest.mark.usefixtures("terminal")
def test_whoever_does_not_want_what_a_batch_needs_is_asked_nothing_more(root):
    (root / "content/products/balm.md").unlink()
    code, out, err = run("new", "batch", answers="n\n")
    assert (code, out) == (2, "")
    assert "there is no product yet, and a batch needs one; make it with" in err


def test_without_one_it_says_what_makes_what_a_batch_needs(root):
    (root / "content/makers/leila.md").unlink()
    code, _, err = run("new", "batch", "Rain")
    assert (code, err) == (2, 'batchpages: there is no maker yet, and a batch needs one; make it with `batchpages new maker "…"`, and then run this again\n')


@pytest.mark.usefixtures("terminal")
def test_whoever_stops_answering_writes_nothing(root):
    before = set(projects.tree(root / "content"))
    code, out, err = run("new", "batch", answers="Ash\n")
    assert (code, out) == (130, "")
    assert err.endswith("\nbatchpages: stopped; no file was left half written\n")
    assert set(projects.tree(root / "content")) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
def test_a_real_terminal_is_asked(root):
    import pty  # noqa: PLC0415 -- not everywhere

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "batchpages", "new", "page"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=root, close_fds=True) as process:
        os.close(theirs)
        os.write(ours, b"Our way\n")
        assert process.wait(60) == 0
    os.close(ours)
    assert (root / "content/pages/our-way.md").exists()


# --- a site -------------------------------------------------------------------------------------------------------------


def test_a_new_site_builds_and_says_how_to_go_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("new", "site", "my-shop")
    assert (code, out) == (0, "my-shop\n")
    assert err.startswith("\nNext:\n  cd my-shop\n  batchpages new batch ")
    steps = [line.split("#")[0].strip() for line in err.splitlines() if line.startswith("  ")]
    assert len(steps) == 3
    root = tmp_path / "my-shop"
    assert [each for each in projects.messages(projects.build_here(root), root) if ": error: " in each or ": warning: " in each] == []
    monkeypatch.chdir(root)
    assert run("new", "batch")[1] == "content/batches/ls-2026-002/story.md\n"
    assert run("new", "batch", "Rain")[1] == "content/batches/rain/story.md\n"
    report = projects.build_here(root)
    assert (report.diagnostics, report.drafts) == ((), 2)
    assert run("build")[2].splitlines()[-1].startswith("10 pages, 7 other files: 0 made, 17 unchanged, 0 removed, 2 drafts left out, in ")
    assert " 2 drafts left out" in run("build")[2], "also where there was nothing to do"
    for kind in ("product", "maker", "ingredient", "stockist", "page"):
        run("new", kind, "Just begun")
    assert run("check", "--strict")[0] == 0


def test_a_site_goes_only_where_nothing_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    projects.write(tmp_path, {"full/kept": "mine", "file": "mine", "cloned/.git/HEAD": "mine"})
    (tmp_path / "empty").mkdir()
    assert run("new", "site", "full")[0::2] == (2, f"batchpages: `{tmp_path}/full` is not empty; name a folder that is new or empty\n")
    assert run("new", "site", "file")[0::2] == (2, f"batchpages: `{tmp_path}/file` is a file; name a folder that is new or empty\n")
    assert run("new", "site", "file/shop")[0] == 3
    assert projects.tree(tmp_path / "full") == {"kept": b"mine"}
    assert run("new", "site", "empty")[0] == 0
    assert run("new", "site", "cloned", "-q") == (0, "cloned\n", "")
    monkeypatch.chdir(tmp_path / "empty")
    assert run("new", "site", "../a b/Übung")[1] == f"{tmp_path}/a b/Übung\n"
    assert "name: Übung" in (tmp_path / "a b/Übung/batchpages.yaml").read_text(encoding="utf-8")


def test_a_site_is_what_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = ["--name", "Sal: ours", "--base-url", "https://sal.pt/loja", "--language", "pt", "--currency", "CHF", "--timezone", "Europe/Lisbon"]
    assert run("new", "site", "x", *options)[0] == 0
    assert fields("x/batchpages.yaml") == {
        "name": '"Sal: ours"', "base_url": "https://sal.pt/loja", "language": "pt", "timezone": "Europe/Lisbon", "currency": "CHF", "theme": "shelf",
    }  # fmt: skip
    assert projects.messages(projects.build_here(tmp_path / "x"), tmp_path / "x") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--base-url", "shop.example"], "write `https://shop.example`"),
        (["--language", "English"], "write `en`"),
        (["--currency", "euro"], "write `EUR`"),
        (["--timezone", "Lisbon"], "Europe/Lisbon"),
        (["--name", "x" * 90], "the name has 90 characters, and 80 is the most"),
    ],
)
def test_a_site_that_cannot_be_is_told(options, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("new", "site", "x", *options)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "x").exists()


@pytest.mark.usefixtures("terminal")
def test_in_a_terminal_a_site_asks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("new", "site", "my-shop", answers="Sal\n\nsal.pt\nhttps://sal.pt/\nEurope/Lisbon\n\n")
    assert code == 0
    assert "[My shop]" in err
    assert "[https://sal.example/]" in err
    assert "write `https://sal.pt`" in err
    assert {"name": "Sal", "base_url": "https://sal.pt/", "language": "en", "timezone": "Europe/Lisbon", "currency": "EUR"}.items() <= fields(
        "my-shop/batchpages.yaml"
    ).items()
