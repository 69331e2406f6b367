"""The themes that a project can use: which it does, and what each offers. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from batchpages.diagnostics import Place, UsageError, did_you_mean
from batchpages.model import DEFAULT_THEME
from batchpages.theme.find import BUNDLED, FOLDERS, ThemeFiles
from batchpages.theme.manifest import Manifest
from batchpages.theme.theme import lineage


class Themes(NamedTuple):
    """Every theme's files and manifest by its name, and what the settings say of themes. A manifest with a mistake is none."""

    files: Mapping[str, ThemeFiles]
    manifests: Mapping[str, Manifest | None]
    chosen: Mapping[str, str]

    @property
    def in_use(self) -> str:
        """The name of the theme that the settings ask for; there may be no such theme."""
        return self.chosen.get("name", DEFAULT_THEME)

    def is_own(self, name: str) -> bool:
        """Whether a theme is the project's, and did not come with the program."""
        return name in self.files and not self.files[name].manifest[0].startswith(BUNDLED)

    def chain(self, name: str) -> tuple[str, ...]:
        """A theme and those that it extends, nearest first, as far as there are such."""
        known = {each: (manifest, self.files[each].manifest[0]) for each, manifest in self.manifests.items()}
        return lineage(name, known, Place(""))[0]


class Piece(NamedTuple):
    """A file of a theme: the theme, its folder there and its name in that, and where it is read from."""

    theme: str
    folder: str
    name: str
    path: str


def pieces(themes: Themes, chain: tuple[str, ...]) -> dict[str, Piece]:
    """The files of a chain of themes, by folder and name such as `templates/batch.html`: of each the nearest theme's."""
    found: dict[str, Piece] = {}
    for theme in chain:
        files = themes.files[theme]
        for folder, own in zip(FOLDERS, (files.templates, files.assets), strict=True):
            for name, (path, _) in own.items():
                found.setdefault(f"{folder}/{name}", Piece(theme, folder, name, path))
    return found


def named(known: Mapping[str, Piece], name: str) -> Piece:
    """A file by its name, with or without its folder, or as templates name it: `shelf/batch.html`. Raises `UsageError` where there is none."""
    path = name.replace("\\", "/")
    theme, _, rest = path.partition("/")
    paths = [path, *(f"{folder}/{path}" for folder in FOLDERS), f"templates/{rest}" if any(piece.theme == theme for piece in known.values()) else ""]
    found = next((known[each] for each in paths if each in known), None)
    if found:
        return found
    short = {piece.name if piece.folder == "templates" else full: piece for full, piece in known.items()}
    near = did_you_mean(path, short)
    listed = ", ".join(f"`{each}`" for each in sorted(short))
    raise UsageError(f"the theme has no `{name}`; {f'{near} Its' if near else 'its'} files are {listed}")
