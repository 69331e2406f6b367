"""A build that is killed or interrupted: `public/` stays whole, and the next build mends the rest."""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import projects
from batchpages.engine.workers import WORTH_FORKING

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")

BATCHES = 150
assert BATCHES > WORTH_FORKING, "the workers are to be there when the signal comes"


DROPPED = re.compile(r"Exception ignored in: .*?\nKeyboardInterrupt: \n", re.DOTALL)
"""What Python says where Ctrl-C falls into one of its own callbacks, which drop it: the build goes on."""


def shop(word):
    """A project with enough pages for a kill to fall between them; every page says the word."""
    files = dict(projects.SMALL)
    files["batchpages.yaml"] = projects.SETTINGS.replace("Made in batches.", f"Made in batches, {word}.") + "theme: plain\n"
    files["themes/plain/theme.yaml"] = "name: plain\n"
    for name in ("home", "batches"):
        files[f"themes/plain/templates/{name}.html"] = (
            "<title>{{ site.tagline }}</title>{% for b in batches %}<a href='{{ b.address }}'>{{ b.title }}</a>{% endfor %}"
        )
    files["themes/plain/templates/batch.html"] = "<title>{{ site.tagline }}</title><a href='{{ site.home }}'>home</a>{{ batch.story }}"
    files["themes/plain/templates/maker.html"] = files["themes/plain/templates/product.html"] = "<title>{{ site.tagline }}</title>"
    for number in range(BATCHES):
        files[f"content/batches/{word}-{number}.md"] = f"---\ntitle: {word} {number}\nproduct: balm\nmaker: leila\ncode: {word.upper()}-{number}\n---\n{word}\n"
    return files


def put(root, word):
    for path in (root / "content" / "batches").glob("*.md"):
        path.unlink()
    projects.write(root, shop(word))


def command(root):
    return [sys.executable, "-m", "batchpages", "build", "-C", str(root), "--date", projects.TODAY.isoformat(), "--jobs", "2"]


def left_of(session):
    """The processes of a session that are still running, where the system lists them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state not in "ZX":
                found.append(stat.parent.name)
    return found


def none_left_of(session):
    until = time.monotonic() + 10
    while left_of(session) and time.monotonic() < until:
        time.sleep(0.01)
    return not left_of(session)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """What each of the two sites is when nothing disturbs its build."""
    found = {}
    for word in ("old", "new"):
        root = tmp_path_factory.mktemp(word)
        projects.write(root, shop(word))
        projects.build_here(root)
        found[word] = projects.tree(root / "public")
    return found


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_whenever_a_build_ends_every_file_is_whole_and_the_next_one_mends(tmp_path, sites, how):
    put(tmp_path, "old")
    projects.build_here(tmp_path)
    started = time.monotonic()
    put(tmp_path, "new")
    subprocess.run(command(tmp_path), check=True, capture_output=True)
    takes = time.monotonic() - started
    chance = random.Random(how)
    words = ["old", "new"]
    for _ in range(8):
        put(tmp_path, words[0])
        process = subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        time.sleep(takes * chance.uniform(0.2, 1.0))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)  # as a terminal does: to the build and to all of its workers
        _, said = process.communicate(timeout=30)
        said = DROPPED.sub("", said)
        assert "Traceback" not in said
        assert "Process Fork" not in said
        assert none_left_of(process.pid)
        published = {path: data for path, data in projects.tree(tmp_path / "public").items() if not path.startswith(".batchpages-new/")}
        for path, data in published.items():
            assert data in (sites["old"].get(path), sites["new"].get(path)), f"{path} is neither the old nor the new page"
        home = published["index.html"]
        for path in sites["old" if home == sites["old"]["index.html"] else "new"]:
            assert path in published, f"the home page that stands there needs {path}"
        subprocess.run(command(tmp_path), check=True, capture_output=True)
        assert projects.tree(tmp_path / "public") == sites[words[0]]
        words.reverse()
