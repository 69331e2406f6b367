"""What no repository can hold, or what is too large for one: written here, built by the real command, and told in words.

Another encoding, another line end, a bomb, a name that another system cannot have, a link out of the project, what is no file.
"""

import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import unicodedata
import zlib

import pytest

import edits
import projects
from command import run

STORY = "content/pages/about.md"
SETTINGS = "batchpages.yaml"
THEME = "themes/plain/theme.yaml"
TEMPLATE = "themes/plain/templates/page.html"
STYLE = "themes/plain/assets/site.css"
DATA = "content/batches/three/batch.yaml"
PRIVATE = "content/batches/three/private.yaml"
SHOP = edits.SHOP | {PRIVATE: "notes: nothing to hide\n"}


def shop(root):
    return projects.write(root, SHOP)


def told(root):
    """What is said of a project with mistakes: one message after the other, without the exit code and the closing line."""
    said = run(root)
    assert said.startswith("exit code 1\n"), said
    assert "Traceback" not in said
    assert not (root / "public").exists()
    return said.removeprefix("exit code 1\n").rpartition("\n\n")[0]


# --- encodings ---------------------------------------------------------------------------------------------------------


def as_on_windows(text):
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("also", ["\n", ""], ids=["as it is", "without a last line end"])
@pytest.mark.parametrize(
    "change", [as_on_windows, lambda text: as_on_windows(text)[3:], lambda text: b"\xef\xbb\xbf" + text.encode()], ids=["both", "CRLF", "BOM"]
)
def test_a_byte_order_mark_and_crlf_change_no_byte(change, also, tmp_path):
    plain = {path: text.removesuffix("\n") + also for path, text in SHOP.items()}
    texts = {path for path in plain if path.endswith((".md", ".yaml", ".html"))}
    dressed = {path: change(text) if path in texts else text for path, text in plain.items()}
    said = [run(projects.write(tmp_path / name, files)) for name, files in (("plain", plain), ("dressed", dressed))]
    assert said[0] == said[1]
    assert said[0].startswith("exit code 0\n")
    assert projects.tree(tmp_path / "plain" / "public") == projects.tree(tmp_path / "dressed" / "public")


def with_in_line_2(what):
    """A file that has these bytes after the first three of its second line."""

    def changed(text):
        first, second, *rest = text.encode().split(b"\n")
        return b"\n".join([first, second[:3] + what + second[3:], *rest])

    return changed


MANY_LINES = SHOP | {
    PRIVATE: "notes: nothing to hide\nordered: 2026-01-01\n",
    TEMPLATE: "{{ page.title }}\n{{ content.story }}\n",
    STYLE: "h1 { color: red }\nh2 { color: red }\n",
}

NO_TEXT = {
    "UTF-16": (lambda text: text.encode("utf-16"), ":1:1", "UTF-8"),
    "Windows-1252": (with_in_line_2("é".encode("cp1252")), ":2:4", "UTF-8"),
    "NUL": (with_in_line_2(b"\0"), ":2:4", "NUL"),
    "bidi": (with_in_line_2("\u202e".encode()), ":2:4", "a character that reorders the text around it (U+202E)"),
    "lone CR": (with_in_line_2(b"\r"), ":2:4", "save the file with LF or CRLF line ends"),
    "escape": (with_in_line_2(b"\x1b[31m"), ":2:4", "a control character (U+001B)"),
}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, kind) for path in (STORY, DATA, PRIVATE, SETTINGS) for kind in NO_TEXT),
        *((path, kind) for path in (TEMPLATE, STYLE, THEME) for kind in ("UTF-16", "Windows-1252", "NUL")),
    ],
)
def test_what_is_no_plain_text_is_told_with_its_place(path, kind, tmp_path):
    change, place, words = NO_TEXT[kind]
    projects.write(tmp_path, MANY_LINES | {path: change(MANY_LINES[path])})
    said = told(tmp_path)
    assert said.startswith(f"{path}{place}: error: "), said
    assert said.count(": error: ") == 1, said
    assert words in said, said
    assert said.replace("\n", "").isprintable(), "what steers a terminal is not repeated"


# --- floods and bombs -------------------------------------------------------------------------------------------------------

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
FRONT = "---\ntitle: About\n---\n"


def picture_of(width, height):
    """A PNG picture that says it is this large, in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


FLOODS = {
    "aliases in a story's fields": {STORY: f"---\ntitle: About\n{LAUGHS}---\n"},
    "aliases in batch.yaml": {DATA: LAUGHS},
    "aliases in the settings": {SETTINGS: SHOP[SETTINGS] + LAUGHS},
    "aliases in a theme": {THEME: f"name: plain\n{LAUGHS}"},
    "30,000 lists in a story's fields": {STORY: f"---\ntitle: {'[' * 30_000}{']' * 30_000}\n---\n"},
    "30,000 lists in batch.yaml": {DATA: f"checks: {'[' * 30_000}{']' * 30_000}\n"},
    "30,000 open brackets in private.yaml": {PRIVATE: "{" * 30_000},
    "30,000 lists in the settings": {SETTINGS: SHOP[SETTINGS] + f"social: {'[' * 30_000}{']' * 30_000}\n"},
    "30,000 lists in a theme": {THEME: f"name: plain\nwords: {'[' * 30_000}{']' * 30_000}\n"},
    "30,000 levels of hyphens": {DATA: "- " * 30_000},
    "a story of 10 MB": {STORY: FRONT + "It rained for days. " * 500_000},
    "a line of 1 MB": {STORY: FRONT + "It rained for days. " * 50_000},
    "a field of 1 MB": {DATA: f"price: {'9' * 1_000_000}\n"},
    "a file of 1 MB without fields": {STORY: "a" * 1_000_000},
    "30,000 brackets in a story": {STORY: FRONT + "[" * 30_000},
    "30,000 quotations in a story": {STORY: FRONT + "> " * 30_000},
    "30,000 tags in a story": {STORY: FRONT + "<b>" * 30_000},
    "30,000 lists in a template": {TEMPLATE: "{{ " + "[" * 30_000 + "]" * 30_000 + " }}"},
    "30,000 blocks in a template": {TEMPLATE: "{% if page %}" * 30_000 + "{% endif %}" * 30_000},
    "a template of 10 MB": {TEMPLATE: "It rained for days. " * 500_000},
    "a template without end": {TEMPLATE: "{% for a in range(99999) %}{% for b in range(99999) %}{{ page.title }}{% endfor %}{% endfor %}"},
    "a picture of 2,500 megapixels": {"content/batches/three/pot.png": picture_of(50_000, 50_000)},
    "a picture that breaks off": {"content/batches/three/pot.png": picture_of(500, 500)},
    "100 fields that are not known": {DATA: "".join(f"field-{number}: x\n" for number in range(100))},
}


PICTURED = "content/batches/three/story.md"
NAMES_IT = SHOP[PICTURED].replace("code: B-1", "code: B-1\nphotos: [{file: pot.png, alt: A pot}]")
"""Only what is named is looked at."""


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_an_error_within_seconds_and_never_a_crash(name, tmp_path):
    """In a process of its own, since what it is about would end the one that it happens in."""
    files = FLOODS[name]
    (path,) = files
    projects.write(tmp_path, SHOP | files | ({PICTURED: NAMES_IT} if path.endswith(".png") else {}))
    before = time.monotonic()
    command = [sys.executable, "-m", "batchpages", "build", "--project", str(tmp_path), "--date", "2026-11-24"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    seconds = time.monotonic() - before
    assert (done.returncode, done.stdout) == (1, ""), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert f"{path}" in done.stderr, done.stderr[:2000]
    assert all(line.startswith((path, "    ")) for line in done.stderr.splitlines()[:-2]), done.stderr[:2000]
    assert len(done.stderr) < 100_000
    assert not (tmp_path / "public").exists()
    assert seconds < 5


# --- links, and what is no file ------------------------------------------------------------------------------------------------


def link(place, target):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


LINKS = {
    "story": ("content/pages/care.md", SHOP[STORY]),
    "story in a folder": ("content/pages/care/story.md", SHOP[STORY]),
    "batch.yaml": ("content/batches/one/batch.yaml", "units: 12\n"),
    "photo": ("content/batches/three/pot.png", edits.picture(1)),
    "certificate": ("content/batches/three/report.pdf", b"%PDF-1.4"),
    "theme": ("themes/other/theme.yaml", "name: other\n"),
    "template": ("themes/plain/templates/recalls.html", "{{ page.title }}"),
    "asset": ("themes/plain/assets/other.svg", SHOP["themes/plain/assets/dot.svg"]),
    "static": ("content/static/CNAME", "shop.example\n"),
    "hidden static": ("content/static/.well-known/security.txt", "Contact: us\n"),
}


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
@pytest.mark.parametrize("name", LINKS)
def test_a_link_out_of_the_project_is_refused_with_both_paths(name, tmp_path):
    path, text = LINKS[name]
    root = projects.write(tmp_path / "shop", {each: data for each, data in SHOP.items() if each != path})
    outside = projects.write(tmp_path / "elsewhere", {"secret": text}) / "secret"
    link(root / path, outside)
    said = told(root)
    assert said.startswith(f"{path}: error: this link leads out of the project, to `{os.path.realpath(outside)}`\n    hint: "), said


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
def test_the_settings_cannot_be_a_link_out_of_the_project(tmp_path):
    root = shop(tmp_path / "shop")
    (root / SETTINGS).rename(tmp_path / "settings.yaml")
    link(root / SETTINGS, "../settings.yaml")
    assert told(root).startswith(f"{SETTINGS}: error: this link leads out of the project, to ")


@pytest.mark.parametrize(("size", "words"), [(1_100_000, "larger than 1 MB"), (64_000_001, "64 MB is the most")], ids=["1 MB", "64 MB"])
def test_settings_that_are_too_large_are_told(size, words, tmp_path):
    root = shop(tmp_path)
    os.truncate(root / SETTINGS, size)
    said = told(root)
    assert said.startswith(f"{SETTINGS}: error: "), said
    assert words in said.partition("\n")[0]
    assert said.count(": error: ") == 1, said


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
@pytest.mark.parametrize("make", [lambda place: place.mkdir(), lambda place: link(place, "nothing-there")], ids=["folder", "link to nothing"])
def test_a_project_whose_settings_are_no_file_is_none(make, tmp_path):
    root = shop(tmp_path)
    (root / SETTINGS).unlink()
    make(root / SETTINGS)
    said = run(root)
    assert said.startswith(f"exit code 2\nbatchpages: no `{SETTINGS}` in `{root}`; "), said
    assert not (root / "public").exists()


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
@pytest.mark.parametrize("folder", ["content", "content/pages", "content/static", "themes", "themes/plain/templates"])
def test_a_folder_that_is_a_link_out_of_the_project_is_refused(folder, tmp_path):
    root = shop(tmp_path / "shop")
    (root / folder).parent.mkdir(exist_ok=True)
    if (root / folder).exists():
        shutil.move(root / folder, tmp_path / "moved")
    else:
        (tmp_path / "moved").mkdir()
    link(root / folder, tmp_path / "moved")
    said = told(root)
    assert f"{folder}: error: this link leads out of the project, to `{os.path.realpath(tmp_path / 'moved')}`\n" in f"{said}\n", said


@pytest.mark.skipif(os.name == "nt", reason="only some users of Windows may make links")
def test_links_within_the_project_are_followed_and_circles_are_told(tmp_path):
    root = shop(tmp_path / "shop")
    link(root / "content/pages/care.md", "about.md")
    link(root / "content/static/shared", "../../themes/plain/assets")
    assert run(root).startswith("exit code 0\n")
    published = projects.tree(root / "public")
    assert published["care/index.html"].count(b"See <a") == 1
    assert published["static/shared/dot.svg".removeprefix("static/")] == SHOP["themes/plain/assets/dot.svg"].encode()
    shutil.rmtree(root / "public")
    link(root / "content/static/round", "..")
    link(root / "content/static/gone", "nothing-there")
    said = told(root)
    assert "content/static/round: error: this link leads round in a circle" in said
    assert "content/static/gone: error: this link to " in said
    assert said.count(": error: ") == 2, said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of this kind here")
@pytest.mark.parametrize("path", [STORY, "content/batches/three/pot.png", "content/static/pipe", TEMPLATE, STYLE])
def test_a_pipe_is_told_and_never_waited_for(path, tmp_path):
    root = projects.write(tmp_path, {each: text for each, text in SHOP.items() if each != path})
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(root / path)
    said = told(root)
    assert f"{path}: error: this is no file but a pipe, a socket or a device\n    hint: take it away" in said, said


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no sockets of this kind here")
def test_a_socket_is_told(tmp_path, monkeypatch):
    root = shop(tmp_path)
    monkeypatch.chdir(root / "content")  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert told(root).startswith("content/s: error: this is no file but a pipe, a socket or a device")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("path", [STORY, SETTINGS, TEMPLATE, "content/batches"])
def test_what_may_not_be_read_is_told(path, tmp_path):
    root = shop(tmp_path)
    mode = (root / path).stat().st_mode
    (root / path).chmod(0)
    try:
        said = told(root)
    finally:
        (root / path).chmod(mode)
    assert f"{path}: error: this f" in said, said
    assert "cannot be read: permission denied" in said, said


# --- names that another system does not have ----------------------------------------------------------------------------------

ACCENT, APART = unicodedata.normalize("NFC", "café.txt"), unicodedata.normalize("NFD", "café.txt")
NAMES = {
    "con.txt": "Windows keeps the name `con.txt` for itself",
    "a:b.txt": "the name holds `:`, which does not work on every computer",
    "a\\b.txt": "the name holds `\\`, which does not work on every computer",
    "a\nb.txt": "the name holds `\\n`, which does not work on every computer",
    "dot.": "the name ends in a dot, which Windows drops",
    "space ": "the name ends in a space, which Windows drops",
    APART: "the name stores its accents apart from their letters",
    "\udcff.txt": "the name is no valid text in UTF-8",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have these names, or change them")
@pytest.mark.parametrize("name", NAMES, ids=[name.encode("unicode_escape", "surrogatepass").decode() for name in NAMES])
@pytest.mark.parametrize("folder", ["content/static", "content/batches/three"])
def test_a_name_that_another_system_does_not_have_is_told(name, folder, tmp_path):
    root = shop(tmp_path)
    (root / folder).mkdir(exist_ok=True)
    (root / folder / name).write_text("x")
    said = told(root)
    assert said.startswith(f"{folder}/"), said
    assert f": error: {NAMES[name]}" in said, said
    assert said.count(": error: ") == 1, said
    assert said.replace("\n", "").isprintable()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take these for one name")
@pytest.mark.parametrize(
    ("one", "other"), [("Logo.txt", "logo.txt"), (ACCENT, ACCENT.upper()), ("straße.txt", "strasse.txt")], ids=["case", "case of an accent", "ß"]
)
def test_two_names_that_are_one_elsewhere_are_told_with_both_places(one, other, tmp_path):
    root = shop(tmp_path)
    projects.write(root, {f"content/static/{one}": "x", f"content/static/{other}": "x"})
    first, second = sorted((one, other))
    said = told(root)
    what = f"content/static/{second}: error: `{second}` and `{first}` are one name on many computers"
    assert said.startswith(f"{what}\n    also: content/static/{first}\n    hint: rename one of them"), said
    assert said.count(": error: ") == 1, said


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take these for one name")
def test_an_address_and_a_file_that_differ_in_case_are_told(tmp_path):
    root = shop(tmp_path)
    projects.write(root, {"content/static/Batches/One/INDEX.html": "x"})
    said = told(root)
    assert said.startswith("content/static/Batches/One/INDEX.html: error: `/Batches/One/INDEX.html` is the address of something else already\n"), said
    assert "    also: content/batches/one.md\n" in said, said


def test_what_editors_and_systems_leave_behind_is_passed_over(tmp_path):
    root = shop(tmp_path)
    rubbish = [
        "content/batches/one.md~",
        "content/pages/.about.md.swp",
        "content/.DS_Store",
        "content/static/.DS_Store",
        "content/static/Thumbs.db",
        "content/.git/config",
    ]
    projects.write(root, dict.fromkeys(rubbish, "rubbish"))
    assert run(root).startswith("exit code 0\n")
    assert not [path for path, data in projects.tree(root / "public").items() if data == b"rubbish"]
