import itertools
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from batchpages.engine.files import MissingError, Stretch, reader
from batchpages.engine.run import CHUNK, WAITING, execute_all, run
from batchpages.engine.store import Store
from batchpages.engine.task import Task, digest_of
from engine import sample_tasks

# Readers leave the files open that they read in stretches; see test_files.py.
CODE = b"c" * 20
MANY = CHUNK * (WAITING + 2)


class AtOnce(Executor):
    """Runs what is submitted before it returns, so that nothing depends on speed."""

    def submit(self, function, /, *args):
        future = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:  # noqa: BLE001
            future.set_exception(error)
        return future


def here(_):
    return None


def shout(word, *files):
    return Task("engine.sample_tasks:shout", {"word": word}, files)


def words_of(done):
    return [each.name for each in done]


@pytest.fixture(scope="module", params=["here", "at once", "threads", "processes"])
def choose(request):
    pools = {"at once": AtOnce, "threads": lambda: ThreadPoolExecutor(3), "processes": lambda: ProcessPoolExecutor(2)}
    if request.param == "here":
        yield here
        return
    with pools[request.param]() as pool:
        yield lambda _: pool


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "store", CODE)
    yield store
    store.save(published=False)


@pytest.fixture
def sources(tmp_path):
    """Where some small files are, by their digests."""
    (tmp_path / "sources").mkdir()
    found = {}
    for number in range(40):
        data = f" file {number}".encode()
        path = tmp_path / "sources" / str(number)
        path.write_bytes(data)
        found[digest_of(data)] = str(path)
    return found


def test_every_name_gets_its_result_wherever_it_is_made(store, sources, choose):
    store.elsewhere(sources)
    files = itertools.cycle(sources)
    plan = {f"{n}.html": (shout(f"word {n}", next(files), next(files)), "text") for n in range(MANY)}
    done = {each.name: each for each in run(plan, store, store.pages, choose)}
    read = reader(store.find)
    expected = {name: execute_all([task], {digest: Stretch(path) for digest, path in sources.items()})[0] for name, (task, _) in plan.items()}
    assert done.keys() == plan.keys()
    for name, result in expected.items():
        kept = done[name].kept
        assert {each: read(blob.digest) for each, blob in kept.files.items()} == result.files
        assert (kept.entry, kept.diagnostics) == (result.entry, result.diagnostics)
        assert store.links(kept) == ([*result.links], [*result.anchors])


def test_only_what_the_store_lacks_is_executed(store):
    sample_tasks.calls.clear()
    asked = []
    for words, made in (("ab", {"a", "b"}), ("abc", {"c"}), ("ca", set())):
        plan = {word: (shout(word), "text") for word in words}
        done = list(run(plan, store, store.parts, asked.append))
        assert {each.name for each in done} == set(words)
        assert {each.name for each in done if each.made} == made
    assert sample_tasks.calls == ["a", "b", "c"]
    assert asked == [2, 1, 0]


def test_a_later_build_executes_nothing_again(tmp_path):
    plan = {word: (shout(word), "text") for word in "abc"}
    first = Store(tmp_path, CODE)
    made = {each.name: each.kept for each in run(plan, first, first.parts, here)}
    first.save(published=False)
    sample_tasks.calls.clear()
    later = Store(tmp_path, CODE)
    assert {each.name: each.kept for each in run(plan, later, later.parts, here)} == made
    assert sample_tasks.calls == []


def test_a_task_under_several_names_is_executed_once(store, choose):
    sample_tasks.calls.clear()
    plan = {"one": (shout("same"), "text"), "two": (shout("same"), "length"), "three": (shout("same"), "text")}
    asked = []
    done = list(run(plan, store, store.parts, lambda n: asked.append(n) or choose(n)))
    assert words_of(done) == ["one", "two", "three"]
    assert asked == [1]
    assert len({id(each.kept) for each in done}) == 1
    assert len(sample_tasks.calls) <= 1


def test_what_is_known_is_given_before_anything_is_executed(store):
    list(run({"known": (shout("known"), "text")}, store, store.parts, here))
    sample_tasks.calls.clear()
    plan = {"new": (shout("new"), "text"), "known": (shout("known"), "text")}
    assert next(run(plan, store, store.parts, here)).name == "known"
    assert sample_tasks.calls == []


def test_our_mistake_in_a_task_is_raised_and_leaves_the_store_usable(tmp_path, choose):
    store = Store(tmp_path, CODE)
    plan = {str(n): (shout(str(n)), "text") for n in range(CHUNK)}
    list(run(plan, store, store.parts, choose))
    with pytest.raises(ZeroDivisionError):
        list(run(plan | {"bad": (Task("engine.sample_tasks:crash", {}), "text")}, store, store.parts, choose))
    assert words_of(run(plan | {"good": (shout("good"), "text")}, store, store.parts, choose))[-1] == "good"
    store.save(published=False)
    later = Store(tmp_path, CODE)
    assert not any(each.made for each in run(plan | {"good": (shout("good"), "text")}, later, later.parts, choose))


def test_a_run_that_is_not_finished_keeps_what_it_gave(tmp_path, choose):
    store = Store(tmp_path, CODE)
    plan = {str(n): (shout(str(n)), "text") for n in range(MANY)}
    unfinished = run(plan, store, store.parts, choose)
    given = words_of(itertools.islice(unfinished, 5))
    unfinished.close()
    store.save(published=False)
    later = Store(tmp_path, CODE)
    assert set(given) <= {each.name for each in run(plan, later, later.parts, here) if not each.made}
    later.save(published=False)


def test_an_authors_mistake_is_told_and_made_again_next_time(tmp_path, choose):
    plan = {"bad": (Task("engine.sample_tasks:fail", {}), "text")}
    for _ in range(2):
        store = Store(tmp_path, CODE)
        (done,) = run(plan, store, store.parts, choose)
        assert done.made
        assert done.kept.diagnostics[0].what == "wrong"
        store.save(published=False)


def test_a_source_that_changed_while_it_is_read_is_missing(tmp_path, store, sources, choose, request):
    digest = next(iter(sources))
    store.elsewhere({digest: str(tmp_path / "changed")})
    (tmp_path / "changed").write_bytes(b"something else")
    with ProcessPoolExecutor(1) if "processes" in request.node.name else AtOnce() as own, pytest.raises(MissingError):
        list(run({"a": (shout("a", digest), "text")}, store, store.parts, here if choose is here else lambda _: own))


def test_a_file_is_read_also_after_it_was_copied(store, sources):
    store.elsewhere(sources)
    digest = next(iter(sources))
    copied = {"copy": (Task("engine.sample_tasks:copy", {}, (digest,)), "file")}
    between = {str(n): (shout(str(n)), "text") for n in range(MANY)}
    list(run(copied | between | {"last": (shout("last", digest), "text")}, store, store.pages, lambda _: AtOnce()))
