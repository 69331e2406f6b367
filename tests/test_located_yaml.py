import subprocess
import sys
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from batchpages.diagnostics import shown
from batchpages.located_yaml import KEY, MAX_CHARACTERS, MAX_DEPTH, Mapping, Scalar, Sequence, find, parse


def good(text, **options):
    tree, mistakes = parse(text, **options)
    assert mistakes == []
    return tree


def only_mistake(text):
    _, mistakes = parse(text)
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


@pytest.mark.parametrize("text", ["NO", "012", "12:30", "1.10", "true", "~", "null", "2026-04-18", "0x1F", "<<", "1_000"])
def test_no_scalar_is_resolved(text):
    assert good(f"value: {text}\n").entries["value"].value.text == text


def test_places_count_from_one_in_characters():
    tree = good("title: Sálvia 😀\nlist:\n  - {a: '😀é', b: x}\n")
    assert find(tree, ("title",)) == (1, 8)
    assert find(tree, ("list", 0, "b")) == (3, 18)
    assert (tree.entries["list"].key.line, tree.entries["list"].key.column) == (2, 1)


def test_places_begin_at_the_first_line_given():
    assert find(good("title: x\ncode: A\n", first_line=2), ("code",)) == (3, 7)


def test_find_gives_the_deepest_value_on_the_way_to_what_is_missing():
    tree = good("a:\n  - b: 1\n")
    assert find(tree, ("a", 0, "missing", "deeper")) == find(tree, ("a", 0)) == (2, 5)
    assert find(tree, ("a", 7)) == find(tree, ("a",)) == (2, 3)
    assert find(tree, ("a", "b")) == (2, 3)
    assert find(tree, ()) == (1, 1)


def test_find_gives_a_name_rather_than_its_value():
    tree = good("a:\n  - bcd: 1\n")
    assert find(tree, ("a", 0, "bcd", KEY)) == (2, 5)
    assert find(tree, ("a", KEY)) == (1, 1)
    assert find(tree, ("nothing", KEY)) == (1, 1)


def test_quotes_are_told_from_plain_text():
    tree = good("a: \"\"\nb:\nc: 'x'\nd: x\n")
    assert [(e.value.text, e.value.plain) for e in tree.entries.values()] == [("", False), ("", True), ("x", False), ("x", True)]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "   "])
def test_an_empty_document_is_an_empty_mapping(text):
    assert good(text).entries == {}


def test_every_duplicate_name_stands_at_its_second_place_and_the_first_value_stays():
    tree, mistakes = parse("a: 1\nb: {c: 1, c: 2}\na: [x]\na: 3\n")
    assert [(m.line, m.column, m.also) for m in mistakes] == [(2, 11, ((2, 5),)), (3, 1, ((1, 1),)), (4, 1, ((1, 1),))]
    assert "`a` is given twice" in mistakes[1].what
    assert tree.entries["a"].value.text == "1"
    assert tree.entries["b"].value.entries["c"].value.text == "1"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: *bold\n", (1, 4), '`"*bold"`'),
        ("a: *bold* move\n", (1, 4), '`"*bold* move"`'),
        ("a: *bold move\n", (1, 4), '`"*bold move"`'),
        ("a: &x y\n", (1, 4), '`"&x y"`'),
        ("a: & y\n", (1, 4), '`"& y"`'),
        ("a: !new y\n", (1, 4), '`"!new y"`'),
        ("a: !!str y\n", (1, 4), '`"!!str y"`'),
        ("a: !\n", (1, 4), '`"!"`'),
        ("a: @home\n", (1, 4), '`"@home"`'),
        ("a: `x`\n", (1, 4), '`"`x`"`'),
        ("a: %x\n", (1, 4), '`"%x"`'),
        ("a: , x\n", (1, 4), '`", x"`'),
        ("a: > 5 mg\n", (1, 4), '`"> 5 mg"`'),
        ("a: [x] y\nb: c\n", (1, 4), '`"[x] y"`'),
        ("a: [x, y\nb: c\n", (1, 4), "close it with `]`"),
        ("a: {x: y\n", (1, 4), "close it with `}`"),
        ("a: [\n", (1, 4), "close it with `]`"),
        ("a: {{ x }}\n", (1, 5), "needs quotes"),
        ("title: Rose: the balm\n", (1, 12), '`"Rose: the balm"`'),
        ("title:Rose\nb: c\n", (1, 6), "`title: Rose`"),
        ("b: c\ntitle:Rose\nd: e\n", (2, 6), "`title: Rose`"),
        ("title:Rose\n", (1, 6), "`title: Rose`"),
        ("a: b\nsome words\nc: d\n", (2, 1), "`name: value`"),
        ('a: "x\nb: c\n', (1, 4), 'another "'),
        ("a: 'tis\nb: c\n", (1, 4), "double quotes"),
        ('a: "x\nb: "y"\n', (1, 4), 'another "'),
        ('a: "Rose" balm\n', (1, 11), "`'\"Rose\" balm'`"),
        ("a: 'it's'\n", (1, 8), '`"it\'s"`'),
        ('a: "C:\\data"\n', (1, 7), "`'C:\\data'`"),
        ("a:\n\t- b\n", (2, 1), "spaces"),
        ("a:\n  b: 1\n\tc: 2\n", (3, 1), "spaces"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3), "same column"),
        ("a:\n  - x\n - y\n", (3, 2), "same column"),
        ("a: b\n  c: d\n", (2, 3), "delete the 2 spaces"),
        ("a: b\n c: d\n", (2, 2), "delete the space"),
        ("a:\n  -b: c\n   d: e\n", (2, 4), "`- b: c`"),
        ("a: b\nc = d\ne: f\n", (2, 2), "`c: d`"),
        ("a: b\nc:\u00a0d\ne: f\n", (2, 3), "type a space"),
        ("a:\n  - b: c\n\u00a0\u00a0\u00a0\u00a0d: e\n    f: g\n", (3, 1), "type a space"),
        ("a: “b: c”\n", (1, 6), 'straight quotes: `"b: c"`'),
        ("a: - b\n", (1, 4), "each item on its own line"),
        ("a: ? b\n", (1, 4), '`"? b"`'),
        (": foo\n", (1, 1), "`name: value`"),
        ('"": foo\n', (1, 1), "`name: value`"),
        ("? [a]\n: b\n", (1, 3), "needs quotes"),
        ("a: b\n---\nc: d\n", (2, 1), "delete"),
        ("- a\n- b\n", (1, 1), "without a `-`"),
        ("just words\n", (1, 1), "`name: value`"),
        ("accent: #9c4a2f\n", (1, 9), '`"#9c4a2f"`'),
        ("a: x\x07\n", (1, 5), "delete"),
        ("a: \ud800\n", (1, 4), "delete"),
        ("%YAML 2.0\n---\na: b\n", (1, 1), "quotes"),
    ],
)
def test_a_syntax_mistake_has_its_place_and_says_what_to_type(text, place, hint):
    mistake = only_mistake(text)
    assert (mistake.line, mistake.column) == place
    assert hint in mistake.hint, mistake


def test_a_remark_with_a_space_is_a_remark():
    assert good("a: # later\nb: x # 1\nc: [x # 1\n  , y]\n").entries["b"].value.text == "x"


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: Lot #3 is good\n", 1, 8, '"Lot #3 is good"'),
        ("a:\n  - x\n  - Lot #3\n", 3, 9, '"Lot #3"'),
        ("a: two\n  lines #3\n", 2, 9, "in quotes"),
        ("a: it's #3\n", 1, 9, '"it\'s #3"'),
    ],
)
def test_a_text_that_goes_on_after_a_hash_is_told(text, line, column, hint):
    _, mistakes = parse(text)
    (mistake,) = mistakes
    assert (mistake.line, mistake.column) == (line, column)
    assert "is left out of the text" in mistake.what
    assert hint in mistake.hint


def test_a_hash_in_quotes_or_inside_a_word_is_text():
    assert good("a: \"Lot #3\"\nb: C#3\nc: 'x #1'\n").entries["a"].value.text == "Lot #3"


def test_mistakes_do_not_hide_what_could_be_read():
    tree, mistakes = parse("a: *x\nb: &y {c: 1}\nd: [1, *z]\ne: ok\n")
    assert len(mistakes) == 3
    assert tree.entries["a"].value.broken
    assert tree.entries["b"].value.broken
    assert [item.broken for item in tree.entries["d"].value.items] == [False, True]
    assert tree.entries["e"].value == Scalar("ok", 4, 4)


def test_nested_aliases_are_refused():
    assert len(parse("a: &x [*x]\n")[1]) == 2


def test_depth_is_bounded():
    inside = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert isinstance(good(inside).entries["a"].value, Sequence)
    mistake = only_mistake("a: " + "[" * 30_000 + "]" * 30_000)
    assert mistake.column == 3 + MAX_DEPTH
    assert "levels" in mistake.what


def test_length_is_bounded():
    tree, mistakes = parse("a: " + "x" * MAX_CHARACTERS)
    assert tree is None
    assert "longer" in mistakes[0].what


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000,
        "? " * 100_000,
        "{a: " * 50_000,
        "a: b\n" * 40_000,
        "a: 'x" + "''" * 100_000,
        "a: " + "x " * 100_000 + ": y",
        " " * 200_000 + "a: b: c",
        "x" * 200_000 + "\na: b",
    ],
)
def test_long_texts_take_no_time(text):
    start = time.perf_counter()
    parse(text)
    assert time.perf_counter() - start < 2


def test_a_bomb_of_brackets_does_not_kill_the_process():
    code = "from batchpages.located_yaml import parse; parse('[' * 120_000)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=150, deadline=None)
@given(st.text(), st.integers(1, 9))
def test_parse_never_raises_on_any_text(text, first_line):
    check_parse(text, first_line)


PIECES = [*"abc:-[]{}\"'\n\t #|>*&!%@`?,\\", ": ", "- ", "\n  ", "---\n", "a: ", "''", "\ud800", "\0", "\x85", "😀", "\u2028", "\ufeff", "...\n", "? ", "<<: "]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.integers(1, 9))
def test_parse_never_raises_on_what_looks_like_yaml(text, first_line):
    check_parse(text, first_line)


def check_parse(text, first_line):
    tree, mistakes = parse(text, first_line=first_line)
    assert tree is not None or mistakes
    for mistake in mistakes:
        assert mistake.line >= first_line
        assert mistake.column >= 1
        assert mistake.what
        assert mistake.hint


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=20), max_size=5))
def test_quoted_texts_come_back_as_they_were(values):
    text = yaml.safe_dump(values, allow_unicode=True, default_style='"', sort_keys=False)
    assert {name: entry.value.text for name, entry in good(text).entries.items()} == values


def test_a_pyyaml_without_libyaml_is_refused(monkeypatch):
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.raises(RuntimeError, match="libyaml"):
        parse("a: b")


def test_a_quoted_piece_of_text_is_short_and_printable():
    assert shown("a\x1b[2J\nb") == "`a [2J b`"
    assert shown("x" * 100) == f"`{'x' * 60}…`"


def test_a_mapping_keeps_its_order():
    tree = good("b: 1\na: 2\n")
    assert isinstance(tree, Mapping)
    assert list(tree.entries) == ["b", "a"]
