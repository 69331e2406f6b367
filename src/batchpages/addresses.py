"""The one place that makes an address or an output path, from kind, slug, digest and language.

An address is an absolute path under the path of `base_url`, percent-encoded; an output path is the file in `public/`
that a static host serves for it.
"""

import functools
import unicodedata
from urllib.parse import quote, unquote, urlsplit

import msgspec

from batchpages.model import FOLDERS, Kind

PAGES_AT = {"home": "", "batches": "batches/", "stockists": "stockists/", "recalls": "recalls/"}
FILES_AT = {"not_found": "404.html", "feed": "feed.xml", "sitemap": "sitemap.xml", "robots": "robots.txt", "headers": "_headers"}
IMAGES = "img/"
"""Where photographs stand, under the base."""
RESERVED_PAGE_SLUGS = frozenset({"b", "01", "img", "assets", "404", "feed", "sitemap", "robots", *(f for k, f in FOLDERS.items() if k != "page"), "recalls"})
"""Slugs that a free page cannot have, since an address of the site's own begins with them."""


@functools.lru_cache(maxsize=8)
def _base(base_url: str) -> tuple[str, str]:
    """The path of a base, and the base itself, each with a slash at its end."""
    parts = urlsplit(base_url)
    path = "/" + (parts.path.strip("/") + "/").lstrip("/")
    return path, f"{parts.scheme}://{parts.netloc}{path}"


class Addresses(msgspec.Struct, frozen=True):
    """Addresses under one base, such as `https://shop.example/shop/`, in one language.

    `language` is the tag that stands in front of every page's path; it is empty in the site's own language.
    """

    base_url: str
    language: str = ""

    @property
    def base_path(self) -> str:
        """The path of the base, with a slash at both ends."""
        return _base(self.base_url)[0]

    @property
    def root(self) -> str:
        """The base as a whole address, with a slash at its end."""
        return _base(self.base_url)[1]

    def _page(self, path: str) -> str:
        return self.base_path + (f"{self.language}/" if self.language else "") + path

    def named(self, name: str) -> str:
        """The address of a page or file there is one of: `home`, `batches`, `recalls`, `feed`, …"""
        return self._page(PAGES_AT[name]) if name in PAGES_AT else self.base_path + FILES_AT[name]

    def record(self, kind: Kind, slug: str) -> str:
        """The address that shows a record; a stockist stands on the page of all stockists."""
        if kind == "stockist":
            return self._page(f"stockists/#{slug}")
        return self._page(f"{slug}/" if kind == "page" else f"{FOLDERS[kind]}/{slug}/")

    def batch_data(self, slug: str) -> str:
        """The address of a batch's public data."""
        return self._page(f"batches/{slug}/batch.json")

    def short(self, code: str) -> str:
        """The short address of a batch, for printed codes."""
        return f"{self.base_path}B/{code}/"

    def digital_link(self, gtin: str, lot: str, serial: int = 0) -> str:
        """The path of a GS1 Digital Link (GS1 Digital Link Standard: URI Syntax): trade item, lot and, where it is not 0, serial number."""
        return f"{self.base_path}01/{gtin:0>14}/10/{lot}/" + (f"21/{serial}/" if serial else "")

    def batches(self, number: int) -> str:
        """The address of one page of all batches, counted from 1."""
        return self._page("batches/" if number == 1 else f"batches/page/{number}/")

    def sitemap(self, number: int) -> str:
        """The address of one part of a sitemap that has several, counted from 1."""
        return f"{self.base_path}sitemap-{number}.xml"

    def asset(self, name: str, digest: bytes) -> str:
        """The address of a theme's or a record's file, which changes whenever its bytes do."""
        stem, dot, ending = name.rpartition("/")[2].rpartition(".")
        return f"{self.base_path}assets/{quote(stem or ending)}-{digest.hex()[:12]}{dot if stem else ''}{quote(ending) if stem else ''}"

    def image(self, name: str, mark: bytes, width: int, ending: str) -> str:
        """The address of one web size, `width` px wide, of a photograph by its file's name; `mark` names its bytes."""
        stem = unicodedata.normalize("NFC", name.rpartition("/")[2].rpartition(".")[0]).lower()  # many systems take either case for one
        return f"{self.base_path}{IMAGES}{quote(stem, safe='')}-{mark.hex()[:12]}-{width}.{ending}"

    def static(self, path: str) -> str:
        """The address of a file that is copied as it is."""
        return self.base_path + quote(path)

    def absolute(self, address: str) -> str:
        """The whole address, for other sites and for machines. One that is whole already, or empty, stays as it is."""
        if not address.startswith("/"):
            return address
        return self.root + address.removeprefix(self.base_path)

    def output(self, address: str) -> str:
        """The file in the output folder that is served at an address."""
        path = address.partition("#")[0].removeprefix(self.base_path)
        if "%" in path:
            path = unquote(path)
        return f"{path}index.html" if not path or path.endswith("/") else path
