import pickle
import tracemalloc
import warnings

import pytest

from batchpages.engine.files import HELD, MissingError, Stretch, reader
from batchpages.engine.task import digest_of

# Without this the files that a reader leaves open would fail every test; see the last one.
DATA = b"one two three"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize(("stretch", "data"), [((), DATA), ((4, 3), b"two"), ((0, 0), b""), ((0, 3), b"one"), ((8, 5), b"three")])
def test_bytes_are_read_where_they_are_said_to_be(file, stretch, data):
    assert reader(lambda _: Stretch(str(file), *stretch))(digest_of(data)) == data


def test_bytes_of_no_known_place_are_missing():
    with pytest.raises(MissingError) as raised:
        reader(lambda _: None)(digest_of(DATA))
    assert raised.value.digest == digest_of(DATA)
    assert raised.value.path == ""


@pytest.mark.parametrize("stretch", [(), (4, 3), (4, 4), (100, 3)])
def test_other_bytes_than_the_digest_names_are_missing(file, stretch):
    with pytest.raises(MissingError) as raised:
        reader(lambda _: Stretch(str(file), *stretch))(digest_of(b"TWO"))
    assert raised.value.path == str(file)


@pytest.mark.parametrize("stretch", [(), (4, 3)])
def test_a_file_that_is_gone_or_a_folder_is_missing(tmp_path, stretch):
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(MissingError):
            reader(lambda _, path=path: Stretch(str(path), *stretch))(digest_of(b"two"))


def test_a_change_of_one_bit_is_noticed(file):
    for position in range(len(DATA)):
        damaged = bytearray(DATA)
        damaged[position] ^= 1
        file.write_bytes(damaged)
        with pytest.raises(MissingError):
            reader(lambda _: Stretch(str(file)))(digest_of(DATA))


def test_what_is_read_again_is_not_fetched_again(file):
    asked = []
    read = reader(lambda digest: asked.append(digest) or Stretch(str(file)))
    assert read(digest_of(DATA)) == read(digest_of(DATA)) == DATA
    assert len(asked) == 1


@pytest.mark.parametrize("size", [HELD // 4, HELD + 1])
def test_many_large_files_are_not_all_held(tmp_path, size):
    places = {}
    for number in range(8):
        (tmp_path / str(number)).write_bytes(data := b"%d" % number * size)
        places[digest_of(data)] = Stretch(str(tmp_path / str(number)))
    read = reader(places.get)
    tracemalloc.start()
    try:
        assert [len(read(digest)) for digest in (*places, *places)] == [size] * 16
        assert tracemalloc.get_traced_memory()[0] < HELD + size
    finally:
        tracemalloc.stop()


def test_many_files_can_be_read_in_stretches(tmp_path):
    places = {}
    for number in range(200):
        data = b"%d" % number
        (tmp_path / str(number)).write_bytes(b"--" + data)
        places[digest_of(data)] = Stretch(str(tmp_path / str(number)), 2, len(data))
    read = reader(places.get)
    assert [read(digest_of(b"%d" % number)) for number in range(200)] == [b"%d" % number for number in range(200)]


def test_missing_survives_the_way_from_a_worker_process():
    there = pickle.loads(pickle.dumps(MissingError(digest_of(DATA), "a/path")))
    assert (there.digest, there.path, str(there)) == (digest_of(DATA), "a/path", str(MissingError(digest_of(DATA), "a/path")))


def test_a_reader_leaves_no_file_open(file):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        reader(lambda _: Stretch(str(file), 4, 3))(digest_of(b"two"))
    assert not caught
