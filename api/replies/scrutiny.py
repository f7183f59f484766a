"""Samples for scrutiny, packs, and what panels said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from api.replies.basics import Reply
from ledger.journey.words import Admission, DecisionKind, Verdict


class SampleReply(Reply):
    """A sample that was drawn: all that it takes to draw it again.

    `wanted` of the `population` were drawn, or all of it if there are fewer. `seedGiven` says that
    the seed was the caller's own. The population is told by the first `known` leaves of the log;
    `root` is that of their tree, in base64. The days are inclusive.
    """

    sample_id: str = Field(examples=["s-3c9f1k7t5w2xq8m0n4b6d0hjzv"])
    force: str
    decision: DecisionKind
    from_on: date
    last_on: date
    outcomes: tuple[str, ...]
    officers: tuple[str, ...]
    wanted: int
    population: int
    drawn: int
    seed: str
    seed_given: bool
    known: int
    root: str
    drawn_on: date
    drawn_by: str
    recorded_at: datetime


class PlaceReply(Reply):
    """Where a decision of a sample stands, by its number in the pack."""

    decision: int
    participant_id: str
    line: int


class VerdictReply(Reply):
    """What a panel said of a decision of the sample, by its number in the pack.

    `counts` is false where the same panel has said something else since. `observations` is null
    for a role that is not to see it, and where a verdict was just given.
    """

    sample_id: str
    decision: int
    verdict: Verdict
    panel: str
    on: date
    observations: str | None
    counts: bool
    given_by: str
    recorded_at: datetime


class KnownEntryReply(Reply):
    """An entry that was known when it was decided; `data` holds what of it a panel is shown."""

    line: int
    name: str
    journey: int | None
    on: date
    written_on: date
    counts: bool
    data: dict[str, Any]


class JudgedReply(Reply):
    """A decision, and all that was known of the matter when it was made: itself is the last.

    `offences` and `admission` are as they were known then; the entries say how they came to be so.
    """

    number: int
    journey: int
    on: date
    offences: tuple[dict[str, Any], ...]
    admission: Admission | None
    known: tuple[KnownEntryReply, ...]
    rationale: str | None


class PackReply(Reply):
    """A pack: anonymised, and without what came to light after each decision."""

    format: int
    sample: str
    drawn_on: date
    force: str
    decision: DecisionKind
    from_on: date
    last_on: date
    wanted: int
    population: int
    seed: str
    known: int
    root: str
    with_rationale: bool
    decisions: tuple[JudgedReply, ...]
