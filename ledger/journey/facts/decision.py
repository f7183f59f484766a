"""Facts about the decision to divert, and the person's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import EditionRef, Findings, Official, Override, Sealed, WorkedOut
from ledger.journey.words import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityDecided:
    """A named official decided, advised by every clause of the edition.

    `route` is the edition's, so that a journey can be told without the edition at hand;
    `refused_for` lists each clause that stood in the way, whatever was decided; `split` the numbers
    of the offences that an inspector took out of the decision; `override` is there when the
    decision goes against the clauses.
    """

    NAME: ClassVar = "eligibility.decided"

    journey: int
    on: date
    edition: EditionRef
    route: Route
    eligible: bool
    refused_for: tuple[str, ...]
    findings: Findings
    decided_by: Official
    rationale: Sealed[str] = ""
    split: tuple[int, ...] = ()
    override: Override | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionOffered:
    """Diversion was offered, with an explanation that taking part is voluntary."""

    NAME: ClassVar = "diversion.offered"

    journey: int
    on: date
    offered_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted:
    """The person decided to take part."""

    NAME: ClassVar = "offer.accepted"

    journey: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined:
    """The person decided not to take part."""

    NAME: ClassVar = "offer.declined"

    journey: int
    on: date
    reason: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed:
    """The person did not answer in time."""

    NAME: ClassVar = "offer.lapsed"

    journey: int
    on: date


DecisionFact = EligibilityDecided | DiversionOffered | OfferAccepted | OfferDeclined | OfferLapsed
