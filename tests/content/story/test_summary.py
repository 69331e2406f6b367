from content.story.reading import parse


def test_the_excerpt_is_the_first_paragraph() -> None:
    text = '## Head\n\n![p](p.jpg)\n\n!!! note "Box"\n\nFirst "words"[^1] of *it*.\n\nSecond.\n\n[^1]: not this'
    assert parse(text).story.excerpt == "First “words” of it."
    assert parse("[^1]\n\n## Only").story.excerpt == "[^1]"
    assert parse("## Only").story.excerpt == ""


def test_a_long_excerpt_is_cut_at_a_word() -> None:
    excerpt = parse("word, " * 100).story.excerpt
    assert 180 < len(excerpt) <= 201
    assert excerpt.endswith("word…")
    assert parse("あ" * 500).story.excerpt == "あ" * 200 + "…"


def test_words_are_counted_without_tags_and_back_links() -> None:
    assert parse("## One two\n\n- three\n- *fo*ur[^1]\n\n| five | six |\n|---|---|\n| 7 | 8 |\n\n[^1]: nine").story.words == 9
    assert parse("塩と薔薇").story.words == 4
