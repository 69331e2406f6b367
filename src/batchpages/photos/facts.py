"""What is known of a photo before any page shows it: its size as it is seen, its format, and one colour to stand for it."""

import io
import struct
from collections.abc import Mapping
from typing import Any

import msgspec
from PIL import ExifTags, Image

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.task import Read, Result
from batchpages.model import PICTURES
from batchpages.photos import PhotoFacts

Image.MAX_IMAGE_PIXELS = None
MOST_PIXELS = 64_000_000
"""Larger pictures are refused by their header, before a pixel is read: Pillow takes 4 bytes a pixel, and decoders more."""
MOST_PIXELS_OF = {"AVIF": 32_000_000, "WEBP": 48_000_000}
"""Formats whose decoders take more: measured, 23 and 16 bytes a pixel at the most."""
SERIAL_NUMBERS = (0xA431, 0xA435)
"""EXIF's tags for the serial numbers of the camera's body and of its lens (CIPA DC-008, 4.6.6)."""
SIDEWAYS = 5
"""From this value of EXIF's orientation on, a picture lies on its side (CIPA DC-008, 4.6.5)."""
SAMPLE = 64
"""Pixels on the short side from which on a mean colour is told well enough."""


def parse_photo(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: look at a photo. Its entry is `PhotoFacts`; one that cannot be read whole is an error."""
    path = inputs["path"]
    promised = PICTURES["." + path.rpartition(".")[2].lower()]
    try:
        with Image.open(io.BytesIO(read(bytes.fromhex(inputs["files"][0]))), formats=sorted(set(PICTURES.values()))) as image:
            found = _refused(image, promised, path)
            if found is not None:
                return Result(diagnostics=(found,))
            width, height = image.size
            if image.getexif().get(ExifTags.Base.Orientation, 1) >= SIDEWAYS:
                width, height = height, width
            colour = _mean_colour(image)
            facts = PhotoFacts(width, height, promised, colour)
    except (OSError, SyntaxError, ValueError, RuntimeError, TypeError, struct.error):
        what = "the picture cannot be read: it is damaged or of a kind that is not known here"
        return Result(diagnostics=(Diagnostic(Place(path), what, "open it, and save it again as JPEG or PNG"),))
    return Result(entry=msgspec.msgpack.encode(facts))


def find_position(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: does a picture that is published as it is tell where it was taken, or by which camera? One that cannot be read tells nothing."""
    try:
        with Image.open(io.BytesIO(read(bytes.fromhex(inputs["files"][0]))), formats=sorted(set(PICTURES.values()))) as image:
            exif = image.getexif()
            told = bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) or any(tag in exif.get_ifd(ExifTags.IFD.Exif) for tag in SERIAL_NUMBERS)
    except (OSError, SyntaxError, ValueError, RuntimeError, TypeError, struct.error):
        told = False
    what = "this picture tells where it was taken, or which camera took it, and is published as it is"
    hint = "export it without its metadata (EXIF)"
    return Result(diagnostics=(Diagnostic(Place(inputs["path"]), what, hint, "warning"),) if told else ())


def _mean_colour(image: Image.Image) -> str:
    """The mean colour as `#rrggbb`; reads every byte of the picture, and makes no second large one."""
    image.draft("RGB", (SAMPLE, SAMPLE))
    image.load()
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        image = image.convert("RGB")
    small = image.reduce(max(1, min(image.size) // SAMPLE)).convert("RGB").resize((1, 1), Image.Resampling.BOX)
    pixel = small.getpixel((0, 0))
    assert isinstance(pixel, tuple), "an RGB picture has three channels"
    return "#" + "".join(f"{int(channel):02x}" for channel in pixel)


def _refused(image: Image.Image, promised: str, path: str) -> Diagnostic | None:
    most = MOST_PIXELS_OF.get(image.format or "", MOST_PIXELS)
    if image.width * image.height > most:
        what = f"the picture has {image.width} × {image.height} pixels, more than {most // 1_000_000} million"
        return Diagnostic(Place(path), what, "save it smaller; 4000 pixels on the long side are plenty")
    if image.format != promised and (image.format, promised) != ("MPO", "JPEG"):
        return Diagnostic(
            Place(path), f"the file's name says {promised}, but it is a {image.format} picture", f"rename it to end in .{(image.format or '').lower()}"
        )
    return None
