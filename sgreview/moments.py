"""What time it is: the only place that asks the machine's clock."""

from datetime import UTC, date, datetime


def utc_now() -> str:
    """This moment in UTC, as the register keeps moments: ``2026-11-23T09:15:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def london_now() -> datetime:
    """This moment on the clocks of England, which decide what day it is."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London"))


def london_today() -> date:
    """Today's date in England."""
    return london_now().date()
