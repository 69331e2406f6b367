"""What an author says of label sheets, and what is kept of a batch and a product for them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from batchpages.model.fields import Line, Noun, Slug

LabelLine = Literal["logo", "brand", "product", "title", "size", "number", "best_before", "pao", "code", "scan"]
LABEL_LINES: tuple[LabelLine, ...] = get_args(LabelLine)
Target = Literal["batch", "short", "gs1"]
Correction = Literal["L", "M", "Q", "H"]


class CustomStock(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A sheet of labels of one's own; all lengths in mm."""

    id: Annotated[Slug, Meta(description="The name by which `labels.stock` asks for it.", examples=["jar-lid"])]
    sheet: Annotated[Literal["A4", "Letter", "roll"], Meta(description="The paper; on a `roll` each label is a page of its own.", examples=["A4"])] = "A4"
    shape: Annotated[Literal["rectangle", "round"], Meta(description="The label's shape.", examples=["rectangle"])] = "rectangle"
    width: Annotated[float, Meta(gt=0, le=420, description="A label's width in mm.", examples=["63.5"])]
    height: Annotated[float, Meta(gt=0, le=420, description="A label's height in mm.", examples=["38.1"])]
    radius: Annotated[float, Meta(ge=0, le=100, description="The radius of its corners in mm.", examples=["1.8"])] = 0
    columns: Annotated[int, Meta(ge=1, le=50, description="How many labels stand beside each other.", examples=["3"])] = 1
    rows: Annotated[int, Meta(ge=1, le=50, description="How many labels stand below each other.", examples=["7"])] = 1
    left: Annotated[float, Meta(ge=0, le=420, description="From the paper's left edge to the first label, in mm.", examples=["7.2"])] = 0
    top: Annotated[float, Meta(ge=0, le=420, description="From the paper's upper edge to the first label, in mm.", examples=["15.15"])] = 0
    pitch_x: Annotated[
        float, Meta(ge=0, le=420, description="From one label's left edge to the next one's, in mm; without it they touch.", examples=["66.04"])
    ] = 0
    pitch_y: Annotated[
        float, Meta(ge=0, le=420, description="From one label's upper edge to the next one's, in mm; without it they touch.", examples=["38.1"])
    ] = 0


class LabelWords(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """The words on labels, where others are wanted than those of the site's language."""

    scan: Annotated[str, Meta(max_length=60, description="The invitation beside the code.", examples=["Scan for the story"])] = ""
    code: Annotated[str, Meta(extra={"format": "words"}, description="In front of the batch code; `%s` stands for it.", examples=["Batch %s"])] = ""
    number: Annotated[
        str,
        Meta(
            extra={"format": "words"},
            description="The number of a unit; the first `%s` stands for it, the second for how many there are.",
            examples=["No. %s / %s"],
        ),
    ] = ""
    best_before: Annotated[str, Meta(extra={"format": "words"}, description="The best-before date; `%s` stands for it.", examples=["Best before %s"])] = ""
    pao: Annotated[
        str,
        Meta(
            extra={"format": "words"}, description="How long it keeps once opened; `%s` stands for the months.", examples=["Once opened, use within %s months"]
        ),
    ] = ""


class LabelSettings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How label sheets are made."""

    stock: Annotated[
        Line,
        Meta(
            description="The sheet that labels are printed on: its name, or the end of it. `avery-l7160` where none is given; `batchpages labels stocks` lists them.",
            examples=["avery-l7160", "L7160"],
        ),
    ] = "avery-l7160"
    target: Annotated[
        Target,
        Meta(
            description=(
                "What the printed code leads to: `batch` is the batch's page, `short` the address `/B/<code>/`, `gs1` a GS1 Digital Link made of the "
                "product's GTIN and the batch code, and of the unit's number where units are numbered."
            ),
            examples=["batch"],
        ),
    ] = "batch"
    correction: Annotated[
        Correction,
        Meta(
            description="How much of the code may be damaged: `L` 7 %, `M` 15 %, `Q` 25 %, `H` 30 %. More makes it larger; what costs no space is added anyway.",
            examples=["M"],
        ),
    ] = "M"
    dpi: Annotated[
        int,
        Meta(ge=72, le=2400, description="The printer's resolution in dots per inch; the code's squares are whole dots.", examples=["300", "203"]),
    ] = 300
    lines: Annotated[
        tuple[LabelLine, ...],
        Meta(
            description="What a label says, in this order; what a batch does not have is passed over. The batch code is always there.",
            examples=["logo", "product", "title", "size", "number", "best_before", "pao", "code", "scan"],
        ),
    ] = ("logo", "product", "title", "size", "number", "best_before", "pao", "code", "scan")
    words: Annotated[LabelWords, Meta(description="Words of your own in place of those that the site's language gives.")] = LabelWords()
    fonts: Annotated[
        tuple[Annotated[str, Meta(extra={"format": "project-file"})], ...],
        Meta(description="Font files of the project for letters that the built-in font lacks.", examples=["fonts/NotoSansJP-Regular.ttf"]),
    ] = ()
    stocks: Annotated[tuple[CustomStock, ...], Meta(description="Sheets of one's own.")] = ()


class BatchLabel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a label says of its batch. `best_before` is an ISO day or month."""

    title: str
    code: str
    best_before: str = ""
    units: int = 0
    numbered: bool = False


class ProductLabel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a label says of its product. `pao` is in months, 0 where none is given."""

    title: str
    size: str = ""
    pao: int = 0


class Printed(msgspec.Struct, frozen=True):
    """What stands at an address of labels: the page of the batch `slug`, for its unit of a number where that is not 0.

    Where it is `retired`, that is the code of a batch that has no page any more, and the page says so and leads to `slug`.
    `source` is the author's file that asks for it.
    """

    slug: str
    unit: int = 0
    retired: str = ""
    source: str = ""
