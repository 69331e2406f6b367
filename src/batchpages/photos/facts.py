"""What is known of a photo before any page shows it: its size as it is seen, its format, and one colour to stand for it."""

import io
import struct
from collections.abc import Mapping
from typing import Any

import msgspec
from PIL import Image, ImageOps

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.task import Read, Result
from batchpages.photos import ENDINGS, PhotoFacts

Image.MAX_IMAGE_PIXELS = None
MOST_PIXELS = 120_000_000
"""Larger pictures are refused by their header, before a pixel is read: 120 megapixels take 360 MB."""


def parse_photo(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: look at a photo. Its entry is `PhotoFacts`; one that cannot be read whole is an error."""
    path = inputs["path"]
    promised = ENDINGS["." + path.rpartition(".")[2].lower()]
    try:
        with Image.open(io.BytesIO(read(bytes.fromhex(inputs["files"][0]))), formats=sorted(set(ENDINGS.values()))) as image:
            found = _refused(image, promised, path)
            if found is not None:
                return Result(diagnostics=(found,))
            image.load()
            upright = ImageOps.exif_transpose(image)
            if upright.mode.startswith("I;16"):
                upright = upright.point(lambda value: value / 256, "L")
            pixel = upright.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
            assert isinstance(pixel, tuple)
            colour = "#" + "".join(f"{int(channel):02x}" for channel in pixel)
            facts = PhotoFacts(upright.width, upright.height, promised, colour)
    except (OSError, SyntaxError, ValueError, RuntimeError, TypeError, struct.error):
        what = "the picture cannot be read: it is damaged or of a kind that is not known here"
        return Result(diagnostics=(Diagnostic(Place(path), what, "open it, and save it again as JPEG or PNG"),))
    return Result(entry=msgspec.msgpack.encode(facts))


def _refused(image: Image.Image, promised: str, path: str) -> Diagnostic | None:
    if image.width * image.height > MOST_PIXELS:
        what = f"the picture has {image.width} × {image.height} pixels, more than {MOST_PIXELS // 1_000_000} million"
        return Diagnostic(Place(path), what, "save it smaller; 4000 pixels on the long side are plenty")
    if image.format != promised and (image.format, promised) != ("MPO", "JPEG"):
        return Diagnostic(
            Place(path), f"the file's name says {promised}, but it is a {image.format} picture", f"rename it to end in .{(image.format or '').lower()}"
        )
    return None
