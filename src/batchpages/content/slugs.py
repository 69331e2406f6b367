"""A text → a name for an address."""

import unicodedata

FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def slug_of(text: str) -> str:
    """A name for an address: small, without accents, with hyphens. Letters of other scripts stay as they are."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    whole = unicodedata.normalize("NFC", "".join(c for c in small if not "\u0300" <= c <= "\u036f"))
    return "-".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in whole).split())
