"""A story's Markdown → a `Story`: sanitised HTML with typed holes, its headings, and what it leads to.

The order is what makes it safe. A flood is refused by counting; the rest becomes HTML; the sanitiser brings that into
one regular form that holds nothing but what is allowed; and only then are links, pictures and headings looked at,
whether they came from Markdown or from raw HTML. A hole is an item between pieces of HTML and never a mark inside it,
so that no author can forge one.

The only home of `markdown` and `nh3`.
"""

import html as entities
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
import msgspec
import nh3
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from batchpages.content.scalars import Invalid, file, photo
from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.located_yaml import shown
from batchpages.model import KINDS, Figure, FileLink, Heading, Kind, RecordLink, Story

# --- refused: what would take too long -------------------------------------------------------------------------------
# Texts that would take too long to convert, refused by counting.
#
# Python-Markdown needs quadratic time for several floods, and one call for each level of nesting. Each limit was found by
# measuring, and keeps the worst text under about half a second; no story that a person writes comes near them.

LONGEST = 256 * 1024
TOTALS = (
    ("\n", 10_000, "lines"),
    ("[^", 500, "footnote marks"),
    ("#", 2_000, "signs `#`"),
    ("<", 2_000, "tags"),
    ("<!", 50, "comments"),
    ("<?", 50, "tags that begin with `<?`"),
    ("!!!", 200, "boxes"),
)
SIGNS, MOST_SIGNS = "*_[]`<>&\\|{", 20_000
MOST_RULES, MOST_OPEN, MOST_COLUMNS, MOST_CELLS, MOST_FORMATTING = 500, 20, 200, 10_000, 50
LONGEST_BLOCK = 32_000
RULE = re.compile(r"[-=_*] *\n")
NESTING = re.compile(r"\n(?: *(?:[-+*] +|\d+\. +|> *){13}(?![-*_ ]*\n)| {48,}(?:[-+*]|\d+\.|!!!|>)[ >])[^\n]*")
UNCLOSED_TAG = re.compile(r"<[^<>]*(?=<|\Z)")
FORMATTING = re.compile(r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)  # reopened in each paragraph
SPLIT = "make several pages of it"
NESTED = "start further left again; twelve levels are the most"


class Refusal(msgspec.Struct, frozen=True):
    """Why a text is not converted, what to do about it, and a piece of the text at the place."""

    what: str
    hint: str
    text: str = ""


def refusal(text: str) -> Refusal | None:
    """The first reason not to convert a regular text, or none."""
    return next(_in_all(text), None) or next(_at_a_place(text), None) or next(_in_blocks(text), None)


def _in_all(text: str) -> Iterator[Refusal]:
    if len(text) > LONGEST:
        yield Refusal(f"this story has {len(text):,} characters, more than {LONGEST:,}", SPLIT)
    for sign, most, name in TOTALS:
        if (count := text.count(sign)) > most:
            yield Refusal(f"this story has {count:,} {name}, more than {most:,}", SPLIT, sign.strip())
    if len(text) > MOST_SIGNS and (count := sum(map(text.count, SIGNS))) > MOST_SIGNS:
        yield Refusal(f"this story has {count:,} signs of Markdown, more than {MOST_SIGNS:,}", SPLIT)
    if text.count("\n") > MOST_RULES and (count := len(RULE.findall(text))) > MOST_RULES:
        yield Refusal(f"this story has {count:,} rules and underlined headings, more than {MOST_RULES}", SPLIT)


def _at_a_place(text: str) -> Iterator[Refusal]:
    if deep := NESTING.search(f"\n{text}"):
        yield Refusal("lists or quotations are nested too deeply here", NESTED, deep.group().strip()[:40])
    if "`" * 13 in text:
        yield Refusal("more than twelve backticks stand in a row", "one before and one after is enough: `like this`", "`" * 13)
    if text.count("<") > MOST_OPEN and (count := len(UNCLOSED_TAG.findall(text))) > MOST_OPEN:
        yield Refusal(f"{count:,} tags are opened with `<` and never closed", "close each with `>`, or write `&lt;` for a plain one", "<")
    if text.count("<") > MOST_FORMATTING and (count := _most_formatting(text)) > MOST_FORMATTING:
        yield Refusal(f"{count} tags such as `<b>` are open at once, more than {MOST_FORMATTING}", "close each, as in `<b>bold</b>`", "<")


def _in_blocks(text: str) -> Iterator[Refusal]:
    if len(text) <= LONGEST_BLOCK and text.count("[") <= MOST_OPEN and text.count("|") <= MOST_COLUMNS:
        return
    cells = 0
    for block in text.split("\n\n"):
        start = block.strip().partition("\n")[0][:40]
        if len(block) > LONGEST_BLOCK:
            hint = "leave a blank line where a new thought begins"
            yield Refusal(f"this paragraph has {len(block):,} characters, more than {LONGEST_BLOCK:,}", hint, start)
        if (count := _most_open(block, "[]")) > MOST_OPEN:
            hint = "close each `[` with `]`, or write `\\[` for a plain one"
            yield Refusal(f"this paragraph has {count} brackets open at once, more than {MOST_OPEN}", hint, start)
        if block.count("](") > MOST_OPEN and (count := _most_open(block, "()")) > MOST_OPEN:
            yield Refusal(f"this paragraph has {count} parentheses open at once, more than {MOST_OPEN}", "close the `(` of each link with `)`", start)
        if "|" in block:
            columns = max(map(_pipes, block.split("\n"))) + 1
            cells += columns * (block.count("\n") + 1)
            if columns > MOST_COLUMNS or cells > MOST_CELLS:
                hint = f"a story can have {MOST_CELLS:,} cells, and a row {MOST_COLUMNS}"
                yield Refusal(f"the tables down to this one have {cells:,} cells, {columns} in a row", hint, start)


def _most_formatting(text: str) -> int:
    """How many tags that format words are open at once where most are."""
    now: Counter[str] = Counter()
    most = 0
    for tag in FORMATTING.finditer(text):
        name = tag[2].lower()
        now[name] = max(0, now[name] - 1) if tag[1] else now[name] + 1
        most = max(most, now.total())
    return most


def _pipes(line: str) -> int:
    return line.count("|")


def _most_open(block: str, pair: str) -> int:
    """How many brackets are open at once where most are; one that nothing closes stays open to the end."""
    now = most = 0
    for sign in block:
        if sign == pair[0]:
            now += 1
            most = max(most, now)
        elif sign == pair[1] and now:
            now -= 1
    return most


# --- quotation marks, dashes and dots --------------------------------------------------------------------------------
# Straight quotation marks, `--`, `---` and `...` → the printer's, in the way of each language.


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


# --- Markdown to HTML ------------------------------------------------------------------------------------------------
# Markdown → HTML that is not sanitised yet.
#
# A story pays only for the syntax that it uses: `features` looks for each syntax's signs, and `convert` takes a converter
# that has just those parts of Python-Markdown.

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BLANK_LINE = re.compile(r"\n +(?=\n)")
REFERENCE = re.compile(r"\[(?!\^)[^\[\]]*\]:")
NUMBERED = re.compile(r"\.(?<=\d\.) ")
BULLET = re.compile(r"[*+-] ")
RULES = ("-\n", "=\n", "_\n", "*\n", " \n")
SYNTAX = re.compile(r"[\\`\[<&*_]")
TAB = 4
BLOCKS = frozenset("blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul".split())  # noqa: SIM905 (reads better)

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "code span": (("inlinePatterns", "backtick"),),
    "backslash": (("inlinePatterns", "escape"), ("treeprocessors", "unescape")),
    "link": (("inlinePatterns", "link"),),
    "picture": (("inlinePatterns", "image_link"),),
    "reference": (
        *(("inlinePatterns", name) for name in ("reference", "image_reference", "short_reference", "short_image_ref")),
        ("parser.blockprocessors", "reference"),
    ),
    "tag": (("preprocessors", "html_block"), *(("inlinePatterns", name) for name in ("autolink", "automail", "html"))),
    "entity": (("inlinePatterns", "entity"),),
    "tag or entity": (("postprocessors", "raw_html"),),
    "line break": (("inlinePatterns", "linebreak"),),
    "emphasis": (("inlinePatterns", "em_strong"),),
    "indent": (("parser.blockprocessors", "indent"), ("parser.blockprocessors", "code")),
    "heading": (("parser.blockprocessors", "hashheader"),),
    "rule": (("parser.blockprocessors", "setextheader"), ("parser.blockprocessors", "hr")),
    "numbered": (("parser.blockprocessors", "olist"),),
    "bullet": (("parser.blockprocessors", "ulist"),),
    "quotation": (("parser.blockprocessors", "quote"),),
}
"""The parts of Python-Markdown that a story without that syntax does without, each by its registry and name."""

EVERYTHING = frozenset({*PARTS, "table", "footnote", "attributes", "box", "typography"})

SIGNED = (("table", "|", 75), ("hashheader", "#", 70), ("setextheader", "\n", 60), ("quote", ">", 20), ("reference", "]:", 15))
"""Block processors that search a whole block: their names, a sign without which they find nothing, their priorities."""

BACK_TO_TEXT = {
    "en": "Back to note {} in the text",
    "cs": "Zpět k poznámce {} v textu",
    "da": "Tilbage til note {} i teksten",
    "de": "Zurück zu Anmerkung {} im Text",
    "es": "Volver a la nota {} en el texto",
    "fi": "Takaisin viitteeseen {} tekstissä",
    "fr": "Retour à la note {} dans le texte",
    "it": "Torna alla nota {} nel testo",
    "nb": "Tilbake til note {} i teksten",
    "nl": "Terug naar noot {} in de tekst",
    "pl": "Powrót do przypisu {} w tekście",
    "pt": "Voltar à nota {} no texto",
    "sv": "Tillbaka till not {} i texten",
}
"""What the link from a footnote back into the text is called; English where the language is not among these."""

MOST_KEPT = 200
_idle: dict[tuple[frozenset[str], str], list[markdown.Markdown]] = {}  # making a converter costs as much as converting a story


def regular(text: str) -> str:
    """The text without control characters, tabs, and blanks in empty lines, and with an empty line at its end."""
    text = CONTROLS.sub("", text).expandtabs(TAB) + "\n\n"
    return BLANK_LINE.sub("\n", text) if "\n " in text else text


def features(text: str) -> frozenset[str]:
    """The syntax that a regular text may use: never less than it does use, sometimes more."""
    tag, entity, colon = "<" in text, "&" in text, "]:" in text
    signs = {
        "code span": "`" in text,
        "backslash": "\\" in text,
        "link": "](" in text,
        "picture": "![" in text and "](" in text,
        "reference": colon and bool(REFERENCE.search(text)),
        "tag": tag,
        "entity": entity,
        "tag or entity": tag or entity,
        "line break": tag or "  \n" in text,
        "emphasis": "*" in text or "_" in text,
        "indent": "    " in text,
        "heading": "#" in text,
        "rule": any(end in text for end in RULES),
        "numbered": bool(NUMBERED.search(text)),
        "bullet": bool(BULLET.search(text)),
        "quotation": ">" in text,
        "table": "|" in text,
        "footnote": colon and "[^" in text,
        "attributes": "{" in text and "}" in text,
        "box": "!!!" in text,
        "typography": typed(text),
    }
    return frozenset(name for name, found in signs.items() if found)


def convert(text: str, wanted: frozenset[str], language: str) -> str:
    """A regular text as HTML, made with the parts for the `wanted` features. Raises RecursionError for deep nesting.

    A converter holds state while it works: it is taken away for that time, so that no two threads share one, and it is
    not put back if it raised.
    """
    if len(_idle) > MOST_KEPT:
        _idle.clear()
    idle = _idle.setdefault((wanted, language), [])
    try:
        converter = idle.pop()
    except IndexError:
        converter = make_converter(wanted, language)
    html = converter.reset().convert(text)
    idle.append(converter)
    return html


def make_converter(wanted: frozenset[str], language: str) -> markdown.Markdown:
    """Python-Markdown with the parts for the wanted features and no others."""
    back = BACK_TO_TEXT.get(language.lower().partition("-")[0], BACK_TO_TEXT["en"])
    extensions = {
        "table": TableExtension(use_align_attribute=True),
        "footnote": FootnoteExtension(BACKLINK_TITLE=back),
        "attributes": AttrListExtension(),
        "box": AdmonitionExtension(),
    }
    chosen = [extension for name, extension in extensions.items() if name in wanted]
    converter = markdown.Markdown(extensions=[*chosen, SaneListExtension()], output_format="html")
    converter.preprocessors.deregister("normalize_whitespace")  # `regular` did that
    for name in PARTS.keys() - wanted:
        for registry, part in PARTS[name]:
            attrgetter(registry)(converter).deregister(part)
    blocks = converter.parser.blockprocessors
    for part, sign, priority in SIGNED:
        if part in blocks:
            blocks.register(Signed(converter.parser, blocks[part], sign), part, priority)
    converter.treeprocessors.register(Settle(converter), "settle", 25)
    converter.treeprocessors.register(Layout(converter), "prettify", 10)
    if "typography" in wanted:
        converter.treeprocessors.register(Typeset(converter, marks_of(language)), "typeset", 6)
        converter.ESCAPED_CHARS.extend(['"', "'"])
    return converter


class Signed(BlockProcessor):
    """A block processor that is asked only about blocks in which its sign stands: asking costs far more than looking."""

    def __init__(self, parser: BlockParser, asked: BlockProcessor, sign: str) -> None:
        super().__init__(parser)
        self.asked = asked
        self.sign = sign

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is one of this kind."""
        return self.sign in block and self.asked.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Add the first of the blocks to the tree, or say that it was none of this kind."""
        return self.asked.run(parent, blocks)


class Settled(AtomicString):
    """Text without any inline syntax, which the inline patterns pass over."""


class Settle(Treeprocessor):
    """Tells the inline patterns which texts hold nothing for them."""

    def run(self, root: Element) -> None:
        """Mark the plain texts of the tree."""
        for element in root.iter():
            text = element.text
            if text and type(text) is str and not SYNTAX.search(text) and "  \n" not in text:
                element.text = Settled(text)


class Layout(Treeprocessor):
    """Puts a line end after each block and line break, and turns the alignment of table cells into a class."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            tag = element.tag
            if tag in BLOCKS:
                if not element.tail or element.tail.isspace():
                    element.tail = "\n"
                if align := element.attrib.pop("align", ""):
                    element.set("class", f"align-{align}")
                if tag == "pre" and len(element) and element[0].text:
                    element[0].text = AtomicString(element[0].text.rstrip() + "\n")
            elif tag == "br":
                element.tail = "\n" + (element.tail or "").lstrip("\n")


class Typeset(Treeprocessor):
    """Typesets the texts of a tree, except code, addresses and raw HTML."""

    def __init__(self, converter: markdown.Markdown, marks: Marks) -> None:
        super().__init__(converter)
        self.marks = marks

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and type(text) in (str, Settled) and typed(text):
                element.text = typeset(text, self.marks)
            if tail and tail != "\n" and typed(tail):
                # What follows a word in italics follows a word: the sign before it says so, and is taken away again.
                before = " " if element.tag == "br" or element.tag in BLOCKS else "\x04"
                element.tail = typeset(before + tail, self.marks)[1:]


# --- where links and pictures lead -----------------------------------------------------------------------------------
# Where a link or a picture leads: a record, a file beside the story, an address that stays, or what is wrong with it.


class Target(msgspec.Struct, frozen=True):
    """A hole, and what follows it in the address; or neither, for an address that stays; or what is wrong, and a hint."""

    hole: RecordLink | FileLink | None = None
    rest: str = ""
    what: str = ""
    hint: str = ""


WAYS = "write `https://…` for another site, `maker:leila` for a record, `report.pdf` for a file beside the story"
PICTURE_WAY = "put its file beside the story and write its name: `![what it shows](photo.jpg)`"
PUBLISHED = (".pdf",)
"""The endings of files beside a story that are published as they are: nothing that could run, or tell where a photo was taken."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
SITE = re.compile(r"//[^\s/?#\\@<>\"`{|}^]+(?:[/?#].*)?", re.DOTALL)
OTHER_SITE = re.compile(r"www\..*|[\w.-]+\.(?:com|org|net)(?:/.*)?", re.IGNORECASE)
RECORD = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(#[\w.:~%-]+)?")
FRAGMENT = re.compile(r"[\w.:~%=&,-]*")
FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def link_target(value: str) -> Target:
    """Judge a link's target as a browser would read it: without the signs that cannot be seen, whatever its case."""
    value = value.strip()
    plain = UNSEEN.sub("", value)
    scheme = SCHEME.fullmatch(plain)
    if not plain:
        return Target(what="this link leads nowhere", hint=WAYS)
    if plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"{shown(plain)} does not say how to reach that site", hint="write it in full, with `https://` in front")
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
        return _record_target(scheme[1], scheme[2], plain)
    if plain != value:
        return Target(what=f"{shown(plain)} has a sign in it that cannot be seen", hint="delete the address and type it anew")
    if scheme and scheme[1].lower().startswith("http") and not SITE.fullmatch(scheme[2]):
        return Target(what=f"{shown(plain)} is not a whole address", hint="write it as in `https://example.com/page`")
    return Target() if scheme or plain[0] in "#/" else _file_target(plain)


def picture_target(value: str) -> Target:
    """Judge where a picture comes from: a file beside the story, or a path on this site."""
    plain = UNSEEN.sub("", value.strip())
    if SCHEME.fullmatch(plain) or plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"{shown(plain)} is a picture from elsewhere, which a page cannot show", hint=PICTURE_WAY)
    if plain.startswith("/"):
        return link_target(value)
    try:
        return Target(FileLink(photo(file(unquote(value.strip())))))
    except Invalid as wrong:
        return Target(what=wrong.what, hint=wrong.hint) if plain else Target(what="this picture has no file", hint=PICTURE_WAY)


def slug_of(text: str) -> str:
    """A name for an address: small, without accents, with hyphens. Letters of other scripts stay as they are."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    whole = unicodedata.normalize("NFC", "".join(c for c in small if not "\u0300" <= c <= "\u036f"))
    return "-".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in whole).split())


def _record_target(kind: str, rest: str, written: str) -> Target:
    """Judge a target such as `maker:leila#tools`, or one with another word before its colon."""
    name, sharp, fragment = rest.partition("#")
    slug = slug_of(name)
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS).replace("`?", f":{slug}{sharp}{fragment}`?")
        what = f"{shown(written)} is not a record" if near else f"a link cannot begin with {shown(kind + ':')}"
        return Target(what=what, hint=near or WAYS)
    if record := RECORD.fullmatch(rest):
        return Target(RecordLink(kind, record[1], record[2] or ""))
    if RECORD.fullmatch(name):
        return Target(what=f"{shown(written)} has a `#` with nothing after it that could be found", hint=f"write `{kind}:{name}`")
    near = f"did you mean `{kind}:{slug}`?" if RECORD.fullmatch(slug) and slug != name else ""
    hint = near or f"write the name of its file or folder, as in `{kind}:rose-balm`"
    return Target(what=f"{shown(written)} cannot be a record: a name has small letters, digits and single hyphens", hint=hint)


def _file_target(value: str) -> Target:
    """Judge the name of a file beside the story."""
    name, sharp, fragment = value.partition("#")
    name = unquote(name)
    if "@" in value:
        return Target(what=f"{shown(value)} is not an address yet", hint=f"did you mean `mailto:{value}`?")
    if OTHER_SITE.fullmatch(name):
        return Target(what=f"{shown(value)} would be looked for on this site", hint=f"did you mean `https://{value}`?")
    if "." not in name.rpartition("/")[2].strip(".") or "?" in name:
        return Target(what=f"{shown(value)} is neither a record nor a file nor an address", hint=f"{WAYS}; a page is `page:about`")
    try:
        file(name)
    except Invalid as wrong:
        return Target(what=wrong.what, hint=wrong.hint)
    if not name.lower().endswith(PUBLISHED) or not FRAGMENT.fullmatch(fragment):
        return Target(what=f"{shown(value)} cannot be linked to", hint="save it as a PDF; a picture is shown with `![what it shows](photo.jpg)`")
    return Target(FileLink(name), sharp + fragment)


# --- the sanitiser ---------------------------------------------------------------------------------------------------
# HTML → HTML in one regular form that holds nothing but what is allowed, and what is said about the rest.
#
# What is allowed is decided by the sanitiser alone. In what it gives, each attribute is written ` name="value"`, and in
# texts and values each `<` and `>` is escaped, so that plain patterns can be trusted.

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "  # noqa: SIM905 (reads better)
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup "
    "table tbody td tfoot th thead time tr ul var wbr".split()
)
ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "details": {"open"},
}
PROGRAMS = frozenset({"script", "noscript", "template", "object", "embed", "applet"})
FORMS = frozenset({"form", "input", "button", "select", "option", "textarea", "label", "fieldset"})
FRAMES = frozenset({"iframe", "frame", "frameset", "video", "audio", "source", "picture", "canvas"})
DRAWINGS = frozenset({"svg", "math"})
LOOKS = frozenset({"style", "font", "center", "link"})
WITH_CONTENT = (PROGRAMS | FRAMES | DRAWINGS | {"style", "noembed", "noframes", "xmp", "textarea", "select", "title"}) - {"picture"}
"""Left out with all that stands in them. Of other tags that are not allowed, the text stays."""

EMPTY = "]()"
"""What is looked for in the story where a link or picture has no target."""

_LOST = re.compile(r"<a(?![^>]* href=)[^>]*>|<img(?![^>]* src=)[^>]*>")
_KEPT = re.compile(r'<(?:a|img) (?:[^>]* )?(?:href|src)="([^"]*)"')
_RAW_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
_RAW_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags=WITH_CONTENT,
    url_schemes={"http", "https", "mailto", "tel", *KINDS},
    link_rel=None,
)


def clean(html: str) -> str:
    """Sanitised HTML, well-formed, and the same for the same input."""
    return _CLEANER.clean(html)


def left_out(raw: str, cleaned: str, path: str) -> list[Diagnostic]:
    """What the sanitiser took away: a warning for each kind of thing, and an error for each link that lost its target.

    `raw` is the HTML before it was cleaned, which is looked through only if anything can be missing.
    """
    kept = {entities.unescape(value) for value in _KEPT.findall(cleaned)}
    lost: Counter[str] = Counter()
    found: dict[str, Diagnostic] = {}
    for tag in _RAW_TAG.finditer(_COMMENT.sub("", raw)):
        name = tag[1].lower()
        if name not in TAGS:
            what = f"{shown(f'<{name}>')} is left out: {_why_tag(name)}"
            found.setdefault(name, Diagnostic(Place(path, text=f"<{tag[1]}"), what, "to show the tag itself, write `&lt;` for its `<`", "warning"))
            continue
        for attribute in _RAW_ATTRIBUTE.finditer(tag[2]):
            key, value = attribute[1].lower(), entities.unescape((attribute[2] or "").strip("\"'"))
            if key not in ATTRIBUTES["*"] and key not in ATTRIBUTES.get(name, ()):
                what = f"{shown(key)} is left out: {_why_attribute(key)}"
                found.setdefault(f" {key}", Diagnostic(Place(path, text=attribute[1]), what, _instead(key), "warning"))
            elif key in ("href", "src") and value not in kept:
                target = picture_target(value) if name == "img" else link_target(value)
                what = target.what or f"{shown(value)} cannot be read as an address"
                place = Place(path, text=value.strip() or EMPTY, nth=lost[value])
                found[f"{value} {lost[value]}"] = Diagnostic(place, what, target.hint or WAYS)
                lost[value] += 1
    return list(found.values())


def may_miss(text: str, cleaned: str) -> bool:
    """Whether the sanitiser can have taken anything away, going by the Markdown and by what was left."""
    return "<" in text or "{" in text or bool(_LOST.search(cleaned))


def _why_tag(name: str) -> str:
    if name in PROGRAMS:
        return "a story holds text, not programs"
    if name in FORMS:
        return "a story has no forms"
    if name in FRAMES:
        return "a story shows nothing from another site; link to it instead"
    if name in DRAWINGS:
        return "save the drawing as a picture and put that beside the story"
    return "how a page looks is the theme's" if name in LOOKS else "it is no tag that a story can have"


def _why_attribute(name: str) -> str:
    if name.startswith("on"):
        return "a story holds text, not programs"
    return "how a page looks is the theme's" if name == "style" else "it does nothing in a story"


def _instead(name: str) -> str:
    return "give it a class that the theme knows, as in `{: .wide}`" if name == "style" else f"delete {shown(name)}"


# --- where it stands in the Markdown ---------------------------------------------------------------------------------
# Where a link's target, or any other piece of text, stands in a story's Markdown.

_CODE_SPAN = re.compile(r"(?<![\\`])(`++)(?:(?!\n\s*\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_TARGET = re.compile(
    r"""\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))|^[ ]{0,3}\[[^\]\n]*\]:[ ]*<?([^\s>]+)"""
    r"""|\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|<([a-z][a-z0-9+.-]*:[^<>\s]*)>""",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d+\.|\[\^[^\]]*\]:|!!!)")


def locate(body: str, text: str, nth: int) -> tuple[int, int]:
    """The line and the column, both from 1, of the nth occurrence (from 0) of a text in a story's Markdown.

    `text` is the target of a link or picture, or any other piece of the story. Where it is a target it is looked for as
    one, and in code only if it is nowhere else; past the last occurrence the last is meant. 1, 1 where there is none.
    """
    for source in (_without_code(body), body):
        found = []
        for match in _TARGET.finditer(source):
            group = match.lastindex or 0
            if group and entities.unescape(_ESCAPED.sub(r"\1", match[group])).strip() == text:
                found.append(match.start(group))
        if text and not found:
            found = [match.start() for match in re.finditer(re.escape(text), source, re.IGNORECASE)]
        if found:
            at = found[min(nth, len(found) - 1)]
            return body.count("\n", 0, at) + 1, at - body.rfind("\n", 0, at)
    return 1, 1


def _without_code(body: str) -> str:
    """The body with its code spans and code blocks blanked, every other sign at its place."""
    lines = _CODE_SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body).split("\n")
    after_blank, in_item = True, False
    for number, line in enumerate(body.split("\n")):
        blank, indented = not line.strip(), line.startswith(("    ", "\t"))
        if indented and after_blank and not in_item:
            lines[number] = " " * len(line)
        elif not blank and not indented:
            in_item = bool(_ITEM.match(line)) or (in_item and not after_blank)
            after_blank = False
        else:
            after_blank = blank or (indented and after_blank)
    return "\n".join(lines)


# --- the story -------------------------------------------------------------------------------------------------------

EXCERPT = 200
"""The length of an excerpt, in characters."""

_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'<[^>]* id="([^"]*)"')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')
_LINK_OR_PICTURE = re.compile(r"<(a|img)( [^>]*)>")
_PARAGRAPH = re.compile(r'<p(?! class="admonition-title")((?: [^>]*)?)>(.*?)</p>', re.DOTALL)
_PICTURE = re.compile(r'(<a [^>]*>\s*<img (?![^>]*src="/)[^>]*>\s*</a>|<img (?![^>]*src="/)[^>]*>)')
_OPENING = re.compile(r"<(?!br>|wbr>|/)")
_EDGES = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_FOOTNOTE_LINK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a [^>]*class="footnote-backref"[^>]*>[^<]*</a>')
_FOOTNOTES = '<div class="footnote">'
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


class ParsedStory(msgspec.Struct, frozen=True):
    """A story, and what the joins and the author need to know of it.

    `references` are the records that it leads to, and `files` the files beside it that it leads to or shows, each with
    its place. Places are given by text and never by line, so that they enter no key: `locate` finds the line.
    """

    story: Story
    references: tuple[tuple[Kind, str, Place], ...] = ()
    files: tuple[tuple[str, Place], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """A link or picture in sanitised HTML: which part of the HTML makes way for what, and where it leads."""

    start: int
    end: int
    pieces: tuple[str | RecordLink | FileLink | Figure, ...]
    target: Target
    place: Place
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_story(text: str, path: str, language: str) -> ParsedStory:
    """Make a story from Markdown.

    `text` is the body without its front matter, with LF line ends; `path` is the file that it stands in, for messages;
    `language` is a BCP 47 tag, which decides on the shape of quotation marks. Never raises: whatever is wrong with the
    text is among the diagnostics, and a text that would take too long comes back as an empty story with an error.
    """
    text = regular(text)
    if refused := refusal(text):
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path, text=refused.text), refused.what, refused.hint),))
    try:
        raw = convert(text, features(text), language)
    except RecursionError:
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path), "this story is nested too deeply", NESTED),))
    cleaned = clean(raw)
    html, headings = _with_anchors(cleaned)
    html = _lift_pictures(html)
    found = tuple(_links_and_pictures(html, path, language))
    holes = [(each.target.hole, each.place) for each in found]
    flow = _FOOTNOTE_LINK.sub("", html)
    return ParsedStory(
        Story(_segments(html, found), headings, _excerpt(flow), _words(flow)),
        tuple((hole.kind, hole.slug, place) for hole, place in holes if isinstance(hole, RecordLink)),
        tuple((hole.name, place) for hole, place in holes if isinstance(hole, FileLink)),
        (
            *(diagnostic for each in found for diagnostic in each.diagnostics),
            *(left_out(raw, cleaned, path) if may_miss(text, cleaned) else ()),
            *_same_ids(cleaned, path),
        ),
    )


# --- links and pictures --------------------------------------------------------------------------------------------------


def _segments(html: str, found: tuple[Found, ...]) -> tuple[str | RecordLink | FileLink | Figure, ...]:
    """The HTML, cut at each hole."""
    segments: list[str | RecordLink | FileLink | Figure] = []
    done = 0
    for each in found:
        if each.pieces or each.start < each.end:
            segments += [html[done : each.start], *each.pieces]
            done = each.end
    segments.append(html[done:])
    return tuple(segment for segment in segments if segment != "")


def _links_and_pictures(html: str, path: str, language: str) -> Iterator[Found]:
    """Each link and picture that has a target, in the order of the HTML."""
    seen: Counter[str] = Counter()
    for tag in _LINK_OR_PICTURE.finditer(html):
        picture = tag[1] == "img"
        attributes = {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(tag[2])}
        value = attributes.get("src" if picture else "href")
        if value is not None:
            place = Place(path, text=value.strip() or EMPTY, nth=seen[value])
            seen[value] += 1
            yield _picture(tag, attributes, place, language) if picture else _link(tag, value, place)


def _link(tag: re.Match[str], value: str, place: Place) -> Found:
    """A link: a hole takes the place of its address; a wrong address is taken out."""
    target = link_target(value)
    href = _HREF.search(tag.string, *tag.span())
    assert href  # its value was found
    if target.what:
        return Found(*href.span(), (), target, place, (Diagnostic(place, target.what, target.hint),))
    if target.hole is None:
        return Found(0, 0, (), target, place)
    return Found(*href.span(1), (target.hole, entities.escape(target.rest)), target, place)


def _picture(tag: re.Match[str], attributes: dict[str, str], place: Place, language: str) -> Found:
    """A picture: a figure takes its place; a wrong one is taken out."""
    target = picture_target(attributes["src"])
    if target.what:
        return Found(*tag.span(), (), target, place, (Diagnostic(place, target.what, target.hint),))
    alt, caption = attributes.get("alt", "").strip(), attributes.get("title", "")
    missing = Diagnostic(place, f"the picture {shown(place.text)} is not described", "say what it shows, for those who do not see it: `![what it shows](…)`")
    diagnostics = () if alt else (missing,)
    if not isinstance(target.hole, FileLink):
        return Found(0, 0, (), target, place, diagnostics)
    figure = Figure(target.hole.name, alt, typeset(caption, marks_of(language)) if typed(caption) else caption)
    return Found(*tag.span(), (figure,), target, place, diagnostics)


def _lift_pictures(html: str) -> str:
    """Take pictures out of the paragraphs they stand in, since no figure can be inside one; the text around stays."""
    return _PARAGRAPH.sub(_lifted, html) if "<img " in html else html


def _lifted(paragraph: re.Match[str]) -> str:
    texts, pictures = _PICTURE.split(paragraph[2])[::2], _PICTURE.findall(paragraph[2])
    if not pictures or any(len(_OPENING.findall(text)) != text.count("</") for text in texts):
        return paragraph[0]
    around = [_EDGES.sub("", text) for text in texts]
    pieces = [f"<p{paragraph[1]}>{around[0]}</p>" if around[0] else ""]
    for picture, text in zip(pictures, around[1:], strict=True):
        pieces += [picture, f"<p{paragraph[1]}>{text}</p>" if text else ""]
    return "\n".join(filter(None, pieces))


# --- headings ------------------------------------------------------------------------------------------------------------


def _with_anchors(html: str) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with headings from level 2 on, each with an id of its own, and these headings."""
    taken = set(_ids(html))
    headings: list[Heading] = []

    def anchored(heading: re.Match[str]) -> str:
        level, attributes, inner = max(int(heading[1]), 2), heading[2], heading[3]
        text = _plain(_FOOTNOTE_LINK.sub("", inner))
        anchor = entities.unescape(dict(_ATTRIBUTE.findall(attributes)).get("id", ""))
        if not anchor:
            anchor = _free(slug_of(text) or "section", taken)
            taken.add(anchor)
            attributes = f' id="{entities.escape(anchor)}"{_without_id(attributes)}'
        headings.append(Heading(level, text, anchor))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return (_HEADING.sub(anchored, html) if "<h" in html else html), tuple(headings)


def _without_id(attributes: str) -> str:
    return attributes.replace(' id=""', "")


def _ids(html: str) -> list[str]:
    """The ids that the author wrote."""
    return [entities.unescape(name) for name in _ID.findall(html) if name] if ' id="' in html else []


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first of `name-2`, `name-3`, … that is not taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _same_ids(html: str, path: str) -> Iterator[Diagnostic]:
    for name, count in Counter(_ids(html)).items():
        if count > 1:
            place = Place(path, text=f"#{name}", nth=count - 1)
            yield Diagnostic(place, f"{count} things in this story are called {shown(f'#{name}')}", "give each a name of its own")


# --- what lists and search engines show ----------------------------------------------------------------------------------


def _plain(html: str) -> str:
    """The text of sanitised HTML, in one line."""
    return " ".join(entities.unescape(_TAG.sub("", html)).split())


def _excerpt(html: str) -> str:
    """The text of the first paragraph, cut at a word."""
    paragraphs = (_plain(paragraph[2]) for paragraph in _PARAGRAPH.finditer(html.partition(_FOOTNOTES)[0]))
    text = next(filter(None, paragraphs), "")
    if len(text) <= EXCERPT:
        return text
    end = text.rfind(" ", EXCERPT // 2, EXCERPT + 1)
    return text[: end if end > 0 else EXCERPT].rstrip(" ,;:.–—-") + "…"


def _words(html: str) -> int:
    """How many words the text has; a sign of a script that puts no spaces between words counts as one."""
    text = _TAG.sub("", html)
    return len((_EAST_ASIAN.sub(" x ", text) if _EAST_ASIAN.search(text) else text).split())
