"""Pixels of every kind come out in sRGB. Tolerances are in steps of 8 bits: 2 where the file keeps its pixels, more where it is lossy itself."""

import io

import pytest
from hard_pictures import (
    HEIGHT,
    PATCHES,
    WIDTH,
    adobe_rgb_by_name,
    chunk,
    deep_png,
    encoded,
    grey_profile,
    heic,
    in_space,
    middles,
    notes,
    patches,
    press_profile,
    profile,
    with_chunk,
    with_segment,
)
from making import made, off, opened, shown, whole
from PIL import Image, ImageCms

from batchpages.photos import icc

NAMES = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "TIFF": "a.tif", "AVIF": "a.avif"}
LOSS = {"JPEG": 3, "AVIF": 6}
"""By how much these files themselves differ from what was saved, where colours are at the edge of their space."""
SRGB = ImageCms.createProfile("sRGB")


def inks():
    """Cyan, magenta, yellow and black, each alone."""
    image = Image.new("CMYK", (WIDTH, HEIGHT))
    for at, ink in zip(((0, 0), (WIDTH // 2, 0), (0, HEIGHT // 2), (WIDTH // 2, HEIGHT // 2)), range(4), strict=True):
        image.paste(tuple(255 * (ink == each) for each in range(4)), (*at, at[0] + WIDTH // 2, at[1] + HEIGHT // 2))
    return image


# --- spaces ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("space", ["srgb", "p3", "adobe"])
@pytest.mark.parametrize("format_", NAMES)
def test_a_profile_is_obeyed(format_, space):
    data = encoded(in_space(patches(), space), format_, icc_profile=profile(space))
    assert off(shown(data, NAMES[format_])) <= LOSS.get(format_, 2)


def test_without_their_profiles_these_pictures_would_look_wrong():
    assert off(shown(encoded(in_space(patches(), "p3"), "PNG"))) > 10
    assert off(shown(encoded(in_space(patches(), "adobe"), "PNG"))) > 10


@pytest.mark.parametrize(
    ("space", "coloured", "meant"),
    [("p3", (234, 51, 35), (255, 0, 0)), ("adobe", (219, 0, 0), (255, 0, 0)), ("adobe", (144, 255, 60), (0, 255, 0))],
)
def test_spaces_are_what_their_makers_publish(space, coloured, meant):
    """Numbers of the purest red and green of sRGB in Display P3 (CSS Color 4, 11.4) and in Adobe RGB (1998), as others compute them."""
    data = encoded(Image.new("RGB", (WIDTH, HEIGHT), coloured), "PNG", icc_profile=profile(space))
    assert off(shown(data), [meant] * 4) <= 4


def test_the_matrix_of_adobe_rgb_is_the_published_one():
    """Adobe RGB (1998) Color Image Encoding, table of the ICC profile: its colorants under D50."""
    found = ImageCms.ImageCmsProfile(io.BytesIO(icc.adobe_rgb())).profile
    published = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
    for colorant, meant in zip((found.red_colorant, found.green_colorant, found.blue_colorant), published, strict=True):
        assert all(abs(one - other) < 0.0003 for one, other in zip(colorant[0], meant, strict=True))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_adobe_rgb_that_a_camera_only_names_is_known(format_):
    data = encoded(in_space(patches(), "adobe"), format_, exif=adobe_rgb_by_name())
    assert off(shown(data, NAMES[format_])) <= LOSS.get(format_, 2)


def test_what_a_camera_calls_uncalibrated_without_naming_a_space_is_srgb():
    assert off(shown(encoded(patches(), "JPEG", exif=notes(ColorSpace=0xFFFF)), "a.jpg")) <= 2


def test_a_profile_says_more_than_a_name():
    data = encoded(in_space(patches(), "p3"), "PNG", icc_profile=profile("p3"), exif=adobe_rgb_by_name())
    assert off(shown(data)) <= 2


def test_heic_in_display_p3_by_a_profile_and_by_a_name():
    by_profile = shown(heic(icc_profile=icc.display_p3()), "a.heic")
    by_name = shown(heic(space=(12, 13)), "a.heic")
    meant = [in_srgb.getpixel((0, 0)) for in_srgb in map(from_p3, PATCHES)]
    assert off(by_profile, meant) <= 3
    assert off(by_name, meant) <= 3
    assert off(shown(heic(space=(1, 13)), "a.heic")) <= 3


def from_p3(colour):
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc.display_p3()))
    return ImageCms.profileToProfile(Image.new("RGB", (1, 1), colour), source, SRGB, ImageCms.Intent.RELATIVE_COLORIMETRIC)


@pytest.mark.parametrize(
    "data", [b"\0" * 200, b"not a profile", icc.adobe_rgb()[:150], grey_profile(), press_profile()], ids=["zeros", "text", "cut", "grey", "press"]
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_profile_that_is_damaged_or_speaks_of_other_pixels_is_ignored(format_, data):
    assert off(shown(encoded(patches(), format_, icc_profile=data), NAMES[format_])) <= 3


def test_a_profile_that_cannot_be_unpacked_is_ignored():
    assert off(shown(with_chunk(encoded(patches(), "PNG"), b"iCCP", b"name\0\0" + b"no deflate at all"))) <= 2


# --- inks, Lab, greys ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["JPEG", "TIFF"])
def test_inks_without_a_profile_are_taken_for_pure_ones(format_):
    assert off(shown(encoded(inks(), format_), NAMES[format_]), [(0, 255, 255), (255, 0, 255), (255, 255, 0), (0, 0, 0)]) <= 2


@pytest.mark.parametrize("format_", ["JPEG", "TIFF"])
def test_inks_are_those_of_their_profile(format_):
    found = shown(encoded(inks(), format_, icc_profile=press_profile()), NAMES[format_])
    red, green, blue, black = (found.getpixel(place) for place in middles(found.size))
    assert (max(red), max(green), max(blue), max(black)) == (red[0], green[1], blue[2], black[0])
    assert max(black) < 5


def test_lab_is_converted():
    lab = ImageCms.profileToProfile(patches(), SRGB, ImageCms.createProfile("LAB"), outputMode="LAB")
    assert off(shown(encoded(lab, "TIFF"), "a.tif")) <= 3


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_greys_are_those_of_their_profile(mode):
    """Half of the light, in numbers that count light, is 188 in sRGB (IEC 61966-2-1)."""
    image = Image.new(mode, (WIDTH, HEIGHT), 128 if mode == "L" else (128, 255))
    assert off(shown(encoded(image, "PNG", icc_profile=grey_profile(1.0))), [(188, 188, 188)] * 4) <= 2
    assert off(shown(encoded(image, "PNG")), [(128, 128, 128)] * 4) <= 1


def test_greys_with_a_profile_of_colours_are_converted_by_it():
    assert off(shown(encoded(patches().convert("L"), "JPEG", icc_profile=profile("p3")), "a.jpg"), [(g, g, g) for g in greys()]) <= 2


def greys():
    image = patches().convert("L")
    return [image.getpixel(place) for place in middles(image.size)]


# --- depths ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("format_", ["PNG", "TIFF"])
def test_every_kind_of_pixel_keeps_its_colour(format_, mode):
    image = patches().quantize(4) if mode == "P" else patches().convert(mode, dither=Image.Dither.NONE)
    meant = [image.convert("RGB").getpixel(place) for place in middles(image.size)]
    assert off(shown(encoded(image, format_), NAMES[format_]), meant) <= 2


def test_a_palette_has_the_profile_of_its_colours():
    image = in_space(patches(), "p3").quantize(4)
    assert off(shown(encoded(image, "PNG", icc_profile=profile("p3")))) <= 3


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_sixteen_bits_become_eight(channels):
    colour = {1: (0x8080,), 2: (0x8080, 0xFFFF), 3: (0xC8C8, 0x6464, 0x3232), 4: (0xC8C8, 0x6464, 0x3232, 0xFFFF)}[channels]
    meant = (128, 128, 128) if channels < 3 else (200, 100, 50)
    assert off(shown(deep_png(colour * (WIDTH * HEIGHT), (WIDTH, HEIGHT), channels=channels)), [meant] * 4) <= 2


@pytest.mark.parametrize("mode", ["I;16", "I;16B"])
@pytest.mark.parametrize("value", [0, 0x4040, 0x8080, 0xFFFF])
def test_sixteen_bits_of_grey_become_eight_whatever_their_order(mode, value):
    data = encoded(Image.frombytes(mode, (WIDTH, HEIGHT), value.to_bytes(2, "little" if mode == "I;16" else "big") * WIDTH * HEIGHT), "TIFF")
    assert off(shown(data, "a.tif"), [(value // 257,) * 3] * 4) <= 1


# --- transparency ----------------------------------------------------------------------------------------------------


def half(mode="RGBA"):
    """A picture whose right half is transparent, and black beneath."""
    image = Image.new("RGBA", (WIDTH, HEIGHT), (200, 100, 50, 255))
    image.paste((0, 0, 0, 0), (WIDTH // 2, 0, WIDTH, HEIGHT))
    return image.convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
@pytest.mark.parametrize("format_", ["webp", "avif"])
def test_what_is_transparent_stays_so(format_, mode):
    image = half().quantize(2) if mode == "P" else half(mode)
    found = opened(made(encoded(image, "PNG"), "a.png", {"a": whole((WIDTH, HEIGHT), format_)})["a"])
    assert found.mode == "RGBA"
    assert found.getpixel((8, 8))[3] == 255
    assert found.getpixel((WIDTH - 8, 8))[3] == 0


def test_in_a_jpeg_what_is_transparent_is_white():
    found = opened(made(encoded(half(), "PNG"), "a.png", {"a": whole((WIDTH, HEIGHT), "jpeg")})["a"])
    assert off(found, [(200, 100, 50), (255, 255, 255)] * 2) <= 2


def test_what_is_transparent_colours_nothing_beside_it():
    found = opened(made(encoded(half(), "PNG"), "a.png", {"a": [7, 5, "webp", 100, 0, 0, WIDTH, HEIGHT]})["a"])
    edge = found.getpixel((3, 2))
    assert 0 < edge[3] < 255
    assert all(abs(one - other) <= 6 for one, other in zip(edge, (200, 100, 50), strict=False))


def test_one_colour_may_be_the_transparent_one():
    image = patches()
    found = opened(made(encoded(image, "PNG", transparency=image.getpixel((0, 0))), "a.png", {"a": whole((WIDTH, HEIGHT))})["a"])
    assert [found.getpixel(place)[3] for place in middles(found.size)] == [0, 255, 255, 255]


def test_a_picture_that_could_be_transparent_and_is_not_is_an_opaque_one():
    assert off(shown(encoded(patches().convert("RGBA"), "PNG"), mode="RGB")) <= 2


# --- strange things beside the pixels --------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"Exif\0\0"])
def test_notes_that_are_damaged_are_ignored(exif):
    assert off(shown(with_segment(encoded(patches(), "JPEG"), 0xE1, exif), "a.jpg")) <= 2
    assert off(shown(with_chunk(encoded(patches(), "PNG"), b"eXIf", exif[6:]))) <= 2


@pytest.mark.parametrize("turn", [0, 9, 255, 65535])
def test_a_turn_that_there_is_not_is_ignored(turn):
    for format_, name in NAMES.items():
        if format_ != "AVIF":  # its writer refuses to write that
            assert off(shown(encoded(patches(), format_, exif=notes(turn)), name)) <= 2


def test_chunks_that_nobody_knows_are_ignored():
    assert off(shown(encoded(patches(), "PNG") + chunk(b"juNK", b"x" * 100))) <= 2
