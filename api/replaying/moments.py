"""The moment that a read is of: the civil day it is told of, and how much was known by then.

How much was known is a size of the ledger. Whoever names an instant gets the largest size that was
sealed by then, and is told which; whoever names neither gets everything that is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BeforeValidator, WithJsonSchema

from api import clock, fields
from api.days import AsAt
from api.problems import Problem, fault
from api.replies.known import KnownReply
from ledger.evidence.known import Known, LogUnreadable, NeverSealed, known_by, known_to
from ledger.evidence.published import Published

AS_KNOWN_AT = "asKnownAt"
FROM_AS_KNOWN_AT = "fromAsKnownAt"
QUERIED = (
    "What was known: a size of the ledger, as in `1024`, or an instant with its offset, as in"
    " `2020-03-10T12:00:00Z`, which stands for the largest size that was sealed by then. Everything"
    " that is written if it is left out."
)
MOST_DIGITS = 15
_SIZE = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}")

Size = int | datetime
"""How much was known: a size of the ledger, or an instant."""


def size_or_instant(text: object) -> Size | None:
    """The size or the instant that `text` writes.

    Raises:
        WrongField: It writes neither, or an instant that has no offset or is still to come.
    """
    if text is None:
        return None
    if isinstance(text, str) and _SIZE.fullmatch(text):
        return int(text)
    try:
        return fields.instant_past(text)
    except fields.WrongField as wrong:
        code = "moment-malformed" if wrong.code == "time-malformed" else wrong.code
        raise fields.WrongField(code) from None


SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 10**MOST_DIGITS - 1},
        {"type": "string", "format": "date-time"},
    ]
}
Queried = Annotated[
    Any, BeforeValidator(size_or_instant), WithJsonSchema({**SCHEMA, "title": "As known at"})
]


@dataclass(frozen=True, slots=True)
class Moment:
    """As at the civil day `as_at`, inclusive, and as known at a size or instant; None: by now."""

    as_at: date
    as_known_at: Size | None = None
    parameter: str = AS_KNOWN_AT


async def moment(
    as_at: AsAt,
    as_known_at: Annotated[Queried, Query(alias=AS_KNOWN_AT, description=QUERIED)] = None,
) -> Moment:
    """The moment that an answer is of."""
    return Moment(as_at, as_known_at)


TheMoment = Annotated[Moment, Depends(moment)]


def known_at(published: Published, size: int, asked: Moment) -> Known:
    """How much was known at the moment asked; `size` is the ledger's now.

    Raises:
        Problem: The ledger is not so large, was not sealed by then, or the moment is to come.
    """
    match asked.as_known_at:
        case None:
            return known_to(published, size)
        case int(named):
            return _within(size, known_to(published, named), asked)
        case at:
            return _within(size, _known_by(published, at, asked), asked)


def _known_by(published: Published, at: datetime, asked: Moment) -> Known:
    if at > clock.now():
        raise _problem("moment-ahead", asked)
    try:
        return known_by(published, at)
    except NeverSealed:
        raise _problem("never-sealed-by-then", asked) from None
    except LogUnreadable:
        raise Problem("ledger-unavailable") from None


def _within(size: int, known: Known, asked: Moment) -> Known:
    if known.size > size:
        raise _problem("beyond-the-ledger", asked)
    return known


def _problem(code: str, asked: Moment) -> Problem:
    return Problem(code, errors=[fault("", code, parameter=asked.parameter)])


def checkpoint_path(size: int) -> str:
    """Where the signed note of the ledger at a size that was sealed can be read."""
    return f"/v1/ledger/checkpoint/{size}"


def known_reply(known: Known) -> KnownReply:
    """How much an answer was told from, and where the note that vouches for it can be read."""
    sealed_here = known.sealed_at is not None
    return KnownReply(
        size=known.size,
        root=known.root,
        checkpoint=checkpoint_path(known.size) if sealed_here else None,
        sealed_at=known.sealed_at,
        sealed_by=known.sealed_by,
    )
