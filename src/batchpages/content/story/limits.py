"""Texts that would take too long to convert, refused by counting.

Python-Markdown needs quadratic time for several floods, and one call for each level of nesting. Each limit was found by
measuring, and keeps the worst text under about half a second; no story that a person writes comes near them.
"""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

LONGEST = 256 * 1024
TOTALS = (
    ("\n", 10_000, "lines"),
    ("[^", 500, "footnote marks"),
    ("#", 2_000, "signs `#`"),
    ("<", 2_000, "tags"),
    ("<!", 50, "comments"),
    ("<?", 50, "tags that begin with `<?`"),
    ("!!!", 200, "boxes"),
)
SIGNS, MOST_SIGNS = "*_[]`<>&\\|{", 20_000
MOST_RULES, MOST_OPEN, MOST_COLUMNS, MOST_CELLS, MOST_FORMATTING = 500, 20, 200, 10_000, 50
LONGEST_BLOCK = 32_000
RULE = re.compile(r"[-=_*] *\n")
NESTING = re.compile(r"\n(?: *(?:[-+*] +|\d+\. +|> *){13}(?![-*_ ]*\n)| {48,}(?:[-+*]|\d+\.|!!!|>)[ >])[^\n]*")
UNCLOSED_TAG = re.compile(r"<[^<>]*(?=<|\Z)")
FORMATTING = re.compile(r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)  # reopened in each paragraph
SPLIT = "make several pages of it"
NESTED = "start further left again; twelve levels are the most"


class Refusal(msgspec.Struct, frozen=True):
    """Why a text is not converted, what to do about it, and a piece of the text at the place."""

    what: str
    hint: str
    text: str = ""


def refusal(text: str) -> Refusal | None:
    """The first reason not to convert a regular text, or none."""
    return next(_in_all(text), None) or next(_at_a_place(text), None) or next(_in_blocks(text), None)


def _in_all(text: str) -> Iterator[Refusal]:
    if len(text) > LONGEST:
        yield Refusal(f"this story has {len(text):,} characters, more than {LONGEST:,}", SPLIT)
    for sign, most, name in TOTALS:
        if (count := text.count(sign)) > most:
            yield Refusal(f"this story has {count:,} {name}, more than {most:,}", SPLIT, sign.strip())
    if len(text) > MOST_SIGNS and (count := sum(map(text.count, SIGNS))) > MOST_SIGNS:
        yield Refusal(f"this story has {count:,} signs of Markdown, more than {MOST_SIGNS:,}", SPLIT)
    if text.count("\n") > MOST_RULES and (count := len(RULE.findall(text))) > MOST_RULES:
        yield Refusal(f"this story has {count:,} rules and underlined headings, more than {MOST_RULES}", SPLIT)


def _at_a_place(text: str) -> Iterator[Refusal]:
    if deep := NESTING.search(f"\n{text}"):
        yield Refusal("lists or quotations are nested too deeply here", NESTED, deep.group().strip()[:40])
    if "`" * 13 in text:
        yield Refusal("more than twelve backticks stand in a row", "one before and one after is enough: `like this`", "`" * 13)
    if text.count("<") > MOST_OPEN and (count := len(UNCLOSED_TAG.findall(text))) > MOST_OPEN:
        yield Refusal(f"{count:,} tags are opened with `<` and never closed", "close each with `>`, or write `&lt;` for a plain one", "<")
    if text.count("<") > MOST_FORMATTING and (count := _most_formatting(text)) > MOST_FORMATTING:
        yield Refusal(f"{count} tags such as `<b>` are open at once, more than {MOST_FORMATTING}", "close each, as in `<b>bold</b>`", "<")


def _in_blocks(text: str) -> Iterator[Refusal]:
    if len(text) <= LONGEST_BLOCK and text.count("[") <= MOST_OPEN and text.count("|") <= MOST_COLUMNS:
        return
    cells = 0
    for block in text.split("\n\n"):
        start = block.strip().partition("\n")[0][:40]
        if len(block) > LONGEST_BLOCK:
            hint = "leave a blank line where a new thought begins"
            yield Refusal(f"this paragraph has {len(block):,} characters, more than {LONGEST_BLOCK:,}", hint, start)
        if (count := _most_open(block, "[]")) > MOST_OPEN:
            hint = "close each `[` with `]`, or write `\\[` for a plain one"
            yield Refusal(f"this paragraph has {count} brackets open at once, more than {MOST_OPEN}", hint, start)
        if block.count("](") > MOST_OPEN and (count := _most_open(block, "()")) > MOST_OPEN:
            yield Refusal(f"this paragraph has {count} parentheses open at once, more than {MOST_OPEN}", "close the `(` of each link with `)`", start)
        if "|" in block:
            columns = max(map(_pipes, block.split("\n"))) + 1
            cells += columns * (block.count("\n") + 1)
            if columns > MOST_COLUMNS or cells > MOST_CELLS:
                hint = f"a story can have {MOST_CELLS:,} cells, and a row {MOST_COLUMNS}"
                yield Refusal(f"the tables down to this one have {cells:,} cells, {columns} in a row", hint, start)


def _most_formatting(text: str) -> int:
    """How many tags that format words are open at once where most are."""
    now: Counter[str] = Counter()
    most = 0
    for tag in FORMATTING.finditer(text):
        name = tag[2].lower()
        now[name] = max(0, now[name] - 1) if tag[1] else now[name] + 1
        most = max(most, now.total())
    return most


def _pipes(line: str) -> int:
    return line.count("|")


def _most_open(block: str, pair: str) -> int:
    """How many brackets are open at once where most are; one that nothing closes stays open to the end."""
    now = most = 0
    for sign in block:
        if sign == pair[0]:
            now += 1
            most = max(most, now)
        elif sign == pair[1] and now:
            now -= 1
    return most
