"""Digests → the output folder: writes what changed, removes what we made, and leaves the rest alone.

At any moment every file there is whole, and the site that was there leads nowhere that is missing. A journal on the disk
says what is about to be written, so that after a kill the next publish knows those files as ours. New files are first
all written to a staging folder in the output and flushed to the disk at once; only then are they moved into place, what
is linked to before what links to it. An output folder that does not exist is written beside itself and renamed once.
"""

import contextlib
import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from batchpages.diagnostics import UsageError
from batchpages.edges.destination import STAGING, destination, folders_of, foreign_files, in_the_way, leads_out
from batchpages.edges.files import digest_file, remove, replace, told_as_machine_error, write
from batchpages.edges.lock import make_state
from batchpages.edges.manifest import Journal, Manifest, Published, Records, load, load_journal, records, store
from batchpages.engine.task import Digest

FEW = 64
"""Up to so many files are flushed one by one; for more, one flush of the whole disk is cheaper (where there is one)."""


class Outcome(msgspec.Struct, frozen=True):
    """What a publish did, as sorted paths in the output folder.

    `left` are files that stay although we do not want them: not made by us, or changed by hand since. A folder that
    holds nothing of ours is named once, as `name/`. They are looked for only when there was something to do.
    """

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class _Work(msgspec.Struct, frozen=True):
    """What there is to do: `kept` is right as it is, `new` and `changed` are to be written, `early` and `removed` to be
    deleted before and after that, `left` was changed by hand."""

    kept: dict[str, Published]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    early: frozenset[str]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def publish(
    output: Path, state: Path, wanted: Mapping[str, Digest], read: Callable[[Digest], bytes], *, project: Path, adopt: bool = False
) -> Outcome:
    """Make `output` hold exactly the `wanted` files (a digest for each path in it), apart from what is not ours.

    `state` keeps the record of what is ours. `read` gives a digest's bytes; if it raises, the site that was there stays.
    `adopt` lets files that we did not make be replaced where the site needs their paths. The caller holds the lock.
    Raises `UsageError` where the folder, or a file in it, is not ours; `MachineError` where the disk refuses. Whatever
    ends a publish, the next one mends what is left of it.
    """
    root = destination(output, state, project)
    where = records(state, project, root)
    make_state(state)
    with told_as_machine_error("publish", output):
        record = settle(root, where)
        _refuse_foreign_folder(output, root, record, adopt=adopt)
        work = _compare(root, wanted, record.files, adopt=adopt)
        left = sorted({*work.left, *foreign_files(root, {*wanted, *record.files})}) if work.new or work.changed or len(record.files) > len(work.kept) else ()
        files = _carry_out(root, where, work, wanted, read)
        if files != record.files or (record.note and files):
            store(where, Manifest(where.output, files))
        remove(str(where.journal))
    return Outcome(tuple(sorted(work.new + work.changed)), len(work.kept), work.removed, tuple(left))


def settle(root: Path, where: Records) -> Manifest:
    """End what a publish that was killed left behind, and give the record of what is ours now. Raises `OSError`."""
    record, journal = load(where), load_journal(where)
    if journal is None:
        return record
    for staging in (root / STAGING, _aside(root)):
        if staging.is_dir() and not staging.is_symlink():
            shutil.rmtree(staging)
    files = dict(record.files)
    for path, digest in journal.files.items():
        found = _published(f"{root}/{path}", digest, files.get(path))
        if found:
            files[path] = found
    _prune(root, journal.files)
    if files != record.files:
        record = Manifest(where.output, files)
        store(where, record)
    remove(str(where.journal))
    return record


def _published(path: str, digest: Digest, known: Published | None = None) -> Published | None:
    """The record of a file that has these bytes; nothing where it does not. Reads it only if `known` does not tell."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    if known and known.size == found.st_size and known.mtime_ns == found.st_mtime_ns:
        return known if known.digest == digest else None
    return Published(digest, found.st_size, found.st_mtime_ns) if digest_file(path) == digest else None


def _refuse_foreign_folder(output: Path, root: Path, record: Manifest, *, adopt: bool) -> None:
    for staging in (root / STAGING, _aside(root)):
        if staging.exists():
            raise UsageError(f"`{staging}` is in the way: it may be left from a build that was stopped. Look into it, delete it, and build again")
    foreign = foreign_files(root, record.files) if record.note and not record.files and not adopt else []
    if foreign:
        why = record.note or "no earlier build recorded what is ours there"
        raise UsageError(
            f"the output folder `{output}` already holds {_some(foreign)}, and {why}. Name another folder with `--output`, "
            "or say with `--adopt` that this folder is for the site: files at the site's own paths are then replaced, others are left alone"
        )


def _some(paths: list[str]) -> str:
    named = ", ".join(f"`{path}`" for path in paths[:3])
    return f"{named} and {len(paths) - 3} more" if len(paths) > 3 else named  # noqa: PLR2004


def _compare(root: Path, wanted: Mapping[str, Digest], recorded: Mapping[str, Published], *, adopt: bool) -> _Work:
    kept: dict[str, Published] = {}
    new: list[str] = []
    changed: list[str] = []
    foreign: list[str] = []
    prefix = f"{root}{os.sep}"
    lstat = os.lstat
    for path, digest in wanted.items():
        known = recorded.get(path)
        try:
            found = lstat(prefix + path)
        except (FileNotFoundError, NotADirectoryError):
            new.append(path)
            continue
        if known and known.digest == digest and known.size == found.st_size and known.mtime_ns == found.st_mtime_ns:
            kept[path] = known
        elif (known or adopt) and (same := _published(prefix + path, digest, known)):
            kept[path] = same
        elif stat.S_ISDIR(found.st_mode):
            new.append(path)
        else:
            (changed if known or adopt else foreign).append(path)
    gone, left = _removable(root, {path: recorded[path] for path in recorded.keys() - wanted.keys()})
    renamed = _renamed_by_case(root, gone, new + foreign)
    foreign = [path for path in foreign if path not in renamed.values()]
    if foreign:
        raise UsageError(f"the site needs the place of {_some(foreign)} in `{root}`, which batchpages did not make; move it away, or let it be replaced with `--adopt`")
    early = in_the_way(root, new + changed, wanted, gone) if new or changed else set()
    early.update(renamed)
    new += [path for path in renamed.values() if path not in new]
    return _Work(kept, tuple(new), tuple(changed), frozenset(early), tuple(sorted(gone)), tuple(left))
