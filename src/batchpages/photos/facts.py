"""What is known of a photo before any page shows it: its size as it is seen, and one colour to stand for it. Whatever is wrong with it is told here."""

from collections.abc import Mapping
from typing import Any

import msgspec
from PIL import ExifTags, Image

from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.task import Read, Result
from batchpages.model import PhotoFacts
from batchpages.photos.opening import BROKEN, damaged, exif_of, header_of, opened
from batchpages.photos.pixels import seen, shrunk, turn_of

SERIAL_NUMBERS = (0xA431, 0xA435)
"""EXIF's tags for the serial numbers of the camera's body and of its lens (CIPA DC-008, 4.6.6)."""
SAMPLE = 64
"""Pixels on the short side from which on a mean colour is told well enough."""


def parse_photo(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: look at a photo. Its entry is `PhotoFacts`, and its file `facts` the same as JSON; one that cannot be read whole is an error."""
    path, data = inputs["path"], read(bytes.fromhex(inputs["files"][0]))
    image = opened(data, path)
    if isinstance(image, Diagnostic):
        return Result(diagnostics=(image,))
    try:
        several = _several(image, path)
        turn = turn_of(image)
        width, height = seen(image.size, turn)
        small = shrunk(image, data, (min(SAMPLE, width), min(SAMPLE, height)))
    except BROKEN:
        return Result(diagnostics=(damaged(path),))
    facts = PhotoFacts(width, height, _mean_colour(small), inputs["files"][0])
    return Result({"facts": msgspec.json.encode(facts)}, msgspec.msgpack.encode(facts), diagnostics=several)


def find_position(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: does a picture that is published as it is tell where it was taken, or by which camera? One that cannot be read tells nothing."""
    image = header_of(read(bytes.fromhex(inputs["files"][0])))
    if image is None:
        return Result()
    exif = exif_of(image)
    try:
        told = bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) or any(tag in exif.get_ifd(ExifTags.IFD.Exif) for tag in SERIAL_NUMBERS)
    except BROKEN:
        told = False
    what = "this picture tells where it was taken, or which camera took it, and is published as it is"
    hint = "export it without its metadata (EXIF)"
    return Result(diagnostics=(Diagnostic(Place(inputs["path"]), what, hint, "warning"),) if told else ())


def _several(image: Image.Image, path: str) -> tuple[Diagnostic, ...]:
    """A warning where more than one picture is in the file. In those of telephones (MPO), the others are previews and depths."""
    if image.format == "MPO" or getattr(image, "n_frames", 1) == 1:
        return ()
    what, hint = ("pages", "the page that is to be shown") if image.format == "TIFF" else ("pictures", "the picture that is to be shown")
    return (Diagnostic(Place(path), f"the file has several {what}, and only the first is shown", f"save {hint} as a file of its own", "warning"),)


def _mean_colour(image: Image.Image) -> str:
    """The mean colour of a small picture as `#rrggbb`; empty where it has transparent pixels."""
    if image.mode == "RGBA":
        return ""
    pixel = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple), "an RGB picture has three channels"
    return "#" + "".join(f"{int(channel):02x}" for channel in pixel)
