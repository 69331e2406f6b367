"""Markdown to a `Story`: sanitised HTML with typed holes. The only home of `markdown` and `nh3`.

The order is what makes it safe and fast. A flood that Python-Markdown would take minutes for is refused by counting.
The story then pays only for the syntax that it uses: `features` looks for each syntax's signs, and a converter with
just those parts makes HTML. The sanitiser rewrites that into one regular form, in which no tag, attribute or `<` is
left that is not allowed; only then are links, pictures and headings looked at, whether they came from Markdown or from
raw HTML. A hole is an item between pieces of text and never a mark inside the text, so that no author can forge one.
"""

import contextlib
import html as entities
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
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

from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.model import KINDS, Figure, FileLink, Heading, Kind, RecordLink, Story

Segment = str | RecordLink | FileLink | Figure


class ParsedStory(msgspec.Struct, frozen=True):
    """A story, and what the joins and the author need to know of it.

    `references` are the records that it links to and `files` the files beside it that it links to or shows, each with
    its place. Places are given by text, never by line: `locate` finds the line.
    """

    story: Story
    references: tuple[tuple[Kind, str, Place], ...] = ()
    files: tuple[tuple[str, Place], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_story(text: str, path: str, language: str) -> ParsedStory:
    """Make a story from Markdown.

    `text` is the body without its front matter, with LF line ends; `path` is the file that it stands in, for messages;
    `language` is a BCP 47 tag, which decides on the shape of quotation marks. Never raises: whatever is wrong with the
    text is among the diagnostics, and a text that would take too long comes back as an empty story with an error.
    """
    text = regular(text)
    if refused := refusal(text):
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path, text=refused[2]), *refused[:2]),))
    try:
        raw = convert(text, features(text), language)
    except RecursionError:
        return ParsedStory(Story(), diagnostics=(Diagnostic(Place(path), "this story is nested too deeply", NESTED),))
    clean = CLEANER.clean(raw)
    html, headings, found = with_anchors(clean, path)
    segments, references, files, judged = with_holes(lift_pictures(html), path, marks_for(language))
    if "<" in text or "{" in text or LOST.search(clean):
        found += left_out(raw, clean, path)
    flow = FOOTNOTE_LINK.sub("", html)
    story = Story(segments=segments, headings=headings, excerpt=excerpt(flow), words=count_words(flow))
    return ParsedStory(story, references, files, (*judged, *found))


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BLANK_LINE = re.compile(r"\n +(?=\n)")
TAB = 4


def regular(text: str) -> str:
    """The text without control characters, tabs and blanks in empty lines, and with an empty line at its end."""
    text = CONTROLS.sub("", text).expandtabs(TAB) + "\n\n"
    return BLANK_LINE.sub("\n", text) if "\n " in text else text


# --- refused: what would take too long ---------------------------------------------------------------------------------
# Python-Markdown needs quadratic time for several floods, and one call for each level of nesting. Each limit below was
# found by measuring, and keeps the worst text under about a second; no story that a person writes comes near them.

LONGEST = 256 * 1024
TOTALS = (
    ("\n", 10_000, "lines"),
    ("[^", 500, "footnote marks"),
    ("#", 2_000, "heading signs"),
    ("<", 2_000, "tags"),
    ("<!", 50, "comments"),
    ("<?", 50, "processing instructions"),
    ("!!!", 200, "boxes"),
)
SIGNS_IN_ALL = 20_000
BLOCK_LENGTH, DEPTH, COLUMNS, CELLS, RULES = 32_000, 20, 200, 10_000, 500
NESTED = "start again further left; twelve levels are the most"
NESTING = re.compile(
    r"\n(?: *(?:[-+*] +|\d+\. +|> *){13}(?![-*_ ]*\n)| {48,}(?:[-+*]|\d+\.|!!!|>)[ >])[^\n]*"
)
RULE_LINE = re.compile(r"[-=_*] *\n")
UNCLOSED_TAG = re.compile(r"<[^<>]*(?=<|\Z)")
SPLIT_IT = "leave a blank line where a new thought begins, or make two pages of it"


def refusal(text: str) -> tuple[str, str, str] | None:
    """Why a text is not converted, what to do about it and a piece of the text where it is; None where all is well."""
    if len(text) > LONGEST:
        return f"this story has {len(text):,} characters, more than {LONGEST:,}", "make several pages of it", text[:40].split("\n")[0]
    for sign, most, name in TOTALS:
        if (count := text.count(sign)) > most:
            return f"this story has {count:,} {name}, more than {most:,}", "make several pages of it", sign.strip()
    if len(text) > SIGNS_IN_ALL and (count := sum(map(text.count, "*_[]`<>&\\|{"))) > SIGNS_IN_ALL:
        return f"this story has {count:,} signs of Markdown, more than {SIGNS_IN_ALL:,}", "make several pages of it", ""
    if text.count("\n") > RULES and (count := len(RULE_LINE.findall(text))) > RULES:
        return f"this story has {count:,} lines and underlined headings, more than {RULES}", "make several pages of it", "---"
    if too_deep := NESTING.search(f"\n{text}"):
        return "lists and quotations are nested too deeply here", NESTED, too_deep.group()[:40].strip()
    if "`" * 13 in text:
        return "more than twelve backticks stand in a row", "one before and one after is enough: `like this`", "`" * 13
    if text.count("<") > DEPTH and (count := len(UNCLOSED_TAG.findall(text))) > DEPTH:
        return f"{count:,} tags are opened with `<` and never closed", "close each with `>`, or write `&lt;` for a plain one", "<"
    if len(text) > BLOCK_LENGTH or text.count("[") > DEPTH or text.count("|") > COLUMNS:
        return block_refusal(text)
    return None


def block_refusal(text: str) -> tuple[str, str, str] | None:
    """The same, for what is counted paragraph by paragraph."""
    cells = 0
    for block in text.split("\n\n"):
        start = block.strip()[:40].split("\n")[0]
        if len(block) > BLOCK_LENGTH:
            return f"this paragraph has {len(block):,} characters, more than {BLOCK_LENGTH:,}", SPLIT_IT, start
        if (depth := deepest(block, "[", "]")) > DEPTH:
            return f"this paragraph has {depth} opening brackets that are not closed, more than {DEPTH}", "close each `[` with `]`, or write `\\[` for a plain one", start
        if block.count("](") > DEPTH and (depth := deepest(block, "(", ")")) > DEPTH:
            return f"this paragraph has {depth} parentheses that are not closed, more than {DEPTH}", "close each link's `(` with `)`", start
        if "|" in block:
            lines = block.split("\n")
            columns = max(line.count("|") for line in lines) + 1
            cells += columns * len(lines)
            if columns > COLUMNS or cells > CELLS:
                return f"the tables up to here have {cells:,} cells, {columns} in a row", f"{CELLS:,} cells in a story and {COLUMNS} in a row are the most", start
    return None


def deepest(block: str, opening: str, closing: str) -> int:
    """How many brackets are open at once where most are; those that nothing closes count to the end."""
    depth = most = 0
    for sign in re.findall(rf"[\{opening}\{closing}]", block):
        depth = depth + 1 if sign == opening else max(depth - 1, 0)
        most = max(most, depth)
    return most


# --- Markdown to HTML --------------------------------------------------------------------------------------------------

RULE_ENDS = ("-\n", "=\n", "_\n", "*\n", " \n")
NUMBERED = re.compile(r"\.(?<=\d\.) ")
BULLET = re.compile(r"[*+-] ")
REFERENCE = re.compile(r"\[(?!\^)[^\[\]]*\]:")

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
"""The parts of Python-Markdown that a story without that syntax can do without, by registry and name."""

EVERYTHING = frozenset({*PARTS, "table", "footnote", "attributes", "box", "typography"})


def features(text: str) -> frozenset[str]:
    """The syntax that a regular text may use: never less than it does use, sometimes more."""
    tag, entity = "<" in text, "&" in text
    colon = "]:" in text
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
        "rule": text.rstrip(" \n").endswith(tuple("-=_*")) or any(end in text for end in RULE_ENDS),
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


class Idle(msgspec.Struct, frozen=True):
    """Converters that nobody is using, by their features and language. A converter holds state while it works."""

    kept: dict[tuple[frozenset[str], str], list[markdown.Markdown]] = {}


IDLE = Idle()
MOST_KEPT = 200


def convert(text: str, wanted: frozenset[str], language: str) -> str:
    """HTML, not sanitised yet, made with the parts for the `wanted` features. Raises RecursionError for deep nesting.

    A converter is taken out while it works, so that threads never share one, and is not put back if it raised.
    """
    if len(IDLE.kept) > MOST_KEPT:
        IDLE.kept.clear()
    idle = IDLE.kept.setdefault((wanted, language), [])
    try:
        converter = idle.pop()
    except IndexError:
        converter = make_converter(wanted, language)
    html: str = converter.reset().convert(text)
    idle.append(converter)
    return html


def make_converter(wanted: frozenset[str], language: str) -> markdown.Markdown:
    """Python-Markdown with the parts for the wanted features and no others."""
    extensions = {
        "table": TableExtension(use_align_attribute=True),
        "footnote": FootnoteExtension(BACKLINK_TITLE=words_for(language)),
        "attributes": AttrListExtension(),
        "box": AdmonitionExtension(),
    }
    chosen = [extension for name, extension in extensions.items() if name in wanted]
    converter = markdown.Markdown(extensions=[*chosen, SaneListExtension()], output_format="html")
    for name in PARTS.keys() - wanted:
        for registry, part in PARTS[name]:
            attrgetter(registry)(converter).deregister(part)
    blocks = converter.parser.blockprocessors
    for name, sign, priority in (("table", "|", 75), ("hashheader", "#", 70), ("setextheader", "\n", 60), ("quote", ">", 20), ("reference", "]:", 15)):
        if name in blocks:
            blocks.register(Signed(converter.parser, blocks[name], sign), name, priority)
    converter.preprocessors.deregister("normalize_whitespace")
    converter.treeprocessors.register(Settle(converter), "settle", 25)
    converter.treeprocessors.register(Layout(converter), "prettify", 10)
    if "typography" in wanted:
        converter.treeprocessors.register(Typeset(converter, marks_for(language)), "typeset", 6)
        converter.ESCAPED_CHARS.extend(['"', "'"])
    return converter


class Signed(BlockProcessor):
    """A block processor that is asked only about blocks in which its sign stands, which is far quicker than asking it."""

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


SYNTAX = re.compile(r"[\\`\[<&*_]")
BLOCKS = frozenset("blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul".split())


class Settle(Treeprocessor):
    """Tells the inline patterns which texts hold nothing for them."""

    def run(self, root: Element) -> None:
        """Mark every plain text of the tree."""
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


# --- quotation marks, dashes and dots ----------------------------------------------------------------------------------


class Marks(msgspec.Struct, frozen=True):
    """The quotation marks of a language: outer and inner, opening and closing."""

    outer: str
    outer_end: str
    inner: str
    inner_end: str


ENGLISH = Marks("“", "”", "‘", "’")
GERMAN = Marks("„", "“", "‚", "‘")
GUILLEMETS = Marks("«", "»", "“", "”")
NORDIC = Marks("”", "”", "’", "’")
MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "hr", "et", "lt", "bg", "is"), GERMAN),
    **dict.fromkeys(("es", "it", "el", "ca", "gl", "eu", "pt-pt"), GUILLEMETS),
    **dict.fromkeys(("ru", "uk", "be"), Marks("«", "»", "„", "“")),
    **dict.fromkeys(("sv", "fi"), NORDIC),
    **dict.fromkeys(("nb", "no", "nn"), Marks("«", "»", "‘", "’")),
    **dict.fromkeys(("de-ch", "fr-ch", "it-ch"), Marks("«", "»", "‹", "›")),
    **dict.fromkeys(("pl", "ro"), Marks("„", "”", "«", "»")),
    "fr": Marks("«\u202f", "\u202f»", "“", "”"),
    "hu": Marks("„", "”", "»", "«"),
}
"""The marks that Unicode's CLDR gives for each language; English and all others have “…” and ‘…’."""

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

WORD_BEFORE, MARK_STARTS = r"^ \t\r\n\[{(\-\x02\x03", r"(?<![\s\S]{})(?=[!-/:-@\[-`{{-~]\B)"
TYPOGRAPHY = re.compile(
    rf"""
    ["'.-](?:
      (?<=-)(?:(?P<em>(?<!--)--(?!-)) | (?P<en>(?<!--)-(?!-)))
    | (?<=\.)(?P<dots>(?<!\.\.)\.\.(?!\.))
    | (?<=')(?:
          (?P<apostrophe_opens>(?<=\w')"(?=\w))
        | (?P<inner_closes>{MARK_STARTS.format("'")})
        | (?P<inner_opens_outer>"(?=\w))
        | (?P<inner_closes_outer>(?<=[{WORD_BEFORE}]')")
        | (?P<apostrophe>(?<!\w')(?=\d\ds) | (?<=\w')(?=[^\W\d]))
        | (?P<inner_opens>(?<=[\s–—]')(?=\w))
        | (?P<inner_closes_too>(?<=[{WORD_BEFORE}]')(?!\s|s\b|\d) | (?=\s|s\b))
        | (?P<inner_opens_too>))
    | (?<=")(?:
          (?P<closes>{MARK_STARTS.format('"')})
        | (?P<opens_inner>'(?=\w))
        | (?P<closes_inner>(?<=[{WORD_BEFORE}]")')
        | (?P<opens>(?<=[\s–—]")(?=\w))
        | (?P<closes_too>(?<=[{WORD_BEFORE}']") | (?=\s))
        | (?P<opens_too>))
    )""",
    re.VERBOSE,
)
RULES_OF_MARKS = {
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
CHANGES = {"inner_opens": 1, "opens_inner": 1, "inner_opens_outer": 1, "inner_closes": -1, "inner_closes_outer": -1, "closes_inner": -1}
"""The rules of Python-Markdown's `smarty`, in its order, as one pass: a first sign, then what stands before and after it."""


def marks_for(language: str) -> Marks:
    """The quotation marks of a language, of its region where that has its own."""
    tag = language.lower()
    return MARKS.get(tag) or MARKS.get(tag.partition("-")[0], ENGLISH)


def words_for(language: str) -> str:
    """What the link back from a footnote is called; English where the language is not known."""
    return BACK_TO_TEXT.get(language.lower().partition("-")[0], BACK_TO_TEXT["en"])


def typed(text: str) -> bool:
    """Whether a text holds anything to typeset."""
    return '"' in text or "'" in text or "--" in text or "..." in text


def typeset(text: str, marks: Marks) -> str:
    """Turn straight quotation marks, `--`, `---` and `...` of a plain text into the printer's."""
    inner = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal inner
        rule = (match.lastgroup or "").removesuffix("_too")
        end = marks.inner_end if inner else "’"
        inner = max(0, inner + CHANGES.get(rule, 0))
        return RULES_OF_MARKS[rule].format(marks.outer, marks.outer_end, marks.inner, end)

    return TYPOGRAPHY.sub(mark, text)


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


# --- the sanitiser -----------------------------------------------------------------------------------------------------

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr ul "
    "var wbr".split()
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
FRAMES = frozenset({"iframe", "frame", "frameset", "video", "audio", "source", "picture", "canvas", "portal"})
DRAWINGS = frozenset({"svg", "math"})
WITH_CONTENT = frozenset(
    "script noscript template object applet iframe frameset noframes noembed style svg math select textarea title video audio canvas xmp".split()
)
"""Left out with all that stands in them; of other tags that are not allowed, the text stays."""

CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags=WITH_CONTENT,
    url_schemes={"http", "https", "mailto", "tel", *KINDS},
    link_rel=None,
)

LOST = re.compile(r"<a(?![^>]* href=)[^>]*>|<img(?![^>]* src=)[^>]*>")
RAW_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
RAW_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def left_out(raw: str, clean: str, path: str) -> list[Diagnostic]:
    """What the sanitiser took away, each thing once: a warning, or an error where that was the target of a link.

    Only tells the author: what is allowed is decided by the sanitiser alone.
    """
    found: dict[str, Diagnostic] = {}
    kept = set(TARGET_VALUE.findall(clean))
    for tag in RAW_TAG.finditer(COMMENT.sub("", raw)):
        name = tag.group(1).lower()
        if name not in TAGS:
            found.setdefault(name, Diagnostic(Place(path, text=f"<{tag.group(1)}"), f"`<{name}>` is left out: {reason(name)}", SHOW_IT, "warning"))
            continue
        for attribute in RAW_ATTRIBUTE.finditer(tag.group(2)):
            key, value = attribute.group(1).lower(), entities.unescape((attribute.group(2) or "").strip("\"'"))
            place = Place(path, text=attribute.group(1))
            if key not in ATTRIBUTES["*"] and key not in ATTRIBUTES.get(name, ()):
                found.setdefault(f" {key}", Diagnostic(place, f"`{key}` is left out: {attribute_reason(key)}", "", "warning"))
            elif key in ("href", "src") and entities.escape(value) not in kept and value not in map(entities.unescape, kept):
                target = picture_target(value) if name == "img" else link_target(value)
                what = target.what or f"`{shown(value)}` cannot be read as an address"
                found.setdefault(value, Diagnostic(Place(path, text=value or EMPTY_TARGET), what, target.hint or WAYS))
    return list(found.values())


SHOW_IT = "to show the tag itself, write `&lt;` for its `<`"


def reason(tag: str) -> str:
    """Why a tag is left out, in the words of an author."""
    if tag in PROGRAMS:
        return "a story holds text, not programs"
    if tag in FORMS:
        return "a story has no forms"
    if tag in FRAMES:
        return "a story shows nothing from another site; link to it instead"
    if tag in DRAWINGS:
        return "put the drawing beside the story as a picture"
    return "how things look is the theme's" if tag in ("style", "font", "center", "link") else "it is not a tag that a story can have"


def attribute_reason(name: str) -> str:
    """Why an attribute is left out."""
    if name.startswith("on"):
        return "a story holds text, not programs"
    return "how things look is the theme's; give the text a class instead" if name == "style" else "it does nothing in a story"


# --- where links and pictures lead -------------------------------------------------------------------------------------


class Target(msgspec.Struct, frozen=True):
    """Where a link or picture leads: a hole and what follows it, nothing for an address that stays, or what is wrong."""

    hole: RecordLink | FileLink | None = None
    rest: str = ""
    what: str = ""
    hint: str = ""


WAYS = "write `https://…` for another site, `maker:leila` for a record, `report.pdf` for a file beside the story"
EMPTY_TARGET = "]()"
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
SITE = re.compile(r"//[^\s/?#\\@<>\"`{|}^]+(?:[/?#].*)?", re.DOTALL)
RECORD = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(#[\w.:~%-]+)?")
FILE = re.compile(r"([^?#]*?[^?#/.][^?#/]*\.([a-z0-9]{1,8}))(#[\w.:~%=&,-]*)?", re.IGNORECASE)
PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "avif", "gif"})
UNPUBLISHED = frozenset("yaml yml md markdown html htm xhtml xht shtml xml xsl svg svgz js mjs css php".split())
BESIDE = "put the file into the story's folder and write only its name"


def link_target(value: str) -> Target:
    """Judge a link's target, as the browser would read it."""
    value = value.strip()
    plain = UNSEEN.sub("", value)
    scheme = SCHEME.fullmatch(plain)
    if not plain:
        return Target(what="this link leads nowhere", hint=WAYS)
    if plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"`{shown(plain)}` does not say how to reach that site", hint="write it in full, with https:// in front")
    if scheme and scheme.group(1).lower() not in ("http", "https", "mailto", "tel"):
        return record_target(scheme.group(1), scheme.group(2), plain)
    if plain != value:
        return Target(what=f"there is a sign in `{shown(plain)}` that cannot be seen", hint="delete the address and type it anew")
    if scheme and (scheme.group(1).lower() in ("mailto", "tel") or SITE.fullmatch(scheme.group(2))):
        return Target()
    if scheme:
        return Target(what=f"`{shown(plain)}` is not a whole address", hint="it goes `https://`, then the site: `https://example.com/page`")
    return Target() if plain[0] in "#/" else file_target(plain)


def record_target(kind: str, rest: str, written: str) -> Target:
    """Judge a target such as `maker:leila#tools`, or one that starts with anything else and a colon."""
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS).replace("`?", f":{slug_of(rest)}`?")
        what = f"`{shown(written)}` is not a record" if near else f"a link cannot start with `{kind}:`"
        return Target(what=what, hint=near or WAYS)
    if record := RECORD.fullmatch(rest):
        return Target(RecordLink(kind, record.group(1), record.group(2) or ""))
    name, _, fragment = rest.partition("#")
    near = f"did you mean `{kind}:{slug_of(name)}`?" if slug_of(name) and slug_of(name) != name else ""
    what = f"`{shown(written)}` cannot be the name of a record: " + ("there is nothing to find after its `#`" if "#" in rest and not near and not fragment else "small letters, digits and single hyphens")
    return Target(what=what, hint=near or f"write the name of its file or folder: `{kind}:rose-balm`")


def file_target(value: str) -> Target:
    """Judge the name of a file beside the story."""
    if "@" in value:
        return Target(what=f"`{shown(value)}` is not an address", hint=f"did you mean `mailto:{shown(value)}`?")
    name = FILE.fullmatch(value)
    if value.startswith("www.") or (name and name.group(2).lower() in ("com", "org", "net")) or re.match(r"[\w.-]+\.(?:com|org|net)/", value):
        return Target(what=f"`{shown(value)}` looks like another site", hint=f"did you mean `https://{shown(value)}`?")
    if not name:
        return Target(what=f"`{shown(value)}` is neither a record nor a file nor an address", hint=f"{WAYS}; `page:about` for a page")
    path = entities.unescape(unquoted(name.group(1)))
    if "\\" in path or ":" in path or UNSEEN.search(path) or any(part.startswith(".") or not part.strip() for part in path.split("/")):
        return Target(what=f"`{shown(value)}` is not beside the story", hint=BESIDE)
    if name.group(2).lower() in UNPUBLISHED:
        return Target(what=f"`{shown(value)}` is not a file for shoppers", hint="link to a PDF or a picture; a record is written `maker:leila`")
    return Target(FileLink(path), name.group(3) or "")


def picture_target(value: str) -> Target:
    """Judge where a picture comes from: a file beside the story, or a path on the same site."""
    plain = UNSEEN.sub("", value.strip())
    if SCHEME.fullmatch(plain) or plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"`{shown(plain)}` is a picture on another site", hint="put the picture's file beside the story and write its name: `![…](photo.jpg)`")
    target = link_target(value)
    if isinstance(target.hole, FileLink) and target.hole.name.rpartition(".")[2].lower() not in PICTURES:
        return Target(what=f"`{shown(plain)}` is not a picture that a page can show", hint="save it as .jpg or .png")
    if not plain or plain.startswith("#") or (target.what and "." not in plain):
        return Target(what="this picture has no file", hint="put it beside the story and write its name: `![what it shows](photo.jpg)`")
    return target


def shown(value: str) -> str:
    """An address as a message quotes it: in one line, and not too long."""
    line = " ".join(UNSEEN.sub(" ", value).replace("`", "'").split())
    return line if len(line) <= 60 else line[:59] + "…"


def unquoted(name: str) -> str:
    """A file's name without `%20` and the like; what is no UTF-8 stays."""
    from urllib.parse import unquote

    with contextlib.suppress(UnicodeDecodeError):
        return unquote(name, errors="strict")
    return name


# --- from sanitised HTML to segments -----------------------------------------------------------------------------------
# In sanitised HTML each attribute is written ` name="value"`, and within a tag `<`, `>` and `"` are always escaped.

ANY_TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
ID = re.compile(r'<[^>]* id="([^"]*)"')
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
HREF = re.compile(r' href="([^"]*)"')
TARGET_VALUE = re.compile(r'<(?:a|img)(?= )[^>]* (?:href|src)="([^"]*)"')
LINK_OR_PICTURE = re.compile(r"<(a|img)( [^>]*)>")
FOOTNOTE_LINK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a class="footnote-backref"[^>]*>[^<]*</a>')
PARAGRAPH = re.compile(r'<p(?! class="admonition-title")((?: [^>]*)?)>(.*?)</p>', re.DOTALL)
PICTURE = re.compile(r'(<a [^>]*>\s*<img (?![^>]*src="/)[^>]*>\s*</a>|<img (?![^>]*src="/)[^>]*>)')
FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def plain_text(html: str) -> str:
    """The text of sanitised HTML, in one line."""
    return " ".join(entities.unescape(ANY_TAG.sub("", html)).split())


def slug_of(text: str) -> str:
    """A name for an address: small, without accents, with hyphens. Letters of other scripts stay as they are."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    whole = unicodedata.normalize("NFC", "".join(c for c in small if not "\u0300" <= c <= "\u036f"))
    return "-".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in whole).split())


def with_anchors(html: str, path: str) -> tuple[str, tuple[Heading, ...], list[Diagnostic]]:
    """Give each heading a level from 2 and an id of its own; the new HTML, the headings and ids that stand twice."""
    written = Counter(entities.unescape(name) for name in ID.findall(html)) if ' id="' in html else Counter[str]()
    taken = set(written)
    headings: list[Heading] = []

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = max(int(match.group(1)), 2), match.group(2), match.group(3)
        text = plain_text(FOOTNOTE_LINK.sub("", inner))
        anchor = entities.unescape(dict(ATTRIBUTE.findall(attributes)).get("id", ""))
        if not anchor:
            anchor = free(slug_of(text) or "section", taken)
            attributes += f' id="{entities.escape(anchor)}"'
        taken.add(anchor)
        headings.append(Heading(level, text, anchor))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    html = HEADING.sub(anchored, html) if "<h" in html else html
    twice = [Diagnostic(Place(path, text=f"#{name}", nth=1), f"two things in this story are called `#{name}`", "give one of them another name") for name, n in written.items() if n > 1]
    return html, tuple(headings), twice


def free(name: str, taken: set[str]) -> str:
    """The name, or the first of `name-2`, `name-3`, … that is not taken."""
    number = 2
    found = name
    while found in taken:
        found = f"{name}-{number}"
        number += 1
    return found


def lift_pictures(html: str) -> str:
    """Take pictures out of the paragraphs they stand in, since a figure cannot be inside one; the text around is kept."""

    def lifted(match: re.Match[str]) -> str:
        pieces = PICTURE.split(match.group(2))
        if len(pieces) == 1 or any(len(re.findall(r"<(?!br|wbr|/)", text)) != text.count("</") for text in pieces[::2]):
            return match.group()
        texts = (re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", text) for text in pieces[::2])
        paragraphs = [f"<p{match.group(1)}>{text}</p>" if text else "" for text in texts]
        return "\n".join(filter(None, (piece for pair in zip(paragraphs, [*pieces[1::2], ""], strict=True) for piece in pair)))

    return PARAGRAPH.sub(lifted, html) if "<img " in html else html


def with_holes(
    html: str, path: str, marks: Marks
) -> tuple[tuple[Segment, ...], tuple[tuple[Kind, str, Place], ...], tuple[tuple[str, Place], ...], list[Diagnostic]]:
    """Cut HTML at each link to a record or file and at each picture: segments, references, files and mistakes."""
    segments: list[Segment] = []
    references: list[tuple[Kind, str, Place]] = []
    files: list[tuple[str, Place]] = []
    wrong: list[Diagnostic] = []
    seen: Counter[str] = Counter()
    done = 0
    for tag, place, attributes in targets(html, path, seen):
        picture = tag.group(1) == "img"
        value = attributes["src" if picture else "href"]
        target = picture_target(value) if picture else link_target(value)
        if target.what:
            wrong.append(Diagnostic(place, target.what, target.hint))
        elif picture and not attributes.get("alt", "").strip():
            wrong.append(Diagnostic(place, f"the picture `{shown(value)}` is not described", f"say what it shows, for those who do not see it: `![what it shows]({shown(value)})`"))
        if isinstance(target.hole, RecordLink):
            references.append((target.hole.kind, target.hole.slug, place))
        elif target.hole:
            files.append((target.hole.name, place))
        start, end, pieces = cut(tag, target, attributes, marks)
        if (start, end) != (0, 0):
            segments += [html[done:start], *pieces]
            done = end
    segments.append(html[done:])
    return tuple(s for s in segments if s != ""), tuple(references), tuple(files), wrong


def targets(html: str, path: str, seen: Counter[str]) -> Iterator[tuple[re.Match[str], Place, dict[str, str]]]:
    """Each link and picture that has a target, with its place and attributes."""
    for tag in LINK_OR_PICTURE.finditer(html):
        attributes = {name: entities.unescape(value) for name, value in ATTRIBUTE.findall(tag.group(2))}
        value = attributes.get("src" if tag.group(1) == "img" else "href")
        if value is not None:
            yield tag, Place(path, text=value.strip() or EMPTY_TARGET, nth=seen[value]), attributes
            seen[value] += 1


def cut(tag: re.Match[str], target: Target, attributes: dict[str, str], marks: Marks) -> tuple[int, int, list[Segment]]:
    """What takes the place of which part of the HTML; 0, 0 for a tag that stays. A wrong target is taken out."""
    if tag.group(1) == "img":
        if isinstance(target.hole, FileLink):
            return *tag.span(), [Figure(target.hole.name, attributes.get("alt", ""), typeset(attributes.get("title", ""), marks))]
        return (*tag.span(), []) if target.what else (0, 0, [])
    href = HREF.search(tag.string, *tag.span())
    if href is None or not (target.hole or target.what):
        return 0, 0, []
    if target.hole:
        return *href.span(1), [target.hole, entities.escape(target.rest)]
    return *href.span(), []


# --- what lists and search engines show --------------------------------------------------------------------------------

EXCERPT_LENGTH = 200
FOOTNOTES = '<div class="footnote">'
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def excerpt(html: str) -> str:
    """The text of the first paragraph, cut at a word to about 200 characters."""
    for paragraph in PARAGRAPH.finditer(html.partition(FOOTNOTES)[0]):
        text = plain_text(paragraph.group(2))
        if text:
            break
    else:
        return ""
    if len(text) <= EXCERPT_LENGTH:
        return text
    end = text.rfind(" ", EXCERPT_LENGTH // 2, EXCERPT_LENGTH + 1)
    return text[: end if end > 0 else EXCERPT_LENGTH].rstrip(" ,;:.–—-") + "…"


def count_words(html: str) -> int:
    """How many words the text has; a sign of a script without spaces counts as one."""
    text = ANY_TAG.sub("", html)
    return len((EAST_ASIAN.sub(" x ", text) if EAST_ASIAN.search(text) else text).split())


# --- where it stands ---------------------------------------------------------------------------------------------------

CODE_SPAN = re.compile(r"(?<![\\`])(`++)(?!`)[^`](?:(?!\n\s*\n).){0,2000}?(?<!`)\1(?!`)", re.DOTALL)
WRITTEN_TARGET = re.compile(
    r"""\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))|^[ ]{0,3}\[[^\]\n]*\]:[ ]*<?([^\s>]+)"""
    r"""|\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|<([a-z][a-z0-9+.-]*:[^<>\s]*)>""",
    re.MULTILINE | re.IGNORECASE,
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def locate(body: str, text: str, nth: int) -> tuple[int, int]:
    """The line and the column, both from 1, of the nth occurrence (from 0) of a text in a story's Markdown.

    `text` is the target of a link or picture, or any other piece of the text. Occurrences as a target come first, and
    those in code count only where there is no other; past the last one the last is meant. 1, 1 where there is none.
    """
    for source in (without_code(body), body):
        found = []
        for match in WRITTEN_TARGET.finditer(source):
            group = match.lastindex or 0
            if group and entities.unescape(ESCAPED.sub(r"\1", match.group(group))).strip() == text:
                found.append(match.start(group))
        found = found or [m.start() for m in re.finditer(re.escape(text), source, re.IGNORECASE)] if text else []
        if found:
            at = found[min(nth, len(found) - 1)]
            return body.count("\n", 0, at) + 1, at - body.rfind("\n", 0, at)
    return 1, 1


def without_code(body: str) -> str:
    """The body with its code spans and code blocks blanked, every other sign at its place."""
    lines = CODE_SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), body).split("\n")
    blank, nested = True, False
    for number, line in enumerate(lines):
        indented = line.startswith(("    ", "\t"))
        if line.strip() and not indented:
            nested = bool(re.match(r" {0,3}(?:[-+*]|\d+\.|\[\^[^\]]*\]:|!!!)", line)) or (nested and not blank)
        elif indented and blank and not nested:
            lines[number] = " " * len(line)
            continue
        blank = not line.strip()
    return "\n".join(lines)
