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
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

import msgspec

from batchpages.diagnostics import MachineError, UsageError
from batchpages.edges.destination import STAGING, destination, folders_of, foreign_files, in_the_way, leads_out
from batchpages.edges.files import digest_file, remove, replace, told_as_machine_error, write
from batchpages.edges.lock import make_state
from batchpages.edges.manifest import Journal, Manifest, Published, Records, load, load_journal, records, store
from batchpages.engine.task import Digest

EMPTY: Mapping[str, Digest] = {}

FEW = 64
"""Up to so many files are flushed one by one; for more, one flush of the whole disk is cheaper (where there is one)."""


class Outcome(msgspec.Struct, frozen=True):
    """What a publish did, as sorted paths in the output folder.

    `left` are files that stay although we do not want them: not made by us, or changed by hand since. A folder that
    holds nothing of ours is named once, as `name/`. They are looked for only when files came or went.
    """

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class _Work(msgspec.Struct, frozen=True):
    """What there is to do. `kept` is right as it is; `writes` are in their order; `early` and `removed` are deleted before
    and after those are moved in; `left` was changed by hand.
    """

    kept: dict[str, Published]
    writes: tuple[str, ...]
    early: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def publish(
    output: Path,
    state: Path,
    wanted: Mapping[str, Digest],
    read: Callable[[Digest], bytes],
    *,
    project: Path,
    adopt: bool = False,
    standing: Mapping[str, Digest] = EMPTY,
) -> Outcome:
    """Make `output` hold exactly the `wanted` files (a digest for each path in it), apart from what is not ours.

    `state` keeps the record of what is ours. `read` gives a digest's bytes; if it raises, the site that was there stays.
    `adopt` lets files that we did not make be replaced where the site needs their paths. `standing` are files that this
    build has already seen to be as they were recorded: they are not looked at again. The caller holds the lock.
    Raises `UsageError` where the folder, or a file in it, is not ours; `MachineError` where the disk refuses. Whatever
    ends a publish, the next one mends what is left of it.
    """
    root = destination(output, state, project)
    where = records(state, project, root)
    make_state(state)
    with told_as_machine_error("publish", output):
        record = settle(root, where)
        _refuse_foreign_folder(output, root, record, adopt=adopt)
        work = _compare(root, wanted, record.files, standing, adopt=adopt)
        come_or_go = record.note or wanted.keys() != record.files.keys()
        left = {*work.left, *foreign_files(root, {*wanted, *record.files})} if come_or_go else ()
        files = {**work.kept, **_write(root, where, work.writes, work.early, wanted, read)}
        for path in work.removed:
            remove(f"{root}/{path}")
        _prune(root, record.files.keys() - wanted.keys())
        if files != record.files:
            store(where, Manifest(where.output, files))
        remove(str(where.journal))
    return Outcome(tuple(sorted(work.writes)), len(work.kept), tuple(sorted(work.early + work.removed)), tuple(sorted(left)))


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


def refuse_foreign(output: Path, state: Path, wanted: Iterable[str], *, project: Path, adopt: bool = False, way: str) -> None:
    """Raise `UsageError` where a publish of `wanted` paths would be refused: the folder holds files and no record says that it is ours,
    or files of somebody else stand in the way. `way` says what else to do than to move them.
    """
    root = destination(output, state, project)
    where = records(state, project, root)
    record, journal = load(where), load_journal(where)
    ours = {*record.files, *(journal.files if journal else ())}
    if adopt or not output.exists():
        return
    strange = foreign_files(root, ours) if record.note and not ours else [path for path in wanted if path not in ours and os.path.lexists(root / path)]
    if strange:
        raise UsageError(f"`{output.name}/` already holds {_some(strange)}, which batchpages did not make. Move what is there away, or {way}")


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
    return f"{named} and {len(paths) - 3} more" if len(paths) > 3 else named


def _compare(root: Path, wanted: Mapping[str, Digest], recorded: Mapping[str, Published], standing: Mapping[str, Digest], *, adopt: bool) -> _Work:
    kept: dict[str, Published] = {}
    writes: dict[str, bool] = {}  # and whether it is new
    foreign: list[str] = []
    blocked: list[str] = []
    early: set[str] = set()
    gone, left = _removable(root, {path: recorded[path] for path in recorded.keys() - wanted.keys()})
    cases = {_folded(path): path for path in gone}
    for path, digest in wanted.items():
        known = recorded.get(path)
        if known and known.digest == digest == standing.get(path):
            kept[path] = known
            continue
        place = f"{root}/{path}"
        try:
            found = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            writes[path] = True
            continue
        if known and known.digest == digest and known.size == found.st_size and known.mtime_ns == found.st_mtime_ns:
            kept[path] = known
        elif cases and (other := cases.get(_folded(path))) and os.path.samestat(found, os.lstat(f"{root}/{other}")):
            early.add(other)  # renamed only in its case, on a disk that takes both for one
            writes[path] = True
        elif stat.S_ISDIR(found.st_mode):
            blocked.append(path)
            writes[path] = True
        elif not known and not adopt:
            foreign.append(path)
        elif same := _published(place, digest, known):
            kept[path] = same
        else:
            writes[path] = False
    if foreign:
        raise UsageError(
            f"the site needs the place of {_some(foreign)} in `{root}`, which batchpages did not make; move it away, or let it be replaced with `--adopt`"
        )
    early |= in_the_way(root, writes, blocked, wanted, gone)
    order = sorted(writes, key=lambda path: (_turn(path, new=writes[path]), path))
    return _Work(kept, tuple(order), tuple(sorted(early)), tuple(sorted(gone - early, key=lambda path: (_is_asset(path), path))), tuple(left))


def _turn(path: str, *, new: bool) -> int:
    """What is linked to comes before what links to it: new assets, new pages, changed files, then feeds, sitemaps and the home page."""
    if path == "index.html" or (path.startswith(("feed", "sitemap")) and path.endswith(".xml") and "/" not in path):
        return 3
    if new:
        return 0 if _is_asset(path) else 1
    return 2


def _is_asset(path: str) -> bool:
    return path.startswith(("assets/", "img/"))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _removable(root: Path, gone: Mapping[str, Published]) -> tuple[set[str], list[str]]:
    """Of the files that are no longer wanted: those that are still as we made them, and those that are not."""
    ours: set[str] = set()
    left: list[str] = []
    outside = tuple(f"{folder}/" for folder in folders_of(gone) if (root / folder).is_symlink() and leads_out(root, folder))
    for path, known in gone.items():
        if path.startswith(outside):
            left.append(path)
        elif _published(f"{root}/{path}", known.digest, known):
            ours.add(path)
        elif os.path.lexists(f"{root}/{path}"):
            left.append(path)
    return ours, left


def _write(
    root: Path, where: Records, writes: Sequence[str], early: Sequence[str], wanted: Mapping[str, Digest], read: Callable[[Digest], bytes]
) -> dict[str, Published]:
    """Write the files, in this order, and give their records. Whatever ends it, the folder is left settled or with its journal."""
    if not writes:
        return {}
    for path in writes:
        if not all(part.strip(".") for part in path.split("/")) or "\\" in path or PurePath(path).is_absolute():
            raise ValueError(f"no path in an output folder: {path!r}")
    store(where, Journal(where.output, {path: wanted[path] for path in writes}))
    try:
        if os.path.lexists(root):
            _write_into(root, writes, early, wanted, read)
        else:
            _write_aside(root, writes, wanted, read)
        return {path: _recorded(f"{root}/{path}", wanted[path]) for path in writes}
    except BaseException:
        with contextlib.suppress(OSError, MachineError):
            settle(root, where)
        raise


def _write_aside(root: Path, writes: Sequence[str], wanted: Mapping[str, Digest], read: Callable[[Digest], bytes]) -> None:
    aside = _aside(root)
    aside.mkdir(parents=True)
    _make_folders(aside, writes)
    _write_all({path: f"{aside}/{path}" for path in writes}, wanted, read)
    replace(str(aside), str(root))


def _write_into(root: Path, writes: Sequence[str], early: Sequence[str], wanted: Mapping[str, Digest], read: Callable[[Digest], bytes]) -> None:
    staging = root / STAGING
    staging.mkdir()
    places = {path: f"{staging}/{number}" for number, path in enumerate(writes)}
    _write_all(places, wanted, read)
    for path in early:
        remove(f"{root}/{path}")
    _prune(root, early)
    _make_folders(root, writes)
    for path, place in places.items():
        replace(place, f"{root}/{path}")
    staging.rmdir()


def _write_all(places: Mapping[str, str], wanted: Mapping[str, Digest], read: Callable[[Digest], bytes]) -> None:
    """Write each file to its place, and wait until all of them are on the disk."""
    one_by_one = len(places) <= FEW or not hasattr(os, "sync")
    for path, place in places.items():
        write(place, read(wanted[path]), flush=one_by_one)
    if not one_by_one:
        os.sync()


def _make_folders(root: Path, paths: Iterable[str]) -> None:
    for folder in sorted(folders_of(paths)):
        with contextlib.suppress(FileExistsError):
            (root / folder).mkdir()


def _prune(root: Path, paths: Iterable[str]) -> None:
    """Remove the folders above these paths that are empty now, but not the root."""
    for folder in sorted(folders_of(paths), reverse=True):
        with contextlib.suppress(OSError):
            (root / folder).rmdir()


def _recorded(path: str, digest: Digest) -> Published:
    found = os.lstat(path)
    return Published(digest, found.st_size, found.st_mtime_ns)


def _aside(root: Path) -> Path:
    return root.with_name(f".{root.name}{STAGING}")
