"""Which converter reads which type, and which `format`."""

import datetime
from decimal import Decimal
from typing import Any

from batchpages.content.scalars.addresses import base_url, email, host, https
from batchpages.content.scalars.amounts import money, percent
from batchpages.content.scalars.converter import MAX_TEXT, Format
from batchpages.content.scalars.dates import day, month_or_day
from batchpages.content.scalars.files import file_or_https, photo, project_file
from batchpages.content.scalars.names import code, code_pattern, gtin, slug
from batchpages.content.scalars.plain import decimal, number, truth, whole, words
from batchpages.content.scalars.positions import focus, menu
from batchpages.content.scalars.registries import country, currency, site_language, timezone

PLAIN: dict[Any, Format] = {
    int: Format(whole, "whole number"),
    float: Format(number, "number"),
    Decimal: Format(decimal, "number"),
    bool: Format(truth, "`true` or `false`"),
    datetime.date: Format(day, "date"),
}
"""How texts of each plain type are read; texts themselves and fixed words have `text_of` and `one_of`."""

FORMATS: dict[str, Format] = {
    "country": Format(country, "country code"),
    "https": Format(https, "https address", MAX_TEXT),
    "file-or-https": Format(file_or_https, "file or https address", MAX_TEXT),
    "project-file": Format(project_file, "file of the project", MAX_TEXT),
    "photo": Format(photo, "picture file", MAX_TEXT),
    "month-or-day": Format(month_or_day, "date or month"),
    "percent": Format(percent, "percentage"),
    "money": Format(money, "amount and currency"),
    "slug": Format(slug, "name in an address"),
    "code": Format(code, "batch code"),
    "gtin": Format(gtin, "GS1 number"),
    "email": Format(email, "e-mail address"),
    "focus": Format(focus, "two percentages"),
    "menu": Format(menu, "menu and place"),
    "base-url": Format(base_url, "web address", MAX_TEXT),
    "host": Format(host, "host", MAX_TEXT),
    "words": Format(words, "text with `%s`", 60),
    "language": Format(site_language, "language tag"),
    "timezone": Format(timezone, "time zone"),
    "currency": Format(currency, "currency code"),
    "code-pattern": Format(code_pattern, "pattern of a batch code"),
}
"""How texts of each `format` are read that is more than its plain type."""
