import errno
import logging
import shutil

import pytest

from batchpages.edges.watch import Changes

FILES = ("batchpages.yaml",)


@pytest.fixture
def changes(tmp_path):
    (tmp_path / "content").mkdir()
    with Changes(tmp_path, ("content", "themes"), FILES) as changes:
        assert not changes.wait(0.1)
        yield changes


def quiet(changes):
    while changes.wait(0.1):
        pass


def test_a_save_wakes_and_a_reading_does_not(changes, tmp_path):
    (tmp_path / "content/a.md").write_text("1")
    assert changes.wait(2)
    quiet(changes)
    (tmp_path / "content/a.md").read_text()
    assert not changes.wait(0.2)


def test_other_files_of_the_project_wake_nobody(changes, tmp_path):
    (tmp_path / "notes.txt").write_text("1")
    assert not changes.wait(0.2)
    (tmp_path / "batchpages.yaml").write_text("1")
    assert changes.wait(2)


def test_a_folder_that_is_made_again_is_watched_again(changes, tmp_path):
    shutil.rmtree(tmp_path / "content")
    (tmp_path / "content").mkdir()
    assert changes.wait(2)
    changes.follow(FILES)
    quiet(changes)
    (tmp_path / "content/a.md").write_text("1")
    assert changes.wait(2)


@pytest.mark.parametrize(
    "full", ["watchdog.observers.api.BaseObserver.schedule", "watchdog.observers.api.BaseObserver.start", "batchpages.edges.watch.Observer"]
)
@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "one user can watch so many folders"), (errno.EMFILE, "so many programs of one user can watch")])
def test_where_nothing_more_can_be_watched_that_is_said(tmp_path, monkeypatch, full, number, says):
    def fails(*_args, **_options):
        raise OSError(number, "no space")

    monkeypatch.setattr(full, fails)
    with Changes(tmp_path, ("content",), FILES) as changes:
        assert says in changes.why
        assert not changes.wait(0.01)
        changes.follow(FILES)


def test_where_the_limit_is_reached_later_it_is_said_then(changes, tmp_path, monkeypatch):
    def fails(*_args, **_options):
        raise OSError(errno.ENOSPC, "no space")

    (tmp_path / "themes").mkdir()
    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", fails)
    assert not changes.why
    changes.follow(FILES)
    assert "one user can watch so many folders" in changes.why


def test_what_the_library_complains_of_is_not_for_the_terminal(capfd):
    logging.getLogger("watchdog.observers.inotify").error("Unable to rebuild")
    assert capfd.readouterr().err == ""
