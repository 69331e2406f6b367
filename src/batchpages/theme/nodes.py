"""Reading a theme's YAML node by node: what is there, and what else was expected."""

from collections.abc import Callable, Collection

from batchpages.diagnostics import did_you_mean, shown
from batchpages.located_yaml import Entry, Mapping, Node, Scalar, Sequence

Say = Callable[..., None]
"""Tells of a mistake: the node, what is wrong, and a hint."""


def entries(node: Node | None, say: Say) -> list[tuple[Scalar, Node]]:
    """The names and values of a node that may be missing; whatever else it is, is reported."""
    if isinstance(node, Mapping):
        return [(entry.key, entry.value) for entry in node.entries.values()]
    if node is not None and not node.broken and not nothing(node):
        say(node, "names and values are expected here", "write `name: value`, one a line, indented")
    return []


def fields(node: Mapping, known: Collection[str], say: Say) -> dict[str, Node]:
    """The fields that are known and given; the others are reported."""
    given: dict[str, Entry] = node.entries
    for name, entry in given.items():
        if name not in known:
            say(
                entry.key,
                f"there is no field {shown(name)} here",
                did_you_mean(name, known, f"there is {', '.join(f'`{k}`' for k in known)}"),
            )
    return {name: entry.value for name, entry in given.items() if name in known and not nothing(entry.value)}


def nothing(node: Node) -> bool:
    """Whether a value was left out."""
    return isinstance(node, Scalar) and node.plain and not node.text and not node.broken


def text(node: Node | None, say: Say) -> str:
    """The text of a node that may be missing; whatever else it is, is reported."""
    if isinstance(node, Scalar):
        return node.text
    if node is not None and not node.broken:
        say(node, "one text is expected here", 'put a text that begins with `[` or `{` in quotes: `"[…"`')
    return ""


def items(node: Node | None, say: Say, example: str) -> list[Scalar]:
    """The texts of a list, or a single one that stands for a list of one."""
    if isinstance(node, Scalar) and not node.broken:
        return [node]
    if isinstance(node, Sequence):
        wrong = [item for item in node.items if not isinstance(item, Scalar)]
        for item in wrong:
            text(item, say)
        return [item for item in node.items if isinstance(item, Scalar) and not item.broken]
    if node is not None and not node.broken:
        say(node, "a list is expected here", f"write it as `{example}`")
    return []
