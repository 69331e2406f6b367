import datetime

import pytest

from batchpages.diagnostics import UsageError
from batchpages.edges import clock

NEW_YEAR = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).timestamp())
"""The first second of 2026 in UTC."""


@pytest.mark.parametrize(
    ("timezone", "seconds", "day"),
    [
        ("UTC", NEW_YEAR, "2026-01-01"),
        ("UTC", NEW_YEAR - 1, "2025-12-31"),
        ("Europe/Lisbon", NEW_YEAR - 1, "2025-12-31"),
        ("Europe/Berlin", NEW_YEAR - 3600, "2026-01-01"),
        ("Europe/Berlin", NEW_YEAR - 3601, "2025-12-31"),
        ("Pacific/Auckland", NEW_YEAR - 12 * 3600, "2026-01-01"),
        ("America/Los_Angeles", NEW_YEAR + 7 * 3600, "2025-12-31"),
        ("America/Los_Angeles", NEW_YEAR + 8 * 3600, "2026-01-01"),
        ("UTC", 0, "1970-01-01"),
    ],
)
def test_the_day_is_that_of_the_brands_time_zone(monkeypatch, timezone, seconds, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
    assert clock.today(timezone).isoformat() == day


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_source_date_epoch_it_is_today_by_the_clock(monkeypatch, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    class Midnight(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(NEW_YEAR, tz)

    monkeypatch.setattr(datetime, "datetime", Midnight)
    assert clock.today("UTC") == datetime.date(2026, 1, 1)
    assert clock.today("America/Los_Angeles") == datetime.date(2025, 12, 31)


@pytest.mark.parametrize("epoch", ["yesterday", "2026-01-01", "1.5", "1e9", "9" * 30, "-" + "9" * 30, "0x10", " ", "NaN"])
def test_what_is_no_number_of_seconds_is_told(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match=r"SOURCE_DATE_EPOCH is `.*`, and not a number of seconds since 1970"):
        clock.today("UTC")


def test_a_build_as_on_another_day_issues_labels_only_up_to_the_true_one(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    now, sooner, later = (datetime.date(2026, 11, day) for day in (24, 23, 25))
    assert clock.days(None, "UTC") == (now, now)
    assert clock.days(sooner, "UTC") == (sooner, sooner)
    assert clock.days(later, "UTC") == (later, now)


@pytest.mark.parametrize(("set_to", "zone"), [("Europe/Lisbon", "Europe/Lisbon"), (":Asia/Tokyo", "Asia/Tokyo")])
def test_the_zone_here_is_the_one_that_is_set(monkeypatch, set_to, zone):
    monkeypatch.setenv("TZ", set_to)
    assert clock.zone_here() == zone


@pytest.mark.parametrize(
    ("leads_to", "zone"), [("/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"), ("/etc/localtime", "UTC"), ("/x/zoneinfo/Nowhere", "UTC")]
)
def test_the_zone_here_is_the_one_that_the_computer_tells(monkeypatch, leads_to, zone):
    monkeypatch.setenv("TZ", "EST5EDT-odd")
    monkeypatch.setattr(clock.os.path, "realpath", lambda _: leads_to)
    assert clock.zone_here() == zone
