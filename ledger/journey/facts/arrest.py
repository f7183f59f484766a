"""Facts about an arrest, and what is asked before an offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from ledger.journey.parts import ArrestPapers, Offence, Official, Sealed, WorkedOut
from ledger.journey.words import (
    Admission,
    Bail,
    CourtOrder,
    Detention,
    DrugClass,
    Encounter,
    ModeOfTrial,
    Screening,
    VictimViews,
)

NO_PAPERS = ArrestPapers()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrestRecorded:
    """A person was arrested, stopped or came in; this opens journey number `journey`.

    `age` is in whole years on the day `on`; `at` is the instant of the arrest.
    """

    NAME: ClassVar = "arrest.recorded"

    journey: int
    on: date
    at: datetime
    station: str
    offences: tuple[Offence, ...]
    admission: Admission
    age: int
    lives_in_area: bool
    occurred_in_area: bool
    encounter: Encounter = Encounter.ARREST
    sufficient_evidence: bool = False
    court_order: CourtOrder = CourtOrder.NONE
    bail: Bail = Bail.NONE
    detention: Detention = Detention.NONE
    co_accused: bool = False
    papers: Sealed[ArrestPapers] = NO_PAPERS


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionWithdrawn:
    """The person no longer admits the offence; from then on they count as giving no reply."""

    NAME: ClassVar = "admission.withdrawn"

    journey: int
    on: date
    reported_by: Official


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceReclassified:
    """Offence number `offence` (from 1) proved to be another.

    `refused_for` lists the clauses that the journey's edition now holds against the offence.
    """

    NAME: ClassVar = "offence.reclassified"

    journey: int
    on: date
    offence: int
    code: str
    decided_by: Official
    drug: str = ""
    title: WorkedOut[str] = ""
    mode: WorkedOut[ModeOfTrial] = ModeOfTrial.EITHER_WAY
    drug_class: WorkedOut[DrugClass] = DrugClass.NONE
    refused_for: WorkedOut[tuple[str, ...]] = ()
    reason: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardingScreened:
    """The person was screened for exploitation; a positive result holds the journey."""

    NAME: ClassVar = "safeguarding.screened"

    journey: int
    on: date
    result: Screening
    screened_by: Official
    referred_to_nrm: bool = False
    indicators: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimViewsSought:
    """The victim was asked, or could not be, or there is none."""

    NAME: ClassVar = "victim-views.sought"

    journey: int
    on: date
    views: VictimViews
    method: str = ""
    restorative_wanted: bool = False
    words: Sealed[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimNotified:
    """The victim was told of the decision, from which day any request for review is counted."""

    NAME: ClassVar = "victim.notified"

    journey: int
    on: date
    method: str = ""


ArrestFact = (
    ArrestRecorded
    | AdmissionWithdrawn
    | OffenceReclassified
    | SafeguardingScreened
    | VictimViewsSought
    | VictimNotified
)
