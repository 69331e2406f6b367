"""What the tests of stories share: a story from Markdown, its HTML read as a browser would, and texts of any syntax."""

from html.parser import HTMLParser

from hypothesis import strategies as st

from batchpages.content.story import ParsedStory, parse_story
from batchpages.diagnostics import Place

PATH = "content/batches/rose/story.md"
VOID = {"br", "hr", "img", "wbr", "col"}


def parse(text: str, language: str = "en") -> ParsedStory:
    return parse_story(text, PATH, language)


def html_of(text: str, language: str = "en") -> str:
    parsed = parse(text, language)
    return "".join(s if isinstance(s, str) else f"[{s}]" for s in parsed.story.segments)


def only_error(text: str) -> tuple[str, str, Place]:
    (diagnostic,) = parse(text).diagnostics
    assert diagnostic.severity == "error"
    return diagnostic.what, diagnostic.hint, diagnostic.place


class Reader(HTMLParser):
    """Reads HTML as it is and keeps its tags; a tag that does not fit is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


TOKENS = st.sampled_from(
    [
        *(
            "a",
            "word ",
            "é",
            "  ",
            " ",
            "\n",
            "\n\n",
            "  \n",
            "    ",
            "\t",
            "# ",
            "## a #",
            "=\n",
            "---\n",
            "***",
            "- ",
            "1. ",
            "> ",
            "* ",
            "*",
            "**",
            "_",
            "__",
        ),
        *(
            "`",
            "``",
            "\\",
            "\\*",
            "[",
            "]",
            "](",
            ")",
            "[a](b)",
            "![a](b.jpg)",
            "[^1]",
            "[^1]: ",
            "[r]",
            "[r]: https://x.example",
            "<b>",
            "</b>",
            "<",
            ">",
            "<div>",
        ),
        *(
            "</div>",
            "<!-- c -->",
            "<https://x.example>",
            "&",
            "&amp;",
            "&#33;",
            "|",
            "a|b\n-|-\n1|2",
            "{: .x }",
            "{",
            "}",
            "!!! note\n    ",
            "!",
            '"',
            "'",
            "--",
            "...",
        ),
    ]
)
TEXTS = st.lists(TOKENS, max_size=25).map("".join)
