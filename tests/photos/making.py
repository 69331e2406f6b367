"""Asking for variants as the planner does, and looking at what comes out."""

import io

from hard_pictures import HEIGHT, PATCHES, WIDTH, middles
from PIL import Image

from batchpages.engine.task import digest_of
from batchpages.photos.facts import parse_photo
from batchpages.photos.variants import make_variants


def made(data, name, variants):
    """The encoded variants of a picture that the look at it lets pass; each of `variants` is [width, height, format, quality, left, top, right, bottom]."""
    task = {"path": name, "files": [digest_of(data).hex()]}
    read = {digest_of(data): data}.__getitem__
    assert not parse_photo(task, read).failed
    result = make_variants({**task, "variants": variants}, read)
    assert result.diagnostics == ()
    assert list(result.files) == list(variants)
    return result.files


def whole(size, format_="webp", quality=100, of=None):
    """A variant of all of a picture of size `of` (its own by default)."""
    return [*size, format_, quality, 0, 0, *(of or size)]


def opened(data):
    return Image.open(io.BytesIO(data))


def shown(data, name="a.png", *, size=(WIDTH, HEIGHT), mode="RGB"):
    """A picture at its own size as WebP of the best quality, decoded again."""
    image = opened(made(data, name, {"a": whole(size)})["a"])
    assert (image.size, image.mode) == (size, mode)
    return image


def off(image, colours=PATCHES):
    """The largest difference of any channel in the middle of any patch, in steps of 8 bits."""
    found = [image.convert("RGB").getpixel(place) for place in middles(image.size)]
    return max(abs(a - b) for one, other in zip(found, colours, strict=True) for a, b in zip(one, other, strict=True))
