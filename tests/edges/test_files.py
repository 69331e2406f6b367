import errno
import os
from pathlib import Path

import pytest

from batchpages.diagnostics import MachineError
from batchpages.edges import files


def test_a_file_that_another_program_holds_for_a_moment_is_replaced_all_the_same(tmp_path, monkeypatch):
    really, calls = os.replace, []

    def held(source, target):
        calls.append(source)
        if len(calls) < 3:
            raise PermissionError(errno.EACCES, "in use")
        really(source, target)

    monkeypatch.setattr(files, "RETRIES", (0, 0, 0))
    monkeypatch.setattr(os, "replace", held)
    (tmp_path / "a").write_text("new")
    files.replace(str(tmp_path / "a"), str(tmp_path / "b"))
    assert (tmp_path / "b").read_text() == "new"


def test_patience_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "RETRIES", (0, 0))
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EACCES, "in use")))
    with pytest.raises(PermissionError):
        files.replace("a", "b")


def test_removing_what_is_gone_is_no_error(tmp_path):
    files.remove(str(tmp_path / "nothing"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EPIPE, "broken pipe"),
    ],
)
def test_reasons_are_told_in_words(number, words):
    with pytest.raises(MachineError, match=f"cannot write `a/b`: .*{words}"), files.told_as_machine_error("write", "a/b"):
        raise OSError(number, os.strerror(number))


def test_a_move_that_fails_names_where_it_should_have_gone(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(MachineError, match=r"cannot publish `.*nowhere.b`: it is not there"), files.told_as_machine_error("publish"):
        files.replace(str(tmp_path / "a"), str(tmp_path / "nowhere" / "b"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_full_disk_names_the_file():
    with pytest.raises(OSError, match="/dev/full") as told:
        files.write("/dev/full", b"x" * 100_000, flush=False)
    assert told.value.filename == "/dev/full"


def test_new_files_are_made_with_the_folders_on_the_way(tmp_path):
    files.create(tmp_path / "new", {"a/b/one": b"1", "two": b"2"})
    assert (tmp_path / "new/a/b/one").read_bytes() == b"1"
    assert (tmp_path / "new/two").read_bytes() == b"2"


def test_where_one_file_is_there_already_none_is_made(tmp_path):
    (tmp_path / "there").write_text("mine")
    with pytest.raises(FileExistsError) as told:
        files.create(tmp_path, {"a/b/one": b"1", "there": b"2"})
    assert told.value.filename == str(tmp_path / "there")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
def test_what_cannot_be_written_whole_is_not_there(tmp_path, monkeypatch):
    really = Path.open

    def on_a_full_disk(path, mode):
        really(path, mode).close()
        return really(Path("/dev/full"), "wb", buffering=0)

    monkeypatch.setattr(Path, "open", on_a_full_disk)
    with pytest.raises(OSError, match="No space left"):
        files.create(tmp_path, {"a/one": b"1"})
    assert list(tmp_path.iterdir()) == []
