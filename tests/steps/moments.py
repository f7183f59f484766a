"""When something happened: the civil day, and the hour where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from ledger.journey.calendar import london_day
from tests.steps.words import Kind, day


@dataclass(frozen=True)
class Moment:
    """When something happened: the civil day in London, and the instant if it is known."""

    on: date
    at: datetime | None = None


ZONES = {"Greenwich": UTC, "summer": timezone(timedelta(hours=1))}


def moment(text: str) -> Moment:
    """As people tell it: `10 June 2020`, or `23:59 summer time on 10 June 2020`."""
    if " time on " not in text:
        return Moment(day(text))
    clock, zone, _, _, on = text.split(" ", 4)
    at = datetime.combine(day(on), time.fromisoformat(clock), ZONES[zone])
    return Moment(london_day(at), at)


DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
MOMENT = Kind(rf"(?:\d\d:\d\d (?:Greenwich|summer) time on )?{DAY}", moment)
