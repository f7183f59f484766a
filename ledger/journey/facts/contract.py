"""Facts about the work with a navigator; conditions are numbered from 1 in the order signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from ledger.journey.parts import (
    Assurance,
    Condition,
    EditionRef,
    Official,
    Override,
    Score,
    Sealed,
    WorkedOut,
)
from ledger.journey.words import (
    Absence,
    Fitness,
    Language,
    LegalAdvice,
    Pathway,
    PauseReason,
    Phase,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigatorAssigned:
    """A navigator took the person on; the first appointment is on `appointment_on`."""

    NAME: ClassVar = "navigator.assigned"

    journey: int
    on: date
    navigator: Official
    appointment_on: date
    station: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAssessed:
    """Needs were assessed; scores of different `scale_version`s are never compared."""

    NAME: ClassVar = "needs.assessed"

    journey: int
    on: date
    phase: Phase
    scale: str
    scale_version: str
    pathways: tuple[Pathway, ...]
    assessed_by: Official
    scores: Sealed[tuple[Score, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSigned:
    """A contract was signed at `signed_at`; it binds to the end of `last_on`, London time.

    `length` is in ISO 8601 months; `texts` are the conditions' own words, in their order;
    `told_voluntary` records that the person was told they may withdraw and what follows.
    """

    NAME: ClassVar = "contract.signed"

    journey: int
    on: date
    signed_at: datetime
    length: str
    conditions: tuple[Condition, ...]
    assurance: Assurance
    fitness: Fitness
    understands: Language
    legal_advice: LegalAdvice
    told_voluntary: bool
    navigator: Official
    vulnerable: bool = False
    appropriate_adult_present: bool = False
    interpreter_present: bool = False
    last_on: WorkedOut[date] = date.max
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""
    texts: Sealed[tuple[str, ...]] = ()
    appropriate_adult: Sealed[str] = ""
    interpreter: Sealed[str] = ""
    solicitor: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVaried:
    """Both signed a change: of the last day, of the conditions, or of the edition that governs."""

    NAME: ClassVar = "contract.varied"

    journey: int
    on: date
    signed_by_participant: bool
    last_on: date
    conditions: tuple[Condition, ...]
    edition: EditionRef
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""
    texts: Sealed[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPaused:
    """The work stopped for a while; the last day stays as signed unless it is varied."""

    NAME: ClassVar = "contract.paused"

    journey: int
    on: date
    reason: PauseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractResumed:
    """The work went on."""

    NAME: ClassVar = "contract.resumed"

    journey: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentReferred:
    """The participant was referred to a service; which one is health data."""

    NAME: ClassVar = "treatment.referred"

    journey: int
    on: date
    service: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAttended:
    """The participant met the navigator or a service."""

    NAME: ClassVar = "session.attended"

    journey: int
    on: date
    hours: int = 0
    note: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMissed:
    """The participant was not at a session."""

    NAME: ClassVar = "session.missed"

    journey: int
    on: date
    absence: Absence
    excuse: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet:
    """A condition was kept."""

    NAME: ClassVar = "condition.met"

    journey: int
    on: date
    condition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDischarged:
    """A condition no longer binds, through nobody's failure."""

    NAME: ClassVar = "condition.discharged"

    journey: int
    on: date
    condition: int
    reason: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The participant chose to leave; not a breach, though the matter goes back likewise."""

    NAME: ClassVar = "participant.withdrew"

    journey: int
    on: date
    reason: Sealed[str] = ""


ContractFact = (
    NavigatorAssigned
    | NeedsAssessed
    | ContractSigned
    | ContractVaried
    | ContractPaused
    | ContractResumed
    | TreatmentReferred
    | SessionAttended
    | SessionMissed
    | ConditionMet
    | ConditionDischarged
    | Withdrawn
)
