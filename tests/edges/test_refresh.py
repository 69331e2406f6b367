import pytest

from batchpages.diagnostics import MachineError
from batchpages.edges.refresh import refresh

FILES = {".vscode/settings.json": "{}\n", ".vscode/schemas/a.json": '{"a": "é"}\n'}


def test_files_are_written_and_then_left_alone(tmp_path):
    assert refresh(tmp_path, FILES, ".vscode/schemas/") == (tuple(FILES), {})
    assert {path: (tmp_path / path).read_bytes().decode() for path in FILES} == FILES
    assert refresh(tmp_path, FILES, ".vscode/schemas/") == ((), {})


def test_ours_are_written_anew_and_an_owners_are_not(tmp_path):
    refresh(tmp_path, FILES, ".vscode/schemas/")
    for path in FILES:
        (tmp_path / path).write_bytes(b"// mine\r\n")
    (tmp_path / ".vscode/schemas/other.json").write_text("mine", encoding="utf-8")
    assert refresh(tmp_path, FILES, ".vscode/schemas/") == ((".vscode/schemas/a.json",), {".vscode/settings.json": "// mine\n"})
    assert (tmp_path / ".vscode/settings.json").read_bytes() == b"// mine\r\n"
    assert (tmp_path / ".vscode/schemas/other.json").read_text(encoding="utf-8") == "mine"


def test_a_file_that_git_gave_other_line_ends_is_the_same_file(tmp_path):
    refresh(tmp_path, FILES, ".vscode/schemas/")
    (tmp_path / ".vscode/settings.json").write_bytes(b"{}\r\n")
    assert refresh(tmp_path, FILES, ".vscode/schemas/") == ((), {})


def test_a_disk_that_refuses_is_told(tmp_path):
    (tmp_path / ".vscode").write_text("a file", encoding="utf-8")
    with pytest.raises(MachineError, match=r"cannot write .*\.vscode`: file exists"):
        refresh(tmp_path, FILES, ".vscode/schemas/")
