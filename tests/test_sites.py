"""Tiny real projects in `sites/`: each is built by the real command, and what it publishes and says is held against what stands beside it.

`messages.txt` holds the exit code and all that a user sees. Where the site builds, `expected/` holds the whole published tree,
or `expected.txt` only the list of its paths, so that a bundled theme can be changed without touching this test.
`--update` writes all of these anew; read the difference before you commit it.
"""

import difflib
import re
import shutil
from pathlib import Path

import pytest

import edits
import examples
import projects
from command import run

SITES = Path(__file__).with_name("sites")
NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir())
DIGEST = re.compile(r"-[0-9a-f]{12}(?=\.|$)", re.MULTILINE)
MISTAKE = re.compile(r"^\S+:\d+:\d+: error: (.*)", re.MULTILINE)


@pytest.fixture(autouse=True)
def of_no_release(monkeypatch):
    """The address of a stylesheet changes with each release; what is expected here does not."""
    monkeypatch.setattr("batchpages.pages.site.__version__", "none")


def state_of(folder):
    """All that a deploy, or a web server, could notice of a folder."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}, projects.tree(folder)


def difference(path, expected, found):
    """How two files differ, for people: as lines where both are text."""
    try:
        lines = [data.decode().splitlines(keepends=True) for data in (expected, found)]
    except UnicodeDecodeError:
        return f"{path}: {len(expected)} bytes are expected, {len(found)} other bytes are there\n"
    shown = difflib.unified_diff(*lines, f"expected: {path}", f"found: {path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no line end\n" for line in shown)


def differences(expected, found):
    """How two trees differ, for people; empty where they are the same."""
    missing = [f"{path} is expected, and is not there\n" for path in sorted(expected.keys() - found.keys())]
    unexpected = [f"{path} is there, and is not expected\n" for path in sorted(found.keys() - expected.keys())]
    changed = [difference(path, expected[path], found[path]) for path in sorted(expected.keys() & found.keys()) if expected[path] != found[path]]
    return "".join(missing + unexpected + changed)


def held_against(site, found, *, update):
    """Compare what a site gave with what is expected of it, both by path; or write that down."""
    expected = {path: data for path, data in projects.tree(site).items() if path.partition("/")[0] in ("expected", "expected.txt", "messages.txt")}
    if update:
        for path in expected.keys() - found.keys():
            (site / path).unlink()
        projects.write(site, {path: data for path, data in found.items() if expected.get(path) != data})
        return
    assert expected, "nothing is expected of this site: run pytest with --update, and read what that writes"
    told = differences(expected, found)
    assert not told, f"\n{told}"


def copied(site, root):
    shutil.copytree(site / "project", root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("name", NAMES)
def test_site(name, tmp_path, update):
    site, root = SITES / name, tmp_path / "project"
    said = run(copied(site, root))
    found = {"messages.txt": said.encode()}
    if said.startswith("exit code 0\n"):
        published = projects.tree(root / "public")
        if (site / "expected.txt").exists():
            found["expected.txt"] = DIGEST.sub("-0123456789ab", "".join(f"{path}\n" for path in published)).encode()
        else:
            found |= {f"expected/{path}": data for path, data in published.items()}
        before = state_of(root / "public")
        run(root)
        assert state_of(root / "public") == before, "a second build touches nothing"
    else:
        assert not (root / "public").exists(), "nothing is published where there is a mistake"
        assert over_an_earlier_build(site, tmp_path / "earlier") == said, "the same is said whatever was published before"
    held_against(site, found, update=update)


def over_an_earlier_build(site, root):
    """What is said of a site with mistakes where another one was published before, which must not change by a byte or a second."""
    assert run(projects.write(root, edits.SHOP)).startswith("exit code 0\n")
    before = state_of(root / "public")
    for path in ("content", "themes"):
        shutil.rmtree(root / path)
    said = run(copied(site, root))
    assert state_of(root / "public") == before, "what was published before is still as it was"
    return said


# --- what the trees and messages above do not say of themselves ------------------------------------------------------------


def built(name, root, *options):
    """What a site publishes when it is built with these options."""
    said = run(copied(SITES / name, root), *options)
    assert said.startswith("exit code 0\n"), said
    return projects.tree(root / "public")


def pages(published):
    return {path.removesuffix("/index.html") for path in published if path.endswith("/index.html")}


def test_twenty_five_different_mistakes_are_expected():
    told = (SITES / "twenty-five-mistakes" / "messages.txt").read_text(encoding="utf-8")
    kinds = [re.sub("`[^`]*`", "`…`", what) for what in MISTAKE.findall(told)]
    assert len(kinds) == len(set(kinds)) == 25
    assert told.endswith("\n25 mistakes; nothing was published.\n")


def test_a_theme_of_ones_own_changes_one_template_and_keeps_the_rest(tmp_path):
    published = built("own-theme", tmp_path)
    page = published["batches/first/index.html"].decode()
    assert '<p class="greeting">Bom dia, Poured by Leila, Batch B-1</p>' in page, "its option, its word, a word of the theme below"
    assert page.index("greeting") < page.index('<h1 class="title">First</h1>'), "and then what the theme below has there"
    (style,) = (data for path, data in published.items() if path.endswith(".css"))
    assert b"--accent:#123456" in style


DUE = {"batches/due-tomorrow", "batches/due-some-day"}
DRAFTS = {"batches/in-the-works", "batches/also-in-the-works"}


@pytest.mark.parametrize(
    ("options", "more", "fewer"),
    [
        (["--date", "2026-11-23"], set(), {"batches/due-today"}),
        (["--date", "2026-11-25"], DUE, set()),
        (["--drafts"], DUE | DRAFTS, set()),
    ],
    ids=["yesterday", "tomorrow", "drafts"],
)
def test_a_day_or_a_wish_decides_what_is_published(options, more, fewer, tmp_path):
    usual = pages(built("drafts-and-dates", tmp_path / "usual"))
    assert pages(built("drafts-and-dates", tmp_path / "other", *options)) == (usual | more) - fewer


def test_of_a_draft_no_byte_is_published_not_even_after_a_preview(tmp_path):
    built("drafts-and-dates", tmp_path, "--drafts")
    published = built("drafts-and-dates", tmp_path)
    assert published == {path.removeprefix("expected/"): data for path, data in projects.tree(SITES / "drafts-and-dates" / "expected").items()}
    everything = "\n".join([*published, *(data.decode() for data in published.values())])
    for hidden in ["canary", "In the works", "in-the-works", "B-3", "B-4", "O-1", "due-tomorrow", "due-some-day", "Due tomorrow", "paper"]:
        assert hidden not in everything, hidden


def test_the_smallest_site_is_the_one_that_the_docs_show():
    """The smallest shop of docs/content.md, which all examples begin with, and this site are one project."""
    shown = examples.sections(SITES.parents[1] / "docs" / "content.md")["The smallest shop"]
    assert {fence.lead.strip("`"): fence.text.encode() for fence in shown} == projects.tree(SITES / "smallest" / "project")
