import shutil

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.files import MissingError, reader
from batchpages.engine.store import KEPT_UNUSED, Store
from batchpages.engine.task import Result, digest_of

CODE = b"c" * 20
WARNING = Diagnostic(Place("content/a.md", ("sourcing", 2, "lot"), nth=1), "odd", "hint", "warning", (Place("b.md", line=3, column=4),))
ONE = Result({"card": b"one card", "story": b"one story"}, b"entry", ("/a/", "/b/#c"), ("top", "end"), (WARNING,))
TWO = Result({"card": b"two card"})
WRONG = Result({"card": b"wrong card"}, links=("/x/",), anchors=("twice",), diagnostics=(Diagnostic(Place("a.md"), "wrong"),))


def key(number):
    return digest_of(b"key %d" % number)


def packs(folder):
    return sorted(path.name for path in folder.glob("*.pack"))


def files_of(store, kept):
    read = reader(store.find)
    return {name: read(blob.digest) for name, blob in kept.files.items()}


def saved(folder, results, *, pages=(), published=False, code=CODE):
    """A store with some results by number, closed."""
    store = Store(folder, code)
    for number, result in results.items():
        store.put(key(number), result, store.pages if number in pages else store.parts)
    store.save(published=published)


def build(folder, used, new=None):
    """A build that uses some results, and puts one more."""
    store = Store(folder, CODE)
    there = {number for number in used if store.get(key(number))}
    if new is not None:
        store.put(key(new), Result(entry=b"new"), store.parts)
    store.save(published=True)
    return there


# --- round trip ------------------------------------------------------------------------------------------------------


def test_an_empty_store_knows_nothing(tmp_path):
    store = Store(tmp_path / "store", CODE)
    assert store.get(key(1)) is None
    assert store.find(key(1)) is None
    store.save(published=False)


def test_a_build_that_made_nothing_can_be_saved(tmp_path):
    Store(tmp_path / "store", CODE).save(published=True)


def test_what_was_put_is_there_for_the_next_build(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO})
    store = Store(tmp_path, CODE)
    kept = store.get(key(1))
    assert (kept.entry, kept.diagnostics, kept.failed) == (ONE.entry, ONE.diagnostics, False)
    assert files_of(store, kept) == ONE.files
    assert store.links(kept) == (["/a/", "/b/#c"], ["top", "end"])
    assert store.links(store.get(key(2))) == ([], [])
    assert store.get(key(3)) is None


RESULTS = st.builds(
    Result,
    st.dictionaries(st.text(max_size=9), st.binary(min_size=1, max_size=300), max_size=3),
    st.binary(max_size=9),
    st.lists(st.text(max_size=9), max_size=3).map(tuple),
    st.lists(st.text(max_size=9), max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), RESULTS, st.booleans(), st.booleans()), max_size=8))
def test_any_results_come_back_as_they_were(tmp_path_factory, puts):
    folder = tmp_path_factory.mktemp("store")
    latest = {}
    store = Store(folder, CODE)
    for number, result, on_a_page, reopen in puts:
        store.put(key(number), result, store.pages if on_a_page else store.parts)
        latest[number] = result
        if reopen:
            store.save(published=False)
            store = Store(folder, CODE)
            assert all(store.get(key(each)) for each in latest)
    store.save(published=False)
    store = Store(folder, CODE)
    for number, result in latest.items():
        kept = store.get(key(number))
        assert files_of(store, kept) == result.files
        assert (kept.entry, kept.diagnostics) == (result.entry, result.diagnostics)
        assert store.links(kept) == ([*result.links], [*result.anchors])


def test_an_empty_file_comes_back_too(tmp_path):
    saved(tmp_path, {1: Result({"file": b""})})
    store = Store(tmp_path, CODE)
    assert files_of(store, store.get(key(1))) == {"file": b""}


def test_what_was_just_put_can_be_read(tmp_path):
    store = Store(tmp_path, CODE)
    kept = store.put(key(1), ONE, store.pages)
    assert files_of(store, kept) == ONE.files
    assert store.links(kept) == (["/a/", "/b/#c"], ["top", "end"])
    store.save(published=False)


def test_a_build_that_changes_nothing_leaves_the_index_alone(tmp_path):
    saved(tmp_path, {1: ONE}, published=True)
    before = (tmp_path / "index").stat()
    for published in (True, False):
        store = Store(tmp_path, CODE)
        store.get(key(1))
        store.save(published=published)
    after = (tmp_path / "index").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_failed_result_can_be_read_now_and_is_not_stored(tmp_path):
    store = Store(tmp_path, CODE)
    kept = store.put(key(1), WRONG, store.parts)
    assert kept.failed
    assert files_of(store, kept) == WRONG.files
    assert store.links(kept) == (["/x/"], ["twice"])
    assert store.get(key(1)) is None
    store.put(key(2), TWO, store.parts)
    store.save(published=False)
    later = Store(tmp_path, CODE)
    assert later.get(key(1)) is None
    assert later.find(digest_of(b"wrong card")) is None
    assert later.find(kept.links.digest) is None
    assert later.get(key(2)) is not None


# --- bytes that are added or lie elsewhere -----------------------------------------------------------------------------


def test_bytes_that_are_added_serve_this_build_only(tmp_path):
    saved(tmp_path, {1: ONE})
    store = Store(tmp_path, CODE)
    digest = store.add(b"settings")
    assert store.add(b"settings") == digest == digest_of(b"settings")
    assert reader(store.find)(digest) == b"settings"
    store.save(published=False)
    assert packs(tmp_path) == ["parts-1.pack"]
    assert Store(tmp_path, CODE).find(digest) is None


def test_bytes_that_are_added_and_never_read_do_not_reach_the_disk(tmp_path):
    store = Store(tmp_path / "store", CODE)
    store.add(b"settings")
    store.save(published=False)
    assert not (tmp_path / "store").exists()


def test_published_pages_are_dropped_and_found_where_they_are_published(tmp_path):
    folder, public = tmp_path / "store", tmp_path / "page.html"
    saved(folder, {1: ONE, 2: TWO}, pages={1}, published=True)
    assert packs(folder) == ["parts-1.pack"]
    assert Store(folder, CODE).get(key(1)) is None
    assert Store(folder, CODE).get(key(2)) is not None

    public.write_bytes(b"one card")
    store = Store(folder, CODE)
    store.elsewhere({digest_of(b"one card"): str(public)})
    assert store.get(key(1)) is None, "one of its two files is nowhere"
    (tmp_path / "story.html").write_bytes(b"one story")
    store.elsewhere({digest_of(b"one story"): str(tmp_path / "story.html")})
    assert files_of(store, store.get(key(1))) == ONE.files
    assert store.links(store.get(key(1))) == (["/a/", "/b/#c"], ["top", "end"]), "links are never dropped"


def test_pages_that_were_not_published_are_kept_until_they_are(tmp_path):
    saved(tmp_path, {1: ONE}, pages={1}, published=False)
    store = Store(tmp_path, CODE)
    assert files_of(store, store.get(key(1))) == ONE.files
    store.save(published=True)
    assert not [name for name in packs(tmp_path) if name.startswith("pages")]
    assert Store(tmp_path, CODE).get(key(1)) is None


def test_bytes_of_two_results_are_found_where_they_still_are(tmp_path):
    saved(tmp_path, {1: TWO, 2: TWO}, pages={2}, published=True)
    store = Store(tmp_path, CODE)
    assert files_of(store, store.get(key(1))) == TWO.files


# --- damage ----------------------------------------------------------------------------------------------------------


def test_any_damaged_byte_of_the_index_makes_everything_a_miss(tmp_path):
    saved(tmp_path, {1: ONE})
    whole = (tmp_path / "index").read_bytes()
    for position in range(0, len(whole), 1 + len(whole) // 200):
        damaged = bytearray(whole)
        damaged[position] ^= 0x55
        (tmp_path / "index").write_bytes(damaged)
        assert Store(tmp_path, CODE).get(key(1)) is None


def test_an_index_that_was_cut_off_makes_everything_a_miss(tmp_path):
    saved(tmp_path, {2: TWO})
    whole = (tmp_path / "index").read_bytes()
    for size in range(0, len(whole), 3):
        (tmp_path / "index").write_bytes(whole[:size])
        assert Store(tmp_path, CODE).get(key(2)) is None


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=99), st.booleans())
def test_a_foreign_index_makes_everything_a_miss(tmp_path_factory, data, well_named):
    folder = tmp_path_factory.mktemp("store")
    (folder / "index").write_bytes(digest_of(data) + data if well_named else data)
    saved(folder, {1: ONE})
    store = Store(folder, CODE)
    assert files_of(store, store.get(key(1))) == ONE.files


def test_an_index_of_another_make_makes_everything_a_miss(tmp_path):
    for foreign in ({"results": [1]}, {"code": CODE, "packs": {"one": 1}}, {"code": CODE, "results": {key(1): 3}}, [1], None):
        data = msgspec.msgpack.encode(foreign)
        (tmp_path / "index").write_bytes(digest_of(data) + data)
        assert Store(tmp_path, CODE).get(key(1)) is None


def test_after_damage_the_store_serves_as_before(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO})
    (tmp_path / "index").write_bytes(b"damaged")
    saved(tmp_path, {1: ONE})
    store = Store(tmp_path, CODE)
    assert files_of(store, store.get(key(1))) == ONE.files
    assert store.get(key(2)) is None


def test_any_damaged_byte_of_a_pack_is_missing_and_never_read(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO})
    (pack,) = tmp_path.glob("*.pack")
    whole = pack.read_bytes()
    blobs = [blob for number in (1, 2) for blob in Store(tmp_path, CODE).get(key(number)).files.values()]
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        pack.write_bytes(damaged)
        store = Store(tmp_path, CODE)
        read = reader(store.find)
        for blob in blobs:
            if blob.offset <= position < blob.offset + blob.size:
                with pytest.raises(MissingError):
                    read(blob.digest)
            else:
                assert digest_of(read(blob.digest)) == blob.digest
        links = store.get(key(1)).links
        if links.offset <= position < links.offset + links.size:
            with pytest.raises(MissingError):
                store.links(store.get(key(1)))


def test_a_pack_that_was_cut_off_is_missing(tmp_path):
    saved(tmp_path, {2: TWO})
    (pack,) = tmp_path.glob("*.pack")
    whole = pack.read_bytes()
    for size in range(len(whole)):
        pack.write_bytes(whole[:size])
        with pytest.raises(MissingError):
            reader(Store(tmp_path, CODE).find)(digest_of(whole))


def test_a_result_whose_pack_is_gone_is_a_miss(tmp_path):
    saved(tmp_path, {1: ONE})
    saved(tmp_path, {2: TWO})
    (tmp_path / "parts-1.pack").unlink()
    store = Store(tmp_path, CODE)
    assert store.get(key(1)) is None
    assert store.get(key(2)) is not None


def test_a_result_whose_links_are_gone_is_a_miss(tmp_path):
    saved(tmp_path, {1: ONE}, pages={1})
    (tmp_path / "parts-1.pack").unlink()
    assert Store(tmp_path, CODE).get(key(1)) is None


def test_a_store_that_was_deleted_is_empty(tmp_path):
    saved(tmp_path / "store", {1: ONE})
    shutil.rmtree(tmp_path / "store")
    assert Store(tmp_path / "store", CODE).get(key(1)) is None


# --- what goes -------------------------------------------------------------------------------------------------------


def test_results_of_another_program_are_misses_and_their_packs_go(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO}, pages={2})
    other = b"d" * 20
    assert Store(tmp_path, other).get(key(1)) is None
    saved(tmp_path, {1: TWO}, code=other)
    store = Store(tmp_path, other)
    assert files_of(store, store.get(key(1))) == TWO.files
    assert store.get(key(2)) is None
    assert len(packs(tmp_path)) == 1
    assert Store(tmp_path, CODE).get(key(1)) is None


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_packs_that_nobody_knows_are_removed_and_other_files_are_not(tmp_path, published, changed):
    saved(tmp_path, {1: ONE})
    for name in ("parts-77.pack", "pages-78.pack", "notes.txt"):
        (tmp_path / name).write_bytes(b"orphan")
    store = Store(tmp_path, CODE)
    if changed:
        store.put(key(2), TWO, store.parts)
    store.get(key(1))
    store.save(published=published)
    assert not {"parts-77.pack", "pages-78.pack"} & {*packs(tmp_path)}
    assert (tmp_path / "notes.txt").exists()
    assert Store(tmp_path, CODE).get(key(1)) is not None


def test_a_pack_of_a_build_that_was_killed_is_never_taken_for_another(tmp_path):
    saved(tmp_path, {1: ONE})
    killed = Store(tmp_path, CODE)
    killed.put(key(2), TWO, killed.parts)
    killed.parts.close()
    saved(tmp_path, {3: Result({"card": b"three"})})
    store = Store(tmp_path, CODE)
    assert store.get(key(2)) is None
    assert files_of(store, store.get(key(1))) == ONE.files
    assert files_of(store, store.get(key(3))) == {"card": b"three"}


def test_an_unused_result_is_kept_for_some_changed_builds_and_then_dropped(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO})
    for number in range(KEPT_UNUSED):
        assert build(tmp_path, {2}, new=10 + number) == {2}
        assert key(1) in Store(tmp_path, CODE)._index.results
    build(tmp_path, {2}, new=99)
    assert Store(tmp_path, CODE).get(key(1)) is None
    assert Store(tmp_path, CODE).get(key(2)) is not None


def test_builds_that_change_nothing_make_no_result_older(tmp_path):
    saved(tmp_path, {1: ONE, 2: TWO})
    for _ in range(3 * KEPT_UNUSED):
        build(tmp_path, {2})
    assert Store(tmp_path, CODE).get(key(1)) is not None


def test_a_result_that_is_used_again_is_young_again(tmp_path):
    saved(tmp_path, {1: ONE})
    for number in range(4 * KEPT_UNUSED):
        assert build(tmp_path, {1} if number % KEPT_UNUSED == 0 else (), new=10 + number) in ({1}, set())
    assert Store(tmp_path, CODE).get(key(1)) is not None


def test_many_small_packs_become_one_in_which_all_can_be_read(tmp_path):
    results = {n: Result({"card": b"card %d" % n, "same": b"same"}, links=(f"/{n}/",), anchors=("a",)) for n in range(30)}
    for number, result in results.items():
        store = Store(tmp_path, CODE)
        for earlier in range(number):
            assert store.get(key(earlier))
        store.put(key(number), result, store.parts)
        store.save(published=True)
        assert len(packs(tmp_path)) <= 9
    store = Store(tmp_path, CODE)
    for number, result in results.items():
        kept = store.get(key(number))
        assert files_of(store, kept) == result.files
        assert store.links(kept) == ([f"/{number}/"], ["a"])


def test_what_is_no_longer_needed_frees_its_room(tmp_path):
    large = Result({"card": b"x" * 3_000_000})
    saved(tmp_path, {1: large, 2: ONE})
    for number in range(KEPT_UNUSED + 1):
        build(tmp_path, {2}, new=10 + number)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 100_000
    store = Store(tmp_path, CODE)
    assert files_of(store, store.get(key(2))) == ONE.files
    assert store.links(store.get(key(2))) == (["/a/", "/b/#c"], ["top", "end"])


def test_what_cannot_be_read_any_more_is_left_behind_when_packs_become_one(tmp_path):
    for number in range(11):
        if number == 8:
            (tmp_path / "parts-1.pack").write_bytes(b"damaged")
        store = Store(tmp_path, CODE)
        for earlier in range(number):
            store.get(key(earlier))
        store.put(key(number), Result({"card": b"card %d" % number}), store.parts)
        store.save(published=True)
    store = Store(tmp_path, CODE)
    assert len(packs(tmp_path)) < 8
    assert store.get(key(0)) is None
    assert all(files_of(store, store.get(key(n))) == {"card": b"card %d" % n} for n in range(1, 11))
