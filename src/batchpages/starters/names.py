"""Titles, the names in addresses that come from them, and how both are written."""

import re
import unicodedata
from collections.abc import Callable

from batchpages.addresses import RESERVED_PAGE_SLUGS
from batchpages.content.scalars import FORMATS, Invalid
from batchpages.content.scalars.files import DEVICES
from batchpages.content.slugs import latin_slug_of
from batchpages.content.text import UNWANTED
from batchpages.diagnostics import UsageError, shown
from batchpages.located_yaml import Mapping, Node, Scalar, Sequence, parse
from batchpages.model import Kind
from batchpages.starters.known import Known

LONGEST_TITLE = 120
LONGEST_SLUG = 60
"""Characters of a slug that comes from a title. More are allowed, and hard to read."""
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""How German writes its own letters where there are none."""


def check_format(format_: str, text: str) -> str:
    """A text in the form of one of `content.scalars.FORMATS`. Raises `UsageError` where it has another."""
    try:
        FORMATS[format_](text)
    except Invalid as wrong:
        raise UsageError("; ".join(filter(None, (wrong.what, wrong.hint)))) from None
    return text


def title_of(text: str) -> str:
    """A title on one line, without what nobody sees. Raises `UsageError` where nothing is left of it, or too much."""
    line = " ".join(re.sub(r"[\ud800-\udfff\ufdd0-\ufdef]", "", UNWANTED.sub(" ", text)).split())
    if not line:
        raise UsageError("a title needs at least one letter")
    if len(line) > LONGEST_TITLE:
        raise UsageError(f"the title has {len(line)} characters, and {LONGEST_TITLE} is the most: {shown(line, 30)}")
    return line


def slug_for(title: str, language: str = "") -> str:
    """The name in an address that a title makes in a language, a BCP 47 tag; empty where it has no Latin letter."""
    small = unicodedata.normalize("NFC", title).casefold()
    slug = latin_slug_of(small.translate(GERMAN) if language.partition("-")[0] in ("de", "gsw") else small)
    if len(slug) > LONGEST_SLUG:
        whole = slug[: LONGEST_SLUG + 1].rpartition("-")[0]
        slug = (whole or slug[:LONGEST_SLUG]).strip("-")
    return slug if re.search("[a-z]", slug) else ""


def free_slug(known: Known, kind: Kind, title: str, code: str = "") -> str:
    """A name for a new record that no other has or had: its title's, else its code's, else its kind's; with a number where that is taken."""
    slug = slug_for(title, known.settings.language) or latin_slug_of(code) or kind
    return _numbered(slug, _taken(known, kind))


def check_slug(known: Known, kind: Kind, slug: str) -> str:
    """A name that was asked for. Raises `UsageError` where it cannot be, or is taken."""
    check_format("slug", slug)
    taken = _taken(known, kind)
    if slug in taken:
        raise UsageError(f"`{slug}` cannot be the name of a new {kind}: {taken[slug]}; take another, such as `{_numbered(slug, taken)}`")
    return slug


class _Taken(dict[str, str]):
    """Names that are not free, and why; what Windows keeps for itself is among them."""

    def __contains__(self, slug: object) -> bool:
        return super().__contains__(slug) or bool(DEVICES.fullmatch(str(slug)))

    def __missing__(self, slug: str) -> str:
        return "Windows keeps it for itself"


def _taken(known: Known, kind: Kind) -> _Taken:
    ours = [entry for entry in known.entries if entry.kind == kind]
    taken = _Taken(dict.fromkeys(RESERVED_PAGE_SLUGS, "the storefront has its own pages there") if kind == "page" else {})
    taken |= dict.fromkeys(known.printed, "it stands on labels") if kind == "batch" else {}
    taken |= {slug: f"it is an old name of `{entry.slug}`" for entry in ours for slug in entry.formerly}
    return _Taken(taken | {entry.slug.casefold(): f"there is `{entry.path}` already" for entry in ours})


def _numbered(slug: str, taken: _Taken) -> str:
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def in_yaml(text: str) -> str:
    """A text as it is written after `name: `: plain where that can be, else in quotes. Raises `UsageError` where YAML cannot hold it."""
    return _written(text, "t: {}  # .\n", lambda node: node)


def in_list(text: str) -> str:
    """A text as it is written between `[` and `]`."""
    return _written(text, "t: [{}, -]  # .\n", lambda node: node.items[0] if isinstance(node, Sequence) and len(node.items) == 2 else None)


def _written(text: str, line: str, value: Callable[[Node], Node | None]) -> str:
    doubled = text.replace("'", "''")
    for written in (text, f'"{text}"', f"'{doubled}'"):
        tree, mistakes = parse(line.replace("{}", written))
        node = value(tree.entries["t"].value) if isinstance(tree, Mapping) and "t" in tree.entries and len(tree.entries) == 1 else None
        if not mistakes and isinstance(node, Scalar) and node.text == text:
            return written
    raise UsageError(f"{shown(text)} has a character in it that a file of fields cannot hold; leave it out")
