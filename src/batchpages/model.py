"""The nouns: what an author writes, as frozen values.

This is the one definition of every field. Its type and `Meta` drive reading and checking (`content.schema`), the error
texts, the reference page in docs/ and the JSON Schema. `extra` tells the reader of text how to convert a scalar:
`format` names a converter in `content.scalars`, `record` the kind of record that a slug must lead to.
A field without a default is required. Texts are as written; nothing here is HTML but `Story`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

Kind = Literal["batch", "product", "maker", "ingredient", "stockist", "page"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Status = Literal["upcoming", "available", "few-left", "sold-out", "recalled"]


class Noun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value whose fields are given by name; what is not given is not written either."""


# --- scalars that are more than a text -------------------------------------------------------------------------------


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
Country = Annotated[str, Meta(extra={"format": "country"}, description="The country as an ISO 3166 two-letter code.", examples=["PT"])]
Https = Annotated[str, Meta(extra={"format": "https"}, description="A web address, with https.", examples=["https://shop.example/rose"])]
File = Annotated[str, Meta(extra={"format": "file"}, description="A file beside the story.")]
Evidence = Annotated[str, Meta(extra={"format": "file-or-https"}, description="A file beside the story, or an https address.")]
MonthOrDay = Annotated[str, Meta(extra={"format": "month-or-day"}, description="A date, or only its month.", examples=["2027-10", "2027-10-31"])]
Percent = Annotated[Decimal, Meta(extra={"format": "percent"}, description="A share of the whole.", examples=["62 %"])]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="Degrees north, as a decimal number.", examples=["37.02"])]
Longitude = Annotated[float, Meta(ge=-180, le=180, description="Degrees east, as a decimal number.", examples=["-7.84"])]
Slug = Annotated[str, Meta(extra={"format": "slug"}, description="A name in an address: small letters, digits and single hyphens.", examples=["rose-balm"])]
Formerly = Annotated[tuple[Slug, ...], Meta(description="Old names of this record; their addresses keep leading here.")]
Title = Annotated[str, Meta(min_length=1, max_length=120, description="What it is called.")]


# --- parts of records ------------------------------------------------------------------------------------------------


class Photo(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A picture beside the record."""

    file: Annotated[str, Meta(extra={"format": "photo"}, description="The picture's file, beside the story.", examples=["petals.jpg"])]
    alt: Annotated[
        str,
        Meta(extra={"format": "may-be-empty"}, max_length=300, description='What it shows, for those who do not see it; `alt: ""` says that it is decoration.'),
    ]
    caption: Annotated[Text, Meta(description="A line shown under it.")] = ""
    credit: Annotated[Line, Meta(description="Who took it.")] = ""
    focus: Annotated[str, Meta(extra={"format": "focus"}, description="The point that a crop keeps, from the left and from the top.", examples=["30% 60%"])] = (
        ""
    )


class StepPhoto(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of one step of a batch's way."""

    file: Annotated[str, Meta(extra={"format": "photo"}, description="The picture's file, beside the story.")]
    alt: Annotated[str, Meta(extra={"format": "may-be-empty"}, max_length=300, description="What it shows, for those who do not see it.")]


class Origin(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Where a material comes from."""

    place: Annotated[Line, Meta(description="Town, valley or region.")] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Sourcing(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One material of a batch, and the lot of it that was used."""

    ingredient: Annotated[str, Meta(extra={"record": "ingredient"}, description="The ingredient, by its name in `content/ingredients/`.")]
    lot: Annotated[Line, Meta(description="The supplier's lot.")] = ""
    share: Percent | None = None
    harvested: Annotated[MonthOrDay, Meta(description="When it was harvested.")] = ""
    note: Annotated[Text, Meta(description="What is worth knowing of this lot.")] = ""
    origin: Annotated[Origin | None, Meta(description="Where this lot comes from, where that differs from the ingredient.")] = None
    supplier: Annotated[Line, Meta(description="Who supplied this lot, where that differs from the ingredient.")] = ""


class Event(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A dated step on the way from field to shelf."""

    on: Annotated[MonthOrDay, Meta(description="The day (or the month) of the step.")]
    what: Annotated[Text, Meta(description="What happened.")]
    where: Annotated[Line, Meta(description="The place.")] = ""
    by: Annotated[Line, Meta(description="Who did it.")] = ""
    photo: Annotated[StepPhoto | None, Meta(description="A picture of it.")] = None


class Check(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A quality test and its result."""

    test: Annotated[Line, Meta(description="What was tested.")]
    result: Annotated[Literal["pass", "fail"], Meta(description="How it came out.")]
    value: Annotated[Line, Meta(description="The figure that was found.")] = ""
    limit: Annotated[Line, Meta(description="The figure that it is held against.")] = ""
    lab: Annotated[Line, Meta(description="Who tested.")] = ""
    certificate: Annotated[Evidence, Meta(description="The report.")] = ""


class Part(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of packaging and what becomes of it."""

    part: Annotated[Line, Meta(description="The piece: jar, lid, box.")]
    material: Annotated[Line, Meta(description="What it is made of.")] = ""
    recycle: Annotated[Line, Meta(description="Where it goes after use.")] = ""
    takeback: Annotated[Line, Meta(description="How the maker takes it back.")] = ""


class Claim(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A statement about the batch, with its evidence."""

    says: Annotated[Text, Meta(description="The statement.")]
    evidence: Evidence = ""
    verified_by: Annotated[Line, Meta(description="Who else looked.")] = ""
    expires: Annotated[datetime.date | None, Meta(description="The day on which the evidence expires.")] = None


class Recall(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What Article 36 of the EU's Regulation 2023/988 asks a recall notice to say."""

    on: Annotated[datetime.date, Meta(description="The day of the recall.")]
    hazard: Annotated[Text, Meta(description="What the danger is, in plain words.")]
    units: Annotated[Line, Meta(description="Which units are recalled.")] = ""
    do: Annotated[Text, Meta(description="What the owner must do now.")]
    remedy: Annotated[Text, Meta(description="What the owner gets: repair, replacement or refund.")]
    contact: Annotated[Line, Meta(description="Where to ask: a telephone number, an e-mail or a web address.")]


class Fact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that no other field covers."""

    label: Annotated[Line, Meta(description="What is stated.")]
    value: Annotated[Line, Meta(description="Its value.")]


class WebLink(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A link to elsewhere."""

    label: Annotated[Line, Meta(description="The words of the link.")]
    url: Https


class Certificate(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate that an ingredient carries."""

    title: Annotated[Line, Meta(description="What is certified, and by which scheme.")]
    evidence: Evidence = ""
    expires: Annotated[datetime.date | None, Meta(description="The day on which it expires.")] = None


# --- records ---------------------------------------------------------------------------------------------------------


class Batch(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One production lot of a product, with its own story."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for lists and search results.")] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures; the first is the hero.")] = ()
    product: Annotated[str, Meta(extra={"record": "product"}, description="The family it belongs to, by its name in `content/products/`.")]
    maker: Annotated[str, Meta(extra={"record": "maker"}, description="Whose hands made it, by the name in `content/makers/`.")]
    code: Annotated[
        str,
        Meta(
            extra={"format": "code"}, description="The batch code as printed: 1 to 20 of `0-9 A-Z -`, its own in the whole catalog.", examples=["RB-2026-014"]
        ),
    ]
    made: Annotated[datetime.date | None, Meta(description="The day it was made.", examples=["2026-04-18"])] = None
    filled: Annotated[datetime.date | None, Meta(description="The day it was filled.")] = None
    released: Annotated[datetime.date | None, Meta(description="The day it was released for sale.")] = None
    best_before: Annotated[MonthOrDay, Meta(description="Until when it is at its best.")] = ""
    publish_on: Annotated[datetime.date | None, Meta(description="The first day on which it is published.")] = None
    draft: Annotated[bool, Meta(description="`true` keeps it unpublished.")] = False
    units: Annotated[Annotated[int, Meta(ge=1, le=10_000_000)] | None, Meta(description="How many were made.", examples=["240"])] = None
    numbered: Annotated[bool, Meta(description="`true` where each unit carries its number.")] = False
    status: Annotated[Status | None, Meta(description="Whether one can have it.")] = None
    price: Annotated[
        Money | None, Meta(extra={"format": "money"}, description="What one unit costs; the settings' currency where none is given.", examples=["38.00 EUR"])
    ] = None
    buy: Annotated[Https, Meta(description="The https address of a payment link or shop page.")] = ""
    stockists: Annotated[
        tuple[Annotated[str, Meta(extra={"record": "stockist"})], ...], Meta(description="Who sells it, by their names in `content/stockists/`.")
    ] = ()
    sourcing: Annotated[tuple[Sourcing, ...], Meta(description="What went in, and where it came from.")] = ()
    provenance: Annotated[tuple[Event, ...], Meta(description="The dated steps from field to shelf.")] = ()
    checks: Annotated[tuple[Check, ...], Meta(description="The quality tests.")] = ()
    packaging: Annotated[tuple[Part, ...], Meta(description="The packaging, and what becomes of it after use.")] = ()
    claims: Annotated[tuple[Claim, ...], Meta(description="What is promised, and how one can tell.")] = ()
    recall: Annotated[Recall | None, Meta(description="The recall notice; required when `status: recalled`.")] = None
    facts: Annotated[tuple[Fact, ...], Meta(description="Facts that no other field covers; shown as a table.")] = ()
    formerly: Formerly = ()


class Product(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A family of batches: what a shop calls the SKU."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for lists and search results.")] = ""
    category: Annotated[Line, Meta(description="What kind of thing it is.", examples=["Body balm"])] = ""
    gtin: Annotated[str, Meta(extra={"format": "gtin"}, description="Its GS1 number, 8, 12, 13 or 14 digits, with the check digit.")] = ""
    size: Annotated[Line, Meta(description="The net content.", examples=["50 ml"])] = ""
    inci: Annotated[tuple[Line, ...], Meta(description="The ingredients by their INCI names, in order.")] = ()
    allergens: Annotated[tuple[Line, ...], Meta(description="The allergens that must be declared.")] = ()
    pao: Annotated[Annotated[int, Meta(ge=1, le=120)] | None, Meta(description="The period after opening, in months.", examples=["6"])] = None
    use: Annotated[Text, Meta(description="How to use it.")] = ""
    storage: Annotated[Text, Meta(description="How to keep it.")] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Maker(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Whose hands made a batch."""

    title: Annotated[Title, Meta(description="The maker's name.")]
    role: Annotated[Line, Meta(description="What they do.")] = ""
    place: Annotated[Line, Meta(description="Where they work.")] = ""
    country: Country = ""
    since: Annotated[Annotated[int, Meta(ge=1500, le=2200)] | None, Meta(description="The year in which they began.", examples=["2014"])] = None
    photos: Annotated[tuple[Photo, ...], Meta(description="Their pictures.")] = ()
    links: Annotated[tuple[WebLink, ...], Meta(description="Where else they can be found.")] = ()
    formerly: Formerly = ()


class Ingredient(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A material that batches are made of."""

    title: Title
    inci: Annotated[Line, Meta(description="Its INCI name.")] = ""
    origin: Annotated[Origin | None, Meta(description="Where it usually comes from.")] = None
    supplier: Annotated[Line, Meta(description="Who usually supplies it.")] = ""
    certificates: Annotated[tuple[Certificate, ...], Meta(description="The certificates that it carries.")] = ()
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Stockist(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A shop, a market or a pop-up where batches are sold."""

    title: Title
    kind: Annotated[Literal["shop", "market", "pop-up", "online"] | None, Meta(description="What it is.")] = None
    address: Annotated[Line, Meta(description="Street and number.")] = ""
    place: Annotated[Line, Meta(description="The town.")] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    from_: Annotated[datetime.date | None, Meta(description="Its first day.")] = msgspec.field(default=None, name="from")
    to: Annotated[datetime.date | None, Meta(description="Its last day.")] = None
    url: Annotated[Https, Meta(description="Its own web address.")] = ""


class Page(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A page of free text."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for search results.")] = ""
    menu: Annotated[
        Menu | None, Meta(extra={"format": "menu"}, description="The menu that links to it, and its place there.", examples=["header 1", "footer 2"])
    ] = None
    formerly: Formerly = ()


RECORDS: dict[Kind, type[Noun]] = {
    "batch": Batch,
    "product": Product,
    "maker": Maker,
    "ingredient": Ingredient,
    "stockist": Stockist,
    "page": Page,
}
"""The type of each kind of record."""

FOLDERS: dict[Kind, str] = {
    "batch": "batches",
    "product": "products",
    "maker": "makers",
    "ingredient": "ingredients",
    "stockist": "stockists",
    "page": "pages",
}
"""The folder of `content/` that holds each kind of record."""


# --- private.yaml: no view and no page task takes these ----------------------------------------------------------------


class Cost(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What something cost."""

    what: Annotated[Line, Meta(description="What was paid for.")]
    amount: Annotated[Money, Meta(extra={"format": "money"}, description="How much.")]


class FormulaPart(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the formula."""

    ingredient: Annotated[Line, Meta(description="The material.")]
    percent: Annotated[Percent, Meta(description="Its share of the formula.")]


class SupplierPrice(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What a supplier asks."""

    ingredient: Annotated[Line, Meta(description="The material.")]
    price: Annotated[Money, Meta(extra={"format": "money"}, description="The price paid.")]


class Private(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What stays in the workshop. Searched for in everything that is published, and never shown."""

    costs: Annotated[tuple[Cost, ...], Meta(description="What the batch cost.")] = ()
    formula: Annotated[tuple[FormulaPart, ...], Meta(description="The formula.")] = ()
    suppliers: Annotated[tuple[SupplierPrice, ...], Meta(description="What suppliers ask.")] = ()
    notes: Annotated[Text, Meta(description="Notes of the workshop.")] = ""
    ordered: Annotated[datetime.date | None, Meta(description="The day on which the materials were ordered.")] = None


# --- settings ----------------------------------------------------------------------------------------------------------


class ResponsiblePerson(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Who answers for the product in the Union (Regulation 1223/2009, Article 4)."""

    name: Line
    address: Line = ""
    country: Country = ""
    email: Annotated[str, Meta(extra={"format": "email"})] = ""


class Contact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How shoppers reach the brand."""

    email: Annotated[str, Meta(extra={"format": "email"})] = ""
    phone: Line = ""
    address: Line = ""


class CustomStock(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A sheet of labels of one's own; all lengths in mm."""

    id: Slug
    sheet: Annotated[Literal["A4", "Letter", "roll"], Meta(description="The paper.")] = "A4"
    shape: Literal["rectangle", "round"] = "rectangle"
    width: Annotated[float, Meta(gt=0, le=420)]
    height: Annotated[float, Meta(gt=0, le=420)]
    radius: Annotated[float, Meta(ge=0, le=100)] = 0
    columns: Annotated[int, Meta(ge=1, le=50)] = 1
    rows: Annotated[int, Meta(ge=1, le=50)] = 1
    left: Annotated[float, Meta(ge=0, le=420)] = 0
    top: Annotated[float, Meta(ge=0, le=420)] = 0
    pitch_x: Annotated[float, Meta(ge=0, le=420)] = 0
    pitch_y: Annotated[float, Meta(ge=0, le=420)] = 0


class LabelSettings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """How label sheets are made."""

    stock: Annotated[Line, Meta(description="The sheet that labels are printed on, by its id.", examples=["avery-l7160"])] = ""
    target: Annotated[Literal["batch", "short", "gs1"], Meta(description="What the code leads to.")] = "batch"
    dpi: Annotated[int, Meta(ge=72, le=2400, description="The printer's resolution, in dots an inch.")] = 300
    fonts: Annotated[tuple[Annotated[str, Meta(extra={"format": "file"})], ...], Meta(description="Font files for further scripts.")] = ()
    lines: Annotated[tuple[Line, ...], Meta(description="What a label says, in order.")] = ()
    stocks: Annotated[tuple[CustomStock, ...], Meta(description="Sheets of one's own.")] = ()


class Silenced(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that is not to be reported."""

    rule: Line
    reason: Annotated[str, Meta(min_length=1, description="Why it does not apply here.")]


class Settings(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """The brand and its storefront: `batchpages.yaml`."""

    name: Annotated[str, Meta(min_length=1, max_length=80, description="The brand's name.")]
    tagline: Annotated[Text, Meta(description="The brand's one sentence.")] = ""
    base_url: Annotated[str, Meta(extra={"format": "base-url"}, description="Where the storefront is published.", examples=["https://orvalho-e-sal.pt/"])]
    former_hosts: Annotated[tuple[Line, ...], Meta(description="Hosts that it used to have, and that still lead to it.")] = ()
    language: Annotated[str, Meta(extra={"format": "language"}, description="The language of the site, as a BCP 47 tag.", examples=["en", "pt", "de-AT"])] = (
        "en"
    )
    timezone: Annotated[str, Meta(extra={"format": "timezone"}, description="The time zone that says which day today is.", examples=["Europe/Lisbon"])] = "UTC"
    currency: Annotated[str, Meta(extra={"format": "currency"}, description="The currency of prices that name none.", examples=["EUR"])] = "EUR"
    logo: Annotated[str, Meta(extra={"format": "file"}, description="The brand's logo, an SVG or PNG file in the project.")] = ""
    theme: Annotated[
        dict[str, str],
        Meta(extra={"format": "theme"}, description="The theme's `name`, and the options that it declares.", examples=["{name: shelf, accent: '#9c4a2f'}"]),
    ] = {}
    responsible_person: Annotated[ResponsiblePerson | None, Meta(description="Who answers for the product.")] = None
    contact: Annotated[Contact | None, Meta(description="How shoppers reach the brand.")] = None
    social: Annotated[tuple[WebLink, ...], Meta(description="Where else the brand can be found.")] = ()
    code_pattern: Annotated[str, Meta(extra={"format": "code-pattern"}, description="How batch codes are made up.", examples=["{PRODUCT}-{YYYY}-{NNN}"])] = (
        "{PRODUCT}-{YYYY}-{NNN}"
    )
    labels: Annotated[LabelSettings, Meta(description="How label sheets are made.")] = LabelSettings()
    check: Annotated[tuple[Silenced, ...], Meta(description="Rules that are not reported, each with the reason.")] = ()


# --- what is made of records -------------------------------------------------------------------------------------------


class RecordLink(msgspec.Struct, frozen=True, tag="record"):
    """A hole in a story: the address of another record. `fragment` holds its `#` too, if there is one."""

    kind: Kind
    slug: str
    fragment: str = ""


class FileLink(msgspec.Struct, frozen=True, tag="file"):
    """A hole in a story: the address of a file beside it."""

    name: str


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A hole in a story: a whole figure with a picture from beside the story."""

    file: str
    alt: str
    caption: str = ""


class Heading(msgspec.Struct, frozen=True):
    """A heading of a story, with the anchor that leads to it. `level` is 2 to 6."""

    level: int
    text: str
    anchor: str


class Story(msgspec.Struct, frozen=True):
    """A story as sanitised HTML with typed holes, its headings, and its first paragraph as plain text."""

    segments: tuple[str | RecordLink | FileLink | Figure, ...] = ()
    headings: tuple[Heading, ...] = ()
    excerpt: str = ""
    words: int = 0


class Card(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a record. `summary` is the record's own, or its story's first paragraph."""

    slug: str
    title: str
    summary: str = ""


class BatchCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What lists show of a batch. `date` is the day it was released, filled or made: the first of these that is known."""

    code: str
    product: str
    maker: str
    date: datetime.date | None = None
    status: Status | None = None
    price: Money | None = None
    units: int | None = None
    numbered: bool = False


class ProductCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a product."""

    category: str = ""
    size: str = ""
    gtin: str = ""


class MakerCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a maker."""

    role: str = ""
    place: str = ""
    country: str = ""
    since: int | None = None


class IngredientCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of an ingredient."""

    inci: str = ""
    origin: Origin | None = None
    supplier: str = ""


class StockistCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What pages show of a stockist: all there is but the text."""

    stockist: Stockist


CARDS: dict[Kind, type[Card]] = {
    "batch": BatchCard,
    "product": ProductCard,
    "maker": MakerCard,
    "ingredient": IngredientCard,
    "stockist": StockistCard,
    "page": Card,
}
"""The type of each kind's card."""


class Entry(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What the index keeps of a record: its name, references and sort keys, so that linking and planning read nothing else.

    `references` are `kind:slug` texts; `files` the files beside it that it names. `private` holds the values that must
    not be published. A record that is `broken` keeps its name and is shown nowhere. `path` is its main file.
    """

    kind: Kind
    slug: str
    path: str
    title: str = ""
    references: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    menu: Menu | None = None
    code: str = ""
    product: str = ""
    maker: str = ""
    ingredients: tuple[str, ...] = ()
    stockists: tuple[str, ...] = ()
    date: datetime.date | None = None
    publish_on: datetime.date | None = None
    until: datetime.date | None = None
    draft: bool = False
    status: Status | None = None
    recalled: datetime.date | None = None
    private: tuple[str, ...] = ()
    broken: bool = False

    @property
    def name(self) -> str:
        """The record as authors name it in a link: `batch:rose`."""
        return f"{self.kind}:{self.slug}"
