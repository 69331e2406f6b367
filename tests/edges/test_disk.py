import os
import time

import pytest

from batchpages.edges.disk import Disk, Settled
from batchpages.engine.task import digest_of

SETTLED = Settled(digest_of(b"all of it"), "UTC", 3, 2)


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
