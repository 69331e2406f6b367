import re
from html.parser import HTMLParser

import msgspec
import pytest

from batchpages import model
from batchpages.engine.task import digest_of
from batchpages.pages import pictures
from batchpages.theme.images import ImageSet
from pages import made

FACTS = model.PhotoFacts(3000, 2000, "#7a6b5c", digest_of(b"rose").hex())
HERO = ImageSet(("hero",), (480, 960), "1:1", sizes="50vw")
CARD = ImageSet(("card", "gallery"), (240,), formats=("jpeg",))
FIGURE = ImageSet(("figure",), (480, 960), sizes='(min-width: 40em) 36rem, "x"')
IMAGES = {"hero": HERO, "card": CARD, "figure": FIGURE}
NASTY = """<b> & "double" 'single'"""


class Element(HTMLParser):
    """The elements of some HTML: name and attributes; and the texts between them."""

    def __init__(self, html):
        super().__init__()
        self.found, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def parts(facts=FACTS, file="petals.jpg", record="batch:rose", **said):
    kept = made.Kept()
    shown = {f"photo:{record}/{file}": kept.add(msgspec.json.encode(facts))} if facts else {}
    return made.parts(kept, shown, **({"images": IMAGES} | said))


def photo(file="petals.jpg", **said):
    return model.Photo(**({"file": file, "alt": "Petals"} | said))


def figure(hole=None, photos=(), **said):
    hole = hole or model.Figure("petals.jpg", "Petals")
    return pictures.figure(hole, "batch:rose", photos, parts(**said))


# --- views ---------------------------------------------------------------------------------------------------------------


def test_a_photo_has_the_images_that_are_made_for_its_role():
    found = pictures.picture(photo(caption="Wet.", credit="Leila"), "batch:rose", "hero", parts())
    assert (found.alt, found.caption, found.credit, found.colour) == ("Petals", "Wet.", "Leila", "#7a6b5c")
    (name,) = found.images
    image = found.images[name]
    assert (name, image.width, image.height, image.type, image.sizes, image.srcset) == ("hero", 960, 960, "image/jpeg", "50vw", "")
    assert re.fullmatch(r"/img/petals-[0-9a-f]{12}-960\.jpg", image.address)
    (webp,) = image.sources
    assert webp.type == "image/webp"
    assert re.fullmatch(r"/img/petals-[0-9a-f]{12}-480\.webp 480w, /img/petals-[0-9a-f]{12}-960\.webp 960w", webp.srcset)


def test_avif_comes_first_where_the_site_has_it():
    found = pictures.picture(photo(), "batch:rose", "hero", parts(avif=True)).images["hero"]
    assert [each.type for each in found.sources] == ["image/avif", "image/webp"]
    assert found.type == "image/jpeg"


def test_one_format_in_several_widths_is_a_choice_beside_the_address():
    only = {"hero": ImageSet(("hero",), (480, 960), formats=("webp",))}
    found = pictures.picture(photo(), "batch:rose", "hero", parts(images=only)).images["hero"]
    assert found.sources == ()
    assert found.srcset.split(", ")[-1] == f"{found.address} 960w"


def test_a_photo_that_is_small_has_one_size_only():
    found = pictures.picture(photo(), "batch:rose", "hero", parts(facts=model.PhotoFacts(100, 90, "", FACTS.digest))).images["hero"]
    assert (found.width, found.height) == (90, 90)
    assert [source.srcset.count("90w") for source in found.sources] == [1]


def test_the_address_follows_the_focus_only_where_something_is_cut():
    def address(focus, role):
        return next(iter(pictures.picture(photo(focus=focus), "batch:rose", role, parts()).images.values())).address

    assert address("0% 0%", "hero") != address("100% 0%", "hero")
    assert address("0% 0%", "hero") == address("0% 100%", "hero"), "all of its height is in sight anyway"
    assert address("0% 0%", "card") == address("100% 0%", "card")


def test_there_is_no_photo_where_there_is_none_or_nothing_is_known_of_it():
    assert pictures.picture(None, "batch:rose", "hero", parts()) is None
    assert pictures.picture(photo(), "batch:rose", "hero", parts(facts=None)) is None
    assert pictures.picture(photo("others.jpg"), "batch:rose", "hero", parts()) is None


def test_a_photo_of_a_role_that_the_theme_knows_nothing_of_has_no_images():
    assert pictures.picture(photo(), "batch:rose", "share", parts()).images == {}


def test_the_gallery_is_what_is_neither_first_nor_in_the_story():
    kept = made.Kept()
    shown = {f"photo:batch:rose/{name}.jpg": kept.add(msgspec.json.encode(FACTS)) for name in "abcd"}
    given = made.parts(kept, shown, images=IMAGES)
    story = model.Story(segments=("<p>It rained.</p>", model.Figure("b.jpg", "It")))
    photos = [photo(f"{name}.jpg", alt=name) for name in ("a", "b", "c", "d", "broken")]
    assert [each.alt for each in pictures.gallery(photos, story, "batch:rose", given)] == ["c", "d"]


# --- figures -------------------------------------------------------------------------------------------------------------


def test_a_figure_is_whole_html():
    html = figure(model.Figure("petals.jpg", "Petals", "The fourth morning."))
    found = Element(html)
    (img,) = found.all("img")
    assert img == img | {"width": "960", "height": "640", "alt": "Petals", "loading": "lazy", "decoding": "async"}
    assert "srcset" not in img
    (source,) = found.all("source")
    assert source["type"] == "image/webp"
    assert source["sizes"] == f"auto, {FIGURE.sizes}"
    assert html.endswith("<figcaption>The fourth morning.</figcaption></figure>")
    assert [name for name, _ in found.found] == ["figure", "span", "svg", "rect", "picture", "source", "img", "figcaption"]
    assert found.all("rect")[0]["fill"] == "#7a6b5c"
    assert "style" not in html, "the policy forbids it"


def test_what_an_author_writes_stays_text():
    html = figure(model.Figure("petals.jpg", NASTY, NASTY), [photo(credit=NASTY)], words={"photo_by": "<i>%s"})
    found = Element(html)
    assert {name for name, _ in found.found} == {"figure", "span", "svg", "rect", "picture", "source", "img", "figcaption"}
    assert found.all("img")[0]["alt"] == NASTY
    assert "".join(found.texts) == f"{NASTY} <i>{NASTY}"


def test_decoration_has_an_empty_alt():
    assert Element(figure(model.Figure("petals.jpg", ""))).all("img")[0]["alt"] == ""


def test_one_format_in_several_widths_is_chosen_from_in_the_img_itself():
    found = Element(figure(images={"figure": ImageSet(("figure",), (480, 960), formats=("jpeg",), sizes="36rem")}))
    (img,) = found.all("img")
    assert img["sizes"] == "auto, 36rem"
    assert re.fullmatch(r"\S+-480\.jpg 480w, \S+-960\.jpg 960w", img["srcset"])
    assert found.all("source") == []


def test_there_is_no_figure_where_nothing_is_known_of_the_picture():
    assert figure(facts=None) == ""


def test_what_one_can_see_through_has_no_colour_behind_it():
    assert "tone" not in figure(facts=model.PhotoFacts(30, 20, "", FACTS.digest))


def test_who_took_a_picture_is_said_where_photos_say_it():
    html = figure(photos=[photo("other.jpg", credit="Omar"), photo(credit="Leila"), photo(credit="Ines")], words={"photo_by": "Fotografia: %s"})
    assert '<figcaption><span class="credit">Fotografia: Leila</span></figcaption>' in html
    assert '<figcaption><span class="credit">Leila</span></figcaption>' in figure(photos=[photo(credit="Leila")])
    assert "figcaption" not in figure(photos=[photo("other.jpg", credit="Omar")])


def test_a_caption_of_the_list_of_photos_is_not_that_of_the_figure():
    html = figure(model.Figure("petals.jpg", "In the story"), [photo(alt="In the list", caption="Said elsewhere.")])
    assert "Said elsewhere." not in html
    assert 'alt="In the story"' in html


@pytest.mark.parametrize("focus", ["", "0% 50%", "100% 50%"])
def test_a_figure_is_cut_around_the_focus_that_photos_give(focus):
    cropped = {"figure": ImageSet(("figure",), (480,), "1:1")}
    expected = pictures.picture(photo(focus=focus), "batch:rose", "figure", parts(images=cropped)).images["figure"]
    assert f'src="{expected.address}"' in figure(photos=[photo(focus=focus)], images=cropped)


def test_a_theme_may_call_its_figures_otherwise_and_one_without_images_shows_them_all_the_same():
    assert "-300.jpg" in figure(images={"plate": ImageSet(("figure",), (300,))})
    assert "-960.jpg" in figure(images={})


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("rose petals, wet.jpg", "rose%20petals%2C%20wet"),
        ("Blüte.JPG", "bl%C3%BCte"),
        ("薔薇.jpg", "%E8%96%94%E8%96%87"),
        ("100% #1 (a) 'b' & c;d=e+f.jpg", "100%25%20%231%20%28a%29%20%27b%27%20%26%20c%3Bd%3De%2Bf"),
        ("in/a/folder.jpg", "folder"),
    ],
)
def test_any_name_of_a_file_is_a_safe_address(file, expected):
    html = pictures.figure(model.Figure(file, "It"), "batch:rose", (), parts(file=file, base_url="https://shop.example/shop/"))
    (source,) = Element(html).all("source")
    assert re.fullmatch(rf"(/shop/img/{re.escape(expected)}-[0-9a-f]{{12}}-\d+\.webp \d+w(, |$)){{2}}", source["srcset"])
