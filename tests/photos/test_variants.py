"""What a photo becomes: the right part of it, upright, at the right size, the same to the byte wherever it is made."""

import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys

import pytest
from hard_pictures import HEIGHT, PATCHES, WIDTH, encoded, heic, laid, notes, patches
from making import made, off, opened, shown, whole
from PIL import Image, ImageChops, ImageStat

from batchpages.photos import icc
from batchpages.photos.variants import make_variants

NAMES = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "TIFF": "a.tif", "AVIF": "a.avif"}
FORMATS = {"webp": "WEBP", "jpeg": "JPEG", "avif": "AVIF"}


def shades(size):
    """A picture in which each place has a colour of its own, and is unlike the next: moved by a pixel, it differs by more than a step on average."""
    across = Image.linear_gradient("L").rotate(90).resize(size).point(lambda value: abs(value * 4 % 510 - 255))
    return Image.merge("RGB", (across, Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size)))


def apart(one, other):
    """The mean difference of two pictures of a size, in steps of 8 bits."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


# --- upright ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format_", NAMES)
def test_a_picture_is_turned_upright(format_, turn):
    assert off(shown(encoded(laid(patches(), turn), format_, exif=notes(turn)), NAMES[format_])) <= 2


@pytest.mark.parametrize("mirror", [None, 0, 1])
@pytest.mark.parametrize("rotation", range(4))
def test_heic_is_turned_by_what_turns_it_and_not_by_its_notes(rotation, mirror):
    meant = patches().rotate(90 * rotation, expand=True)
    meant = meant if mirror is None else meant.transpose((Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.FLIP_LEFT_RIGHT)[mirror])
    data = heic(rotation, mirror, exif=notes(6).tobytes())
    assert apart(shown(data, "a.heic", size=meant.size), meant) < 4


def test_a_turn_that_only_xmp_tells_is_obeyed():
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    assert off(shown(encoded(laid(patches(), 6), "JPEG", xmp=xmp), "a.jpg")) <= 2


# --- size and cut ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["jpeg", "webp", "avif"])
def test_a_variant_is_of_the_format_and_the_size_that_were_asked_for(format_):
    found = opened(made(encoded(patches(), "PNG"), "a.png", {"a": whole((32, 24), format_, 90, of=(WIDTH, HEIGHT))})["a"])
    assert (found.format, found.size) == (FORMATS[format_], (32, 24))
    assert off(found) <= 4


@pytest.mark.parametrize("size", [(1500, 1000), (1501, 999), (1000, 1500), (301, 2000)], ids=str)
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_each_size_is_the_picture_at_that_size(format_, size):
    """A cascade from a JPEG that is scaled while it is decoded hardly differs from one filter over all of its pixels."""
    image = shades(size)
    widths = [size[0], 700, 400, 151]
    sizes = [(width, round(width * size[1] / size[0])) for width in widths if width <= size[0]]
    files = made(encoded(image, format_), NAMES[format_], {f"{each}": whole(each, of=size) for each in sizes})
    for each in sizes:
        assert apart(opened(files[f"{each}"]), image.resize(each, Image.Resampling.LANCZOS)) < 1.5, each


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize(("format_", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("TIFF", "CMYK")])
def test_a_box_is_cut_out_of_the_picture_as_it_is_seen(format_, mode, turn):
    image = shades((600, 400))
    boxes = {"hero": (0, 0, 600, 400), "square": (350, 100, 600, 350), "share": (40, 30, 460, 250), "corner": (0, 300, 100, 400)}
    variants = {
        f"{name} {scale}": [*(max(1, n // scale) for n in (b[2] - b[0], b[3] - b[1])), "webp", 100, *b] for name, b in boxes.items() for scale in (2, 5)
    }
    drawn = image.quantize(256) if mode == "P" else image.convert(mode)
    files = made(encoded(laid(drawn, turn), format_, exif=notes(turn)), NAMES[format_], variants)
    for name, (width, height, _, _, *box) in variants.items():
        meant = drawn.convert("RGB").resize((width, height), Image.Resampling.LANCZOS, box=tuple(box))
        assert apart(opened(files[name]), meant) < (4 if mode == "P" else 2), name


def test_without_a_variant_of_the_whole_only_the_part_is_worked_on():
    image = shades((800, 600))
    found = opened(made(encoded(image, "PNG"), "a.png", {"a": [50, 50, "webp", 100, 700, 500, 800, 600]})["a"])
    assert apart(found, image.resize((50, 50), Image.Resampling.LANCZOS, box=(700, 500, 800, 600))) < 1.5


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (3, 2), (20, 1), (1, 20)], ids=str)
def test_the_smallest_pictures_are_pictures(size):
    for format_ in FORMATS:
        found = opened(made(encoded(Image.new("RGB", size, PATCHES[0]), "PNG"), "a.png", {"a": whole(size, format_)})["a"])
        assert found.size == size


def test_the_first_of_several_pictures_is_the_one():
    first, second = patches(), Image.new("RGB", (WIDTH, HEIGHT), "white")
    for format_ in ("WEBP", "PNG", "TIFF", "AVIF"):
        assert off(shown(encoded(first, format_, save_all=True, append_images=[second]), NAMES[format_])) <= 2, format_
    assert off(shown(encoded(first, "MPO", save_all=True, append_images=[second], quality=95), "a.jpg")) <= 8


def test_what_cannot_be_opened_is_told_as_it_was_before():
    data = b"GIF89a"
    result = make_variants({"path": "a.jpg", "files": ["00"], "variants": {"a": whole((1, 1))}}, lambda _: data)
    assert [d.what for d in result.diagnostics] == ["the file's name says JPEG, but it is a GIF picture"]
    assert result.failed


# --- the same everywhere ---------------------------------------------------------------------------------------------

VARIANTS = {f"{width} {format_}": [width, width * 3 // 4, format_, 60, 0, 0, 640, 480] for width in (640, 300) for format_ in FORMATS}
ELSEWHERE = """
import hashlib, json, os, sys
from pathlib import Path
from batchpages.photos.variants import make_variants
if sys.argv[3] == "alone" and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
result = make_variants({"path": "a.jpg", "files": ["00"], "variants": json.loads(sys.argv[2])}, lambda _: Path(sys.argv[1]).read_bytes())
print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in result.files.items()}))
"""


def test_bytes_are_the_same_again_in_threads_and_in_other_processes_with_few_cores_or_many(tmp_path):
    data = encoded(shades((640, 480)), "JPEG", icc_profile=icc.display_p3())
    (tmp_path / "a.jpg").write_bytes(data)
    first = made(data, "a.jpg", VARIANTS)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert all(found == first for found in pool.map(lambda _: made(data, "a.jpg", VARIANTS), range(8)))
    named = {name: hashlib.sha256(each).hexdigest() for name, each in first.items()}
    for cores in ("alone", "all"):
        command = [sys.executable, "-c", ELSEWHERE, tmp_path / "a.jpg", json.dumps(VARIANTS), cores]
        assert json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) == named


# --- memory ----------------------------------------------------------------------------------------------------------

MAKE = """
import sys
from PIL import Image
image = Image.linear_gradient("L").resize((6000, 4000))
image = Image.merge("RGB", (image, image, image))
if sys.argv[2] == "RGBA":
    image.putalpha(Image.linear_gradient("L").rotate(90).resize((6000, 4000)))
image.convert(sys.argv[2]).save(sys.argv[1], **({"quality": 90} if sys.argv[1].endswith("jpg") else {"compress_level": 1}))
"""
WORK = """
import pathlib, resource, sys
from batchpages.photos.variants import make_variants
data = pathlib.Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
variants = {str(width): [width, width * 2 // 3, "webp", 80, 0, 0, 6000, 4000] for width in (480, 960, 1600)}
make_variants({"path": sys.argv[1], "files": ["00"], "variants": variants}, lambda _: data)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024))
"""
SPAWN = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)"


@pytest.mark.skipif(os.name == "nt", reason="memory is told as POSIX does")
@pytest.mark.parametrize(("name", "mode", "bytes_a_pixel"), [("a.jpg", "RGB", 3), ("a.png", "RGB", 6.5), ("a.png", "RGBA", 7), ("a.png", "P", 4)])
def test_a_picture_is_held_once_and_a_jpeg_never_in_full(name, mode, bytes_a_pixel, tmp_path):
    """In a process of its own, started by a small one: the memory of the one that starts it counts too. Pillow holds 4 bytes a pixel, and 1 of a palette."""
    path = tmp_path / name
    subprocess.run([sys.executable, "-c", MAKE, path, mode], check=True)
    done = subprocess.run([sys.executable, "-c", SPAWN, WORK, path], check=True, capture_output=True, text=True)
    assert int(done.stdout) < bytes_a_pixel * 6000 * 4000
