"""The `images` of a `theme.yaml`: read, and held against what can be made."""

import re
from typing import TypeVar, cast

from batchpages.diagnostics import did_you_mean, shown
from batchpages.located_yaml import Mapping, Node, Scalar
from batchpages.theme.images import FORMATS, PURPOSES, ROLES, Format, ImageSet, ratio
from batchpages.theme.nodes import Say, entries, fields, items, text

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
CROP = re.compile(r"[1-9][0-9]{0,3}:[1-9][0-9]{0,3}")
STEEPEST = 5
"""How many times longer than the other one side of a crop may be."""
NARROWEST, WIDEST = 16, 4000
MOST_WIDTHS = 8
LONGEST_SIZES = 300

T = TypeVar("T", bound=str)


def parse_images(node: Node | None, say: Say) -> dict[str, ImageSet]:
    """The image sets of a theme, by name, as far as they are right."""
    found = {key.text: _image_set(key, value, say) for key, value in entries(node, say)}
    return {name: each for name, each in found.items() if each is not None}


def _image_set(key: Scalar, node: Node, say: Say) -> ImageSet | None:
    if not NAME.fullmatch(key.text):
        say(key, f"{shown(key.text)} cannot be the name of a set of images", "use small letters, digits and hyphens, such as `hero`")
    if not isinstance(node, Mapping):
        if not node.broken:
            say(node, f"`{key.text}` needs to say which photographs it is `for`, and its `widths`", "indent them below it")
        return None
    given = fields(node, ("for", "widths", "crop", "sizes", "formats", "quality", "fallback", "description"), say)
    for required, hint in (("for", f"write `for: hero`, or another of {_listed(ROLES)}"), ("widths", "write `widths: [480, 960, 1600]`")):
        if required not in given:
            say(key, f"the images `{key.text}` have no `{required}`", hint)
    widths = _widths(given.get("widths"), say)
    formats = _chosen(given.get("formats"), FORMATS, FORMATS, "[webp, jpeg]", say)
    if formats == ("avif",):
        say(given["formats"], "not every browser shows AVIF, and it is made only where the settings ask for it", "write `formats: [avif, webp, jpeg]`")
    return ImageSet(
        purposes=_chosen(given.get("for"), PURPOSES, ROLES, "[hero, card]", say),
        widths=widths,
        crop=_crop(given.get("crop"), say),
        sizes=_sizes(given.get("sizes"), say) or "100vw",
        formats=tuple(sorted(formats, key=FORMATS.index)) or FORMATS,
        quality=_quality(given.get("quality"), say),
        fallback=_fallback(given.get("fallback"), widths, say),
        description=text(given.get("description"), say),
    )


def _chosen(node: Node | None, known: tuple[T, ...], listed: tuple[str, ...], example: str, say: Say) -> tuple[T, ...]:
    """Those of some known words that a list names. A message lists the best known of them."""
    chosen = []
    for item in items(node, say, example):
        if item.text not in known:
            say(item, f"{shown(item.text)} is none of {_listed(listed)}", did_you_mean(item.text, known, f"write it as `{example}`"))
        elif item.text in chosen:
            say(item, f"`{item.text}` stands here twice", "take one of the two out")
        else:
            chosen.append(item.text)
    return cast("tuple[T, ...]", tuple(chosen))


def _widths(node: Node | None, say: Say) -> tuple[int, ...]:
    written = items(node, say, "[480, 960, 1600]")
    widths = [width for item in written if (width := _number(item, NARROWEST, WIDEST, "a width in px", say))]
    if node is not None and len(written) > MOST_WIDTHS:
        say(node, f"these are {len(written)} widths; {MOST_WIDTHS} are allowed", "each one is made of every photograph: three or four are plenty")
    if len(widths) == len(written) and widths != sorted(set(widths)) and node is not None:
        right = ", ".join(str(width) for width in sorted(set(widths)))
        say(node, "the widths do not stand in order, each once", f"write `[{right}]`")
    return tuple(sorted(set(widths)))


def _number(node: Node, least: int, most: int, what: str, say: Say) -> int:
    """A whole number; 0 where it is none, which is reported."""
    written = text(node, say)
    if not node.broken and isinstance(node, Scalar) and not (re.fullmatch("[0-9]{1,5}", written) and least <= int(written) <= most):
        say(node, f"{shown(written)} is not {what}", f"write a whole number from {least} to {most}")
        return 0
    return int(written) if written.isdecimal() else 0


def _crop(node: Node | None, say: Say) -> str:
    crop = text(node, say)
    if crop and node is not None and not node.broken:
        if not CROP.fullmatch(crop):
            say(node, f"{shown(crop)} is not a crop", "write width to height, such as `4:5`; for the whole photograph, delete the line")
        elif max(ratio(crop)) > STEEPEST * min(ratio(crop)):
            say(node, f"`{crop}` would leave a strip", f"one side can be {STEEPEST} times as long as the other at most")
        else:
            return crop
    return ""


def _sizes(node: Node | None, say: Say) -> str:
    sizes = text(node, say)
    if node is not None and (len(sizes) > LONGEST_SIZES or not sizes.isprintable()):
        say(node, "this cannot be HTML's `sizes`", "write it on one line, such as `(min-width: 60em) 50vw, 100vw`")
    return sizes


def _quality(node: Node | None, say: Say) -> dict[Format, int]:
    found: dict[Format, int] = {}
    for key, value in entries(node, say):
        if key.text not in FORMATS:
            say(key, f"{shown(key.text)} is no format", did_you_mean(key.text, FORMATS, f"there is {_listed(FORMATS)}"))
        elif quality := _number(value, 1, 100, "a quality", say):
            found[key.text] = quality
    return found


def _fallback(node: Node | None, widths: tuple[int, ...], say: Say) -> int:
    if node is None:
        return 0
    fallback = _number(node, NARROWEST, WIDEST, "a width in px", say)
    if fallback and widths and fallback not in widths:
        say(node, f"`{fallback}` is none of the widths", f"write one of {', '.join(f'`{width}`' for width in widths)}")
    return fallback


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
