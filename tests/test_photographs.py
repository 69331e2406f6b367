"""Photographs through the whole build: what pages ask for is what is published, and nothing else is."""

import io
import os
import re
import subprocess
import sys
from urllib.parse import unquote

import pytest
from hard_pictures import encoded, patches
from PIL import Image

import projects
from photographed import FEW, SHOP, jpeg, published, record, with_few_sizes


def build(root, files, **wish):
    report = projects.build_here(projects.write(root, files), **wish)
    assert not projects.messages(report, root)
    return published(root / "public")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    """The shop in the bundled theme."""
    return build(tmp_path_factory.mktemp("bundled"), SHOP)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The shop in few sizes: its folder, and what it published."""
    root = tmp_path_factory.mktemp("few")
    return root, build(root, with_few_sizes(SHOP))


def stems(found):
    """The photographs that are published, by their names."""
    return {re.sub(r"-[0-9a-f]{12}-\d+\.\w+$", "", name) for name in found.images}


# --- pages and pictures agree --------------------------------------------------------------------------------------------------

NAMED = {"hero", "second", "told", "rain", "steam", "balm", "leila", "rose", "valley", "shop", "door"}


def test_what_pages_ask_for_is_there(bundled, few):
    for found in (bundled, few[1]):
        assert found.used() <= found.images.keys()
        assert {use.how for use in found.uses} >= {"src", "srcset", "json", "og:image"}
        assert stems(found) == NAMED
    assert {use.how for use in bundled.uses} >= {"imagesrcset", "json-ld"}


def test_what_is_there_pages_ask_for(bundled, few):
    for found in (bundled, few[1]):
        assert found.images.keys() - found.used() == set()


def test_addresses_are_paths_within_the_site_and_whole_ones_for_others(bundled, few):
    for use in (*bundled.uses, *few[1].uses):
        whole = use.how in ("og:image", "json-ld", "json")
        assert use.address.startswith("https://brand.example/img/" if whole else "/img/"), use


def test_sizes_are_what_they_are_said_to_be(bundled, few):
    for found in (bundled, few[1]):
        sizes = found.sizes()
        for use in found.uses:
            width, height = sizes[unquote(use.address.rpartition("/img/")[2])]
            assert use.width in (width, 0), use
            assert use.height in (height, 0), use


def test_every_picture_says_what_it_is_and_only_the_first_of_a_page_is_fetched_at_once(bundled):
    for path, pictures in bundled.pictures.items():
        assert all("alt" in each for each in pictures)
        at_once = [number for number, each in enumerate(pictures) if each.get("loading") != "lazy"]
        assert at_once in ([], [0]), path
        assert all(each.get("fetchpriority") == "high" for each in pictures[: len(at_once)])
    assert bundled.pictures["batches/first/index.html"][0]["fetchpriority"] == "high"


def test_a_link_that_is_shared_shows_a_picture_of_the_size_that_is_asked_for(bundled):
    (use,) = [use for use in bundled.uses if use.how == "og:image" and use.page == "batches/first/index.html"]
    assert (use.width, use.height) == (1200, 630)
    with Image.open(io.BytesIO(bundled.images[use.address.rpartition("/")[2]])) as image:
        assert (image.size, image.format) == ((1200, 630), "JPEG")
    shared = {use.page for use in bundled.uses if use.how == "og:image"}
    assert shared == {
        "index.html",
        "batches/first/index.html",
        "products/balm/index.html",
        "makers/leila/index.html",
        "ingredients/rose/index.html",
    }


def test_nothing_is_made_larger_than_it_is(bundled):
    largest = {"hero": 2100, "second": 600, "told": 1000, "rain": 350, "steam": 640, "balm": 900, "leila": 400, "rose": 500, "valley": 700, "shop": 300}
    for name, (width, _) in bundled.sizes().items():
        stem = re.split(r"-[0-9a-f]{12}-", name)[0]
        assert width <= largest.get(stem, 320)
        assert name.partition(".")[0].endswith(f"-{width}")


def test_a_batch_as_data_names_the_largest_of_each_photo_and_no_file_of_its_author(bundled):
    data = bundled.tree["batches/first/batch.json"].decode()
    for file in ("hero.jpg", "second.png", "told.jpg", "steam.jpg", '"file"', '"focus"'):
        assert file not in data
    uses = [use for use in bundled.uses if use.how == "json"]
    assert {use.width for use in uses} >= {2000}
    assert '"credit": "Leila"' in data


# --- what is not published -----------------------------------------------------------------------------------------------------


def test_a_file_that_nobody_names_is_not_published(few):
    assert "nobody-names-this" not in " ".join(few[1].tree)
    assert all(b"nobody-names-this" not in data for data in few[1].tree.values())


@pytest.mark.parametrize("waits", ["draft: true", "publish_on: 2026-11-25"])
def test_what_is_not_out_yet_publishes_no_picture(waits, tmp_path):
    files = with_few_sizes(SHOP)
    files["content/batches/first/story.md"] = files["content/batches/first/story.md"].replace("code: RB-1", f"code: RB-1\n{waits}")
    files["content/batches/second.md"] = files["content/batches/second.md"].replace(" See [the first](batch:first).", "")
    found = build(tmp_path, files)
    assert stems(found) == NAMED - {"hero", "second", "told", "rain", "steam"}
    assert stems(build(tmp_path, {}, drafts=True)) == NAMED
    assert stems(build(tmp_path, {})) == NAMED - {"hero", "second", "told", "rain", "steam"}


def test_kinds_without_pages_publish_no_picture(tmp_path):
    files = with_few_sizes(SHOP)
    for name in ("page", "stockists", "ingredient"):
        del files[f"themes/few/templates/{name}.html"]
    found = build(tmp_path, files)
    assert stems(found) == NAMED - {"shop", "door", "valley"}, "the rose stands on its card, which the theme could show"
    assert found.used() <= found.images.keys()


def test_a_home_page_without_pages_of_batches_asks_for_nothing_that_is_not_there(tmp_path):
    files = with_few_sizes(SHOP, FEW.replace("[hero, card, share]", "[hero, card]") + "  share: {for: share, widths: [48], formats: jpeg}\n")
    del files["themes/few/templates/batch.html"]
    files["content/batches/second.md"] = files["content/batches/second.md"].replace(" See [the first](batch:first).", "")
    found = build(tmp_path, files)
    assert "hero" in stems(found)
    assert found.used() <= found.images.keys()


# --- names and places ----------------------------------------------------------------------------------------------------------

NAMES = [
    "rose petals, wet.jpg",
    "Blüte & Salz.jpg",
    "薔薇の花.jpg",
    "100% rose #1.jpg",
    "it's (a) [rose]; a=b+c.jpg",
    "a%20b,, .c.jpg",
    "UPPER.JPG",
    "in/a/folder.jpg",
]


def photo_line(file):
    quoted = file.replace("'", "''")
    return f"{{file: '{quoted}', alt: A rose}}"


@pytest.mark.parametrize("base", ["https://brand.example/", "https://x.example/shop/"])
def test_any_name_works_at_any_base(tmp_path, base):
    text = record(projects.SMALL["content/batches/first.md"], "\n".join(map(photo_line, NAMES)))
    files = projects.SMALL | {"content/batches/first/story.md": text, "batchpages.yaml": projects.SETTINGS.replace("https://brand.example/", base)}
    files |= {f"content/batches/first/{name}": jpeg(64, 48 + index) for index, name in enumerate(NAMES)}
    del files["content/batches/first.md"]
    found = build(tmp_path, with_few_sizes(files))
    assert found.images.keys() == found.used()
    assert stems(found) == {name.rpartition("/")[2].rpartition(".")[0].lower() for name in NAMES}
    for use in found.uses:
        assert re.fullmatch(rf"{base if use.how in ('og:image', 'json') else re.escape(base[base.index('/', 9) :])}img/[\w.%~-]+", use.address, re.ASCII), use


def test_one_name_in_two_folders_is_two_photographs_and_one_photograph_in_two_folders_is_published_once(tmp_path):
    line = "{file: rose.jpg, alt: A rose}"
    files = {path: text for path, text in projects.SMALL.items() if "/batches/" not in path}
    files |= {f"content/batches/{slug}/story.md": record(projects.SMALL[f"content/batches/{slug}.md"], line) for slug in ("first", "second")}
    files |= {"content/batches/first/rose.jpg": jpeg(64, 48), "content/batches/second/rose.jpg": jpeg(64, 49)}
    two = build(tmp_path / "two", with_few_sizes(files))
    one = build(tmp_path / "one", with_few_sizes(files | {"content/batches/second/rose.jpg": jpeg(64, 48)}))
    assert len(two.images) == 2 * len(one.images)
    for found in (one, two):
        assert found.images.keys() == found.used()


@pytest.mark.parametrize(
    ("size", "figure", "hero"),
    [
        ((1, 1), [(1, 1)], [(1, 1)]),
        ((1, 20), [(1, 20)], [(1, 1)]),
        ((20, 1), [(16, 1), (20, 1)], [(2, 1)]),
        ((640, 32), [(16, 1), (32, 2)], [(16, 8), (32, 16)]),
        ((30, 600), [(16, 320), (30, 600)], [(16, 8), (30, 15)]),
        ((17, 17), [(16, 16)], [(16, 8)]),
    ],
)
def test_photographs_of_any_shape_are_shown(tmp_path, size, figure, hero):
    files = projects.SMALL | {
        "content/batches/first/story.md": record(projects.SMALL["content/batches/first.md"], "{file: rose.png, alt: A rose}", "![A rose](rose.png)"),
        "content/batches/first/rose.png": encoded(Image.new("RGB", size, "red"), "PNG"),
    }
    del files["content/batches/first.md"]
    found = build(tmp_path, with_few_sizes(files))
    assert found.images.keys() == found.used()
    assert sorted({size for name, size in found.sizes().items() if name.endswith("webp")}) == sorted({*figure, *hero})


# --- in words and colours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Photograph: Leila"), ("pt", "Fotografia: Leila"), ("de", "Foto: Leila"), ("pt-BR", "Fotografia: Leila")]
)
def test_who_took_a_picture_is_said_in_the_language_of_the_site(tmp_path, language, said):
    text = record(projects.SMALL["content/batches/first.md"], "{file: rose.jpg, alt: A rose, credit: Leila}", "![A rose](rose.jpg)")
    files = projects.SMALL | {"content/batches/first/story.md": text, "content/batches/first/rose.jpg": jpeg(64, 48)}
    files["batchpages.yaml"] += f"language: {language}\n"
    del files["content/batches/first.md"]
    html = build(tmp_path, files).tree["batches/first/index.html"].decode()
    assert html.count(f'<span class="credit">{said}</span>') == 2


def test_what_one_can_see_through_has_no_colour_behind_it(tmp_path):
    clear = patches((64, 48)).convert("RGBA")
    clear.putalpha(128)
    files = projects.SMALL | {
        "content/batches/first/story.md": record(projects.SMALL["content/batches/first.md"], "{file: clear.png, alt: Glass}"),
        "content/batches/first/clear.png": encoded(clear, "PNG"),
    }
    del files["content/batches/first.md"]
    found = build(tmp_path, files)
    page = found.tree["batches/first/index.html"].decode()
    assert "<picture>" in page
    assert "tone" not in page
    kinds = {name.rpartition(".")[2]: Image.open(io.BytesIO(data)).mode for name, data in found.images.items()}
    assert kinds == {"webp": "RGBA", "jpg": "RGB"}
    build(tmp_path, {"content/batches/first/clear.png": encoded(clear.convert("RGB"), "PNG")})
    assert 'class="tone"' in (tmp_path / "public/batches/first/index.html").read_text()


# --- again ---------------------------------------------------------------------------------------------------------------------


def test_a_second_build_makes_nothing_and_a_touch_neither(few):
    root, before = few
    for _ in range(2):
        again = projects.build_here(root)
        assert (again.made, again.written, again.removed) == (0, (), ())
        assert again.images == len(before.images)
        for path in root.glob("content/**/*.*"):
            path.touch()
    assert projects.tree(root / "public") == before.tree


def test_what_is_known_of_photographs_is_not_found_out_again(few, tmp_path):
    """An edited story makes its pages anew, and imports nothing that reads pictures."""
    files = with_few_sizes(SHOP)
    build(tmp_path, files)
    files["content/batches/first/story.md"] += "\nIt rained again.\n"
    projects.write(tmp_path, files)
    code = (
        "import sys\nfrom batchpages.cli import main\n"
        f"main(['build', '-C', {str(tmp_path)!r}, '--no-labels', '--date', '2026-11-24'], standalone_mode=False)\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('PIL', 'pi_heif')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {"CI": ""})
    assert done.stdout == "[]\n"
    assert ": 2 made," in done.stderr, done.stderr
