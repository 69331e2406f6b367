"""A template's bytes → the names of the templates it needs, and its mistakes of syntax."""

from collections.abc import Mapping
from typing import Any

import msgspec

from batchpages.engine.task import Read, Result
from batchpages.theme.environment import check
from batchpages.theme.source import decoded


def parse_template(inputs: Mapping[str, Any], read: Read) -> Result:
    """A task. Inputs: `path` to print, `name` of the template in its theme, `files`: the digest of its bytes, in hex.

    The result's entry is a MessagePack list of the names of the templates that it extends, includes and imports.
    """
    text, faults = decoded(read(bytes.fromhex(inputs["files"][0])), inputs["path"])
    if faults:
        return Result(diagnostics=faults)
    references, faults = check(inputs["name"], text, inputs["path"])
    return Result(entry=msgspec.msgpack.encode(references), diagnostics=faults)
