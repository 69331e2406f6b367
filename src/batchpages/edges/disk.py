"""The project as a build finds it on the disk: its sources, the bundled themes, and what is published already."""

import os
from collections.abc import Collection, Mapping, Set
from pathlib import Path
from typing import NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic
from batchpages.edges import manifest, program
from batchpages.edges.files import save
from batchpages.edges.project import Stamp, scan
from batchpages.engine.task import Digest, digest_of
from batchpages.wish import LEDGER, SETTINGS, SHEETS

FOLDERS = ("content", "themes")
STAMPS = "stamps"
"""The file in the state folder that keeps what was seen."""


class Settled(msgspec.Struct, array_like=True):
    """A build that left nothing to do: a digest of all that it went by and published, how much that was, and what it had to say."""

    state: Digest
    timezone: str
    pages: int
    images: int
    others: int
    sheets: int = 0
    said: tuple[Diagnostic, ...] = ()
    drafts: int = 0


class Folder(NamedTuple):
    """An output folder as it stands: the paths of all that builds have published there, and the files that are still as they were left."""

    recorded: Set[str]
    standing: dict[str, Digest]


class _Memory(msgspec.Struct, array_like=True):
    project: dict[str, Stamp] = {}
    bundled: dict[str, Stamp] = {}
    settled: Settled | None = None
    named: tuple[str, ...] = ()


class Disk:
    """One look at the disk: every source stated once, and read only where it may have changed.

    `sources` are the project's files and `bundled` those of the themes that come with the program, by path, with their
    digests; `site` and `sheets` the output folders, where `site` is empty without an `output`. `places` says in which file the bytes of each of these can be read;
    `diagnostics` what could not be; `settled` how the last build ended, if it ended well.
    """

    def __init__(self, root: Path, state: Path, output: Path | None) -> None:
        themes = program.bundled_themes()
        self._root, self._path = root, state / STAMPS
        self._memory = _load(self._path)
        self._named = self._memory.named
        project = scan(root, self._memory.project, FOLDERS, (SETTINGS, LEDGER, *self._named))
        bundled = scan(themes.parent, self._memory.bundled, (themes.name,))
        self._stamps = (project.stamps, bundled.stamps)
        self.sources, self.bundled, self.diagnostics = project.sources, bundled.sources, project.diagnostics
        self.places: dict[Digest, str] = {}
        self.settled = self._memory.settled
        self.site = self._look_at(output, state) if output else Folder(frozenset(), {})
        self.sheets = self._look_at(root / SHEETS, state)
        self.places |= {digest: f"{themes.parent}/{path}" for path, digest in self.bundled.items()}
        self.places |= {digest: f"{root}/{path}" for path, digest in self.sources.items()}

    def _look_at(self, output: Path, state: Path) -> Folder:
        where = manifest.records(state, self._root, Path(os.path.realpath(output)))
        if os.path.lexists(where.journal):
            self.settled = None  # a publish that was killed left it, and there is something to mend
        record = manifest.load(where)
        standing = _standing(output, record)
        self.places |= {digest: f"{output}/{path}" for path, digest in standing.items()}
        return Folder(record.files.keys(), standing)

    def name(self, files: Collection[str]) -> dict[Digest, str]:
        """Look at single files that the settings name, and no longer at others; gives where the bytes of new ones can be read."""
        named = tuple(sorted(set(files)))
        for path in set(self._named) - set(named):
            if not path.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
                self.sources.pop(path, None)
                self._stamps[0].pop(path, None)
                self.diagnostics = tuple(each for each in self.diagnostics if each.place.path != path)
        missing = [path for path in named if path not in self.sources]
        found = scan(self._root, {}, (), missing) if missing else None
        self._named = named
        if found is None:
            return {}
        self._stamps[0].update(found.stamps)
        self.sources.update(found.sources)
        self.diagnostics = (*self.diagnostics, *(each for each in found.diagnostics if each not in self.diagnostics))
        return {digest: f"{self._root}/{path}" for path, digest in found.sources.items()}

    def changed_ledger(self) -> bytes | None:
        """The ledger as it is now, where somebody has changed it since it was looked at. Raises `OSError`."""
        path = self._root / LEDGER
        data = path.read_bytes() if path.exists() else b""
        known = self.sources.get(LEDGER, digest_of(b""))
        return data if digest_of(data) != known else None

    def save_ledger(self, data: bytes) -> None:
        """Replace the ledger in one step and wait until it is on the disk. Raises `OSError`."""
        save(Path(os.path.realpath(self._root / LEDGER)), data)
        self.sources[LEDGER] = digest_of(data)
        self._stamps[0].pop(LEDGER, None)

    def ledger_closed(self) -> str:
        """Why no address can be added to the ledger; empty where one can."""
        if os.environ.get("CI", "").lower() not in ("", "0", "false"):
            return "this is a build service (the environment has `CI`), where a changed ledger would be lost"
        path = self._root / LEDGER
        if not os.access(self._root, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            return f"`{LEDGER}` cannot be written"
        return ""

    def state(self, published: Mapping[str, Digest], sheets: Mapping[str, Digest], *others: object) -> Digest:
        """The digest of all that a build goes by, `others` included, and of what it published: where it is the same, there is
        nothing to do.
        """
        return digest_of(msgspec.msgpack.encode((self.sources, self.bundled, published, sheets, others), order="deterministic"))

    def remember(self, settled: Settled | None) -> None:
        """Keep what was seen, so that the next look reads only what has changed since."""
        now = _Memory(*self._stamps, settled, self._named)
        if now != self._memory:
            data = msgspec.msgpack.encode(now)
            self._path.write_bytes(digest_of(data) + data)

    def latest(self, paths: Collection[str]) -> str:
        """The one among these sources that was changed last; empty where there is none."""
        return max((path for path in paths if path in self._stamps[0]), key=lambda path: self._stamps[0][path].mtime_ns, default="")

    @property
    def named(self) -> tuple[str, ...]:
        """The single files that the settings name."""
        return self._named

    @staticmethod
    def forget(state: Path) -> None:
        """Look at everything anew next time."""
        (state / STAMPS).unlink(missing_ok=True)


def _load(path: Path) -> _Memory:
    """What the last look saw, or nothing where that is missing or damaged."""
    try:
        data = path.read_bytes()
        if digest_of(data[20:]) == data[:20]:
            return msgspec.msgpack.decode(data[20:], type=_Memory)
    except (OSError, msgspec.DecodeError):
        pass
    return _Memory()


def _standing(output: Path, record: manifest.Manifest) -> dict[str, Digest]:
    """The published files that are as we left them, by size and time."""
    found = {}
    prefix = f"{output}/"
    for path, file in record.files.items():
        try:
            status = os.lstat(prefix + path)
        except OSError:
            continue
        if (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns):
            found[path] = file.digest
    return found
