"""Where the bytes that a digest names can be read: in a file, or in a stretch of one."""

import functools
from collections.abc import Callable
from typing import NamedTuple

from batchpages.engine.task import Digest, Read, digest_of


class Stretch(NamedTuple):
    """`size` bytes of a file from `offset`; a negative size stands for the whole file."""

    path: str
    offset: int = 0
    size: int = -1


Find = Callable[[Digest], Stretch | None]
"""Where the bytes of a digest are, if that is known."""


class Missing(LookupError):
    """The bytes that a digest names are not, or no longer, where they were. Carries the digest and the file."""

    def __init__(self, digest: Digest, path: str = "") -> None:
        super().__init__(f"{digest.hex()} is not in {path or 'any known file'}")
        self.digest = digest
        self.path = path

    def __reduce__(self) -> tuple[type["Missing"], tuple[Digest, str]]:
        """Workers send it back to the process that asked."""
        return type(self), (self.digest, self.path)


def reader(find: Find) -> Read:
    """A `read` that looks digests up with `find` and checks what it reads.

    It raises `Missing` where the bytes are gone or are not those that the digest names. Files read in stretches stay open.
    """

    @functools.lru_cache(maxsize=256)
    def read(digest: Digest) -> bytes:
        stretch = find(digest)
        if stretch is None:
            raise Missing(digest)
        path, offset, size = stretch
        try:
            data = _read(path, offset, size)
        except OSError:
            raise Missing(digest, path) from None
        if digest_of(data) != digest:
            raise Missing(digest, path)
        return data

    return read


def _read(path: str, offset: int, size: int) -> bytes:
    with open(path, "rb", buffering=0) as file:
        file.seek(offset)
        return file.read(size)
