"""Mistakes that authors make, each a small change to one good project, and all that `batchpages build` says of it.

Each file `mistakes/<name>.txt` is one mistake, to be read from its top as somebody would who has made it: what happened, the change, and
below the line what is printed. `--update` writes that part anew; read each message aloud before you commit it: would you know what to do?

A change is one of these. Lines behind `- ` stand in the file, once, and those behind `+ ` come in their place:

    change <file>          new <file>          delete <file or folder>          move <from> to <to>          save <file> as <encoding>
    cut <file> to <bytes>
"""

import os
import re
import shutil
from pathlib import Path

import pytest

import projects
from command import run
from test_sites import difference, state_of

MISTAKES = Path(__file__).with_name("mistakes")
PATHS = sorted(MISTAKES.glob("*.txt"))
BELOW = "\n--- batchpages build ---\n"
BLOCK = re.compile(r"^(change|new|delete|move|save|cut) (\S.*)\n((?:[+-](?: .*)?\n)*)", re.MULTILINE)
FOUND = re.compile(r"^(?P<place>\S.*?): (?P<severity>error|warning|info): (?P<what>.*)\n(?:    also: .*\n)*(?:    hint: (?P<hint>.*)\n)?", re.MULTILINE)
QUOTED = re.compile("`[^`]*`")
PUBLISHED_ALL_THE_SAME = {
    "certificate-that-names-its-author",
    "labels-code-changed",
    "link-in-double-brackets",
    "link-whose-address-is-missing",
    "labels-numbered-without-units",
    "script-in-a-story",
    "theme-template-misnamed",
}
"""Mistakes that harm nobody at once: a warning is given."""
OF_A_WHOLE_FILE = re.compile(
    r"is not read|file|folder|be an address|called `|already$|picture|no page uses|`static`|is missing, and|has no `gtin`|^nothing reads"
)
"""What is said of a file's name or of all of it, and so has no line."""
JARGON = re.compile(r"(?i)\b(yaml|scalar|mapping|sequence|parse[rd]?|token|null|boolean|string|integer|bytes?|exception|invalid|syntax|ISO \d+|BCP 47|IANA)\b")


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The good project, built with its label sheets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)  # a build service keeps no ledger
        root = shutil.copytree(MISTAKES / "project", tmp_path_factory.mktemp("good") / "project")
        assert (
            run(root, "--labels")
            == "exit code 0\n12 pages, 4 images, 11 other files, 2 label sheets: 29 made, 0 unchanged, 0 removed, 1 draft left out, in 0.0 s\n"
        )
    return root


def read(path):
    """What happened, the changes, and what is expected to be said, from the file of a mistake."""
    above, _, expected = f"{path.read_text(encoding='utf-8').rstrip()}\n".partition(BELOW)
    story, _, changes = above.partition("\n\n")
    return story, f"{changes.rstrip()}\n", expected


def changed(root, changes):
    """Make the changes of a mistake in a project."""
    assert not BLOCK.sub("", changes).strip(), "there is more in it than changes"
    for kind, name, lines in BLOCK.findall(changes):
        old, new = ("".join(f"{line[2:]}\n" for line in lines.splitlines() if line[0] == sign) for sign in "-+")
        if kind == "change":
            text = f"\n{(root / name).read_text(encoding='utf-8')}"
            assert text.count(f"\n{old}") == 1, f"{name} does not hold this once:\n{old}"
            (root / name).write_text(text.replace(f"\n{old}", f"\n{new}")[1:], encoding="utf-8")
        elif kind == "new":
            assert not (root / name).exists(), name
            projects.write(root, {name: new})
        elif kind == "move":
            source, target = (root / path for path in name.split(" to "))
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        elif kind == "save":
            path, encoding = name.split(" as ")
            (root / path).write_bytes((root / path).read_text(encoding="utf-8").encode(encoding))
        elif kind == "cut":
            path, size = name.split(" to ")
            os.truncate(root / path, int(size))
        else:
            shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_mistake(path, good, tmp_path, update, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    story, changes, expected = read(path)
    root = shutil.copytree(good, tmp_path / "project")
    before = state_of(root / "public")
    changed(root, changes)
    said = run(root, "--labels")
    if path.stem not in PUBLISHED_ALL_THE_SAME:
        assert said.startswith("exit code 1\n"), said
        assert state_of(root / "public") == before, "what was published before is still as it was"
    if update:
        path.write_text(f"{story}\n\n{changes}{BELOW}{said}", encoding="utf-8")
        return
    assert said == expected, f"\n{difference(path.name, expected.encode(), said.encode())}"


# --- what is true of every message -----------------------------------------------------------------------------------------


def told(path):
    """The one thing that is said of a mistake."""
    (found,) = FOUND.finditer(read(path)[2])
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_mistake_is_told_once_at_its_place_in_plain_words_with_a_hint(path):
    found = told(path)
    assert found["hint"], "somebody wants to know what to type"
    assert re.search(r":\d+:\d+$", found["place"]) or OF_A_WHOLE_FILE.search(found["what"])
    assert (found["severity"] == "warning") == (path.stem in PUBLISHED_ALL_THE_SAME)
    for words in (found["what"], found["hint"]):
        assert not JARGON.search(QUOTED.sub("", words)), words
        assert len(words) <= 320, "nobody reads on"


def test_no_two_mistakes_are_told_alike():
    assert len(PATHS) >= 150
    messages = [f"{found['place'].partition(':')[0]}: {found['what']}\n{found['hint']}" for found in map(told, PATHS)]
    assert [message for message in messages if messages.count(message) > 1] == []
    assert len({QUOTED.sub("`…`", found["what"]) for found in map(told, PATHS)}) >= 120
    stories = [read(path)[0] for path in PATHS]
    assert len(set(stories)) == len(stories)
