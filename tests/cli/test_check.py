"""`batchpages check` as a person or a build service meets it: what it says, how it ends, and that it leaves everything as it was."""

import gc
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import projects
from batchpages.cli import main

HOME = Path(__file__).resolve().parent.parent.parent
SECONDS = re.compile(r"in \d+\.\d s$", re.MULTILINE)
LONG = " ".join(["word"] * 80)
DOUBTFUL = {
    "batchpages.yaml": projects.SETTINGS.replace("brand.example", "orvalho-e-sal.pt"),
    "content/products/balm.md": "---\ntitle: Rose Balm\nsummary: A balm.\n---\n",
    "content/makers/leila.md": "---\ntitle: Leila\n---\n",
    "content/stockists/market.md": "---\ntitle: Market\nkind: market\nfrom: 2026-01-03\nto: 2026-01-04\n---\n",
    "content/batches/first/story.md": "---\ntitle: The first\nproduct: balm\nmaker: leila\ncode: RB-1\n---\nIt rained in May.\n",
    "content/batches/first/batch.yaml": (
        "made: 2026-03-01\nbest_before: 2026-02\nstatus: sold-out\nbuy: https://x.example/\nclaims:\n  - says: It is wild.\n  - says: It is fair.\n"
        "    evidence: https://x.example/\n    expires: 2026-01-31\n"
    ),
}
"""A project with a mistake against prose in every second line, and none that would stop a build."""
SAID = """\
content/batches/first/batch.yaml:2:14: warning: it is best before 2026-02, and was made on 2026-03-01 [best-before-too-early]
    hint: correct `best_before` or `made`
content/batches/first/batch.yaml:4:6: warning: the batch is sold out, and has a link to buy it [needless-buy-link]
    hint: take `buy` out; or, if there is some left, write `status: few-left`
content/batches/first/batch.yaml:6:5: warning: the claim `It is wild.` has no evidence [claim-without-evidence]
    hint: add `evidence:`, a PDF beside the story or an https address; or take the claim out
content/batches/first/batch.yaml:9:14: warning: the evidence for `It is fair.` expired after 2026-01-31 [expired-evidence]
    hint: replace it with newer evidence and its `expires`, or take the claim out
content/batches/first/story.md: warning: the batch has no summary [no-summary]
    hint: add `summary:` with one or two sentences for lists and search results
content/batches/first/story.md: warning: the story has 4 words [short-story]
    hint: write 80 words or more: who made it, what was hard, what is different this time
content/stockists/market.md:5:5: info: it ended on 2026-01-04 [event-over]
    hint: write its next dates, or delete it once no batch and no text names it
"""
MENDED = {
    "content/batches/first/story.md": f"---\ntitle: The first\nsummary: Dry.\nproduct: balm\nmaker: leila\ncode: RB-1\nstockists: [market]\n---\n{LONG}\n",
    "content/batches/first/batch.yaml": "made: 2026-01-01\n",
}
SILENCE = "check:\n  - {rule: short-story, reason: Our stories are poems.}\n  - {rule: no-summary, reason: The same.}\n"


@pytest.fixture(autouse=True)
def where_labels_are_made(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def check(root, *options, date="2026-02-10"):
    """The exit code, and what was said on each stream."""
    try:
        done = CliRunner().invoke(main, ["check", "-C", str(root), "--date", date, *options])
    finally:
        gc.enable()  # a command turns it off, as befits a process that ends soon
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, done.stdout, SECONDS.sub("in 0.0 s", done.stderr)


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path / "shop", DOUBTFUL)


# --- what is said ------------------------------------------------------------------------------------------------------------


def test_everything_is_said_with_its_place_its_hint_and_its_rule(root):
    said = f"{SAID}1 batch, 8 pages checked: no errors, 6 warnings, 1 for information, in 0.0 s\n"
    assert check(root) == (0, "", said)
    assert check(root) == (0, "", said), "and once more, with all that is kept"


def test_a_day_decides_what_is_over(root):
    said = check(root, date="2026-01-04")[2]
    assert "[unused-stockist]" in said
    assert not re.search(r"\[(event-over|expired-evidence)\]", said)


def test_a_clean_project_has_one_line(root):
    projects.write(root, MENDED)
    assert check(root, "--strict", date="2026-01-04") == (0, "", "1 batch, 8 pages checked: no errors, no warnings, in 0.0 s\n")
    assert check(root, "--strict", "-q", date="2026-01-04") == (0, "", "")


def test_files_that_no_page_shows_are_told_unless_that_is_silenced(root):
    projects.write(root, MENDED | {"content/batches/first/old.pdf": b"%PDF-1.4"})
    said = """\
content/batches/first/story.md: info: nothing names `old.pdf` beside the story, so that no page shows it [unused-files]
    hint: name each in a field or in the story, or move what is not needed to `content/photos-source/`
1 batch, 8 pages checked: no errors, no warnings, 1 for information, in 0.0 s
"""
    assert check(root, date="2026-01-04") == (0, "", said)
    silence = "check: [{rule: unused-files, reason: They are for our own eyes.}]\n"
    projects.write(root, {"batchpages.yaml": DOUBTFUL["batchpages.yaml"] + silence})
    assert check(root, date="2026-01-04") == (0, "", "1 batch, 8 pages checked: no errors, no warnings, 1 silenced, in 0.0 s\n")


def test_warnings_count_where_it_is_strict(root):
    code, out, err = check(root, "--strict")
    assert (code, out) == (1, "")
    assert err == f"{SAID}1 batch, 8 pages checked: no errors, 6 warnings (--strict: as errors), 1 for information, in 0.0 s\n"
    code, out, err = check(root, "--strict", "-q")
    assert (code, out) == (1, "")
    assert "warning" in err
    assert "info" not in err, "which is not wrong"
    assert all(line in SAID for line in err.splitlines())


def test_information_never_counts(root):
    projects.write(root, MENDED)
    code, _, err = check(root, "--strict")
    assert code == 0
    assert err.endswith(": no errors, no warnings, 1 for information, in 0.0 s\n")


def test_a_mistake_hides_no_advice_and_ends_with_1(root):
    projects.write(root, {"content/batches/second.md": "---\ntitle: The second\nproduct: blam\nmaker: leila\ncode: RB-2\nsummary: Wet.\n---\nRain.\n"})
    code, out, err = check(root)
    assert (code, out) == (1, "")
    assert "content/batches/second.md:3:10: error: there is no product `blam`\n    hint: did you mean `balm`?\n" in err
    assert "content/batches/second.md: warning: the story has 1 word [short-story]\n" in err
    assert re.search(r"\n2 batches, \d+ pages checked: 1 error, 7 warnings, 1 for information, in 0.0 s\n$", err)


def test_nothing_is_advised_of_a_broken_record_and_all_that_is_wrong_is_told(root):
    projects.write(root, {"content/batches/second.md": "---\ntitle: The second\nproduct: balm\nmaker: leila\ncode: rb\n---\n"})
    said = check(root)[2]
    assert re.findall(r"second\.md\S* (\w+):", said) == ["error"]
    assert said.splitlines()[-1].startswith("2 batches, ")


def test_machines_are_told_the_rule_too(root):
    code, out, err = check(root, "--format", "json")
    rules = [json.loads(line)["rule"] for line in out.splitlines()]
    assert (code, rules[-3:]) == (0, ["no-summary", "short-story", "event-over"])
    assert err.count("\n") == 1
    out = check(root, "--format", "github")[1]
    assert "::warning file=content/batches/first/batch.yaml,line=2,col=14,title=best-before-too-early::it is best before 2026-02, and was made" in out
    assert "::notice file=content/stockists/market.md,line=5,col=5,title=event-over::it ended on 2026-01-04. write its" in out


# --- silence -----------------------------------------------------------------------------------------------------------------


def test_silenced_rules_are_counted_and_not_told(root):
    projects.write(root, {"batchpages.yaml": DOUBTFUL["batchpages.yaml"] + SILENCE})
    code, _, err = check(root)
    assert code == 0
    assert not re.search(r"\[(short-story|no-summary)\]", err)
    assert err.endswith("\n1 batch, 8 pages checked: no errors, 4 warnings, 1 for information, 2 silenced, in 0.0 s\n")


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        ("{rule: shortstory, reason: Poems.}", "batchpages.yaml:5:12: error: `shortstory` is not one of the words that can stand here"),
        ("{rule: short-story}", "batchpages.yaml:5:5: error: `reason` is missing"),
        ("{rule: short-story, reason: ''}", "batchpages.yaml:5:33: error: `reason` is empty"),
        ("short-story", "batchpages.yaml:5:5: error: this item of the list has fields of its own\n    hint: did you mean `- rule: short-story`?"),
    ],
)
def test_only_a_rule_that_there_is_can_be_silenced_and_only_with_a_reason(silence, said, root):
    projects.write(root, {"batchpages.yaml": DOUBTFUL["batchpages.yaml"] + f"check:\n  - {silence}\n"})
    code, _, err = check(root)
    assert code == 1
    assert said in err


def test_a_rule_that_is_misspelt_gets_the_one_that_was_meant(root):
    projects.write(root, {"batchpages.yaml": DOUBTFUL["batchpages.yaml"] + "check:\n  - {rule: short_story, reason: Poems.}\n"})
    assert "    hint: write `short-story`\n" in check(root)[2]


# --- what a build would say -----------------------------------------------------------------------------------------------------


def test_it_says_what_a_build_says_of_labels_and_pages(root):
    story = DOUBTFUL["content/batches/first/story.md"].replace("The first", "The first 花") + "<script>1</script>\n"
    projects.write(root, {"content/batches/first/story.md": story})
    built = CliRunner().invoke(main, ["build", "-C", str(root), "--date", "2026-02-10"]).stderr
    warnings = [line for line in built.splitlines() if ": warning: " in line]
    assert len(warnings) >= 2
    assert any("label" in line for line in warnings)
    said = check(root)[2].splitlines()
    assert [line for line in said if ": warning: " in line and not line.endswith("]")] == warnings


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("labels: {stock: no-such-sheet}\n", "error: "),
        ("labels: {target: gs1}\n", "error: the product has no `gtin`"),
        ("theme: shlef\n", "did you mean `shelf`?"),
        ("logo: lgo.svg\n", "error: there is no file `lgo.svg` in the project"),
    ],
)
def test_settings_that_a_build_refuses_end_with_1(settings, said, root):
    projects.write(root, {"batchpages.yaml": DOUBTFUL["batchpages.yaml"] + settings})
    code, _, err = check(root)
    assert code == 1
    assert said in err


def test_where_the_ledger_is_closed_labels_are_looked_at_all_the_same(root, monkeypatch):
    monkeypatch.setenv("CI", "true")
    said = check(root)[2]
    assert "label sheet" not in said
    assert said.startswith(SAID)


@pytest.mark.parametrize(("options", "code"), [(["--date", "tomorrow"], 2), (["--lax"], 2), (["-C", "/nowhere/at/all"], 2)])
def test_wrong_use_ends_with_2(options, code, root):
    assert CliRunner().invoke(main, ["check", "-C", str(root), *options]).exit_code == code


def test_a_machine_that_fails_ends_with_3(root):
    (root / ".batchpages").write_text("a file where a folder is needed")
    code, out, err = check(root)
    assert (code, out, err.count("\n")) == (3, "", 1)


# --- nothing but the store is written ----------------------------------------------------------------------------------------


def times(root):
    """All of a project but its store, with the time of its last change."""
    there = [path for path in root.rglob("*") if path.relative_to(root).parts[0] != ".batchpages"]
    return {path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in there}


def test_nothing_is_published_and_nothing_is_issued(root):
    before = times(root)
    check(root)
    assert times(root) == before
    assert {path.name for path in (root / ".batchpages").iterdir()} <= {"store", "stamps", "lock", ".gitignore"}


def test_what_was_published_and_issued_stays_and_a_build_after_it_has_nothing_to_do(root):
    projects.build_here(root, labels=True)
    assert (root / "labels" / "RB-1.pdf").exists()
    before, record = times(root), (root / ".batchpages" / "published.json").read_bytes()
    check(root, date=projects.TODAY.isoformat())
    assert times(root) == before
    assert (root / ".batchpages" / "published.json").read_bytes() == record
    assert projects.build_here(root, labels=True, choose=None).made == 0, "and it starts no work, so that it asks for no executor"
    projects.write(root, {"content/batches/first/story.md": DOUBTFUL["content/batches/first/story.md"].replace("May", "June")})
    check(root)
    assert times(root).keys() == before.keys()
    assert b"June" not in (root / "public/batches/first/index.html").read_bytes()
    assert "batches/first/index.html" in projects.build_here(root, labels=True).written


# --- this repository ------------------------------------------------------------------------------------------------------------


def test_the_example_project_passes_where_it_is_strict(tmp_path):
    for name in ("content", "themes"):
        shutil.copytree(HOME / name, tmp_path / name)
    for name in ("batchpages.yaml", "labels.ledger.yaml"):
        shutil.copy(HOME / name, tmp_path / name)
    code, _, err = check(tmp_path, "--strict", date="2026-11-25")
    assert code == 0, err


def test_the_pre_commit_hook_runs_the_command_where_a_project_has_changed(root):
    (hook,) = yaml.safe_load((HOME / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("batchpages-check", "python", False)
    program, *arguments = shlex.split(hook["entry"])
    assert program in tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert CliRunner().invoke(main, [*arguments, "-C", str(root)]).exit_code == 0
    touched = re.compile(hook["files"]).search
    for path in [*DOUBTFUL, "labels.ledger.yaml", "themes/own/templates/home.html", "shop/batchpages.yaml", "shop/content/batches/first.md"]:
        assert touched(path), path
    for path in ["README.md", "public/index.html", "docs/discontent/note.md", "batchpages.yaml.orig"]:
        assert not touched(path), path
