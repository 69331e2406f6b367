from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from batchpages.engine.task import digest_of
from batchpages.theme.json_schema import theme_schema
from batchpages.theme.parse_manifest import parse_manifest
from editors import seen

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATOR = Draft7Validator(theme_schema())
THEMES = sorted(path for folder in ("themes", "tests/sites") for path in (ROOT / folder).rglob("theme.yaml"))


def mistakes(text, folder="plain"):
    data = text.encode()
    return parse_manifest({"path": "theme.yaml", "folder": folder, "files": [digest_of(data).hex()]}, lambda _digest: data).diagnostics


def test_it_is_a_schema_of_draft_07_and_says_what_each_field_is():
    Draft7Validator.check_schema(theme_schema())
    option = theme_schema()["properties"]["options"]["additionalProperties"]["properties"]
    assert option.keys() == {"type", "default", "choices", "description"}
    assert all(field["description"].endswith(".") for field in (*theme_schema()["properties"].values(), *option.values()))


@pytest.mark.parametrize("path", THEMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_themes_of_this_repository_are_taken(path):
    text = path.read_text(encoding="utf-8")
    if mistakes(text, path.parent.name):
        assert "sites" in path.parts
        return
    for value in seen(text):
        assert [error.message for error in VALIDATOR.iter_errors(value)] == []


RIGHT = [
    "name: plain\n",
    "name: plain\nextends:\noptions:\nwords:\ndescription:\n",
    "name: plain\noptions:\n  accent: {type: colour, default: '#333'}\n  a_b-c: {type: text, default: ''}\n",
    "name: plain\noptions:\n  width: {type: choice, default: 1, choices: [1, true, wide]}\n",
    "name: plain\noptions:\n  width: {type: text, default: 012, choices: , description: 12}\n",
    "name: plain\nimages:\n  hero: {for: hero, widths: 480}\n  a_b-c: {for: [card, share], widths: [16, 4000], crop: 40:21, formats: jpeg, quality: {jpeg: 1}, fallback: 16}\n",
    "name: plain\nimages:\n  hero: {for: hero, widths: [480], crop: , sizes: , formats: , quality: , fallback: , description: }\n",
    "name: plain\nwords:\n  no:\n  de-AT: {made_by: 12, status_few-left: , x: ''}\n",
]
WRONG = [
    "extends: shelf\n",
    "name:\n",
    "name: plain\ncolour: red\n",
    "name: plain\nextends: Shelf\n",
    "name: plain\noptions: [accent]\n",
    "name: plain\nimages: [hero]\n",
    "name: plain\nimages: {hero: 480}\n",
    "name: plain\nimages: {hero: {for: hero}}\n",
    "name: plain\nimages: {hero: {widths: 480}}\n",
    "name: plain\nimages: {hero: {for: top, widths: 480}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: wide}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: 4001}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: 480, crop: 3/2}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: 480, formats: [png]}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: 480, quality: 80}}\n",
    "name: plain\nimages: {hero: {for: hero, widths: 480, quality: {webp: 0}}}\n",
    "name: plain\nimages: {Hero: {for: hero, widths: 480}}\n",
    "name: plain\noptions: {accent: red}\n",
    "name: plain\noptions: {Accent: {type: text, default: x}}\n",
    "name: plain\noptions: {accent: {default: x}}\n",
    "name: plain\noptions: {accent: {type: text}}\n",
    "name: plain\noptions: {accent: {type: color, default: x}}\n",
    "name: plain\noptions: {accent: {type: colour, default: red}}\n",
    "name: plain\noptions: {accent: {type: choice, default: x}}\n",
    "name: plain\noptions: {accent: {type: choice, default: x, choices: []}}\n",
    "name: plain\noptions: {accent: {type: choice, default: x, choices: x}}\n",
    "name: plain\noptions: {accent: {type: text, default: x, choices: [x]}}\n",
    f"name: plain\noptions: {{accent: {{type: text, default: {'x' * 201}}}}}\n",
    "name: plain\nwords: {English: {a: b}}\n",
    "name: plain\nwords: {en: {A: b}}\n",
    "name: plain\nwords: {en: {a: [b]}}\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_taken(text):
    assert mistakes(text) == ()
    for value in seen(text)[1:]:
        assert [error.message for error in VALIDATOR.iter_errors(value)] == []


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_underlined(text):
    assert mistakes(text)
    for value in seen(text)[1:]:
        assert not VALIDATOR.is_valid(value)
