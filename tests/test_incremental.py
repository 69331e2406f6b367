"""After any sequence of edits `public/` equals, byte for byte, that of a build with an empty store into an empty folder."""

import datetime
import os
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import edits
import projects
from batchpages.diagnostics import errors

TODAY = datetime.date(2026, 11, 24)
SEQUENCES = 200
CLEAN = {}
"""What a clean build gives, by the project and what is asked of it: its messages and its tree."""


def put(root, files):
    """Make the folder hold exactly these files, and touch only what differs."""
    for path in [path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / "public") and ".batchpages" not in path.parts]:
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for path, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        target = root / path
        if not target.exists() or target.read_bytes() != data:
            projects.write(root, {path: data})


def clean(files, wish):
    key = (tuple(sorted(files.items(), key=lambda file: file[0])), tuple(sorted(wish.items())))
    if key not in CLEAN:
        with tempfile.TemporaryDirectory() as folder:
            root = projects.write(Path(folder).resolve() / "shop", files)
            report = projects.build_here(root, **wish)
            CLEAN[key] = (projects.messages(report, root), projects.tree(root / "public"), bool(errors(report.diagnostics)))
    return CLEAN[key]


def times(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


# --- what happens to a project between two builds beside edits: (root, chance) → nothing ----------------------------------


def nothing(_root, _chance):
    pass


def touch(root, _chance):
    for path in root.rglob("*"):
        if path.is_file() and ".batchpages" not in path.parts and not path.is_relative_to(root / "public"):
            path.touch()


def drop_store(root, _chance):
    shutil.rmtree(root / ".batchpages" / "store", ignore_errors=True)


def drop_stamps(root, _chance):
    (root / ".batchpages" / "stamps").unlink(missing_ok=True)


def damage_store(root, chance):
    there = sorted((root / ".batchpages" / "store").glob("*"))
    if there:
        path = chance.choice(there)
        data = bytearray(path.read_bytes())
        if data:
            data[chance.randrange(len(data))] ^= 0xFF
        path.write_bytes(data[: chance.choice([len(data), len(data) // 2])])


def touch_page(root, chance):
    there = sorted((root / "public").rglob("*.html"))
    if there:
        chance.choice(there).touch()


def drop_page(root, chance):
    there = sorted((root / "public").rglob("*.html"))
    if there:
        chance.choice(there).unlink()


def alter_page(root, chance):
    there = sorted((root / "public").rglob("*.html"))
    if there:
        chance.choice(there).write_text("altered by hand")


ACCIDENTS = [nothing, nothing, nothing, touch, drop_store, drop_stamps, damage_store, touch_page]
STEPS = st.tuples(st.sampled_from(edits.EDITS), st.sampled_from(ACCIDENTS), st.integers(0, 999))
MENDING = st.sampled_from([nothing, drop_page, alter_page])
WISHES = st.sampled_from([{}, {}, {}, {"drafts": True}, {"date": datetime.date(2026, 11, 25)}, {"base_url": "https://shop.example/other/"}])


@settings(
    max_examples=SEQUENCES, deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.tuples(STEPS, WISHES, MENDING), min_size=1, max_size=6))
def test_an_incremental_build_equals_a_clean_one(sequence):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "shop"
        files = good = edits.SHOP
        put_and_build(root, files, {})
        for (edit, accident, seed), wish, mending in sequence:
            # After a mistake an author mends it: the next edit starts from what was right.
            files = edits.edited(good, edit, seed)
            put(root, files)
            accident(root, random.Random(seed))
            failed = put_and_build(root, files, wish)
            good = good if failed else files
            if failed:
                put_and_build(root, good, wish)
            mending(root, random.Random(seed))
            put_and_build(root, good, wish)
            before = times(root / "public")
            again = projects.build_here(root, **({"date": TODAY} | wish))
            assert (again.made, again.written, again.removed) == (0, (), ())
            assert times(root / "public") == before, "a second build touches nothing"


def put_and_build(root, files, wish):
    """Build, and hold what comes of it against a clean build. Gives whether there was an error."""
    wish = {"date": TODAY} | wish
    put(root, files)
    before = projects.tree(root / "public") if (root / "public").exists() else {}
    report = projects.build_here(root, **wish)
    messages, tree, failed = clean(files, wish)
    assert projects.messages(report, root) == messages
    assert projects.tree(root / "public") == (before if failed else tree)
    return failed
