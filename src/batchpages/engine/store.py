"""The store maps a key to a result. It lies in a folder of its own and may be deleted at any time.

The bytes of results stand one behind the other in pack files that are only ever appended to by the build that made them;
`index` says what is kept and where. Small `entry` data stands in the index itself. Bytes that have been published are not
kept twice: their pack is dropped, and they are found again by `elsewhere`. Whatever is damaged, foreign or gone is a miss.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import BinaryIO

import msgspec

from batchpages.diagnostics import Diagnostic
from batchpages.engine.files import MissingError, Stretch, reader
from batchpages.engine.task import Digest, Read, Result, digest_of

KEPT_UNUSED = 3
"""For how many changed builds a result that none of them used is kept, so that switching back and forth is cheap."""

MOST_PACKS = {"parts": 8, "pages": 32}
"""How many packs there may be of each kind before they become one; those of pages are large, and most builds drop them."""

BUFFER = 1 << 18
"""Bytes of a pack that wait to be written at once."""


class Blob(msgspec.Struct, frozen=True, array_like=True):
    """Some bytes by their digest, and the stretch of a pack (by its number) where they were put."""

    digest: Digest
    pack: int
    offset: int
    size: int


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A result as the store keeps it: its files as blobs, and its links and anchors as one more blob, read only for verifying."""

    files: dict[str, Blob]
    entry: bytes = b""
    links: Blob | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def blobs(self) -> Iterable[Blob]:
        """All that it has in packs."""
        return (*self.files.values(), self.links) if self.links else self.files.values()

    def shown_by(self, shown: Set[Digest]) -> bool:
        """Whether it has files, and all of them are among those."""
        return bool(self.files) and all(blob.digest in shown for blob in self.files.values())

    @property
    def failed(self) -> bool:
        """Whether it holds an error; such a result is never stored."""
        return any(d.severity == "error" for d in self.diagnostics)


class _Index(msgspec.Struct):
    code: Digest = b""
    packs: dict[int, str] = {}
    next_pack: int = 1
    results: dict[Digest, Kept] = {}
    unused: dict[Digest, int] = {}


class Pack:
    """A pack file that is being written; made when the first bytes come."""

    def __init__(self, path: Path, number: int) -> None:
        self.path, self.number, self.size = path, number, 0
        self._flushed = 0
        self._file: BinaryIO | None = None

    def append(self, data: bytes) -> Blob:
        """Put bytes at the end."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb", buffering=BUFFER)
        blob = Blob(digest_of(data), self.number, self.size, len(data))
        self._file.write(data)
        self.size += len(data)
        return blob

    @property
    def made(self) -> bool:
        """Whether there is such a file; it may be empty."""
        return self._file is not None

    def flush(self) -> None:
        """Make what was appended readable."""
        if self._file is not None and self._flushed < self.size:
            self._file.flush()
            self._flushed = self.size

    def close(self) -> None:
        """No more bytes."""
        if self._file is not None:
            self._file.close()


class Store:
    """Results by key, in a folder.

    `code` is the digest of the program: results of another program are all misses. `parts` is the pack for what stays,
    `pages` the one for what will be published and is dropped then.
    """

    def __init__(self, folder: Path, code: Digest) -> None:
        self.folder, self.code = folder, code
        self._index = _load(folder / "index", code)
        self._used: set[Digest] = set()
        self._changed = False
        self._elsewhere: dict[Digest, str] = {}
        self._extra: dict[Digest, Blob] = {}
        self._added: dict[Digest, bytes] = {}
        self._blobs: dict[Digest, Blob] | None = None
        self._packs = {number: folder / name for number, name in self._index.packs.items() if (folder / name).exists()}
        self.parts = self._new_pack("parts")
        self.pages = self._new_pack("pages")

    def _new_pack(self, kind: str) -> Pack:
        number = self._index.next_pack
        self._index.next_pack += 1
        return Pack(self.folder / f"{kind}-{number}.pack", number)

    def elsewhere(self, places: Mapping[Digest, str]) -> None:
        """Say in which other files bytes can be read: the sources, and what is published."""
        self._elsewhere.update(places)

    def get(self, key: Digest) -> Kept | None:
        """The result of a key, or none where it is not known or any of its bytes are out of reach."""
        kept = self._index.results.get(key)
        if kept is None:
            return None
        packs = self._packs
        for blob in kept.blobs:
            if blob.pack not in packs and self._place(blob) is None:
                return None
        self._used.add(key)
        return kept

    def put(self, key: Digest, result: Result, pack: Pack) -> Kept:
        """Keep a result's files in a pack, and the rest in the index. A failed one is given back, but not kept."""
        links = None
        if result.links or result.anchors:
            links = self.parts.append(msgspec.msgpack.encode((result.links, result.anchors)))
        kept = Kept({name: pack.append(data) for name, data in result.files.items()}, result.entry, links, result.diagnostics)
        if kept.failed:
            self._extra.update((blob.digest, blob) for blob in kept.blobs)
            return kept
        self._index.results[key] = kept
        if self._blobs is not None:
            self._blobs.update((blob.digest, blob) for blob in kept.blobs)
        self._used.add(key)
        self._changed = True
        return kept

    def add(self, data: bytes) -> Digest:
        """Keep bytes that tasks of this build may read and that are no task's result. They reach the disk when one does."""
        digest = digest_of(data)
        self._added[digest] = data
        return digest

    def links(self, kept: Kept, read: Read | None = None) -> tuple[list[str], list[str]]:
        """The links and the anchors of a result, by way of `read` where there are many to fetch. Raises `MissingError` where they are gone."""
        if kept.links is None:
            return [], []
        links, anchors = msgspec.msgpack.decode((read or reader(self.find))(kept.links.digest))
        return links, anchors

    def find(self, digest: Digest) -> Stretch | None:
        """Where the bytes of a digest can be read: those of any result, those that were added, and those that lie elsewhere."""
        if digest in self._added:
            self._extra[digest] = self.parts.append(self._added.pop(digest))
        if self._blobs is None:
            self._blobs = {blob.digest: blob for kept in self._index.results.values() for blob in kept.blobs if self._at_hand(blob)}
        blob = self._extra.get(digest) or self._blobs.get(digest)
        return (self._place(blob) if blob else None) or self._whole(digest)

    def _place(self, blob: Blob) -> Stretch | None:
        for pack in (self.parts, self.pages):
            if blob.pack == pack.number:
                pack.flush()
                return Stretch(str(pack.path), blob.offset, blob.size)
        pack_there = self._packs.get(blob.pack)
        return Stretch(str(pack_there), blob.offset, blob.size) if pack_there else self._whole(blob.digest)

    def _at_hand(self, blob: Blob) -> bool:
        return blob.pack in self._packs or blob.pack in (self.parts.number, self.pages.number)

    def _whole(self, digest: Digest) -> Stretch | None:
        path = self._elsewhere.get(digest)
        return Stretch(path) if path is not None else None

    def whole(self) -> bool:
        """Whether all packs are still there."""
        made = (pack.path for pack in (self.parts, self.pages) if pack.made)
        return all(path.exists() for path in (*made, *self._packs.values()))

    def close(self) -> None:
        """Put nothing more into the packs. What was not saved is forgotten."""
        self.parts.close()
        self.pages.close()

    def save(self, *, published: bool, shown: Set[Digest] = frozenset()) -> None:
        """Write the index, if anything changed. Where all was `published`, the packs of pages are dropped.

        Results whose files are all `shown` are kept however long they go unused.
        """
        self.close()
        if not self._changed and not published:
            self._remove_packs(lambda name: name not in self._index.packs.values())
            return
        self._forget_unused(shown)
        live = {pack.number: pack.path for pack in (self.parts, self.pages) if pack.made} | self._packs
        if published:
            live = {number: path for number, path in live.items() if not path.name.startswith("pages")}
        self._index.packs = {number: path.name for number, path in live.items()}
        if self._changed or any(self.folder.glob("pages-*")):
            for kind in MOST_PACKS:
                self._compact(kind)
            _save(self.folder / "index", self._index)
        self._remove_packs(lambda name: name not in self._index.packs.values())

    def _forget_unused(self, shown: Set[Digest]) -> None:
        if not self._changed:
            return
        results = self._index.results
        unused = (key for key in results.keys() - self._used if not (shown and results[key].shown_by(shown)))
        ages = {key: self._index.unused.get(key, 0) + 1 for key in unused}
        for key in [key for key, age in ages.items() if age > KEPT_UNUSED]:
            del results[key], ages[key]
        self._index.unused = ages

    def _compact(self, kind: str) -> None:
        """Copy what is still needed of the packs of a kind into a new one, once more than half of them is not."""
        old = {number for number, name in self._index.packs.items() if name.startswith(kind)}
        blobs = [blob for kept in self._index.results.values() for blob in kept.blobs]
        live = {b.digest: b for b in blobs if b.pack in old}
        total = sum((self.folder / self._index.packs[number]).stat().st_size for number in old)
        if len(old) <= MOST_PACKS[kind] and total < 2 * sum(b.size for b in live.values()) + 1_000_000:
            return
        read = reader(lambda digest: Stretch(str(self.folder / self._index.packs[live[digest].pack]), live[digest].offset, live[digest].size))
        pack = self._new_pack(kind)
        moved: dict[Digest, Blob] = {}
        for digest in live:
            with contextlib.suppress(MissingError):
                moved[digest] = pack.append(read(digest))
        pack.close()

        def move(blob: Blob) -> Blob:
            return moved.get(blob.digest, blob)

        self._index.results = {
            key: Kept({n: move(b) for n, b in kept.files.items()}, kept.entry, kept.links and move(kept.links), kept.diagnostics)
            for key, kept in self._index.results.items()
        }
        others = {number: name for number, name in self._index.packs.items() if number not in old}
        self._index.packs = others | ({pack.number: pack.path.name} if pack.made else {})

    def _remove_packs(self, unwanted: Callable[[str], bool]) -> None:
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(self.folder):
                if name.endswith(".pack") and unwanted(name):
                    with contextlib.suppress(OSError):
                        (self.folder / name).unlink()


def _load(path: Path, code: Digest) -> _Index:
    """The index, or an empty one where it is missing, damaged, foreign or of another program."""
    try:
        data = path.read_bytes()
        if digest_of(data[20:]) == data[:20]:
            index = msgspec.msgpack.decode(data[20:], type=_Index)
            if index.code == code:
                return index
            return _Index(code=code, next_pack=index.next_pack)
    except (OSError, msgspec.DecodeError):
        pass
    return _Index(code=code)


def _save(path: Path, index: _Index) -> None:
    data = msgspec.msgpack.encode(index)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name("index.new")
    new.write_bytes(digest_of(data) + data)
    new.replace(path)
