"""What a field of a form may hold, type by type; each way of being wrong has a code of its own.

Nothing is coerced: a number is no text, a day is written as a day. Years go from 1900 to ten years
from now. What has happened is not ahead of today, London time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict

from api import clock
from api.problem_types import TYPES
from ledger.journey.calendar import london_day

FIRST_YEAR = 1900
YEARS_AHEAD = 10
MOST_ITEMS = 100
MOST_NUMBER = 999_999
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOCAL = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
_NAIVE = re.compile(_LOCAL)
_INSTANT = re.compile(_LOCAL + r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})")


class WrongField(ValueError):
    """A field is at fault; `code` is that of a problem. What it held is not repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(TYPES[code].title)
        self.code = code


def day(text: object) -> date:
    """The civil day that `text` writes.

    Raises:
        WrongField: It writes none, or one out of bounds.
    """
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise WrongField("day-malformed")
    try:
        read = date.fromisoformat(text)
    except ValueError:
        raise WrongField("day-impossible") from None
    return _bounded(read)


def day_past(text: object) -> date:
    """The civil day that `text` writes, if it is not ahead of today.

    Raises:
        WrongField: It writes none, or one out of bounds, or one that is to come.
    """
    return _past(day(text))


def instant_past(text: object) -> datetime:
    """The instant, in UTC, that `text` writes, if its day is not ahead of today.

    Raises:
        WrongField: It writes none, or one out of bounds, or one that is to come.
    """
    if not isinstance(text, str) or not (_NAIVE.fullmatch(text) or _INSTANT.fullmatch(text)):
        raise WrongField("time-malformed")
    if _NAIVE.fullmatch(text):
        raise WrongField("time-naive")
    _bounded_year(int(text[:4]))
    try:
        read = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except ValueError:
        raise WrongField("time-impossible") from None
    _past(_bounded(london_day(read)))
    return read


def _bounded(read: date) -> date:
    _bounded_year(read.year)
    return read


def _bounded_year(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year + YEARS_AHEAD:
        raise WrongField("year-out-of-range")


def _past(read: date) -> date:
    if read > clock.today():
        raise WrongField("day-in-the-future")
    return read


def _whole(read: object) -> object:
    return int(read) if isinstance(read, float) and read.is_integer() else read


def _said(text: str) -> str:
    if not text.strip():
        raise WrongField("text-missing")
    return text


Day = Annotated[date, BeforeValidator(day)]
PastDay = Annotated[date, BeforeValidator(day_past)]
PastInstant = Annotated[datetime, BeforeValidator(instant_past)]
Truth = Annotated[bool, Strict()]
Name = Annotated[str, Strict(), Field(min_length=1, max_length=200), AfterValidator(_said)]
Code = Annotated[str, Strict(), Field(pattern=KEBAB, max_length=64)]
"""A code as the reference lists have them, in kebab-case."""


def text(most: int, *, needed: bool) -> Any:
    """A text of at most so many characters; one that is needed is not blank."""
    if needed:
        said = AfterValidator(_said)
        return Annotated[str, Strict(), Field(min_length=1, max_length=most), said]
    return Annotated[str, Strict(), Field(max_length=most)]


def number(least: int, most: int = MOST_NUMBER) -> Any:
    """A whole number between the two, inclusive; in JSON 3.0 is one as well."""
    return Annotated[int, Strict(), Field(ge=least, le=most), BeforeValidator(_whole)]
