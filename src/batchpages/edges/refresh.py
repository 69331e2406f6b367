"""Files that a project has for its editors: those that are ours are written anew, those of their owner are left alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from batchpages.edges.files import save, told_as_machine_error


class Refreshed(NamedTuple):
    """The paths that were written, and the texts of files that are their owner's and differ from ours, by their paths."""

    written: tuple[str, ...]
    kept: dict[str, str]


def refresh(root: Path, files: Mapping[str, str], ours: str) -> Refreshed:
    """Write `files`, texts by their paths in `root`: those in the folder `ours` anew, the others only where there is none.

    Raises `MachineError` where the disk refuses.
    """
    written: list[str] = []
    kept: dict[str, str] = {}
    for path, text in files.items():
        place = root / path
        with told_as_machine_error("write", place):
            there = place.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") if place.exists() else None
            if there == text:
                continue
            if there is not None and not path.startswith(ours):
                kept[path] = there
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            save(place, text.encode())
            written.append(path)
    return Refreshed(tuple(written), kept)
