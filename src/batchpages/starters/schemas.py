"""Every schema by its name: what an author may write in each kind of file."""

from batchpages.content.json_schema import NOUNS, PART
from batchpages.content.json_schema import json_schema as content_schema
from batchpages.located_yaml.for_editors import Schema
from batchpages.model import FOLDERS
from batchpages.theme.json_schema import theme_schema
from batchpages.wish import SETTINGS

SCHEMAS: dict[str, str] = {
    "settings": SETTINGS,
    PART: "batch.yaml, and the story.md beside it: each holds a part of the fields of `batch`",
    "private": "private.yaml",
    "theme": "theme.yaml",
    **{kind: f"what stands between the two --- of a file in content/{folder}/" for kind, folder in FOLDERS.items()},
}
"""What each schema is for, by its name."""


def json_schema(name: str) -> Schema:
    """The schema of a name in `SCHEMAS`, in JSON Schema's draft-07, its fields in the order of the reference."""
    return content_schema(name) if name in NOUNS else theme_schema()
