"""The rules of prose: what `check` looks for beside mistakes. The one table of their names, how much each weighs, and what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from batchpages.diagnostics import Severity

Rule = Literal[
    "no-summary",
    "short-story",
    "dates-out-of-order",
    "best-before-too-early",
    "past-best-before",
    "needless-buy-link",
    "claim-without-evidence",
    "expired-evidence",
    "expired-certificate",
    "event-over",
    "unused-product",
    "unused-maker",
    "unused-ingredient",
    "unused-stockist",
    "unused-files",
]

SHORTEST_STORY = 80
"""The words that a story has at least."""


class RuleWords(NamedTuple):
    """How much a rule weighs, and what it tells of."""

    severity: Severity
    tells: str


RULES: Mapping[Rule, RuleWords] = {
    "no-summary": RuleWords("warning", "A batch, or a product that has one, without a `summary`, which lists and search results show."),
    "short-story": RuleWords("warning", f"A batch whose story has fewer than {SHORTEST_STORY} words."),
    "dates-out-of-order": RuleWords("warning", "A batch that was filled before it was made, or came on sale before it was made or filled."),
    "best-before-too-early": RuleWords("warning", "A best-before date that lies before the day on which the batch was made, filled or released."),
    "past-best-before": RuleWords("warning", "A batch past its best-before date that is still offered."),
    "needless-buy-link": RuleWords("warning", "A batch that is sold out or recalled, and still has a `buy` link."),
    "claim-without-evidence": RuleWords("warning", "A claim that has no `evidence`."),
    "expired-evidence": RuleWords("warning", "A claim whose evidence has expired, until the batch is past its best-before date."),
    "expired-certificate": RuleWords("warning", "A certificate of an ingredient that has expired."),
    "event-over": RuleWords("info", "A market, pop-up or other stockist whose last day is over."),
    "unused-product": RuleWords("info", "A product that no batch and no text names."),
    "unused-maker": RuleWords("info", "A maker that no batch and no text names."),
    "unused-ingredient": RuleWords("info", "An ingredient that no batch and no text names."),
    "unused-stockist": RuleWords("info", "A stockist that no batch and no text names."),
    "unused-files": RuleWords("info", "Pictures and PDFs beside a story that neither it nor a field names, so that no page shows them."),
}
