"""Amounts of money, and shares of a whole."""

import re
from decimal import Decimal

from batchpages import language
from batchpages.content.scalars import meant
from batchpages.content.scalars.converter import refused
from batchpages.model import Money


def money(text: str) -> Money:
    """An amount with at most two decimals and its ISO 4217 currency, as `38.00 EUR`; a bare `38.00` has no currency."""
    found = re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,2})?)(?:[ \u00a0\u202f]+([A-Z]{3}))?", text)
    if found and (not found[2] or language.is_currency(found[2])):
        return Money(amount=Decimal(found[1]), currency=found[2] or "")
    if found:
        raise refused(text, f"names no currency: there is no `{found[2]}`", "", "write the three capital letters of a currency, such as `38.00 EUR`")
    parts = re.fullmatch("([^0-9]*?)(-?[0-9][0-9., '’]*?)([^0-9]*)", " ".join(text.split()))
    unit = (parts[1] or parts[3]).strip(" .") if parts else ""
    currency, amount = meant.currency(unit), meant.number(parts[2]) if parts else ""
    known = bool(currency) or not unit
    if re.fullmatch(r"[0-9]+\.[0-9]{3,}", amount) and known:
        unit = f" {currency}" if currency else ""
        thousands = f"write `{amount.replace('.', '')}.00{unit}` or " if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", amount) else "write "
        raise refused(text, "has more than two decimals", "", f"{thousands}`{Decimal(amount):.2f}{unit}`")
    likely = f"{Decimal(amount):.2f} {currency}".strip() if amount and known and not amount.startswith("-") else ""
    raise refused(text, "is no amount of money", likely, "write the figure and the currency, such as `38.00 EUR`")


def percent(text: str) -> Decimal:
    """A share from 0 to 100, as `62 %`."""
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s?%", text)
    if found:
        if Decimal(found[1]) > 100:
            raise refused(text, "is more than the whole", "", "write a share from `0 %` to `100 %`")
        return Decimal(found[1])
    plain = meant.number(re.sub(r"(?i)\s*(%|per ?cent|pct)$", "", text))
    share = f"{plain} %" if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", plain) else ""
    raise refused(text, "is no share", share, "write a share of the whole, such as `62 %`")
