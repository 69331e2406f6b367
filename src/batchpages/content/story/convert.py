"""Markdown → HTML that is not sanitised yet: the only home of `markdown`.

A story pays only for the syntax that it uses: its converter has just those parts of Python-Markdown.
"""

import re
from operator import attrgetter
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from batchpages.content.story.typography import Marks, marks_of, typed, typeset

SYNTAX = re.compile(r"[\\`\[<&*_]")
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
    """Puts a line end after each block and line break, turns the alignment of table cells into a class, and takes away empty
    heads of tables: Markdown asks for a head also where there is nothing to say in it.
    """

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            tag = element.tag
            if tag in BLOCKS:
                if not element.tail or element.tail.isspace():
                    element.tail = "\n"
                if align := element.attrib.pop("align", ""):
                    element.set("class", f"align-{align}")
                if tag == "table" and _is_empty(element[0]):
                    element.remove(element[0])
                if tag == "pre" and len(element) and element[0].text:
                    element[0].text = AtomicString(element[0].text.rstrip() + "\n")
            elif tag == "br":
                element.tail = "\n" + (element.tail or "").lstrip("\n")


def _is_empty(head: Element) -> bool:
    return head.tag == "thead" and not any(text.strip() for text in head.itertext())


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
