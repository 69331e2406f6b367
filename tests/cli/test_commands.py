"""What a person at a terminal meets: exit codes, what is said where, and how quickly `--help` answers."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import projects
from batchpages import __version__
from batchpages.cli import COMMANDS, main
from batchpages.cli.terminal import Progress

HOME = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path / "shop", projects.SMALL)


@pytest.fixture
def lasting(root, monkeypatch):
    """The same project at an address that can be printed, where labels are made: on no build service."""
    monkeypatch.delenv("CI", raising=False)
    return projects.write(root, {"batchpages.yaml": projects.SETTINGS.replace("https://brand.example/", "https://orvalho-e-sal.pt/")})


def run(*arguments, root=None):
    """A command's exit code, and what it said on each stream."""
    done = CliRunner().invoke(main, [*arguments, *(["-C", str(root)] if root else [])])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


MISTAKEN = {"content/batches/first.md": projects.SMALL["content/batches/first.md"].replace("maker: leila", "maker: liela")}
DOUBTFUL = {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + "<script>1</script>\n"}
DOUBT = (
    "content/batches/first.md:12:1: warning: `<script>` is left out: a story holds text, not programs\n"
    "    hint: delete it; to show the tag itself, write `&lt;` for its `<`\n"
)


# --- exit codes ----------------------------------------------------------------------------------------------------------


def test_a_build_that_publishes_ends_with_0_and_one_line(root):
    code, out, err = run("build", "--no-labels", root=root)
    assert (code, out) == (0, "")
    assert re.fullmatch(r"9 pages, \d+ other files: \d+ made, 0 unchanged, 0 removed, in \d+\.\d s\n", err)


def test_a_second_build_makes_nothing(root):
    run("build", root=root)
    assert re.search(r": 0 made, \d+ unchanged, 0 removed", run("build", root=root)[2])


def test_a_mistake_ends_with_1_and_publishes_nothing(root):
    projects.write(root, MISTAKEN)
    code, out, err = run("build", root=root)
    assert (code, out) == (1, "")
    assert err == "content/batches/first.md:4:8: error: there is no maker `liela`\n    hint: did you mean `leila`?\n\n1 mistake; nothing was published.\n"
    assert not (root / "public").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "did you mean `build`?"),
        (["sing"], "No such command 'sing'"),
        (["build", "--colour"], "No such option"),
        (["build", "--base-url", "shop.example"], "write `https://shop.example`"),
        (["build", "--date", "31.04.2026"], "'31.04.2026' does not match"),
        (["build", "--jobs", "0"], "not in the range"),
        (["build", "-C", "/nowhere/at/all"], "does not exist"),
    ],
)
def test_wrong_use_ends_with_2(arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_no_project_ends_with_2(tmp_path):
    code, _, err = run("build", root=tmp_path)
    assert (code, err) == (2, f"batchpages: no `batchpages.yaml` in `{tmp_path}`; name the folder that holds it\n")


def test_the_project_is_looked_for_upward_only_from_where_one_is(root, monkeypatch):
    assert run("build", root=root / "content")[0] == 2, "a folder that is named must be the project"
    monkeypatch.chdir(root / "content" / "batches")
    assert run("build")[0] == 0
    monkeypatch.chdir(root.parent)
    code, _, err = run("build")
    assert code == 2
    assert (
        err
        == f"batchpages: no `batchpages.yaml` in `{root.parent}` or above it; change into your project, or name it with `-C DIR`. `batchpages new site DIR` begins one\n"
    )


@pytest.mark.parametrize("named", [True, False])
def test_settings_of_the_wrong_ending_are_told(root, named, monkeypatch):
    (root / "batchpages.yaml").rename(root / "batchpages.yml")
    monkeypatch.chdir(root)
    code, _, err = run("build", root=root if named else None)
    assert (code, err) == (2, f"batchpages: the settings are called `batchpages.yaml`; rename `batchpages.yml` in `{root}`\n")


def test_an_output_folder_that_is_the_project_ends_with_2(root):
    code, _, err = run("build", "--output", str(root), root=root)
    assert code == 2
    assert "is or holds the project" in err


def test_an_output_folder_that_is_the_one_of_label_sheets_ends_with_2(root):
    code, _, err = run("build", "--output", str(root / "labels"), root=root)
    assert (code, err) == (2, "batchpages: `labels/` is for label sheets; name another folder with `--output`\n")
    assert not (root / "labels").exists()


def test_a_machine_that_fails_ends_with_3(root):
    (root / ".batchpages").write_text("a file where a folder is needed")
    code, _, err = run("build", root=root)
    assert code == 3
    assert err.startswith("batchpages: cannot ")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [("store", False), ("stamps", True), ("lock", True), ("published.json", True), ("publishing.json", True), ("store/index", True), ("store/index.new", True)],
)
def test_a_state_folder_that_something_is_wrong_in_ends_with_3_and_names_it(path, is_folder, root):
    run("build", root=root)
    place = root / ".batchpages" / path
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    place.mkdir() if is_folder else place.write_text("in the way")
    projects.write(root, {"content/pages/new.md": "---\ntitle: New\n---\nNew.\n"})
    code, out, err = run("build", root=root)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert re.match(rf"batchpages: cannot .*`{re.escape(str(place))}", err), err


def test_a_state_folder_that_cannot_be_cleaned_ends_with_3(root):
    run("build", root=root)
    (root / ".batchpages" / "stamps").unlink()
    (root / ".batchpages" / "stamps").mkdir()
    code, _, err = run("clean", root=root)
    assert code == 3
    assert str(root / ".batchpages" / "stamps") in err


@pytest.mark.parametrize("output", ["x" * 300, f"{'x' * 300}/public", f"public/{'x' * 300}"])
def test_an_output_folder_whose_name_is_too_long_ends_with_3(output, root):
    code, out, err = run("build", "--output", str(root.parent / output), root=root)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "the name is too long for this disk" in err
    assert "x" * 300 in err


# --- what is said ----------------------------------------------------------------------------------------------------------


def test_mistakes_for_machines_go_to_stdout(root):
    projects.write(root, MISTAKEN)
    code, out, err = run("build", "--format", "json", root=root)
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "path": "content/batches/first.md",
        "line": 4,
        "column": 8,
        "severity": "error",
        "what": "there is no maker `liela`",
        "hint": "did you mean `leila`?",
        "also": [],
        "rule": "",
    }
    assert run("build", "--format", "github", root=root)[1] == (
        "::error file=content/batches/first.md,line=4,col=8::there is no maker `liela`. did you mean `leila`?\n"
    )


def test_quiet_says_nothing_of_what_is_right(root):
    assert run("build", "-q", "--no-labels", root=root) == (0, "", "")


def test_verbose_names_every_file(root):
    run("build", root=root)
    (root / "content/batches/second.md").unlink()
    said = run("build", "-v", root=root)[2].splitlines()
    assert "removed batches/second/index.html" in said
    assert "wrote index.html" in said


def test_a_strange_file_is_named_and_left(root):
    run("build", root=root)
    projects.write(root, {"public/mine.txt": "mine", "content/batches/third.md": projects.SMALL["content/batches/second.md"].replace("RB-2", "RB-3")})
    assert "left alone, since it is not as a build made it: mine.txt" in run("build", root=root)[2]
    assert (root / "public/mine.txt").read_text() == "mine"


def test_clean_empties_the_store_and_keeps_the_record(root):
    run("build", root=root)
    code, _, err = run("clean", root=root)
    assert code == 0
    assert re.fullmatch(r"\d+\.\d MB removed\n", err)
    assert not (root / ".batchpages" / "store").exists()
    assert (root / ".batchpages" / "published.json").exists()


def test_clean_empties_what_a_preview_keeps_too(root):
    projects.write(root, {".batchpages/preview/store/parts-1.pack": b"x" * 100_000})
    assert run("clean", root=root) == (0, "", "0.1 MB removed\n")
    assert not (root / ".batchpages/preview/store").exists()


@pytest.mark.parametrize(
    ("environment", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)]
)
def test_no_color_is_respected(root, environment, colour):
    projects.write(root, MISTAKEN)
    done = CliRunner().invoke(main, ["build", "-C", str(root)], env=environment, color=True)
    assert ("\x1b[" in done.stderr) == colour


def test_colour_can_be_had_where_there_is_no_terminal(root):
    projects.write(root, MISTAKEN)
    assert "\x1b[" in CliRunner().invoke(main, ["build", "-C", str(root)], env={"FORCE_COLOR": "1"}).stderr
    assert "\x1b[" not in CliRunner().invoke(main, ["build", "-C", str(root)]).stderr


@pytest.mark.parametrize(("words", "completed"), [("ser", "serve"), ("labels --sto", "--stock"), ("build --no-l", "--no-labels")])
def test_a_shell_completes_commands_and_options(words, completed):
    environment = {"_BATCHPAGES_COMPLETE": "bash_complete", "COMP_WORDS": f"batchpages {words}", "COMP_CWORD": str(len(words.split()))}
    assert CliRunner().invoke(main, prog_name="batchpages", env=environment).output == f"plain,{completed}\n"


@pytest.mark.parametrize(("group", "first"), [("new", "site"), ("theme", "list")])
def test_what_commands_of_a_group_do_is_said_whole_the_first_to_use_first(group, first):
    listed = run(group, "--help")[1].partition("Commands:\n")[2]
    assert listed.split()[0] == first
    assert "..." not in listed


# --- label sheets ----------------------------------------------------------------------------------------------------------

NO_SHEETS = (
    "batchpages.yaml:3:11: info: no label sheets are made: `brand.example` is a name for examples\n"
    "    hint: codes are printed for good: set `base_url` to the address that the storefront will keep\n"
)


def test_a_build_for_an_address_that_cannot_be_printed_says_once_that_no_sheets_are_made(root):
    code, out, err = run("build", root=root)
    assert (code, out) == (0, "")
    assert re.fullmatch(re.escape(NO_SHEETS) + r"9 pages, \d+ other files: \d+ made, 0 unchanged, 0 removed, in \d+\.\d s\n", err)
    published = projects.tree(root / "public")
    assert run("build", "--no-labels", root=root)[2].count("\n") == 1, "and nothing where none were asked for"
    assert projects.tree(root / "public") == published
    assert not (root / "labels").exists()
    assert not (root / "labels.ledger.yaml").exists()


def test_what_is_said_of_sheets_is_for_machines_too(root):
    code, out, _ = run("build", "--format", "json", root=root)
    assert (code, json.loads(out)["severity"], json.loads(out)["line"]) == (0, "info", 3)


def test_the_closing_line_counts_label_sheets(lasting):
    code, out, err = run("build", root=lasting)
    assert (code, out) == (0, "")
    counts = re.fullmatch(r"(9) pages, (\d+) other files, (2) label sheets: (\d+) made, 0 unchanged, 0 removed, in \d+\.\d s\n", err)
    assert sum(map(int, counts.groups()[:3])) == int(counts[4])
    sheets = projects.tree(lasting / "labels")
    assert re.fullmatch(r"9 pages, \d+ other files: 0 made, \d+ unchanged, 0 removed, in \d+\.\d s\n", run("build", "--no-labels", root=lasting)[2])
    assert projects.tree(lasting / "labels") == sheets, "those that are there are left alone where none are asked for"


# --- progress ----------------------------------------------------------------------------------------------------------------


def told(progress, monkeypatch, capsys, seconds):
    """What is shown of work that takes so long, on a stderr that is a terminal."""
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress() as bar:
        for count in range(1, 11):
            now[0] += seconds / 10
            bar.tell("making pages", count, 10)
    return capsys.readouterr().err


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch, capsys):
    said = told(Progress, monkeypatch, capsys, 4)
    assert "making pages" in said
    assert "█" in said
    assert said.endswith("\r\x1b[K")


def test_short_work_shows_none(monkeypatch, capsys):
    assert told(Progress, monkeypatch, capsys, 0.3) == ""


def test_quiet_work_shows_none(monkeypatch, capsys):
    assert told(lambda: Progress(hidden=True), monkeypatch, capsys, 4) == ""


def test_there_is_no_bar_where_stderr_is_no_terminal(root, tmp_path):
    many = {f"content/batches/b-{n}.md": f"---\ntitle: B {n}\nproduct: balm\nmaker: leila\ncode: X-{n}\n---\nStory.\n" for n in range(50)}
    projects.write(root, many)
    done = subprocess.run([sys.executable, "-m", "batchpages", "build", "--no-labels", "-C", root], capture_output=True, text=True, check=True)
    assert len(done.stderr.splitlines()) == 1
    assert "\r" not in done.stderr


# --- help ----------------------------------------------------------------------------------------------------------------------


def test_version():
    assert run("--version")[1] == f"batchpages, version {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_listed_with_its_first_line_and_shows_an_example(command):
    assert f"  {command} " in run("--help")[1]
    assert f"Example: batchpages {command}" in run(command, "--help")[1]


HEAVY = {"jinja2", "markdown", "yaml", "PIL", "pypdf", "qrcode", "watchdog", "msgspec", "reportlab", "fontTools", "resvg_py", "nh3", "babel"}
PIPELINE = {"pages", "content", "theme", "photos", "labels", "printing", "build", "language", "located_yaml"}
"""Parts of the program that only a build needs which has something to do."""


def imported_by(*arguments):
    """Every module that a command imports, as `python -X importtime` tells it, and what it said."""
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "batchpages", *arguments], capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines(keepends=True)
    said = "".join(line for line in lines if not line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}, said


def tops(modules):
    """The libraries among some modules, and the parts of this program."""
    return {name.partition(".")[0] for name in modules}, {
        name.removeprefix("batchpages.").partition(".")[0] for name in modules if name.startswith("batchpages.")
    }


def test_help_imports_nothing_that_a_build_needs():
    modules, _ = imported_by("--help")
    assert "click" in modules
    assert not tops(modules)[0] & HEAVY


def test_a_build_with_nothing_to_do_imports_no_parser_no_templates_and_no_imaging(root):
    run("build", "--no-labels", root=root)
    imports_only_what_it_takes_to_see_that_nothing_is_to_do(imported_by("build", "--no-labels", "-C", str(root))[0])


def imports_only_what_it_takes_to_see_that_nothing_is_to_do(modules):
    libraries, ours = tops(modules)
    assert libraries & HEAVY == {"msgspec"}
    assert not ours & PIPELINE
    assert not modules & {"concurrent.futures", "multiprocessing", "shutil", "batchpages.engine.store", "batchpages.edges.publish"}


def test_a_build_with_nothing_to_do_makes_and_touches_no_label_sheet_either(lasting):
    run("build", root=lasting)
    before = times(lasting)
    assert {"labels/RB-1.pdf", "labels/RB-2.pdf", "labels.ledger.yaml", "public/index.html"} < before.keys()
    modules, said = imported_by("build", "-C", str(lasting))
    assert re.fullmatch(r"9 pages, \d+ other files, 2 label sheets: 0 made, \d+ unchanged, 0 removed, in \d+\.\d s\n", said)
    imports_only_what_it_takes_to_see_that_nothing_is_to_do(modules)
    assert times(lasting) == before


def times(root):
    """All that builds make for others to read, with the time of its last change."""
    there = [root / "labels.ledger.yaml", *(path for folder in ("public", "labels") for path in (root / folder).rglob("*"))]
    return {path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in there}


def test_a_build_with_nothing_to_do_repeats_a_warning_with_its_place_and_imports_only_what_finds_that(root):
    projects.write(root, DOUBTFUL)
    assert run("build", "--no-labels", root=root)[2].startswith(DOUBT)
    modules, said = imported_by("build", "--no-labels", "-C", str(root))
    assert re.fullmatch(re.escape(DOUBT) + r"9 pages, \d+ other files: 0 made, \d+ unchanged, 0 removed, in \d+\.\d s\n", said)
    libraries, ours = tops(modules)
    assert libraries & HEAVY <= {"msgspec", "yaml", "markdown", "nh3"}, "what reads a story says where something stands in it"
    assert ours & PIPELINE <= {"content", "located_yaml", "language"}
    assert not modules & {"batchpages.engine.store", "batchpages.edges.publish"}


def test_a_folder_that_is_gone_ends_with_2(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    code, _, err = run("build")
    assert code == 2
    assert "does not exist any more" in err


def test_clean_can_be_quiet_or_say_more(root):
    assert run("clean", "-q", root=root) == (0, "", "")
    assert "emptied " in run("clean", "-v", root=root)[2]
