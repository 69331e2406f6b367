"""An open picture → the part of it that is wanted, at the size that is wanted, upright and in sRGB. It is decoded once, and never held twice."""

import math

from PIL import ExifTags, Image

from batchpages.photos.colour import profile_of, to_srgb
from batchpages.photos.opening import exif_of

Size = tuple[int, int]
Area = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""

GAP = 2.0
"""Down to this many times the wanted size whole blocks of pixels are averaged, which costs little; only from there on the slow filter works."""
ROWS = 128
"""How many rows are turned into a mode that can be averaged at a time."""
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by EXIF's orientation (CIPA DC-008, 4.6.5)."""


def turn_of(image: Image.Image) -> int:
    """EXIF's orientation of a picture whose pixels are not read yet, from 1 to 8. Pillow turns TIFF itself, and HEIC is turned by its decoder."""
    if image.format in ("TIFF", "HEIF"):
        return 1
    turn = exif_of(image).get(ExifTags.Base.Orientation, 1)
    return turn if turn in _UPRIGHT else 1


def seen(size: Size, turn: int) -> Size:
    """The size of a picture as it is seen, from that of its file, or the other way round."""
    return (size[1], size[0]) if turn >= 5 else size


def shrunk(image: Image.Image, data: bytes, size: Size, area: Area | None = None) -> Image.Image:
    """A part of a picture (all of it by default) at `size`, as RGB, or as RGBA where it has transparent pixels.

    `image` is open and not yet read, and `data` is its file; `size` and `area` are in px of the picture as it is seen. Raises what Pillow raises where
    a picture is damaged.
    """
    turn, profile = turn_of(image), profile_of(image, data)
    width, height = seen(image.size, turn)
    left, top, right, bottom = area = area or (0, 0, width, height)
    whole = (math.ceil(width * size[0] / (right - left)), math.ceil(height * size[1] / (bottom - top)))
    full = image.size
    image.draft("RGB", seen(whole, turn))
    image.load()
    scale = (image.width / full[0], image.height / full[1])
    lying = _lying(area, (width, height), turn)
    box = (lying[0] * scale[0], lying[1] * scale[1], lying[2] * scale[0], lying[3] * scale[1])
    small = to_srgb(_resized(image, seen(size, turn), box), profile)
    if turn in _UPRIGHT:
        small = small.transpose(_UPRIGHT[turn])
    small.info = {}
    return small


def _lying(area: Area, size: Size, turn: int) -> Area:
    """An area of a picture of `size` as it is seen, in px of its file."""
    width, height = size
    left, top, right, bottom = area
    if turn in (2, 3, 6, 7):
        left, right = width - right, width - left
    if turn in (3, 4, 7, 8):
        top, bottom = height - bottom, height - top
    return (top, left, bottom, right) if turn >= 5 else (left, top, right, bottom)


def _resized(image: Image.Image, size: Size, box: Area) -> Image.Image:
    """A part of a picture that is read, at a size, as L, LA, RGB, RGBA, CMYK or LAB."""
    if image.mode not in ("L", "RGB", "CMYK", "LAB") or image.has_transparency_data:
        image = _narrowed(image, size[0], box)
        box = (0, box[1], size[0], box[3])
    small = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=GAP)
    return small.convert({"RGBa": "RGBA", "La": "LA"}.get(small.mode, small.mode))


def _narrowed(image: Image.Image, width: int, box: Area) -> Image.Image:
    """A picture of a mode that cannot be averaged as L, La, RGB or RGBa, in its full height, with what is between the left and the right of `box` at `width`.

    It goes strip by strip, so that the whole picture is never held a second time. Filters work across first and then down; so that changes nothing.
    """
    narrow = None
    for top in range(0, image.height, ROWS):
        strip = _plain(image.crop((0, top, image.width, min(image.height, top + ROWS))))
        strip = strip.resize((width, strip.height), Image.Resampling.LANCZOS, box=(box[0], 0, box[2], strip.height), reducing_gap=GAP)
        narrow = narrow or Image.new(strip.mode, (width, image.height))
        narrow.paste(strip, (0, top))
    assert narrow is not None, "a picture has a row"
    return narrow


def _plain(image: Image.Image) -> Image.Image:
    """A picture as L, La, RGB or RGBa; the last two have their colours multiplied by alpha, so that what is transparent colours nothing."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if image.mode == "LA":
        return image.convert("La")
    if image.has_transparency_data:
        return image.convert("RGBA").convert("RGBa")
    return image.convert("L" if image.mode == "1" else "RGB")
