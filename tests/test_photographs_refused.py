"""Photographs that tell too much, and those that cannot be shown: nothing of them is published."""

import os

import pytest
from hard_pictures import CANARY, encoded, jpeg_that_tells, notes, patches, png_of, with_chunk
from PIL import Image, PngImagePlugin

import projects
from photographed import jpeg, published, record, with_few_sizes

STORY = projects.SMALL["content/batches/first.md"]


def shop(photos, story=""):
    """A shop whose first batch has these photos, by file name; the story shows more."""
    lines = "\n".join(f"{{file: {name}, alt: It}}" for name in photos)
    files = {path: text for path, text in projects.SMALL.items() if path != "content/batches/first.md"}
    return files | {"content/batches/first/story.md": record(STORY, lines, story)} | {f"content/batches/first/{name}": data for name, data in photos.items()}


def told(root):
    return [(each.place.path, each.what) for each in projects.build_here(root).diagnostics]


# --- what photographs tell -----------------------------------------------------------------------------------------------------

XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>{CANARY} xmp</photoshop:City></x:xmpmeta>'.encode()


def png_that_tells():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", f"{CANARY} comment")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add_text("Author", f"{CANARY} author", zip=True)
    return with_chunk(encoded(patches(), "PNG", exif=notes(), pnginfo=text), b"tIME", CANARY.encode()[:7]) + CANARY.encode()


TELLING = {
    "one.jpg": jpeg_that_tells(),
    "turned.jpg": jpeg_that_tells(6),
    "with-a-tail.jpg": jpeg_that_tells() + CANARY.encode(),
    "two.png": png_that_tells(),
    "three.webp": encoded(patches(), "WEBP", exif=notes(), xmp=XMP),
    "four.avif": encoded(patches(), "AVIF", exif=notes(), xmp=XMP),
    "five.tif": encoded(patches(), "TIFF", exif=notes(), description=f"{CANARY} description", software=f"{CANARY} software", artist=f"{CANARY} artist"),
}


@pytest.mark.parametrize("settings", ["", "images: {avif: true}\n"], ids=["usual", "avif"])
def test_nothing_that_photographs_tell_is_published(tmp_path, settings):
    files = shop(TELLING, "".join(f"![It]({name})\n\n" for name in TELLING))
    files["batchpages.yaml"] += settings
    files[f"content/batches/first/{CANARY}-unnamed.jpg"] = jpeg(64, 48)
    files[f"content/batches/{CANARY.lower()}/story.md"] = STORY.replace("code: RB-1", "code: RB-9\ndraft: true").replace(
        "sourcing:", f"photos: [{{file: {CANARY}.jpg, alt: {CANARY}}}]\nsourcing:"
    )
    files[f"content/batches/{CANARY.lower()}/{CANARY}.jpg"] = jpeg_that_tells()
    for name, data in TELLING.items():
        assert CANARY.encode() in data, name
    report = projects.build_here(projects.write(tmp_path, files))
    assert report.diagnostics == ()
    found = published(tmp_path / "public")
    assert {name.partition("-")[0] for name in found.images} == {"one", "turned", "with", "two", "three", "four", "five"}
    assert {name.rpartition(".")[2] for name in found.images} == {"webp", "jpg"} | ({"avif"} if settings else set())
    for path, data in found.tree.items():
        assert CANARY.lower() not in path.lower()
        assert CANARY.lower().encode() not in data.lower(), path
    for name, data in found.images.items():
        for mark in (b"Exif", b"EXIF", b"http://ns.adobe.com", b"xmp", b"XML ", b"ICCP", b"ICC_PROFILE", b"8BIM", b"Photoshop"):
            assert mark not in data, (name, mark)
        start = data[2:4] if name.endswith("jpg") else b""
        assert start in (b"\xff\xe0", b""), "a JPEG begins with JFIF, and has no other segment that tells"


# --- what cannot be shown ------------------------------------------------------------------------------------------------------

WHOLE = jpeg(640, 480)
BAD = {
    "cut.jpg": (WHOLE[: len(WHOLE) // 2], "cannot be read"),
    "bomb.png": (png_of(60_000, 60_000), "60000 × 60000 pixels"),
    "wrong.jpg": (encoded(patches(), "PNG"), "the file's name says JPEG, but it is a PNG picture"),
    "empty.png": (b"", "the file"),
    "page.webp": (b"<!doctype html><p>No such picture</p>", "it is a web page"),
    "strip.png": (png_of(4000, 3), "a strip of 4000 × 3"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_picture_that_cannot_be_shown_publishes_nothing_and_is_named(tmp_path, name):
    projects.build_here(projects.write(tmp_path, shop({"good.jpg": WHOLE})))
    before = projects.tree(tmp_path / "public")
    data, what = BAD[name]
    projects.write(tmp_path, shop({"good.jpg": WHOLE, name: data}))
    for _ in range(2):
        ((path, said),) = told(tmp_path)
        assert path == f"content/batches/first/{name}"
        assert what in said
        assert projects.tree(tmp_path / "public") == before
    projects.write(tmp_path, shop({"good.jpg": WHOLE}))
    assert told(tmp_path) == []
    assert projects.tree(tmp_path / "public") == before, "a bad file that nobody names does no harm"


def test_all_bad_pictures_are_told_in_one_run_with_the_mistakes_of_texts(tmp_path):
    files = shop({"good.jpg": WHOLE} | {name: data for name, (data, _) in BAD.items()}, "![It](nowhere.jpg)\n\n![](good.jpg)\n\n[nothing](batch:nothing)")
    found = told(projects.write(tmp_path, files))
    story = "content/batches/first/story.md"
    assert sorted(path for path, _ in found) == sorted([f"content/batches/first/{name}" for name in BAD] + [story] * 3)
    assert not (tmp_path / "public").exists()


def test_a_bad_picture_of_two_records_is_told_once_for_each_file(tmp_path):
    files = shop({"cut.jpg": BAD["cut.jpg"][0]})
    files["content/makers/leila/story.md"] = record(files.pop("content/makers/leila.md"), "{file: cut.jpg, alt: It}")
    files["content/makers/leila/cut.jpg"] = BAD["cut.jpg"][0]
    assert [path for path, _ in told(projects.write(tmp_path, files))] == ["content/batches/first/cut.jpg", "content/makers/leila/cut.jpg"]


def test_a_bad_picture_of_a_draft_is_told_as_well(tmp_path):
    files = shop({"cut.jpg": BAD["cut.jpg"][0]})
    files["content/batches/first/story.md"] = files["content/batches/first/story.md"].replace("code: RB-1", "code: RB-1\ndraft: true")
    files["content/batches/second.md"] = files["content/batches/second.md"].replace(" See [the first](batch:first).", "")
    assert [path for path, _ in told(projects.write(tmp_path, files))] == ["content/batches/first/cut.jpg"]


def test_pictures_that_break_off_near_their_end_are_found_out_before_anything_is_published(tmp_path):
    """Their headers are right, so that it shows where all of them is read: before pages are published that need them."""
    noise = Image.effect_noise((320, 240), 90).convert("RGB")
    kinds = {"a.jpg": "JPEG", "b.png": "PNG", "c.webp": "WEBP", "d.tif": "TIFF", "e.avif": "AVIF"}
    cut = {name: (data := encoded(noise, kind))[: len(data) * 9 // 10] for name, kind in kinds.items()}
    found = told(projects.write(tmp_path, shop(cut)))
    assert [path for path, _ in found] == [f"content/batches/first/{name}" for name in kinds]
    assert not (tmp_path / "public").exists()


# --- files that are none -------------------------------------------------------------------------------------------------------

links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@links
@pytest.mark.parametrize("inside", [False, True])
def test_a_link_out_of_the_project_is_not_followed(tmp_path, inside):
    root = tmp_path / "shop"
    target = (root / "content/batches/first" if inside else tmp_path) / "elsewhere.jpg"
    projects.write(root, shop({"good.jpg": WHOLE}, "![It](rose.jpg)"))
    target.write_bytes(jpeg_that_tells())
    (root / "content/batches/first/rose.jpg").symlink_to(target)
    found = told(root)
    if inside:
        assert found == []
        assert any(name.startswith("rose-") for name in published(root / "public").images)
    else:
        assert [path for path, _ in found] == ["content/batches/first/rose.jpg"]
        assert not (root / "public").exists()


def test_a_folder_is_no_picture(tmp_path):
    projects.write(tmp_path, shop({"good.jpg": WHOLE}, "![It](rose.jpg)"))
    projects.write(tmp_path, {"content/batches/first/rose.jpg/inner.txt": "x"})
    ((path, said),) = told(tmp_path)
    assert path == "content/batches/first/story.md"
    assert "`rose.jpg`" in said
    assert not (tmp_path / "public").exists()


@links
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_a_picture_that_may_not_be_read_is_told(tmp_path):
    projects.write(tmp_path, shop({"rose.jpg": WHOLE}))
    (tmp_path / "content/batches/first/rose.jpg").chmod(0)
    assert [path for path, _ in told(tmp_path)] == ["content/batches/first/rose.jpg"]
    assert not (tmp_path / "public").exists()


def test_a_picture_that_vanishes_is_told_at_the_line_that_names_it(tmp_path):
    files = with_few_sizes(shop({"rose.jpg": WHOLE}))
    projects.build_here(projects.write(tmp_path, files))
    before = projects.tree(tmp_path / "public")
    (tmp_path / "content/batches/first/rose.jpg").unlink()
    report = projects.build_here(tmp_path)
    (message,) = [line for line in projects.messages(report, tmp_path) if "error" in line]
    assert message.startswith("content/batches/first/story.md:11:12: error: there is no file `rose.jpg`")
    assert projects.tree(tmp_path / "public") == before
