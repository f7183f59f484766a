"""Where a person stands with one arrest, and what makes it so."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from api.replies.basics import Coded, EditionNamed, NamedOfficial, Reply, Words
from api.replies.known import KnownReply


class ReasonGiven(Reply):
    """An entry that makes the answer what it is, and the clauses that it names.

    `overriddenBy` is on whose authority it was decided against those clauses.
    """

    reference: str
    line: int
    name: str
    on: date
    words: Words
    clauses: tuple[Coded, ...]
    overridden_by: NamedOfficial | None = None


class Due(Reply):
    """What is next to be done, by the civil day `on`, inclusive."""

    kind: str
    on: date


class StandingReply(Reply):
    """Where a person stands with one arrest on a day, and what makes it so.

    `record` answers whether a conviction or caution for this offence is avoided; `limits` say what
    that does not mean. `review` asks a person to look again.
    """

    participant_id: str
    journey: int
    as_at: date
    version: int
    status: Coded
    record: Coded
    holds: tuple[Coded, ...]
    reasons: tuple[ReasonGiven, ...]
    limits: tuple[Coded, ...]
    edition: EditionNamed | None
    last_on: date | None
    charge_by: date | None
    next_due: Due | None
    navigator: NamedOfficial | None
    police_station: str
    review: bool


class Explanation(Reply):
    """The answer in sentences, and the same as data: entries, clauses, edition and limits."""

    participant_id: str
    journey: int
    as_at: date
    record: Coded
    sentences: tuple[Words, ...]
    reasons: tuple[ReasonGiven, ...]
    limits: tuple[Coded, ...]
    edition: EditionNamed | None
    known: KnownReply


class OffenceReply(Reply):
    """An offence of the journey; `chargeBy` is null where no time limit binds."""

    number: int
    code: str
    title: str
    mode: str
    drug_class: str
    first_on: date
    last_on: date
    charge_by: date | None


class ConditionReply(Reply):
    """A condition of the contract."""

    number: int
    kind: str
    hours: int | None
    kept: bool
    discharged: bool


class ContractReply(Reply):
    """The contract as it stands; it binds to the end of `lastOn`, London time."""

    signed_at: datetime
    last_on: date
    conditions: tuple[ConditionReply, ...]


class AllegationReply(Reply):
    """Something said to have gone wrong, and what was found."""

    number: int
    kind: str = Field(examples=["breach", "reoffence"])
    found: str
    alleged_on: date


class JourneyReply(StandingReply):
    """Where the journey stands, and what it is about."""

    arrested_on: date
    admission: str
    offences: tuple[OffenceReply, ...]
    contract: ContractReply | None
    allegations: tuple[AllegationReply, ...]
    known: KnownReply
