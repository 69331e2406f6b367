"""Countries, currencies, languages and time zones, by the codes of those who keep them."""

import functools
import re
import zoneinfo

from batchpages import language
from batchpages.content.scalars import meant
from batchpages.content.scalars.converter import refused


def country(text: str) -> str:
    """An ISO 3166 two-letter code."""
    if text in language.country_codes():
        return text
    likely = text.upper() if text.upper() in language.country_codes() else language.country_code_for(text)
    raise refused(text, "is no country code", likely, "write the two capital letters of the country, such as `PT`")


def currency(text: str) -> str:
    """An ISO 4217 code."""
    if re.fullmatch("[A-Z]{3}", text) and language.is_currency(text):
        return text
    raise refused(text, "is no currency", meant.currency(text), "write the three capital letters of a currency, such as `EUR`")


def site_language(text: str) -> str:
    """A BCP 47 tag of a language."""
    if language.is_language(text):
        return text
    raise refused(text, "is no code of a language", language.language_for(text), "write its short code, such as `en`, `pt` or `de-AT`")


@functools.cache
def _timezones() -> set[str]:
    return zoneinfo.available_timezones()


def timezone(text: str) -> str:
    """A time zone of the IANA database."""
    known = _timezones()
    if text in known:
        return text
    wanted = text.replace(" ", "_").casefold()
    likely = min((name for name in known if not name.startswith("Etc/") and wanted in (name.casefold(), name.rpartition("/")[2].casefold())), default="")
    raise refused(text, "is no time zone", likely, "write a continent and a city, such as `Europe/Lisbon`, or `UTC`")
