"""HTML → HTML in one regular form that holds nothing but what is allowed, and what is said about the rest.

What is allowed is decided by the sanitiser alone: the only home of `nh3`. In what it gives, each attribute is written
` name="value"`, and in texts and values each `<` and `>` is escaped, so that plain patterns can be trusted.
"""

import html as entities
import re
from collections import Counter

import nh3

from batchpages.content.story.targets import EMPTY, WAYS, link_target, picture_target
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.model import KINDS

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

_LOST = re.compile(r"<a(?![^>]* href=)[^>]*>|<img(?![^>]* src=)[^>]*>")
_KEPT = re.compile(r'<(?:a|img) (?:[^>]* )?(?:href|src)="([^"]*)"')
_RAW_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
_RAW_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""What a character reference can bring in, and neither a page nor the feed can hold (XML 1.0, 2.2)."""
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags=WITH_CONTENT,
    url_schemes={"http", "https", "mailto", "tel", *KINDS},
    link_rel=None,
)


def clean(html: str) -> str:
    """Sanitised HTML, well-formed, and the same for the same input; without what XML cannot hold, such as `&#1;`."""
    cleaned = _CLEANER.clean(html)
    return _NOT_IN_XML.sub("", cleaned) if _NOT_IN_XML.search(cleaned) else cleaned


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
            found.setdefault(name, Diagnostic(Place(path, text=f"<{tag[1]}"), what, "delete it; to show the tag itself, write `&lt;` for its `<`", "warning"))
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
