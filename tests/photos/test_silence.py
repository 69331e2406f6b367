"""Nothing that is published tells where, when, by whom or with what a photo was taken: each file is taken apart to its last segment."""

import struct

import pytest
from hard_pictures import CANARY, HEIGHT, WIDTH, chunk, encoded, heic, jpeg_that_tells, notes, patches, with_chunk
from making import made, opened, whole
from PIL import Image

from batchpages.photos import icc

XMP = f"<x:xmpmeta><dc:creator>{CANARY} xmp</dc:creator><exif:GPSLatitude>37,1.2N {CANARY}</exif:GPSLatitude></x:xmpmeta>".encode()
EVERYTHING = {"exif": notes(1).tobytes(), "icc_profile": icc.display_p3() + CANARY.encode()}


def png_that_tells(mode="RGB"):
    png = encoded(patches().convert(mode), "PNG", **EVERYTHING)
    for name, data in ((b"tEXt", f"Comment\0{CANARY} text"), (b"iTXt", f"XML:com.adobe.xmp\0\0\0\0\0{XMP.decode()}"), (b"tIME", "")):
        png = with_chunk(png, name, data.encode() or bytes(7))
    return png + chunk(b"tEXt", f"{CANARY} behind the end".encode())


TELLING = {
    "a.jpg": jpeg_that_tells(),
    "turned.jpg": jpeg_that_tells(6),
    "a.png": png_that_tells(),
    "clear.png": png_that_tells("RGBA"),
    "a.webp": encoded(patches(), "WEBP", xmp=XMP, **EVERYTHING),
    "a.tif": encoded(patches(), "TIFF", tiffinfo={270: f"{CANARY} description", 700: XMP, 33723: CANARY.encode()}, **EVERYTHING),
    "a.avif": encoded(patches(), "AVIF", xmp=XMP, **EVERYTHING),
    "a.heic": heic(exif=notes(1).tobytes(), icc_profile=icc.display_p3() + CANARY.encode()),
}


def segments(jpeg):
    """The markers of a JPEG up to its pixels (ITU-T T.81, B.1.1.4), with what stands in each."""
    at = 2
    while jpeg[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", jpeg, at + 2)
        yield jpeg[at + 1], jpeg[at + 4 : at + 2 + length]
        at += 2 + length


def riff(webp):
    """The names of a WebP's chunks."""
    at = 12
    while at < len(webp):
        (length,) = struct.unpack_from("<I", webp, at + 4)
        yield webp[at : at + 4]
        at += 8 + length + length % 2


def boxes(data, start=0, end=None):
    """The names of all boxes of an AVIF, with what stands in each."""
    at, end = start, len(data) if end is None else end
    while at < end:
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        yield name, data[at + 8 : at + length]
        inner = {b"meta": 12, b"iprp": 8, b"ipco": 8, b"iinf": 14}.get(name)
        if inner:
            yield from boxes(data, at + inner, at + length)
        at += length


def test_the_pictures_tell_all_that_is_looked_for():
    for name, data in TELLING.items():
        assert data.count(CANARY.encode()) >= 5, name
    assert TELLING["a.jpg"].count(b"\xff\xd8") == 2, "a thumbnail"
    assert opened(TELLING["a.jpg"]).getexif().get_ifd(0x8825)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", TELLING)
def test_what_is_published_is_silent(name):
    size = (WIDTH, HEIGHT)
    files = made(TELLING[name], name, {format_: whole(size, format_, 90) for format_ in ("jpeg", "webp", "avif")})
    for data in files.values():
        for word in (CANARY, CANARY[:8], "Exif", "http", "xmp", "adobe", "ICC", "prof", "8BIM", "JFXX", "Lavf", "GPS"):
            assert word.lower().encode() not in data.lower(), word
        image = opened(data)
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "photoshop", "thumbnails"}
        assert image.size == size


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", TELLING)
def test_what_is_published_has_no_part_but_those_of_the_pixels(name):
    files = made(TELLING[name], name, {format_: whole((WIDTH, HEIGHT), format_, 90) for format_ in ("jpeg", "webp", "avif")})
    for marker, data in segments(files["jpeg"]):
        assert marker in (0xC0, 0xC2, 0xC4, 0xDB, 0xE0), hex(marker)
        assert marker != 0xE0 or (data[:5], data[-2:]) == (b"JFIF\0", b"\0\0"), "no thumbnail in JFIF either"
    assert files["jpeg"].endswith(b"\xff\xd9")
    assert set(riff(files["webp"])) <= {b"VP8 ", b"VP8X", b"ALPH"}
    parts = list(boxes(files["avif"]))
    assert {data[8:12] for part, data in parts if part == b"infe"} == {b"av01"}
    assert {data[:4] for part, data in parts if part == b"colr"} == {b"nclx"}
    assert {part for part, _ in parts if part not in (b"free", b"skip", b"uuid", b"Exif", b"mime")} == {part for part, _ in parts}


def test_a_comment_and_a_profile_are_gone_from_a_picture_that_is_not_even_made_smaller():
    data = encoded(Image.new("RGB", (32, 32)), "JPEG", comment=CANARY, icc_profile=icc.adobe_rgb())
    for format_ in ("jpeg", "webp", "avif"):
        found = made(data, "a.jpg", {"a": whole((32, 32), format_)})["a"]
        assert CANARY.encode() not in found
        assert "icc_profile" not in opened(found).info
