"""The task of one file of labels: what they say and where they stand → a PDF, or what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Read, Result
from batchpages.labels.arrange import Layout, TooSmall, arrange
from batchpages.labels.code import Code, code
from batchpages.labels.draw import Label, draw
from batchpages.labels.flow import TooMuch
from batchpages.labels.fonts import Fonts, MissingLetter
from batchpages.labels.forms import Imposition, Item, Made, Style
from batchpages.labels.logo import logo
from batchpages.labels.refused import RefusedError
from batchpages.labels.wording import Text, number_text, texts
from batchpages.model import BatchLabel, LabelLine, ProductLabel
from batchpages.wish import SETTINGS

LEAST_MODULE, LEAST_MODULE_GS1 = 0.33, 0.396
"""A square of a code has at least this many mm: four dots at 300 dpi (qrcode.com/en/howto/cell.html); the least X-dimension of a
GS1 code that is scanned where it is sold (GS1 General Specifications, 5.12.3.1)."""


READABLE_MODULE, READABLE_SIZE = 0.42, 6.0
"""A label whose squares are smaller than this, in mm, or its letters, in pt, goes without a logo."""


class _Part(NamedTuple):
    """The label of one batch, ready to be drawn."""

    item: Item
    texts: tuple[Text, ...]
    layout: Layout
    code: Code


def sheet(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: make a file of labels. Its one file is `sheet`, there if nothing is wrong; its entry is `Made`.

    `inputs` hold the `items` and the `imposition`; its files are the style, the label parts of each item's batch and product, the fonts,
    and the logo where there is one. A letter that no font has is a warning and leaves the file out; all else that is wrong is an error.
    """
    files = [bytes.fromhex(digest) for digest in inputs["files"]]
    style = msgspec.json.decode(read(files[0]), type=Style)
    items = msgspec.convert(inputs["items"], type=tuple[Item, ...])
    after = 1 + 2 * len(items)
    batches = [msgspec.json.decode(read(digest), type=BatchLabel) for digest in files[1:after:2]]
    products = [msgspec.json.decode(read(digest), type=ProductLabel) for digest in files[2:after:2]]
    said = [_texts(item, batch, product, style) for item, batch, product in zip(items, batches, products, strict=True)]
    own = [read(digest) for digest in files[after : after + len(style.own_fonts)]]
    try:
        picture = logo(read(files[-1])) if style.logo else None
    except RefusedError as error:
        return _wrong(Place(SETTINGS, ("logo",)), f"`{style.logo}` {error.what}", error.hint)
    try:
        fonts = Fonts(own, [text.text for each in said for text in each])
    except RefusedError as error:
        return _wrong(Place(SETTINGS, ("labels", "fonts")), f"{' or '.join(f'`{name}`' for name in style.own_fonts)} {error.what}", error.hint)
    parts: list[_Part] = []
    found: list[Diagnostic] = []
    for item, batch, each in zip(items, batches, said, strict=True):
        missing = next(((text.line, letter) for text in each if (letter := fonts.missing(text.text))), None)
        made = (
            _missing(missing, item, batch, style) if missing else _arranged(item, batch, each, style, fonts, picture.width / picture.height if picture else 0)
        )
        if isinstance(made, Diagnostic):
            found.append(made)
        else:
            parts.append(made)
    if found:
        return Result(diagnostics=tuple(found))
    imposition = msgspec.convert(inputs["imposition"], type=Imposition)
    labels = [label for part, batch in zip(parts, batches, strict=True) for label in _labels(part, batch, style)]
    data, pages = draw(labels, style.stock, imposition, fonts, picture)
    smallest = min((line.size for part in parts for line in part.layout.block.lines), default=0)
    bare = picture is not None and any(part.layout.block.logo is None for part in parts)
    first, stock = parts[0], style.stock
    entry = Made(
        stock.id, stock.paper, pages, len(labels), first.code.version, first.code.correction, first.layout.module, first.code.saved, round(smallest, 2), bare
    )
    return Result({"sheet": data}, msgspec.msgpack.encode(entry))


def _texts(item: Item, batch: BatchLabel, product: ProductLabel, style: Style) -> tuple[Text, ...]:
    return texts(style.lines, batch, product, style.brand, style.words, style.language, item.last)


def _labels(part: _Part, batch: BatchLabel, style: Style) -> list[Label]:
    """A batch's labels in their order: number by number, each as often as it is wanted."""
    item, layout = part.item, part.layout
    found = []
    for number in range(item.first, item.last + 1):
        own = code(f"{item.address}/21/{number}", style.correction, least=part.code.version) if item.serial and number else part.code
        said = number_text(number, batch.units, style.words, style.language) if number else ""
        found += [Label(layout, own, said)] * item.copies
    return found


def _arranged(item: Item, batch: BatchLabel, said: tuple[Text, ...], style: Style, fonts: Fonts, logo_ratio: float) -> _Part | Diagnostic:
    """The label of a batch with the code of its last unit, which is the longest; or why it cannot be."""
    address = f"{item.address}/21/{item.last}" if item.serial else item.address
    made = code(address, style.correction, capitals=style.target == "short")
    least = LEAST_MODULE_GS1 if style.target == "gs1" else LEAST_MODULE
    layout = arrange(style.stock, made.side, least, style.dpi, said, fonts, logo_ratio)
    if logo_ratio and not _readable(layout):
        layout = arrange(style.stock, made.side, least, style.dpi, said, fonts)
    if isinstance(layout, TooSmall):
        return _too_small(layout, made, least, batch, style)
    if isinstance(layout, TooMuch):
        alone = [t for t in said if isinstance(arrange(style.stock, made.side, least, style.dpi, [t], fonts), TooMuch)]
        return _too_long(alone[0], item, batch, style) if alone else _too_many(made, least, said, batch, style, fonts)
    return _Part(item, said, layout, made)


def _too_small(problem: TooSmall, made: Code, least: float, batch: BatchLabel, style: Style) -> Diagnostic:
    size = f"which would be {problem.module:.2f} mm each" if problem.module > 0 else "for which there is no room at all"
    what = f"the code of `{batch.code}` does not fit on `{style.stock.id}`: `{made.text}` takes {made.side} squares a side, {size}, and under {least:g} mm they do not scan"
    ways = ["a larger label"]
    ways += ["`target: short`, which is shorter and in capitals"] if style.target == "batch" else []
    ways += ["a lower `correction`"] if style.correction != "L" else []
    ways += ["a shorter host or batch code"]
    return Diagnostic(Place(SETTINGS, ("labels", "stock")), what, f"take {'; or '.join(ways)}")


def _too_long(text: Text, item: Item, batch: BatchLabel, style: Style) -> Diagnostic:
    """What to say of a text that is too long for the label, had it all the room."""
    what = f"the label of `{batch.code}` has no room for {shown(text.text)} on {_described(style)}, even with letters of 5 pt"
    places: dict[LabelLine, tuple[str, str]] = {"product": (item.places[1], "title"), "title": (item.places[0], "title"), "size": (item.places[1], "size")}
    if text.line not in places:
        return Diagnostic(
            Place(SETTINGS, ("labels", "stock")), what, f"take a larger label{'' if text.line == 'code' else f', or leave `{text.line}` out of `labels.lines`'}"
        )
    path, field = places[text.line]
    return Diagnostic(Place(path, (field,)), what, "shorten it (a soft hyphen, U+00AD, lets a long word be divided), or take a larger label")


DISPENSABLE: tuple[LabelLine, ...] = ("logo", "scan", "brand", "title", "pao", "size", "best_before", "number", "product")
"""Which lines a label that is too small can do without, the first of them first."""


def _too_many(made: Code, least: float, said: Sequence[Text], batch: BatchLabel, style: Style, fonts: Fonts) -> Diagnostic:
    """What to say where each line would fit and all of them do not, with those that do."""
    rest = [text for text in said if text.line != "logo"]
    what = f"the label of `{batch.code}` has no room for its {len(rest)} lines on {_described(style)}, even with letters of 5 pt"
    for line in DISPENSABLE:
        rest = [text for text in rest if text.line != line]
        if isinstance(arrange(style.stock, made.side, least, style.dpi, rest, fonts), Layout):
            break
    return Diagnostic(Place(SETTINGS, ("labels", "lines")), what, f"write `lines: [{', '.join(text.line for text in rest)}]`, or take a larger label")


def _described(style: Style) -> str:
    return f"`{style.stock.id}` ({style.stock.label_width:g} × {style.stock.label_height:g} mm)"


def _readable(layout: Layout | TooMuch | TooSmall) -> bool:
    """Whether a layout leaves nothing to wish for, so that a logo takes nothing from code and letters."""
    return isinstance(layout, Layout) and layout.module >= READABLE_MODULE and min(line.size for line in layout.block.lines) >= READABLE_SIZE


def _missing(found: tuple[LabelLine, MissingLetter], item: Item, batch: BatchLabel, style: Style) -> Diagnostic:
    line, (letter, scripts) = found
    paths: dict[LabelLine, Place] = {
        "product": Place(item.places[1], ("title",)),
        "title": Place(item.places[0], ("title",)),
        "size": Place(item.places[1], ("size",)),
        "brand": Place(SETTINGS, ("name",)),
    }
    place = paths.get(line, Place(SETTINGS, ("labels",)))
    sign = f"`{letter}` (U+{ord(letter):04X})"
    if scripts:
        what = f"the label of `{batch.code}` cannot be set: {sign} is of {scripts}, whose letters join or run from the right, which is not done yet"
        return Diagnostic(place, what, "leave that line out with `labels.lines`, or write it in another script", "warning")
    hint = "name a font that has it under `labels.fonts`, such as one of Google's Noto fonts (https://fonts.google.com/noto)"
    if style.own_fonts:
        hint = f"neither {' nor '.join(f'`{name}`' for name in style.own_fonts)} has it; {hint}"
    return Diagnostic(place, f"the label of `{batch.code}` cannot be printed: no font has {sign}", hint, "warning")


def _wrong(place: Place, what: str, hint: str) -> Result:
    return Result(diagnostics=(Diagnostic(place, what, hint),))
