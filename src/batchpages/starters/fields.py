"""The fields of a noun → lines of YAML, each field with what it is for: some with their values, all others to be taken when they are wanted.

A line that begins with `# ` says nothing yet. Taking the `# ` away makes it a field with a valid value; remarks stay remarks.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from batchpages.content.described import Described
from batchpages.starters.names import in_list, in_yaml

COLUMNS = (34, 44)
"""Where remarks begin at the earliest, from 0, and up to where they make room for a longer field."""
WIDTH = 100
"""The most characters of a line with a remark."""
HOW = "## All below is optional: take away the `# ` before what you want to use."


class Line(NamedTuple):
    """A line of YAML, and the remark on it."""

    text: str
    remark: str = ""


class Fitted(NamedTuple):
    """What suits the project better than the model does, by field path such as `sourcing.lot`: examples, and what else is to be said."""

    samples: Mapping[str, str] = {}
    notes: Mapping[str, str] = {}


class Group(NamedTuple):
    """Fields that stand together under a heading."""

    heading: str
    names: tuple[str, ...]


def front_matter(fields: Sequence[Described], given: Mapping[str, str], groups: Sequence[Group], fitted: Fitted) -> str:
    """Every field: those that are `given` a value, in that order, then all others as remarks, by `groups`."""
    by_name = {field.name: field for field in fields}
    text = _block([line for name, value in given.items() for line in _field(by_name[name], (), fitted, value)], "")
    rest = tuple(name for name in by_name if not any(name in group.names for group in groups))
    optional = [Group(heading, tuple(name for name in names if name not in given)) for heading, names in (*groups, Group("More", rest))]
    text += f"\n{HOW}\n" if any(group.names for group in optional) else ""
    return text + "".join(_group(group, by_name, fitted) for group in optional if group.names)


def _group(group: Group, fields: Mapping[str, Described], fitted: Fitted) -> str:
    """A heading and its fields: those of one line as a block, each of the others as one of its own."""
    blocks: list[list[Line]] = [[]]
    for name in group.names:
        lines = list(_field(fields[name], (), fitted))
        if len(lines) > 1 and blocks[-1]:
            blocks.append([])
        blocks[-1] += lines
        if len(lines) > 1:
            blocks.append([])
    return f"\n## {group.heading}\n" + "\n".join(_block(block, "# ") for block in blocks if block)


def _block(lines: Sequence[Line], sign: str) -> str:
    """Lines with their remarks in one column, but for those that are too long for that."""
    least, most = COLUMNS
    column = max([least, *(length for line in lines if (length := len(sign) + len(line.text) + 2) <= most)])
    return "".join(_set(line, sign, column) for line in lines)


def _field(field: Described, way: tuple[str, ...], fitted: Fitted, value: str = "") -> Iterator[Line]:
    """The lines of a field, with all that it holds."""
    here = (*way, field.name)
    path = ".".join(here)
    choices = f"O{field.type[1:]}." if field.type.startswith("one of") else ""
    remark = " ".join(filter(None, (field.description, choices, fitted.notes.get(path, ""))))
    if not field.fields:
        yield Line(f"{field.name}: {value or _example(field, fitted.samples.get(path, ''))}", remark)
        return
    yield Line(f"{field.name}:", remark)
    item = field.type == "list"
    for at, inner in enumerate(field.fields):
        before = ("  - " if at == 0 else "    ") if item else "  "
        for number, line in enumerate(_field(inner, here, fitted)):
            yield Line((before if number == 0 else " " * len(before)) + line.text, line.remark)


def _example(field: Described, sample: str) -> str:
    examples = (sample,) if sample else field.examples
    if field.type.startswith("list"):
        return f"[{', '.join(in_list(example) for example in examples)}]"
    return in_yaml(examples[0])


def _set(line: Line, sign: str, column: int) -> str:
    """A line of a file, with its remark in a column beside it, or above where it is too long for that."""
    text = sign + line.text
    if not line.remark:
        return f"{text}\n"
    if len(text) + 2 > column:
        indent = " " * (len(line.text) - len(line.text.lstrip()))
        start = f"{sign}{indent}# " if indent or not sign else "## "
        return "".join(f"{start}{part}\n" for part in _wrapped(line.remark, WIDTH - len(start))) + f"{text}\n"
    first, *more = _wrapped(line.remark, WIDTH - column - 2)
    return f"{text:{column}}# {first}\n" + "".join(f"{sign:{column}}# {part}\n" for part in more)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
