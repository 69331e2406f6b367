"""Catalog + theme → the web sizes of all photographs that the storefront shows, as output path → task."""

from collections.abc import Collection, Iterator, Mapping

from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog, Record
from batchpages.engine.task import Digest, Output, Task
from batchpages.model import KINDS, Kind, PhotoFacts, Shot
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
    planned: set[str] = set()
    for kind in KINDS:
        for record in catalog.shown(kind):
            for shot in record.entry.shots:
                known = facts.get(record.parts.get(f"photo:{shot.file}", b""))
                variants = _variants(shot, known, kind, images, own_page=kind in has_pages, avif=avif) if known else {}
                for output in _outputs(record, shot, known, variants, addresses) if known else ():
                    if output.path not in planned:
                        planned.add(output.path)
                        yield output


def _variants(shot: Shot, known: PhotoFacts, kind: Kind, images: dict[str, ImageSet], *, own_page: bool, avif: bool) -> dict[Variant, None]:
    """What a photograph is made as, each once. Where its record has no page of its own, only what stands on others."""
    sets = [each for role in shot.roles if own_page or role == "card" for each in sets_for(images, kind, role).values()]
    return {variant: None for each in sets for variants in cut(each, known.width, known.height, shot.focus, avif=avif).formats for variant in variants}


def _outputs(record: Record, shot: Shot, known: PhotoFacts, variants: Collection[Variant], addresses: Addresses) -> Iterator[Output]:
    path = f"{record.entry.path.rpartition('/')[0]}/{shot.file}"
    digest = bytes.fromhex(known.digest)
    at = {addresses.output(addresses.image(shot.file, each.mark(digest), each.width, ENDINGS[each.format])): each for each in variants}
    names = {output: output.rpartition("/")[2] for output in at}
    wanted = {names[output]: (each.width, each.height, each.format, each.quality, *each.box) for output, each in at.items()}
    task = Task("batchpages.photos.variants:make_variants", {"path": path, "variants": wanted}, (digest,))
    for output, name in names.items():
        yield Output(output, task, name, path)
