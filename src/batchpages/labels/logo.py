"""The brand's logo, an SVG or a PNG → grey pixels at the sharpness of a printer. The one home of `resvg_py`, and one of `PIL`."""

import functools
import io
import re
import warnings

import resvg_py
from PIL import Image

SHARPNESS = 1200
"""Pixels along the longer side: at the 20 mm that a logo takes at most, 1,500 dpi."""
MOST_PIXELS = 50_000_000
MOST_STRETCHED = 20
"""How many times longer than high a logo can be, or higher than long."""

_LEFT_OUT = re.compile(rb"<(?:\w+:)?(text|image|foreignObject|script)\b")


Picture = Image.Image
"""Pixels, as `logo` gives them."""


class LogoError(ValueError):
    """A file that is no logo that can be printed. Its text says why; `hint` what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


@functools.lru_cache(maxsize=4)
def logo(data: bytes) -> Picture:
    """A logo in shades of grey (mode `L`) on white, without the empty space around it. Raises `LogoError`."""
    picture = _from_png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _from_svg(data)
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey = paper.convert("L")
    box = grey.point(lambda shade: 255 if shade < 250 else 0).getbbox()
    if box is None:
        raise LogoError("is blank", "labels are white: draw the logo in a dark colour")
    cut = grey.crop(box)
    if max(cut.size) > MOST_STRETCHED * min(cut.size):
        raise LogoError(f"is more than {MOST_STRETCHED} times as long as it is high", "take one that is less stretched")
    return cut


def _from_svg(data: bytes) -> Image.Image:
    kept_out = _LEFT_OUT.search(data)
    if kept_out:
        hints = {b"text": "convert its texts to paths, since no printer has your fonts", b"image": "draw it with paths, or save it as a PNG"}
        raise LogoError(f"holds a `<{kept_out[1].decode()}>`, which is not printed", hints.get(kept_out[1], "take it out"))
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=data.decode("utf-8-sig"), width=SHARPNESS, height=SHARPNESS, dpi=96, skip_system_fonts=True)
        return Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",)).convert("RGBA")
    except (ValueError, UnicodeDecodeError, OSError) as error:
        raise LogoError("is neither a PNG nor an SVG that can be drawn", "export it anew as a plain SVG, or as a PNG") from error


def _from_png(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG",))
        if picture.width * picture.height > MOST_PIXELS:
            raise LogoError(f"has {picture.width} × {picture.height} pixels", "make it smaller: 1,200 pixels along its longer side are enough")
        rgba = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, LogoError):
            raise
        raise LogoError("is a PNG that cannot be read", "export it anew") from error
    rgba.thumbnail((SHARPNESS, SHARPNESS))
    return rgba
