"""A chain of themes, each extending the next, → one theme as the pages use it. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.engine.task import Digest
from batchpages.theme.images import ImageSet
from batchpages.theme.manifest import Manifest, Option, fault


class Template(msgspec.Struct, frozen=True):
    """A template's file, and the names of the templates that it extends, includes and imports."""

    path: str
    digest: Digest
    references: tuple[str, ...] = ()


class Asset(msgspec.Struct, frozen=True):
    """A file that pages link to."""

    path: str
    digest: Digest


class Layer(NamedTuple):
    """One theme of a chain. Templates and assets are by their names in `templates/` and `assets/`."""

    manifest: Manifest
    path: str
    templates: Mapping[str, Template]
    assets: Mapping[str, tuple[str, Digest]]


class Theme(msgspec.Struct, frozen=True):
    """A theme with all that it inherits. A template is there under its name and under `<theme>/<name>` for each theme that has it."""

    name: str
    templates: dict[str, Template] = {}
    assets: dict[str, Asset] = {}
    options: dict[str, str] = {}
    images: dict[str, ImageSet] = {}
    words: dict[str, str] = {}


def lineage(
    name: str, manifests: Mapping[str, tuple[Manifest | None, str]], place: Place, bare: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names of a theme and of all that it extends, nearest first, from each theme's manifest and that one's path.

    `place` is that of the theme's name in the settings. A theme that is missing or extends itself in a circle is reported;
    a manifest that is none has mistakes, which were told, and ends the chain. `bare` are folders that have no manifest.
    """
    chain: list[str] = []
    while name:
        if name in chain:
            circle = " → ".join(f"`{n}`" for n in [*chain[chain.index(name) :], name])
            return tuple(chain), (Diagnostic(place, f"these themes extend one another in a circle: {circle}", "let one of them extend nothing"),)
        if name not in manifests:
            listed = f"there is {', '.join(f'`{n}`' for n in sorted(manifests))}" if manifests else ""
            hint = f"add `themes/{name}/theme.yaml` with `name: {name}` in it" if name in bare else did_you_mean(name, manifests, listed)
            return tuple(chain), (Diagnostic(place, f"there is no theme `{name}`", hint),)
        chain.append(name)
        manifest, path = manifests[name]
        name, place = manifest.extends if manifest else "", Place(path, ("extends",))
    return tuple(chain), ()


def assemble(
    chain: Sequence[Layer | tuple[Manifest, str, Mapping[str, Template], Mapping[str, tuple[str, Digest]]]],
    chosen: Mapping[str, str],
    language: str,
    place: Place,
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """One theme of a chain of them, nearest first, and what is wrong with it.

    `chosen` are the options in the settings, without the theme's name; `place` is that of the settings' field `theme`.
    Whatever is wrong with the options, the theme has a value for each; a template may still refer to one that is missing.
    """
    layers = [Layer(*layer) for layer in chain]
    declared = {name: option for layer in reversed(layers) for name, option in layer.manifest.options.items()}
    options, faults = _options(declared, chosen, place)
    templates = _templates(layers)
    assets = {name: Asset(*asset) for layer in reversed(layers) for name, asset in layer.assets.items()}
    images = {name: each for layer in reversed(layers) for name, each in layer.manifest.images.items()}
    theme = Theme(layers[0].manifest.name, templates, assets, options, dict(sorted(images.items())), _words(layers, language))
    return theme, (*faults, *_dangling(theme, [layer.manifest.name for layer in layers]))


def closure(theme: Theme, name: str) -> tuple[tuple[str, Digest], ...]:
    """The names and digests of a template and of all that it extends, includes and imports, sorted by name."""
    found: dict[str, Digest] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found and name in theme.templates:
            found[name] = theme.templates[name].digest
            waiting += theme.templates[name].references
    return tuple(sorted(found.items()))


def _templates(layers: Sequence[Layer]) -> dict[str, Template]:
    templates = {f"{layer.manifest.name}/{name}": template for layer in layers for name, template in layer.templates.items()}
    return templates | {name: template for layer in reversed(layers) for name, template in layer.templates.items()}


def _options(declared: Mapping[str, Option], chosen: Mapping[str, str], place: Place) -> tuple[dict[str, str], list[Diagnostic]]:
    faults = []
    options = {name: option.default for name, option in sorted(declared.items())}
    for name, value in chosen.items():
        field = (*place.field, name)
        if name not in declared:
            known = f"its options are {', '.join(f'`{n}`' for n in sorted(declared))}" if declared else "it has no options"
            faults.append(Diagnostic(Place(place.path, (*field, "")), f"the theme has no option `{name}`", did_you_mean(name, declared, known)))
        elif wrong := fault(declared[name], value):
            faults.append(Diagnostic(Place(place.path, field), *wrong))
        else:
            options[name] = value
    return options, faults


def _words(layers: Sequence[Layer], language: str) -> dict[str, str]:
    """Each word in the language, else in its base language, else in English; among these the nearest theme's."""
    words: dict[str, str] = {}
    wanted = language.casefold()
    for tag in ("en", wanted.partition("-")[0], wanted):
        for layer in reversed(layers):
            for written, table in layer.manifest.words.items():
                if written.casefold() == tag:
                    words |= table
    return dict(sorted(words.items()))


# --- references ------------------------------------------------------------------------------------------------------


def _dangling(theme: Theme, names: Sequence[str]) -> Iterator[Diagnostic]:
    """References to templates that are not there, and templates that lead back to themselves."""
    told = set()
    for _, template in sorted(theme.templates.items()):
        for reference in template.references:
            if reference not in theme.templates and (template.path, reference) not in told:
                told.add((template.path, reference))
                yield Diagnostic(Place(template.path, text=reference), f"there is no template `{reference}`", did_you_mean(reference, theme.templates))
    for circle in _circles(theme):
        template = theme.templates[circle[-2]]
        way = " → ".join(f"`{name}`" for name in circle)
        yield Diagnostic(Place(template.path, text=circle[-1]), f"these templates use one another in a circle: {way}", _way_out(theme, circle[-1], names))


def _way_out(theme: Theme, name: str, names: Sequence[str]) -> str:
    base = next((f"{theme_name}/{name}" for theme_name in names[1:] if f"{theme_name}/{name}" in theme.templates), "")
    return f'write `"{base}"` for the template of the theme below' if base else "let one of them do without the other"


def _circles(theme: Theme) -> list[list[str]]:
    """Each circle of references once, as the names on the way from a template back to itself."""
    circles: list[list[str]] = []
    told: set[frozenset[str]] = set()
    done: set[str] = set()
    for start in sorted(theme.templates, key=lambda name: ("/" in name, name)):
        way: list[str] = []
        branches: list[Iterator[str]] = [iter((start,))]
        while branches:
            name = next(branches[-1], None)
            if name is None:
                branches.pop()
                if way:
                    done.add(way.pop())
            elif name in way:
                circle = [*way[way.index(name) :], name]
                if (paths := frozenset(theme.templates[n].path for n in circle)) not in told:
                    told.add(paths)
                    circles.append(circle)
            elif name in theme.templates and name not in done:
                way.append(name)
                branches.append(iter(theme.templates[name].references))
    return circles
