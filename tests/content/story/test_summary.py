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


def test_a_long_excerpt_ends_with_a_sentence_where_one_ends_in_time() -> None:
    first = "She came to Olhão in 1994 with a still, two cats and Dr. Almeida’s recipe, and never left." + " It rained." * 2
    assert parse(first + " And so on, without a dot" * 12).story.excerpt == first
    assert parse("No. 12 of 240. " + "word " * 60).story.excerpt.endswith("word…")
    assert parse("彼女は、" * 20 + "春に来た。" + "雨が、" * 80).story.excerpt.endswith("春に来た。")
