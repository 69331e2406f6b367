"""`batchpages.yaml` → Settings."""

from collections.abc import Mapping
from typing import Any

import msgspec

from batchpages import model
from batchpages.content import schema
from batchpages.content.layout import SETTINGS
from batchpages.content.records import located
from batchpages.content.text import decode
from batchpages.diagnostics import AuthorError
from batchpages.engine.task import Read, Result
from batchpages.located_yaml import parse


def parse_settings(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: read the settings. Its entry is `model.Settings`, and empty where they are wrong."""
    try:
        tree, mistakes = parse(decode(read(bytes.fromhex(inputs["files"][0])), SETTINGS))
    except AuthorError as error:
        return Result(diagnostics=error.diagnostics)
    found = [located(mistake, SETTINGS) for mistake in mistakes]
    fields = schema.read([(SETTINGS, tree)], model.Settings) if tree is not None else None
    found += fields.diagnostics if fields else ()
    noun = fields.noun if fields else None
    return Result(entry=msgspec.msgpack.encode(noun) if noun is not None else b"", diagnostics=tuple(found))
