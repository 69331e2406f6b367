"""What lists and search engines show of a story: its excerpt, and how many words it has."""

import re

from batchpages.content.story.cleaned import PARAGRAPH, plain, without_tags

EXCERPT = 200
"""The length of an excerpt, in characters."""

_SENTENCE = re.compile(r"""(?<=[^\W\d_]{2})[.!?…]["”’»“)]*(?= )|[。！？]""")
"""The end of a sentence: a dot after two letters is not that of an initial or a number."""

_FOOTNOTES = '<div class="footnote">'
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def excerpt(html: str) -> str:
    """The text of the first paragraph; a long one is cut after a sentence, else at a word."""
    paragraphs = (plain(paragraph[2]) for paragraph in PARAGRAPH.finditer(html.partition(_FOOTNOTES)[0]))
    text = next(filter(None, paragraphs), "")
    if len(text) <= EXCERPT:
        return text
    sentences = [found.end() for found in _SENTENCE.finditer(text, EXCERPT // 3, EXCERPT + 1)]
    if sentences:
        return text[: sentences[-1]]
    end = text.rfind(" ", EXCERPT // 2, EXCERPT + 1)
    return text[: end if end > 0 else EXCERPT].rstrip(" ,;:.–—-") + "…"


def words(html: str) -> int:
    """How many words the text has; a sign of a script that puts no spaces between words counts as one."""
    text = without_tags(html)
    return len((_EAST_ASIAN.sub(" x ", text) if _EAST_ASIAN.search(text) else text).split())
