import os
import socket
import time
import unicodedata
from pathlib import Path

import pytest

from batchpages.diagnostics import UsageError
from batchpages.edges import project as module
from batchpages.edges.project import find_project, scan, source_reader
from batchpages.engine.task import digest_of

FOLDERS = ("content", "themes")
symlinks = pytest.mark.skipif(os.name == "nt", reason="symlinks need a privilege on Windows")


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "project"
    put(root, "batchpages.yaml", "name: Rose")
    put(root, "content/batches/rose/story.md", "rose")
    return root


def put(root, path, text="x", *, age=60):
    """Write a file that was changed `age` seconds ago."""
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    then = time.time_ns() - age * 1_000_000_000
    os.utime(place, ns=(then, then))
    return place


def look(root, known=None):
    return scan(root, known or {}, FOLDERS, ["batchpages.yaml"])


def only(found):
    assert len(found.diagnostics) == 1, found.diagnostics
    return found.diagnostics[0]


@pytest.fixture
def opened(monkeypatch):
    """The names of the files that are read."""
    names = []
    really = open

    def noting(path, *args, **kwargs):
        names.append(Path(path).name)
        return really(path, *args, **kwargs)

    monkeypatch.setattr(module, "open", noting, raising=False)
    return names


def test_the_originals_of_photographs_are_not_looked_at(root, opened):
    put(root, "content/photos-source/raw/rose.dng")
    put(root, "content/photos-source/CON")
    put(root, "content/batches/photos-source/story.md")
    found = look(root)
    assert found.sources.keys() == {"batchpages.yaml", "content/batches/rose/story.md", "content/batches/photos-source/story.md"}
    assert not found.diagnostics
    assert "rose.dng" not in opened


def test_every_source_is_found_by_its_path_and_digest(root):
    put(root, "themes/mine/theme.yaml", "t")
    put(root, "public/index.html")
    put(root, "notes.txt")
    found = look(root)
    assert found.diagnostics == ()
    assert found.sources == {
        "batchpages.yaml": digest_of(b"name: Rose"),
        "content/batches/rose/story.md": digest_of(b"rose"),
        "themes/mine/theme.yaml": digest_of(b"t"),
    }
    assert list(found.sources) == sorted(found.sources)


@pytest.mark.parametrize("path", ["brand/mark/logo.svg", "logo.svg"])
def test_a_single_file_is_found_by_its_path_and_its_neighbours_are_not(root, path):
    for neighbour in ("brand/mark/other.svg", "brand/logo.svg.bak", "brand/mark/logo.svg.d/x", "brand/notes.txt", "mark/logo.svg", "other.svg"):
        put(root, neighbour)
    put(root, path, "logo")
    found = scan(root, {}, FOLDERS, [path, "fonts/none.otf"])
    assert found.diagnostics == ()
    assert found.sources == {"content/batches/rose/story.md": digest_of(b"rose"), path: digest_of(b"logo")}
    assert scan(root, {}, (), [path]).sources == {path: digest_of(b"logo")}


def test_several_single_files_may_lie_in_one_folder_and_below_each_other(root):
    files = ["brand/fonts/a.otf", "brand/fonts/b.otf", "brand/logo.svg"]
    for path in (*files, "brand/fonts/c.otf", "brand/old/logo.svg"):
        put(root, path)
    assert list(scan(root, {}, (), files).sources) == files


def test_a_single_file_that_did_not_change_is_not_read_again(root, opened):
    put(root, "brand/logo.svg")
    known = scan(root, {}, FOLDERS, ["brand/logo.svg"])
    opened.clear()
    assert scan(root, known.stamps, FOLDERS, ["brand/logo.svg"]) == known
    assert opened == []


def test_a_folder_in_the_place_of_a_single_file_is_told(root):
    put(root, "brand/logo.svg/story.md")
    found = scan(root, {}, FOLDERS, ["brand/logo.svg"])
    assert found.sources.keys() == {"content/batches/rose/story.md"}
    assert [each.what for each in found.diagnostics] == ["`brand/logo.svg` is a folder, and a file is wanted here"]


def test_a_single_file_in_a_folder_of_sources_is_found_once(root):
    put(root, "content/brand/logo.svg", "logo")
    put(root, "content/brand/other.svg", "other")
    found = scan(root, {}, FOLDERS, ["content/brand/logo.svg"])
    assert found == scan(root, {}, FOLDERS)
    assert found.sources["content/brand/other.svg"] == digest_of(b"other")
    assert scan(root, {}, (), ["content/brand/logo.svg"]).sources == {"content/brand/logo.svg": digest_of(b"logo")}


@symlinks
@pytest.mark.parametrize("path", ["brand/logo.svg", "brand", "logo.svg"])
def test_a_single_file_behind_a_link_that_leads_out_is_refused(root, tmp_path, path, opened):
    put(tmp_path, "elsewhere/logo.svg")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).symlink_to(tmp_path / "elsewhere" / ("" if path == "brand" else "logo.svg"))
    told = only(scan(root, {}, FOLDERS, ["brand/logo.svg", "logo.svg"]))
    assert (told.place.path, "leads out of the project" in told.what) == (path, True)
    assert "logo.svg" not in opened


@symlinks
def test_a_link_beside_a_single_file_is_nobodys_business(root, tmp_path):
    put(root, "brand/logo.svg")
    (root / "brand/secrets").symlink_to(tmp_path)
    assert scan(root, {}, (), ["brand/logo.svg"]).diagnostics == ()


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_in_the_place_of_a_folder_is_told(tmp_path, name):
    put(tmp_path, name, "no folder")
    told = only(look(tmp_path))
    assert (told.place.path, told.what) == (name, f"`{name}` is a file, and a folder is wanted here")
    assert f"a folder `{name}/`" in told.hint
    assert look(tmp_path).sources == {}


def test_missing_folders_are_no_mistake(tmp_path):
    assert look(tmp_path).sources == {}


def test_hidden_files_count_only_in_static(root):
    for path in ("content/.hidden", "content/batches/.obsidian/x", "content/static/.well-known/security.txt", "content/batches/.well-known/x"):
        put(root, path)
    assert [path for path in look(root).sources if "/." in path] == ["content/static/.well-known/security.txt"]


@pytest.mark.parametrize(
    "name", ["story.md~", ".story.md.swp", "#story.md#", ".#story.md", ".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__/x.pyc", ".git/config"]
)
def test_leftovers_are_never_sources(root, name):
    before = look(root).sources
    put(root, f"content/batches/rose/{name}")
    put(root, f"content/static/{name}")
    assert look(root).sources == before
    assert look(root).diagnostics == ()


def test_what_did_not_change_is_not_read_again(root, opened):
    first = look(root)
    assert sorted(opened) == ["batchpages.yaml", "story.md"]
    opened.clear()
    again = look(root, first.stamps)
    assert opened == []
    assert again == first


def test_a_changed_file_is_read_again_and_no_other(root, opened):
    known = look(root).stamps
    put(root, "content/batches/rose/story.md", "rose, longer", age=30)
    opened.clear()
    assert look(root, known).sources["content/batches/rose/story.md"] == digest_of(b"rose, longer")
    assert opened == ["story.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of change that cannot be set")
def test_an_edit_that_keeps_size_and_time_is_seen(root):
    place = root / "content/batches/rose/story.md"
    before = place.stat()
    known = look(root).stamps
    place.write_text("ROSE")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert look(root, known).sources["content/batches/rose/story.md"] == digest_of(b"ROSE")


def test_a_file_replaced_by_another_of_the_same_size_and_time_is_seen(root):
    place = root / "content/batches/rose/story.md"
    before = place.stat()
    known = look(root).stamps
    other = put(root, "content/batches/rose/other.md", "fig!")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(place)
    assert look(root, known).sources["content/batches/rose/story.md"] == digest_of(b"fig!")


def test_a_file_changed_within_two_seconds_of_its_reading_is_read_again(root, opened):
    put(root, "content/batches/rose/story.md", "new", age=0)
    put(root, "content/batches/rose/future.md", "new", age=-1000)
    known = look(root).stamps
    assert not known["content/batches/rose/story.md"].settled
    opened.clear()
    look(root, known)
    assert sorted(opened) == ["future.md", "story.md"]


def test_a_file_that_changes_while_it_is_read_is_read_once_more(root, monkeypatch):
    place = put(root, "content/batches/rose/story.md", "half")
    really, reads = os.fstat, []

    def saving(file):
        status = really(file)
        if not reads and status.st_size == 4:
            reads.append(file)
            put(root, "content/batches/rose/story.md", "whole text", age=1)
        return status

    monkeypatch.setattr(os, "fstat", saving)
    assert look(root).sources["content/batches/rose/story.md"] == digest_of(place.read_bytes()) == digest_of(b"whole text")


def test_a_file_that_never_rests_is_told(root, monkeypatch):
    really, times = os.fstat, iter(range(100))

    def restless(file):
        status = really(file)
        put(root, "content/batches/rose/story.md", "x" * next(times))
        return status

    monkeypatch.setattr(os, "fstat", restless)
    found = look(root)
    assert "content/batches/rose/story.md" not in found.sources
    assert any("keeps changing" in each.what for each in found.diagnostics)


def test_a_file_that_vanishes_meanwhile_is_no_mistake(root, monkeypatch):
    def gone(path, *_):
        raise FileNotFoundError(path)

    monkeypatch.setattr(module, "open", gone, raising=False)
    assert look(root).sources == {}
    assert look(root).diagnostics == ()


@symlinks
@pytest.mark.parametrize("path", ["content/batches/rose/petals.jpg", "content/batches/fig", "content/static/x", "themes/mine", "batchpages.yaml"])
def test_a_link_that_leads_out_is_refused_with_both_paths(root, tmp_path, path, opened):
    put(tmp_path, "secrets/secret.txt", "secret")
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / "secrets" / ("" if path.endswith(("fig", "mine")) else "secret.txt"))
    told = only(look(root))
    assert told.place.path == path
    assert str(tmp_path / "secrets") in told.what
    assert "secret.txt" not in opened


@symlinks
def test_a_link_that_looks_inside_and_leads_out_is_refused(root, tmp_path):
    put(tmp_path, "project-2/secret.txt")
    (root / "content/batches/rose/a.txt").symlink_to("../../../../project-2/secret.txt")
    assert "leads out" in only(look(root)).what


@symlinks
def test_links_inside_the_project_are_followed(root):
    (root / "content/batches/rose/again.md").symlink_to("story.md")
    (root / "content/batches/copy").symlink_to("rose")
    found = look(root)
    assert found.diagnostics == ()
    assert found.sources["content/batches/rose/again.md"] == found.sources["content/batches/copy/story.md"] == digest_of(b"rose")
    assert look(root, found.stamps).sources == found.sources


@symlinks
@pytest.mark.parametrize("name", ["private.yaml", "Private.YAML", "private.yml"])
@pytest.mark.parametrize("path", ["content/static/notes.txt", "content/batches/rose/report.pdf", "content/static/private.yaml", "themes/mine/assets/a.css"])
def test_a_link_to_what_is_private_is_refused(root, name, path, opened):
    put(root, f"content/batches/fig/{name}", "secret")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(root / "content/batches/fig" / name)
    (root / "content/static").mkdir(exist_ok=True)
    (root / "content/static/again").symlink_to(root / path)
    assert [each.place.path for each in look(root).diagnostics] == sorted([path, "content/static/again"])
    assert all("never published" in each.what for each in look(root).diagnostics)
    assert opened.count(name) == 2, "once by each look, in its own place"


@symlinks
@pytest.mark.parametrize("target", [".", "..", "../..", "../../.."])
def test_a_link_to_a_folder_above_it_is_a_circle(root, target):
    (root / "content/batches/rose/loop").symlink_to(target)
    told = only(look(root))
    assert told.place.path == "content/batches/rose/loop"
    assert "circle" in told.what


@symlinks
def test_links_that_lead_to_each_other_end(root):
    for one, other in (("a", "b"), ("b", "a")):
        (root / "content" / one).symlink_to(other)
    (root / "content/batches/fig").mkdir()
    (root / "content/batches/fig/to-rose").symlink_to("../rose")
    (root / "content/batches/rose/to-fig").symlink_to("../fig")
    found = look(root)
    assert {each.place.path for each in found.diagnostics} >= {"content/a", "content/b"}
    assert all("link" in each.what for each in found.diagnostics)


@symlinks
def test_folders_that_link_to_folders_do_not_multiply(root):
    for level in range(20):
        folder = root / f"content/batches/level-{level}"
        folder.mkdir()
        put(folder, "story.md")
        for name in "ab":
            (folder / name).symlink_to(f"../level-{level + 1}" if level < 19 else "../rose")
    assert len(look(root).sources) < 200


@symlinks
def test_a_link_that_leads_nowhere_is_told(root):
    (root / "content/batches/rose/gone.jpg").symlink_to("nothing.jpg")
    assert "nothing.jpg` cannot be followed: it is not there" in only(look(root)).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_and_a_socket_are_told_and_never_opened(root, monkeypatch):
    folder = root / "content/batches/rose"
    os.mkfifo(folder / "pipe.md")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        found = look(root)
    assert [each.place.path for each in found.diagnostics] == [f"content/batches/rose/{name}.md" for name in ("pipe", "socket")]
    assert all("pipe, a socket or a device" in each.what for each in found.diagnostics)


@symlinks
def test_a_device_is_outside(root):
    (root / "content/batches/rose/zero.md").symlink_to("/dev/zero")
    assert "leads out" in only(look(root)).what


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_what_may_not_be_read_is_told(root):
    put(root, "content/batches/rose/locked.jpg").chmod(0)
    put(root, "content/batches/shut/story.md").parent.chmod(0)
    found = look(root)
    (root / "content/batches/shut").chmod(0o700)
    assert [each.place.path for each in found.diagnostics] == ["content/batches/rose/locked.jpg", "content/batches/shut"]
    assert all("cannot be read: permission denied" in each.what for each in found.diagnostics)


def test_what_cannot_be_read_is_told(root, monkeypatch):
    def refused(path, *_):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(module, "open", refused, raising=False)
    assert [each.what for each in look(root).diagnostics] == ["this file cannot be read: permission denied; check who owns it and who may write there"] * 2


def test_a_huge_file_is_told_and_not_read(root, opened):
    with (root / "content/batches/rose/film.mp4").open("wb") as file:
        file.truncate(64_000_001)
    assert "64 MB is the most" in only(look(root)).what
    assert "film.mp4" not in opened


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["con.md", "NUL", "a:b.md", "rose.", "what?.md", "tab\t.md", "rose\u0301.md", os.fsdecode(b"caf\xe9.md")])
def test_names_that_do_not_work_everywhere_are_refused(root, name):
    put(root, f"content/batches/rose/{name}")
    if name not in os.listdir(root / "content/batches/rose"):
        pytest.skip("this disk changes the name")
    put(root, f"content/batches/{name}/story.md")
    found = look(root)
    assert [each.what for each in found.diagnostics] == [found.diagnostics[0].what] * 2
    assert len(found.sources) == 2
    assert all(each.place.path.isprintable() and each.what.isprintable() and each.hint.isprintable() for each in found.diagnostics)


def test_the_folder_that_new_files_wait_in_cannot_be_a_static_one(root):
    put(root, "content/static/.batchpages-new/x")
    told = only(look(root))
    assert (told.place.path, told.what) == ("content/static/.batchpages-new", "batchpages keeps the name `.batchpages-new` for itself")


@pytest.mark.parametrize(("one", "other"), [("Rose.jpg", "rose.jpg"), ("É.md", "é.md"), ("Straße", "STRASSE")])
def test_two_names_that_some_computers_take_for_one_are_refused(root, one, other):
    for name in (one, other):
        put(root, f"content/batches/rose/{name}")
    if len(os.listdir(root / "content/batches/rose")) < 3:
        pytest.skip("this disk takes both for one")
    told = only(look(root))
    assert {told.place.path, told.also[0].path} == {f"content/batches/rose/{name}" for name in (one, other)}
    assert unicodedata.is_normalized("NFC", told.what)
    put(root, "content/batches/a/rose.jpg")
    assert only(look(root)).what == told.what


def test_the_project_is_the_nearest_folder_upward(root, tmp_path):
    assert find_project(root) == find_project(root / "content" / "batches" / "rose") == root
    with pytest.raises(UsageError, match=r"no `batchpages\.yaml` in .*-C DIR"):
        find_project(tmp_path)


def test_a_source_is_read_by_its_path(root):
    read = source_reader(root)
    assert read("content/batches/rose/story.md") == b"rose"
    assert read("content/batches/rose") is None
    assert read("content/nothing") is None
    assert read("nul\0byte") is None


def test_a_large_project_is_looked_at_quickly(root):
    for number in range(1_000):
        for name in ("story.md", "batch.yaml"):
            put(root, f"content/batches/batch-{number}/{name}", "")
    known = look(root).stamps
    start = time.perf_counter()
    assert len(look(root, known).sources) == 2_002
    assert time.perf_counter() - start < 0.15  # 0.15 for 10,000 on an idle machine
