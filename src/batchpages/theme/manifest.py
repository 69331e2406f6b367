"""What a theme says of itself, in its `theme.yaml`: its name, the theme that it extends, its options, its words."""

import re
import unicodedata
from collections.abc import Collection
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from batchpages.diagnostics import did_you_mean, shown
from batchpages.theme.images import ImageSet

OptionType = Literal["colour", "choice", "text"]

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
OPTION_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LONGEST_OPTION = 200


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """A choice that a theme leaves to the settings. Only `choice` has `choices`."""

    type: Annotated[OptionType, Meta(description="What may be written: a colour, one of some words, or a text.")]
    default: Annotated[str, Meta(description='What holds where the settings say nothing; a colour needs quotes, as in `"#9c4a2f"`.')]
    choices: Annotated[tuple[str, ...], Meta(description="The words to choose from, for `type: choice`.")] = ()
    description: Annotated[str, Meta(description="What the option changes.")] = ""


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A theme. `extends` names the theme below it, if there is one; `words` are by language, then by name."""

    name: Annotated[str, Meta(description="The name of the theme's folder.")]
    extends: Annotated[str, Meta(description="The theme below: a bundled one, such as `shelf`, or another in `themes/`.")] = ""
    description: Annotated[str, Meta(description="What the theme is like.")] = ""
    options: Annotated[dict[str, Option], Meta(description="What the settings may choose, by name.")] = {}
    images: Annotated[dict[str, ImageSet], Meta(description="The web sizes in which photographs are made, by name.")] = {}
    words: Annotated[dict[str, dict[str, str]], Meta(description="The theme's own words, by language and then by name.")] = {}


def fault(option: Option, value: str) -> tuple[str, str] | None:
    """What is wrong with an option's value, and what to write instead; None where it can stand."""
    if option.type == "colour" and not COLOUR.fullmatch(value):
        return f"{shown(value)} is not a colour", 'write it as `"#9c4a2f"`'
    if option.type == "choice" and value not in option.choices:
        return f"{shown(value)} is none of its choices", did_you_mean(value, option.choices, f"write {one_of(option.choices)}")
    if option.type == "text" and len(value) > LONGEST_OPTION:
        return f"this text has {len(value)} characters; {LONGEST_OPTION} are allowed", "shorten it"
    if option.type == "text" and _control(value):
        return "this text holds a line break or an invisible control character", "write it on one line"
    return None


def one_of(names: Collection[str]) -> str:
    """Names as a hint offers them: `a` or `b`."""
    return " or ".join(f"`{name}`" for name in names)


def _control(text: str) -> bool:
    return any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in text)
