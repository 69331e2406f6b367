"""A `theme.yaml`, as a JSON Schema for editors. It takes whatever `parse_manifest` takes, but for a bare `null`."""

from typing import get_args

import msgspec

from batchpages.located_yaml.for_editors import TEXT, Schema, document, fields, items, optional, scalar, text, told, words
from batchpages.theme.images import FORMATS, PURPOSES, ImageSet
from batchpages.theme.manifest import COLOUR, LONGEST_OPTION, OPTION_NAME, Manifest, Option, OptionType
from batchpages.theme.parse_images import CROP, NARROWEST, WIDEST
from batchpages.theme.parse_images import NAME as IMAGES_NAME
from batchpages.theme.parse_manifest import LANGUAGE, LONGEST_WORD, NAME, WORD_NAME

WHOLE = "[0-9]{1,5}"


def theme_schema() -> Schema:
    """The schema of a `theme.yaml`, in JSON Schema's draft-07."""
    said = _said(Manifest)
    properties = {
        "name": _any_text(),
        "extends": optional(scalar(NAME.pattern, TEXT, "Write a theme's name, as its folder is called, such as `shelf`.")),
        "description": optional(_any_text()),
        "options": optional(_named(OPTION_NAME.pattern, "Name it in small letters, digits and hyphens, such as `accent`.", told(_option()))),
        "images": optional(_named(IMAGES_NAME.pattern, "Name it in small letters, digits and hyphens, such as `hero`.", told(_image_set()))),
        "words": optional(_named(LANGUAGE.pattern, "Write a language tag, such as `en`, `pt` or `de-AT`.", optional(_words()))),
    }
    schema = fields({name: {"description": said[name], **value} for name, value in properties.items()}, ["name"])
    return document("theme.yaml", "What a theme says of itself: `theme.yaml`.", schema)


def _option() -> Schema:
    """An option. What its default may be, and whether there are choices, hangs on its type."""
    said = _said(Option)
    properties = {
        "type": words(get_args(OptionType), "Write `colour`, `choice` or `text`."),
        "default": _any_text(),
        "choices": optional({**items(_any_text(), "Write a list, such as `[serif, sans]`."), "minItems": 1}),
        "description": optional(_any_text()),
    }
    schema = fields({name: {"description": said[name], **value} for name, value in properties.items()}, ["type", "default"])
    colour = scalar(COLOUR.pattern, ("string",), 'Write a colour in quotes, such as `"#9c4a2f"`.')
    line = text(LONGEST_OPTION, f"Write a text of at most {LONGEST_OPTION} characters.", emptiable=True)
    no_choices = {"type": "null", "errorMessage": "Only an option of `type: choice` has choices."}
    rules = [
        _where("colour", {"properties": {"default": colour, "choices": no_choices}}),
        _where("text", {"properties": {"default": line, "choices": no_choices}}),
        _where("choice", {"required": ["choices"]}),
    ]
    return {**schema, "allOf": rules, "errorMessage": "Write the option's `type` and `default` on lines below, indented."}


def _image_set() -> Schema:
    """One set of web sizes. That its widths stand in order, and that the fallback is one of them, no schema says."""
    said = _said(ImageSet)
    width = scalar(WHOLE, ("integer", "string"), f"Write a width in px, from {NARROWEST} to {WIDEST}.", minimum=NARROWEST, maximum=WIDEST)
    quality = scalar(WHOLE, ("integer", "string"), "Write a whole number from 1 to 100.", minimum=1, maximum=100)
    properties = {
        "for": _one_or_more(words(PURPOSES, "Write `hero`, `card`, `gallery`, `figure`, `step` or `share`.")),
        "widths": _one_or_more(width),
        "crop": optional(scalar(CROP.pattern, ("string",), "Write width to height, such as `4:5`.")),
        "sizes": optional(_any_text()),
        "formats": optional(_one_or_more(words(FORMATS, "Write `avif`, `webp` or `jpeg`."))),
        "quality": optional(fields(dict.fromkeys(FORMATS, quality))),
        "fallback": optional(width),
        "description": optional(_any_text()),
    }
    schema = fields({name: {"description": said[name], **value} for name, value in properties.items()}, ["for", "widths"])
    return {**schema, "errorMessage": "Write which photographs it is `for`, and its `widths`, on lines below, indented."}


def _one_or_more(item: Schema) -> Schema:
    """A list of values, or one that stands for a list of one."""
    return {"anyOf": [item, {**items(item, "Write a list, such as `[480, 960]`."), "minItems": 1}]}


def _where(kind: str, then: Schema) -> Schema:
    """What else holds for options of one type."""
    return {"if": {"required": ["type"], "properties": {"type": {"const": kind}}}, "then": then}


def _words() -> Schema:
    word = text(LONGEST_WORD, f"Write a text of at most {LONGEST_WORD} characters.", emptiable=True)
    return _named(WORD_NAME.pattern, "Name it in small letters, digits, `_` and `-`, such as `made_by`.", optional(word))


def _named(pattern: str, message: str, value: Schema) -> Schema:
    """Values by names that the theme chooses itself."""
    names = {"pattern": f"^(?:{pattern})$", "errorMessage": message}
    return {"type": "object", "propertyNames": names, "additionalProperties": value, "errorMessage": "Write `name: value`, one a line, indented."}


def _any_text() -> Schema:
    return scalar(r"[\s\S]*", TEXT, "Write a text; one that begins with `[` or `{` needs quotes.")


def _said(type_: type[msgspec.Struct]) -> dict[str, str]:
    """What each field says, by its name."""
    return {field.encode_name: get_args(field.type)[1].description for field in msgspec.structs.fields(type_)}
