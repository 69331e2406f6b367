"""Where something stands: a point of a picture, a place in a menu."""

import re

from batchpages.content.scalars.converter import refused
from batchpages.diagnostics import nearest
from batchpages.model import Menu


def focus(text: str) -> str:
    """A point of a picture, from its left and from its top, as `30% 60%`."""
    figures = re.findall(r"[0-9]+(?:\.[0-9]+)?", text)
    good = len(figures) == 2 and all(float(figure) <= 100 for figure in figures)
    if good and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?% [0-9]{1,3}(\.[0-9]{1,2})?%", text):
        return text
    meant = f"{figures[0]}% {figures[1]}%" if good and not re.search("[A-Za-z-]", text) else ""
    raise refused(text, "is no point of a picture", meant, "write how far from the left and from the top, each from `0%` to `100%`, such as `30% 60%`")


def menu(text: str) -> Menu:
    """A menu and the place in it, as `footer 2`."""
    found = re.fullmatch("(header|footer)(?: +([0-9]{1,3}))?", text)
    if found:
        return Menu(where="header" if found[1] == "header" else "footer", place=int(found[2] or 0))
    near = nearest(text.split(" ", maxsplit=1)[0], ("header", "footer"))
    place = re.search(" ([0-9]{1,3})$", text)
    raise refused(
        text, "is no place in a menu", f"{near}{place[0] if place else ''}" if near else "", "write `header` or `footer`, and the place, such as `footer 2`"
    )
