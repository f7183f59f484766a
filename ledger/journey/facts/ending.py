"""Facts about how a journey ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.journey.parts import Official, Override, Sealed, WorkedOut
from ledger.journey.words import CautionKind, ProceedingsKind, VoidReason


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEnded:
    """The last day of the contract has passed; nothing is decided by that."""

    NAME: ClassVar = "term.ended"

    journey: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCompleted:
    """A named official decided that the work asked for is done."""

    NAME: ClassVar = "contract.completed"

    journey: int
    on: date
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRescinded:
    """Completion was taken back for an offence in the term that was learnt of later."""

    NAME: ClassVar = "completion.rescinded"

    journey: int
    on: date
    allegation: int
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """The person was charged, or a written charge was issued, for the matter."""

    NAME: ClassVar = "person.charged"

    journey: int
    on: date
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredToProsecutor:
    """The matter went to the Crown Prosecution Service for a charging decision."""

    NAME: ClassVar = "prosecutor.asked"

    journey: int
    on: date
    referred_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionGiven:
    """A caution was given for the matter; it is a criminal record."""

    NAME: ClassVar = "caution.given"

    journey: int
    on: date
    kind: CautionKind
    admitted: bool
    given_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convicted:
    """A court convicted the person of the matter."""

    NAME: ClassVar = "person.convicted"

    journey: int
    on: date
    court: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotProsecuted:
    """It was decided not to prosecute, or the prosecution ended without conviction."""

    NAME: ClassVar = "prosecution.declined"

    journey: int
    on: date
    decided_by: Official
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecorded:
    """The crime was closed with a Home Office outcome code, as dated in the reference list."""

    NAME: ClassVar = "outcome.recorded"

    journey: int
    on: date
    code: str
    recorded_for: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyVoided:
    """The journey should never have been one; it counts as no use of any scheme."""

    NAME: ClassVar = "journey.voided"

    journey: int
    on: date
    reason: VoidReason
    decided_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredOut:
    """Another force was asked to take the work over; the crime stays with the origin."""

    NAME: ClassVar = "transfer.asked"

    journey: int
    on: date
    to_force: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAccepted:
    """The other force took the work over."""

    NAME: ClassVar = "transfer.accepted"

    journey: int
    on: date
    by_force: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingsNotified:
    """A complaint, review or appeal was notified; it holds completion and destruction."""

    NAME: ClassVar = "proceedings.notified"

    journey: int
    on: date
    kind: ProceedingsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingsConcluded:
    """The complaint, review or appeal came to an end."""

    NAME: ClassVar = "proceedings.concluded"

    journey: int
    on: date
    kind: ProceedingsKind


EndingFact = (
    TermEnded
    | ContractCompleted
    | CompletionRescinded
    | Charged
    | ReferredToProsecutor
    | CautionGiven
    | Convicted
    | NotProsecuted
    | OutcomeRecorded
    | JourneyVoided
    | TransferredOut
    | TransferAccepted
    | ProceedingsNotified
    | ProceedingsConcluded
)
