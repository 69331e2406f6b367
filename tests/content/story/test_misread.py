"""What Markdown reads otherwise than it is meant."""

import pytest

from batchpages.content.story import locate, parse_story


def told(text):
    return [(locate(text, each.place.text, each.place.nth), each.severity, each.what, each.hint) for each in parse_story(text, "a.md", "en").diagnostics]


EXCHANGED = "round and square brackets are exchanged here, so that this is no link"
APART = "a space or a line end stands between the brackets of this link, so that it is none"
NEVER_CLOSED = "the remark that begins with `<!--` is never closed, so that nothing after it is shown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained.\n\nSee (how to)[page:care].\n", ((3, 5), "error", EXCHANGED, "write `[how to](page:care)`")),
        ("See (the lab)[https://lab.example/a].\n", ((1, 5), "error", EXCHANGED, "write `[the lab](https://lab.example/a)`")),
        ("See [how to] (page:care).\n", ((1, 5), "error", APART, "write `[how to](page:care)`")),
        ("See [how to]\n(page:care).\n", ((1, 5), "error", APART, "write `[how to](page:care)`")),
        ("Before.\n\n<!-- TODO\n\nAfter.\n", ((3, 1), "error", NEVER_CLOSED, "close it with `-->`")),
        ("<!-- one --> two <!-- three\n", ((1, 18), "error", NEVER_CLOSED, "close it with `-->`")),
        (
            "See [how to][care].\n",
            (
                (1, 5),
                "warning",
                "no line of this story says where `[care]` leads, so that this is no link",
                "write the address behind it, such as `[how to](page:care)`",
            ),
        ),
        (
            "See [[Our care]].\n",
            ((1, 5), "warning", "`[[Our care]]` is no link here, and is shown as it stands", "write `[Our care](page:our-care)`, or another kind of record"),
        ),
    ],
)
def test_what_is_surely_meant_otherwise_is_told_at_its_place(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "See `(how to)[page:care]`, `[how to] (page:care)`, `[[care]]` and `<!--`.\n",
        "It rained.\n\n    (how to)[page:care] <!--\n",
        "Dry (see above)[^1] and wet.\n\n[^1]: A note.\n",
        "A list [1] (page 4) of [two] (https://two.example).\n",
        "See [how to][care], [care][] and [Care].\n\n[care]: https://care.example\n",
        "<!-- one --> two <!-- three -->\n",
        "[a](page:a)[b](page:b) \\[[c]\\] [[d](page:d)]\n",
    ],
)
def test_what_can_be_meant_is_not_told(text):
    assert told(text) == []
