"""A text → a name for an address."""

import re
import unicodedata

FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that no accent can be taken off of, in plain ones."""
SELDOM = str.maketrans({"ħ": "h", "ŋ": "n", "ŧ": "t", "'": "", "’": ""})
"""More of them, for names of Latin letters alone; apostrophes go."""


def slug_of(text: str) -> str:
    """A name for an address: small, without accents, with hyphens. Letters of other scripts stay as they are."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    whole = unicodedata.normalize("NFC", "".join(c for c in small if not "\u0300" <= c <= "\u036f"))
    return "-".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in whole).split())


def latin_slug_of(text: str) -> str:
    """A name as records have it: of small Latin letters, digits and single hyphens alone; empty where nothing is left of the text."""
    return re.sub("[^a-z0-9]+", "-", slug_of(text.casefold().translate(SELDOM)).casefold()).strip("-")
