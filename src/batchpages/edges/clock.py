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
