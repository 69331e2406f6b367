import io
import os
import subprocess
import sys
import zlib

import hard_pictures
import msgspec
import pytest
from PIL import Image, ImageDraw, ImageStat

from batchpages.engine.task import digest_of
from batchpages.model import PICTURES, PhotoFacts
from batchpages.photos import is_photo, kinds, photo_task
from batchpages.photos.facts import parse_photo
from batchpages.photos.opening import MOST_PIXELS

ENDING_OF = {format_: ending for ending, format_ in PICTURES.items()}


def encoded(format_, image=None, **options):
    image = image or Image.new("RGB", (8, 6), (200, 100, 50))
    data = io.BytesIO()
    image.save(data, format_, **options)
    return data.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "a rose"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def parsed(data, name="content/batches/rose/petals.jpg"):
    return parse_photo({"path": name, "files": [digest_of(data).hex()]}, {digest_of(data): data}.__getitem__)


def facts(data, name="petals.jpg"):
    result = parsed(data, name)
    assert result.diagnostics == ()
    return msgspec.msgpack.decode(result.entry, type=PhotoFacts)


def mistake(data, name="petals.jpg"):
    result = parsed(data, name)
    assert (result.entry, len(result.diagnostics), result.failed) == (b"", 1, True)
    found = result.diagnostics[0]
    assert found.place.path == name
    assert found.hint
    return found


# --- good pictures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [ending for ending, format_ in PICTURES.items() if format_ != "HEIF"])
def test_every_format_is_known_by_its_ending(ending):
    found = facts(encoded(PICTURES[ending], quality=100), f"petals{ending}")
    assert (found.width, found.height) == (8, 6)
    colour = [int(found.colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert all(abs(seen - given) <= 4 for seen, given in zip(colour, (200, 100, 50), strict=True))


def test_an_ending_may_be_in_capitals():
    assert facts(encoded("JPEG"), "IMG.JPG").width == 8


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
@pytest.mark.parametrize("name", ["petals.heic", "petals.HEIF"])
def test_a_picture_of_an_iphone_is_read(name, brand):
    found = facts(hard_pictures.heic(brand=brand), name)
    assert (found.width, found.height, found.colour) == (64, 48, "#7d8782")


@pytest.mark.parametrize("name", ["IMG_1234.HEIC", "IMG_1234.jpg"])
def test_where_nothing_reads_heic_it_says_what_to_install(name, monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    kinds.reads_heif.cache_clear()
    try:
        found = mistake(hard_pictures.heic(), name)
    finally:
        kinds.reads_heif.cache_clear()
    assert "HEIC" in found.what
    assert found.hint == 'type `pip install "batchpages[heic]"`, or export the picture as JPEG'


def test_facts_are_given_as_json_too_with_the_digest_of_the_file():
    data = encoded("JPEG")
    result = parsed(data)
    assert msgspec.json.decode(result.files["facts"]) == {"width": 8, "height": 6, "colour": "#c86432", "digest": digest_of(data).hex()}


@pytest.mark.parametrize(("orientation", "size"), [(1, (8, 6)), (2, (8, 6)), (3, (8, 6)), (4, (8, 6)), (5, (6, 8)), (6, (6, 8)), (7, (6, 8)), (8, (6, 8))])
def test_the_size_is_that_of_the_picture_as_it_is_seen(orientation, size):
    found = facts(encoded("JPEG", exif=turned(orientation)))
    assert (found.width, found.height) == size


def test_the_colour_is_the_mean_of_all():
    image = Image.new("RGB", (100, 100), (255, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 49, 99), fill=(0, 0, 255))
    assert facts(encoded("PNG", image), "a.png").colour in ("#7f007f", "#800080")


def striped(size):
    """A picture of every shade, with a mean that no corner of it has."""
    red, green = Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size)
    return Image.merge("RGB", (red, green, Image.new("L", size, 200)))


@pytest.mark.parametrize("size", [(256, 192), (61, 250), (1, 1), (130, 129)], ids=str)
@pytest.mark.parametrize(
    ("mode", "format_"),
    [
        *((mode, "PNG") for mode in ("L", "RGB", "RGBA", "P", "1", "LA")),
        *((mode, "TIFF") for mode in ("L", "RGB", "RGBA", "P", "1", "CMYK", "LA")),
    ],
)
def test_the_mean_colour_is_that_of_every_kind_of_pixel(mode, format_, size):
    image = striped(size).convert(mode)
    mean = ImageStat.Stat(image.convert("RGB")).mean
    colour = facts(encoded(format_, image), f"a{ENDING_OF[format_]}").colour
    seen = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert all(abs(one - other) <= 2 for one, other in zip(seen, mean, strict=True)), (colour, mean)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_the_mean_colour_of_a_jpeg_is_told_from_a_smaller_one(mode):
    image = striped((1200, 900)).convert(mode)
    mean = ImageStat.Stat(image.convert("RGB")).mean
    found = facts(encoded("JPEG", image, quality=95))
    assert (found.width, found.height) == (1200, 900)
    assert all(abs(int(found.colour[at : at + 2], 16) - other) <= 2 for at, other in zip((1, 3, 5), mean, strict=True)), (found.colour, mean)


@pytest.mark.parametrize("size", [(8, 6), (256, 100), (256, 192)], ids=str)
@pytest.mark.parametrize("format_", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_down(format_, size):
    found = facts(encoded(format_, Image.new("I;16", size, 0x8080)), f"a{ENDING_OF[format_]}")
    assert found.colour == "#808080"


def test_a_photo_of_a_telephone_is_a_jpeg():
    data = encoded("MPO", save_all=True, append_images=[Image.new("RGB", (8, 6))])
    assert facts(data).width == 8


def test_the_same_bytes_give_the_same_facts():
    data = encoded("JPEG", exif=turned(6))
    assert parsed(data) == parsed(data)


# --- wrong ones ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "what", "hint"),
    [
        (encoded("PNG"), "petals.jpg", "the file's name says JPEG, but it is a PNG picture", "rename it to end in .png"),
        (encoded("JPEG"), "petals.png", "the file's name says PNG, but it is a JPEG picture", "rename it to end in .jpg"),
        (encoded("WEBP"), "petals.jpeg", "the file's name says JPEG, but it is a WebP picture", "rename it to end in .webp"),
        (encoded("TIFF"), "petals.avif", "the file's name says AVIF, but it is a TIFF picture", "rename it to end in .tif"),
        (encoded("AVIF"), "petals.webp", "the file's name says WebP, but it is an AVIF picture", "rename it to end in .avif"),
        (hard_pictures.heic(), "petals.jpg", "the file's name says JPEG, but it is a HEIC picture", "rename it to end in .heic"),
        (encoded("JPEG"), "petals.heic", "the file's name says HEIC, but it is a JPEG picture", "rename it to end in .jpg"),
    ],
)
def test_a_picture_under_a_wrong_name_is_told_with_the_right_one(data, name, what, hint):
    found = mistake(data, name)
    assert (found.what, found.hint) == (what, hint)


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"", "the file is empty", "copy the picture here again"),
        (b"not a picture", "it is a text", "save it as JPEG or PNG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an SVG drawing", "save it as JPEG or PNG"),
        (b"<!DOCTYPE html><title>Not found</title>", "it is a web page", "save it as JPEG or PNG"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "it is a stand-in of Git LFS", "`git lfs pull`"),
        (b"%PDF-1.7", "it is a PDF", "save it as JPEG or PNG"),
        (encoded("GIF"), "it is a GIF picture", "save it as JPEG or PNG"),
        (encoded("BMP"), "it is a BMP picture", "save it as JPEG or PNG"),
        (encoded("JPEG2000"), "it is a JPEG 2000 picture", "save it as JPEG or PNG"),
        (b"\0\0\0\x20ftypqt  " + bytes(20), "it is a film", "save it as JPEG or PNG"),
        (b"\0\0\0\x18ftypcrx " + bytes(12), "it is a camera's raw file", "save it as JPEG or PNG"),
        (b"\x00\x01\x02\xff" * 20, "cannot be read", "save it again as JPEG or PNG"),
    ],
)
def test_what_is_no_picture_that_is_known_here_is_told(data, what, hint):
    found = mistake(data)
    assert what in found.what
    assert hint in found.hint


def test_what_is_told_is_the_same_each_time():
    assert "0x" not in mistake(b"not a picture").hint


def test_a_picture_that_was_cut_off_is_told():
    data = encoded("JPEG", Image.effect_noise((80, 60), 90).convert("RGB"))
    for size in (len(data) // 2, len(data) - 200):
        assert "cannot be read" in mistake(data[:size]).what


MAKE = """
import sys
from PIL import Image
Image.new("RGB", (8000, 7999), (200, 100, 50)).save(sys.argv[1], compress_level=1)
"""
SPAWN = """
import subprocess, sys
subprocess.run([sys.executable, "-W", "ignore", "-c", *sys.argv[1:]], check=True)
"""
LOOK = """
import pathlib, resource, sys
from batchpages.engine.task import digest_of
from batchpages.photos.facts import parse_photo
data = pathlib.Path(sys.argv[1]).read_bytes()
found = parse_photo({"path": sys.argv[1], "files": ["00"]}, lambda _: data)
assert found.entry, found.diagnostics
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@pytest.mark.skipif(os.name == "nt", reason="memory is told as POSIX does")
@pytest.mark.parametrize(("name", "megabytes"), [("a.png", 512), ("a.jpg", 128)])
def test_the_largest_picture_is_held_in_memory_once_and_of_a_jpeg_only_a_small_one(name, megabytes, tmp_path):
    """In a process of its own, started by a small one: the memory of the one that starts it counts too."""
    path = tmp_path / name
    subprocess.run([sys.executable, "-c", MAKE, path], check=True)
    done = subprocess.run([sys.executable, "-c", SPAWN, LOOK, path], check=True, capture_output=True, text=True)
    assert int(done.stdout) < megabytes << 20


def test_a_picture_may_have_64_megapixels_and_not_one_more():
    def of(width, height):
        data = bytearray(encoded("PNG", Image.new("1", (8, 6))))
        data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
        return mistake(bytes(data), "a.png").what

    assert "the picture has 8000 × 8001 pixels, more than 64 million" in of(8000, 8001)
    assert "64 million" not in of(8000, 8000), "it is only cut off"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_that_is_too_large_is_refused_by_its_header():
    image = Image.new("1", (MOST_PIXELS // 10_000 + 1, 10_000))
    assert "64 million" in mistake(encoded("PNG", image), "a.png").what


def test_a_picture_that_is_far_too_large_is_not_called_damaged():
    data = bytearray(encoded("PNG", Image.new("1", (8, 6))))
    data[16:24] = (20_000).to_bytes(4, "big") + (20_000).to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert "20000 × 20000 pixels" in mistake(bytes(data), "a.png").what


@pytest.mark.parametrize(
    "format_",
    [
        "PNG",
        "TIFF",
        "JPEG",
        "WEBP",
        "AVIF",
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
def test_no_damage_is_more_than_a_mistake(format_):
    whole = encoded(format_, exif=turned(6))
    for position in range(len(whole)):
        for byte in (0, 1, 0xFF):
            damaged = bytearray(whole)
            damaged[position] = byte
            result = parsed(bytes(damaged), f"a{ENDING_OF[format_]}")
            assert bool(result.entry) != bool(result.diagnostics)


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "photo"),
    [("a/b.jpg", True), ("a.b/c.JPEG", True), ("a.avif", True), ("a.gif", False), ("a.svg", False), ("a.jpg.pdf", False), ("jpg/a", False), ("", False)],
)
def test_a_photo_is_told_by_its_ending(path, photo):
    assert is_photo(path) == photo


def test_the_task_reads_the_photo_alone():
    task = photo_task("content/a.jpg", b"d" * 20)
    assert (task.function, task.inputs, task.files) == ("batchpages.photos.facts:parse_photo", {"path": "content/a.jpg"}, (b"d" * 20,))
