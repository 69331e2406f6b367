"""Does every link lead somewhere? A join over results: each link and anchor against every address and anchor."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from urllib.parse import unquote

import msgspec

from batchpages.addresses import Addresses
from batchpages.diagnostics import Diagnostic
from batchpages.engine.store import Kept
from batchpages.engine.task import Output, Read
from batchpages.pages.links import links_of as links_in

LinksOf = Callable[[Kept], tuple[list[str], list[str]]]


def verify(
    results: Mapping[str, Kept],
    outputs: Mapping[str, Output],
    addresses: Addresses,
    fresh: Set[str],
    gone: Set[str],
    links_of: LinksOf,
    lost: Collection[str],
    read: Read,
) -> list[Diagnostic]:
    """Every link that leads nowhere, each once where it was written: a template writes its links on many pages.

    `fresh` are the outputs that are not published as they are now: all of their links are looked at. Of the others only
    links to what is `gone` can have broken, and links to anchors. `lost` are outputs that mistakes took away;
    a link to them is no second mistake. `links_of` fetches a result's links and anchors. `read` gives stories and templates.
    """
    nothing = _to_nothing(results, outputs, addresses, fresh, gone, links_of, lost, read)
    dead = [*((path, link, None) for path, link in nothing), *_to_no_anchor(results, outputs, addresses, links_of)]
    if not dead:
        return []
    from batchpages.pages.blame import blame, nobody  # noqa: PLC0415 -- it parses, and most builds have nobody to blame

    told: dict[object, Diagnostic] = {}
    for path, link, anchors in dead:
        mistake = blame(outputs[path], link, anchors, addresses, read)
        told.setdefault(mistake.place if mistake else link, mistake or nobody(outputs[path], link, anchors))
    return list(told.values())


def _to_nothing(
    results: Mapping[str, Kept],
    outputs: Mapping[str, Output],
    addresses: Addresses,
    fresh: Set[str],
    gone: Set[str],
    links_of: LinksOf,
    lost: Collection[str],
    read: Read,
) -> Iterator[tuple[str, str]]:
    there = {*outputs, *lost}
    for path, output in outputs.items():
        if path in results and (gone or path in fresh) and output.name == "page":
            for link in _links_from(path, output, results[path], addresses, links_of, read):
                target = addresses.output(link)
                if _outside(link, addresses) or (target not in there and (path in fresh or target in gone)):
                    yield path, link


_RELATIVE = re.compile(rb"""\s(?:href|src|srcset|poster)\s*=\s*["']?(?![\s"'/#]|[A-Za-z][A-Za-z0-9+.-]*:)""")


def _links_from(path: str, output: Output, kept: Kept, addresses: Addresses, links_of: LinksOf, read: Read) -> Iterable[str]:
    """A page's links. One that stands a second time, at an address of labels, is looked at again from there if any of them is relative."""
    own = output.task.inputs.get("address")
    if own is None or addresses.output(own) == path or not _RELATIVE.search(html := read(kept.files["page"].digest)):
        return links_of(kept)[0]
    return links_in(html.decode(), addresses.base_path + path.removesuffix("index.html"), addresses)[0]


def _to_no_anchor(results: Mapping[str, Kept], outputs: Mapping[str, Output], addresses: Addresses, links_of: LinksOf) -> Iterator[tuple[str, str, Set[str]]]:
    """Each link whose page is there and has no such anchor: the output, the link, and the anchors that its target has."""
    anchors: dict[str, Set[str]] = {}
    for path, output in outputs.items():
        kept = results.get(path)
        for link in msgspec.msgpack.decode(kept.entry) if kept and kept.entry and output.name == "page" else ():
            target, fragment = addresses.output(link), unquote(link.partition("#")[2])
            if fragment and fragment != "top" and target in results and outputs[target].name == "page":
                if target not in anchors:
                    anchors[target] = set(links_of(results[target])[1])
                if fragment not in anchors[target]:
                    yield path, link, anchors[target]


def _outside(link: str, addresses: Addresses) -> bool:
    """Whether a link stays on this host but leaves the site's own folder, where we cannot vouch for anything."""
    return not f"{link.partition('#')[0]}/".startswith(addresses.base_path)
