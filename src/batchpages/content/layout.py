"""Which files make which record, and the tasks that parse them. Imports no parser: most builds have nothing to parse."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from batchpages.content.slugs import slug_of
from batchpages.diagnostics import Diagnostic, Place, did_you_mean, nearest
from batchpages.engine.task import Digest, Task
from batchpages.model import FOLDERS, KIND_OF, Kind

STATIC = "content/static/"
"""What is copied as it is."""
NAMELESS: Mapping[str, Any] = {"name": "-", "base_url": "https://brand.invalid/"}
"""What stands for the required settings where they are wrong, so that the rest of the project can be checked all the same."""
Role = Literal["story", "data", "private"]
TEXTS = (".md", ".markdown", ".yaml", ".yml")
"""What an author may have meant as a record."""
DOCUMENTS = (".txt", ".doc", ".docx", ".odt", ".rtf", ".pages", ".htm", ".html")
"""How other programs save what an author may have meant as a story."""
ROLES: dict[str, Role] = {"story.md": "story", "batch.yaml": "data", "private.yaml": "private"}


class RecordFiles(msgspec.Struct, frozen=True):
    """The files of one record: its main file, and beside it perhaps `batch.yaml` and `private.yaml`."""

    kind: Kind
    slug: str
    files: tuple[tuple[Role, str, Digest], ...]

    @property
    def path(self) -> str:
        """The main file."""
        return self.files[0][1]


def home(kind: Kind, slug: str) -> str:
    """The folder of a record that has one: its `story.md` lies there, and what belongs to it. One that is a single file is called so, and `.md`."""
    return f"content/{FOLDERS[kind]}/{slug}"


def record_at(path: str) -> tuple[Kind, str] | None:
    """The kind and the slug of the record that a file is part of, or lies beside; none where it belongs to no record."""
    top, folder, name, *_ = [*path.split("/"), "", ""]
    kind = KIND_OF.get(folder) if top == "content" else None
    return (kind, name.removesuffix(".md")) if kind and name else None


def settings_task(digest: Digest) -> Task:
    """The task that reads the settings."""
    return Task("batchpages.content.settings:parse_settings", {}, (digest,))


def record_task(record: RecordFiles, language: str) -> Task:
    """The task that parses a record. Smart quotes depend on the `language`."""
    inputs = {"kind": record.kind, "slug": record.slug, "language": language, "sources": [(role, path) for role, path, _ in record.files]}
    return Task("batchpages.content.records:parse_record", inputs, tuple(digest for _, _, digest in record.files))


def records_in(sources: Mapping[str, Digest]) -> tuple[list[RecordFiles], list[Diagnostic]]:
    """The records that a project's files make, in the order of their paths, and the files that nobody would ever read."""
    records: list[RecordFiles] = []
    found = _empty(sources)
    folders: dict[tuple[Kind, str], list[tuple[Role, str, Digest]]] = defaultdict(list)
    documents: dict[tuple[Kind, str], str] = {}
    for path in sorted(path for path in sources if path.startswith("content/")):
        _, folder, *rest = path.split("/")
        if folder == "static" and rest:
            found += _private_in_static(path, rest[-1])
            continue
        if folder not in KIND_OF or not rest:
            found.append(_stray(path, folder, alone=not rest))
            continue
        kind = KIND_OF[folder]
        if len(rest) > 1:
            files = folders[kind, rest[0]]
            if rest[1].lower().endswith(DOCUMENTS) and len(rest) == 2:
                documents.setdefault((kind, rest[0]), path)
            found += _beside(kind, path, "/".join(rest[1:]), sources, files)
        elif rest[0].endswith(".md"):
            records.append(RecordFiles(kind, rest[0].removesuffix(".md"), (("story", path, sources[path]),)))
        elif rest[0].lower().endswith((*TEXTS, *DOCUMENTS)):
            found.append(Diagnostic(Place(path), f"`{rest[0]}` is not read", _meant(rest[0])))
    for (kind, slug), files in folders.items():
        files.sort(key=lambda file: list(ROLES.values()).index(file[0]))
        if files and files[0][0] == "story":
            records.append(RecordFiles(kind, slug, tuple(files)))
        else:
            found += _without_story(kind, slug, documents.get((kind, slug), ""), found)
    records.sort(key=lambda record: record.path)
    return records, found


def _empty(sources: Iterable[str]) -> list[Diagnostic]:
    """What to say of a project without content: its folder may be called otherwise."""
    if any(path.startswith("content/") for path in sources):
        return []
    what = "there is no folder `content/`, or nothing in it, so that the storefront is empty"
    return [Diagnostic(Place("content"), what, "put batches into `content/batches/`, and what belongs to them into the folders beside it", "warning")]


def _private_in_static(path: str, name: str) -> list[Diagnostic]:
    what = f"`{name}` is private, and files in `static` are published as they are"
    return [Diagnostic(Place(path), what, _meant("private.yaml"))] if name.lower() in ("private.yaml", "private.yml") else []


def _without_story(kind: Kind, slug: str, document: str, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What to say of a folder without a story, unless something in it was `found` to be wrong already. A `document` may be meant as one."""
    place = home(kind, slug)
    if any(each.place.path.startswith(f"{place}/") for each in found):
        return []
    if document:
        name = document.rpartition("/")[2]
        return [Diagnostic(Place(document), f"`{name}` is not read: the folder needs a `story.md`", _as_story(name, "story.md"))]
    return [Diagnostic(Place(place), f"there is no `story.md` in the folder of {kind} `{slug}`", "add it, or take the folder away")]


def misplaced(path: str) -> list[tuple[Kind, str]]:
    """The kind and the slug of each record that a file may be meant for, where it is not read since its name or its folder is wrong."""
    if not path.startswith("content/"):
        return []
    _, *folders, name = path.split("/")
    if not name.lower().endswith((*TEXTS, *DOCUMENTS)) or folders[:1] == ["static"]:
        return []
    kind = KIND_OF.get(folders[0] if folders else "") or KIND_OF.get(nearest(folders[0], KIND_OF) if folders else "", "batch")
    return [(kind, slug_of(each)) for each in dict.fromkeys([*folders[1:], _stem(name)]) if each not in ("story", "batch", "private")]


def _stem(name: str) -> str:
    """The name of a file without all that it ends in: of `rain-in-may.md.txt`, `rain-in-may`."""
    while name.lower().endswith((*TEXTS, *DOCUMENTS)):
        name = name.rpartition(".")[0]
    return name


def is_beside_a_record(path: str) -> bool:
    """Whether a file lies in a record's own folder."""
    top, _, rest = path.partition("/")
    folder, _, rest = rest.partition("/")
    return top == "content" and folder in KIND_OF and "/" in rest


def is_copied(path: str) -> bool:
    """Whether a file is published as it is: a static one, or one of a theme's assets."""
    return path.startswith(STATIC) or (path.startswith("themes/") and path.split("/")[2:3] == ["assets"])


def _meant(name: str) -> str:
    if name in ROLES:
        return f"it belongs into the folder of a batch: `content/batches/rain-in-may/{name}`"
    return _as_story(name, f"{_stem(name)}.md") + ("" if name.lower().endswith(DOCUMENTS) else ", or make a folder of that name with a `story.md`")


def _as_story(name: str, wanted: str) -> str:
    if name.lower().endswith((".txt", *TEXTS)):
        return f"name it `{wanted}`"
    return f"copy its text into a new file in a text editor, and save that as `{wanted}`"


def _beside(kind: Kind, path: str, name: str, sources: Mapping[str, Digest], files: list[tuple[Role, str, Digest]]) -> list[Diagnostic]:
    """Add a file of a record's folder to those that the record is read from, or say that nobody would read it."""
    role = ROLES.get(name)
    if role is not None and (kind == "batch" or role == "story"):
        files.append((role, path, sources[path]))
    elif name.rpartition("/")[2] in ROLES and "/" in name:
        return _folder_in_a_folder(kind, path, name, sources)
    elif name.lower().endswith(TEXTS):
        known = list(ROLES) if kind == "batch" else ["story.md"]
        if name.endswith(".md") and "/" not in name and not nearest(name, known):
            hint = f"name it `story.md`, or move it to `{home(kind, name)}`: a folder in there holds one {kind}"
            return [Diagnostic(Place(path), f"`{name}` is not read", hint)]
        return [Diagnostic(Place(path), f"`{name}` is not read", did_you_mean(name, known, f"a {kind}'s folder holds `{'`, `'.join(known)}`"))]
    return []


def _folder_in_a_folder(kind: Kind, path: str, name: str, sources: Collection[str]) -> list[Diagnostic]:
    """What to say of a record's folder that lies in another one; at its story, where it has one."""
    folder = path.rpartition("/")[0]
    if not name.endswith("/story.md") and f"{folder}/story.md" in sources:
        return []
    hint = f"move its folder to `{home(kind, folder.rpartition('/')[2])}/`: the folders of {FOLDERS[kind]} lie side by side"
    return [Diagnostic(Place(path), f"`{name}` is not read", hint)]


def _stray(path: str, folder: str, *, alone: bool) -> Diagnostic:
    what = "this file is not read" if alone else f"nothing reads the folder `content/{folder}/`"
    near = nearest(folder.partition(".")[0], [*KIND_OF, "static"])
    otherwise = f"`content/` holds the folders `{'/`, `'.join(KIND_OF)}/` and `static/`"
    return Diagnostic(Place(path), what, (f"did you mean the folder `content/{near}/`?" if near else otherwise))
