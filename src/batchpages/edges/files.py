"""Single files, safely: written whole, replaced in one step, named by their digest; and what went wrong, in words."""

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from batchpages.diagnostics import MachineError
from batchpages.engine.task import Digest, digest_of

RETRIES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds between attempts: on Windows a virus scanner or an indexer often holds a file for a moment."""

IN_WORDS = {
    errno.ENOSPC: "the disk is full; make room and run it again",
    getattr(errno, "EDQUOT", -1): "your share of the disk is used up; make room and run it again",
    errno.EACCES: "permission denied; check who owns it and who may write there",
    errno.EPERM: "permission denied; check who owns it and who may write there",
    errno.EROFS: "the disk is read-only",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.EIO: "the disk reports a fault; check it before you go on",
    errno.EMFILE: "too many files are open; raise the limit (`ulimit -n`) and run it again",
    errno.ENFILE: "too many files are open on this machine",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
    errno.ENOENT: "it is not there",
    errno.ELOOP: "links lead round in a circle",
    errno.EBUSY: "another program is using it",
    errno.ENOLCK: "this disk offers no locks; keep the project on a local disk",
    getattr(errno, "EOPNOTSUPP", -2): "this disk does not offer that; keep the project on a local disk",
}


def reason(error: OSError) -> str:
    """Why the machine refused, in words."""
    return IN_WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


@contextlib.contextmanager
def told_as_machine_error(doing: str, path: str | Path = "") -> Iterator[None]:
    """Tell an `OSError` from the block as `cannot <doing> <path>: <reason>`, with the error's own path where it has one."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or path  # of a move, the place it should have gone to
        msg = f"cannot {doing} `{where}`: {reason(error)}"
        raise MachineError(msg) from error


def write(path: str, data: bytes, *, flush: bool) -> None:
    """Write a file, and with `flush` wait until it is on the disk. A full disk's error carries the path."""
    try:
        with open(path, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        error.filename = error.filename or path
        raise


def replace(source: str, target: str) -> None:
    """Move a file or folder to its place in one step, with patience where another program holds it for a moment."""
    _patiently(lambda: Path(source).replace(target))


def remove(path: str) -> None:
    """Delete a file that may be gone already, with the same patience."""
    _patiently(lambda: Path(path).unlink(missing_ok=True))


def _patiently(act: Callable[[], object]) -> None:
    for seconds in RETRIES:
        try:
            act()
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    act()


def save(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that after a loss of power it is the old one or the new one, whole."""
    beside = f"{path}.new"
    try:
        write(beside, data, flush=True)
        replace(beside, str(path))
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        with contextlib.suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def create(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, by their paths from `root`: all of them, or none where one is there already or cannot be written.

    Folders on the way are made. Raises `FileExistsError` and other `OSError`s, with the path.
    """
    made: list[Path] = []
    try:
        for path, data in files.items():
            target = root / path
            above = [folder for folder in (target, *target.parents)[1:] if not folder.exists()]
            for folder in reversed(above):
                folder.mkdir()
                made.append(folder)
            with target.open("xb") as file:
                made.append(target)
                file.write(data)
    except BaseException as error:
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        if isinstance(error, OSError):
            error.filename = error.filename or str(target)
        raise


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system lets one say so."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks refuse this, and order names themselves
            os.fsync(opened)
    finally:
        os.close(opened)


def digest_file(path: str) -> Digest:
    """The digest of a file's bytes."""
    with open(path, "rb") as file:
        return digest_of(file.read())
