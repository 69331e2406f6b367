"""Syntax errors of libyaml, in plain words: where the cause most likely is, what is wrong, and what to type instead."""

import re
from collections.abc import Sequence as Items
from typing import Any

from batchpages.diagnostics import shown
from batchpages.located_yaml.nodes import Mapping, Mistake, Node, Scalar, Sequence
from batchpages.located_yaml.quoting import in_quotes

Spot = tuple[int, int]
"""A line and a column, both from 0, as libyaml counts them."""

_VALUE = re.compile(r"""(?P<name>\s*(?:-\s+)*(?:[^\s:'"\[{#-][^:]*?:\s+)?)(?P<value>\S.*)""")
_ITEM = re.compile(r"(?P<indent>[ ]*-)(?P<item>[^\s-].*)")
"""An item of a list without the space after its hyphen."""
_BLANK = "[\u00a0\u2000-\u200b\u202f\u3000]"
_ODD_BLANK = re.compile(rf"[ ]*(?:-[ ]+)?(?:[A-Za-z_][\w-]*:)?(?P<blank>{_BLANK})")
"""A line with a blank that is no plain space where a space tells names and values apart."""
_EQUALS = re.compile(r"(?P<name>\s*(?:-\s+)*[A-Za-z_][\w-]*) *= *(?P<value>\S.*)")
_UNSPACED = re.compile(r"\s*(?:-\s+)*(?P<name>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)")


def explained(error: Any, text: str, first_line: int, top: Sequence) -> Mistake:
    """A syntax error of libyaml as one mistake, where its cause most likely is."""
    lines = text.split("\n")
    spot = error.problem_mark.line, error.problem_mark.column
    opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else spot
    line = _rest(lines, (spot[0], 0))
    tab = line[: len(line) - len(line.lstrip())].find("\t")
    if tab >= 0:
        at, what, hint = (spot[0], tab), "a tab stands where spaces are expected", "indent with spaces, two for each level"
    elif odd := _odd_blank(lines, (spot[0], spot[0] - 1, opened[0])):
        at, what, hint = odd, "what stands here looks like a space, and is another sign", "delete it, and type a space"
    else:
        nodes = _last_nodes(top, first_line)
        at, what, hint = _cause(error.problem or "", error.context or "", lines, spot, opened, nodes)
    return Mistake(at[0] + first_line, at[1] + 1, what, hint)


def _odd_blank(lines: Items[str], numbers: Items[int]) -> Spot | None:
    """The first odd blank in some lines; those that word processors and web pages put between words."""
    return next(((number, found.start("blank")) for number in numbers if number >= 0 and (found := _ODD_BLANK.match(_rest(lines, (number, 0))))), None)


def unreadable(text: str, first_line: int) -> Mistake:
    """The first character that YAML does not allow."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = found.start() if found else 0
    line, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
    name = f"U+{ord(found[0]):04X}" if found else "unknown"
    return Mistake(line + first_line, column + 1, f"an invisible control character ({name}) stands here", "delete it, and type what stands around it again")


def _last_nodes(top: Sequence, first_line: int) -> list[tuple[Node, Spot]]:
    """What was read last, from the outermost to the innermost, each with the spot where it begins."""
    nodes: list[tuple[Node, Spot]] = []
    inner: list[Node] = list(top.items)
    while inner:
        node = inner[-1]
        nodes.append((node, (node.line - first_line, node.column - 1)))
        inner = [entry.value for entry in node.entries.values()] if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else []
    return nodes


def _rest(lines: Items[str], spot: Spot) -> str:
    """A line from a spot to its end."""
    return lines[spot[0]][spot[1] :] if spot[0] < len(lines) else ""


def _value_at(line: str) -> tuple[int, str]:
    """Where the value of a line begins (from 0), and the value as it is written."""
    found = _VALUE.match(line)
    return (found.start("value"), found["value"]) if found else (0, line)


def _cause(  # noqa: PLR0911 (a table of causes)
    problem: str, context: str, lines: Items[str], spot: Spot, opened: Spot, nodes: Items[tuple[Node, Spot]]
) -> tuple[Spot, str, str]:
    """Where the cause is, what is wrong, and what to type, by libyaml's words for it."""
    if context.endswith("quoted scalar"):
        return _open_quote(lines, opened) if problem.startswith("found unexpected") else _backslash(lines, opened, spot)
    if context.endswith(("alias", "anchor", "a tag", "block scalar")) or "tag handle" in problem:
        return _sign(lines, opened)
    if "cannot start any token" in problem or "mapping keys are not" in problem:
        return _sign(lines, spot)
    if "directive" in context + problem or "incompatible" in problem:
        return opened, "a line cannot begin with `%` here", "put the text in quotes, or delete the line"
    if "block sequence entries" in problem:
        return spot, "a list cannot begin on this line", "put each item on its own line below, beginning with `- `; a text that begins with `- ` needs quotes"
    if "mapping values" in problem:
        return _stray_colon(lines, spot)
    if "could not find expected ':'" in problem:
        return _no_colon(lines, opened)
    if "node content" in problem and "block" in context and _rest(lines, spot):
        return _sign(lines, spot)
    if "flow" in context:
        return _open_bracket(lines, spot, opened, nodes)
    return _out_of_line(lines, spot, nodes)


def _sign(lines: Items[str], spot: Spot) -> tuple[Spot, str, str]:
    return spot, f"a text cannot begin with `{_rest(lines, spot)[:1]}`", in_quotes(_rest(lines, spot))


def _open_quote(lines: Items[str], opened: Spot) -> tuple[Spot, str, str]:
    quote = _rest(lines, opened)[:1]
    apostrophe = '; a text that begins with an apostrophe goes into double quotes: `"\'tis"`' if quote == "'" else ""
    return opened, f"the quote {quote} that opens here is never closed", f"close it with another {quote} at the end of the text{apostrophe}"


def _backslash(lines: Items[str], opened: Spot, spot: Spot) -> tuple[Spot, str, str]:
    text = _rest(lines, opened).strip().strip('"')
    single = f": `'{text}'`" if "'" not in text and len(text) <= 60 else ""
    return spot, "a `\\` in double quotes begins a special sign, and this one does not exist", f"use single quotes{single}, or write `\\\\`"


def _stray_colon(lines: Items[str], spot: Spot) -> tuple[Spot, str, str]:
    """A `: ` where none can be: in a text, or in a line that goes on from the one above."""
    line = _rest(lines, (spot[0], 0))
    start, value = _value_at(line)
    if start <= spot[1] and line[:start].rstrip().endswith(":"):
        return spot, "a text with `: ` in it needs quotes", f"{in_quotes(value)}"
    above = _UNSPACED.fullmatch(_rest(lines, (spot[0] - 1, 0))) if spot[0] else None
    if above:
        return (spot[0] - 1, above.end("name")), "a space is missing after the `:`", f"write {shown(above['name'] + ': ' + above['value'])}"
    if spot[0] and (item := _ITEM.fullmatch(_rest(lines, (spot[0] - 1, 0)))):
        return _no_space_after_hyphen(item, spot[0] - 1)
    if spot[1] > 1000:
        return (spot[0], 0), "the text before this `:` is too long for a name", "a text with `: ` in it needs quotes"
    indent = len(line) - len(line.lstrip())
    above_it = _rest(lines, (spot[0] - 1, 0)) if spot[0] else ""
    further = indent - (len(above_it) - len(above_it.lstrip()))
    if further > 0 and above_it.strip():
        return (
            (spot[0], indent),
            "this line begins further to the right than the one above",
            f"delete the {'space' if further == 1 else f'{further} spaces'} in front of it; a text that goes on here and has `: ` in it needs quotes",
        )
    return (
        (spot[0], indent),
        "this line does not fit under the one above",
        "begin it in the same column as the fields it belongs to; a text with `: ` in it needs quotes",
    )


def _no_space_after_hyphen(item: re.Match[str], line: int) -> tuple[Spot, str, str]:
    return (line, item.end("indent")), "a space is missing after the `-`", f"write {shown('- ' + item['item'])}"


def _no_colon(lines: Items[str], opened: Spot) -> tuple[Spot, str, str]:
    line = _rest(lines, (opened[0], 0))
    unspaced = _UNSPACED.fullmatch(line)
    if unspaced:
        return (opened[0], unspaced.end("name")), "a space is missing after the `:`", f"write {shown(unspaced['name'] + ': ' + unspaced['value'])}"
    if equals := _EQUALS.fullmatch(line):
        return (opened[0], equals.end("name")), "a `=` stands where a `:` is expected", f"write {shown(equals['name'].strip() + ': ' + equals['value'])}"
    if item := _ITEM.fullmatch(line):
        return _no_space_after_hyphen(item, opened[0])
    return (
        opened,
        f"{shown(_rest(lines, opened))} has no name and no `:`",
        "write `name: value`; a text that goes on over several lines is indented by two spaces",
    )


def _open_bracket(lines: Items[str], spot: Spot, opened: Spot, nodes: Items[tuple[Node, Spot]]) -> tuple[Spot, str, str]:
    """A list in `[…]` or fields in `{…}` that do not end where they should."""
    sign = _rest(lines, spot)[:1]
    if sign == ",":
        return spot, "nothing stands before this `,`", "delete it, or put the text that it belongs to in quotes"
    brackets = [at for at in (*(at for _, at in nodes), opened) if _rest(lines, at)[:1] in ("[", "{")]
    if not brackets:
        return spot, "something is missing here", "a text that begins with `[`, `{`, `,`, `]` or `}` needs quotes"
    opened = brackets[-1]
    bracket = _rest(lines, opened)[:1]
    if remark := re.search(r"(?<=[\s])#[^\s,\]}]+", _rest(lines, opened)):
        at = opened[0], opened[1] + remark.start()
        return at, f"{shown(_rest(lines, at))} is read as a remark, so that the `{bracket}` before it is not closed", in_quotes(remark[0])
    return (
        opened,
        f"the `{bracket}` that opens here is not closed as it should be",
        f"close it with `{']' if bracket == '[' else '}'}`; a text that begins with `{bracket}` needs quotes",
    )


def _out_of_line(lines: Items[str], spot: Spot, nodes: Items[tuple[Node, Spot]]) -> tuple[Spot, str, str]:
    """What libyaml notices only where the next field should begin: text after a quote or bracket, or a wrong indentation."""
    node, at = nodes[-1] if nodes else (None, spot)
    quote = _rest(lines, at)[:1]
    if isinstance(node, Scalar) and not node.plain and quote in ("'", '"'):
        if at[0] < spot[0] and _rest(lines, spot) and _rest(lines, (spot[0], 0))[: spot[1]].rstrip().endswith(quote):
            return (
                at,
                f"the quote {quote} that opens here is closed only {spot[0] - at[0]} lines below",
                f"close it with another {quote} at the end of the text",
            )
        if at[0] == spot[0]:
            whole = _rest(lines, at).strip()
            return spot, "more text stands after the closing quote", in_quotes(whole[1:-1] if whole[-1] == quote else whole)
    line = _rest(lines, (spot[0], 0))
    start, value = _value_at(line)
    if value[:1] in ("[", "{", "*", "&", "!") and start < spot[1]:
        return (spot[0], start), f"a text that begins with `{value[0]}` needs quotes", in_quotes(value)
    if value.startswith(":"):
        return spot, "a name is missing before the `:`", "write `name: value`"
    return (
        spot,
        "this line does not line up with the ones above",
        "begin it in the same column as the fields it belongs to, or with `- ` if it is an item of the list",
    )
