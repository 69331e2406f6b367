"""The small values that views are made of: texts that are HTML, dates, prices, links, places, photographs."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Html(str):
    """HTML already: sanitised, and printed as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The way in which template engines are told not to escape."""
        return self


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Plain data for a template. It has fields to print, and is no text itself, whatever a template makes texts with."""

    def __str__(self) -> str:
        raise TypeError("something with fields is no text")


class Day(View, frozen=True, kw_only=True):
    """A date, or only a month."""

    iso: Annotated[str, Meta(description="For `<time datetime>`: `2026-04-18` or `2026-04`.")]
    text: Annotated[str, Meta(description="In the site's language: `18 April 2026`.")]


class Price(View, frozen=True, kw_only=True):
    """An amount in a currency."""

    text: Annotated[str, Meta(description="In the site's language: `€38.00`.")]
    amount: Annotated[str, Meta(description="The bare figure: `38.00`.")]
    currency: Annotated[str, Meta(description="Its ISO 4217 code.")]


class Link(View, frozen=True, kw_only=True):
    """Words that lead somewhere."""

    title: Annotated[str, Meta(description="The words.")]
    address: Annotated[str, Meta(description="Where they lead; empty where the theme makes no such page.")]


class Place(View, frozen=True, kw_only=True):
    """Where something or somebody is."""

    text: Annotated[str, Meta(description="Place and country in one line; may be empty.")]
    place: Annotated[str, Meta(description="The town or region as the author wrote it.")]
    country: Annotated[str, Meta(description="The country's name in the site's language.")]
    country_code: Annotated[str, Meta(description="The country's ISO 3166 code, such as `PT`.")]
    latitude: Annotated[float | None, Meta(description="Degrees north.")] = None
    longitude: Annotated[float | None, Meta(description="Degrees east.")] = None
    coordinates: Annotated[str, Meta(description="As `42.62° N, 25.39° E`; empty where unknown.")] = ""


class ImageSource(View, frozen=True, kw_only=True):
    """A photograph in one format, for `<source>`."""

    type: Annotated[str, Meta(description="For `type`: `image/webp` or `image/avif`.")]
    srcset: Annotated[str, Meta(description="For `srcset`: the address and the width of each size.")]


class Image(View, frozen=True, kw_only=True):
    """A photograph in the web sizes of one of the theme's `images`."""

    address: Annotated[str, Meta(description="For `src`: the size that every browser can show.")]
    type: Annotated[str, Meta(description="What stands there: `image/jpeg`, or what the theme names last.")]
    srcset: Annotated[str, Meta(description="For `srcset` beside `src`; empty where there is one size only.")]
    sources: Annotated[tuple[ImageSource, ...], Meta(description="The better formats, best first, for `<source>` in a `<picture>`.")]
    sizes: Annotated[str, Meta(description="For `sizes`, as the theme declares it.")]
    width: Annotated[int, Meta(description="Of what stands at `address`, in px, for `width`.")]
    height: Annotated[int, Meta(description="Of the same, in px, for `height`.")]


class Photo(View, frozen=True, kw_only=True):
    """A photograph."""

    alt: Annotated[str, Meta(description="What it shows, for `alt`; empty where it is decoration.")]
    caption: Annotated[str, Meta(description="A line to stand under it; may be empty.")]
    credit: Annotated[str, Meta(description="Who took it; may be empty.")]
    colour: Annotated[str, Meta(description="Its mean colour as `#7a6b5c`, to stand there while it loads; empty where one can see through it.")]
    images: Annotated[dict[str, Image], Meta(description="The photograph by the names of the theme's `images`: of those that are made for what it is here.")]
