"""What is different of a journey at two moments, and which entries made the difference."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from api.replies.basics import EditionNamed, Reply, Words
from api.replies.known import KnownReply


class MomentReply(Reply):
    """A moment: the day told of, what was known, and the page's version then."""

    as_at: date
    version: int
    known: KnownReply


class Reasons(Reply):
    """`entries` made the difference, by their references; `byTheDay`: the day that passed did."""

    entries: tuple[str, ...]
    by_the_day: bool


class FieldChange(Reply):
    """A field of the standing that is different; null where there was no such journey yet.

    Fields are named, and have values, as in the standing itself.
    """

    field: str = Field(examples=["record"])
    from_: Any = Field(serialization_alias="from")
    to: Any
    reasons: Reasons


class ClauseThen(Reply):
    """How a clause weighed at a moment, for a decision on the day `on` under the edition."""

    applies: bool
    holds: bool
    edition: EditionNamed
    on: date


class ClauseChange(Reply):
    """A clause that weighs otherwise with what was known at the other moment."""

    code: str = Field(examples=["E11"])
    words: Words
    from_: ClauseThen = Field(serialization_alias="from")
    to: ClauseThen
    reasons: Reasons


class EntryBetween(Reply):
    """An entry that counts at one of the moments only: it `came`, or it `went`.

    `axes` says why not at the other: by `asKnownAt` it was not written, by `asAt` it had not
    happened. One that was found to be an error is `struckBy` the entry that says so.
    """

    reference: str
    line: int
    name: str
    on: date
    recorded_at: datetime
    words: Words
    effect: str = Field(examples=["came", "went"])
    axes: tuple[str, ...] = Field(examples=[["asKnownAt"]])
    struck_by: str | None


class ComparisonReply(Reply):
    """One journey at two moments: what is different, and every entry between them."""

    participant_id: str
    journey: int
    from_: MomentReply = Field(serialization_alias="from")
    to: MomentReply
    fields: tuple[FieldChange, ...]
    clauses: tuple[ClauseChange, ...]
    between: tuple[EntryBetween, ...]
