"""Where a site may be published, and what in that folder is not ours."""

import os
import stat
from collections.abc import Collection, Container, Iterable
from pathlib import Path

from batchpages.diagnostics import UsageError

INPUTS = ("content", "themes", ".batchpages", ".git")
"""Folders of a project that no output may lie in."""

STAGING = ".batchpages-new"
"""The folder in the output where new files wait until all of them are written."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".git", "lost+found", STAGING})
"""Names in an output folder that say nothing about whose folder it is."""


def destination(output: Path, state: Path, project: Path) -> Path:
    """The output folder with every link resolved.

    Raises `UsageError` where publishing could destroy something: the project or a folder that holds it, the home
    folder, the top of a disk, the build's own state, or a folder that the project is read from.
    """
    real, project = Path(os.path.realpath(output)), Path(os.path.realpath(project))
    state = Path(os.path.realpath(state))
    if real == real.parent:
        raise UsageError(_refused(output, "is the top of a disk"))
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home() raises where there is none
    for holder, whose in ((project, "the project"), (state, "the build's own state"), (home, "your home folder")):
        if any(_same(real, above) for above in (holder, *holder.parents)):
            raise UsageError(_refused(output, f"is or holds {whose}"))
    for inside in (real, *real.parents):
        if _same(inside, state) or any(_same(inside, project / name) for name in INPUTS):
            raise UsageError(_refused(output, f"lies in `{inside.name}`, which the site is made from"))
    if real.exists() and not real.is_dir():
        raise UsageError(_refused(output, "is no folder"))
    return real


def _refused(output: Path, why: str) -> str:
    return f"the output folder `{output}` {why}; name a folder of its own, such as `--output public`"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(one) == os.path.normcase(other)


def foreign_files(root: Path, ours: Iterable[str]) -> list[str]:
    """What lies in `root` and is none of `ours` (paths in it). A folder that holds nothing of ours is named once, as `name/`."""
    known = set(ours)
    folders = folders_of(known)
    found: list[str] = []
    waiting = [""] if root.is_dir() else []
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = folder + entry.name
                if path in known or entry.name in LITTER:
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    found.append(path)
                elif path in folders:
                    waiting.append(path + "/")
                elif _holds_something(entry):
                    found.append(path + "/")
    return sorted(found)


def _holds_something(folder: os.DirEntry[str]) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return True  # what we may not look into is somebody's


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above any of the paths, but not the root."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def leads_out(root: Path, folder: str) -> Path | None:
    """Where a folder in `root` really is, if a link on the way leads out of `root`."""
    real = Path(os.path.realpath(root / folder))
    return None if real.is_relative_to(root) else real


def in_the_way(root: Path, writes: Iterable[str], blocked: Iterable[str], wanted: Container[str], ours: Collection[str]) -> set[str]:
    """Those of `ours` that must go before `writes` can be written: a file where a folder is needed, or the reverse.

    `blocked` are those of `writes` where a folder stands; `ours` are unchanged files of ours that are no longer wanted.
    Raises `UsageError`, naming both paths, where anything else is in the way, or where a link leads out of `root`.
    """
    early: set[str] = set()
    for folder in folders_of(writes):
        if folder in wanted:
            raise UsageError(f"`{folder}` would be a file of the site and a folder with other files of it; give one of them another name")
        try:
            mode = os.lstat(f"{root}/{folder}").st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        if folder in ours:
            early.add(folder)
        elif stat.S_ISLNK(mode):
            _refuse_leading_out(root, folder)
        elif not stat.S_ISDIR(mode):
            raise UsageError(f"`{root / folder}` is a file that batchpages did not make, and the site needs a folder there; move it away")
    for path in blocked:
        early.update(_files_to_clear(root / path, path, ours))
    return early


def _refuse_leading_out(root: Path, folder: str) -> None:
    real = leads_out(root, folder)
    if real:
        raise UsageError(f"`{root / folder}` is a link that leads out of the output folder, to `{real}`; nothing is written through it. Delete the link")
    if not (root / folder).is_dir():
        raise UsageError(f"`{root / folder}` is a link to `{Path(os.path.realpath(root / folder))}`, which is no folder; delete the link")


def _files_to_clear(place: Path, path: str, ours: Collection[str]) -> list[str]:
    mine = [our for our in ours if our.startswith(f"{path}/")]
    strange = foreign_files(place, [our.removeprefix(f"{path}/") for our in mine])
    if not mine and not strange:
        raise UsageError(f"`{place}` is a folder that batchpages did not make, and the site needs a file there; delete it")
    if strange:
        raise UsageError(f"`{place}` is a folder with `{strange[0]}`, which batchpages did not make, and the site needs a file there; move it away")
    return mine
