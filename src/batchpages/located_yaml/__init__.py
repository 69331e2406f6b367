"""YAML as text that remembers its lines and columns.

No scalar is resolved: `NO`, `012`, `12:30` and `1.10` stay as they are written, and the schema converts them. What is
wrong is told in plain words, with a hint that says what to type. Lines and columns count from 1, columns in characters.
"""

from batchpages.located_yaml.nodes import KEY, Entry, Mapping, Mistake, Node, Scalar, Sequence, find
from batchpages.located_yaml.quoting import TYPOGRAPHIC
from batchpages.located_yaml.reading import MAX_CHARACTERS, MAX_DEPTH, parse

__all__ = ["KEY", "MAX_CHARACTERS", "MAX_DEPTH", "TYPOGRAPHIC", "Entry", "Mapping", "Mistake", "Node", "Scalar", "Sequence", "find", "parse"]
