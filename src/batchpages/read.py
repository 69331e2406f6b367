"""Wave 1: a project's sources → its settings, its theme, its records. What was read before is not read again."""

from collections.abc import Mapping, Sequence, Set

import msgspec

from batchpages import model
from batchpages.content import layout
from batchpages.content.catalog import Record
from batchpages.diagnostics import Diagnostic, Place, errors
from batchpages.engine.task import Digest, Task
from batchpages.photos import is_photo, photo_task, position_task
from batchpages.printing import Make
from batchpages.theme import find
from batchpages.theme.manifest import Manifest
from batchpages.theme.theme import Layer, Template, Theme, assemble, lineage
from batchpages.wish import SETTINGS


def read_settings(sources: Mapping[str, Digest], make: Make, refused: Set[str] = frozenset()) -> tuple[model.Settings, list[Diagnostic]]:
    """The settings; of wrong ones what is right. What is wrong with `refused` files is told already."""
    if SETTINGS not in sources:
        gone = Diagnostic(Place(SETTINGS), "this file is gone, and it has the settings", "put it back; it needs at least `name` and `base_url`")
        return model.Settings(**layout.NAMELESS), [] if SETTINGS in refused else [gone]
    kept = make({SETTINGS: (layout.settings_task(sources[SETTINGS]), "")}, "reading")[SETTINGS].kept
    return msgspec.msgpack.decode(kept.entry, type=model.Settings), list(kept.diagnostics)


def read_theme(sources: Mapping[str, Digest], bundled: Mapping[str, Digest], brand: model.Settings, make: Make) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme that the settings name, with all that it extends; none where it cannot be had."""
    chosen = dict(brand.theme)
    place = Place(SETTINGS, ("theme",))
    themes = find.themes_in(sources, bundled)
    manifests = {name: done.kept for name, done in make(find.manifest_tasks(themes.values()), "reading").items()}
    known: dict[str, tuple[Manifest | None, str]] = {
        name: (msgspec.msgpack.decode(kept.entry, type=Manifest) if kept.entry else None, themes[name].manifest[0]) for name, kept in manifests.items()
    }
    chain, found_in_chain = lineage(chosen.pop("name", model.DEFAULT_THEME), known, place, find.without_manifest(sources))
    found = [*(d for name in chain if name in manifests for d in manifests[name].diagnostics), *found_in_chain]
    found += [stray for name in chain for stray in find.stray_files(sources, name)]
    templates = make(find.template_tasks(themes[name] for name in chain), "reading")
    found += [diagnostic for done in templates.values() for diagnostic in done.kept.diagnostics]
    if errors(found_in_chain) or not all(known[name][0] for name in chain):
        return None, found
    layers = []
    for name in chain:
        parsed = {
            each: Template(path, digest, msgspec.msgpack.decode(templates[path].kept.entry or b"\x90", type=tuple[str, ...]))
            for each, (path, digest) in themes[name].templates.items()
        }
        manifest, path = known[name]
        if manifest:
            layers.append(Layer(manifest, path, parsed, themes[name].assets))
    theme, found_between = assemble(layers, chosen, brand.language, place)
    return theme, [*found, *found_between]


def read_photos(records: Sequence[Record], sources: Mapping[str, Digest], make: Make) -> tuple[list[Record], dict[Digest, model.PhotoFacts], list[Diagnostic]]:
    """A look at every photo that a record names: the records with one more part for each, and what is known by the digests of these parts;
    and one at pictures that are published as they are.
    """
    named = {f"{each.entry.path.rpartition('/')[0]}/{file}": None for each in records for file in each.entry.files if is_photo(file)}
    plan: dict[str, tuple[Task, str]] = {path: (photo_task(path, sources[path]), "") for path in named if path in sources}
    plan |= {path: (position_task(path, digest), "") for path, digest in sources.items() if layout.is_copied(path) and is_photo(path)}
    done = make(plan, "looking at photographs", heavy=True)
    found = [diagnostic for each in done.values() for diagnostic in each.kept.diagnostics]
    parts = {path: each.kept.files["facts"].digest for path, each in done.items() if "facts" in each.kept.files}
    decode = msgspec.msgpack.Decoder(model.PhotoFacts).decode
    facts = {parts[path]: decode(each.kept.entry) for path, each in done.items() if path in parts}
    return [_with_photos(each, parts) if each.entry.files else each for each in records], facts, found


def _with_photos(record: Record, parts: Mapping[str, Digest]) -> Record:
    folder = record.entry.path.rpartition("/")[0]
    return record._replace(parts={**record.parts, **{f"photo:{file}": parts[path] for file in record.entry.files if (path := f"{folder}/{file}") in parts}})


def read_records(sources: Mapping[str, Digest], brand: model.Settings, make: Make) -> tuple[list[Record], list[Diagnostic]]:
    """Every record of the project, also the broken ones."""
    files, found = layout.records_in(sources)
    plans: dict[str, tuple[Task, str]] = {r.path: (layout.record_task(r, brand.language), "") for r in files}
    done = make(plans, "reading stories")
    found += [diagnostic for each in done.values() for diagnostic in each.kept.diagnostics]
    decode = msgspec.msgpack.Decoder(model.Entry).decode
    records = [Record(decode(kept.entry), {name: blob.digest for name, blob in kept.files.items()}) for path in plans for kept in (done[path].kept,)]
    return records, found
