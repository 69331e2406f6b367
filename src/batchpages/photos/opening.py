"""Bytes → an open picture, of which no pixel is read yet, or what is wrong with it."""

import io
import math
import struct
import warnings
import zlib

from PIL import AvifImagePlugin, ExifTags, Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401 -- else Pillow imports every format that it knows

from batchpages.diagnostics import Diagnostic, Place
from batchpages.model import PICTURES
from batchpages.photos.kinds import ENDINGS, EXPORTED, LFS, SPOKEN, kind_of, reads_heif

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # workers run beside each other
Image.MAX_IMAGE_PIXELS = None  # our own limit comes first
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")  # what is wrong is told in our own words

BROKEN = (OSError, SyntaxError, ValueError, RuntimeError, TypeError, EOFError, LookupError, ArithmeticError, AttributeError, struct.error, zlib.error)
"""What Pillow raises for pictures that are damaged."""
MOST_PIXELS = 64_000_000
"""Larger pictures are refused by their header, before a pixel is read: Pillow takes 4 bytes a pixel, and decoders more."""
MOST_PIXELS_OF = {"AVIF": 32_000_000, "WEBP": 48_000_000}
"""Kinds whose decoders take more: measured, 23 and 18 bytes a pixel at the most, where others take up to 12."""
LONGEST = 20
"""How many times as long as its short side a picture may be."""


def opened(data: bytes, path: str) -> Image.Image | Diagnostic:
    """The picture that `data` is, with its header read; or the mistake, told of the file `path`, whose ending promises a kind."""
    kind = kind_of(data)
    found = _refused_by_kind(kind, path, empty=not data)
    if found is None and kind == "WEBP":
        found = _refused_by_size(_canvas_of_webp(data), kind, path)
    if found is not None:
        return found
    image = header_of(data)
    if image is None:
        return Diagnostic(Place(path), *_told_of_nothing(empty=False))
    return _refused_by_size(_most_held(image), kind, path) or _refused_by_mode(image.mode, path) or image


def header_of(data: bytes) -> Image.Image | None:
    """The picture that `data` is, whatever it is called, with its header read; nothing where it is none, or not even that can be read."""
    kind = kind_of(data)
    if kind not in ENDINGS or (kind == "HEIF" and not (reads_heif() and _names_are_text(data))):
        return None
    if kind == "WEBP" and math.prod(_canvas_of_webp(data)) > MOST_PIXELS_OF[kind]:
        return None
    try:
        return Image.open(io.BytesIO(data), formats=[kind])
    except BROKEN:
        return None


def damaged(path: str) -> Diagnostic:
    """What is told of a picture that cannot be decoded."""
    what = "the picture cannot be read: it is damaged, or only a part of it has arrived"
    return Diagnostic(Place(path), what, "copy it here again; if that does not help, open it, and save it again as JPEG or PNG")


def exif_of(image: Image.Image) -> Image.Exif:
    """The camera's notes; empty where they are damaged."""
    try:
        exif = image.getexif()
        exif.get_ifd(ExifTags.IFD.Exif)
    except BROKEN:
        return Image.Exif()
    return exif


def _refused_by_kind(kind: str, path: str, *, empty: bool) -> Diagnostic | None:
    promised = PICTURES["." + path.rpartition(".")[2].lower()]
    if kind == "HEIF" and not reads_heif():
        what = "this is a HEIC picture, as iPhones make them, and what reads them is not installed"
        return Diagnostic(
            Place(path), what, 'type `pipx install --force "batchpages[heic]"`, or with pip `pip install "batchpages[heic]"`; or export the picture as JPEG'
        )
    if kind == promised:
        return None
    return Diagnostic(Place(path), *(_told_of_nothing(empty=empty) if not kind else _told_of_another(kind, promised)))


def _told_of_nothing(*, empty: bool) -> tuple[str, str]:
    """What and hint, where nobody knows what the bytes are."""
    if empty:
        return "the file is empty", "copy the picture here again"
    return "the picture cannot be read: it is damaged, or of a kind that is not known here", "open it, and save it again as JPEG or PNG"


def _told_of_another(kind: str, promised: str) -> tuple[str, str]:
    """What and hint, where the bytes are something else than the name promises."""
    called = f"the file's name says {_spoken(promised)}, but it is "
    if kind in ENDINGS:
        return f"{called}{'an' if kind == 'AVIF' else 'a'} {_spoken(kind)} picture", f"rename it to end in {ENDINGS[kind]}"
    if kind == LFS:
        return f"{called}{kind}, which keeps the picture elsewhere", "type `git lfs pull`"
    return called + kind, "export it as JPEG or PNG" if kind in EXPORTED else "put the picture itself here, as JPEG or PNG"


def _spoken(kind: str) -> str:
    return SPOKEN.get(kind, kind)


def _refused_by_size(size: tuple[int, int], kind: str, path: str) -> Diagnostic | None:
    width, height = size
    most = MOST_PIXELS_OF.get(kind, MOST_PIXELS)
    if width * height > most:
        what = f"the picture has {width} × {height} pixels, more than {most // 1_000_000} million"
        return Diagnostic(Place(path), what, "save it smaller; 2500 pixels on the long side are plenty")
    if max(size) > LONGEST * min(size) > 0:
        what = f"the picture is a strip of {width} × {height} pixels, more than {LONGEST} times as long as it is wide"
        return Diagnostic(Place(path), what, "cut a part out of it that fits a page")
    return None


def _refused_by_mode(mode: str, path: str) -> Diagnostic | None:
    if mode not in ("F", "I"):
        return None
    what = "the picture has 32 bits a channel, and nothing in it says which number is white"
    return Diagnostic(Place(path), what, "save it with 8 or 16 bits a channel")


def _canvas_of_webp(data: bytes) -> tuple[int, int]:
    """Width and height in px as the header of a WebP gives them (RFC 9649, 2.5 to 2.7): opening one takes the memory for all its pixels."""
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


def _most_held(image: Image.Image) -> tuple[int, int]:
    """The size of a picture in px, or that of a tile of a TIFF, where a tile is larger than all of it: it is unpacked whole."""
    tags = image.tag_v2 if isinstance(image, TiffImagePlugin.TiffImageFile) else {}
    tile = (tags.get(TiffImagePlugin.TILEWIDTH), tags.get(TiffImagePlugin.TILELENGTH))
    if isinstance(tile[0], int) and isinstance(tile[1], int) and tile[0] * tile[1] > MOST_PIXELS:
        return tile[0], tile[1]
    return image.size


def _names_are_text(data: bytes) -> bool:
    """Whether all kinds and names of a HEIC's parts (`infe`, ISO/IEC 14496-12, 8.11.6) are UTF-8: pi-heif takes the whole process down where not."""
    at = data.find(b"infe")
    while at >= 0:
        end = at - 4 + int.from_bytes(data[at - 4 : at])
        try:
            data[at + (14 if data[at + 4 : at + 5] == b"\3" else 12) : end].decode()
        except UnicodeDecodeError:
            return False
        at = data.find(b"infe", at + 4, 1 << 20)
    return True
