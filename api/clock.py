"""The one place that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger.journey.calendar import london_day


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The civil day in London."""
    return london_day(now())
