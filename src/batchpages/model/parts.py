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
        Meta(extra={"format": "may-be-empty"}, max_length=300, description='What it shows, for those who do not see it; `alt: ""` says that it is decoration.'),
    ]
    caption: Annotated[Text, Meta(description="A line to stand under it.")] = ""
    credit: Annotated[Line, Meta(description="Who took the picture.")] = ""
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
        Meta(extra={"format": "may-be-empty"}, max_length=300, description='What it shows, for those who do not see it; `alt: ""` says that it is decoration.'),
    ]


class Origin(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Where a material comes from."""

    place: Annotated[Line, Meta(description="The town, valley or region.")] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Sourcing(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One material of a batch, and the lot of it that was used."""

    ingredient: Annotated[str, Meta(extra={"record": "ingredient"}, description="Which ingredient, by its name in `content/ingredients/`.")]
    lot: Annotated[Line, Meta(extra={"as_written": True}, description="The supplier's lot number, as it stands on the sack.")] = ""
    share: Annotated[Percent | None, Meta(description="How much of the batch it is.")] = None
    harvested: Annotated[MonthOrDay, Meta(description="When it was harvested.", examples=["2025-08", "2025-08-20"])] = ""
    note: Annotated[Text, Meta(description="What is worth knowing about this lot.")] = ""
    origin: Annotated[Origin | None, Meta(description="Where this lot comes from, where that differs from the ingredient.")] = None
    supplier: Annotated[Line, Meta(description="Who supplied this lot, where that differs from the ingredient.")] = ""


class Event(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A dated step on the way from field to shelf."""

    on: Annotated[MonthOrDay, Meta(description="The day of the step, or its month.", examples=["2026-05-14", "2026-05"])]
    what: Annotated[Text, Meta(description="What happened, in a few words.")]
    where: Annotated[Line, Meta(description="Where it happened.")] = ""
    by: Annotated[Line, Meta(description="Who did it: a person, a mill, a carrier.")] = ""
    photo: Annotated[StepPhoto | None, Meta(description="A picture of the step.")] = None


class Check(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A quality test and its result."""

    test: Annotated[Line, Meta(description="What was tested.")]
    result: Annotated[Literal["pass", "fail"], Meta(description="How the test came out.")]
    value: Annotated[Line, Meta(description="What was found, with its unit.")] = ""
    limit: Annotated[Line, Meta(description="What it is held against, with its unit.")] = ""
    lab: Annotated[Line, Meta(description="Who did the test.")] = ""
    certificate: Annotated[Evidence, Meta(description="The laboratory's report: a PDF beside the story, or an https address.")] = ""


class Part(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of packaging and what becomes of it."""

    part: Annotated[Line, Meta(description="The piece, such as jar, lid or box.")]
    material: Annotated[Line, Meta(description="What it is made of.")] = ""
    recycle: Annotated[Line, Meta(description="Where the shopper puts it after use.")] = ""
    takeback: Annotated[Line, Meta(description="How you take it back, if you do.")] = ""


class Claim(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A statement about the batch, with its evidence."""

    says: Annotated[Text, Meta(description="The promise, as a whole sentence.")]
    evidence: Evidence = ""
    verified_by: Annotated[Line, Meta(description="Who else has looked and agrees.")] = ""
    expires: Annotated[datetime.date | None, Meta(description="The last day on which the evidence holds.")] = None


class Recall(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What Article 36 of the EU's Regulation 2023/988 asks a recall notice to say."""

    on: Annotated[datetime.date, Meta(description="The day of the recall.")]
    hazard: Annotated[Text, Meta(description="What the danger is, in plain words.")]
    units: Annotated[Line, Meta(extra={"as_written": True}, description="Which units are recalled, where it is not all of them.")] = ""
    do: Annotated[Text, Meta(description="What the owner must do now.")]
    remedy: Annotated[Text, Meta(description="What the owner gets: repair, replacement or refund.")]
    contact: Annotated[Line, Meta(extra={"as_written": True}, description="Where to ask: a telephone number, an e-mail or a web address.")]


class Fact(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that no other field covers."""

    label: Annotated[Line, Meta(description="What is stated, such as roast or weave.")]
    value: Annotated[Line, Meta(description="What is so about it.")]


class WebLink(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A link to elsewhere."""

    label: Annotated[Line, Meta(description="The words that are clicked.")]
    url: Https


class Certificate(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate that an ingredient carries."""

    title: Annotated[Line, Meta(description="What is certified, and by which scheme.")]
    evidence: Evidence = ""
    expires: Annotated[datetime.date | None, Meta(description="The last day on which it holds.")] = None
