import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.content.text import MAX_BYTES, MAX_FRONT_MATTER, decode, early_story, split_front_matter
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
    assert "encoding UTF-8" in diagnostic.hint


def test_bytes_that_are_no_utf_8_have_a_line_and_a_column_and_the_sign_that_was_meant():
    (diagnostic,) = refused(decode, "\ufeffé\nSá".encode() + "lvía".encode("latin-1"), "a.md")
    assert place_of(diagnostic) == ("a.md", 2, 5)
    assert diagnostic.what == "the file was not saved as UTF-8, and so the sign here cannot be read: is it `í`?"
    assert "UTF-8" in diagnostic.hint
    (diagnostic,) = refused(decode, b"a\x81", "a.md")
    assert diagnostic.what == "the file was not saved as UTF-8"


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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("title: x\n", "the file does not begin with `---`"),
        ("title: x\n---\n", "the file does not begin with `---`"),
        ("\n---\na: b\n---\n", "an empty line stands above the first `---`"),
        (" ---\na: b\n---\n", "the first line is not `---`"),
        ("----\na: b\n---\n", "the first line is not `---`"),
        ("—\na: b\n—\n", "the first line is not `---`"),
        ("# Story\n", "the file does not begin with `---`"),
        ("# Story\n---\na: b\n---\n", "something stands above the first `---`"),
        ("# Story\n---\nIt rained.\n", "the file does not begin with `---`"),
    ],
)
def test_a_file_without_front_matter_is_told_what_is_wrong_with_its_beginning(text, what):
    (diagnostic,) = refused(split_front_matter, text, "a.md")
    assert place_of(diagnostic) == ("a.md", 1, 1)
    assert diagnostic.what == what
    assert diagnostic.hint


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("---", 1, "the `---` that closes the fields is missing"),
        ("---\n", 2, "the `---` that closes the fields is missing"),
        ("---\na: b\n\nBody\n", 3, "the `---` that closes the fields is missing"),
        ("---\na:\n  - b\nc: d\nBody goes on: here\n", 5, "the `---` that closes the fields is missing"),
        ("---\na: b\n----\nBody\n", 3, "this line is not the `---` that closes the fields"),
        ("---\na: b\n ---\n", 3, "this line is not the `---` that closes the fields"),
        ("---\na: b\n–\n", 3, "this line is not the `---` that closes the fields"),
    ],
)
def test_front_matter_that_never_ends_is_told_where_it_should(text, line, what):
    (diagnostic,) = refused(split_front_matter, text, "a.md")
    assert place_of(diagnostic) == ("a.md", line, 1)
    assert diagnostic.what == what


@pytest.mark.parametrize(
    ("fields", "line"),
    [("a: b\n\nIt rained.\n", 4), ("a: b\n\n> It rained: much.\n", 4), ("a: b\n\nc: d\n", 0), ("a: b\nIt rained.\n", 0), ("a: [\n\n]\n", 0)],
)
def test_a_story_that_begins_among_the_fields_is_found(fields, line):
    found = early_story(fields, 2, "a.md")
    assert (found.place.line if found else 0) == line


@pytest.mark.parametrize("data", [b"PK\x03\x04word/document.xml", b"\xd0\xcf\x11\xe0", b"{\\rtf1", b"%PDF-1.4", b"\xff\xd8\xff", b"\x89PNG"])
def test_a_file_of_another_program_is_told_once(data):
    (diagnostic,) = refused(decode, data + b"\0\1\2", "a.md")
    assert diagnostic.what.startswith("the file is no text: it is a")


def test_what_git_could_not_join_is_told_where_it_begins():
    unjoined = "<<<<<<< HEAD\nIce.\n||||||| base\nRain.\n=======\nSnow.\n>>>>>>> rosa\n"
    found = refused(decode, f"a\n{unjoined}b\n{unjoined}".encode(), "a.md")
    assert [place_of(each) for each in found] == [("a.md", 2, 1), ("a.md", 10, 1)]
    for text in ["<<<<<<< HEAD\nIce.\n", "Title\n=======\n", " <<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<< a\n>>>>>>> b\n"]:
        assert decode(text.encode(), "a.md") == text


def test_front_matter_is_bounded():
    assert split_front_matter("---\n" + "x" * (MAX_FRONT_MATTER - 1) + "\n---\n", "a.md")
    assert "64 KB" in refused(split_front_matter, "---\n" + "x" * MAX_FRONT_MATTER + "\n---\n", "a.md")[0].what
