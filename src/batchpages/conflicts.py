"""What git leaves in an author's file where it could not join two versions."""

import re

from batchpages.diagnostics import Diagnostic, Place

_GIT = re.compile(r"^(?:(?P<start><{7})(?: .*)?|(?P<divide>={7})|(?P<end>>{7})(?: .*)?)$", re.MULTILINE)
"""The lines that git leaves around what two people have changed at once."""


def conflicts(text: str, path: str) -> list[Diagnostic]:
    """What to say of each place in a text where git could not join two versions."""
    found: list[Diagnostic] = []
    if "<<<<<<<" not in text:
        return found
    what, hint = "git could not join two versions here", "keep the lines that are right, and delete those that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
    start, divided = -1, False
    for mark in _GIT.finditer(text):
        if mark["start"]:
            start, divided = mark.start(), False
        elif mark["divide"]:
            divided = start >= 0
        elif divided:
            found.append(Diagnostic(Place(path, line=text.count("\n", 0, start) + 1, column=1), what, hint))
            start, divided = -1, False
    return found
