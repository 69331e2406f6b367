"""What editors are told of a project, so that fields complete while one types and what is wrong is underlined.

YAML files have this, and stories have not: editors hand a Markdown file to the YAML server whole or not at all, and it takes the prose
for YAML that is wrong.
"""

import json
import re
from typing import Any

from batchpages.content.json_schema import PART
from batchpages.starters.schemas import json_schema
from batchpages.wish import SETTINGS

OURS = ".vscode/schemas/"
"""The folder of files that are ours alone. All other files of an editor are its owner's too."""

FILES: dict[str, str] = {
    "settings": SETTINGS,
    PART: "content/batches/*/batch.yaml",
    "private": "content/batches/*/private.yaml",
    "theme": "themes/*/theme.yaml",
}
"""The files that each schema is for, as a pattern of paths in which `*` stands for one name."""

EXTENSION = "redhat.vscode-yaml"


def editor_files() -> dict[str, str]:
    """Each file for editors: its text by its path in the project."""
    patterns = {f"./{_path(name)}": pattern for name, pattern in FILES.items()}
    return {
        ".vscode/settings.json": written({"yaml.schemas": patterns}),
        ".vscode/extensions.json": written({"recommendations": [EXTENSION]}),
        **{_path(name): written(json_schema(name)) for name in FILES},
    }


def says_enough(path: str, text: str) -> bool:
    """Whether an owner's own file at this path leads an editor to all that ours would."""
    wanted = [EXTENSION] if path.endswith("extensions.json") else [_path(name) for name in FILES]
    return all(each in text for each in wanted)


def schema_comment(path: str) -> str:
    """The comment that leads any editor from a file of the project to its schema, without a line's end; empty where there is none.

    It stands in the file's first line. The path in it goes from the file's own folder.
    """
    for name, pattern in FILES.items():
        if re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), path):
            return f"# yaml-language-server: $schema={'../' * path.count('/') or './'}{_path(name)}"
    return ""


def written(value: Any) -> str:
    """A value as JSON for people: its parts in their order, indented."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _path(name: str) -> str:
    return f"{OURS}{name}.json"
