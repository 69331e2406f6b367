"""Running a plan: execute the tasks whose key the store lacks, keep their results, and give back all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import NamedTuple

from batchpages.diagnostics import MachineError
from batchpages.engine.files import Stretch, reading
from batchpages.engine.store import Kept, Pack, Store
from batchpages.engine.task import Digest, Result, Task, execute

Plan = Mapping[str, tuple[Task, str]]
"""What to make: a name (such as an output path) → the task that gives it, and which of the task's files it is."""

ChooseExecutor = Callable[[int], Executor | None]
"""Which executor runs so many tasks; none stands for this process."""

CHUNK = 24
"""How many tasks travel to a worker at once: enough to outweigh the journey, few enough to share the end evenly."""

HEAVY = 60
"""How many tasks a heavy one counts for, where workers are chosen. Each travels alone."""

WAITING = 6
"""How many chunks are under way at once, which bounds the memory that unfetched results take."""


class Done(NamedTuple):
    """A task's result under one name of the plan; `made` where this run executed it."""

    name: str
    kept: Kept
    made: bool


def run(plan: Plan, store: Store, pack: Pack, choose: ChooseExecutor, *, heavy: bool = False) -> Iterator[Done]:
    """Give each name of the plan its result, as soon as it can be had.

    What the store lacks is executed where `choose` says and put into `store`, its files into `pack`. `heavy` tasks take long each.
    """
    missing: dict[Digest, Task] = {}
    names: dict[Digest, list[str]] = {}
    before, key, kept = None, b"", None
    for name, (task, _) in plan.items():
        if task is not before:  # the files of one task stand side by side
            key, before = task.key(store.code), task
            kept = None if key in missing else store.get(key)
        if kept is not None:
            yield Done(name, kept, made=False)
        else:
            missing[key] = task
            names.setdefault(key, []).append(name)
    executor = choose(len(missing) * HEAVY if heavy else len(missing))
    for key, result in _results(missing, store, executor, 1 if heavy else CHUNK):
        kept = store.put(key, result, pack)
        for name in names[key]:
            yield Done(name, kept, made=True)


def _results(missing: Mapping[Digest, Task], store: Store, executor: Executor | None, chunk: int) -> Iterator[tuple[Digest, Result]]:
    if executor is None:
        with reading(store.find) as read:
            for key, task in missing.items():
                yield key, execute(task, read)
        return
    under_way: dict[Future[list[Result]], Sequence[Digest]] = {}
    try:
        for keys in _chunks(list(missing), chunk):
            tasks = [missing[key] for key in keys]
            stretches = {digest: stretch for task in tasks for digest in task.files if (stretch := store.find(digest))}
            under_way[executor.submit(execute_all, tasks, stretches)] = keys
            if len(under_way) >= WAITING:
                yield from _next_results(under_way)
        while under_way:
            yield from _next_results(under_way)
    finally:
        for future in under_way:
            future.cancel()


def _next_results(under_way: dict[Future[list[Result]], Sequence[Digest]]) -> Iterator[tuple[Digest, Result]]:
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        try:
            results = future.result()
        except BrokenExecutor:
            raise MachineError("a worker process was ended from outside, perhaps for want of memory; build again with `--jobs 1`") from None
        yield from zip(under_way.pop(future), results, strict=True)


def _chunks(keys: Sequence[Digest], size: int) -> Iterator[Sequence[Digest]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def execute_all(tasks: Sequence[Task], stretches: Mapping[Digest, Stretch]) -> list[Result]:
    """Run some tasks one after the other: what a worker is asked to do."""
    with reading(stretches.get) as read:
        return [execute(task, read) for task in tasks]
