"""`batchpages.yaml`: the brand and its storefront."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from batchpages.model.fields import Country, Line, Noun, Text
from batchpages.model.labels import LabelSettings
from batchpages.model.parts import WebLink
from batchpages.model.rules import Rule

DEFAULT_THEME = "shelf"
"""The theme that comes with the program, and shows a project whose settings name none."""


class ResponsiblePerson(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Who answers for the product in the Union (Regulation 1223/2009, Article 4)."""

    name: Annotated[Line, Meta(description="The person's or the company's name.", examples=["My Shop, Lda."])]
    address: Annotated[Line, Meta(description="The postal address.", examples=["Rua da Fábrica 14, Olhão"])] = ""
    country: Country = ""
    email: Annotated[str, Meta(extra={"format": "email"}, description="The e-mail address.", examples=["answers@brand.example"])] = ""


class Contact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How shoppers reach the brand."""

    email: Annotated[str, Meta(extra={"format": "email"}, description="The e-mail address.", examples=["hello@brand.example"])] = ""
    phone: Annotated[Line, Meta(description="The telephone number.", examples=["+351 289 000 214"])] = ""
    address: Annotated[Line, Meta(description="The postal address.", examples=["Rua da Fábrica 14, Olhão"])] = ""


class Silenced(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that is not to be reported."""

    rule: Annotated[Rule, Meta(description="The rule's name, as it stands in brackets behind a message.", examples=["short-story"])]
    reason: Annotated[str, Meta(min_length=1, description="Why it does not apply here.", examples=["Its story is on the label."])]


class ImageSettings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How photographs are published."""

    avif: Annotated[
        bool,
        Meta(description="Whether they are made as AVIF too, beside WebP and JPEG: smaller to load, and about twice the work for a build.", examples=["true"]),
    ] = False


class Settings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """The brand and its storefront: `batchpages.yaml`."""

    name: Annotated[str, Meta(min_length=1, max_length=80, description="The brand's name.", examples=["My Shop"])]
    tagline: Annotated[Text, Meta(description="The brand in one sentence; the home page begins with it.", examples=["Balm made in small pots."])] = ""
    base_url: Annotated[
        str,
        Meta(
            extra={"format": "base-url"},
            description="The address at which the storefront will stand, with its path if it has one.",
            examples=["https://orvalho-e-sal.pt/"],
        ),
    ]
    former_hosts: Annotated[
        tuple[Annotated[str, Meta(extra={"format": "host"})], ...],
        Meta(
            description="Hosts that the storefront used to stand at, with the path if it had one, and that still lead here: codes that were printed go on to work.",
            examples=["old-name.example", "brand.github.io/shop"],
        ),
    ] = ()
    language: Annotated[
        str,
        Meta(
            extra={"format": "language"},
            description="The language of the site, as a BCP 47 tag; `en` where none is given. Dates, amounts, countries and the theme's words follow it.",
            examples=["en", "pt", "de-AT"],
        ),
    ] = "en"
    timezone: Annotated[
        str,
        Meta(
            extra={"format": "timezone"}, description="The time zone that decides which day it is today; `UTC` where none is given.", examples=["Europe/Lisbon"]
        ),
    ] = "UTC"
    currency: Annotated[
        str,
        Meta(
            extra={"format": "currency"}, description="The currency of prices that name none, as an ISO 4217 code; `EUR` where none is given.", examples=["EUR"]
        ),
    ] = "EUR"
    logo: Annotated[
        str, Meta(extra={"format": "project-file"}, description="The brand's logo, an SVG or PNG file of the project; labels carry it.", examples=["logo.svg"])
    ] = ""
    theme: Annotated[
        dict[str, str],
        Meta(
            extra={"format": "theme"},
            description=f"The theme's name, or its `name` and options; `{DEFAULT_THEME}` where none is given.",
            examples=[DEFAULT_THEME, f'{{name: {DEFAULT_THEME}, accent: "#9c4a2f"}}'],
        ),
    ] = {}
    images: Annotated[ImageSettings, Meta(description="How photographs are published.")] = ImageSettings()
    responsible_person: Annotated[ResponsiblePerson | None, Meta(description="Who answers for the products in the European Union.")] = None
    contact: Annotated[Contact | None, Meta(description="How shoppers reach the brand.")] = None
    social: Annotated[tuple[WebLink, ...], Meta(description="Where else the brand can be found; shown at the foot of each page.")] = ()
    code_pattern: Annotated[
        str,
        Meta(
            extra={"format": "code-pattern"},
            description="How batch codes are made up: `{PRODUCT}`, `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and one count such as `{NNN}`.",
            examples=["{PRODUCT}-{YYYY}-{NNN}"],
        ),
    ] = "{PRODUCT}-{YYYY}-{NNN}"
    labels: Annotated[LabelSettings, Meta(description="How label sheets are made.")] = LabelSettings()
    check: Annotated[tuple[Silenced, ...], Meta(description="Rules that `batchpages check` is not to report, each with the reason.")] = ()
