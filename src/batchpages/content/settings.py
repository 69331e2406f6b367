"""`batchpages.yaml` → Settings."""

from collections.abc import Mapping
from typing import Any

import msgspec

from batchpages import model
from batchpages.content import schema
from batchpages.content.layout import NAMELESS
from batchpages.content.prose import text_in_type
from batchpages.content.records import located
from batchpages.content.text import decode
from batchpages.diagnostics import AuthorError
from batchpages.engine.task import Read, Result
from batchpages.located_yaml import parse
from batchpages.wish import SETTINGS


def parse_settings(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: read the settings. Its entry is `model.Settings`; where there is a mistake, of those that are right."""
    try:
        tree, mistakes = parse(decode(read(bytes.fromhex(inputs["files"][0])), SETTINGS))
    except AuthorError as error:
        return Result(entry=msgspec.msgpack.encode(model.Settings(**NAMELESS)), diagnostics=error.diagnostics)
    fields = schema.read([(SETTINGS, tree)] if tree is not None else [], model.Settings)
    found = (*(located(mistake, SETTINGS) for mistake in mistakes), *fields.diagnostics)
    settings = fields.noun or model.Settings(**{**NAMELESS, **fields.values})
    printed = {name: text_in_type(getattr(settings, name), settings.language) for name in ("name", "tagline")}
    return Result(entry=msgspec.msgpack.encode(msgspec.structs.replace(settings, **printed)), diagnostics=found)
