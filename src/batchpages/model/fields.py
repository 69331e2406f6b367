"""The kinds of record, and the scalars that fields are made of.

`Meta` drives reading and checking (`content.schema`), the error texts, the reference page in docs/ and the JSON Schema. Its
`extra` tells the reader of text how to convert a scalar: `format` names a converter in `content.scalars`, `record` the
kind of record that a slug must lead to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What a name in an address is made of, as a pattern."""
MAX_SLUG = 100
"""The most characters of a name in an address."""
PICTURES = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".avif": "AVIF",
    ".heic": "HEIF",
    ".heif": "HEIF",
}
"""The endings of pictures, and the format that each promises, by its name in Pillow."""
PUBLISHED_BESIDE = (".pdf",)
"""The endings of files beside a record that are published as they are, where a page leads to them: nothing that could run, or tell
where a photo was taken.
"""

Kind = Literal["batch", "product", "maker", "ingredient", "stockist", "page"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Status = Literal["upcoming", "available", "few-left", "sold-out", "recalled"]


class Noun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value whose fields are given by name; what is not given is not written either."""


class Money(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """An amount in a currency, as `38.00 EUR`."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}".strip()


class Menu(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Where a page stands in the menus, as `footer 2`."""

    where: Literal["header", "footer"]
    place: int = 0


Text = Annotated[str, Meta(max_length=2000)]
Line = Annotated[str, Meta(max_length=300)]
Country = Annotated[
    str, Meta(extra={"format": "country"}, description="The country, by its ISO 3166 code of two capital letters; pages show its name.", examples=["PT"])
]
Https = Annotated[str, Meta(extra={"format": "https"}, description="A whole web address, with https.", examples=["https://shop.example/rose"])]
Evidence = Annotated[
    str,
    Meta(extra={"format": "file-or-https"}, description="The proof: a PDF beside the story, or an https address.", examples=["https://lab.example/report.pdf"]),
]
MonthOrDay = Annotated[str, Meta(extra={"format": "month-or-day"}, description="A day, or only its month.", examples=["2027-10", "2027-10-31"])]
Percent = Annotated[Decimal, Meta(extra={"format": "percent"}, description="How much of the whole it is.", examples=["62 %"])]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="Degrees north as a decimal number; south of the equator with a minus.", examples=["37.02"])]
Longitude = Annotated[float, Meta(ge=-180, le=180, description="Degrees east as a decimal number; west of Greenwich with a minus.", examples=["-7.84"])]
Slug = Annotated[str, Meta(extra={"format": "slug"}, description="A name in an address: small letters, digits and single hyphens.", examples=["rose-balm"])]
Formerly = Annotated[tuple[Slug, ...], Meta(description="Earlier names of its file or folder; their addresses keep leading here.")]
Title = Annotated[str, Meta(min_length=1, max_length=120, description="What it is called.", examples=["Rain in May"])]
