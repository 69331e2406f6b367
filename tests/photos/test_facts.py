import os
import subprocess
import sys

import hard_pictures
import msgspec
import pytest
from looking import ENDING_OF, encoded, facts, mistake, parsed, turned
from PIL import Image, ImageDraw, ImageStat

from batchpages.engine.task import digest_of
from batchpages.model import PICTURES
from batchpages.photos import is_photo, kinds, photo_task
from batchpages.photos.facts import find_position

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
    assert found.hint == 'type `pipx install --force "batchpages[heic]"`, or with pip `pip install "batchpages[heic]"`; or export the picture as JPEG'


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


# --- memory ----------------------------------------------------------------------------------------------------------

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
from batchpages.photos.facts import find_position, parse_photo
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


# --- what is published as it is --------------------------------------------------------------------------------------

PLACED = hard_pictures.notes(1)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("static/a.jpg", hard_pictures.encoded(hard_pictures.patches(), "JPEG", exif=PLACED), True),
        ("static/misnamed.png", hard_pictures.encoded(hard_pictures.patches(), "JPEG", exif=PLACED), True),
        ("static/a.webp", hard_pictures.encoded(hard_pictures.patches(), "WEBP", exif=PLACED), True),
        ("static/a.heic", hard_pictures.heic(exif=PLACED.tobytes()), True),
        ("static/strip.png", hard_pictures.encoded(Image.new("RGB", (500, 1)), "PNG", exif=PLACED), True),
        ("static/silent.jpg", hard_pictures.encoded(hard_pictures.patches(), "JPEG"), False),
        ("static/none.jpg", b"not a picture", False),
        ("static/none.webp", b"RIFF\0\0\0\0WEBPVP8X" + bytes([255] * 20), False),
        ("static/empty.jpg", b"", False),
    ],
)
def test_a_place_or_a_serial_number_in_what_is_published_as_it_is_is_a_warning(name, data, told):
    result = find_position({"path": name, "files": ["00"]}, lambda _: data)
    assert [(d.severity, d.place.path) for d in result.diagnostics] == [("warning", name)] * told


def test_a_serial_number_alone_is_told_too():
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA431] = "12345"
    exif[0x010F] = "a camera"
    data = hard_pictures.encoded(hard_pictures.patches(), "JPEG", exif=exif)
    assert find_position({"path": "a.jpg", "files": ["00"]}, lambda _: data).diagnostics
