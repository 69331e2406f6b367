import errno
import os
import stat
import time

import pytest

from batchpages.diagnostics import MachineError, UsageError
from batchpages.edges import publish as module
from batchpages.edges.publish import Outcome, publish
from batchpages.engine.task import digest_of

symlinks = pytest.mark.skipif(os.name == "nt", reason="symlinks need a privilege on Windows")


class Project:
    """A project folder, and its output folder as texts by path."""

    def __init__(self, root):
        self.root, self.public, self.state = root, root / "public", root / ".batchpages"

    def publish(self, site, *, adopt=False, output=None):
        bytes_of = {digest_of(text.encode()): text.encode() for text in site.values()}
        wanted = {path: digest_of(text.encode()) for path, text in site.items()}
        return publish(output or self.public, self.state, wanted, bytes_of.__getitem__, project=self.root, adopt=adopt)

    def files(self):
        return {path.relative_to(self.public).as_posix(): path.read_text() for path in self.public.rglob("*") if path.is_file()}

    def put(self, path, text):
        (self.public / path).parent.mkdir(parents=True, exist_ok=True)
        (self.public / path).write_text(text)

    def stats(self):
        return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in self.public.rglob("*")}


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


SITE = {"index.html": "home", "assets/a-1.css": "css", "batches/rose/index.html": "rose", "batches/fig/index.html": "fig"}


def test_a_first_publish_writes_everything_and_nothing_else(project):
    assert project.publish(SITE) == Outcome(tuple(sorted(SITE)), 0, (), ())
    assert project.files() == SITE
    assert sorted(path.name for path in project.root.iterdir()) == [".batchpages", "public"]
    assert sorted(path.name for path in project.state.iterdir()) == [".gitignore", "published.json"]


def test_an_empty_folder_is_published_into(project):
    project.public.mkdir()
    inode = project.public.stat().st_ino
    project.publish(SITE)
    assert project.files() == SITE
    assert project.public.stat().st_ino == inode  # it may be a mounted one


def test_published_files_have_the_rights_of_any_new_file(project):
    project.publish(SITE)
    project.put("other", "")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in project.public.rglob("*") if path.is_file()}
    assert len(modes) == 1


def test_what_did_not_change_is_not_touched(project):
    project.publish(SITE)
    before = project.stats()
    assert project.publish(SITE) == Outcome((), 4, (), ())
    assert project.stats() == before
    outcome = project.publish(SITE | {"batches/rose/index.html": "rose, again"})
    assert outcome == Outcome(("batches/rose/index.html",), 3, (), ())
    after = project.stats()
    assert {path.name for path in before if before[path] != after[path]} <= {"public", "rose", "index.html"}
    assert after[project.public / "index.html"] == before[project.public / "index.html"]
    assert after[project.public / "batches/rose/index.html"] != before[project.public / "batches/rose/index.html"]


def test_a_file_with_another_time_and_the_same_bytes_is_not_written_again(project):
    project.publish(SITE)
    os.utime(project.public / "index.html", (1, 1))
    assert project.publish(SITE).written == ()
    assert (project.public / "index.html").stat().st_mtime == 1
    assert project.publish(SITE).written == ()


def test_a_file_that_was_changed_by_hand_is_mended(project):
    project.publish(SITE)
    project.put("index.html", "hack")
    assert project.publish(SITE).written == ("index.html",)
    assert project.files() == SITE


def test_what_is_no_longer_wanted_is_removed_with_the_folders_that_it_leaves_empty(project):
    project.publish(SITE)
    outcome = project.publish({"index.html": "home"})
    assert outcome.removed == ("assets/a-1.css", "batches/fig/index.html", "batches/rose/index.html")
    assert [path.name for path in project.public.iterdir()] == ["index.html"]
    assert project.publish({}).removed == ("index.html",)
    assert list(project.public.iterdir()) == []


def test_a_file_that_we_made_and_somebody_changed_is_left_and_named(project):
    project.publish(SITE)
    project.put("batches/fig/index.html", "by hand")
    outcome = project.publish({"index.html": "home"})
    assert outcome.left == ("batches/fig/index.html",)
    assert project.files() == {"index.html": "home", "batches/fig/index.html": "by hand"}


def test_a_foreign_file_is_never_deleted_and_is_named(project):
    project.publish(SITE)
    project.put("batches/rose/mine.txt", "mine")
    project.put("other/deep/mine.txt", "mine")
    outcome = project.publish({"index.html": "home"})
    assert outcome.left == ("batches/rose/mine.txt", "other/")
    assert project.files() == {"index.html": "home", "batches/rose/mine.txt": "mine", "other/deep/mine.txt": "mine"}


def test_a_folder_with_foreign_files_and_no_record_is_refused_until_adopted(project):
    for name in "abcde":
        project.put(name, "mine")
    project.put("index.html", "mine")
    with pytest.raises(UsageError, match=r"`a`, `b`, `c` and 3 more, and no earlier build.*--adopt"):
        project.publish(SITE)
    assert "batches/rose/index.html" not in project.files()
    outcome = project.publish(SITE, adopt=True)
    assert outcome.left == tuple("abcde")
    assert project.files() == dict.fromkeys("abcde", "mine") | SITE
    assert project.publish({"index.html": "home"}).removed == ("assets/a-1.css", "batches/fig/index.html", "batches/rose/index.html")


@pytest.mark.parametrize("folder", ["index.html", "index.html/empty/emptier", "batches/rose/index.html"])
@pytest.mark.parametrize("before", [{}, {"assets/a-1.css": "css"}], ids=["new", "published"])
def test_an_empty_folder_in_the_place_of_a_file_is_refused_before_anything_is_written(project, folder, before):
    if before:
        project.publish(before)
    (project.public / folder).mkdir(parents=True)
    stats = project.stats()
    with pytest.raises(UsageError, match=r"index\.html` is a folder .*and the site needs a file there"):
        project.publish(SITE, adopt=True)
    assert project.stats() == stats
    assert not list(project.state.glob("publishing*"))


def test_a_damaged_record_is_told_and_adopting_mends_it(project):
    project.publish(SITE)
    (project.state / "published.json").write_bytes(b"{")
    before = project.stats()
    with pytest.raises(UsageError, match="damaged"):
        project.publish(SITE)
    assert project.publish(SITE, adopt=True).written == ()
    assert project.stats() == before
    assert project.publish({}).removed == tuple(sorted(SITE))


def test_a_foreign_file_at_a_wanted_path_is_refused_and_the_site_stays(project):
    project.publish(SITE)
    project.put("batches/new/index.html", "mine")
    site = SITE | {"batches/new/index.html": "new", "index.html": "home, again"}
    with pytest.raises(UsageError, match=r"batches/new/index.html"):
        project.publish(site)
    assert project.files() == SITE | {"batches/new/index.html": "mine"}
    project.publish(site, adopt=True)
    assert project.files() == site


def test_what_systems_leave_in_a_folder_is_no_sign_of_an_owner(project):
    project.put(".DS_Store", "x")
    assert project.publish(SITE).left == ()


def test_a_foreign_file_where_a_folder_is_needed_is_refused_with_both_paths(project):
    project.publish({"index.html": "home"})
    project.put("batches", "mine")
    with pytest.raises(UsageError, match=r"public.batches` is a file"):
        project.publish(SITE)
    with pytest.raises(UsageError, match=r"public.batches` is a file"):
        project.publish(SITE, adopt=True)
    assert project.files() == {"index.html": "home", "batches": "mine"}


def test_a_foreign_file_in_a_folder_where_a_file_is_needed_is_refused(project):
    project.publish(SITE)
    project.put("batches/rose/sub/mine.txt", "mine")
    with pytest.raises(UsageError, match=r"batches.rose` is a folder with `sub/`"):
        project.publish({"index.html": "home", "batches/rose": "a file now"})
    assert project.files() == SITE | {"batches/rose/sub/mine.txt": "mine"}


def test_a_file_of_ours_becomes_a_folder_and_back(project):
    one, other = {"index.html": "home", "a": "file"}, {"index.html": "home", "a/b/index.html": "page", "a/c": "c"}
    for site in (one, other, one, other):
        project.publish(site)
        assert project.files() == site


def test_a_path_cannot_be_a_file_and_a_folder(project):
    with pytest.raises(UsageError, match="`a` would be a file of the site and a folder"):
        project.publish({"a": "file", "a/index.html": "page"})


@pytest.mark.parametrize("path", ["../out", "/out", "a/../../out", "a//b", ".", "", "a\\b"])
def test_nothing_is_ever_written_outside(project, path):
    with pytest.raises(ValueError, match="no path"):
        project.publish({path: "x"})
    assert not project.public.exists()


@symlinks
def test_nothing_is_written_or_removed_through_a_link_that_leads_out(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    project.publish(SITE)
    (project.public / "batches" / "rose").rename(outside / "rose")
    (project.public / "batches" / "rose").symlink_to(outside / "rose")
    with pytest.raises(UsageError, match=rf"rose` is a link that leads out .*{outside.name}"):
        project.publish(SITE | {"batches/rose/new.json": "new"})
    assert project.publish({"index.html": "home"}).left == ("batches/rose", "batches/rose/index.html")
    assert (outside / "rose" / "index.html").read_text() == "rose"


@symlinks
def test_a_link_or_a_pipe_at_our_path_is_replaced_and_never_followed(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "mine.txt"
    outside.write_text("mine")
    project.publish(SITE)
    (project.public / "index.html").unlink()
    (project.public / "index.html").symlink_to(outside)
    (project.public / "assets/a-1.css").unlink()
    os.mkfifo(project.public / "assets/a-1.css")
    project.publish(SITE)
    assert project.files() == SITE
    assert outside.read_text() == "mine"


@symlinks
def test_a_linked_output_folder_is_published_to_where_it_leads(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("www")
    project.public.symlink_to(elsewhere)
    project.publish(SITE)
    assert (elsewhere / "index.html").read_text() == "home"
    assert project.public.is_symlink()
    assert project.publish(SITE).written == ()


def test_two_outputs_have_records_of_their_own(project):
    labels = project.root / "labels"
    project.publish(SITE)
    project.publish({"sheet.pdf": "pdf"}, output=labels)
    assert project.publish(SITE | {"x": "x"}).written == ("x",)
    assert project.publish({}, output=labels).removed == ("sheet.pdf",)


def test_nothing_wanted_makes_no_folder(project):
    project.publish({})
    assert not project.public.exists()


def test_an_output_folder_that_somebody_deleted_is_made_again(project):
    project.publish(SITE)
    project.public.rename(project.root / "away")
    assert project.publish(SITE).written == tuple(sorted(SITE))


def test_bytes_that_stand_only_in_the_output_can_be_read_while_publishing(project):
    # The store keeps no second copy of what is published, so a page that moved is read from where it was.
    project.publish({"a": "one", "b": "two"})
    swapped = {"a": digest_of(b"two"), "b": digest_of(b"one")}
    places = {digest_of(b"one"): project.public / "a", digest_of(b"two"): project.public / "b"}
    publish(project.public, project.state, swapped, lambda digest: places[digest].read_bytes(), project=project.root)
    assert project.files() == {"a": "two", "b": "one"}


def test_a_read_that_fails_leaves_the_old_site_and_no_trace(project):
    project.publish(SITE)
    before = project.stats()
    wanted = {path: digest_of(text.encode()) for path, text in SITE.items()} | {"new/a": digest_of(b"a"), "new/b": b"gone"}
    with pytest.raises(KeyError):
        publish(project.public, project.state, wanted, {digest_of(b"a"): b"a"}.__getitem__, project=project.root)
    after = project.stats()
    assert project.files() == SITE
    assert {path for path in after if path.is_file()} == {path for path in before if path.is_file()}
    assert not (project.public / "new").exists()
    assert not (project.state / "publishing.json").exists()


def test_many_files_take_one_flush_and_few_are_flushed_alone(project, monkeypatch):
    calls = []
    monkeypatch.setattr(os, "sync", lambda: calls.append("sync"), raising=False)
    really = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (calls.append("fsync"), really(file)))
    project.publish({f"{number}.html": str(number) for number in range(module.FEW + 1)})
    records = calls.count("fsync")
    assert calls.count("sync") == 1
    assert records <= 4
    calls.clear()
    project.publish({f"{number}.html": str(number) for number in range(module.FEW + 1)} | {"0.html": "new"})
    assert calls.count("sync") == 0
    assert calls.count("fsync") == records + 1


def test_files_are_moved_in_before_what_links_to_them(project, monkeypatch):
    old = {"index.html": "home", "sitemap.xml": "map", "batches/index.html": "list", "batches/old/index.html": "old"}
    new = {"index.html": "home 2", "sitemap.xml": "map 2", "batches/index.html": "list 2", "a.html": "new", "img/z.webp": "photo", "assets/y.css": "css"}
    project.publish(old)
    moved = []
    really = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (moved.append(os.fspath(target)), really(source, target))[1])
    project.publish(new)
    order = [path.removeprefix(f"{project.public}{os.sep}").replace(os.sep, "/") for path in moved if path.startswith(f"{project.public}")]
    assert order == ["assets/y.css", "img/z.webp", "a.html", "batches/index.html", "index.html", "sitemap.xml"]


def test_a_full_disk_is_told_and_leaves_the_old_site(project, monkeypatch):
    project.publish(SITE)
    really = module.write

    def full(path, data, *, flush):
        if data == b"fig 2":
            raise OSError(errno.ENOSPC, "No space left on device", path)
        really(path, data, flush=flush)

    monkeypatch.setattr(module, "write", full)
    with pytest.raises(MachineError, match="the disk is full"):
        project.publish(SITE | {"batches/fig/index.html": "fig 2", "index.html": "home 2"})
    assert project.files() == SITE
    monkeypatch.undo()
    project.publish(SITE | {"index.html": "home 2"})
    assert project.files() == SITE | {"index.html": "home 2"}


def test_a_staging_folder_that_nobody_recorded_is_not_deleted(project):
    project.put(".batchpages-new/mine.txt", "mine")
    with pytest.raises(UsageError, match=r"\.batchpages-new` is in the way"):
        project.publish(SITE)
    assert project.files() == {".batchpages-new/mine.txt": "mine"}


def test_a_name_that_changes_only_its_case_survives_on_a_disk_that_takes_both_for_one(project, monkeypatch):
    project.publish({"Logo.SVG": "logo", "index.html": "home"})
    really = os.lstat

    def folding(path, *args, **kwargs):
        # Stands for a disk that keeps names as they were written and finds them in any case.
        try:
            return really(path, *args, **kwargs)
        except FileNotFoundError:
            head, name = os.path.split(path)
            found = [each for each in os.listdir(head) if each.casefold() == name.casefold()]
            if not found:
                raise
            return really(f"{head}/{found[0]}", *args, **kwargs)

    def removing(path, *args, **kwargs):
        head, name = os.path.split(path)
        for each in os.listdir(head):
            if each.casefold() == name.casefold():
                gone(f"{head}/{each}", *args, **kwargs)

    gone = os.unlink
    monkeypatch.setattr(os, "lstat", folding)
    monkeypatch.setattr(os, "unlink", removing)
    project.publish({"logo.svg": "logo", "index.html": "home"})
    assert project.files() == {"logo.svg": "logo", "index.html": "home"}


def test_twenty_thousand_unchanged_files_are_found_unchanged_quickly(project):
    site = {f"batches/b{number // 10}/{number}.html": "same" for number in range(3_000)}
    project.publish(site)
    start = time.perf_counter()
    assert project.publish(site).unchanged == 3_000
    assert time.perf_counter() - start < 0.15  # 0.07 for 20,000 on an idle machine


def test_a_page_whose_name_begins_like_a_feed_is_moved_in_like_any_page():
    assert [module._turn(path, new=True) for path in ("feedback/index.html", "sitemap-of-us/index.html", "assets/feed.css")] == [1, 1, 0]
    assert [module._turn(path, new=False) for path in ("index.html", "feed.xml", "sitemap.xml", "sitemap-2.xml", "feedback/index.html")] == [3, 3, 3, 3, 2]
