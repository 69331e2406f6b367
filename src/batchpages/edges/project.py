"""Project folder → sources: every file that a site is made from, by its path and the digest of its bytes."""

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from batchpages.diagnostics import Diagnostic, Place, UsageError
from batchpages.edges.files import reason
from batchpages.edges.names import LEFTOVER, folded, printable, trouble
from batchpages.engine.task import Digest, digest_of
from batchpages.wish import SETTINGS

OTHER_ENDING = "batchpages.yml"
STATIC = "content/static/"
"""Here hidden files count too: `.well-known/` is copied as it is."""

ORIGINALS = "content/photos-source"
"""What lies here is never looked at: the originals that photographs were made from."""

NEVER_LINKED = ("private.yaml", "private.yml")
"""Files that no link may give another name or place."""

LARGEST = 64_000_000
"""Bytes of the largest file that is read."""

SETTLED = 2_000_000_000
"""Nanoseconds from a file's change to its reading, from which on a further change shows in its time. (FAT counts in 2 s.)"""

TRIES = 3
INODES = os.name != "nt"
"""Whether a folder's listing tells inodes; on Windows it gives 0."""


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file looked like when it was read, and the digest that it had: times in nanoseconds, size in bytes.

    `settled` says that it was then old enough for an equal stamp to mean equal bytes (git calls other entries racy).
    """

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: Digest
    settled: bool


class Scan(msgspec.Struct, frozen=True):
    """What a look at a folder found: the digest of each file by its path, sorted; their stamps; and what could not be read."""

    sources: dict[str, Digest]
    stamps: dict[str, Stamp]
    diagnostics: tuple[Diagnostic, ...]


class _Folder(msgspec.Struct, frozen=True):
    """A folder to look into: its path ends in a slash; `linked` where a link led into it."""

    path: str
    linked: bool


def find_project(start: Path, *, upward: bool = True) -> Path:
    """The nearest folder from `start` upward that holds a `batchpages.yaml`, or only `start` itself. Raises `UsageError` where none does."""
    here = start.absolute()
    for folder in (here, *here.parents) if upward else (here,):
        if (folder / SETTINGS).is_file():
            return folder
    if (here / OTHER_ENDING).is_file():
        raise UsageError(f"the settings are called `{SETTINGS}`; rename `{OTHER_ENDING}` in `{here}`")
    if not upward:
        raise UsageError(f"no `{SETTINGS}` in `{start}`; name the folder that holds it")
    raise UsageError(f"no `{SETTINGS}` in `{here}` or above it; change into your project, or name it with `-C DIR`. `batchpages new site DIR` begins one")


def scan(root: Path, known: Mapping[str, Stamp], folders: Sequence[str], files: Sequence[str] = ()) -> Scan:
    """Look once at these folders and `files` of `root`; read only what `known`, an earlier look's stamps, does not tell.

    Links that lead out of `root`, what is no file, what cannot be read and names that do not work on every computer are
    not read, and told as diagnostics. Paths have forward slashes on every system.
    """
    found: list[Diagnostic] = []
    stamps: dict[str, Stamp] = {}
    real = Path(os.path.realpath(root))
    for path, entry in _files(root, real, folders, files, found):
        stamp = _stamp(path, entry, known.get(path), found)
        if stamp:
            stamps[path] = stamp
    stamps = dict(sorted(stamps.items()))
    found.sort(key=lambda each: each.place.path)
    return Scan({path: stamp.digest for path, stamp in stamps.items()}, stamps, tuple(found))


def source_reader(root: Path) -> Callable[[str], bytes | None]:
    """A function that gives the bytes of a file of the project by its path; nothing where there is no such file to read."""

    def read(path: str) -> bytes | None:
        place = root / path
        try:
            status = place.stat()
            return place.read_bytes() if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST else None
        except (OSError, ValueError):
            return None

    return read


def _files(root: Path, real: Path, folders: Sequence[str], files: Sequence[str], found: list[Diagnostic]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file to read, with its path; what is refused goes to `found`."""
    names: set[str] = set()
    only = _ways_to(folders, files)
    waiting = [_Folder("", linked=False)]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(root, folder.path, only.get(folder.path), names, found):
            path = folder.path + entry.name
            if path == ORIGINALS:
                continue
            linked = folder.linked
            if _is_link(entry):
                if _refused_link(root, real, path, folder, found):
                    continue
                linked = True
            if entry.is_dir():
                if path not in files or path in folders:
                    waiting.append(_Folder(path + "/", linked))
                else:
                    found.append(_wrong(path, f"`{path}` is a folder, and a file is wanted here", "rename it"))
            elif not folder.path and entry.name in folders:
                found.append(_wrong(path, f"`{path}` is a file, and a folder is wanted here", f"rename it, and make a folder `{path}/`"))
            elif folder.path not in only or path in files:
                yield path, entry


def _ways_to(folders: Sequence[str], files: Sequence[str]) -> dict[str, set[str]]:
    """The names to look at in folders of which not all is wanted: the top, and those that only lead to single files."""
    only = {"": set(folders)}
    for path in files:
        *above, name = path.split("/")
        if above and above[0] in folders:
            continue  # all of it is looked at anyway
        for depth, step in enumerate([*above, name]):
            only.setdefault("".join(f"{part}/" for part in above[:depth]), set()).add(step)
    return only


def _entries(root: Path, folder: str, only: set[str] | None, fine: set[str], found: list[Diagnostic]) -> list[os.DirEntry[str]]:
    """What in a folder is to be looked at. `fine` remembers names that were found to be in order."""
    try:
        with os.scandir(f"{root}/{folder}") as listing:
            entries = list(listing) if only is None else [entry for entry in listing if entry.name in only]
    except FileNotFoundError:
        return []  # gone since its parent was listed
    except OSError as error:
        found.append(_wrong(folder.rstrip("/"), f"this folder cannot be read: {reason(error)}", "allow yourself to read it, or take it away"))
        return []
    if fine.issuperset([entry.name for entry in entries]):
        return entries
    hidden = folder.startswith(STATIC)
    ours: dict[str, os.DirEntry[str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.name):
        name = entry.name
        if name in fine and name not in ours:
            ours[name] = entry
        elif (hidden or name[0] != ".") and not LEFTOVER.fullmatch(name) and _portable(folder, name, ours.get(folded(name)), found):
            ours[folded(name)] = entry
            if name == folded(name) and name[0] != ".":
                fine.add(name)
    return list(ours.values())


def _portable(folder: str, name: str, other: os.DirEntry[str] | None, found: list[Diagnostic]) -> bool:
    """Whether the name works everywhere; `other` is one in the same folder that some computers take for the same."""
    problem = trouble(name)
    if problem:
        found.append(_wrong(folder + name, *problem))
    elif other:
        what = f"`{name}` and `{other.name}` are one name on many computers"
        found.append(Diagnostic(Place(folder + name), what, "rename one of them", also=(Place(folder + other.name),)))
    return not problem and not other


def _refused_link(root: Path, real: Path, path: str, folder: _Folder, found: list[Diagnostic]) -> bool:
    target = Path(os.path.realpath(f"{root}/{path}"))
    if not target.is_relative_to(real):
        found.append(_wrong(path, f"this link leads out of the project, to `{target}`", "copy what it leads to into the project, in place of the link"))
        return True
    try:
        is_folder = stat.S_ISDIR(target.stat().st_mode)
    except OSError as error:
        found.append(_wrong(path, f"this link to `{target}` cannot be followed: {reason(error)}", "delete the link, or put the file in its place"))
        return True
    if is_folder and Path(os.path.realpath(f"{root}/{folder.path}")).is_relative_to(target):
        found.append(_wrong(path, f"this link leads round in a circle, to `{target}` that it lies in", "delete the link"))
    elif target.name.lower() in NEVER_LINKED:
        found.append(_wrong(path, f"this link leads to `{target}`, which is never published", "delete the link"))
    elif is_folder and folder.linked:
        found.append(_wrong(path, f"this link to `{target}` lies in a folder that is itself reached by a link", "put the folder in place of the link"))
    else:
        return False
    return True


def _is_link(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() or (os.name == "nt" and getattr(entry, "is_junction", bool)())


def _stamp(path: str, entry: os.DirEntry[str], known: Stamp | None, found: list[Diagnostic]) -> Stamp | None:
    """The file's stamp: the known one where nothing about the file has changed, or a new one from reading it."""
    try:
        seen = entry.stat()
        looks = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino if INODES else 0)
        if known and known.settled and looks == (known.size, known.mtime_ns, known.ctime_ns, known.inode):
            return known
        if not stat.S_ISREG(seen.st_mode):
            found.append(_wrong(path, "this is no file but a pipe, a socket or a device", "take it away"))
        elif seen.st_size > LARGEST:
            found.append(
                _wrong(path, f"this file has {seen.st_size / 1e6:.0f} MB, and {LARGEST / 1e6:.0f} MB is the most", "make it smaller, or link to it elsewhere")
            )
        else:
            return _read(path, entry.path, found)
    except FileNotFoundError:
        pass  # gone since its folder was listed
    except OSError as error:
        found.append(_wrong(path, f"this file cannot be read: {reason(error)}", "allow yourself to read it, or take it away"))
    return None


def _read(path: str, place: str, found: list[Diagnostic]) -> Stamp | None:
    """Read a file that may be written just now: what it looked like must be the same before and after."""
    for _ in range(TRIES):
        with open(place, "rb") as file:
            before = os.fstat(file.fileno())
            now = time.time_ns()
            data = file.read(min(before.st_size, LARGEST) + 1)  # room for this many bytes is made at once
            after = Path(place).stat()
        if (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino) and len(data) == after.st_size:
            inode = after.st_ino if INODES else 0
            settled = now - after.st_mtime_ns > SETTLED
            return Stamp(after.st_size, after.st_mtime_ns, after.st_ctime_ns, inode, digest_of(data), settled)
    found.append(_wrong(path, "this file keeps changing while it is read", "save it, and build again"))
    return None


def _wrong(path: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(printable(path)), printable(what), printable(hint))
