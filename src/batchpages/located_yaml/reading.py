"""A text → its tree, by the events of libyaml's parser: the only home of `yaml`.

Events are all that is used, and each level of nesting is counted, since composing a deeply nested text crashes the
process.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml

from batchpages.diagnostics import shown
from batchpages.located_yaml.nodes import Entry, Mapping, Mistake, Node, Scalar, Sequence
from batchpages.located_yaml.quoting import in_quotes
from batchpages.located_yaml.syntax_errors import explained, unreadable

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 50
_COMMENT = re.compile(r"[ \t]+(#[^ \t\n#].*)")
_SKIPPED = Scalar("", 0, 0, broken=True)  # stands for a name that cannot be one


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
        last = explained(error, text, first_line, top)
        return None, [*(m for m in mistakes if (m.line, m.column) != (last.line, last.column)), last]
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        return None, [*mistakes, unreadable(text, first_line)]
    root = top.items[0] if top.items else Mapping({}, first_line, 1)
    if isinstance(root, Scalar) and not root.text and root.plain and not root.broken:
        root = Mapping({}, root.line, root.column)
    if isinstance(root, Mapping):
        return (root if complete else None), mistakes
    return None, mistakes or [_not_a_mapping(root)]


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
    remarks = " #" in text or "\t#" in text
    while True:
        event = next_event()
        kind = event.__class__
        mark = event.start_mark
        node: Any
        if kind is scalar_event:
            node = Scalar(event.value, mark.line + first_line, mark.column + 1, not event.style)
            if event.tag or event.anchor or not node.text or (remarks and node.plain):
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
    """Look closer at what is rare: a tag, an anchor, or a value of which a `#` has turned all or the end into a comment."""
    if event.tag or event.anchor:
        node.broken = True
        start = f"&{event.anchor}" if event.anchor else event.tag.replace("tag:yaml.org,2002:", "!!")
        mistakes.append(_reserved(node, start[0], f"{start} {getattr(node, 'text', '')}"))
    elif node.plain and (comment := _COMMENT.match(text, event.end_mark.index)):
        node.broken = True
        what = f"{shown(comment[1])} is read as a remark, so {'that it is left out of the text' if node.text else 'nothing is given here'}"
        whole = text[event.start_mark.index : comment.end()].strip()
        line = text.count("\n", event.start_mark.index, event.end_mark.index)
        column = event.end_mark.column + 1 + comment.start(1) - comment.start()
        mistakes.append(Mistake(node.line + line, column, what, f"{in_quotes(whole)} (or a space after the `#` of a remark)"))


def _reserved(node: Node, sign: str, written: str) -> Mistake:
    return Mistake(node.line, node.column, f"a text that begins with `{sign}` needs quotes", in_quotes(written))


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
