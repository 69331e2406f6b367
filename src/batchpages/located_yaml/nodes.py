"""The tree that a text becomes, and the mistakes in it, each with its line and column from 1."""

import msgspec

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
