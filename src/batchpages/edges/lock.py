"""One build of a project at a time: an operating-system lock that dies with its process."""

import contextlib
import datetime
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from batchpages.diagnostics import MachineError
from batchpages.edges.files import told_as_machine_error

LOCK = "lock"
"""The file in a state folder that is locked."""

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30
    """The byte that is locked on Windows: far behind the text, which stays readable."""

    def _take(file: int) -> bool:
        os.lseek(file, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import errno
    import fcntl

    def _take(file: int) -> bool:
        # lockf and not flock: a worker process forked meanwhile shares a flock, and would keep it after a killed build.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EAGAIN}:
                return False
            raise
        return True


@contextlib.contextmanager
def hold(state: Path, patience: float = 0) -> Iterator[None]:
    """Hold the project's lock, the file `lock` in its state folder, until the block ends or the process does.

    It keeps out other processes, not other threads of this one. The state folder is made if missing. The file says who
    holds it and is never deleted. Raises `MachineError` when another process holds it, for longer than `patience` in seconds, or the
    folder cannot be written.
    """
    make_state(state)
    path = state / LOCK
    with told_as_machine_error("use the lock", path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with told_as_machine_error("use the lock", path):
            until = time.monotonic() + patience
            while not _take(file):
                if time.monotonic() >= until:
                    raise MachineError(_held_by(path))
                time.sleep(0.05)
            _sign(file)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(file, 0)  # the next holder is never taken for this one
    finally:
        os.close(file)


def make_state(state: Path) -> None:
    """Make the state folder, hidden from git. Raises `MachineError` where that cannot be."""
    with told_as_machine_error("write in", state):
        state.mkdir(parents=True, exist_ok=True)
        ignore = state / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")


def _sign(file: int) -> None:
    since = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    os.lseek(file, 0, os.SEEK_SET)
    os.ftruncate(file, 0)
    os.write(file, f"pid {os.getpid()}\nsince {since}\ncommand {command}\n".encode("utf-8", "replace"))


def _held_by(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    said = dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
    who = f"process {said['pid']}, `{said.get('command', '')}`, since {said.get('since', '')}" if "pid" in said else "it has just begun"
    return f"another batchpages is at work on this project ({who}); wait until it ends, or stop that process, then run this again"
