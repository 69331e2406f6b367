"""Does every link lead somewhere? A join over results: each link and anchor against every address and anchor."""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from urllib.parse import unquote

import msgspec

from batchpages.addresses import Addresses
from batchpages.diagnostics import Diagnostic, Place
from batchpages.engine.store import Kept
from batchpages.pages.plan import Output

LinksOf = Callable[[Kept], tuple[list[str], list[str]]]


def verify(
    results: Mapping[str, Kept], outputs: Mapping[str, Output], addresses: Addresses, fresh: Set[str], gone: Set[str], links_of: LinksOf, lost: Collection[str]
) -> Iterator[Diagnostic]:
    """Every link that leads nowhere.

    `fresh` are the outputs that are not published as they are now: all of their links are looked at. Of the others only
    links to what is `gone` can have broken, and links to anchors. `lost` are outputs that mistakes took away;
    a link to them is no second mistake. `links_of` fetches a result's links and anchors.
    """
    there = {*outputs, *lost}
    for path in results if gone else fresh:
        if path in results and outputs[path].name == "page":
            for link in links_of(results[path])[0]:
                target = addresses.output(link)
                if _outside(link, addresses) or (target not in there and (path in fresh or target in gone)):
                    yield _nowhere(link, outputs[path])
    anchors: dict[str, Set[str]] = {}
    for path, kept in results.items():
        for link in msgspec.msgpack.decode(kept.entry) if kept.entry and outputs[path].name == "page" else ():
            target, fragment = addresses.output(link), unquote(link.partition("#")[2])
            if fragment and fragment != "top" and target in results and target.endswith(".html"):
                if target not in anchors:
                    anchors[target] = set(links_of(results[target])[1])
                if fragment not in anchors[target]:
                    yield _nowhere(link, outputs[path])


def _outside(link: str, addresses: Addresses) -> bool:
    """Whether a link stays on this host but leaves the site's own folder, where we cannot vouch for anything."""
    return not f"{link.partition('#')[0]}/".startswith(addresses.base_path)


def _nowhere(link: str, output: Output) -> Diagnostic:
    what = f"the page `/{output.path.removesuffix('index.html')}` links to `{link}`, which leads nowhere"
    hint = "link to a record by its name, such as `[the maker](maker:leila)`, or correct the address"
    return Diagnostic(Place(output.source, text=link), what, hint)
