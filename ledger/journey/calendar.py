"""Periods in civil days, counted as the courts count them.

A day is a day in London. The day a period runs from is excluded; its last day is the day of the
same number so many months later, or the last of that month where there is none, and the period
binds to midnight at the end of it (Dodds v Walker [1981] 1 WLR 1027 HL).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ledger.journey.words import ModeOfTrial

LONDON = ZoneInfo("Europe/London")

CHARGE_WITHIN_MONTHS: dict[ModeOfTrial, int | None] = {
    ModeOfTrial.SUMMARY_ONLY: 6,
    ModeOfTrial.EITHER_WAY: None,
    ModeOfTrial.INDICTABLE_ONLY: None,
}

_PERIOD = re.compile(r"P(?=[0-9])(?:([0-9]{1,2})Y)?(?:([0-9]{1,3})M)?")


class NotAPeriod(ValueError):
    """The text is not an ISO 8601 period of years and months."""


class NaiveTime(ValueError):
    """The time has no offset from UTC, so it names no instant."""


class NotYetBorn(ValueError):
    """An age was asked for on a day before the birth."""


class EndsBeforeSigning(ValueError):
    """A term's last day is before the day it was signed."""


def months_in(period: str) -> int:
    """The whole months in an ISO 8601 period: `P4M` is 4, `P1Y` is 12, `P1Y6M` is 18.

    Raises:
        NotAPeriod: `period` has another shape, or other units than years and months.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise NotAPeriod(f"not a period of months: {period!r}")
    years, months = (int(number or 0) for number in match.groups())
    return 12 * years + months


def months_after(day: date, months: int) -> date:
    """The last day, inclusive, of a period of `months` from `day`; before it if negative.

    To tell whether an event is less than so many months old, count forward from the event: at
    the end of a month, counting back does not undo counting forward.

    Raises:
        ValueError: The year would be before 1 or after 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def london_day(at: datetime) -> date:
    """The civil day in London that the instant falls on.

    Raises:
        NaiveTime: `at` has no offset.
    """
    utc = _in_utc(at)
    if 1 <= utc.hour < 22:  # London was never an hour behind UTC, nor more than two ahead
        return utc.date()
    return utc.astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """The instant, exclusive and in UTC, at which `day` ends: the midnight in London after it."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON).astimezone(UTC)


def age_on(born_on: date, day: date) -> int:
    """Age in whole years on `day`, reached as the birthday begins (Family Law Reform Act 1969 s.9).

    Where there is no 29 February, the birthday is 1 March.

    Raises:
        NotYetBorn: `day` is before `born_on`.
    """
    if day < born_on:
        raise NotYetBorn("the day is before the birth")
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def charge_by(offence_on: date, mode: ModeOfTrial) -> date | None:
    """The last day, inclusive, on which the offence can be charged; `None` if there is no limit.

    Six months for a summary-only offence, its day excluded (Magistrates' Courts Act 1980 s.127;
    DPP v Jackson, 2025: 27 September 2023 gives 27 March 2024).
    """
    months = CHARGE_WITHIN_MONTHS[mode]
    return None if months is None else months_after(offence_on, months)


@dataclass(frozen=True, slots=True)
class Term:
    """What a contract binds: from the instant of signing to the end of `last_on`, inclusive.

    Raises:
        NaiveTime: `signed_at` has no offset.
        EndsBeforeSigning: `last_on` is before the day of signing.
    """

    signed_at: datetime
    last_on: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "signed_at", _in_utc(self.signed_at))
        if self.last_on < self.signed_on:
            raise EndsBeforeSigning(f"signed on {self.signed_on}, to end on {self.last_on}")

    @classmethod
    def of(cls, signed_at: datetime, months: int) -> Term:
        """The term of a contract for so many months; the day of signing is excluded."""
        return cls(signed_at, months_after(london_day(signed_at), months))

    @property
    def signed_on(self) -> date:
        return london_day(self.signed_at)

    def holds(self, offence_on: date, offence_at: datetime | None) -> bool:
        """Whether an offence falls in the term.

        On the day of signing it does only if its instant is known, falls on that day, and is
        after the signing.

        Raises:
            NaiveTime: The offence is on the day of signing and `offence_at` has no offset.
        """
        if offence_on != self.signed_on:
            return self.signed_on < offence_on <= self.last_on
        return (
            offence_at is not None
            and london_day(offence_at) == offence_on
            and offence_at > self.signed_at
        )

    def __contains__(self, when: date) -> bool:
        """Whether an offence of `when`, a civil day or an aware instant, falls in the term."""
        if isinstance(when, datetime):
            return self.holds(london_day(when), when)
        return self.holds(when, None)


def _in_utc(at: datetime) -> datetime:
    # Two times of one zone are compared by the clock on the wall, which shows 01:30 twice a year.
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise NaiveTime("a time needs an offset from UTC")
    return at.astimezone(UTC)
