import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.task import Result, Task, digest_of, execute, function_named

CODE = b"c" * 20
FILE = digest_of(b"file")
JSON = st.recursive(st.none() | st.booleans() | st.integers(-100, 100) | st.text(), lambda j: st.lists(j) | st.dictionaries(st.text(), j), max_leaves=6)
TASKS = st.builds(Task, st.text(), st.dictionaries(st.text(), JSON, max_size=3), st.lists(st.binary(min_size=20, max_size=20), max_size=3).map(tuple))


def test_a_digest_is_twenty_bytes_and_names_its_data():
    assert len(FILE) == 20
    assert digest_of(b"file") == FILE
    assert digest_of(b"file ") != FILE


@pytest.mark.parametrize(
    "other",
    [
        Task("m:g", {"a": 1}, (FILE,)),
        Task("m:f", {"a": 2}, (FILE,)),
        Task("m:f", {"a": "1"}, (FILE,)),
        Task("m:f", {"a": 1, "b": None}, (FILE,)),
        Task("m:f", {"a": 1}, ()),
        Task("m:f", {"a": 1}, (FILE, FILE)),
        Task("m:f", {"a": 1}, (digest_of(b"other"),)),
    ],
)
def test_a_key_changes_with_all_that_can_change_the_result(other):
    assert other.key(CODE) != Task("m:f", {"a": 1}, (FILE,)).key(CODE)


def test_a_key_changes_with_the_program():
    assert Task("m:f", {}).key(CODE) != Task("m:f", {}).key(b"d" * 20)


def test_a_key_depends_on_the_order_of_files_and_not_on_that_of_inputs():
    other = digest_of(b"other")
    assert Task("m:f", {}, (FILE, other)).key(CODE) != Task("m:f", {}, (other, FILE)).key(CODE)
    assert Task("m:f", {"a": {"x": 1, "y": 2}, "b": 2}).key(CODE) == Task("m:f", {"b": 2, "a": {"y": 2, "x": 1}}).key(CODE)


@given(TASKS, TASKS)
def test_different_tasks_have_different_keys(one, other):
    assert (one.key(CODE) == other.key(CODE)) == (one == other)
    assert copy.deepcopy(one).key(CODE) == one.key(CODE)


def test_a_key_does_not_mistake_a_file_for_the_end_of_the_inputs():
    inputs = {"a": "x" * 20}
    assert Task("m:f", {}, (b"x" * 20,)).key(CODE) != Task("m:f", inputs, ()).key(CODE)


def test_executing_gives_the_function_its_inputs_and_files():
    data = {FILE: b"file"}
    result = execute(Task("engine.sample_tasks:shout", {"word": "a "}, (FILE,)), data.__getitem__)
    assert result.files["text"] == b"A FILE"
    assert result.entry == b"a file"


def test_executing_leaves_the_inputs_as_they_are():
    task = Task("engine.sample_tasks:shout", {"word": "a"}, (FILE,))
    execute(task, lambda _: b"")
    assert task.inputs == {"word": "a"}


def test_a_function_is_found_by_its_name():
    assert function_named("batchpages.engine.task:execute") is execute
    with pytest.raises(AttributeError):
        function_named("batchpages.engine.task:nothing")


def test_only_an_error_makes_a_result_failed():
    warning = Diagnostic(Place("a.md"), "odd", severity="warning")
    assert not Result(diagnostics=(warning,)).failed
    assert Result(diagnostics=(warning, Diagnostic(Place("a.md"), "wrong"))).failed
