"""After any sequence of edits: sheets and pages are those of a clean build with the same ledger, and what was issued has its page and stays issued."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import edits
import projects
from batchpages.diagnostics import errors
from batchpages.labels.ledger import parse

LEDGER = "labels.ledger.yaml"
OURS = ("public", "labels", ".batchpages")
SHOP = edits.SHOP | {
    "batchpages.yaml": edits.SHOP["batchpages.yaml"].replace("https://shop.example/", "https://shop.pt/") + "labels:\n  target: short\n",
    "themes/plain/templates/retired.html": '{% extends "base.html" %}{% block main %}{{ code }} <a href="{{ target.address }}">{{ target.title }}</a>{% endblock %}\n',
}
STEPS = st.tuples(st.sampled_from(edits.EDITS), st.integers(0, 10**6))


@pytest.fixture(autouse=True)
def not_on_a_build_service(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def put(root, files):
    for path in [path for path in root.rglob("*") if path.is_file() and path.relative_to(root).parts[0] not in OURS and path.name != LEDGER]:
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for path, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        if not (root / path).exists() or (root / path).read_bytes() != data:
            projects.write(root, {path: data})


def made(root):
    return {folder: projects.tree(root / folder) if (root / folder).exists() else {} for folder in ("public", "labels")}


def ledger(root):
    ledger, found = parse((root / LEDGER).read_bytes() if (root / LEDGER).exists() else b"")
    assert not found
    return ledger.entries


def paths(entries):
    return {f"{address.removeprefix('https://shop.pt/').rstrip('/')}/index.html" for address in entries}


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=5), st.sampled_from(["short", "batch"]))
def test_what_was_issued_stays_and_the_rest_is_as_in_a_clean_build(sequence, target):
    with tempfile.TemporaryDirectory() as folder:
        root = projects.write(Path(folder).resolve() / "shop", SHOP)
        good = SHOP | {"batchpages.yaml": SHOP["batchpages.yaml"].replace("target: short", f"target: {target}")}
        put(root, good)
        assert not errors(projects.build_here(root, labels=True).diagnostics)
        for step, (edit, seed) in enumerate(sequence):
            before, issued, text = made(root), ledger(root), (root / LEDGER).read_bytes()
            files = edits.edited(good, edit, seed)
            put(root, files)
            report = projects.build_here(root, labels=True)
            if errors(report.diagnostics):
                assert (made(root), (root / LEDGER).read_bytes()) == (before, text), "nothing is published, and nothing issued"
                put(root, good)
                projects.build_here(root, labels=True)
                assert (made(root), (root / LEDGER).read_bytes()) == (before, text)
                continue
            good = files
            assert issued.keys() <= ledger(root).keys()
            assert paths(ledger(root)) <= made(root)["public"].keys(), "every address has its page"
            assert {entry.batch for entry in ledger(root).values()} >= {name.removesuffix(".pdf") for name in made(root)["labels"]}
            clean = projects.write(Path(folder) / f"clean-{step}", good | {LEDGER: (root / LEDGER).read_bytes()})
            projects.build_here(clean, labels=True)
            assert made(clean) == made(root)
            assert projects.build_here(root, labels=True).made == 0
