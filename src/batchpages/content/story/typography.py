"""Straight quotation marks, `--`, `---` and `...` → the printer's, in the way of each language."""

import re

import msgspec


class Marks(msgspec.Struct, frozen=True):
    """The quotation marks of a language: outer and inner, opening and closing."""

    outer: str
    outer_end: str
    inner: str
    inner_end: str


ENGLISH = Marks("“", "”", "‘", "’")
GERMAN = Marks("„", "“", "‚", "‘")
ROMANCE = Marks("«", "»", "“", "”")
MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "hr", "et", "lt", "bg", "is"), GERMAN),
    **dict.fromkeys(("es", "it", "el", "ca", "gl", "eu", "pt-pt"), ROMANCE),
    **dict.fromkeys(("de-ch", "fr-ch", "it-ch"), Marks("«", "»", "‹", "›")),
    **dict.fromkeys(("nb", "nn", "no"), Marks("«", "»", "‘", "’")),
    **dict.fromkeys(("pl", "ro"), Marks("„", "”", "«", "»")),
    **dict.fromkeys(("ru", "uk", "be"), Marks("«", "»", "„", "“")),
    **dict.fromkeys(("sv", "fi"), Marks("”", "”", "’", "’")),
    "fr": Marks("«\u202f", "\u202f»", "“", "”"),
    "hu": Marks("„", "”", "»", "«"),
}
"""The marks that Unicode's CLDR gives for a language; all others have the English ones."""

_WORD = r"[^ \t\r\n\[{(\-\x02\x03"  # what stands before a closing mark; the class is left open
_FIRST = r"(?<![\s\S]{})(?=[!-/:-@\[-`{{-~]\B)"
_TYPED = re.compile(
    rf"""["'.-](?:
      (?<=-)(?:(?P<em>(?<!--)--(?!-)) | (?P<en>(?<!--)-(?!-)))
    | (?<=\.)(?P<dots>(?<!\.\.)\.\.(?!\.))
    | (?<=')(?:
          (?P<apostrophe_opens>(?<=\w')"(?=\w))
        | (?P<inner_closes>{_FIRST.format("'")})
        | (?P<inner_opens_outer>"(?=\w))
        | (?P<inner_closes_outer>(?<={_WORD}]')")
        | (?P<apostrophe>(?<!\w')(?=\d\ds) | (?<=\w')(?=[^\W\d]))
        | (?P<inner_opens>(?<=[\s–—]')(?=\w))
        | (?P<inner_closes_too>(?<={_WORD}]')(?!\s|s\b|\d) | (?=\s|s\b))
        | (?P<inner_opens_too>))
    | (?<=")(?:
          (?P<closes>{_FIRST.format('"')})
        | (?P<opens_inner>'(?=\w))
        | (?P<closes_inner>(?<={_WORD}]")')
        | (?P<opens>(?<=[\s–—]")(?=\w))
        | (?P<closes_too>(?<={_WORD}']") | (?=\s))
        | (?P<opens_too>))
    )""",
    re.VERBOSE,
)
"""The rules of Python-Markdown's `smarty`, in its order, as one pass: a sign, then what stands before and after it."""

_PRINTED = {
    "em": "—",
    "en": "–",
    "dots": "…",
    "apostrophe": "’",
    "apostrophe_opens": "’{0}",
    "opens": "{0}",
    "closes": "{1}",
    "inner_opens": "{2}",
    "inner_closes": "{3}",
    "opens_inner": "{0}{2}",
    "inner_opens_outer": "{2}{0}",
    "inner_closes_outer": "{3}{1}",
    "closes_inner": "{1}{3}",
}
_OPENED = {"inner_opens": 1, "opens_inner": 1, "inner_opens_outer": 1, "inner_closes": -1, "inner_closes_outer": -1, "closes_inner": -1}


def marks_of(language: str) -> Marks:
    """The quotation marks of a language by its BCP 47 tag; those of its region where it has its own."""
    tag = language.lower()
    return MARKS.get(tag) or MARKS.get(tag.partition("-")[0], ENGLISH)


def typed(text: str) -> bool:
    """Whether a text holds anything to typeset."""
    return '"' in text or "'" in text or "--" in text or "..." in text


def typeset(text: str, marks: Marks) -> str:
    """A plain text with the printer's signs for the typed ones. An inner mark closes only what was opened: else it is an apostrophe."""
    opened = 0

    def printed(match: re.Match[str]) -> str:
        nonlocal opened
        rule = (match.lastgroup or "").removesuffix("_too")
        inner_end = marks.inner_end if opened else "’"
        opened = max(0, opened + _OPENED.get(rule, 0))
        return _PRINTED[rule].format(marks.outer, marks.outer_end, marks.inner, inner_end)

    return _TYPED.sub(printed, text)
