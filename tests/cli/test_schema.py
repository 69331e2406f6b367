import json

import pytest
from click.testing import CliRunner

import projects
from batchpages.cli import main
from batchpages.starters.editor import editor_files
from batchpages.starters.schemas import SCHEMAS, json_schema


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path / "shop", projects.SMALL)


def run(*arguments):
    done = CliRunner().invoke(main, ["schema", *arguments])
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_without_a_name_the_schemas_are_listed():
    code, out, err = run()
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(SCHEMAS)
    assert "private     private.yaml\n" in out


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_outside_of_any_project(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(name)
    assert (code, err) == (0, "")
    assert json.loads(out) == json_schema(name)
    assert list(json.loads(out))[:3] == ["$schema", "title", "description"]
    assert out == run(name)[1]


def test_an_unknown_name_is_told_with_the_one_that_was_meant():
    assert run("bacth") == (2, "", "batchpages: there is no schema `bacth`; did you mean `batch`?\n")
    code, _, err = run("zzz")
    assert code == 2
    assert "there is no schema `zzz`; there is `settings`, `batch-part`, " in err


def test_the_files_of_editors_are_written(root):
    assert run("--write", "-C", str(root)) == (0, "", "6 files for editors: 6 written, 0 left as they were\n")
    assert {path: (root / path).read_bytes().decode() for path in editor_files()} == editor_files()
    (root / ".vscode/schemas/private.json").write_text("old", encoding="utf-8")
    assert run("--write", "-C", str(root)) == (0, "", "6 files for editors: 1 written, 5 left as they were\n")
    assert run("--write", "-q", "-C", str(root)) == (0, "", "")


def test_settings_of_ones_own_stay_and_what_they_lack_is_shown(root):
    mine = "// tabs\n{'editor.tabSize': 3}"
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text(mine, encoding="utf-8")
    code, out, err = run("--write", "-C", str(root))
    assert code == 0
    assert out == editor_files()[".vscode/settings.json"]
    assert err.startswith(".vscode/settings.json is yours and stays as it is; for editors to find the schemas, add what it lacks of this:\n")
    assert (root / ".vscode/settings.json").read_text(encoding="utf-8") == mine
    (root / ".vscode/settings.json").write_text(f"{mine}\n{out}", encoding="utf-8")
    assert run("--write", "-C", str(root)) == (0, "", "6 files for editors: 0 written, 6 left as they were\n")


def test_a_name_and_write_do_not_go_together(root):
    assert run("batch", "--write", "-C", str(root)) == (2, "", "batchpages: `--write` writes the schemas of all files; leave out `batch`\n")


def test_files_of_editors_are_written_into_a_project_only(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("--write")
    assert code == 2
    assert "no `batchpages.yaml`" in err
    assert list(tmp_path.iterdir()) == []
