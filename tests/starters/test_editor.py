import json
from pathlib import PurePosixPath

import pytest
from jsonschema import Draft7Validator

from batchpages.starters.editor import FILES, OURS, editor_files, says_enough, schema_comment
from batchpages.starters.schemas import SCHEMAS, json_schema


def test_the_files_for_editors():
    files = editor_files()
    schemas = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert [path.removeprefix("./") for path in schemas] == [path for path in files if path.startswith(OURS)]
    assert schemas["./.vscode/schemas/batch-part.json"] == "content/batches/*/batch.yaml"
    assert json.loads(files[".vscode/extensions.json"]) == {"recommendations": ["redhat.vscode-yaml"]}
    for name in FILES:
        assert json.loads(files[f"{OURS}{name}.json"]) == json_schema(name)
    assert all(text.endswith("}\n") and "\r" not in text for text in files.values())


def test_every_schema_has_a_line_that_says_what_it_is_for():
    assert FILES.keys() < SCHEMAS.keys()
    for name in SCHEMAS:
        Draft7Validator.check_schema(json_schema(name))


@pytest.mark.parametrize(
    ("path", "comment"),
    [
        ("batchpages.yaml", "# yaml-language-server: $schema=./.vscode/schemas/settings.json"),
        ("content/batches/rain-in-may/batch.yaml", "# yaml-language-server: $schema=../../../.vscode/schemas/batch-part.json"),
        ("content/batches/rain-in-may/private.yaml", "# yaml-language-server: $schema=../../../.vscode/schemas/private.json"),
        ("themes/plain/theme.yaml", "# yaml-language-server: $schema=../../.vscode/schemas/theme.json"),
        ("content/batches/rain-in-may/story.md", ""),
        ("content/batches/rain-in-may/more/batch.yaml", ""),
        ("labels.ledger.yaml", ""),
    ],
)
def test_the_comment_leads_from_a_file_to_its_schema(path, comment):
    assert schema_comment(path) == comment
    if comment:
        steps, _, inside = comment.partition("=")[2].partition(".vscode/")
        assert len(PurePosixPath(path).parent.parts) == steps.count("../")
        assert f".vscode/{inside}" in editor_files()


def test_what_an_owner_has_written_may_be_enough():
    files = editor_files()
    assert all(says_enough(path, f"// mine\n{text}") for path, text in files.items() if not path.startswith(OURS))
    assert not says_enough(".vscode/settings.json", '{"editor.tabSize": 3}')
    assert not says_enough(".vscode/settings.json", files[".vscode/settings.json"].replace("private.json", "secret.json"))
    assert not says_enough(".vscode/extensions.json", '{"recommendations": []}')
