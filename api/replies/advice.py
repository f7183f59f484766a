"""What the clauses advise, scheme by scheme."""

from __future__ import annotations

from datetime import date

from api.replies.basics import EditionNamed, Reply, Words
from api.replies.known import KnownReply


class ClauseWeighed(Reply):
    """A clause as it weighs here; `applies` is false where the edition sets nothing to test."""

    code: str
    applies: bool
    holds: bool
    words: Words
    source: str


class FindingsReply(Reply):
    """What was found of the person beside the arrest."""

    age: int
    uses: int
    refusals: int
    disengagements: int
    under_contract: bool


class AdviceUnder(Reply):
    """What one edition advises. A named person decides; the clauses advise."""

    edition: EditionNamed
    eligible: bool
    refused_for: tuple[str, ...]
    findings: FindingsReply
    clauses: tuple[ClauseWeighed, ...]


class AdviceReply(Reply):
    """Advice under every scheme that the force has adopted by `on`; nothing is written."""

    participant_id: str
    journey: int
    on: date
    items: tuple[AdviceUnder, ...]
    known: KnownReply
