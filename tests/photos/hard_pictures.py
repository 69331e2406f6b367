"""Pictures that are hard to read rightly, made in memory: patches of four colours, in which a turned or mirrored picture shows."""

import base64
import io
import itertools
import struct
import zlib

from PIL import ExifTags, Image, ImageCms, ImageDraw

from batchpages.photos import icc

WIDTH, HEIGHT = 64, 48
PATCHES = ((200, 100, 50), (40, 160, 80), (30, 60, 180), (230, 220, 210))
"""Top left, top right, bottom left, bottom right, in sRGB."""
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How an upright picture is laid into a file so that EXIF's orientation says how to turn it back."""
CANARY = "MagpieCanary"
"""Stands in all that is said beside the pixels, and may stand in nothing that is published."""


def patches(size=(WIDTH, HEIGHT)):
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for index, colour in enumerate(PATCHES):
        left, top = index % 2 * (width // 2), index // 2 * (height // 2)
        draw.rectangle((left, top, left + width // 2 - 1, top + height // 2 - 1), fill=colour)
    return image


def middles(size):
    """Where the middle of each patch lies in a picture of that size."""
    width, height = size
    return [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]


def laid(image, turn):
    method = TURNS[turn]
    return image if method is None else image.transpose(method)


def encoded(image, format_, **options):
    data = io.BytesIO()
    best = {"JPEG": {"quality": 95, "subsampling": "4:4:4"}, "AVIF": {"quality": 100, "subsampling": "4:4:4"}, "WEBP": {"lossless": True}}
    image.save(data, format_, **best.get(format_, {}) | options)
    return data.getvalue()


def notes(turn=None, **more):
    """EXIF that tells all it can: a place, serial numbers, a name, a remark; `more` are tags of the Exif IFD by name."""
    exif = Image.Exif()
    if turn is not None:
        exif[ExifTags.Base.Orientation] = turn
    exif[ExifTags.Base.Artist] = f"{CANARY} artist"
    exif[ExifTags.Base.ImageDescription] = f"{CANARY} description"
    exif[ExifTags.Base.Make] = f"{CANARY} make"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[0xA431] = f"{CANARY} body serial"
    inner[0xA435] = f"{CANARY} lens serial"
    inner[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + f"{CANARY} remark".encode()
    inner |= {getattr(ExifTags.Base, name): value for name, value in more.items()}
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place |= {1: "N", 2: (37.0, 1.0, 12.0), 3: "W", 4: (7.0, 50.0, 24.0), 27: f"{CANARY} gps".encode()}
    return exif


def adobe_rgb_by_name():
    """What DCF has a camera write into a file in Adobe RGB."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "a camera"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ColorSpace] = 0xFFFF
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.IFD.Interop] = {1: "R03"}
    return exif


def profile(name):
    return {"srgb": lambda: ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "p3": icc.display_p3, "adobe": icc.adobe_rgb}[name]()


def in_space(image, space):
    """An sRGB picture as the numbers of another space."""
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile(space)))
    found = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), target, ImageCms.Intent.RELATIVE_COLORIMETRIC)
    found.info = {}  # else it would be saved with its profile
    return found


def grey_profile(gamma=1.0):
    """A profile of greys with that gamma (as u8Fixed8)."""
    curve = b"curv" + struct.pack(">4xIH2x", 1, round(gamma * 256))
    return _bound(b"mntr", b"GRAY", b"XYZ ", {b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061), b"kTRC": curve})


def press_profile():
    """A profile of four inks, made so that no rule of thumb gives its colours: cyan prints red, magenta green, yellow blue (ICC.1:2022, 10.10).

    Each of its sixteen corners is the sum of its inks' Lab; black takes the lightness away.
    """
    corners = b""
    for c, m, y, k in itertools.product((0, 1), repeat=4):
        light = (100 - 20 * (c + m + y)) * (1 - k)
        values = (light / 100 * 65280, (128 + (60 * c - 60 * m) * (1 - k)) * 256, (128 + (40 * c + 40 * m - 80 * y) * (1 - k)) * 256)
        corners += struct.pack(">3H", *map(round, values))
    line = struct.pack(">2H", 0, 65535)
    table = b"mft2" + struct.pack(">4x3Bx9i2H", 4, 3, 2, *(65536 * (i % 4 == 0) for i in range(9)), 2, 2) + line * 4 + corners + line * 3
    tags = {b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061), b"A2B0": table, b"A2B1": table}
    return _bound(b"prtr", b"CMYK", b"Lab ", tags)


def _bound(class_, space, connection, values):
    """A profile of version 2 with those tags."""
    at, tags, data = 128 + 4 + 12 * len(values), struct.pack(">I", len(values)), b""
    for name, value in values.items():
        tags += name + struct.pack(">II", at + len(data), len(value))
        data += value
    head = struct.pack(">I4xI4s4s4s12x4s28x3i", at + len(data), 0x02400000, class_, space, connection, b"acsp", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + tags + data


# --- PNG, chunk by chunk ---------------------------------------------------------------------------------------------


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(png, name, data):
    """A PNG with one more chunk behind its header."""
    return png[:33] + chunk(name, data) + png[33:]


def png_of(width, height):
    """A PNG whose header promises so many pixels, and that has none."""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def deep_png(samples, size, *, channels):
    """A PNG of 16 bits a channel: `samples` are those of all its pixels, row by row."""
    width, height = size
    row = width * channels
    rows = b"".join(b"\0" + struct.pack(f">{row}H", *samples[row * y : row * (y + 1)]) for y in range(height))
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    head = chunk(b"IHDR", struct.pack(">II5B", width, height, 16, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- JPEG, segment by segment ----------------------------------------------------------------------------------------


def with_segment(jpeg, marker, data):
    """A JPEG with one more segment at its start."""
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def jpeg_that_tells(turn=1):
    """A JPEG with all that such a file can tell: EXIF with a thumbnail, XMP, IPTC, a comment and a second picture's marker."""
    thumbnail = encoded(patches((16, 12)), "JPEG", comment=f"{CANARY} thumbnail")
    data = encoded(laid(patches(), turn), "JPEG", exif=with_thumbnail(notes(turn).tobytes(), thumbnail), comment=f"{CANARY} comment")
    data = with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + f"<x:xmpmeta><photoshop:City>{CANARY} xmp</photoshop:City></x:xmpmeta>".encode())
    record = b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    return with_segment(data, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2))


def with_thumbnail(exif, thumbnail):
    """EXIF (with its six bytes of name) with a second directory that has a thumbnail."""
    tiff = exif[6:]
    big = tiff[:2] == b"MM"
    order = ">" if big else "<"
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, at)
    link = at + 2 + 12 * count
    start = len(tiff)
    directory = struct.pack(order + "H", 3) + struct.pack(order + "HHIHH", 0x0103, 3, 1, 6, 0)
    directory += struct.pack(order + "HHII", 0x0201, 4, 1, start + 2 + 36 + 4) + struct.pack(order + "HHII", 0x0202, 4, 1, len(thumbnail))
    return exif[:6] + tiff[:link] + struct.pack(order + "I", start) + tiff[link + 4 :] + directory + bytes(4) + thumbnail


# --- HEIC, box by box ------------------------------------------------------------------------------------------------

_SETUP = "AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIk="
_PATCHES = (
    "AAAA+ygBrwT4QTGZv4v///2mb2X2nkltxtLTsceB+kz2l+n2H/9NO+776mH1T/kYWA6nlZ9pXsq597O+Luc7SX6KzbuY8W8l+v7BZxuHUP/upZfpmit4V/NKuTw5//EfUifZnkHuFc+SQnAJ"
    "981nRL8uuv32cwkJ5dWo4dX1fDHGBfLBZgo2hbI0UluZyl+wDD0kifGte2fE8nu3afV3X7iNtHA/tSepH6oDYKnOAPAx2vgNHGWkJcTSaGU2fHAl1zwa72TMuWzrfZZxkVqZvNGKlmMeBwxv"
    "jyPHK6LzGn6cC3TcrZvlXU4/O1jZ1yn+iTEB5/M8M1XEv4/iwmEw"
)
"""The patches of this file as one frame of HEVC and its parameters: nothing that is at hand for tests can encode it."""


def box(name, *parts):
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + name + data


def heic(rotation=0, mirror=None, *, exif=b"", icc_profile=b"", brand=b"heic", size=(64, 64), cut=True, space=None):
    """The patches as an iPhone writes pictures: cut out of the frame (`clap`) if `cut`, turned against the clock by that many quarters (`irot`), then mirrored.

    `mirror` is 0 to swap top and bottom, 1 for left and right (ISO/IEC 23008-12, 6.5.9, 6.5.10 and 6.5.12). `size` is what the file says of its frame,
    and `space` the numbers of its primaries and its curve.
    """
    frame = base64.b64decode(_PATCHES)
    properties = [box(b"hvcC", base64.b64decode(_SETUP)), box(b"ispe", bytes(4), struct.pack(">II", *size))]
    if cut:
        properties.append(box(b"clap", struct.pack(">6IiI", WIDTH, 1, HEIGHT, 1, 0, 2, HEIGHT - 64, 2)))
    if icc_profile:
        properties.append(box(b"colr", b"prof", icc_profile))
    if space:
        properties.append(box(b"colr", b"nclx", struct.pack(">HHHB", *space, 6, 0x80)))
    properties += [box(b"irot", bytes([rotation]))] * bool(rotation) + ([] if mirror is None else [box(b"imir", bytes([mirror]))])
    items, blobs = [(1, b"hvc1")], [frame]
    if exif:
        items, blobs = [*items, (2, b"Exif")], [*blobs, struct.pack(">I", 0) + exif.removeprefix(b"Exif\0\0")]
    start = box(b"ftyp", brand, bytes(4), b"mif1heic")

    def meta(offset):
        places, at = [], offset
        for (number, _), blob in zip(items, blobs, strict=True):
            places.append(struct.pack(">HHHII", number, 0, 1, at, len(blob)))
            at += len(blob)
        entries = [box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind, b"\0") for number, kind in items]
        associations = struct.pack(">4xIHB", 1, 1, len(properties)) + bytes(0x80 | (index + 1) for index in range(len(properties)))
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), struct.pack(">H", 1)),
            box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", len(items)), *places),
            box(b"iinf", bytes(4), struct.pack(">H", len(items)), *entries),
            *([box(b"iref", bytes(4), box(b"cdsc", struct.pack(">HHH", 2, 1, 1)))] if exif else []),
            box(b"iprp", box(b"ipco", *properties), box(b"ipma", associations)),
        )

    offset = len(start) + len(meta(0)) + 8
    return start + meta(offset) + box(b"mdat", *blobs)
