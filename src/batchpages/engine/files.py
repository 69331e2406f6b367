"""Where the bytes that a digest names can be read: in a file, or in a stretch of one."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from batchpages.engine.task import Digest, Read, digest_of

HELD = 16_000_000
"""How many bytes of what it has read a reader holds, or one file that is larger: pages share their parts, but photographs are large."""


class Stretch(NamedTuple):
    """`size` bytes of a file from `offset`; a negative size stands for the whole file."""

    path: str
    offset: int = 0
    size: int = -1


Find = Callable[[Digest], Stretch | None]
"""Where the bytes of a digest are, if that is known."""


class MissingError(LookupError):
    """The bytes that a digest names are not, or no longer, where they were. Carries the digest and the file."""

    def __init__(self, digest: Digest, path: str = "") -> None:
        super().__init__(f"{digest.hex()} is not in {path or 'any known file'}")
        self.digest = digest
        self.path = path

    def __reduce__(self) -> tuple[type["MissingError"], tuple[Digest, str]]:
        """Workers send it back to the process that asked."""
        return type(self), (self.digest, self.path)


@contextlib.contextmanager
def reading(find: Find) -> Iterator[Read]:
    """A `reader` for many reads: the files that it reads in stretches stay open until the `with` ends."""
    with contextlib.ExitStack() as files:
        yield reader(find, functools.cache(lambda path: files.enter_context(open(path, "rb", buffering=0))))


def reader(find: Find, opened: Callable[[str], BinaryIO] | None = None) -> Read:
    """A `read` that looks digests up with `find` and checks what it reads.

    It raises `MissingError` where the bytes are gone or are not those that the digest names. `opened` gives a file that stays open.
    """
    held: dict[Digest, bytes] = {}
    free = HELD

    def read(digest: Digest) -> bytes:
        nonlocal free
        if digest in held:
            return held[digest]
        data = _fetched(digest, find, opened)
        if len(data) > free:
            held.clear()
            free = HELD
        held[digest] = data
        free -= len(data)
        return data

    return read


def _fetched(digest: Digest, find: Find, opened: Callable[[str], BinaryIO] | None) -> bytes:
    stretch = find(digest)
    if stretch is None:
        raise MissingError(digest)
    path, offset, size = stretch
    try:
        data = _stretch(opened(path), offset, size) if opened and size >= 0 else _read(path, offset, size)
    except OSError:
        raise MissingError(digest, path) from None
    if digest_of(data) != digest:
        raise MissingError(digest, path)
    return data


def _read(path: str, offset: int, size: int) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return _stretch(file, offset, size)


def _stretch(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)
