"""In this process, in threads, in forked and in spawned processes, with other workers and other orders: equal bytes."""

import multiprocessing
import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import photographed
import projects

EXAMPLE = Path(__file__).resolve().parent.parent


AVIF = "images: {avif: true}\n"


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """A shop with photographs in all formats, and what its site is in one process."""
    root = tmp_path_factory.mktemp("photographs")
    files = photographed.with_few_sizes(photographed.SHOP, photographed.FEW.replace("[16, 32]", "[100, 333]"))
    projects.build_here(projects.write(root, files | {"batchpages.yaml": files["batchpages.yaml"] + AVIF}), root / "alone")
    return root, projects.tree(root / "alone")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example project, and what its site and its label sheets are in one process."""
    root = tmp_path_factory.mktemp("example")
    for name in ("batchpages.yaml", "content"):
        copied = shutil.copytree if (EXAMPLE / name).is_dir() else shutil.copy
        copied(EXAMPLE / name, root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)  # a build service makes no new sheets
        projects.build_here(root, root / "alone", labels=True)
    return root, projects.tree(root / "alone"), sheets(root)


def sheets(root):
    """The label sheets of a project, and its ledger."""
    return projects.tree(root / "labels") | {"ledger": (root / "labels.ledger.yaml").read_bytes()}


EXECUTORS = {
    "threads": lambda: ThreadPoolExecutor(4),
    "spawned": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
    "one spawned": lambda: ProcessPoolExecutor(1, multiprocessing.get_context("spawn")),
} | ({"forked": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("fork"))} if sys.platform == "linux" else {})


@pytest.mark.parametrize("name", EXECUTORS)
def test_every_executor_gives_the_same_pictures(photographs, tmp_path, name):
    root, expected = photographs
    shutil.rmtree(root / ".batchpages" / "store")
    with EXECUTORS[name]() as executor:
        report = projects.build_here(root, tmp_path / "out", lambda _: executor)
    assert report.made >= report.images
    assert {path.rpartition(".")[2] for path in expected if path.startswith("img/")} == {"avif", "webp", "jpg"}
    assert projects.tree(tmp_path / "out") == expected


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_number_of_workers_gives_the_same_pictures(photographs, tmp_path, jobs):
    root, expected = photographs
    other = shutil.copytree(root, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("alone", ".batchpages"))
    command = [sys.executable, "-m", "batchpages", "build", "-C", str(other), "--jobs", jobs, "--no-labels", "--date", projects.TODAY.isoformat()]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": jobs})
    assert projects.tree(other / "public") == expected


@pytest.mark.parametrize("name", EXECUTORS)
def test_every_executor_gives_the_same_bytes(example, tmp_path, name):
    root, expected, printed = example
    shutil.rmtree(root / "labels")
    with EXECUTORS[name]() as executor:
        shutil.rmtree(root / ".batchpages" / "store")
        report = projects.build_here(root, tmp_path / "out", lambda _: executor, labels=True)
    assert report.made >= len(expected) + report.sheets - 15, "a batch's page and its data are one task"
    assert projects.tree(tmp_path / "out") == expected
    assert sheets(root) == printed


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "0"}),
        ("2", {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "de_DE.UTF-8"}),
    ],
    ids=["1", "2"],
)
def test_every_machine_gives_the_same_bytes(example, tmp_path, jobs, environment):
    """Another hash seed, time zone, locale, folder and number of processes, as separate programs."""
    root, expected, printed = example
    other = tmp_path / "elsewhere"
    shutil.copytree(root / "content", other / "content")
    shutil.copy(root / "batchpages.yaml", other)
    command = [sys.executable, "-m", "batchpages", "build", "-C", str(other), "--jobs", jobs, "--date", projects.TODAY.isoformat()]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment | {"CI": ""})
    assert projects.tree(other / "public") == expected
    assert sheets(other) == printed
