"""A `theme.yaml`, as a JSON Schema for editors. It takes whatever `parse_manifest` takes, but for a bare `null`."""

from typing import get_args

import msgspec

from batchpages.located_yaml.for_editors import TEXT, Schema, document, fields, items, optional, scalar, text, told, words
from batchpages.theme.manifest import COLOUR, LONGEST_OPTION, OPTION_NAME, Manifest, Option, OptionType
from batchpages.theme.parse_manifest import LANGUAGE, LONGEST_WORD, NAME, WORD_NAME


def theme_schema() -> Schema:
    """The schema of a `theme.yaml`, in JSON Schema's draft-07."""
    said = _said(Manifest)
    properties = {
        "name": _any_text(),
        "extends": optional(scalar(NAME.pattern, TEXT, "Write a theme's name, as its folder is called, such as `shelf`.")),
        "description": optional(_any_text()),
        "options": optional(_named(OPTION_NAME.pattern, "Name it in small letters, digits and hyphens, such as `accent`.", told(_option()))),
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
