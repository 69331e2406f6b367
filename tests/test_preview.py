"""What the preview shows is, after any sequence of edits, what a clean build would publish; and the last good pages where it would publish nothing."""

import datetime
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import edits
import projects
import test_incremental
from batchpages.diagnostics import MachineError, errors
from batchpages.edges import lock
from batchpages.edges.screen import Screen
from batchpages.preview import PREVIEW, TRIES, Preview
from batchpages.wish import Wish

TODAY = test_incremental.TODAY
SEQUENCES = 60


class Shown:
    """A preview of a project, driven from one thread, that keeps all that was ever shown."""

    def __init__(self, root, *, came=lambda: False, choose=projects.in_process, drafts=True):
        lock.make_state(root / PREVIEW)
        self.root, self.screen, self.moments = root, Screen(), []
        show = self.screen.show
        self.screen.show = lambda moment: (self.moments.append(moment), show(moment))
        self.preview = Preview(root, Wish(root / "public", date=TODAY, drafts=drafts, labels=False), self.screen, choose, came)

    def refresh(self):
        return self.preview.refresh(lambda *_: None)

    def look(self, *names):
        self.screen.look("somebody", tuple(self.screen.moment.address(name) for name in names))

    def ask(self, *names):
        """Ask for photographs as a browser's request does, without waiting for them."""
        for name in names:
            self.screen.photograph(name, 0, 0)

    @property
    def files(self):
        """All that can be seen, with every photograph that would be made for whoever asks."""
        self.ask(*self.screen.moment.awaited)
        self.preview.develop()
        moment = self.screen.moment
        assert not moment.awaited
        return {name: moment.data(name) for name in moment.files}


@pytest.fixture
def begin():
    """Begins a preview of a project, which ends with the test."""
    begun = []

    def begin(root, **options):
        begun.append(Shown(root, **options))
        return begun[-1]

    yield begin
    for each in begun:
        each.preview.close()


def wrong(story):
    return story.replace("maker: leila", "maker: nobody")


# --- any edits ---------------------------------------------------------------------------------------------------------

STEP = st.tuples(st.lists(st.sampled_from(edits.EDITS), min_size=1, max_size=2), st.booleans(), st.booleans(), st.integers(0, 999))


@settings(
    max_examples=SEQUENCES, deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(STEP, min_size=1, max_size=8))
def test_what_is_shown_is_what_a_clean_build_would_publish(sequence):
    with tempfile.TemporaryDirectory() as folder:
        root = projects.write(Path(folder).resolve() / "shop", edits.SHOP)
        shown = Shown(root)
        assert not errors(shown.refresh().diagnostics)
        files, last = edits.SHOP, shown.files
        for several, mends, settles, seed in sequence:
            chance = random.Random(seed)
            shown.look(*chance.sample(sorted(last), min(3, len(last))))
            good = files
            for edit in several:
                files = edits.edited(files, edit, seed)
            test_incremental.put(root, files)
            shown.refresh()
            _, tree, failed = test_incremental.clean(files, {"date": TODAY, "drafts": True})
            last = last if failed else tree
            assert shown.files == last
            assert bool(errors_on(shown)) == failed
            if settles:
                shown.preview.settle()
                assert shown.files == last
            if failed and mends:
                files = good
        shown.preview.close()


def errors_on(shown):
    return [problem for problem in shown.screen.moment.problems if problem.severity == "error"]


# --- mistakes that stay for long, and what happens to the store meanwhile -------------------------------------------------


def test_the_last_good_pages_stay_through_many_saves_with_a_mistake(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    shown.preview.settle()
    before = shown.files
    for number in range(8):
        projects.write(root, {"batchpages.yaml": f"{projects.SETTINGS}theme: nothing-{number}\n"})
        assert errors(shown.refresh().diagnostics)
        shown.preview.settle()
        assert shown.files == before


def test_a_store_that_goes_while_there_is_a_mistake_does_not_end_the_preview(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    shown.preview.settle()
    before = shown.files
    shutil.rmtree(root / ".batchpages")
    projects.write(root, {"content/batches/second.md": wrong(projects.SMALL["content/batches/second.md"])})
    assert errors(shown.refresh().diagnostics)
    shown.preview.settle()
    projects.write(root, projects.SMALL)
    assert not errors(shown.refresh().diagnostics)
    assert shown.files == before


def test_the_store_of_a_preview_does_not_grow_with_every_edit(begin, tmp_path):
    root = projects.write(tmp_path, edits.SHOP)
    shown = begin(root)
    sizes = []
    for number in range(80):
        template = edits.SHOP["themes/plain/templates/base.html"].replace("<body>", f"<body>{number}{'x' * 20_000}")
        projects.write(root, {"themes/plain/templates/base.html": template})
        shown.refresh()
        shown.preview.settle()
        sizes.append(sum(path.stat().st_size for path in (root / PREVIEW / "store").glob("*")))
    assert max(sizes[40:]) <= max(sizes[:40]) * 1.1


def test_where_its_state_is_deleted_while_nothing_happens_it_is_made_again(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    shown.preview.settle()
    before = shown.files
    for gone in (root / ".batchpages", root / PREVIEW, root / PREVIEW / "store"):
        shutil.rmtree(gone)
        shown.preview.settle()
        assert shown.refresh().made
        assert shown.files == before
        assert shown.refresh() is None
        shutil.rmtree(gone)
        assert shown.refresh().made, "before it was tidied up too"
        shown.preview.settle()
        assert shown.files == before


def test_the_lock_is_held_though_its_folder_was_deleted(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    shutil.rmtree(root / PREVIEW)
    shown.refresh()
    code = "import pathlib, sys; from batchpages.edges import lock; lock.hold(pathlib.Path(sys.argv[1])).__enter__()"
    other = subprocess.run([sys.executable, "-c", code, str(root / PREVIEW)], capture_output=True, text=True, check=False)
    assert "another batchpages is at work" in other.stderr


@pytest.mark.parametrize("moves", [True, False])
def test_where_the_project_goes_it_ends_with_a_message_and_leaves_no_folder_in_its_place(begin, tmp_path, moves):
    root = projects.write(tmp_path / "shop", projects.SMALL)
    shown = begin(root)
    shown.refresh()
    root.rename(tmp_path / "moved") if moves else shutil.rmtree(root)
    shown.preview.settle()
    with pytest.raises(MachineError, match="is not there any more"):
        shown.refresh()
    shown.preview.close()
    assert not root.exists()


# --- changes while a round is under way ----------------------------------------------------------------------------------


def test_a_round_that_is_overtaken_again_and_again_comes_to_its_end(begin, tmp_path, monkeypatch):
    monkeypatch.setattr("batchpages.preview.PATIENCE", 0)
    shown = begin(projects.write(tmp_path, projects.SMALL), came=lambda: True)
    rounds = [shown.refresh() for _ in range(TRIES + 1)]
    assert rounds[:-1] == [None] * TRIES
    assert not errors(rounds[-1].diagnostics)
    assert "batches/first/index.html" in shown.files


def test_an_edit_that_is_taken_back_while_it_is_made_is_not_left_on_the_screen(begin, tmp_path, monkeypatch):
    root, came = projects.write(tmp_path, projects.SMALL), []
    shown = begin(root, came=lambda: bool(came))
    shown.refresh()
    before = shown.files
    shown.look("batches/first/index.html")
    monkeypatch.setattr("batchpages.preview.PATIENCE", 0)
    changed = projects.SMALL["content/batches/first.md"] + "\nMore.\n"
    came.append("a further save")
    projects.write(root, {"content/batches/first.md": changed, "content/makers/leila.md": projects.SMALL["content/makers/leila.md"] + "\nMore.\n"})
    assert shown.refresh() is None
    projects.write(root, projects.SMALL)
    came.clear()
    shown.refresh()
    assert shown.files == before


def test_an_early_page_goes_again_where_another_has_a_mistake(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    before = shown.files
    shown.look("batches/first/index.html")
    first, second = projects.SMALL["content/batches/first.md"] + "\nMore.\n", projects.SMALL["content/batches/second.md"] + "\n[there](batch:first#nothing)\n"
    projects.write(root, {"content/batches/first.md": first, "content/batches/second.md": second})
    shown.moments.clear()
    assert errors(shown.refresh().diagnostics)
    assert len(shown.moments) == 2, "the page that is looked at was shown early"
    assert shown.files == before
    projects.write(root, projects.SMALL)
    shown.refresh()
    assert shown.files == before


def test_a_file_that_grows_while_it_is_read_is_looked_at_again_and_ends_nothing(begin, tmp_path, monkeypatch):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    story = root / "content/batches/first.md"
    look = shown.preview._make

    def grows(tell):
        story.write_text(story.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
        return look(tell)

    story.write_text(projects.SMALL["content/batches/first.md"] + "More.\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(shown.preview, "_make", grows)
        assert shown.refresh() is None
    assert not errors(shown.refresh().diagnostics)
    assert "\n".join(["More."] * (1 + TRIES)).encode() in shown.files["batches/first/index.html"]


def test_a_mistake_that_is_overtaken_is_not_told(begin, tmp_path):
    root, came = projects.write(tmp_path, projects.SMALL), []
    shown = begin(root, came=lambda: bool(came))
    shown.refresh()
    came.append("the rest of the file")
    projects.write(root, {"content/batches/first.md": ""})
    assert shown.refresh() is None
    assert not errors_on(shown)
    assert [shown.refresh() for _ in range(TRIES)][-1], "it is told in the end"
    assert errors_on(shown)


# --- what is told ----------------------------------------------------------------------------------------------------------


def test_nothing_happens_where_nothing_has_changed(begin, tmp_path):
    shown = begin(projects.write(tmp_path, projects.SMALL))
    assert shown.refresh().made
    assert shown.refresh() is None
    (tmp_path / "content/batches/first.md").touch()
    assert shown.refresh() is None, "by content, and not by time"


def test_what_is_made_early_counts_as_made(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown, counts = begin(root), []
    shown.refresh()
    for looked_at in ((), ("batches/first/index.html",)):
        shown.look(*looked_at)
        projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + f"More, {looked_at}.\n"})
        counts.append(shown.refresh().made)
    assert counts[0] == counts[1] > 0


def test_a_new_day_is_a_round_in_which_no_file_has_changed(begin, tmp_path, monkeypatch):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    monkeypatch.setattr("batchpages.edges.clock.today", lambda _: TODAY - datetime.timedelta(days=1))
    assert shown.refresh().changed is False
    projects.write(root, {"content/batches/first.md": projects.SMALL["content/batches/first.md"] + "More.\n"})
    assert shown.refresh().changed is True


def test_a_renamed_batch_is_found_again(begin, tmp_path):
    root = projects.write(tmp_path, edits.SHOP)
    shown = begin(root)
    shown.refresh()
    (root / "content/batches/two.md").rename(root / "content/batches/other.md")
    shown.refresh()
    assert shown.screen.moment.moved == {"/batches/two/": "/batches/other/"}


def test_nothing_is_published(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    begin(root).refresh()
    assert not (root / "public").exists()
    assert sorted(path.name for path in (root / ".batchpages").iterdir()) == ["preview"]


# --- photographs -----------------------------------------------------------------------------------------------------------

PHOTO = "content/batches/first/petals.jpg"
STORY = "content/batches/first/story.md"


def pictured(root, colour="red"):
    """A small project whose first batch has a picture."""
    story = projects.SMALL["content/batches/first.md"].replace("code: RB-1", "code: RB-1\nphotos: [{file: petals.jpg, alt: Petals}]")
    files = {path: text for path, text in projects.SMALL.items() if path != "content/batches/first.md"}
    return projects.write(root, {**files, STORY: story, PHOTO: picture(colour)})


def picture(colour, size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def images(shown):
    return {name for name in (*shown.screen.moment.files, *shown.screen.moment.awaited) if name.startswith("img/")}


def test_a_photograph_is_made_when_somebody_asks_for_it(begin, tmp_path):
    shown = begin(pictured(tmp_path))
    shown.refresh()
    before = shown.screen.moment
    assert before.awaited == images(shown) != set()
    assert not shown.preview.asked()
    assert not shown.preview.develop()
    shown.ask(min(before.awaited))
    assert shown.preview.asked()
    assert shown.preview.develop()
    after = shown.screen.moment
    assert (after.number, after.awaited) == (before.number, set())  # all sizes come of one decode, and no page has changed
    assert after.data(min(before.awaited))
    assert not shown.preview.asked()


def test_all_photographs_are_those_that_a_build_publishes(begin, tmp_path):
    root = pictured(tmp_path)
    shown = begin(root, drafts=False)
    shown.refresh()
    projects.build_here(root)
    assert shown.files == projects.tree(root / "public")


def test_what_was_made_is_there_in_the_next_round_and_in_the_next_preview(begin, tmp_path):
    root = pictured(tmp_path)
    shown = begin(root)
    shown.refresh()
    made = {name: data for name, data in shown.files.items() if name.startswith("img/")}
    projects.write(root, {"content/batches/second.md": projects.SMALL["content/batches/second.md"].replace("Drier", "Wetter")})
    shown.refresh()
    assert not shown.screen.moment.awaited
    shown.preview.settle()
    assert {name: shown.screen.moment.data(name) for name in made} == made
    shown.preview.close()
    again = begin(root)
    again.refresh()
    assert not again.screen.moment.awaited
    assert {name: again.screen.moment.data(name) for name in made} == made


def test_a_photograph_that_is_replaced_is_another(begin, tmp_path):
    root = pictured(tmp_path)
    shown = begin(root)
    shown.refresh()
    before = {name for name in shown.files if name.startswith("img/")}
    projects.write(root, {PHOTO: picture("blue")})
    shown.refresh()
    assert shown.screen.moment.awaited == images(shown)
    assert not images(shown) & before
    assert not before & shown.files.keys()


def test_one_that_changes_between_the_round_and_the_request_is_left_to_the_next_round(begin, tmp_path):
    root = pictured(tmp_path)
    shown = begin(root)
    shown.refresh()
    projects.write(root, {PHOTO: picture("blue", (80, 40))})
    shown.ask(*shown.screen.moment.awaited)
    assert not shown.preview.develop()
    assert shown.refresh()
    assert not shown.preview.asked()
    assert shown.files


def test_a_change_goes_before_photographs_that_are_still_to_be_made(begin, tmp_path):
    root = pictured(tmp_path)
    shown = begin(root, came=lambda: True)
    shown.refresh()
    awaited = len(shown.screen.moment.awaited)
    shown.ask(*shown.screen.moment.awaited)
    assert shown.preview.develop()
    assert len(shown.screen.moment.awaited) == awaited - 1
    assert shown.preview.asked()


def test_a_page_that_is_looked_at_is_shown_before_its_new_photograph_is_known_of(begin, tmp_path):
    root = projects.write(tmp_path, projects.SMALL)
    shown = begin(root)
    shown.refresh()
    shown.look("batches/first/index.html")
    (root / "content/batches/first.md").unlink()
    pictured(root)
    count = len(shown.moments)
    shown.refresh()
    early, late = shown.moments[count:]
    assert b"img/petals" in early.data("batches/first/index.html")
    assert not len(early.awaited)
    assert len(late.awaited)


def test_a_request_waits_for_the_moment_that_knows_of_the_photograph_and_for_that_to_be_made(begin, tmp_path):
    shown = begin(pictured(tmp_path))
    shown.refresh()
    moment, name = shown.screen.moment, min(shown.screen.moment.awaited)
    shown.screen.moment = moment._replace(awaited=frozenset())
    got = []
    waits = threading.Thread(target=lambda: got.append(shown.screen.photograph(name, 20, 20).data(name)))
    waits.start()
    shown.screen.show(moment)
    while not shown.preview.develop():
        time.sleep(0.01)
    waits.join(20)
    assert got
    assert got[0]


def test_a_photograph_that_nobody_knows_is_waited_for_no_longer_than_there_is_patience(begin, tmp_path):
    shown = begin(pictured(tmp_path))
    shown.refresh()
    assert "img/nothing.jpg" not in shown.screen.photograph("img/nothing.jpg", 0.01, 20).files
    assert not shown.preview.asked()
