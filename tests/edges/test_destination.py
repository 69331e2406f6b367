import os
from pathlib import Path

import pytest

from batchpages.diagnostics import UsageError
from batchpages.edges.destination import destination, foreign_files


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "shops" / "rose"
    for folder in ("content/batches", "themes", ".batchpages", "site"):
        (root / folder).mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    "output", [".", "..", "../..", "content", "content/batches/new", "themes/x", ".batchpages", ".batchpages/out", ".git/x", "site/../content"]
)
def test_folders_where_publishing_could_destroy_something_are_refused(project, output):
    with pytest.raises(UsageError, match="--output public"):
        destination(project / output, project / ".batchpages", project)


def test_the_home_folder_and_the_top_of_a_disk_are_refused(project, tmp_path, monkeypatch):
    home = tmp_path / "people" / "ana"
    home.mkdir(parents=True)
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(home))
    for output, why in ((home, "your home folder"), (home.parent, "your home folder"), (Path(home.anchor), "the top of a disk")):
        with pytest.raises(UsageError, match=why):
            destination(output, project / ".batchpages", project)
    assert destination(home / "www", project / ".batchpages", project).name == "www"


def test_a_file_is_no_output_folder(project):
    (project / "public").write_text("")
    with pytest.raises(UsageError, match="is no folder"):
        destination(project / "public", project / ".batchpages", project)


@pytest.mark.skipif(os.name == "nt", reason="symlinks need a privilege on Windows")
def test_a_link_is_resolved_before_it_is_judged(project, tmp_path):
    (project / "public").symlink_to(project / "content")
    with pytest.raises(UsageError, match="`content`"):
        destination(project / "public", project / ".batchpages", project)
    (tmp_path / "www").mkdir()
    (project / "out").symlink_to(tmp_path / "www")
    assert destination(project / "out", project / ".batchpages", project) == (tmp_path / "www").resolve()


def test_a_folder_of_its_own_is_fine_wherever_it_is(project, tmp_path):
    for output in (project / "public", project / "site", tmp_path / "elsewhere" / "deep"):
        assert destination(output, project / ".batchpages", project) == output.resolve()


def test_foreign_files_are_named_and_folders_without_ours_only_once(tmp_path):
    for path in ("a/ours.html", "a/mine.html", "b/c/mine.html", "b/d/mine.html", "empty/x", ".DS_Store", ".git/config"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    (tmp_path / "empty/x").unlink()
    assert foreign_files(tmp_path, {"a/ours.html", "b/c/gone.html"}) == ["a/mine.html", "b/c/mine.html", "b/d/"]
    assert foreign_files(tmp_path / "nowhere", set()) == []
