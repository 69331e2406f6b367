"""`batchpages.yaml`: the brand and its storefront."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from batchpages.model.fields import Country, Line, Noun, Slug, Text
from batchpages.model.parts import WebLink


class ResponsiblePerson(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Who answers for the product in the Union (Regulation 1223/2009, Article 4)."""

    name: Annotated[Line, Meta(description="The person's or the company's name.")]
    address: Annotated[Line, Meta(description="The postal address.")] = ""
    country: Country = ""
    email: Annotated[str, Meta(extra={"format": "email"}, description="The e-mail address.", examples=["answers@brand.example"])] = ""


class Contact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How shoppers reach the brand."""

    email: Annotated[str, Meta(extra={"format": "email"}, description="The e-mail address.", examples=["hello@brand.example"])] = ""
    phone: Annotated[Line, Meta(description="The telephone number.")] = ""
    address: Annotated[Line, Meta(description="The postal address.")] = ""


class CustomStock(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A sheet of labels of one's own; all lengths in mm."""

    id: Annotated[Slug, Meta(description="The name by which `labels.stock` asks for it.")]
    sheet: Annotated[Literal["A4", "Letter", "roll"], Meta(description="The paper.")] = "A4"
    shape: Annotated[Literal["rectangle", "round"], Meta(description="The label's shape.")] = "rectangle"
    width: Annotated[float, Meta(gt=0, le=420, description="A label's width in mm.")]
    height: Annotated[float, Meta(gt=0, le=420, description="A label's height in mm.")]
    radius: Annotated[float, Meta(ge=0, le=100, description="The radius of its corners in mm.")] = 0
    columns: Annotated[int, Meta(ge=1, le=50, description="How many labels stand beside each other.")] = 1
    rows: Annotated[int, Meta(ge=1, le=50, description="How many labels stand below each other.")] = 1
    left: Annotated[float, Meta(ge=0, le=420, description="From the paper's left edge to the first label, in mm.")] = 0
    top: Annotated[float, Meta(ge=0, le=420, description="From the paper's upper edge to the first label, in mm.")] = 0
    pitch_x: Annotated[float, Meta(ge=0, le=420, description="From one label's left edge to the next one's, in mm.")] = 0
    pitch_y: Annotated[float, Meta(ge=0, le=420, description="From one label's upper edge to the next one's, in mm.")] = 0


class LabelSettings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How label sheets are made."""

    stock: Annotated[Line, Meta(description="The sheet that labels are printed on, by its id.", examples=["avery-l7160"])] = ""
    target: Annotated[Literal["batch", "short", "gs1"], Meta(description="What the printed code leads to.")] = "batch"
    dpi: Annotated[int, Meta(ge=72, le=2400, description="The printer's resolution, in dots per inch.")] = 300
    fonts: Annotated[
        tuple[Annotated[str, Meta(extra={"format": "file"})], ...],
        Meta(description="Font files for scripts that the built-in fonts lack.", examples=["fonts/noto-sans-jp.ttf"]),
    ] = ()
    lines: Annotated[tuple[Line, ...], Meta(description="What a label says, in order.")] = ()
    stocks: Annotated[tuple[CustomStock, ...], Meta(description="Sheets of one's own.")] = ()


class Silenced(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that is not to be reported."""

    rule: Annotated[Line, Meta(description="The rule's name.")]
    reason: Annotated[str, Meta(min_length=1, description="Why it does not apply here.")]


class Settings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """The brand and its storefront: `batchpages.yaml`."""

    name: Annotated[str, Meta(min_length=1, max_length=80, description="The brand's name.")]
    tagline: Annotated[Text, Meta(description="The brand in one sentence; the home page begins with it.")] = ""
    base_url: Annotated[
        str,
        Meta(
            extra={"format": "base-url"},
            description="The address at which the storefront will stand, with its path if it has one.",
            examples=["https://orvalho-e-sal.pt/"],
        ),
    ]
    former_hosts: Annotated[tuple[Line, ...], Meta(description="Names of hosts that it used to have, and that still lead to it.")] = ()
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
    logo: Annotated[str, Meta(extra={"format": "file"}, description="The brand's logo, an SVG or PNG file in the project.", examples=["logo.svg"])] = ""
    theme: Annotated[
        dict[str, str],
        Meta(
            extra={"format": "theme"},
            description="The theme's name, or its `name` and options; `shelf` where none is given.",
            examples=["shelf", '{name: shelf, accent: "#9c4a2f"}'],
        ),
    ] = {}
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
    check: Annotated[tuple[Silenced, ...], Meta(description="Rules that are not to be reported, each with the reason.")] = ()
