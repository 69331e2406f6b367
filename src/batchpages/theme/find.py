"""Which files make which theme, and the tasks that read them. Imports no parser: most builds have nothing to parse."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from batchpages.diagnostics import Diagnostic, Place, nearest
from batchpages.engine.task import Digest, Task

BUNDLED = "(bundled)/"
"""What stands before the path of a file of a theme that came with the program."""


FOLDERS = ("templates", "assets")
"""The folders of a theme."""
ABOUT = ("README", "LICENSE", "LICENCE", "CHANGELOG")
"""What the names of files begin with that are for people."""


class ThemeFiles(NamedTuple):
    """The files of one theme: its manifest, and its templates and assets by their names, each with its path and digest."""

    name: str
    manifest: tuple[str, Digest]
    templates: Mapping[str, tuple[str, Digest]]
    assets: Mapping[str, tuple[str, Digest]]


def themes_in(sources: Mapping[str, Digest], bundled: Mapping[str, Digest]) -> dict[str, ThemeFiles]:
    """All themes by name. A project's own theme comes before a bundled one of the same name."""
    everything = {f"{BUNDLED}{path}": digest for path, digest in bundled.items()}
    own = {path: digest for path, digest in sources.items() if path.startswith("themes/")}
    return _themes(everything, f"{BUNDLED}themes/") | _themes(own, "themes/")


def without_manifest(sources: Mapping[str, Digest]) -> set[str]:
    """The folders in a project's `themes/` that hold no `theme.yaml`, by their names."""
    folders = {path.split("/")[1] for path in sources if path.startswith("themes/") and path.count("/") > 1}
    return {folder for folder in folders if f"themes/{folder}/theme.yaml" not in sources}


def stray_files(sources: Mapping[str, Digest], name: str) -> list[Diagnostic]:
    """The files in a project's own theme that nothing reads, such as those in a folder whose name is misspelt."""
    inside = f"themes/{name}/"
    found = []
    for path in (path for path in sources if path.startswith(inside)):
        folder, slash, _ = path.removeprefix(inside).partition("/")
        if folder in FOLDERS if slash else folder == "theme.yaml" or folder.startswith(ABOUT):
            continue
        near = nearest(folder, FOLDERS) if slash else ""
        hint = f"did you mean the folder `{near}/`?" if near else "templates lie in `templates/`, and what they link to in `assets/`"
        found.append(Diagnostic(Place(path), "nothing reads this file of the theme", hint))
    return found


def _themes(files: Mapping[str, Digest], folder: str) -> dict[str, ThemeFiles]:
    found = {}
    for path in files:
        name, _, rest = path.removeprefix(folder).partition("/")
        if path.startswith(folder) and rest == "theme.yaml":
            inside = f"{folder}{name}/"
            templates, assets = _within(files, f"{inside}templates/"), _within(files, f"{inside}assets/")
            found[name] = ThemeFiles(name, (path, files[path]), templates, assets)
    return found


def _within(files: Mapping[str, Digest], folder: str) -> dict[str, tuple[str, Digest]]:
    return {path.removeprefix(folder): (path, digest) for path, digest in sorted(files.items()) if path.startswith(folder)}


def manifest_tasks(themes: Iterable[ThemeFiles]) -> dict[str, tuple[Task, str]]:
    """The plan that reads each theme's manifest, by the theme's name."""
    function = "batchpages.theme.parse_manifest:parse_manifest"
    return {t.name: (Task(function, {"path": t.manifest[0], "folder": t.name}, (t.manifest[1],)), "") for t in themes}


def template_tasks(themes: Iterable[ThemeFiles]) -> dict[str, tuple[Task, str]]:
    """The plan that parses the templates of some themes, by their paths."""
    function = "batchpages.theme.template:parse_template"
    return {path: (Task(function, {"path": path, "name": name}, (digest,)), "") for t in themes for name, (path, digest) in t.templates.items()}
