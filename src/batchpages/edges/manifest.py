"""What the build published, and what it is about to: the record that says which files in an output folder are ours."""

import hashlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from batchpages.edges.files import save, told_as_machine_error
from batchpages.engine.task import Digest
from batchpages.wish import PUBLIC


class Published(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that we published: its digest, and the size in bytes and time of change in nanoseconds that it then had."""

    digest: Digest
    size: int
    mtime_ns: int


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The files in an output folder that are ours, by their path in it.

    `output` is the folder, relative to the project where it lies inside. `note` says why there is no record to go by,
    and is empty where there is one.
    """

    output: str
    files: dict[str, Published] = {}
    note: str = ""


class Journal(msgspec.Struct, frozen=True):
    """The files that a publish is about to write, with their digests. It exists only while one is under way."""

    output: str
    files: dict[str, Digest]


class Records(msgspec.Struct, frozen=True):
    """Where an output folder's manifest and journal are kept, and how they name that folder."""

    manifest: Path
    journal: Path
    output: str


def records(state: Path, project: Path, output: Path) -> Records:
    """The records of `output`, a resolved path. Those of `public` in the project have the plain names."""
    root = Path(os.path.realpath(project))
    name = output.relative_to(root).as_posix() if output.is_relative_to(root) else output.as_posix()
    mark = "" if name == PUBLIC else "-" + hashlib.blake2b(os.fsencode(name), digest_size=5).hexdigest()
    return Records(state / f"published{mark}.json", state / f"publishing{mark}.json", os.fsencode(name).decode("utf-8", "backslashreplace"))


def load(where: Records) -> Manifest:
    """The manifest; an empty one with a note where there is none, or none that makes sense. Raises `MachineError`."""
    data = _bytes(where.manifest)
    if data is None:
        return Manifest(where.output, note="no earlier build recorded what is ours there")
    found = _decoded(data, Manifest)
    if found is None or found.output != where.output:
        return Manifest(where.output, note=f"the record of what is ours there (`{where.manifest}`) is damaged")
    return found


def load_journal(where: Records) -> Journal | None:
    """The journal of a publish that did not end, or nothing; an empty one where it makes no sense. Raises `MachineError`."""
    data = _bytes(where.journal)
    if data is None:
        return None
    found = _decoded(data, Journal)
    return found if found and found.output == where.output else Journal(where.output, {})


def store(where: Records, what: Manifest | Journal) -> None:
    """Save either record in one step, and wait until it is on the disk. Raises `OSError`."""
    save(where.manifest if isinstance(what, Manifest) else where.journal, msgspec.json.encode(what))


def _bytes(path: Path) -> bytes | None:
    with told_as_machine_error("read", path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


T = TypeVar("T")


def _decoded(data: bytes, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
