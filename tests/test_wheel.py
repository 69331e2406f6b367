"""What `pip install` brings: the wheel builds a site outside of the repository, with the bundled themes inside of it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import previewing
import projects

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Runs Python where this wheel is what is imported."""
    folder = tmp_path_factory.mktemp("installed")
    wheel.extractall(folder)

    environment = os.environ | {"PYTHONPATH": str(folder)}

    def run(*arguments, cwd):
        return subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=True)

    run.environment = environment
    where = run("-c", "import batchpages; print(batchpages.__file__)", cwd=folder)
    assert where.stdout.startswith(str(folder))
    return run


def test_it_holds_the_code_the_types_the_licence_and_every_file_of_the_themes(wheel):
    names = set(wheel.namelist())
    themes = {f"batchpages/themes/{path.relative_to(ROOT / 'themes').as_posix()}" for path in (ROOT / "themes").rglob("*") if path.is_file()}
    code = {f"batchpages/{path.relative_to(ROOT / 'src/batchpages').as_posix()}" for path in (ROOT / "src/batchpages").rglob("*.py")}
    assert names >= themes | code | {"batchpages/py.typed"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.partition("/")[0] for name in names} == {"batchpages", next(name for name in names if ".dist-info" in name).partition("/")[0]}


def test_it_builds_the_example_as_a_checkout_does(installed, tmp_path):
    project = projects.write(tmp_path / "shop", {"batchpages.yaml": (ROOT / "batchpages.yaml").read_bytes()})
    for path in (ROOT / "content").rglob("*"):
        if path.is_file():
            projects.write(project, {path.relative_to(ROOT).as_posix(): path.read_bytes()})
    projects.build_here(project, tmp_path / "by the checkout")
    installed("-m", "batchpages", "build", "--date", projects.TODAY.isoformat(), cwd=project)
    assert projects.tree(project / "public") == projects.tree(tmp_path / "by the checkout")


def test_from_nothing_to_a_shop_that_is_looked_at(installed, tmp_path):
    """No hand edit, no error: a new site, two batches, a build, a strict check, and the preview."""
    installed("-m", "batchpages", "new", "site", "shop", cwd=tmp_path)
    shop = tmp_path / "shop"
    for title in ("Rain in May", "A dry one"):
        installed("-m", "batchpages", "new", "batch", title, cwd=shop)
    built = installed("-m", "batchpages", "build", cwd=shop)
    assert "error" not in built.stderr
    assert "2 drafts left out" in built.stderr
    checked = installed("-m", "batchpages", "check", "--strict", cwd=shop)
    assert "no errors, no warnings" in checked.stderr
    preview = previewing.Preview(shop, environment=installed.environment)
    try:
        status, page = preview.get("/batches/rain-in-may/")
        assert (status, b"Rain in May" in page) == (200, True)
    finally:
        assert preview.stop()[0] == 0
    assert "Traceback" not in "".join(preview.said)
    assert not (shop / "public/batches/rain-in-may").exists(), "a draft was not published"
