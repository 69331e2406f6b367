"""New files in a project, or a new project: what `starters` make, written where nothing is yet. Needs no build."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from batchpages.diagnostics import UsageError
from batchpages.edges import clock, program
from batchpages.edges.files import create, told_as_machine_error
from batchpages.model import DEFAULT_THEME
from batchpages.starters.known import Known
from batchpages.starters.records import Begun, Wanted, begin
from batchpages.starters.site import NewSite, site_files
from batchpages.starters.theme import check_theme_name, theme_files
from batchpages.theme.find import BUNDLED
from batchpages.theme.overview import Piece, Themes, named, pieces

IGNORED = {".git"}
"""What a folder may hold that a new project goes into."""


def new_record(root: Path, known: Known, wanted: Wanted) -> Begun:
    """Begin a record. Raises `UsageError` where it cannot be, or is there already, and `MachineError` where it cannot be written."""
    begun = begin(known, wanted)
    _write(root, {begun.path: begun.text.encode()})
    return begun


def check_folder(folder: Path) -> None:
    """Raise `UsageError` where a new project cannot go into a folder, since something is there already."""
    with told_as_machine_error("look into", folder):
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"`{folder}` is a file; name a folder that is new or empty")
        if folder.exists() and {entry.name for entry in folder.iterdir()} - IGNORED:
            raise UsageError(f"`{folder}` is not empty; name a folder that is new or empty")


def new_site(folder: Path, site: NewSite) -> tuple[str, ...]:
    """Begin a project in a folder that is new or empty; gives the paths of its files. Raises `UsageError` and `MachineError`."""
    check_folder(folder)
    files = site_files(site, clock.today(site.timezone))
    _write(folder, {path: text.encode() for path, text in files.items()})
    return tuple(files)


def new_theme(root: Path, themes: Themes, name: str) -> tuple[str, ...]:
    """Begin a theme; gives the paths of its files. Raises `UsageError` and `MachineError`."""
    check_theme_name(name, themes.files)
    files = theme_files(name, _base(themes))
    _write(root, {path: text.encode() for path, text in files.items()})
    return tuple(files)


def eject(root: Path, themes: Themes, names: Sequence[str], to: str) -> tuple[tuple[Piece, str], ...]:
    """Copy files of the theme in use, or of those that it extends, into the project's own theme, which is made where there is none.

    `to` names that theme, where it is not the one in use. Gives each file, and the path of its copy. Raises `UsageError` and `MachineError`.
    """
    own = to or themes.in_use
    there = themes.is_own(own)
    if not there:
        _refuse_without_own(themes, to)
    known = pieces(themes, themes.chain(own)[1:] if there else themes.chain(_base(themes)))
    if not known:
        raise UsageError(f"`{own}` extends no other theme that can be read, so that there is nothing to copy; see `extends` in `themes/{own}/theme.yaml`")
    wanted = list(dict.fromkeys(named(known, name) for name in names))
    copies = {f"themes/{own}/{piece.folder}/{piece.name}": _read(root, piece.path) for piece in wanted}
    with_theme = {} if there else {path: text.encode() for path, text in theme_files(own, _base(themes), bare=True).items()}
    _write(root, with_theme | copies)
    return tuple(zip(wanted, copies, strict=True))


def _refuse_without_own(themes: Themes, to: str) -> None:
    """Raise `UsageError` where a copy has no theme of the project to go to, and none can be made."""
    if to:
        check_theme_name(to, themes.files)
    elif themes.in_use not in themes.files:
        raise UsageError(f"`batchpages.yaml` asks for a theme `{themes.in_use}`, and there is none; `batchpages theme list` shows those that there are")
    else:
        raise UsageError(
            f"the theme in use, `{themes.in_use}`, came with batchpages, and copies go into a theme of your own; name one, such as `--to mine`: "
            "if there is none of that name, it is made"
        )


def _base(themes: Themes) -> str:
    """The bundled theme that a new one extends: that which the project uses, at the bottom if it has one of its own."""
    return next((name for name in themes.chain(themes.in_use) if not themes.is_own(name)), DEFAULT_THEME)


def _read(root: Path, path: str) -> bytes:
    place = program.bundled_themes().parent / path.removeprefix(BUNDLED) if path.startswith(BUNDLED) else root / path
    with told_as_machine_error("read", place):
        return place.read_bytes()


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path in files:
        _refuse_what_leads_out(root, path)
    with told_as_machine_error("write", root), _told_what_is_there(root):
        create(root, files)


def _refuse_what_leads_out(root: Path, path: str) -> None:
    if not Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        raise UsageError(f"`{path}` would lie outside of the project, since a link on the way leads out of it; put the folder in place of the link")


@contextlib.contextmanager
def _told_what_is_there(root: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        there = Path(error.filename)
        shown = there.relative_to(root).as_posix() if there.is_relative_to(root) else there
        raise UsageError(f"`{shown}` is there already, and is never overwritten; take another name, or edit that file") from None
