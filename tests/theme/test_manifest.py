import subprocess
import sys

import msgspec
import pytest

from batchpages.engine.task import Result, digest_of
from batchpages.theme.images import ImageSet
from batchpages.theme.manifest import Manifest, Option, fault
from batchpages.theme.parse_manifest import parse_manifest

GOOD = """\
name: sea
extends: shelf
description: Blue all over.
options:
  accent:
    type: colour
    default: "#0af"
  type:
    type: choice
    choices: [serif, sans]
    default: serif
    description: The voice.
  motto:
    type: text
    default: ""
images:
  hero:
    description: Opens a page.
    for: [hero, card]
    widths: [480, 960]
    crop: 3:2
    sizes: "(min-width: 60em) 50vw, 100vw"
    formats: [jpeg, webp]
    quality: {webp: 76}
    fallback: 480
  whole:
    for: figure
    widths: 960
words:
  en:
    made_by: Made by
    status_few-left: A few left
  pt:
    made_by: Feito por
"""


def parsed(text: str | bytes) -> Result:
    data = text.encode() if isinstance(text, str) else text
    digest = digest_of(data)
    inputs = {"path": "themes/sea/theme.yaml", "folder": "sea", "files": [digest.hex()]}
    return parse_manifest(inputs, {digest: data}.__getitem__)


def said(text: str | bytes) -> list[tuple[int, int, str, str]]:
    result = parsed(text)
    assert result.entry == b"" or not result.diagnostics
    assert all(d.place.path == "themes/sea/theme.yaml" for d in result.diagnostics)
    return [(d.place.line, d.place.column, d.what, d.hint) for d in result.diagnostics]


def test_a_manifest_is_read():
    result = parsed(GOOD)
    assert result.diagnostics == ()
    assert msgspec.msgpack.decode(result.entry, type=Manifest) == Manifest(
        "sea",
        "shelf",
        "Blue all over.",
        {
            "accent": Option("colour", "#0af"),
            "type": Option("choice", "serif", ("serif", "sans"), "The voice."),
            "motto": Option("text", ""),
        },
        {
            "hero": ImageSet(("hero", "card"), (480, 960), "3:2", "(min-width: 60em) 50vw, 100vw", ("webp", "jpeg"), {"webp": 76}, 480, "Opens a page."),
            "whole": ImageSet(("figure",), (960,)),
        },
        {"en": {"made_by": "Made by", "status_few-left": "A few left"}, "pt": {"made_by": "Feito por"}},
    )


def test_line_ends_and_a_byte_order_mark_make_no_difference():
    assert parsed(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).entry == parsed(GOOD).entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: shelf\n", (1, 1, "the theme has no `name`", "write `name: sea`")),
        ("name: see\n", (1, 7, "the theme is called `see`, and its folder `sea`", "write `name: sea`, or rename the folder")),
        ("name: sea\nextends: sea\n", (2, 10, "the theme extends itself", "write the name of another theme, or delete the line")),
        (
            "name: sea\nextends: ../up\n",
            (2, 10, "`../up` cannot be the name of a theme", "write it as its folder is called, such as `shelf`"),
        ),
        ("name: sea\noption: {}\n", (2, 1, "there is no field `option` here", "did you mean `options`?")),
        ("name: sea\noptions: [a]\n", (2, 10, "names and values are expected here", "write `name: value`, one a line, indented")),
        ("name: sea\noptions:\n  a: x\n", (3, 6, "the option `a` needs a `type` and a `default`", "indent them below it")),
        ("name: sea\noptions:\n  a: {type: color, default: x}\n", (3, 13, "`color` is no type of option", "did you mean `colour`?")),
        ("name: sea\noptions:\n  a: {type: colour, default: red}\n", (3, 30, "`red` is not a colour", 'write it as `"#9c4a2f"`')),
        (
            "name: sea\noptions:\n  a: {type: choice, default: b}\n",
            (3, 3, "the option `a` has no `choices`", "write `choices: [serif, sans]`"),
        ),
        (
            "name: sea\noptions:\n  a: {type: choice, choices: [sans], default: san}\n",
            (3, 47, "`san` is none of its choices", "did you mean `sans`?"),
        ),
        (
            "name: sea\noptions:\n  a: {type: text, choices: [x], default: x}\n",
            (3, 28, "only an option of `type: choice` has choices", "delete them, or write `type: choice`"),
        ),
        ("name: sea\noptions:\n  a: {default: x}\n", (3, 3, "the option `a` has no `type`", "write `type: colour`")),
        (
            "name: sea\noptions:\n  name: {type: text, default: x}\n",
            (3, 3, "`name` cannot be the name of an option", "`name` names the theme"),
        ),
        (
            "name: sea\nwords:\n  english: {a: b}\n",
            (3, 3, "`english` is not a language", "write a language tag, such as `en`, `pt` or `de-AT`"),
        ),
        (
            "name: sea\nwords:\n  en: {a: [b]}\n",
            (3, 11, "one text is expected here", 'put a text that begins with `[` or `{` in quotes: `"[…"`'),
        ),
        (
            "name: sea\nwords:\n  en: {'A b': c}\n",
            (3, 8, "`A b` cannot be the name of a word", "use small letters, digits, `_` and `-`, such as `made_by`"),
        ),
        (
            "name: sea\nimages: {a: {for: hero}}\n",
            (2, 10, "the images `a` have no `widths`", "write `widths: [480, 960, 1600]`"),
        ),
        (
            "name: sea\nimages: {a: {widths: 480}}\n",
            (2, 10, "the images `a` have no `for`", "write `for: hero`, or another of `hero`, `card`, `gallery`, `figure`, `step`, `share`"),
        ),
        (
            "name: sea\nimages: {a: {for: cards, widths: 480}}\n",
            (2, 19, "`cards` is none of `hero`, `card`, `gallery`, `figure`, `step`, `share`", "did you mean `card`?"),
        ),
        (
            "name: sea\nimages: {a: {for: makers.card, widths: 480}}\n",
            (2, 19, "`makers.card` is none of `hero`, `card`, `gallery`, `figure`, `step`, `share`", "did you mean `maker.card`?"),
        ),
        ("name: sea\nimages: {a: {for: [hero, hero], widths: 480}}\n", (2, 26, "`hero` stands here twice", "take one of the two out")),
        (
            "name: sea\nimages: {A b: {for: hero, widths: 480}}\n",
            (2, 10, "`A b` cannot be the name of a set of images", "use small letters, digits and hyphens, such as `hero`"),
        ),
        (
            "name: sea\nimages: {a: 480}\n",
            (2, 13, "`a` needs to say which photographs it is `for`, and its `widths`", "indent them below it"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: [960, 480]}}\n",
            (2, 33, "the widths do not stand in order, each once", "write `[480, 960]`"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: [480, 9000]}}\n",
            (2, 39, "`9000` is not a width in px", "write a whole number from 16 to 4000"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: [20, 30, 40, 50, 60, 70, 80, 90, 100]}}\n",
            (2, 33, "these are 9 widths; 8 are allowed", "each one is made of every photograph: three or four are plenty"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: {small: 480}}}\n",
            (2, 33, "a list is expected here", "write it as `[480, 960, 1600]`"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: 480, crop: 3x2}}\n",
            (2, 44, "`3x2` is not a crop", "write width to height, such as `4:5`; for the whole photograph, delete the line"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: 480, crop: 6:1}}\n",
            (2, 44, "`6:1` would leave a strip", "one side can be 5 times as long as the other at most"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: 480, formats: avif}}\n",
            (2, 47, "not every browser shows AVIF, and it is made only where the settings ask for it", "write `formats: [avif, webp, jpeg]`"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: 480, quality: {png: 3}}}\n",
            (2, 48, "`png` is no format", "there is `avif`, `webp`, `jpeg`"),
        ),
        (
            "name: sea\nimages: {a: {for: hero, widths: 480, quality: {webp: 101}}}\n",
            (2, 54, "`101` is not a quality", "write a whole number from 1 to 100"),
        ),
        ("name: sea\nimages: {a: {for: hero, widths: 480, fallback: 960}}\n", (2, 48, "`960` is none of the widths", "write one of `480`")),
        (b"name: sea\ndescription: \xff\n", (2, 14, "this is not UTF-8 text", "save the file again, with the encoding UTF-8")),
    ],
)
def test_a_mistake_is_told_at_its_place(text, expected):
    assert said(text) == [expected]


def test_mistakes_of_yaml_are_told_too():
    ((line, column, what, _),) = said("name: sea\nname: sea\n")
    assert (line, column) == (2, 1)
    assert "twice" in what


def test_all_mistakes_are_told_at_once():
    assert len(said("name: see\nwords: x\noptions:\n  a: {type: colour, default: red}\n")) == 3


@pytest.mark.parametrize("value", ["#0af", "#00AAFF"])
def test_a_colour_may_have_three_or_six_digits(value):
    assert fault(Option("colour", ""), value) is None


@pytest.mark.parametrize("value", ["", "red", "#12", "#1234", "#0af;}", "#0af\n", "rgb(1,2,3)", "#0ag", "#００ａ"])
def test_nothing_else_is_a_colour(value):
    assert fault(Option("colour", ""), value) is not None


@pytest.mark.parametrize("value", ["a\nb", "a\0b", "a\u2028b", "x" * 201])
def test_a_text_is_one_short_line(value):
    assert fault(Option("text", ""), value) is not None
    assert fault(Option("text", ""), "x" * 200) is None


def test_only_the_environment_needs_jinja():
    code = "import sys, batchpages.theme.manifest, batchpages.theme.theme, batchpages.theme.assets; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
