"""The brand's logo, an SVG or a PNG → grey pixels at the sharpness of a printer. The one home of `resvg_py`, and one of `PIL`."""

import functools
import io
import warnings
from xml.parsers import expat

import resvg_py
from PIL import Image

from batchpages.labels.refused import RefusedError

SHARPNESS = 1200
"""Pixels along the longer side: at the 20 mm that a logo takes at most, 1,500 dpi."""
MOST_PIXELS = 50_000_000
MOST_STRETCHED = 20
"""How many times longer than high a logo can be, or higher than long."""

MOST_DEEP, MOST_ELEMENTS, MOST_USED = 60, 20_000, 20
"""How deep the elements of a logo can be nested, how many there can be, and how many of them can be copies of others."""

LEFT_OUT = {
    "text": "convert its texts to paths, since no printer has your fonts",
    "image": "draw it with paths, or save it as a PNG",
    "foreignObject": "draw it with paths, or save it as a PNG",
    "script": "take it out",
    "filter": "take effects such as shadows and blurs out",
    "mask": "cut the shapes themselves",
    "pattern": "fill shapes with one colour",
}
"""Elements that are not printed, and what to do about each."""

Picture = Image.Image
"""Pixels, as `logo` gives them."""


@functools.lru_cache(maxsize=4)
def logo(data: bytes) -> Picture:
    """A logo in shades of grey (mode `L`) on white, without the empty space around it. Raises `RefusedError`."""
    picture = _from_png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _from_svg(data)
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey = paper.convert("L")
    box = grey.point(lambda shade: 255 if shade < 250 else 0).getbbox()
    if box is None:
        raise RefusedError("is blank", "labels are white: draw the logo in a dark colour")
    cut = grey.crop(box)
    if max(cut.size) > MOST_STRETCHED * min(cut.size):
        raise RefusedError(f"is more than {MOST_STRETCHED} times as long as it is high", "take one that is less stretched")
    return cut


def _from_svg(data: bytes) -> Image.Image:
    try:
        _look_through(data)
        drawn = resvg_py.svg_to_bytes(svg_string=data.decode("utf-8-sig"), width=SHARPNESS, height=SHARPNESS, dpi=96, skip_system_fonts=True)
        return Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",)).convert("RGBA")
    except (expat.ExpatError, ValueError, OSError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError("is neither a PNG nor an SVG that can be drawn", "export it anew as a plain SVG, or as a PNG") from error


def _look_through(data: bytes) -> None:
    """Refuse an SVG that holds what is not printed, or more than a logo does: deep nesting ends the process that draws it. Raises `ExpatError`."""
    counts: dict[str, int] = {"depth": 0, "elements": 0, "use": 0}

    def start(name: str, _attributes: object) -> None:
        name = name.rpartition(":")[2]
        counts["depth"] += 1
        counts["elements"] += 1
        counts["use"] += name == "use"
        if name in LEFT_OUT or name.startswith("fe"):
            raise RefusedError(f"holds a `<{name}>`, which is not printed", LEFT_OUT.get(name, LEFT_OUT["filter"]))
        if counts["depth"] > MOST_DEEP or counts["elements"] > MOST_ELEMENTS or counts["use"] > MOST_USED:
            raise RefusedError("is too complicated for a logo", "simplify it: join its paths, and take groups and copies apart")

    def end(_name: str) -> None:
        counts["depth"] -= 1

    def entity(*_: object) -> None:
        raise RefusedError("defines entities of its own", "export it anew as a plain SVG")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    parser.Parse(data, True)


def _from_png(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG",))
        if picture.width * picture.height > MOST_PIXELS:
            raise RefusedError(f"has {picture.width} × {picture.height} pixels", "make it smaller: 1,200 pixels along its longer side are enough")
        deep = picture.mode.startswith("I")
        rgba = (picture.convert("I").point(lambda shade: shade / 256).convert("L") if deep else picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError("is a PNG that cannot be read", "export it anew") from error
    rgba.thumbnail((SHARPNESS, SHARPNESS))
    return rgba
