"""What a photo becomes: the right pixels, upright, in sRGB, and nothing beside them."""

import io

import pytest
from hard_pictures import HEIGHT, PATCHES, WIDTH, encoded, laid, middles, notes, patches
from PIL import Image

from batchpages.engine.task import digest_of
from batchpages.photos.facts import parse_photo
from batchpages.photos.variants import make_variants

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif", "AVIF": "avif"}


def made(data, name, variants):
    """The encoded variants of a picture that the look at it lets pass; each of `variants` is [width, height, format, quality, left, top, right, bottom]."""
    task = {"path": name, "files": [digest_of(data).hex()]}
    read = {digest_of(data): data}.__getitem__
    assert not parse_photo(task, read).failed
    result = make_variants({**task, "variants": variants}, read)
    assert result.diagnostics == ()
    assert list(result.files) == list(variants)
    return result.files


def shown(data, name, *, size=(WIDTH, HEIGHT), mode="RGB"):
    """A picture at its own size as WebP of the best quality, decoded again."""
    image = Image.open(io.BytesIO(made(data, name, {"a": [*size, "webp", 100, 0, 0, *size]})["a"]))
    assert (image.size, image.mode) == (size, mode)
    return image


def off(image, colours=PATCHES):
    """The largest difference of any channel in the middle of any patch, in steps of 8 bits."""
    found = [image.convert("RGB").getpixel(place) for place in middles(image.size)]
    return max(abs(a - b) for one, other in zip(found, colours, strict=True) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_is_turned_upright(format_, turn):
    data = encoded(laid(patches(), turn), format_, exif=notes(turn))
    assert off(shown(data, f"a.{FORMATS[format_]}")) <= 2
