"""The project as a build finds it on the disk: its sources, the bundled themes, and what is published already."""

import os
from collections.abc import Mapping, Set
from pathlib import Path

import msgspec

from batchpages.edges import manifest, program
from batchpages.edges.project import Stamp, scan
from batchpages.engine.task import Digest, digest_of

FOLDERS = ("content", "themes")
STAMPS = "stamps"
"""The file in the state folder that keeps what was seen."""


class Settled(msgspec.Struct, array_like=True):
    """A build that left nothing to do and nothing to say: a digest of all that it went by and published, and how much that was."""

    state: Digest
    timezone: str
    pages: int
    others: int


class _Memory(msgspec.Struct, array_like=True):
    project: dict[str, Stamp] = {}
    bundled: dict[str, Stamp] = {}
    settled: Settled | None = None


class Disk:
    """One look at the disk: every source stated once, and read only where it may have changed.

    `sources` are the project's files and `bundled` those of the themes that come with the program, by path, with their
    digests; `recorded` the paths of all that builds have published, and `published` those files that are still as they were
    left. `places` says in which file the bytes of each of these can be read; `diagnostics` what could not be; `settled` how
    the last build ended, if it ended well.
    """

    def __init__(self, root: Path, state: Path, output: Path) -> None:
        themes, where = program.bundled_themes(), manifest.records(state, root, Path(os.path.realpath(output)))
        self._path = state / STAMPS
        self._memory = _load(self._path)
        # A journal is what a publish that was killed left, and there is something to mend.
        self.settled = None if os.path.lexists(where.journal) else self._memory.settled
        project = scan(root, self._memory.project, FOLDERS)
        bundled = scan(themes.parent, self._memory.bundled, (themes.name,))
        self._stamps = (project.stamps, bundled.stamps)
        self.sources, self.bundled, self.diagnostics = project.sources, bundled.sources, project.diagnostics
        record = manifest.load(where)
        self.recorded: Set[str] = record.files.keys()
        self.published = _standing(output, record)
        self.places = {digest: f"{output}/{path}" for path, digest in self.published.items()}
        self.places |= {digest: f"{themes.parent}/{path}" for path, digest in self.bundled.items()}
        self.places |= {digest: f"{root}/{path}" for path, digest in self.sources.items()}

    def state(self, published: Mapping[str, Digest], *others: object) -> Digest:
        """The digest of all that a build goes by, `others` included, and of what it published: where it is the same, there is
        nothing to do.
        """
        return digest_of(msgspec.msgpack.encode((self.sources, self.bundled, published, others), order="deterministic"))

    def remember(self, settled: Settled | None) -> None:
        """Keep what was seen, so that the next look reads only what has changed since."""
        now = _Memory(*self._stamps, settled)
        if now != self._memory:
            data = msgspec.msgpack.encode(now)
            self._path.write_bytes(digest_of(data) + data)

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
