import pickle

import msgspec
import pytest

from batchpages.diagnostics import AuthorError, Diagnostic, Location, Place, did_you_mean, errors, nearest

SLIP = Diagnostic(Place("content/a.md", ("sourcing", 2, "lot"), nth=1), "the lot is odd", "look again", "warning", (Place("b.md", line=3, column=4),))


@pytest.mark.parametrize(
    ("location", "printed"), [(Location("a.md", 7, 9), "a.md:7:9"), (Location("a.md"), "a.md"), (Location("a b/é.md", 1, 1), "a b/é.md:1:1")]
)
def test_a_location_is_printed_as_editors_read_it(location, printed):
    assert str(location) == printed


def test_a_diagnostic_survives_the_store_and_the_way_to_a_worker():
    encoded = msgspec.msgpack.encode(SLIP)
    assert msgspec.msgpack.decode(encoded, type=Diagnostic) == SLIP
    assert pickle.loads(pickle.dumps(SLIP)) == SLIP
    assert hash(msgspec.msgpack.decode(encoded, type=Diagnostic)) == hash(SLIP)


def test_equal_diagnostics_can_be_told_once():
    assert list(dict.fromkeys([SLIP, msgspec.structs.replace(SLIP), SLIP])) == [SLIP]


def test_only_errors_stop_a_build():
    wrong, info = Diagnostic(Place("a.md"), "wrong"), Diagnostic(Place("a.md"), "seen", severity="info")
    assert errors([SLIP, wrong, info]) == [wrong]
    assert errors([]) == []


def test_an_authors_error_carries_every_mistake():
    error = AuthorError(Diagnostic(Place("a.md"), "one"), Diagnostic(Place("b.md"), "two"))
    assert [d.what for d in error.diagnostics] == ["one", "two"]
    assert str(error) == "one; two"


def test_an_authors_error_survives_the_way_from_a_worker_process():
    assert pickle.loads(pickle.dumps(AuthorError(SLIP))).diagnostics == (SLIP,)


@pytest.mark.parametrize(
    ("name", "found"),
    [("prise", "price"), ("Price", "price"), ("PRICES", "price"), ("titel", "title"), ("xyz", ""), ("", "")],
)
def test_the_nearest_known_name_is_offered(name, found):
    assert nearest(name, ["price", "title", "maker"]) == found


def test_a_hint_offers_a_name_or_else_says_something_else():
    assert did_you_mean("prise", {"price": 1}, "write a price") == "did you mean `price`?"
    assert did_you_mean("xyz", iter(["price"]), "write a price") == "write a price"
    assert did_you_mean("xyz", []) == ""
