import msgspec
import pytest

from batchpages import model
from batchpages.content.layout import NAMELESS
from batchpages.content.places import locator
from batchpages.content.settings import parse_settings

RIGHT = "name: Shop\nbase_url: https://shop.example/\n"


def read(text):
    """The settings, and what is told as (line:column, what)."""
    data = text if isinstance(text, bytes) else text.encode()
    result = parse_settings({"files": ["00"]}, lambda _: data)
    locate = locator(lambda _: data)
    assert not result.files
    assert all(d.hint and d.severity == "error" for d in result.diagnostics)
    places = [locate(d.place) for d in result.diagnostics]
    assert {place.path for place in places} <= {"batchpages.yaml"}
    return msgspec.msgpack.decode(result.entry, type=model.Settings), [
        (f"{place.line}:{place.column}", d.what) for place, d in zip(places, result.diagnostics, strict=True)
    ]


def test_settings_are_read():
    settings, found = read(RIGHT + "language: pt\ncurrency: GBP\ntheme: {name: plain, accent: red}\nsocial:\n  - {label: Shop, url: https://x.example/}\n")
    assert found == []
    assert settings == model.Settings(
        name="Shop",
        base_url="https://shop.example/",
        language="pt",
        currency="GBP",
        theme={"name": "plain", "accent": "red"},
        social=(model.WebLink(label="Shop", url="https://x.example/"),),
    )


def test_what_is_not_said_has_its_usual_value():
    settings, _ = read(RIGHT)
    assert (settings.language, settings.timezone, settings.currency, settings.theme) == ("en", "UTC", "EUR", {})


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("language: klingonisch\n", "3:11"),
        ("timezone: Europe/Lissabon\n", "3:11"),
        ("currency: Euro\n", "3:11"),
        ("social: none\n", "3:9"),
        ("nmae: Shop\n", "3:1"),
        ("labels: {stock: x, dpi: 7}\n", "3:25"),
    ],
)
def test_a_wrong_setting_hides_nothing_that_is_right(wrong, place):
    settings, found = read(RIGHT + wrong + "tagline: Made in batches.\n")
    assert [where for where, _ in found] == [place]
    assert (settings.name, settings.base_url, settings.tagline) == ("Shop", "https://shop.example/", "Made in batches.")
    assert (settings.language, settings.timezone, settings.currency, settings.social) == ("en", "UTC", "EUR", ())


def test_every_wrong_setting_is_told():
    settings, found = read("name: Shop\nbase_url: shop\ncurrency: Euro\nlanguage: pt\ncolour: red\n")
    assert {where for where, _ in found} == {"2:11", "3:11", "5:1"}
    assert (settings.name, settings.base_url, settings.language) == ("Shop", NAMELESS["base_url"], "pt")


def test_a_required_setting_that_is_missing_has_a_stand_in():
    settings, found = read("language: pt\n")
    assert {what for _, what in found} == {"`base_url` is missing", "`name` is missing"}
    assert settings == model.Settings(**NAMELESS, language="pt")


@pytest.mark.parametrize("text", [b"\xff\xfe", "name: [\n", "- a\n- b\n", "just a text", "", "# nothing\n", b"name: Sh\xe9p\n", "a: b: c\n"])
def test_settings_that_are_none_leave_the_stand_ins(text):
    settings, found = read(text)
    assert found
    assert settings == model.Settings(**NAMELESS)


def test_a_mistake_of_syntax_is_told_at_its_place_and_leaves_what_stands_around_it():
    settings, found = read("name: Shop\nname: Other\nbase_url: https://shop.example/\n")
    assert [where for where, _ in found] == ["2:1"]
    assert settings.base_url == "https://shop.example/"
