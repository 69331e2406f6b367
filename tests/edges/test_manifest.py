import time
from pathlib import Path

import pytest

from batchpages.edges import manifest
from batchpages.edges.manifest import Journal, Manifest, Published, load, load_journal, records, store


@pytest.fixture
def where(tmp_path):
    state = tmp_path / ".batchpages"
    state.mkdir()
    return records(state, tmp_path, tmp_path / "public")


def test_what_is_saved_is_loaded(where):
    saved = Manifest(where.output, {"b/ö.html": Published(b"\x00" * 20, 12, 1_700_000_000_123_456_789)})
    store(where, saved)
    assert load(where) == saved
    assert [each.name for each in where.manifest.parent.iterdir()] == ["published.json"]


def test_the_default_output_has_the_plain_name_and_others_a_mark(tmp_path):
    state = tmp_path / ".batchpages"
    assert records(state, tmp_path, tmp_path / "public").manifest.name == "published.json"
    names = {records(state, tmp_path, each).manifest.name for each in (tmp_path / "labels", Path("/elsewhere"), tmp_path / "a" / "public")}
    assert len(names) == 3
    assert all(name.startswith("published-") and len(name) == len("published-0123456789.json") for name in names)


def test_a_project_that_moved_keeps_its_records(tmp_path):
    one, other = (records(Path(".batchpages"), tmp_path / name, tmp_path / name / "site") for name in ("one", "other"))
    assert one == other


def test_a_missing_record_says_so(where):
    assert load(where).files == {}
    assert "no earlier build" in load(where).note
    assert load_journal(where) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"output": "public", "files": {"a": [1]}}', b'{"output": "elsewhere"}'])
def test_a_damaged_record_is_an_empty_one_that_says_so(where, damage):
    where.manifest.write_bytes(damage)
    assert load(where).files == {}
    assert "damaged" in load(where).note


def test_a_damaged_journal_still_says_that_a_publish_did_not_end(where):
    where.journal.write_bytes(b"{")
    assert load_journal(where) == Journal("public", {})


def test_twenty_thousand_entries_load_quickly(where):
    store(where, Manifest(where.output, {f"batches/batch-{i:05}/index.html": Published(i.to_bytes(20), i, i) for i in range(20_000)}))
    best = min(_seconds(lambda: load(where)) for _ in range(3))
    assert best < 0.2, best  # 0.012 on an idle machine


def _seconds(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def test_a_save_that_fails_leaves_the_old_record(where, monkeypatch):
    store(where, Manifest(where.output, {"a": Published(b"a", 1, 1)}))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        manifest.store(where, Manifest(where.output, {}))
    assert load(where).files.keys() == {"a"}
