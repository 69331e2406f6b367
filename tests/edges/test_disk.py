import os
import time

import pytest

from batchpages.diagnostics import Diagnostic, Place
from batchpages.edges import manifest
from batchpages.edges.disk import Disk, Settled
from batchpages.edges.publish import publish
from batchpages.engine.task import digest_of

SAID = (Diagnostic(Place("content/a.md", ("title",)), "it is short", "say more", "warning", also=(Place("batchpages.yaml", line=3),)),)
SETTLED = Settled(digest_of(b"all of it"), "UTC", 3, 4, 2, 1, SAID)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "batchpages.yaml").write_text("name: Shop\n")
    (tmp_path / ".batchpages").mkdir()
    return tmp_path


def look(root):
    return Disk(root, root / ".batchpages", root / "public")


def test_what_was_seen_is_remembered(root):
    first = look(root)
    assert first.settled is None
    first.remember(SETTLED)
    assert look(root).settled == SETTLED
    assert look(root).sources == first.sources


def test_nothing_is_written_where_nothing_has_changed(root):
    old = time.time_ns() - 10_000_000_000
    os.utime(root / "batchpages.yaml", ns=(old, old))
    look(root).remember(SETTLED)
    stamps = root / ".batchpages" / "stamps"
    before = stamps.stat().st_mtime_ns, stamps.stat().st_ino
    look(root).remember(SETTLED)
    assert (stamps.stat().st_mtime_ns, stamps.stat().st_ino) == before
    look(root).remember(None)
    assert look(root).settled is None


@pytest.mark.parametrize("damage", [b"", b"\x93", b"\x90\x90", b"not msgpack at all"])
def test_a_damaged_memory_is_none(root, damage):
    look(root).remember(SETTLED)
    (root / ".batchpages" / "stamps").write_bytes(damage)
    again = look(root)
    assert again.settled is None
    assert again.sources.keys() == {"batchpages.yaml"}


def test_a_memory_with_any_byte_altered_is_none(root):
    look(root).remember(SETTLED)
    stamps = root / ".batchpages" / "stamps"
    intact = stamps.read_bytes()
    for position in [*range(40), *range(40, len(intact), 97), len(intact) - 1]:
        stamps.write_bytes(intact[:position] + bytes([intact[position] ^ 1]) + intact[position + 1 :])
        assert look(root).settled is None, f"byte {position} of {len(intact)}"
    stamps.write_bytes(intact)
    assert look(root).settled == SETTLED


def test_a_journal_says_that_there_is_something_to_do(root):
    look(root).remember(SETTLED)
    (root / ".batchpages" / "publishing-0123456789.json").write_text("the journal of another output folder")
    assert look(root).settled == SETTLED
    (root / ".batchpages" / "publishing.json").write_text("even one that is damaged")
    assert look(root).settled is None


def test_places_tell_where_each_file_lies(root):
    (root / "content" / "a.md").write_text("rose")
    disk = look(root)
    assert disk.places[digest_of(b"rose")] == f"{root}/content/a.md"
    assert any(place.endswith("themes/shelf/theme.yaml") for place in disk.places.values())


# --- output folders ----------------------------------------------------------------------------------------------------


def test_each_output_folder_tells_what_was_recorded_and_what_still_stands(root):
    assert look(root).site == look(root).sheets == (set(), {})
    for folder, files in (("public", {"index.html": b"home", "a/b.txt": b"text"}), ("labels", {"RB-1.pdf": b"sheet"})):
        data = {digest_of(each): each for each in files.values()}
        publish(root / folder, root / ".batchpages", {path: digest_of(each) for path, each in files.items()}, data.__getitem__, project=root)
    (root / "public" / "index.html").write_text("altered by hand")
    disk = look(root)
    assert disk.site == ({"index.html", "a/b.txt"}, {"a/b.txt": digest_of(b"text")})
    assert disk.sheets == ({"RB-1.pdf"}, {"RB-1.pdf": digest_of(b"sheet")})
    assert disk.places[digest_of(b"sheet")] == f"{root}/labels/RB-1.pdf"
    (root / "labels" / "RB-1.pdf").unlink()
    assert look(root).sheets == ({"RB-1.pdf"}, {})


@pytest.mark.parametrize("folder", ["public", "labels"])
def test_a_journal_of_either_output_folder_says_that_there_is_something_to_do(root, folder):
    look(root).remember(SETTLED)
    manifest.records(root / ".batchpages", root, root / folder).journal.write_text("even one that is damaged")
    assert look(root).settled is None


def test_the_state_is_of_sources_both_folders_and_whatever_else_a_build_goes_by(root):
    one, other = {"a": digest_of(b"one")}, {"a": digest_of(b"other")}
    state = look(root).state(one, one, "code")
    assert look(root).state(one, one, "code") == state
    for published, sheets, code in ((other, one, "code"), (one, other, "code"), (one, one, "other"), ({}, one, "code"), (one, {}, "code")):
        assert look(root).state(published, sheets, code) != state
    (root / "content" / "a.md").write_text("rose")
    assert look(root).state(one, one, "code") != state


# --- single files ------------------------------------------------------------------------------------------------------


@pytest.fixture
def branded(root):
    """A project with a logo and a font outside of `content/`."""
    for path in ("brand/logo.svg", "fonts/own.otf"):
        (root / path).parent.mkdir()
        (root / path).write_text(path)
    return root


def test_a_file_that_is_named_is_looked_at_from_then_on(branded):
    first = look(branded)
    assert first.sources.keys() == {"batchpages.yaml"}
    assert first.name(["brand/logo.svg"]) == {digest_of(b"brand/logo.svg"): f"{branded}/brand/logo.svg"}
    assert first.sources.keys() == {"batchpages.yaml", "brand/logo.svg"}
    first.remember(SETTLED)
    again = look(branded)
    assert (again.sources, again.settled) == (first.sources, SETTLED)
    assert again.name(["brand/logo.svg"]) == {}, "it has been looked at already"
    (branded / "brand/logo.svg").write_text("another")
    assert look(branded).sources["brand/logo.svg"] == digest_of(b"another")


def test_a_file_that_is_named_no_longer_is_no_source_any_more(branded):
    first = look(branded)
    first.name(["brand/logo.svg", "fonts/own.otf"])
    first.remember(SETTLED)
    again = look(branded)
    again.name(["fonts/own.otf"])
    assert again.sources.keys() == {"batchpages.yaml", "fonts/own.otf"}
    again.remember(SETTLED)
    assert look(branded).sources == again.sources


def test_a_file_in_a_folder_of_sources_stays_one_whether_it_is_named_or_not(root):
    (root / "content" / "logo.svg").write_text("logo")
    disk = look(root)
    assert disk.name(["content/logo.svg"]) == {}
    assert disk.name([]) == {}
    assert disk.sources["content/logo.svg"] == digest_of(b"logo")


def test_a_named_file_that_is_not_there_is_looked_for_again(root):
    disk = look(root)
    assert disk.name(["logo.svg"]) == {}
    assert disk.diagnostics == ()
    disk.remember(SETTLED)
    (root / "logo.svg").write_text("logo")
    assert look(root).sources["logo.svg"] == digest_of(b"logo")


@pytest.mark.skipif(os.name == "nt", reason="symlinks need a privilege on Windows")
def test_a_named_file_that_is_refused_is_told_once(root):
    (root / "logo.svg").symlink_to("/etc/hostname")
    disk = look(root)
    disk.name(["logo.svg"])
    disk.remember(None)
    again = look(root)
    again.name(["logo.svg"])
    assert [each.place.path for each in disk.diagnostics] == [each.place.path for each in again.diagnostics] == ["logo.svg"]


# --- the ledger --------------------------------------------------------------------------------------------------------


def test_a_ledger_that_is_saved_is_a_source_at_once(root):
    disk = look(root)
    disk.save_ledger(b"# nothing yet\n")
    assert (root / "labels.ledger.yaml").read_bytes() == b"# nothing yet\n"
    assert not list(root.glob("*.new"))
    disk.remember(Settled(disk.state({}, {}), "UTC", 0, 0, 0))
    again = look(root)
    assert again.sources == disk.sources == {"batchpages.yaml": digest_of(b"name: Shop\n"), "labels.ledger.yaml": digest_of(b"# nothing yet\n")}
    assert again.settled.state == again.state({}, {})


@pytest.mark.parametrize(("value", "closed"), [(None, False), ("", False), ("0", False), ("false", False), ("False", False), ("true", True), ("1", True)])
def test_a_build_service_is_known_by_its_environment(root, monkeypatch, value, closed):
    monkeypatch.delenv("CI", raising=False)
    if value is not None:
        monkeypatch.setenv("CI", value)
    why = look(root).ledger_closed()
    assert why == ("this is a build service (the environment has `CI`), where a changed ledger would be lost" if closed else "")


@pytest.mark.parametrize("there", [True, False])
def test_a_ledger_that_cannot_be_written_is_closed(root, monkeypatch, there):
    monkeypatch.delenv("CI", raising=False)
    if there:
        (root / "labels.ledger.yaml").write_text("")
    monkeypatch.setattr(os, "access", lambda path, _mode: path != root)
    assert look(root).ledger_closed() == "`labels.ledger.yaml` cannot be written", "a new one is put beside it first"
    monkeypatch.setattr(os, "access", lambda path, _mode: path != root / "labels.ledger.yaml")
    assert bool(look(root).ledger_closed()) == there
