"""A photograph that is changed, and what is made and published then: exactly what differs."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from hard_pictures import encoded, patches

import projects
from photographed import FEW, SHOP, jpeg, published, with_few_sizes

STORY = "content/batches/first/story.md"
FILES = with_few_sizes(SHOP)


@pytest.fixture
def shop(tmp_path):
    projects.build_here(projects.write(tmp_path, FILES))
    return tmp_path


def after(root, files, *, gone=(), **wish):
    """What a build published before and after a change, once it is sure that a clean build gives the same; and its report."""
    before = published(root / "public")
    for path in gone:
        (root / path).unlink()
    projects.write(root, files)
    report = projects.build_here(root, **wish)
    assert not projects.messages(report, root)
    now = published(root / "public")
    assert now.images.keys() == now.used()
    clean = root / "clean"
    projects.build_here(projects.write(clean, {path: (root / path).read_bytes() for path in {*FILES, *files} - {*gone}}), **wish)
    assert projects.tree(clean / "public") == now.tree
    return before.images, now.images, report


def changed(text, old, new):
    assert text.count(old) == 1
    return text.replace(old, new)


def story(old, new):
    return {STORY: changed(FILES[STORY], old, new)}


def pictures_in(paths):
    return {path.removeprefix("img/") for path in paths if path.startswith("img/")}


def stems(images):
    return {name.rpartition("-")[0].rpartition("-")[0] for name in images}


def test_a_photo_that_is_taken_away_is_taken_from_the_site(shop):
    before, now, _ = after(shop, story("  - {file: second.png, alt: A jar}\n", ""), gone=["content/batches/first/second.png"])
    assert stems(before.keys() - now.keys()) == {"second"}
    assert not now.keys() - before.keys()


def test_a_photo_that_is_named_no_longer_is_taken_from_the_site(shop):
    before, now, _ = after(shop, story("![Rain](rain.webp)\n", ""))
    assert stems(before.keys() - now.keys()) == {"rain"}
    assert not now.keys() - before.keys()


def test_a_photo_that_is_replaced_has_new_addresses_and_nothing_else_is_made(shop):
    before, now, report = after(shop, {"content/batches/first/hero.jpg": jpeg(2000, 1400)})
    assert stems(before.keys() ^ now.keys()) == {"hero"}
    assert len(before) == len(now)
    assert len(before.keys() & now.keys()) == len([name for name in before if not name.startswith("hero")])
    assert pictures_in(report.written) == now.keys() - before.keys()
    assert pictures_in(report.removed) == before.keys() - now.keys()


def test_a_photo_that_is_renamed_has_new_addresses_for_the_same_bytes(shop):
    files = {STORY: FILES[STORY].replace("hero.jpg", "petals.jpg"), "content/batches/first/petals.jpg": FILES["content/batches/first/hero.jpg"]}
    before, now, _ = after(shop, files, gone=["content/batches/first/hero.jpg"])
    assert stems(before.keys() - now.keys()) == {"hero"}
    assert stems(now.keys() - before.keys()) == {"petals"}
    assert sorted(before.values()) == sorted(now.values())


def test_two_photos_that_are_swapped_swap_their_places(shop):
    files = {
        "content/batches/first/told.jpg": FILES["content/batches/first/steam.jpg"],
        "content/batches/first/steam.jpg": FILES["content/batches/first/told.jpg"],
    }
    before, now, _ = after(shop, files)
    assert stems(before.keys() ^ now.keys()) == {"told", "steam"}
    assert sorted(before.values()) == sorted(now.values())


def test_another_focus_makes_what_is_cut_anew_and_nothing_else(shop):
    before, now, report = after(shop, {STORY: changed(FILES[STORY], "focus: 30% 60%", "focus: 30% 0%")})
    assert stems(before.keys() ^ now.keys()) == {"hero"}
    assert {data for name, data in before.items() if name.startswith("hero")}.isdisjoint(now.values())
    assert report.images == len(before) == len(now)
    _, again, _ = after(shop, FILES)
    assert again == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("alt: Petals", "alt: Wet petals"),
        ("caption: Wet.", "caption: Dry."),
        ("credit: Leila", "credit: Omar"),
        ('"The kettle."', '"A kettle."'),
        ("{file: second.png, alt: A jar}", "{file: second.png, alt: A jar, focus: 0% 0%}"),
    ],
)
def test_other_words_make_no_picture(shop, old, new):
    before, now, report = after(shop, story(old, new))
    assert before == now
    assert pictures_in(report.written) == set()


def theme(old, new):
    return {"themes/few/theme.yaml": changed(FILES["themes/few/theme.yaml"], old, new)}


@pytest.mark.parametrize(
    "files",
    [
        theme("  rest: {for: [gallery, figure, step], widths: [16, 32]}", "  rest: {for: [gallery, figure, step], widths: [16, 40]}"),
        theme(
            "  rest: {for: [gallery, figure, step], widths: [16, 32]}",
            "  rest: {for: [gallery, figure, step], widths: [16, 32], quality: {webp: 40, jpeg: 40}}",
        ),
        theme("  rest: {for: [gallery, figure, step], widths: [16, 32]}", "  rest: {for: [gallery, figure, step], widths: [16, 32], crop: 5:1}"),
    ],
    ids=["width", "quality", "crop"],
)
def test_another_size_in_the_theme_makes_just_its_pictures_anew(shop, files):
    before, now, _ = after(shop, files)
    assert len(before) == len(now)
    of_main = {name for name in before if stems([name]) & {"hero", "balm", "leila", "rose"}}
    assert of_main <= before.keys() & now.keys()
    assert stems(before.keys() - now.keys()) == stems(before) - stems(of_main)


@pytest.mark.parametrize("old", ["description: ", "sizes: "])
def test_what_a_theme_says_beside_of_its_images_makes_no_picture(shop, old):
    before, now, _ = after(shop, theme("crop: 2:1", f"crop: 2:1, {old}50vw"))
    assert before == now


def test_avif_comes_and_goes_with_the_settings(shop):
    settings = FILES["batchpages.yaml"]
    before, now, _ = after(shop, {"batchpages.yaml": f"{settings}images: {{avif: true}}\n"})
    assert before.items() <= now.items()
    assert {name.rpartition(".")[2] for name in now.keys() - before.keys()} == {"avif"}
    assert len(now.keys() - before.keys()) == len([name for name in before if name.endswith(".webp")])
    _, again, report = after(shop, {"batchpages.yaml": settings})
    assert again == before
    assert pictures_in(report.written) == set()


def test_a_photo_that_is_broken_and_mended_changes_nothing(shop):
    path = "content/batches/first/hero.jpg"
    before = projects.tree(shop / "public")
    projects.write(shop, {path: FILES[path][:500]})
    report = projects.build_here(shop)
    assert [each.place.path for each in report.diagnostics] == [path]
    assert projects.tree(shop / "public") == before
    projects.write(shop, {path: FILES[path]})
    assert projects.build_here(shop).made == 0
    assert projects.tree(shop / "public") == before


def test_a_published_picture_that_was_lost_or_altered_is_mended(shop):
    before = projects.tree(shop / "public")
    lost, altered = sorted((shop / "public" / "img").iterdir())[:2]
    lost.unlink()
    altered.write_bytes(b"altered by hand")
    report = projects.build_here(shop)
    assert {path.rpartition("/")[2] for path in report.written} == {lost.name, altered.name}
    assert projects.tree(shop / "public") == before


def test_a_lost_store_makes_the_same_pictures_again(shop):
    shutil.rmtree(shop / ".batchpages" / "store")
    before, now, report = after(shop, story("title: The first", "title: The First"))
    assert report.made > len(now)
    assert before == now
    assert pictures_in(report.written) == set()


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_a_build_that_is_killed_leaves_no_page_without_its_pictures(tmp_path):
    """Pages of before with the pictures of before, or those of after with theirs; and the next build mends the rest."""
    sizes = FEW.replace("[16, 32]", "[16, 320]")
    old, new = (with_few_sizes(SHOP | {f"content/batches/first/{name}": jpeg(width, 700) for name in ("hero.jpg", "told.jpg")}, sizes) for width in (900, 1000))
    sites, takes = {}, 0.0
    for word, files in (("old", old), ("new", new)):
        projects.write(tmp_path / word, files)
        started = time.monotonic()
        subprocess.run(command(tmp_path / word), check=True, capture_output=True)
        takes = time.monotonic() - started
        sites[word] = projects.tree(tmp_path / word / "public")
    chance = random.Random(5)
    root = tmp_path / "killed"
    for turn in range(4):
        projects.write(root, (old, new)[turn % 2])
        process = subprocess.Popen(command(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(takes * chance.uniform(0.3, 1.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        if (root / "public" / "index.html").exists():
            left = published(root / "public")
            assert left.used() <= left.images.keys()
            for path, data in left.tree.items():
                assert path.startswith(".batchpages-new/") or data in (sites["old"].get(path), sites["new"].get(path)), path
        subprocess.run(command(root), check=True, capture_output=True)
        assert projects.tree(root / "public") == sites[("old", "new")[turn % 2]]


def command(root):
    return [sys.executable, "-m", "batchpages", "build", "-C", str(root), "--date", projects.TODAY.isoformat(), "--no-labels", "--jobs", "2"]


def test_a_photo_becomes_another_kind_of_file(shop):
    png = {"content/batches/first/rain.png": encoded(patches((350, 500)), "PNG"), STORY: FILES[STORY].replace("rain.webp", "rain.png")}
    before, now, _ = after(shop, png, gone=["content/batches/first/rain.webp"])
    assert stems(before.keys() ^ now.keys()) == {"rain"}
