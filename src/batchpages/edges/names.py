"""Which file names work on every computer: what Windows, macOS, Linux and web hosts all accept, and keep apart."""

import re
import unicodedata

PLAIN = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
"""Names with nothing to look into, apart from the reserved ones."""

RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")})
"""Names that Windows keeps for devices, with any ending (Microsoft, Naming Files, Paths, and Namespaces)."""

FORBIDDEN = '<>:"|?*\\'
"""Characters that Windows allows in no name."""

LONGEST = 255
"""Bytes in UTF-8 that every file system allows for one name."""

LEFTOVER = re.compile(r".*~|.*\.sw[a-p]|#.*#|\.#.*|\.DS_Store|Thumbs\.db|desktop\.ini|__pycache__|\.git")
"""What editors, systems and tools leave behind; never part of a site."""


def trouble(name: str) -> tuple[str, str] | None:
    """What is wrong with a name on some computer, and what to do instead; nothing where it works on all."""
    if name.partition(".")[0].rstrip(" ").casefold() in RESERVED:
        return f"Windows keeps the name `{name}` for itself", f"rename it, for example to `{name.partition('.')[0]}-1{''.join(name.partition('.')[1:])}`"
    if name.startswith(".batchpages"):
        return f"batchpages keeps the name `{name}` for itself", "give it another name"
    if PLAIN.fullmatch(name) and len(name) <= LONGEST:
        return None
    return _trouble_with_letters(name)


def _trouble_with_letters(name: str) -> tuple[str, str] | None:
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "the name is no valid text in UTF-8", "rename it, with letters that your computer can show"
    bad = [letter for letter in name if letter in FORBIDDEN or unicodedata.category(letter) == "Cc"]
    if bad:
        told = ", ".join(dict.fromkeys(printable(letter) for letter in bad))
        return f"the name holds `{told}`, which does not work on every computer", f"rename it to `{re.sub('-+', '-', _without(name, bad)).strip('-')}`"
    if name[-1] in ". ":
        return "the name ends in a " + ("dot" if name[-1] == "." else "space") + ", which Windows drops", f"rename it to `{name.rstrip('. ')}`"
    if not unicodedata.is_normalized("NFC", name):
        return "the name stores its accents apart from their letters, which other computers take for another name", (
            f"type the name anew: `{unicodedata.normalize('NFC', name)}` (Unicode form NFC)"
        )
    if size > LONGEST:
        return f"the name is {size} bytes long, and {LONGEST} is the most", "give it a shorter name"
    return None


def _without(name: str, bad: list[str]) -> str:
    return "".join("-" if letter in bad else letter for letter in name)


def folded(name: str) -> str:
    """The same text for names that some computers take for one: it leaves out case and Unicode form."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def printable(text: str) -> str:
    """The text with everything escaped that is no valid text, or would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape", "surrogatepass").decode("ascii") for letter in text)
