"""Where a link's target, or any other piece of text, stands in a story's Markdown."""

import functools
import html as entities
import re

_CODE_SPAN = re.compile(r"(?<![\\`])(`++)(?:(?!\n\s*\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_TARGET = re.compile(
    r"""\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))|^[ ]{0,3}\[[^\]\n]*\]:[ ]*<?([^\s>]+)"""
    r"""|\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|<([a-z][a-z0-9+.-]*:[^<>\s]*)>""",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d+\.|\[\^[^\]]*\]:|!!!)")


def locate(body: str, text: str, nth: int) -> tuple[int, int]:
    """The line and the column, both from 1, of the nth occurrence (from 0) of a text in a story's Markdown.

    `text` is the target of a link or picture, or any other piece of the story. Where it is a target it is looked for as
    one, and in code only if it is nowhere else; past the last occurrence the last is meant. 0, 0 where there is none.
    """
    for source in (without_code(body), body):
        found = _targets(source).get(text) or ([match.start() for match in re.finditer(re.escape(text), source, re.IGNORECASE)] if text else [])
        if found:
            at = found[min(nth, len(found) - 1)]
            return body.count("\n", 0, at) + 1, at - body.rfind("\n", 0, at)
    return 0, 0


@functools.lru_cache(maxsize=4)
def _targets(source: str) -> dict[str, list[int]]:
    """Where each target of a link or picture stands."""
    found: dict[str, list[int]] = {}
    for match in _TARGET.finditer(source):
        if group := match.lastindex:
            found.setdefault(entities.unescape(_ESCAPED.sub(r"\1", match[group])).strip(), []).append(match.start(group))
    return found


@functools.lru_cache(maxsize=2)
def without_code(body: str) -> str:
    """The body with its code spans and code blocks blanked, every other sign at its place."""
    lines = _CODE_SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body).split("\n")
    after_blank, in_item = True, False
    for number, line in enumerate(body.split("\n")):
        blank, indented = not line.strip(), line.startswith(("    ", "\t"))
        if indented and after_blank and not in_item:
            lines[number] = " " * len(line)
        elif not blank and not indented:
            in_item = bool(_ITEM.match(line)) or (in_item and not after_blank)
            after_blank = False
        else:
            after_blank = blank or (indented and after_blank)
    return "\n".join(lines)
