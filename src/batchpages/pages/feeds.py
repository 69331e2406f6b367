"""Files for machines: the Atom feed, sitemaps, robots.txt, and the headers that hosts send."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from batchpages import model
from batchpages.addresses import IMAGES
from batchpages.engine.task import Read, Result
from batchpages.pages.parts import Parts
from batchpages.pages.policy import SECURITY_HEADERS

IN_FEED = 20
SITEMAP_LIMIT = 50_000
"""How many addresses one sitemap may hold (sitemaps.org)."""


def atom(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: the Atom feed of the newest batches (RFC 4287). Its dates are those of the records, and never in the future of a batch
    that is still to come: such a batch, like one without a date, is in the feed once it has been released.
    """
    parts = Parts(inputs, read)
    absolute, own = parts.addresses.absolute, parts.addresses.absolute(parts.addresses.named("feed"))
    entries = [parts.get(role, model.BatchCard) for role in parts.roles("card:")]
    updated = max((card.date.isoformat() for card in entries if card.date), default="1970-01-01")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(parts.site.language)}">',
        f"<title>{escape(parts.site.name)}</title>",
        f"<subtitle>{escape(parts.site.tagline)}</subtitle>" if parts.site.tagline else "",
        f"<id>{escape(parts.addresses.root)}</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(parts.addresses.root)}"/>',
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{escape(parts.site.name)}</name></author>",
    ]
    for card in entries:
        address = absolute(parts.addresses.record("batch", card.slug))
        product = parts.find(f"product:{card.product}", model.ProductCard)
        maker = parts.find(f"maker:{card.maker}", model.MakerCard)
        lines += [
            "<entry>",
            f"<title>{escape(f'{product.title}: {card.title}' if product else card.title)}</title>",
            f"<id>{escape(address)}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(address)}"/>',
            f"<updated>{card.date.isoformat() if card.date else '1970-01-01'}T00:00:00Z</updated>",
            f"<author><name>{escape(maker.title)}</name></author>" if maker else "",
            f"<summary>{escape(card.summary)}</summary>",
            "</entry>",
        ]
    return Result({"feed": ("\n".join(filter(None, lines)) + "\n</feed>\n").encode()})


def sitemap(inputs: Mapping[str, Any], _: Read) -> Result:
    """Task: a sitemap of `pages`, each a whole address and the day it last changed, if that is known."""
    urls = "\n".join(f"<url><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for address, day in inputs["pages"])
    return _sitemap_file("urlset", urls)


def sitemap_index(inputs: Mapping[str, Any], _: Read) -> Result:
    """Task: the list of sitemaps, where one does not hold all addresses."""
    return _sitemap_file("sitemapindex", "\n".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in inputs["sitemaps"]))


def _sitemap_file(element: str, body: str) -> Result:
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</{element}>\n'
    return Result({"sitemap": text.encode()})


def robots(inputs: Mapping[str, Any], _: Read) -> Result:
    """Task: robots.txt (RFC 9309), which names the sitemap."""
    return Result({"robots": f"User-agent: *\nAllow: /\n\nSitemap: {inputs['sitemap']}\n".encode()})


def headers(inputs: Mapping[str, Any], _: Read) -> Result:
    """Task: `_headers`, which Netlify and Cloudflare Pages obey: security for all, and no second request for what never changes."""
    base = inputs["base_path"]
    blocks: Sequence[tuple[str, Sequence[str]]] = (
        (f"{base}*", SECURITY_HEADERS),
        *((f"{base}{folder}*", ("Cache-Control: public, max-age=31536000, immutable",)) for folder in ("assets/", IMAGES)),
        (f"{base}*/batch.json", ("Access-Control-Allow-Origin: *",)),
    )
    return Result({"headers": "".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in blocks).encode()})


def copy(inputs: Mapping[str, Any], read: Read) -> Result:
    """Task: a file as it is."""
    return Result({"file": read(bytes.fromhex(inputs["files"][0]))})
