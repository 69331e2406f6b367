import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from batchpages.engine.task import digest_of
from batchpages.theme import images
from batchpages.theme.images import FIGURES, Box, ImageSet, cut, sets_for

ROSE = digest_of(b"rose")


def box(crop, size, focus=""):
    return cut(ImageSet(("hero",), (480,), crop), *size, focus, avif=False).fallback.box


def made(image_set, size=(3000, 2000), focus="", *, avif=False):
    """What a set makes of a photograph, as format → widths."""
    return {each[0].format: [variant.width for variant in each] for each in cut(image_set, *size, focus, avif=avif).formats}


# --- crops ---------------------------------------------------------------------------------------------------------------


def test_without_a_crop_it_is_the_whole_photograph():
    assert box("", (3000, 2000), "10% 90%") == Box(0, 0, 3000, 2000)


@pytest.mark.parametrize(
    ("crop", "size", "focus", "expected"),
    [
        ("1:1", (3000, 2000), "", (500, 0, 2500, 2000)),
        ("1:1", (3000, 2000), "30% 60%", (0, 0, 2000, 2000)),
        ("1:1", (3000, 2000), "40% 60%", (200, 0, 2200, 2000)),
        ("1:1", (3000, 2000), "100% 0%", (1000, 0, 3000, 2000)),
        ("1:1", (2000, 3000), "50% 60%", (0, 800, 2000, 2800)),
        ("1:1", (2000, 3000), "50% 100%", (0, 1000, 2000, 3000)),
        ("1:1", (2000, 3000), "50% 0%", (0, 0, 2000, 2000)),
        ("3:2", (3000, 2000), "0% 0%", (0, 0, 3000, 2000)),
        ("4:5", (1000, 1000), "45.5% 10%", (55, 0, 855, 1000)),
        ("16:9", (1600, 1600), "0% 75%", (0, 700, 1600, 1600)),
    ],
)
def test_a_crop_is_the_largest_part_of_its_proportions_as_near_around_the_focus_as_the_edges_allow(crop, size, focus, expected):
    assert box(crop, size, focus) == expected


SIDES = st.integers(1, 9000)


@given(SIDES, SIDES, st.sampled_from(["", "1:1", "3:2", "4:5", "16:9", "40:21", "1:5", "5:1"]), st.integers(0, 100), st.integers(0, 100))
@example(1, 1, "40:21", 0, 100)
@example(1, 9000, "5:1", 100, 0)
@example(9000, 1, "1:5", 50, 50)
def test_whatever_is_cut_lies_in_the_photograph_and_nothing_is_made_larger(width, height, crop, x, y):
    image_set = ImageSet(("hero",), (16, 480, 2000), crop)
    for variants in cut(image_set, width, height, f"{x}% {y}%", avif=True).formats:
        for variant in variants:
            left, top, right, bottom = variant.box
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
            assert 1 <= variant.width <= right - left
            assert 1 <= variant.height <= bottom - top
            across, down = images.ratio(crop) if crop else (width, height)
            assert abs(variant.height - variant.width * down / across) <= 1 or variant.height in (1, bottom - top)


# --- widths and formats --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "crop", "widths"),
    [
        ((2000, 1000), "", [480, 960, 1440]),
        ((960, 640), "", [480, 960]),
        ((961, 640), "", [480, 960]),
        ((1055, 640), "", [480, 960]),
        ((1056, 640), "", [480, 960, 1056]),
        ((100, 640), "", [100]),
        ((1, 1), "", [1]),
        ((2000, 1000), "1:2", [480]),
        ((2000, 1200), "1:2", [480, 600]),
    ],
)
def test_no_width_is_larger_than_what_is_cut_out_and_each_is_made_once(size, crop, widths):
    assert made(ImageSet(("hero",), (480, 960, 1440), crop, formats=("webp",)), size) == {"webp": widths}


def test_the_last_format_is_made_in_one_width_which_every_browser_gets():
    assert made(ImageSet(("hero",), (480, 960, 1440))) == {"webp": [480, 960, 1440], "jpeg": [960]}
    assert made(ImageSet(("hero",), (480, 960, 1440), fallback=480)) == {"webp": [480, 960, 1440], "jpeg": [480]}
    assert made(ImageSet(("hero",), (480, 960, 1440), fallback=1440), (700, 700)) == {"webp": [480, 700], "jpeg": [700]}
    assert made(ImageSet(("hero",), (480, 960, 1440), fallback=1440), (1000, 700)) == {"webp": [480, 960], "jpeg": [960]}
    assert made(ImageSet(("hero",), (480, 960))) == {"webp": [480, 960], "jpeg": [960]}


def test_one_format_alone_is_made_in_all_widths():
    assert made(ImageSet(("hero",), (480, 960), formats=("jpeg",))) == {"jpeg": [480, 960]}
    assert made(ImageSet(("hero",), (480, 960), formats=("avif", "webp"))) == {"webp": [480, 960]}


def test_avif_is_made_only_where_it_is_asked_for():
    assert made(ImageSet(("hero",), (480, 960)), avif=True) == {"avif": [480, 960], "webp": [480, 960], "jpeg": [960]}
    assert made(ImageSet(("hero",), (480, 960), formats=("webp", "jpeg")), avif=True) == {"webp": [480, 960], "jpeg": [960]}
    assert made(ImageSet(("hero",), (480, 960), formats=("avif", "webp")), avif=True) == {"avif": [480, 960], "webp": [960]}


def test_what_every_browser_can_show_is_the_widest_of_the_last_format():
    assert cut(ImageSet(("hero",), (480, 960)), 3000, 2000, "", avif=True).fallback[:3] == (960, 640, "jpeg")
    assert cut(ImageSet(("hero",), (480, 960), formats=("webp",)), 3000, 2000, "", avif=True).fallback[:3] == (960, 640, "webp")


def test_quality_is_that_of_the_theme_or_else_the_usual_one():
    found = cut(ImageSet(("hero",), (480,), quality={"webp": 70}), 3000, 2000, "", avif=True).formats
    assert [each[0].quality for each in found] == [images.QUALITY["avif"], 70, images.QUALITY["jpeg"]]


# --- names ---------------------------------------------------------------------------------------------------------------


def test_a_mark_differs_for_every_difference_and_is_stable(monkeypatch):
    variant = images.Variant(480, 320, "webp", 80, Box(0, 0, 3000, 2000))
    others = [
        variant._replace(quality=81),
        *(variant._replace(box=variant.box._replace(**{side: value})) for side, value in (("left", 1), ("top", 1), ("right", 2999), ("bottom", 1999))),
    ]
    marks = [variant.mark(ROSE), *(other.mark(ROSE) for other in others), variant.mark(digest_of(b"thorn"))]
    monkeypatch.setattr(images, "RECIPE", images.RECIPE + 1)
    marks.append(variant.mark(ROSE))
    assert len(set(marks)) == len(marks)


def test_all_widths_of_a_cut_have_one_mark_in_a_format():
    """It is the part of an address that cannot be compressed, and stands often on a page."""
    made_ = cut(ImageSet(("hero",), (480, 960, 1440), "3:2"), 3000, 1999, "10% 10%", avif=False).formats
    assert [len({each.mark(ROSE) for each in variants}) for variants in made_] == [1, 1]


@given(st.integers(1200, 9000), st.integers(630, 9000))
def test_what_is_shared_is_1200_by_630(width, height):
    shared = cut(ImageSet(("share",), (1200,), "40:21", formats=("jpeg",)), width, height, "", avif=False).fallback
    assert (shared.width, shared.height) == (1200, 630)


def test_a_mark_is_the_same_from_release_to_release():
    """An address that changes for nothing is fetched anew by everybody."""
    assert images.Variant(480, 320, "webp", 80, Box(0, 0, 3000, 2000)).mark(bytes(20)).hex()[:12] == "ccb5cee95464"


# --- roles ---------------------------------------------------------------------------------------------------------------


def test_a_role_has_all_the_sets_that_are_for_it():
    known = {"hero": ImageSet(("hero", "card"), (480,)), "small": ImageSet(("card",), (240,))}
    assert sets_for(known, "batch", "hero") == {"hero": known["hero"]}
    assert list(sets_for(known, "batch", "card")) == ["hero", "small"]
    assert sets_for(known, "batch", "share") == {}


def test_a_set_may_be_for_one_kind_of_record_only():
    known = {"round": ImageSet(("maker.card",), (160,)), "hero": ImageSet(("hero", "batch.card"), (480,))}
    assert list(sets_for(known, "maker", "card")) == ["round"]
    assert list(sets_for(known, "batch", "card")) == ["hero"]
    assert list(sets_for(known, "maker", "hero")) == ["hero"]
    assert sets_for(known, "product", "card") == {}


def test_pictures_in_stories_are_shown_in_every_theme():
    assert sets_for({}, "batch", "figure") == {"figure": FIGURES}
    own = {"plate": ImageSet(("figure",), (300,))}
    assert sets_for(own, "batch", "figure") == own
