"""Pixels of any colour space → sRGB."""

import functools
import io

from PIL import ExifTags, Image, ImageChops, ImageCms

from batchpages.photos import icc
from batchpages.photos.opening import BROKEN, exif_of

INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
"""Colours that sRGB has stay what they are, and only those beyond it move to its edge. The perceptual intent would move all of them, and by how
much, each maker of profiles decides; between spaces of a matrix it is the same. With black points matched, so that what was printed keeps its depth.
"""
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab"}
"""The colour space that a profile must be of to speak of the pixels of a mode."""
UNCALIBRATED = 0xFFFF
P3_BY_NAME = (b"colrnclx\0\x0c\0\x0d", b"colrnclx\0\x0c\0\x02")
"""How AVIF and HEIC name Display P3 without a profile: primaries 12 with the curve of sRGB, or an unspecified one (ISO/IEC 23091-2, 8.1 and 8.2)."""


def profile_of(image: Image.Image, data: bytes) -> bytes:
    """The ICC profile of a picture that is open, and whose file is `data`: the embedded one, or that of the space which the file names; else nothing."""
    embedded = image.info.get("icc_profile")
    if isinstance(embedded, bytes) and embedded:
        return embedded
    if image.format in ("AVIF", "HEIF") and any(name in data[:65536] for name in P3_BY_NAME):
        return icc.display_p3()
    return icc.adobe_rgb() if _is_adobe_rgb(image) else b""


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A picture of mode L, LA, RGB, RGBA, CMYK or LAB as RGB, or as RGBA where a pixel of it is transparent. A profile that does not fit is ignored."""
    if image.mode not in ("LA", "RGBA"):
        return _opaque_to_srgb(image, profile)
    alpha = image.getchannel("A")
    colour = _opaque_to_srgb(image.convert("L" if image.mode == "LA" else "RGB"), profile)
    if alpha.getextrema() != (255, 255):
        colour.putalpha(alpha)
    return colour


def _opaque_to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    found = _transform(profile, image.mode)
    if found is None and image.mode == "L":
        image = image.convert("RGB")
        found = _transform(profile, "RGB")
    return image.convert("RGB") if found is None else found.apply(image)


@functools.lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """What turns pixels of a mode into sRGB. Nothing where that leaves them as they are, or the profile is damaged or speaks of other pixels."""
    target = ImageCms.createProfile("sRGB")
    try:
        source = ImageCms.createProfile("LAB") if mode == "LAB" else ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
        if source.xcolor_space.strip() != SPACES[mode]:
            return None
        made = ImageCms.ImageCmsTransform(ImageCms.ImageCmsProfile(source), ImageCms.ImageCmsProfile(target), mode, "RGB", INTENT, flags=FLAGS)
    except (*BROKEN, ImageCms.PyCMSError):
        return None
    return None if mode == "RGB" and _changes_nothing(made) else made


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """Whether no channel changes by more than a step: most photos have a profile that is sRGB by another name."""
    levels = range(0, 256, 17)
    sample = Image.frombytes("RGB", (64, 64), bytes(value for r in levels for g in levels for b in levels for value in (r, g, b)))
    return ImageChops.difference(sample, transform.apply(sample)).point(lambda change: change > 1).getbbox() is None


def _is_adobe_rgb(image: Image.Image) -> bool:
    """Whether a camera says so in the way of DCF (CIPA DC-009, 3.1.3): no space that EXIF knows, and index R03 of its rules."""
    exif = exif_of(image)
    try:
        return (
            exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.ColorSpace) == UNCALIBRATED
            and str(exif.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex)).rstrip("\0") == "R03"
        )
    except BROKEN:
        return False
