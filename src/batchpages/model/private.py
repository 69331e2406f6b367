"""`private.yaml`: what stays in the workshop. No view and no page task takes these."""

from __future__ import annotations

import datetime
from typing import Annotated

from msgspec import Meta

from batchpages.model.fields import Line, Money, Noun, Percent, Text

ANY_CURRENCY = "¤"
"""Stands in a private value for the settings' currency, where an amount names none."""


class Cost(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What something cost."""

    what: Annotated[Line, Meta(description="What was paid for: an invoice, a wage, a fee.", examples=["Rose otto, 40 ml"])]
    amount: Annotated[Money, Meta(extra={"format": "money"}, description="How much was paid.", examples=["214.37 EUR"])]


class FormulaPart(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the formula."""

    ingredient: Annotated[Line, Meta(description="The material.", examples=["Rose otto"])]
    percent: Annotated[Percent, Meta(description="How much of the formula it is.", examples=["0.4 %"])]


class SupplierPrice(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What a supplier asks."""

    ingredient: Annotated[Line, Meta(description="The material.", examples=["Rose otto"])]
    price: Annotated[Money, Meta(extra={"format": "money"}, description="The price that they ask.", examples=["18.43 EUR"])]


class Private(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """What stays in the workshop. Searched for in everything that is published, and never shown."""

    costs: Annotated[tuple[Cost, ...], Meta(description="What the batch cost, item by item.")] = ()
    formula: Annotated[tuple[FormulaPart, ...], Meta(description="The formula, material by material.")] = ()
    suppliers: Annotated[tuple[SupplierPrice, ...], Meta(description="What suppliers ask for a material.")] = ()
    notes: Annotated[Text, Meta(description="Anything else that must not leave the workshop.", examples=["The beekeeper may raise his price in spring."])] = ""
    ordered: Annotated[datetime.date | None, Meta(description="The day on which the materials were ordered.", examples=["2026-03-09"])] = None
