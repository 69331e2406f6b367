from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings

from batchpages.content.story import ParsedStory
from batchpages.content.story import parse as module
from batchpages.model import Story
from content.story.reading import TEXTS, Reader, only_error, parse


def test_an_empty_story_is_no_mistake() -> None:
    assert parse("") == parse(" \n\n") == ParsedStory(Story())


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_any_text_gives_well_formed_html_and_the_same_again(text: str) -> None:
    parsed = parse(text)
    Reader("".join(s if isinstance(s, str) else "hole" for s in parsed.story.segments))
    assert parsed == parse(text)
    anchors = [heading.anchor for heading in parsed.story.headings]
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"# Number {n}\n\nSee[^a] the *{n}*th\n\n[^a]: note {n}" for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(parse, texts)) == [parse(text) for text in texts]


def test_deep_nesting_that_slips_through_is_an_error_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_arguments: object) -> str:
        raise RecursionError

    monkeypatch.setattr(module, "convert", too_deep)
    assert "nested too deeply" in only_error("x")[0]
