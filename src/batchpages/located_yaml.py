"""YAML as text that remembers its lines and columns: the only home of `yaml`.

No scalar is resolved: `NO`, `012`, `12:30` and `1.10` stay as they are written, and the schema converts them. Only the
events of libyaml's parser are used, and each level of nesting is counted, since composing a deeply nested text crashes
the process. Lines and columns count from 1, columns in characters.
"""

import re
from collections.abc import Callable
from collections.abc import Sequence as Items
from typing import Any

import msgspec
import yaml

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 50
KEY = ""
"""At the end of a path of names: the name before it, rather than its value. No mapping has an empty name."""


class Scalar(msgspec.Struct, gc=False):
    """A text. `plain` tells that it stands without quotes; an empty plain one says that nothing is given.

    A `broken` node is one that a mistake was reported for, so that nothing more needs to be said about it.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    broken: bool = False


class Sequence(msgspec.Struct, gc=False):
    """A list."""

    items: "list[Node]"
    line: int
    column: int
    broken: bool = False


class Entry(msgspec.Struct, gc=False):
    """A name and its value."""

    key: Scalar
    value: "Node"


class Mapping(msgspec.Struct, gc=False):
    """Named values, in the order in which they are written."""

    entries: dict[str, Entry]
    line: int
    column: int
    broken: bool = False


Node = Scalar | Sequence | Mapping


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong at a place, what to type instead, and the further places that take part, as (line, column)."""

    line: int
    column: int
    what: str
    hint: str = ""
    also: tuple[tuple[int, int], ...] = ()


def parse(text: str, *, first_line: int = 1) -> tuple[Mapping | None, list[Mistake]]:
    """Read one YAML mapping, whose first line is line `first_line` of its file.

    Gives None where there is nothing to go on with. Otherwise the mapping holds all that could be read, even if there
    are mistakes: of two equal names the first, and a `broken` node where a mistake took its value away.
    Never raises for what an author wrote; raises RuntimeError if PyYAML was built without libyaml.
    """
    if not hasattr(yaml, "CSafeLoader"):
        raise RuntimeError("this PyYAML lacks libyaml; install a PyYAML wheel, or build it with libyaml")
    if len(text) > MAX_CHARACTERS:
        return None, [Mistake(first_line, 1, f"the file is longer than {MAX_CHARACTERS // 1024} thousand characters", "move long texts into the story")]
    top, mistakes = Sequence([], 0, 0), list[Mistake]()
    try:
        complete = _build(yaml.CSafeLoader(text).get_event, text, first_line, top, mistakes)
    except yaml.MarkedYAMLError as error:
        last = _explained(error, text, first_line, top)
        return None, [*(m for m in mistakes if (m.line, m.column) != (last.line, last.column)), last]
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        return None, [*mistakes, _unreadable(text, first_line)]
    root = top.items[0] if top.items else Mapping({}, first_line, 1)
    if isinstance(root, Scalar) and not root.text and root.plain and not root.broken:
        root = Mapping({}, root.line, root.column)
    if isinstance(root, Mapping):
        return (root if complete else None), mistakes
    return None, mistakes or [_not_a_mapping(root)]


def find(root: Node, field: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column of the value at a path of names and list positions (from 0).

    Where it is missing, those of the deepest value on the way. `("colour", KEY)` is where the name `colour` is written.
    """
    node, key = root, None
    for step in field:
        if step == KEY and key is not None:
            return key.line, key.column
        if isinstance(node, Mapping) and step in node.entries:
            key, node = node.entries[str(step)].key, node.entries[str(step)].value
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            key, node = None, node.items[step]
        else:
            break
    return node.line, node.column


def shown(text: str, length: int = 60) -> str:
    """A piece of an author's text as a message quotes it: on one line, shortened, without control characters."""
    line = "".join(c if c.isprintable() else " " for c in text[: length + 1])
    return f"`{line[:length]}…`" if len(line) > length else f"`{line}`"


# --- the tree --------------------------------------------------------------------------------------------------------


_COMMENT = re.compile(r"[ \t]+(#[^ \t\n#].*)")
_SKIPPED = Scalar("", 0, 0, broken=True)  # stands for a name that cannot be one


def _build(  # noqa: C901, PLR0912, PLR0915 (one loop, since the whole build's speed hangs on it)
    next_event: Callable[[], Any], text: str, first_line: int, top: Sequence, mistakes: list[Mistake]
) -> bool:
    """Read events into the tree; False where reading had to stop."""
    here: Any = top
    stack: list[tuple[Any, Scalar | None]] = []
    entries: dict[str, Entry] | None = None
    key: Scalar | None = None
    scalar_event, mapping_event, sequence_event, alias_event = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent
    ends, stream_end, document_start = (yaml.MappingEndEvent, yaml.SequenceEndEvent), yaml.StreamEndEvent, yaml.DocumentStartEvent
    while True:
        event = next_event()
        kind = event.__class__
        mark = event.start_mark
        node: Any
        if kind is scalar_event:
            node = Scalar(event.value, mark.line + first_line, mark.column + 1, not event.style)
            if event.tag or event.anchor or not node.text:
                _examine(node, event, text, mistakes)
        elif kind is mapping_event:
            node = Mapping({}, mark.line + first_line, mark.column + 1)
        elif kind is sequence_event:
            node = Sequence([], mark.line + first_line, mark.column + 1)
        elif kind is alias_event:
            node = Scalar("", mark.line + first_line, mark.column + 1, broken=True)
            mistakes.append(_reserved(node, "*", f"*{event.anchor}"))
        elif kind in ends:
            here, key = stack.pop()
            entries = here.entries if here.__class__ is Mapping else None
            continue
        elif kind is stream_end:
            return True
        else:
            if kind is document_start and top.items:
                mistakes.append(Mistake(mark.line + first_line, mark.column + 1, "a second `---`: only one block of fields can be here", "delete this line"))
                return False
            continue
        if entries is None:
            here.items.append(node)
        elif key is None:
            key = node if kind is scalar_event and node.text else _no_name(here, node, mistakes)
        else:
            if key.text in entries:
                first = entries[key.text].key
                mistakes.append(Mistake(key.line, key.column, f"{shown(key.text)} is given twice", "keep one of the two", ((first.line, first.column),)))
            elif key is not _SKIPPED:
                entries[key.text] = Entry(key, node)
            key = None
        if kind is mapping_event or kind is sequence_event:
            if event.tag or event.anchor:
                _examine(node, event, text, mistakes)
            if len(stack) == MAX_DEPTH:
                what, hint = f"lists and fields stand more than {MAX_DEPTH} levels deep here", 'a text that begins with `[` or `{` needs quotes: `"[…"`'
                mistakes.append(Mistake(node.line, node.column, what, hint))
                return False
            stack.append((here, key))
            here, key, entries = node, None, node.entries if kind is mapping_event else None


def _examine(node: Any, event: Any, text: str, mistakes: list[Mistake]) -> None:
    """Look closer at what is rare: a tag, an anchor, or a value that a `#` has turned into a comment."""
    if event.tag or event.anchor:
        node.broken = True
        start = f"&{event.anchor}" if event.anchor else event.tag.replace("tag:yaml.org,2002:", "!!")
        mistakes.append(_reserved(node, start[0], f"{start} {getattr(node, 'text', '')}"))
    elif node.plain and (comment := _COMMENT.match(text, event.start_mark.index)):
        node.broken = True
        what = f"{shown(comment[1])} is read as a remark, so nothing is given here"
        column = node.column + comment.start(1) - comment.start()
        mistakes.append(Mistake(node.line, column, what, f"{_in_quotes(comment[1])} (or a space after the `#` of a remark)"))


def _reserved(node: Node, sign: str, written: str) -> Mistake:
    return Mistake(node.line, node.column, f"a text that begins with `{sign}` needs quotes", _in_quotes(written))


def _no_name(mapping: Mapping, node: Node, mistakes: list[Mistake]) -> Scalar:
    """Report what stands where a name should, unless that is done already, and give what stands for it."""
    known, mapping.broken = mapping.broken, True
    if isinstance(node, Scalar):
        if not node.broken:
            mistakes.append(Mistake(node.line, node.column, "a name is missing before the `:`", "write `name: value`"))
    else:
        node.broken = True
        if not known:
            what, hint = "a name before `:` cannot be a list or have fields itself", 'a text that begins with `[` or `{` needs quotes: `"{…}"`'
            mistakes.append(Mistake(node.line, node.column, what, hint))
    return _SKIPPED


def _not_a_mapping(root: Scalar | Sequence) -> Mistake:
    if isinstance(root, Sequence):
        return Mistake(root.line, root.column, "a list stands where fields are expected", "write `name: value`, one a line, without a `-` in front")
    name, colon, value = root.text.partition(":")
    if colon and value and " " not in name:
        return Mistake(root.line, root.column + len(name), "a space is missing after the `:`", f"write {shown(f'{name}: {value}')}")
    return Mistake(root.line, root.column, f"{shown(root.text)} stands where fields are expected", "write `name: value`, one a line")


# --- syntax errors in plain words --------------------------------------------------------------------------------------

_VALUE = re.compile(r"""(?P<name>\s*(?:-\s+)*(?:[^\s:'"\[{#-][^:]*?:\s+)?)(?P<value>\S.*)""")
_UNSPACED = re.compile(r"\s*(?:-\s+)*(?P<name>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)")


def _in_quotes(text: str) -> str:
    """A hint that shows a text in the quotes that it needs."""
    text = text.strip()
    if len(text) > 60 or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        doubled = text.replace("'", "''")
        return f"put it in quotes: `'{doubled}'`"
    return f'put it in quotes: `"{text}"`'


def _value_at(line: str) -> tuple[int, str]:
    """Where the value of a line begins (from 0), and the value as it is written."""
    found = _VALUE.match(line)
    return (found.start("value"), found["value"]) if found else (0, line)


def _unreadable(text: str, first_line: int) -> Mistake:
    """The first character that YAML does not allow."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = found.start() if found else 0
    line, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
    name = f"U+{ord(found[0]):04X}" if found else "unknown"
    return Mistake(line + first_line, column + 1, f"an invisible control character ({name}) stands here", "delete it, and type what stands around it again")


Spot = tuple[int, int]
"""A line and a column, both from 0, as libyaml counts them."""


def _explained(error: Any, text: str, first_line: int, top: Sequence) -> Mistake:
    """A syntax error of libyaml as one mistake, where its cause most likely is."""
    lines = text.split("\n")
    spot = error.problem_mark.line, error.problem_mark.column
    opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else spot
    line = _rest(lines, (spot[0], 0))
    tab = line[: len(line) - len(line.lstrip())].find("\t")
    if tab >= 0:
        at, what, hint = (spot[0], tab), "a tab stands where spaces are expected", "indent with spaces, two for each level"
    else:
        nodes = _last_nodes(top, first_line)
        at, what, hint = _cause(error.problem or "", error.context or "", lines, spot, opened, nodes)
    return Mistake(at[0] + first_line, at[1] + 1, what, hint)


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
    return spot, f"a text cannot begin with `{_rest(lines, spot)[:1]}`", _in_quotes(_rest(lines, spot))


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
        return spot, "a text with `: ` in it needs quotes", f"{_in_quotes(value)}"
    above = _UNSPACED.fullmatch(_rest(lines, (spot[0] - 1, 0))) if spot[0] else None
    if above:
        return (spot[0] - 1, above.end("name")), "a space is missing after the `:`", f"write {shown(above['name'] + ': ' + above['value'])}"
    if spot[1] > 1000:
        return (spot[0], 0), "the text before this `:` is too long for a name", "a text with `: ` in it needs quotes"
    indent = len(line) - len(line.lstrip())
    return (
        (spot[0], indent),
        "this line does not fit under the one above",
        "begin it in the same column as the fields it belongs to; a text with `: ` in it needs quotes",
    )


def _no_colon(lines: Items[str], opened: Spot) -> tuple[Spot, str, str]:
    line = _rest(lines, (opened[0], 0))
    unspaced = _UNSPACED.fullmatch(line)
    if unspaced:
        return (opened[0], unspaced.end("name")), "a space is missing after the `:`", f"write {shown(unspaced['name'] + ': ' + unspaced['value'])}"
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
    return (
        opened,
        f"the `{bracket}` that opens here is not closed as it should be",
        f"close it with `{']' if bracket == '[' else '}'}`; a text that begins with `{bracket}` needs quotes",
    )


def _out_of_line(lines: Items[str], spot: Spot, nodes: Items[tuple[Node, Spot]]) -> tuple[Spot, str, str]:
    """What libyaml notices only where the next field should begin: text after a quote or bracket, or a wrong indentation."""
    node, at = nodes[-1] if nodes else (_SKIPPED, spot)
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
            return spot, "more text stands after the closing quote", _in_quotes(whole[1:-1] if whole[-1] == quote else whole)
    line = _rest(lines, (spot[0], 0))
    start, value = _value_at(line)
    if value[:1] in ("[", "{", "*", "&", "!") and start < spot[1]:
        return (spot[0], start), f"a text that begins with `{value[0]}` needs quotes", _in_quotes(value)
    if value.startswith(":"):
        return spot, "a name is missing before the `:`", "write `name: value`"
    return (
        spot,
        "this line does not line up with the ones above",
        "begin it in the same column as the fields it belongs to, or with `- ` if it is an item of the list",
    )
