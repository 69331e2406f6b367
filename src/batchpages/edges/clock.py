"""What day it is: an input like any other, asked for once."""

import datetime
import os
import zoneinfo

from batchpages.diagnostics import UsageError


def today(timezone: str) -> datetime.date:
    """Today by SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set, else by the clock; in the brand's time zone.

    Raises `UsageError` where SOURCE_DATE_EPOCH is no number of seconds.
    """
    zone = zoneinfo.ZoneInfo(timezone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(zone).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), zone).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is `{epoch}`, and not a number of seconds since 1970") from None


def zone_here() -> str:
    """The IANA name of this computer's time zone, where it tells; else `UTC`."""
    for name in (os.environ.get("TZ", "").lstrip(":"), os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]):
        if name and name in zoneinfo.available_timezones():
            return name
    return "UTC"


def days(wished: datetime.date | None, timezone: str) -> tuple[datetime.date, datetime.date]:
    """The day that a build takes for today, and the one up to which labels can be issued: a build as on a later day issues none before it has come."""
    if wished is None:
        return (now := today(timezone)), now
    return wished, min(wished, today(timezone))
