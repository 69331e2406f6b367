"""What records are made of: the rows and blocks inside an author's YAML."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from msgspec import Meta

from batchpages.model.fields import Country, Evidence, Https, Latitude, Line, Longitude, MonthOrDay, Noun, Percent, Text


class Photo(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A picture beside the record."""

    file: Annotated[str, Meta(extra={"format": "photo"}, description="The picture's file, beside the story.", examples=["petals.jpg"])]
    alt: Annotated[
        str,
        Meta(
            extra={"format": "may-be-empty"},
            max_length=300,
            description='What it shows, for those who do not see it; `alt: ""` says that it is decoration.',
            examples=["Wet pink petals in a basket"],
        ),
    ]
    caption: Annotated[Text, Meta(description="A line to stand under it.", examples=["The fourth morning."])] = ""
    credit: Annotated[Line, Meta(description="Who took the picture.", examples=["Leila Haddad"])] = ""
    focus: Annotated[
        str,
        Meta(
            extra={"format": "focus"}, description="The point that must stay in sight when it is cropped, from the left and from the top.", examples=["30% 60%"]
        ),
    ] = ""


class StepPhoto(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of one step of a batch's way."""

    file: Annotated[str, Meta(extra={"format": "photo"}, description="The picture's file, beside the story.", examples=["steam.jpg"])]
    alt: Annotated[
        str,
        Meta(
            extra={"format": "may-be-empty"},
            max_length=300,
            description='What it shows, for those who do not see it; `alt: ""` says that it is decoration.',
            examples=["Steam over the kettle"],
        ),
    ]


class Origin(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Where a material comes from."""

    place: Annotated[Line, Meta(description="The town, valley or region.", examples=["Kazanlak"])] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Sourcing(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One material of a batch, and the lot of it that was used."""

    ingredient: Annotated[
        str, Meta(extra={"record": "ingredient"}, description="Which ingredient, by its name in `content/ingredients/`.", examples=["rose-otto"])
    ]
    lot: Annotated[Line, Meta(extra={"as_written": True}, description="The supplier's lot number, as it stands on the sack.", examples=["KZ-26-07"])] = ""
    share: Annotated[Percent | None, Meta(description="How much of the batch it is.")] = None
    harvested: Annotated[MonthOrDay, Meta(description="When it was harvested.", examples=["2025-08", "2025-08-20"])] = ""
    note: Annotated[Text, Meta(description="What is worth knowing about this lot.", examples=["Picked wet, distilled the same day."])] = ""
    origin: Annotated[Origin | None, Meta(description="Where this lot comes from, where that differs from the ingredient.")] = None
    supplier: Annotated[Line, Meta(description="Who supplied this lot, where that differs from the ingredient.", examples=["Vesela Stoyanova"])] = ""


class Event(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A dated step on the way from field to shelf."""

    on: Annotated[MonthOrDay, Meta(description="The day of the step, or its month.", examples=["2026-05-14", "2026-05"])]
    what: Annotated[Text, Meta(description="What happened, in a few words.", examples=["First petals picked"])]
    where: Annotated[Line, Meta(description="Where it happened.", examples=["Kazanlak"])] = ""
    by: Annotated[Line, Meta(description="Who did it: a person, a mill, a carrier.", examples=["Vesela Stoyanova"])] = ""
    photo: Annotated[StepPhoto | None, Meta(description="A picture of the step.")] = None


class Check(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A quality test and its result."""

    test: Annotated[Line, Meta(description="What was tested.", examples=["Total aerobic count"])]
    result: Annotated[Literal["pass", "fail"], Meta(description="How the test came out.", examples=["pass"])]
    value: Annotated[Line, Meta(description="What was found, with its unit.", examples=["< 10 CFU/g"])] = ""
    limit: Annotated[Line, Meta(description="What it is held against, with its unit.", examples=["1,000 CFU/g"])] = ""
    lab: Annotated[Line, Meta(description="Who did the test.", examples=["Sapal, Faro"])] = ""
    certificate: Annotated[
        Evidence, Meta(description="The laboratory's report: a PDF beside the story, or an https address.", examples=["https://lab.example/report.pdf"])
    ] = ""


class Part(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of packaging and what becomes of it."""

    part: Annotated[Line, Meta(description="The piece, such as jar, lid or box.", examples=["Jar"])]
    material: Annotated[Line, Meta(description="What it is made of.", examples=["Glass"])] = ""
    recycle: Annotated[Line, Meta(description="Where the shopper puts it after use.", examples=["Glass bank, without the lid."])] = ""
    takeback: Annotated[Line, Meta(description="How you take it back, if you do.", examples=["Bring it back for 1.00 EUR."])] = ""


class Claim(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A statement about the batch, with its evidence."""

    says: Annotated[Text, Meta(description="The promise, as a whole sentence.", examples=["Half of these jars have been filled before."])]
    evidence: Evidence = ""
    verified_by: Annotated[Line, Meta(description="Who else has looked and agrees.", examples=["Sapal, Faro"])] = ""
    expires: Annotated[datetime.date | None, Meta(description="The last day on which the evidence holds.", examples=["2028-05-31"])] = None


class Recall(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What Article 36 of the EU's Regulation 2023/988 asks a recall notice to say."""

    on: Annotated[datetime.date, Meta(description="The day of the recall.", examples=["2026-07-01"])]
    hazard: Annotated[Text, Meta(description="What the danger is, in plain words.", examples=["There may be splinters of glass in the jar."])]
    units: Annotated[
        Line, Meta(extra={"as_written": True}, description="Which units are recalled, where it is not all of them.", examples=["Jars 1 to 60"])
    ] = ""
    do: Annotated[Text, Meta(description="What the owner must do now.", examples=["Stop using it, and keep it closed."])]
    remedy: Annotated[Text, Meta(description="What the owner gets: repair, replacement or refund.", examples=["A new jar, or your money back."])]
    contact: Annotated[
        Line, Meta(extra={"as_written": True}, description="Where to ask: a telephone number, an e-mail or a web address.", examples=["+351 289 000 214"])
    ]


class Fact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that no other field covers."""

    label: Annotated[Line, Meta(description="What is stated, such as roast or weave.", examples=["Scent"])]
    value: Annotated[Line, Meta(description="What is so about it.", examples=["Rose, hay, a little smoke"])]


class WebLink(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A link to elsewhere."""

    label: Annotated[Line, Meta(description="The words that are clicked.", examples=["Her garden"])]
    url: Https


class Certificate(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate that an ingredient carries."""

    title: Annotated[Line, Meta(description="What is certified, and by which scheme.", examples=["Organic, Regulation (EU) 2018/848"])]
    evidence: Evidence = ""
    expires: Annotated[datetime.date | None, Meta(description="The last day on which it holds.", examples=["2028-05-31"])] = None
