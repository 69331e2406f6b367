"""What a file is by its first bytes, whatever it is called, and which kinds can be read here."""

import functools

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif", "AVIF": ".avif", "HEIF": ".heic"}
"""The kinds of picture that can be read, by Pillow's names for them, and the usual ending of each."""
SPOKEN = {"WEBP": "WebP", "HEIF": "HEIC"}
"""What people call them, where that differs."""

EXPORTED = (
    "a GIF picture",
    "a BMP picture",
    "a Photoshop file",
    "a JPEG XL picture",
    "a JPEG 2000 picture",
    "an icon",
    "a camera's raw file",
    "an SVG drawing",
)
"""Other kinds of picture; what else there is, is none."""
LFS = "a stand-in of Git LFS"

_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\0\0\1\0", "an icon"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"PK\3\4", "a zip file or an office document"),
    (b"FUJIFILMCCD-RAW", "a camera's raw file"),
)
_BRANDS = {
    "AVIF": (b"avif", b"avis"),
    "HEIF": (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
    "a camera's raw file": (b"crx ",),
}
"""Major brands of files of boxes (ISO/IEC 14496-12, 4.3). Where the major one is a container's, the compatible ones say more."""
_CONTAINERS = (b"mif1", b"msf1", b"miaf")


def kind_of(data: bytes) -> str:
    """A kind of `ENDINGS`, or in words what else the bytes are, such as `a PDF`; empty where that cannot be told."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _kind_of_boxes(data)
    return _kind_of_text(data)


def _kind_of_boxes(data: bytes) -> str:
    brands = [data[8:12]]
    if brands[0] in _CONTAINERS:
        end = min(int.from_bytes(data[:4]), len(data), 256)
        brands += [data[at : at + 4] for at in range(16, end, 4)]
    for brand in brands:
        for kind, known in _BRANDS.items():
            if brand in known:
                return kind
    return "HEIF" if brands[0] in _CONTAINERS else "a film"


def _kind_of_text(data: bytes) -> str:
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in start:
        return "an SVG drawing"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith(b"version https://git-lfs"):
        return LFS
    try:
        text = start.decode()
    except UnicodeDecodeError:
        return ""
    return "a text" if text and text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable() else ""


@functools.cache
def reads_heif() -> bool:
    """Whether HEIC can be read: it can where the extra `heic` is installed, which brings pi-heif."""
    try:
        import pi_heif  # noqa: PLC0415 -- it may not be there, and few projects need it
    except ImportError:
        return False
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return True
