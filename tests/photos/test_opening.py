"""What cannot be a photo, and what would cost too much: each is one mistake, in words that say what to do."""

import struct
import tracemalloc
import zlib

import hard_pictures
import pytest
from looking import ENDING_OF, encoded, facts, facts_of, mistake, parsed, turned
from PIL import Image

from batchpages.model import PICTURES
from batchpages.photos import opening
from batchpages.photos.opening import MOST_PIXELS
from batchpages.photos.variants import make_variants

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
        (b"not a picture", "it is a text", "put the picture itself here, as JPEG or PNG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an SVG drawing", "export it as JPEG or PNG"),
        (b"<!DOCTYPE html><title>Not found</title>", "it is a web page", "put the picture itself here, as JPEG or PNG"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "it is a stand-in of Git LFS", "`git lfs pull`"),
        (b"%PDF-1.7", "it is a PDF", "put the picture itself here, as JPEG or PNG"),
        (encoded("GIF"), "it is a GIF picture", "export it as JPEG or PNG"),
        (encoded("BMP"), "it is a BMP picture", "export it as JPEG or PNG"),
        (encoded("JPEG2000"), "it is a JPEG 2000 picture", "export it as JPEG or PNG"),
        (b"\0\0\0\x20ftypqt  " + bytes(20), "it is a film", "put the picture itself here, as JPEG or PNG"),
        (b"\0\0\0\x18ftypcrx " + bytes(12), "it is a camera's raw file", "export it as JPEG or PNG"),
        (b"\x00\x01\x02\xff" * 20, "cannot be read", "save it again as JPEG or PNG"),
    ],
)
def test_what_is_no_picture_that_is_known_here_is_told(data, what, hint):
    found = mistake(data)
    assert what in found.what
    assert hint in found.hint


def test_what_is_told_is_the_same_each_time():
    assert "0x" not in mistake(b"not a picture").hint


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.avif", "a.heic", "progressive.jpg"])
def test_a_picture_that_was_cut_off_is_told(name):
    options = {"progressive": True} if name.startswith("progressive") else {}
    image = Image.effect_noise((80, 60), 90).convert("RGB")
    data = hard_pictures.heic() if name == "a.heic" else encoded(PICTURES[name[name.index(".") :]], image, **options)
    for size in (60, len(data) // 3, len(data) // 2, len(data) - 40):
        found = mistake(data[:size], name)
        assert "cannot be read" in found.what
        assert "copy it here again" in found.hint or "save it again" in found.hint


@pytest.mark.parametrize("format_", ["WEBP", "PNG", "TIFF", "AVIF"])
def test_of_several_pictures_it_says_that_the_first_is_shown(format_):
    data = encoded(format_, hard_pictures.patches(), save_all=True, append_images=[Image.new("RGB", (64, 48), "white")])
    name = f"a{ENDING_OF[format_]}"
    result = parsed(data, name)
    (found,) = result.diagnostics
    assert (found.severity, found.place.path) == ("warning", name)
    assert "only the first is shown" in found.what
    assert ("several pages" in found.what) == (format_ == "TIFF")
    assert found.hint
    assert facts_of(result).colour == "#7d8782"


def test_one_page_or_picture_is_not_several():
    for format_ in ("WEBP", "PNG", "TIFF", "AVIF"):
        assert facts(encoded(format_, save_all=True), f"a{ENDING_OF[format_]}").width == 8


@pytest.mark.parametrize("size", [(2000, 1), (1, 2000), (211, 10)], ids=str)
def test_a_strip_is_told(size):
    found = mistake(encoded("PNG", Image.new("RGB", size)), "a.png")
    assert found.what == f"the picture is a strip of {size[0]} × {size[1]} pixels, more than 20 times as long as it is wide"


@pytest.mark.parametrize("mode", ["F", "I"])
def test_numbers_that_do_not_say_what_is_white_are_told(mode):
    found = mistake(encoded("TIFF", Image.new(mode, (8, 6), 100)), "a.tif")
    assert "32 bits a channel" in found.what
    assert found.hint == "save it with 8 or 16 bits a channel"


@pytest.mark.parametrize("transparent", [(0, 0, 0, 0), (200, 100, 50, 128)])
@pytest.mark.parametrize("format_", ["PNG", "WEBP", "AVIF", "TIFF"])
def test_what_is_transparent_has_no_colour(format_, transparent):
    image = Image.new("RGBA", (8, 6), (200, 100, 50, 255))
    opaque = facts(encoded(format_, image, quality=100), f"a{ENDING_OF[format_]}").colour
    assert opaque[0] == "#"
    image.paste(transparent, (0, 0, 4, 6))
    assert facts(encoded(format_, image), f"a{ENDING_OF[format_]}").colour == ""


def test_the_colour_is_in_srgb():
    assert (
        facts(hard_pictures.encoded(hard_pictures.in_space(hard_pictures.patches(), "p3"), "PNG", icc_profile=hard_pictures.profile("p3")), "a.png").colour
        == "#7d8782"
    )


# --- bombs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [b"iCCP", b"zTXt", b"iTXt"])
def test_what_swells_beside_the_pixels_of_a_png_is_told_and_costs_little(name):
    swollen = zlib.compress(bytes(200_000_000), 9)
    head = {b"iCCP": b"a\0\0", b"zTXt": b"a\0\0", b"iTXt": b"a\0\1\0\0\0"}[name]
    data = hard_pictures.with_chunk(encoded("PNG"), name, head + swollen)
    del swollen
    tracemalloc.start()
    found = mistake(data, "a.png")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "cannot be read" in found.what
    assert "save it again" in found.hint
    assert most < 8_000_000


@pytest.mark.parametrize(("chunk", "told"), [("VP8 ", (16383, 16383)), ("VP8L", (16384, 16384)), ("VP8X", (16000, 9000))])
def test_a_webp_that_promises_too_many_pixels_is_refused_before_it_is_opened(chunk, told, monkeypatch):
    width, height = told
    head = {
        "VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
        "VP8L": b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14) + bytes(5),
        "VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }[chunk]
    data = b"RIFF" + struct.pack("<I", 22) + b"WEBP" + chunk.encode() + struct.pack("<I", 10) + head
    monkeypatch.setattr(Image, "open", None)
    assert f"{width} × {height} pixels, more than 48 million" in mistake(data, "a.webp").what


def test_the_size_of_a_webp_is_read_from_each_kind_of_header():
    for options in ({"lossless": False}, {"lossless": True}, {"exif": turned(1)}, {"lossless": True, "exif": turned(1)}):
        assert opening._canvas_of_webp(encoded("WEBP", Image.new("RGB", (123, 77)), **options)) == (123, 77)


def test_avif_and_heic_that_promise_too_many_pixels_are_refused_by_their_headers():
    """The sizes stand in `ispe` (ISO/IEC 23008-12, 6.5.3)."""
    small = struct.pack(">II", 64, 48)
    data = encoded("AVIF", hard_pictures.patches())
    assert data.count(small) == 1
    assert "8000 × 4001 pixels, more than 32 million" in mistake(data.replace(small, struct.pack(">II", 8000, 4001)), "a.avif").what
    huge = hard_pictures.heic(size=(9000, 8000), cut=False)
    assert "9000 × 8000 pixels, more than 64 million" in mistake(huge, "a.heic").what


def test_a_tiff_whose_tiles_are_too_large_is_refused():
    """One tile, far larger than the picture, is unpacked whole (TIFF 6.0, section 15)."""
    data = zlib.compress(bytes(100))
    tags = {256: 64, 257: 64, 258: 8, 259: 8, 262: 1, 277: 1, 322: 30_000, 323: 30_000, 324: 138 - 4, 325: len(data)}
    tiff = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items()) + bytes(4) + data
    assert "30000 × 30000 pixels, more than 64 million" in mistake(tiff, "a.tif").what


def test_what_nobody_can_hold_is_refused_however_it_is_made():
    for name, data in {"a.png": hard_pictures.png_of(2**31 - 1, 2**31 - 1), "b.png": hard_pictures.png_of(100_000, 5000)}.items():
        assert "more than 64 million" in mistake(data, name).what


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


@pytest.mark.parametrize("format_", ["PNG", "TIFF", "JPEG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_damage_is_more_than_a_mistake_and_what_is_let_pass_can_be_made_into_variants(format_):
    whole = hard_pictures.heic(exif=turned(6).tobytes()) if format_ == "HEIF" else encoded(format_, exif=turned(6))
    name = f"a{ENDING_OF[format_]}"
    for position in range(len(whole)):
        for byte in (0, 1, 0xFF):
            damaged = bytearray(whole)
            damaged[position] = byte
            result = parsed(bytes(damaged), name)
            assert bool(result.entry) != result.failed
            if result.entry:
                found = facts_of(result)
                size = (found.width, found.height)
                task = {"path": name, "files": ["00"], "variants": {"a": [3, 2, "webp", 50, 0, 0, *size], "b": [1, 1, "jpeg", 50, 0, 0, 1, 1]}}
                assert len(make_variants(task, lambda _, data=bytes(damaged): data).files) == 2


def test_a_heic_whose_parts_have_no_names_is_told():
    data = hard_pictures.heic(exif=turned(6).tobytes())
    damaged = data.replace(b"\0\0Exif\0", b"\0\0\xffxif\0", 1)
    assert damaged != data
    assert "cannot be read" in mistake(damaged, "a.heic").what
