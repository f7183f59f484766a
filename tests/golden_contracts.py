"""One example of every fact about a contract and how it ends, each field filled."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger.journey.facts import JourneyFact
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.words import (
    Absence,
    BreachCause,
    CautionKind,
    ClearedBecause,
    Fitness,
    Language,
    LegalAdvice,
    Pathway,
    PauseReason,
    Phase,
    ProceedingsKind,
    ReoffendingTest,
    ReturnReason,
    VoidReason,
)
from tests.golden_parts import (
    ASSURANCE,
    AT,
    CONDITIONS,
    EDITION,
    INSPECTOR,
    NAVIGATOR,
    ON,
    OVERRIDE,
    RATIONALE,
    REFUSED_FOR,
    SCORES,
    SERGEANT,
    TEXTS,
)

CONTRACT: tuple[JourneyFact, ...] = (
    c.NavigatorAssigned(
        journey=1,
        on=ON,
        navigator=NAVIGATOR,
        appointment_on=date(2019, 12, 12),
        station="Bae Colwyn",
    ),
    c.NeedsAssessed(
        journey=1,
        on=ON,
        phase=Phase.ENTRY,
        scale="seven pathways",
        scale_version="3",
        pathways=(Pathway.DRUGS, Pathway.HOUSING),
        assessed_by=NAVIGATOR,
        scores=SCORES,
    ),
    c.ContractSigned(
        journey=1,
        on=ON,
        signed_at=AT,
        length="P4M",
        conditions=CONDITIONS,
        assurance=ASSURANCE,
        fitness=Fitness.FIT,
        understands=Language.WELSH,
        legal_advice=LegalAdvice.TAKEN,
        told_voluntary=True,
        navigator=NAVIGATOR,
        vulnerable=True,
        appropriate_adult_present=True,
        interpreter_present=True,
        last_on=date(2020, 4, 10),
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
        texts=TEXTS,
        appropriate_adult="Gwen Ddychmygol",
        interpreter="Iolo Ieithydd",
        solicitor="Cyfreithwyr Neb & Co.",
    ),
    c.ContractVaried(
        journey=1,
        on=ON,
        signed_by_participant=True,
        last_on=date(2020, 4, 30),
        conditions=CONDITIONS,
        edition=EDITION,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
        texts=TEXTS,
    ),
    c.ContractPaused(journey=1, on=ON, reason=PauseReason.ILLNESS),
    c.ContractResumed(journey=1, on=ON),
    c.TreatmentReferred(journey=1, on=ON, service="Opioid substitution"),
    c.SessionAttended(journey=1, on=ON, hours=2, note="Came early."),
    c.SessionMissed(journey=1, on=ON, absence=Absence.UNEXCUSED, excuse="None given."),
    c.ConditionMet(journey=1, on=ON, condition=1),
    c.ConditionDischarged(journey=1, on=ON, condition=2, reason="The charity closed."),
    c.Withdrawn(journey=1, on=ON, reason="Symud i ffwrdd."),
)

BREACH: tuple[JourneyFact, ...] = (
    b.BreachAlleged(
        journey=1,
        on=ON,
        condition=1,
        allegation=1,
        breached_on=date(2019, 12, 9),
        cause=BreachCause.PARTICIPANT,
        detail="Did not come to the allotment.",
    ),
    b.BreachConfirmed(
        journey=1,
        on=ON,
        allegation=1,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    b.BreachExcused(
        journey=1, on=ON, allegation=1, decided_by=INSPECTOR, warned=True, rationale=RATIONALE
    ),
    b.BreachRescinded(
        journey=1, on=ON, allegation=1, decided_by=INSPECTOR, rationale="The wrong person."
    ),
    b.ReoffenceAlleged(
        journey=1,
        on=ON,
        offence_code="theft",
        offence_on=date(2019, 12, 9),
        allegation=2,
        offence_at=datetime(2019, 12, 9, 22, 15, tzinfo=UTC),
        gravity=2,
        arising_from=2,
    ),
    b.ReoffenceConfirmed(
        journey=1,
        on=ON,
        allegation=2,
        reached=ReoffendingTest.CHARGE,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    b.ReoffenceExcused(
        journey=1,
        on=ON,
        allegation=2,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    b.ReoffenceCleared(journey=1, on=ON, allegation=2, because=ClearedBecause.NO_FURTHER_ACTION),
    b.ReturnedForDecision(
        journey=1, on=ON, because=ReturnReason.COURSE_NOT_ATTENDED, returned_to=SERGEANT
    ),
)

ENDING: tuple[JourneyFact, ...] = (
    e.TermEnded(journey=1, on=date(2020, 4, 11)),
    e.ContractCompleted(
        journey=1,
        on=ON,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    e.CompletionRescinded(
        journey=1,
        on=ON,
        allegation=2,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    e.Charged(
        journey=1,
        on=ON,
        decided_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    e.ReferredToProsecutor(journey=1, on=ON, referred_by=INSPECTOR),
    e.CautionGiven(
        journey=1,
        on=ON,
        kind=CautionKind.CONDITIONAL,
        admitted=True,
        given_by=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    e.Convicted(journey=1, on=ON, court="Llys Ynadon Wrecsam"),
    e.NotProsecuted(journey=1, on=ON, decided_by=INSPECTOR, rationale=RATIONALE),
    e.OutcomeRecorded(
        journey=1,
        on=ON,
        code="22",
        recorded_for=INSPECTOR,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    e.JourneyVoided(journey=1, on=ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR),
    e.TransferredOut(journey=1, on=ON, to_force="cheshire"),
    e.TransferAccepted(journey=1, on=ON, by_force="cheshire"),
    e.ProceedingsNotified(journey=1, on=ON, kind=ProceedingsKind.JUDICIAL_REVIEW),
    e.ProceedingsConcluded(journey=1, on=ON, kind=ProceedingsKind.JUDICIAL_REVIEW),
)

CONTRACT_FACTS = (*CONTRACT, *BREACH, *ENDING)
