import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.content.text import MAX_BYTES, MAX_FRONT_MATTER, decode, split_front_matter
from batchpages.diagnostics import AuthorError


def refused(function, *arguments):
    with pytest.raises(AuthorError) as caught:
        function(*arguments)
    return caught.value.diagnostics


def place_of(diagnostic):
    return diagnostic.place.path, diagnostic.place.line, diagnostic.place.column


def test_a_byte_order_mark_and_crlf_make_no_difference():
    plain = "título\nlinha\n"
    assert decode(plain.encode(), "a.md") == plain
    assert decode(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode(), "a.md") == plain


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be"])
def test_utf_16_is_named(codec):
    data = ("\ufeff" if codec == "utf-16-be" else "") + "a: b"
    (diagnostic,) = refused(decode, data.encode(codec), "a.md")
    assert "saved as UTF-16" in diagnostic.what
    assert "save it as UTF-8" in diagnostic.hint


def test_bytes_that_are_no_utf_8_have_an_offset_a_line_and_a_column():
    (diagnostic,) = refused(decode, "\ufeffé\nSá".encode() + "lvía".encode("latin-1"), "a.md")
    assert place_of(diagnostic) == ("a.md", 2, 5)
    assert "byte 11" in diagnostic.what
    assert "0xED" in diagnostic.what
    assert "UTF-8" in diagnostic.hint


@pytest.mark.parametrize(
    "char", ["\0", "\r", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", *"\u202a\u202b\u202c\u202d\u202e"]
)
def test_characters_that_nobody_sees_are_refused_at_their_place(char):
    (diagnostic,) = refused(decode, f"ok\né {char}x\n".encode(), "a.md")
    assert place_of(diagnostic) == ("a.md", 2, 3)
    assert f"U+{ord(char):04X}" in diagnostic.what
    assert diagnostic.hint


def test_every_such_character_is_told():
    assert [d.place.line for d in refused(decode, b"a\x00\nb\x07\n", "a.md")] == [1, 2]
    assert len(refused(decode, b"\x00" * 1000, "a.md")) == 20


def test_what_people_write_is_taken():
    text = "tab\there, no-break\u00a0space, soft\u00adhyphen, עברית\u200f, \u2067isolate\u2069, 👩\u200d🌾, 花と石\n"
    assert decode(text.encode(), "a.md") == text


def test_a_text_is_at_most_a_megabyte():
    assert len(decode(b"x" * MAX_BYTES, "a.md")) == MAX_BYTES
    assert "1 MB" in refused(decode, b"x" * (MAX_BYTES + 1), "a.md")[0].what


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_a_located_mistake(data):
    try:
        text = decode(data, "a.md")
    except AuthorError as error:
        assert all(d.place.line >= 1 and d.place.column >= 1 and d.hint for d in error.diagnostics)  # noqa: PT017 (both ways are right)
    else:
        assert "\r" not in text
        assert "\0" not in text


def test_front_matter_and_body_come_with_their_first_lines():
    assert split_front_matter("---\ntitle: x\ncode: A\n---\n\nBody\n", "a.md") == ("title: x\ncode: A\n", 2, "\nBody\n", 5)
    assert split_front_matter("--- \n---\t\nBody", "a.md") == ("", 2, "Body", 3)
    assert split_front_matter("---\na: b\n---", "a.md") == ("a: b\n", 2, "", 4)


def test_only_the_first_closing_line_closes():
    fields, _, body, line = split_front_matter("---\na: b ---\nc: ----\n---\nx\n---\ny\n", "a.md")
    assert (fields, body, line) == ("a: b ---\nc: ----\n", "x\n---\ny\n", 5)


@pytest.mark.parametrize("text", ["", "title: x\n", "\n---\na: b\n---\n", " ---\na: b\n---\n", "----\na: b\n---\n", "# Story\n"])
def test_a_file_without_front_matter_is_told_what_to_begin_with(text):
    (diagnostic,) = refused(split_front_matter, text, "a.md")
    assert place_of(diagnostic) == ("a.md", 1, 1)
    assert diagnostic.hint.count("`---`") == 2


@pytest.mark.parametrize("text", ["---", "---\n", "---\na: b\n\nBody\n", "---\na: b\n----\n"])
def test_front_matter_that_never_ends_is_told(text):
    (diagnostic,) = refused(split_front_matter, text, "a.md")
    assert place_of(diagnostic) == ("a.md", 1, 1)
    assert "second `---`" in diagnostic.what


def test_front_matter_is_bounded():
    assert split_front_matter("---\n" + "x" * (MAX_FRONT_MATTER - 1) + "\n---\n", "a.md")
    assert "64 KB" in refused(split_front_matter, "---\n" + "x" * MAX_FRONT_MATTER + "\n---\n", "a.md")[0].what
