"""Where a link that leads nowhere was written: in the story that its page shows, or in one of the templates that make the page."""

import re
from collections.abc import Iterator, Mapping, Set
from html import unescape

import msgspec

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.diagnostics import Diagnostic, Place, nearest, shown
from batchpages.engine.task import Digest, Output, Read
from batchpages.pages.items import anchor_prefix, record_link
from batchpages.pages.links import inside
from batchpages.pages.parts import SiteParts

_WRITTEN = re.compile(r"""\s(?:href|src|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def blame(output: Output, link: str, anchors: Set[str] | None, addresses: Addresses, read: Read) -> Diagnostic | None:
    """What to say of a `link` on a page, as the page's task was given it; none where it is put together and stands nowhere.

    `anchors` are those of the page that it leads to, where there is one, and only the link's own anchor is wrong.
    """
    what = _nowhere(output, link, anchors)
    roles: Mapping[str, Digest] = dict(zip(output.task.inputs.get("roles", ()), output.task.files, strict=False))
    address = output.task.inputs.get("address", addresses.base_path)
    has_pages = msgspec.json.decode(read(roles["site"]), type=SiteParts).has_pages if "site" in roles else frozenset(model.KINDS)
    for role, digest in roles.items():
        if role.endswith(".story") or role.startswith("story:"):
            story = msgspec.json.decode(read(digest), type=model.Story)
            prefix = anchor_prefix(role.removeprefix("story:")) if role.startswith("story:") else ""
            for written, target in _in_story(story, address, addresses, prefix):
                if target == link:
                    source = output.task.inputs.get("sources", {}).get(role, output.source)
                    return Diagnostic(
                        Place(source, text=written),
                        *_said(written, what, {each.removeprefix(prefix) for each in anchors} if anchors is not None else None, has_pages),
                    )
    templates = msgspec.json.decode(read(roles["templates"]), type=dict[str, str]) if "templates" in roles else {}
    for name, path in templates.items():
        for written in _in_html(read(roles[f"template:{name}"]).decode("utf-8", "replace")):
            if inside(written, address, addresses) == link:
                return Diagnostic(Place(path, text=written), what, _near(link, anchors) or "correct the address in the template")
    return None


def nobody(output: Output, link: str, anchors: Set[str] | None) -> Diagnostic:
    """What to say of a link that no story and no template holds as it is."""
    return Diagnostic(Place(output.source, text=link), _nowhere(output, link, anchors), "correct the address in the template that puts it together")


def _nowhere(output: Output, link: str, anchors: Set[str] | None) -> str:
    if anchors is not None:
        page, _, anchor = link.partition("#")
        return f"the page `/{output.path.removesuffix('index.html')}` links to `#{anchor}` on `{page}`, where nothing has this name"
    return f"the page `/{output.path.removesuffix('index.html')}` links to `{link}`, which leads nowhere"


def _near(link: str, anchors: Set[str] | None) -> str:
    """A hint with the anchor that was meant, where only that is wrong and one comes near; else an empty text."""
    if anchors is None:
        return ""
    near = nearest(link.partition("#")[2], anchors)
    return f"did you mean `#{near}`?" if near else ""


def _said(written: str, what: str, anchors: Set[str] | None, has_pages: Set[str]) -> tuple[str, str]:
    kind = written.partition(":")[0]
    if kind in model.KINDS and kind not in has_pages:
        return f"the theme makes no page of any {kind}, so that {shown(written)} leads nowhere", "take the link out, or use a theme that has such pages"
    if anchors is not None:
        return what, _near(written, anchors) or "write the heading in small letters with hyphens, such as `#her-tools`, or leave the `#` and all after it out"
    return what, "link to a record by its name, such as `[the maker](maker:leila)`, or correct the address"


def _in_story(story: model.Story, address: str, addresses: Addresses, prefix: str) -> Iterator[tuple[str, str]]:
    """Each link of a story as its author wrote it, and as the page has it. `prefix` goes in front of its own anchors."""
    for segment in story.segments:
        if isinstance(segment, model.RecordLink):
            yield f"{segment.kind}:{segment.slug}{segment.fragment}", record_link(segment, addresses)
        elif isinstance(segment, str):
            for written in _in_html(segment):
                yield written, inside(f"#{prefix}{written[1:]}" if written.startswith("#") else written, address, addresses)


def _in_html(html: str) -> Iterator[str]:
    return (unescape("".join(values)) for values in _WRITTEN.findall(html))
