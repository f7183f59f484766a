"""Facts about what goes wrong; allegations are numbered from 1 through the whole journey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from ledger.journey.parts import Official, Override, Sealed, WorkedOut
from ledger.journey.words import BreachCause, ClearedBecause, ReoffendingTest, ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAlleged:
    """It is said that condition number `condition` was not kept on `breached_on`."""

    NAME: ClassVar = "breach.alleged"

    journey: int
    on: date
    condition: int
    allegation: WorkedOut[int] = 0
    breached_on: date
    cause: BreachCause
    detail: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachConfirmed:
    """A named official found that the condition was not kept, without reasonable excuse."""

    NAME: ClassVar = "breach.confirmed"

    journey: int
    on: date
    allegation: int
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachExcused:
    """There was a reasonable excuse, or discretion was used; `warned` counts as a warning."""

    NAME: ClassVar = "breach.excused"

    journey: int
    on: date
    allegation: int
    decided_by: Official
    warned: bool = False
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRescinded:
    """A confirmed breach was taken back; both entries stay."""

    NAME: ClassVar = "breach.rescinded"

    journey: int
    on: date
    allegation: int
    decided_by: Official
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReoffenceAlleged:
    """A new offence is alleged; `offence_on` is its last day of commission.

    `arising_from` is the journey number of the new arrest on the same page, 0 if there is none.
    """

    NAME: ClassVar = "reoffence.alleged"

    journey: int
    on: date
    offence_code: str
    offence_on: date
    allegation: WorkedOut[int] = 0
    offence_at: datetime | None = None
    gravity: int | None = None
    arising_from: WorkedOut[int] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReoffenceConfirmed:
    """The new matter has come as far as `reached`, and a named official decided that it counts."""

    NAME: ClassVar = "reoffence.confirmed"

    journey: int
    on: date
    allegation: int
    reached: ReoffendingTest
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReoffenceExcused:
    """A minor reoffence, inside the edition's discretion, was left without consequence."""

    NAME: ClassVar = "reoffence.excused"

    journey: int
    on: date
    allegation: int
    decided_by: Official
    refused_for: WorkedOut[tuple[str, ...]] = ()
    override: Override | None = None
    rationale: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReoffenceCleared:
    """The alleged reoffence does not count; a breach that rested on it alone falls with it."""

    NAME: ClassVar = "reoffence.cleared"

    journey: int
    on: date
    allegation: int
    because: ClearedBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForDecision:
    """The matter went back to the investigating officer for a charging decision."""

    NAME: ClassVar = "matter.returned"

    journey: int
    on: date
    because: ReturnReason
    returned_to: Official


BreachFact = (
    BreachAlleged
    | BreachConfirmed
    | BreachExcused
    | BreachRescinded
    | ReoffenceAlleged
    | ReoffenceConfirmed
    | ReoffenceExcused
    | ReoffenceCleared
    | ReturnedForDecision
)
