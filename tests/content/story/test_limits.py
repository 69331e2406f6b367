import time

import pytest

from batchpages.content.story import locate
from content.story.reading import only_error, parse

KILOBYTES = 250_000
FLOODS = {
    "brackets": "[" * 4000,
    "picture brackets": "![" * 2000,
    "nested brackets": "[" * 2000 + "]" * 2000,
    "open links": "[a](" * 4000,
    "quotations": ">" * 5000,
    "spaced quotations": "> " * 5000,
    "lists in a line": "1. " * 5000,
    "rules that are none": "- " * 5000 + "x",
    "lists by indent": "\n".join("    " * n + "- x" for n in range(300)),
    "boxes by indent": "\n\n".join("    " * n + "!!! a" for n in range(300)),
    "stars": "*a" * (KILOBYTES // 2),
    "low lines": "a_b__" * (KILOBYTES // 5),
    "backticks": "`a" * (KILOBYTES // 2),
    "rows of backticks": "".join("`" * n + " " for n in range(600)),
    "backslashes": "\\" * KILOBYTES,
    "headings": "# a\n" * (KILOBYTES // 4),
    "underlined": "a\n=\n" * (KILOBYTES // 4),
    "declarations": "<![" * (KILOBYTES // 3),
    "comments": "<!--" * 1000,
    "comment ends": "<!-- " + "-- >" * 50_000,
    "open tags": "<a " * 20_000,
    "nested tags": "<div>" * 20_000,
    "tags that stay open": "".join(f"<p><b id=x{n}>" for n in range(900)),
    "tags that are closed too late": "".join(f"<p><b id=x{n}></i>" for n in range(600)) + "</b>" * 600,
    "footnotes": "x[^1]" * 5000 + "\n\n[^1]: y",
    "footnotes in footnotes": "x[^0]\n\n" + "\n\n".join(f"[^{n}]: x[^{n + 1}]" for n in range(5000)),
    "wide table": "|".join("a" * 2000) + "\n" + "|".join("-" * 2000) + "\n" + "x\n" * 2000,
    "long table": "a|b\n-|-\n" + "a|b\n" * 50_000,
    "entities": "&amp;" * (KILOBYTES // 5),
    "empty lines": "\n" * KILOBYTES,
    "one long word": "a" * KILOBYTES,
    "too long": "word " * 60_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_is_answered_soon(flood: str) -> None:
    begun = time.perf_counter()
    parsed = parse(flood)
    for diagnostic in parsed.diagnostics:
        locate(flood, diagnostic.place.text, diagnostic.place.nth)
        assert diagnostic.hint
    assert time.perf_counter() - begun < 2


def test_a_flood_says_where_it_is() -> None:
    text = "All is well.\n\nThis one " + "[" * 30 + " is not."
    what, _, place = only_error(text)
    assert "30 brackets open at once" in what
    assert locate(text, place.text, place.nth) == (3, 1)


def test_what_people_write_is_no_flood() -> None:
    links = "\n".join(f"- [link {n}](https://example.com/{n}) (see *{n}*)" for n in range(300))
    table = "| a | b | c |\n|---|---|---|\n" + "| 1 | `2` | 3 |\n" * 300
    prose = "\n\n".join(f"# Part {n}\n\n" + "Rain fell on the *pans* for nineteen days. " * 30 + f"[^{n}]\n\n[^{n}]: Not {n}." for n in range(100))
    assert parse("\n\n".join((links, table, prose, "* * * * * * * * * * * * * * * *", "-" * 80))).diagnostics == ()
