"""A photo → its variants for the web: sizes, cuts and formats, all from one decode."""

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from batchpages.diagnostics import Diagnostic
from batchpages.engine.task import Read, Result
from batchpages.photos.opening import opened
from batchpages.photos.pixels import GAP, Area, Size, shrunk
from batchpages.theme.images import Box, Format, Variant

AVIF_SPEED = 8
"""Nearly as fast as WebP's method 4. Measured on photographs with grain: 6 takes three times as long, and saves 2 to 13 % of the bytes at the same SSIM."""
PHONE = 1000
"""Px up to which a phone loads a picture."""
WEBP_METHOD, WEBP_METHOD_ABOVE = 4, 2
"""libwebp's effort for what phones load, and for what is wider. Measured on the 27 photographs of the example at quality 75: 2 takes 40 % of the time of 4,
for 5 % more bytes and 0.002 less of SSIM; 3 is as 4; 6 takes 1.7 times as long for 2 % fewer bytes. The widest size takes more than half of the work.
"""


def make_variants(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: make a photo's variants. Its files are the encoded pictures by the names in `variants`; none of them has metadata.

    `inputs` has the author's `path`, `variants` as name → [width, height, format, quality, left, top, right, bottom] (see `Variant`; the last four are its box), and `files`.
    """
    variants = {name: _variant(*each) for name, each in inputs["variants"].items()}
    data = read(bytes.fromhex(inputs["files"][0]))
    image = opened(data, inputs["path"])
    if isinstance(image, Diagnostic):
        return Result(diagnostics=(image,))
    area, size = _base(list(variants.values()))
    base = shrunk(image, data, size, area)
    del image
    scale = (size[0] / (area[2] - area[0]), size[1] / (area[3] - area[1]))
    files: dict[str, bytes] = {}
    for box in sorted({variant.box for variant in variants.values()}):
        within = ((box[0] - area[0]) * scale[0], (box[1] - area[1]) * scale[1], (box[2] - area[0]) * scale[0], (box[3] - area[1]) * scale[1])
        files |= _cascade(base, within, {name: variant for name, variant in variants.items() if variant.box == box})
    return Result({name: files[name] for name in variants})


def _variant(width: int, height: int, format_: Format, quality: int, *box: int) -> Variant:
    return Variant(width, height, format_, quality, Box(*box))


def _base(variants: list[Variant]) -> tuple[Area, Size]:
    """The part of the photo that all variants are cut from, and the smallest size of it that serves each of them."""
    left, top = min(v.box.left for v in variants), min(v.box.top for v in variants)
    right, bottom = max(v.box.right for v in variants), max(v.box.bottom for v in variants)
    across = min(1, max(v.width / (v.box.right - v.box.left) for v in variants))
    down = min(1, max(v.height / (v.box.bottom - v.box.top) for v in variants))
    return (left, top, right, bottom), (max(1, round((right - left) * across)), max(1, round((bottom - top) * down)))


def _cascade(image: Image.Image, box: Area, variants: Mapping[str, Variant]) -> dict[str, bytes]:
    """The variants of one box of a picture, from the widest to the narrowest, each size made of the one before."""
    files: dict[str, bytes] = {}
    for size in sorted({(variant.width, variant.height) for variant in variants.values()}, reverse=True):
        if image.size != size or box != (0, 0, *size):
            image = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=GAP)
        box = (0, 0, *size)
        files |= {name: _encoded(image, variant) for name, variant in variants.items() if (variant.width, variant.height) == size}
    return files


def _encoded(image: Image.Image, variant: Variant) -> bytes:
    """A picture, which has no metadata, as the bytes of a file."""
    out = io.BytesIO()
    if variant.format == "webp":
        image.save(out, "WEBP", quality=variant.quality, method=WEBP_METHOD if variant.width <= PHONE else WEBP_METHOD_ABOVE)
    elif variant.format == "avif":
        image.save(out, "AVIF", quality=variant.quality, speed=AVIF_SPEED, max_threads=1, autotiling=False)
    else:
        _on_white(image).save(out, "JPEG", quality=variant.quality, subsampling="4:2:0", optimize=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image)
    return white
