"""Sanitised HTML, read with plain patterns: its form is regular, so that they can be trusted."""

import html as entities
import re

PARAGRAPH = re.compile(r'<p(?! class="admonition-title")((?: [^>]*)?)>(.*?)</p>', re.DOTALL)
"""A paragraph that is no title of a box: its attributes, and the HTML in it."""

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_FOOTNOTE_LINK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a [^>]*class="footnote-backref"[^>]*>[^<]*</a>')


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag, or of the part of it after its name."""
    return {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def without_footnote_links(html: str) -> str:
    """The HTML without the numbers that lead to footnotes, and without the links that lead back."""
    return _FOOTNOTE_LINK.sub("", html)


def without_tags(html: str) -> str:
    """The HTML without its tags; entities and line ends stay as they are."""
    return _TAG.sub("", html)


def plain(html: str) -> str:
    """The text of the HTML, in one line."""
    return " ".join(entities.unescape(without_tags(html)).split())
