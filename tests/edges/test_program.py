import importlib.metadata
import sys
from pathlib import Path

import pytest

from batchpages.edges import program


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A program of two files, with a folder of installed libraries of its own."""
    package = tmp_path / "package"
    for path, text in {"a.py": "a", "pages/b.py": "b", "themes/shelf/theme.yaml": "name: shelf", "themes/x.py": "x"}.items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_text(text)
    for name in program.SHAPING:
        (tmp_path / "libraries" / f"{name}-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(program, "PACKAGE", package)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path / "libraries")])
    return package


def test_the_same_program_has_the_same_digest(package):
    before = program.digest()
    (package / "a.py").touch()
    assert program.digest() == before
    assert len(before) == 20


@pytest.mark.parametrize(
    "change",
    [
        lambda package: (package / "pages" / "b.py").write_text("B"),
        lambda package: (package / "new.py").write_text(""),
        lambda package: (package / "a.py").unlink(),
        lambda package: (package / "a.py").rename(package / "c.py"),
        lambda package: (package / "a.py").rename(package / "pages" / "a.py"),
    ],
    ids=["changed", "added", "deleted", "renamed", "moved"],
)
def test_another_source_is_another_program(package, change):
    before = program.digest()
    change(package)
    assert program.digest() != before


@pytest.mark.parametrize("name", program.SHAPING)
def test_another_version_of_a_library_is_another_program(package, tmp_path, name):
    before = program.digest()
    (tmp_path / "libraries" / f"{name}-1.0.dist-info").rename(tmp_path / "libraries" / f"{name}-1.1.dist-info")
    assert program.digest() != before


def test_another_python_is_another_program(package, monkeypatch):
    before = program.digest()
    monkeypatch.setattr(sys, "version", sys.version.replace("3.", "3.9", 1))
    assert program.digest() != before


@pytest.mark.parametrize("path", ["themes/shelf/theme.yaml", "themes/x.py", "__pycache__/a.cpython-311.pyc", "pages/__pycache__/b.py", "a.pyc", "notes.txt"])
def test_themes_and_what_python_leaves_behind_are_no_program(package, path):
    before = program.digest()
    (package / path).parent.mkdir(exist_ok=True)
    (package / path).write_text("other")
    assert program.digest() == before


def test_a_library_that_shapes_nothing_is_no_program(package, tmp_path):
    before = program.digest()
    (tmp_path / "libraries" / "click-9.0.dist-info").mkdir()
    (tmp_path / "libraries" / "jinja2.py").write_text("")
    assert program.digest() == before


def test_the_library_that_is_imported_counts(package, tmp_path, monkeypatch):
    before = program.digest()
    (tmp_path / "later" / "jinja2-9.9.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "later")])
    assert program.digest() == before
    monkeypatch.setattr(sys, "path", [str(tmp_path / "later"), *sys.path])
    assert program.digest() != before


def test_a_library_that_need_not_be_there_counts_once_it_is(package, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", None)  # nobody asks for one that is not there
    before = program.digest()
    (tmp_path / "libraries" / "pi_heif-1.4.0.dist-info").mkdir()
    with_it = program.digest()
    (tmp_path / "libraries" / "pi_heif-1.4.0.dist-info").rename(tmp_path / "libraries" / "pi_heif-1.5.0.dist-info")
    assert len({before, with_it, program.digest()}) == 3


def test_a_library_without_a_folder_of_its_own_is_asked_for(package, tmp_path, monkeypatch):
    (tmp_path / "libraries" / "nh3-1.0.dist-info").rmdir()
    monkeypatch.setattr(importlib.metadata, "version", {"nh3": "1.0"}.__getitem__)
    before = program.digest()
    monkeypatch.setattr(importlib.metadata, "version", {"nh3": "1.1"}.__getitem__)
    assert program.digest() != before


def test_the_themes_lie_in_the_package_or_beside_its_source(package, monkeypatch):
    assert program.bundled_themes() == package / "themes"
    monkeypatch.setattr(program, "PACKAGE", Path("/checkout/src/batchpages"))
    assert program.bundled_themes() == Path("/checkout/themes")
