"""`private.yaml`: what stays in the workshop. No view and no page task takes these."""

from __future__ import annotations

import datetime
from typing import Annotated

from msgspec import Meta

from batchpages.model.fields import Line, Money, Noun, Percent, Text


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
