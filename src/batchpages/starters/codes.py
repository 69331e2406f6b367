"""The next free batch code after the brand's pattern."""

import re
from collections.abc import Iterator

from batchpages.content.scalars import FORMATS, Invalid
from batchpages.content.scalars.names import MAX_CODE
from batchpages.diagnostics import UsageError
from batchpages.starters.known import Known, those
from batchpages.starters.names import check_format

MOST_TRIED = 1000
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)")


def next_code(known: Known, product: str) -> str:
    """The code of the next batch of a product: one more than the highest count in use with the same pieces around it.

    Raises `UsageError` where the pattern cannot give one.
    """
    pattern = known.settings.code_pattern
    name = _name_in_codes(known, product)
    before, width, after = _around_the_count(known, name)
    counted = re.compile(re.escape(before) + r"(\d{1,9})" + re.escape(after))
    highest = max((int(match[1]) for code in known.codes if (match := counted.fullmatch(code.upper()))), default=0)
    taken = {code.casefold() for code in known.codes}
    refused = ""
    for count in range(highest + 1, highest + 1 + MOST_TRIED):
        code = f"{before}{count:0{width}}{after}"
        if len(code) > MAX_CODE:
            refused = refused or f"`{code}` is longer than {MAX_CODE} characters"
            break
        try:
            FORMATS["code"](code)
        except Invalid as wrong:
            refused = refused or wrong.what
            continue
        if code.casefold() not in taken:
            return code
    raise UsageError(f"the `code_pattern` of the settings, `{pattern}`, gives no code: {refused}; change it, or name a code with `--code`")


def check_code(known: Known, code: str) -> str:
    """A code that was asked for. Raises `UsageError` where it cannot be, or is taken."""
    check_format("code", code)
    if code.casefold() not in {each.casefold() for each in known.codes}:
        return code
    owner = next((batch.slug for batch in those(known, "batch") if batch.code.casefold() == code.casefold()), "")
    whose = f"is the code of `{owner}` already" if owner else "was printed on labels, or is in use already, and a code is given only once"
    raise UsageError(f"`{code}` {whose}; leave `--code` out for the next free one")


def codes_in(text: str) -> list[str]:
    """What may be batch codes in a file whose fields cannot be read."""
    return re.findall(r"(?mi)^[ \t]*code[ \t]*:[ \t]*[\"']?([0-9A-Z-]{1,20})", text)


def _around_the_count(known: Known, name: str) -> tuple[str, int, str]:
    """A pattern's text before its count, the digits of that, and the text after it."""
    today = known.today
    values = {"PRODUCT": name, "YYYY": f"{today.year:04}", "YY": f"{today.year % 100:02}", "MM": f"{today.month:02}", "DD": f"{today.day:02}"}
    before, width, after = "", 0, ""
    for braced, literal in _PIECE.findall(known.settings.code_pattern):
        if braced.startswith("N"):
            width = len(braced)
        elif width:
            after += literal or values[braced]
        else:
            before += literal or values[braced]
    return before, width, after


def _name_in_codes(known: Known, product: str) -> str:
    """What stands for a product in codes: what its batches have there, else letters of its name that no other product's batches have."""
    if "{PRODUCT}" not in known.settings.code_pattern:
        return ""
    as_patterned = _as_patterned(known.settings.code_pattern)
    names: dict[str, list[str]] = {}
    for batch in sorted(those(known, "batch"), key=lambda batch: (str(batch.date or ""), batch.code)):
        if batch.code:
            match = as_patterned.fullmatch(batch.code.upper())
            names.setdefault(batch.product, []).append(match["product"] if match else "")
    ours = [name for name in names.get(product, ()) if name] or _leading(known, product)
    others = {name for slug, every in names.items() if slug != product for name in every}
    return ours[-1] if ours else next(name for name in _guesses(product) if name not in others)


_PRODUCT = "(?P<product>[0-9A-Z]+?(?:-[0-9A-Z]+)*?)"
_AS_PATTERNED = {"PRODUCT": _PRODUCT, "YYYY": r"\d{4}", "YY": r"\d\d", "MM": r"\d\d", "DD": r"\d\d"}
"""How each piece of a pattern looks in codes, but for the count."""


def _as_patterned(pattern: str) -> re.Pattern[str]:
    """What codes of a pattern look like, with what stands for the product in the group of that name."""
    pieces = [_AS_PATTERNED.get(braced, r"\d+") if braced else re.escape(literal) for braced, literal in _PIECE.findall(pattern)]
    first = pieces.index(_PRODUCT)
    return re.compile("".join("(?P=product)" if piece == _PRODUCT and at > first else piece for at, piece in enumerate(pieces)))


def _leading(known: Known, product: str) -> list[str]:
    """The letters that the codes of a product begin with, where these have not the form of the pattern; the newest last."""
    batches = sorted((batch for batch in those(known, "batch") if batch.product == product), key=lambda batch: (str(batch.date or ""), batch.code))
    return [match[0] for batch in batches if (match := re.match("[A-Z]+", batch.code.upper()))]


def _guesses(product: str) -> Iterator[str]:
    """What may stand for a product, the best first: the first letters of its words, or of its name; and these with a number."""
    words = [word for word in product.upper().split("-") if word]
    letters = re.sub("[^0-9A-Z]", "", product.upper()) or "X"
    initials = "".join(word[0] for word in words)[:4]
    if len(words) > 1:
        yield initials
    yield from (letters[:length] for length in range(3, 7))
    yield from (f"{letters[:3]}{number}" for number in range(2, 100_000))
