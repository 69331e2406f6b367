import pytest

from batchpages.content.story import locate
from content.story.reading import parse


def test_the_nth_link_is_found_and_code_is_passed_over() -> None:
    body = "`[x](maker:a)` [x](maker:a)\n\n    [x](maker:a)\n\n- y\n\n    [x](maker:a)\n"
    assert locate(body, "maker:a", 0) == (1, 20)
    assert locate(body, "maker:a", 1) == (7, 9)
    assert locate(body, "maker:a", 7) == (7, 9)


def test_a_word_in_the_prose_is_not_taken_for_the_target() -> None:
    assert locate("lab.pdf is [here](lab.pdf)", "lab.pdf", 0) == (1, 19)
    assert locate("maker:a, [x](maker:abc), [y](maker:a)", "maker:a", 0) == (1, 30)


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("\n[x](<my lab.pdf>)", "my lab.pdf"),
        ("\n[x](my\\_lab.pdf)", "my_lab.pdf"),
        ("\n[x](/a?b=1&amp;c)", "/a?b=1&c"),
        ("\n[x](/a_(b))", "/a_(b)"),
        ("\n[y]: /a 'title'", "/a"),
        ("\n<a class=x href='/a'>", "/a"),
        ("\n<img src=a.jpg>", "a.jpg"),
        ("\n<https://x.example/>", "https://x.example/"),
        ("\n[x]()", "]()"),
        ("\n<SCRIPT>", "<script"),
        ("\n`only in code`", "only in code"),
    ],
)
def test_targets_are_found_however_they_are_written(body: str, target: str) -> None:
    assert locate(body, target, 0)[0] == 2


def test_what_is_not_there_is_given_as_the_beginning() -> None:
    assert locate("abc", "xyz", 0) == (0, 0)
    assert locate("abc", "", 3) == (0, 0)


def test_every_place_of_a_story_can_be_found() -> None:
    text = "x [a](makr:b)\n\ny [a](makr:b) ![](p.jpg)\n\nz <script></script>"
    places = [(d.place.text, locate(text, d.place.text, d.place.nth)) for d in parse(text).diagnostics]
    assert sorted(places) == [("<script", (5, 3)), ("makr:b", (1, 7)), ("makr:b", (3, 7)), ("p.jpg", (3, 19))]
