"""The parts that a page shows: named when it is planned, read when it is made."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from batchpages.addresses import Addresses
from batchpages.content.catalog import Record
from batchpages.engine.task import Digest, Read, Task
from batchpages.model import Kind, ResponsiblePerson
from batchpages.theme.images import ImageSet

T = TypeVar("T")

Shown = dict[str, Digest]
"""What a page shows: a name for each part, such as `batch.card` or `ingredient:carob`, and its digest."""


def shown(prefix: str, record: Record, *names: str) -> Shown:
    """Some parts of a record, each as `prefix.name`."""
    return {f"{prefix}.{name}": record.parts[name] for name in names}


def cards(records: Iterable[Record]) -> Shown:
    """The cards of some records, each under the record's own name, and what is known of the pictures on them."""
    records = tuple(records)
    return {record.entry.name: record.parts["card"] for record in records} | card_photos(records)


def photos(record: Record) -> Shown:
    """What is known of all pictures of a record, each as `photo:batch:rose/petals.jpg`."""
    return {photo_part(record.entry.name, shot.file): record.parts[part] for shot in record.entry.shots if (part := f"photo:{shot.file}") in record.parts}


def card_photos(records: Iterable[Record]) -> Shown:
    """What is known of the pictures on the cards of some records."""
    return {
        photo_part(record.entry.name, shot.file): record.parts[part]
        for record in records
        for shot in record.entry.shots
        if "card" in shot.roles and (part := f"photo:{shot.file}") in record.parts
    }


def photo_part(record: str, file: str) -> str:
    """The name under which a page is given what is known of a picture of a record."""
    return f"photo:{record}/{file}"


def task(function: str, inputs: Mapping[str, Any], parts: Shown) -> Task:
    """A task that is given these parts."""
    return Task(function, {**inputs, "roles": list(parts)}, tuple(parts.values()))


@functools.lru_cache(maxsize=2048)
def _decoded(data: bytes, type_: Any) -> Any:
    return msgspec.json.decode(data, type=type_)


class SiteParts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every page needs to know of the site: the settings that pages show, the theme's part, and who is in the menus."""

    name: str
    tagline: str
    base_url: str
    language: str
    currency: str
    email: str = ""
    phone: str = ""
    address: str = ""
    responsible_person: ResponsiblePerson | None = None
    social: tuple[tuple[str, str], ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    footer: tuple[tuple[str, str], ...] = ()
    products: tuple[tuple[str, str], ...] = ()
    has_pages: frozenset[str] = frozenset()
    assets: dict[str, str] = {}
    words: dict[str, str] = {}
    options: dict[str, str] = {}
    images: dict[str, ImageSet] = {}
    avif: bool = False


class Parts:
    """The inputs of a task that makes a page, and the parts it was given, decoded."""

    def __init__(self, inputs: Mapping[str, Any], read: Read) -> None:
        self.inputs = inputs
        self._digests: Shown = dict(zip(inputs["roles"], map(bytes.fromhex, inputs["files"]), strict=True))
        self._read = read
        self.site: SiteParts = self.get("site", SiteParts)
        self.addresses = Addresses(self.site.base_url)

    def get(self, role: str, type_: type[T]) -> T:
        """One part, decoded."""
        decoded: T = _decoded(self._read(self._digests[role]), type_)  # type: ignore[arg-type]  # a type is hashable
        return decoded

    def find(self, role: str, type_: type[T]) -> T | None:
        """One part, or none where the page was not given it."""
        return self.get(role, type_) if role in self._digests else None

    def digest(self, role: str) -> Digest:
        """The digest of one part."""
        return self._digests[role]

    def roles(self, prefix: str) -> list[str]:
        """The names of the parts that begin with `prefix`, in the order they were given."""
        return [role for role in self._digests if role.startswith(prefix)]

    def read(self, digest: Digest) -> bytes:
        """The bytes of a part."""
        return self._read(digest)

    def record_address(self, kind: Kind, slug: str) -> str:
        """The address of a record's page; empty where the theme makes no such pages."""
        return self.addresses.record(kind, slug) if kind in self.site.has_pages else ""
