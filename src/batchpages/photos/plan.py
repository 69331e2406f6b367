"""Catalog + theme → the web sizes of all photographs that the storefront shows, as output path → task."""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping

from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog, Record
from batchpages.engine.task import Digest, Output, Task
from batchpages.model import KINDS, Kind, PhotoFacts, Role, Shot
from batchpages.theme.images import ENDINGS, ImageSet, Variant, cut, sets_for


def plan(
    catalog: Catalog,
    images: dict[str, ImageSet],
    has_pages: Collection[str],
    addresses: Addresses,
    facts: Mapping[Digest, PhotoFacts],
    *,
    avif: bool,
) -> Iterator[Output]:
    """Every variant of every photograph that a published record shows, each address once: one task a photograph.

    `has_pages` are the kinds of page that the theme makes, and `facts` what is known of photographs by the digest of that part of a record.
    """

    @functools.cache  # most photographs have one of a few sizes
    def variants(kind: Kind, roles: tuple[Role, ...], width: int, height: int, focus: str) -> tuple[Variant, ...]:
        return _variants([each for role in roles for each in sets_for(images, kind, role).values()], width, height, focus, avif=avif)

    planned: set[str] = set()
    for kind in KINDS:
        own_page = kind in has_pages
        for record in catalog.shown(kind):
            for shot in record.entry.shots:
                known = facts.get(record.parts.get(f"photo:{shot.file}", b""))
                roles = shot.roles if own_page else tuple(role for role in shot.roles if role == "card")  # what stands on other pages
                made = variants(kind, roles, known.width, known.height, shot.focus) if known else ()
                for output in _outputs(record, shot, known, made, addresses) if known else ():
                    if output.path not in planned:
                        planned.add(output.path)
                        yield output


def _variants(sets: Iterable[ImageSet], width: int, height: int, focus: str, *, avif: bool) -> tuple[Variant, ...]:
    """What a photograph of `width` × `height` px is made as for some sets, each once."""
    formats = (variants for each in sets for variants in cut(each, width, height, focus, avif=avif).formats)
    return tuple(dict.fromkeys(variant for variants in formats for variant in variants))


def _outputs(record: Record, shot: Shot, known: PhotoFacts, variants: Collection[Variant], addresses: Addresses) -> Iterator[Output]:
    path = f"{record.entry.path.rpartition('/')[0]}/{shot.file}"
    digest = bytes.fromhex(known.digest)
    at = {addresses.output(addresses.image(shot.file, each.mark(digest), each.width, ENDINGS[each.format])): each for each in variants}
    names = {output: output.rpartition("/")[2] for output in at}
    wanted = {names[output]: (each.width, each.height, each.format, each.quality, *each.box) for output, each in at.items()}
    task = Task("batchpages.photos.variants:make_variants", {"path": path, "variants": wanted}, (digest,))
    for output, name in names.items():
        yield Output(output, task, name, path)
