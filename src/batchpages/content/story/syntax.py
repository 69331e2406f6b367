"""Which of Markdown's syntax a text uses, since a story pays for no other. A regular text is one where few signs tell."""

import re

from batchpages.content.story.typography import typed

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BLANK_LINE = re.compile(r"\n +(?=\n)")
REFERENCE = re.compile(r"\[(?!\^)[^\[\]]*\]:")
NUMBERED = re.compile(r"\.(?<=\d\.) ")
BULLET = re.compile(r"[*+-] ")
RULES = ("-\n", "=\n", "_\n", "*\n", " \n")
TAB = 4


def regular(text: str) -> str:
    """The text without control characters, tabs, and blanks in empty lines, and with an empty line at its end."""
    text = CONTROLS.sub("", text).expandtabs(TAB) + "\n\n"
    return BLANK_LINE.sub("\n", text) if "\n " in text else text


def features(text: str) -> frozenset[str]:
    """The syntax that a regular text may use: never less than it does use, sometimes more."""
    tag, entity, colon = "<" in text, "&" in text, "]:" in text
    signs = {
        "code span": "`" in text,
        "backslash": "\\" in text,
        "link": "](" in text,
        "picture": "![" in text and "](" in text,
        "reference": colon and bool(REFERENCE.search(text)),
        "tag": tag,
        "entity": entity,
        "tag or entity": tag or entity,
        "line break": tag or "  \n" in text,
        "emphasis": "*" in text or "_" in text,
        "indent": "    " in text,
        "heading": "#" in text,
        "rule": any(end in text for end in RULES),
        "numbered": bool(NUMBERED.search(text)),
        "bullet": bool(BULLET.search(text)),
        "quotation": ">" in text,
        "table": "|" in text,
        "footnote": colon and "[^" in text,
        "attributes": "{" in text and "}" in text,
        "box": "!!!" in text,
        "typography": typed(text),
    }
    return frozenset(name for name, found in signs.items() if found)
