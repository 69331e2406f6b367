import os

import pytest

from batchpages.edges.names import folded, printable, trouble


@pytest.mark.parametrize("name", ["story.md", "a", "photo-1_b.webp", "Rosé 2026.jpg", "バラ.md", "console.md", "a.con", "com10.txt", ".well-known", "x" * 255])
def test_names_that_work_everywhere(name):
    assert trouble(name) is None


@pytest.mark.parametrize("name", ["con", "CON", "nul.md", "Aux.tar.gz", "com1", "LPT9.txt", "com¹.md", "con .md", "conin$"])
def test_names_that_windows_keeps_for_devices(name):
    what, hint = trouble(name)
    assert "Windows" in what
    assert "rename it" in hint


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("a:b.md", "`:`", "`a-b.md`"),
        ("what?.md", "`?`", "`what-.md`"),
        ("a\\b", "`\\`", "`a-b`"),
        ("bell\x07", r"`\x07`", "`bell`"),
        ("rose.", "ends in a dot", "`rose`"),
        ("rose ", "ends in a space", "`rose`"),
        ("rose\u0301.md", "accents apart", "`ros\u00e9.md`"),
        ("é" * 128, "256 bytes", "shorter"),
        (".batchpages-new", "batchpages keeps the name", "another name"),
        (".batchpages", "batchpages keeps the name", "another name"),
        (os.fsdecode(b"caf\xe9.md") if os.name != "nt" else "caf\udce9.md", "UTF-8", "rename"),
    ],
)
def test_names_that_some_computer_refuses_say_what_to_type_instead(name, what, hint):
    told, help_ = trouble(name)
    assert what in told
    assert hint in help_


def test_names_that_differ_in_case_or_unicode_form_are_folded_to_one():
    assert folded("Rose.JPG") == folded("rose.jpg")
    assert folded("STRASSE") == folded("straße")
    assert folded("RÉ") == folded("re\u0301")
    assert folded("a") != folded("b")


def test_what_would_steer_a_terminal_is_escaped():
    assert printable("rosé ok.md") == "rosé ok.md"
    assert printable("a\x1b[31m\u202eb\udce9") == r"a\x1b[31m\u202eb\udce9"
