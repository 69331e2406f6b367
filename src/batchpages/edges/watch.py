"""The project folder while somebody works on it: tells when files may have changed. What has changed is for a look at the disk to say."""

import contextlib
import errno
import functools
import logging
import os
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from batchpages.edges.files import reason

CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""The events that stand for a change. Others tell that somebody has read a file, which every look at the disk does."""

LIMITS = {errno.ENOSPC: "one user can watch so many folders, and no more", errno.EMFILE: "so many programs of one user can watch folders, and no more"}
"""What Linux means by these where folders are watched (inotify(7)); elsewhere they stand for a full disk and open files."""

QUIET = 0.005
"""Seconds without an event after which a burst of them is over: an editor's save is several, a copied folder hundreds."""

LONGEST_BURST = 0.3
"""Seconds after which a burst is acted on though it goes on."""


logging.getLogger("watchdog").setLevel(logging.CRITICAL + 1)  # what it complains of, a look at the disk finds all the same


class Changes(FileSystemEventHandler):
    """What happens to some `folders` of `root`, with all in them, and to some `files` of it.

    Events only wake whoever waits. Where none can be had, `why` says so, and `wait` is left to its time.
    """

    def __init__(self, root: Path, folders: Collection[str], files: Collection[str], *, events: bool = True) -> None:
        self._root, self._folders = root, frozenset(folders)
        self._files = frozenset(files)
        self._woken, self._changed = threading.Event(), threading.Event()
        self._latest = 0.0
        self._gone: set[str] = set()
        self._watched: dict[str, tuple[int, ObservedWatch]] = {}
        self._observer: BaseObserver | None = None
        self.why = ""
        if events:
            self._act(self._start)
            self.follow(files)

    def _start(self) -> None:
        self._observer = Observer()
        self._observer.start()

    def follow(self, files: Collection[str]) -> None:
        """Watch these files from now on, and folders that have come or been replaced since."""
        self._files = frozenset(files)
        above = {path.rpartition("/")[0] for path in self._files if path.split("/")[0] not in self._folders}
        wanted = {"", *above, *self._folders}
        gone = {self._gone.pop() for _ in range(len(self._gone))}  # a new folder often has the number of the one that went
        for path in [path for path, (inode, _) in self._watched.items() if path in gone - {""} or path not in wanted or _inode(self._root / path) != inode]:
            _, watch = self._watched.pop(path)
            with contextlib.suppress(KeyError, OSError):  # it ended by itself when its folder went
                if self._observer is not None:
                    self._observer.unschedule(watch)
        for path in wanted - self._watched.keys():
            if inode := _inode(self._root / path):
                self._act(functools.partial(self._watch, path, inode))

    def _watch(self, path: str, inode: int) -> None:
        if self._observer is not None:
            self._watched[path] = inode, self._observer.schedule(self, str(self._root / path), recursive=path in self._folders, event_filter=CHANGES)

    def _act(self, act: Callable[[], object]) -> None:
        try:
            act()
        except OSError as error:
            self.close()
            self.why = LIMITS.get(error.errno or 0) or reason(error)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in a thread of its own."""
        if isinstance(event, DirDeletedEvent | DirMovedEvent):
            self._gone.add(self._inside(event.src_path))
        if self._counts(event.src_path) or self._counts(event.dest_path):
            self._latest = time.monotonic()
            self._changed.set()
            self._woken.set()

    def _counts(self, path: bytes | str) -> bool:
        if not path:
            return False
        inside = self._inside(path)
        return inside in self._files or inside.split("/")[0] in self._folders

    def _inside(self, path: bytes | str) -> str:
        return os.path.relpath(os.fsdecode(path), self._root).replace(os.sep, "/")

    def came(self) -> bool:
        """Whether anything has happened since the last `wait`."""
        return self._changed.is_set()

    def wake(self) -> None:
        """End the `wait` of whoever waits, though nothing has happened."""
        self._woken.set()

    def wait(self, seconds: float) -> bool:
        """Wait until something happens, and until it is over; says whether anything did within so many seconds."""
        self._woken.wait(seconds)
        self._woken.clear()
        if not self._changed.is_set():
            return False
        first = time.monotonic()
        while (now := time.monotonic()) - self._latest < QUIET and now - first < LONGEST_BURST:
            time.sleep(QUIET / 4)
        self._changed.clear()
        return True

    def close(self) -> None:
        """Watch nothing any more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _inode(path: Path) -> int:
    """The number of a folder; 0 where there is none."""
    try:
        return path.stat().st_ino if path.is_dir() else 0
    except OSError:
        return 0
