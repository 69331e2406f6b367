"""A publish that dies at any of its acts on the disk, one after the other: the promises hold, and the next one mends."""

import builtins
import errno
import os
import re
from contextlib import contextmanager, suppress

import pytest

from batchpages.diagnostics import MachineError
from batchpages.edges import files
from batchpages.edges.publish import publish
from batchpages.engine.task import digest_of

ACTS = ("replace", "unlink", "mkdir", "rmdir", "fsync", "sync")
OLD = {
    "index.html": "home [batches/old.html] [assets/1.css]",
    "batches/old.html": "old [assets/1.css]",
    "batches/kept.html": "kept",
    "assets/1.css": "one",
    "gone/deep/page.html": "gone",
    "shape": "a file that becomes a folder",
}
NEW = {
    "index.html": "home [batches/new.html] [assets/2.css] [shape/page.html]",
    "batches/new.html": "new [assets/2.css] [img/n.webp]",
    "batches/kept.html": "kept",
    "assets/2.css": "two",
    "img/n.webp": "photo",
    "shape/page.html": "a page",
}
FOREIGN = {"batches/mine.txt": "mine", "gone/mine.txt": "mine"}


class Killed(BaseException):
    """Stands for a kill: from this act on, nothing the process does reaches the disk any more."""


@contextmanager
def fault_at(number, fault, *, lasting):
    """Every act counts; from the given one on (or only at that one) `fault` is raised, a write after half of its bytes."""
    count = 0
    really = {name: getattr(os, name) for name in ACTS if hasattr(os, name)}
    opened, written = builtins.open, files.write

    def due():
        nonlocal count
        count += 1
        return count > number if lasting else count == number + 1

    def failing(act):
        def called(*args, **kwargs):
            if due():
                raise fault()
            return act(*args, **kwargs)

        return called

    def torn(path, data, *, flush):
        if due():
            if count == number + 1:
                with opened(path, "wb") as file:
                    file.write(data[: len(data) // 2])
            raise fault()
        written(path, data, flush=flush)

    with pytest.MonkeyPatch.context() as patch:
        for name, act in really.items():
            patch.setattr(os, name, failing(act))
        patch.setattr("batchpages.edges.publish.write", torn)
        patch.setattr(files, "write", torn)
        yield lambda: count


def publish_site(root, site):
    bytes_of = {digest_of(text.encode()): text.encode() for text in site.values()}
    return publish(root / "public", root / ".batchpages", {p: digest_of(t.encode()) for p, t in site.items()}, bytes_of.__getitem__, project=root)


def tree(root):
    public = root / "public"
    return {path.relative_to(public).as_posix(): path.read_text() for path in public.rglob("*") if path.is_file()}


def check_whole(found, *sites):
    """Every file is whole, and no page leads to something missing."""
    for path, text in found.items():
        assert text in {site.get(path) for site in (*sites, FOREIGN)}, path
        missing = [link for link in re.findall(r"\[(.*?)\]", text) if link not in found]
        assert not missing, (path, missing)


def visible(found):
    return {path: text for path, text in found.items() if not path.startswith(".batchpages-new/")}


def steps(make, fault, *, lasting):
    """Run the publish with a fault at its first act, its second, … until it has none left. Gives the number and the folder."""
    for number in range(500):
        root = make(number)
        with fault_at(number, fault, lasting=lasting) as count:
            try:
                publish_site(root, NEW)
            except (Killed, MachineError):
                pass
            else:
                if count() <= number:
                    return
        yield number, root
    raise AssertionError("it never ended")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    for flush in ("fsync", "sync"):
        monkeypatch.setattr(os, flush, lambda *_: None, raising=False)


def mended(root, foreign):
    publish_site(root, NEW)
    assert visible(tree(root)) == tree(root) == NEW | foreign
    assert not (root / ".batchpages" / "publishing.json").exists()
    assert sorted(path.name for path in root.iterdir()) == [".batchpages", "public"]
    assert publish_site(root, NEW).written == ()


def empty_folders(root):
    return [path for path in (root / "public").rglob("*") if path.is_dir() and not any(path.iterdir())]


def with_old_site(tmp_path):
    def make(number):
        root = tmp_path / str(number)
        root.mkdir()
        publish_site(root, OLD)
        for path, text in FOREIGN.items():
            (root / "public" / path).write_text(text)
        return root

    return make


def test_killed_at_any_act_of_an_update_the_site_is_whole_and_the_next_publish_mends(tmp_path):
    seen = 0
    for number, root in steps(with_old_site(tmp_path), Killed, lasting=True):
        found = visible(tree(root))
        check_whole(found, OLD, NEW)
        assert FOREIGN.items() <= found.items()
        mended(root, FOREIGN)
        assert empty_folders(root) == []
        seen = number
    assert seen > 25


def test_killed_twice_the_third_publish_mends(tmp_path):
    for number, root in steps(with_old_site(tmp_path), Killed, lasting=True):
        with fault_at(number * 7 % 40, Killed, lasting=True), suppress(Killed):
            publish_site(root, NEW | {"batches/third.html": "third"})
        assert FOREIGN.items() <= tree(root).items()
        mended(root, FOREIGN)


def test_killed_at_any_act_of_a_first_publish_there_is_no_site_or_a_whole_one(tmp_path):
    def make(number):
        root = tmp_path / str(number)
        root.mkdir()
        return root

    for _, root in steps(make, Killed, lasting=True):
        assert not (root / "public").exists() or tree(root) == NEW
        mended(root, {})


def test_killed_at_any_act_of_a_publish_into_an_empty_folder_the_next_one_mends(tmp_path):
    def make(number):
        root = tmp_path / str(number)
        (root / "public").mkdir(parents=True)
        return root

    for _, root in steps(make, Killed, lasting=True):
        check_whole(visible(tree(root)), NEW)
        mended(root, {})


@pytest.mark.parametrize("lasting", [False, True])
def test_a_disk_that_fails_at_any_act_is_told_and_mended(tmp_path, lasting):
    def fault():
        return OSError(errno.ENOSPC, "No space left on device")

    for _, root in steps(with_old_site(tmp_path), fault, lasting=lasting):
        found = visible(tree(root))
        check_whole(found, OLD, NEW)
        assert FOREIGN.items() <= found.items()
        mended(root, FOREIGN)


def test_after_a_kill_a_site_without_the_new_files_removes_them(tmp_path):
    for _, root in steps(with_old_site(tmp_path), Killed, lasting=True):
        publish_site(root, OLD)
        assert tree(root) == OLD | FOREIGN
