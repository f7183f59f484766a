"""One example of every fact about the way into a scheme, each field filled."""

from __future__ import annotations

from datetime import date

from ledger.journey.facts import JourneyFact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.words import (
    Absence,
    Admission,
    Bail,
    CourtOrder,
    Detention,
    DrugClass,
    Encounter,
    ModeOfTrial,
    Route,
    Screening,
    VictimViews,
)
from tests.golden_parts import (
    AT,
    EDITION,
    FINDINGS,
    INSPECTOR,
    OFFENCE,
    ON,
    OVERRIDE,
    PAPERS,
    RATIONALE,
    REFUSED_FOR,
    SERGEANT,
)

ARREST: tuple[JourneyFact, ...] = (
    a.ArrestRecorded(
        journey=1,
        on=ON,
        at=AT,
        station="Wrecsam",
        offences=(OFFENCE,),
        admission=Admission.NO_REPLY,
        age=27,
        lives_in_area=True,
        occurred_in_area=False,
        encounter=Encounter.STREET,
        sufficient_evidence=True,
        court_order=CourtOrder.CONDITIONAL_DISCHARGE,
        bail=Bail.OTHER_MATTERS,
        detention=Detention.FOR_COURT,
        co_accused=True,
        papers=PAPERS,
    ),
    a.AdmissionWithdrawn(journey=1, on=ON, reported_by=SERGEANT),
    a.OffenceReclassified(
        journey=1,
        on=ON,
        offence=1,
        code="possession-class-b",
        decided_by=INSPECTOR,
        drug="cannabis",
        title="Possession of a controlled drug of Class B",
        mode=ModeOfTrial.SUMMARY_ONLY,
        drug_class=DrugClass.B,
        refused_for=REFUSED_FOR,
        reason="The laboratory found cannabis only.",
    ),
    a.SafeguardingScreened(
        journey=1,
        on=ON,
        result=Screening.POSITIVE,
        screened_by=SERGEANT,
        referred_to_nrm=True,
        indicators="Two phones, a stranger's address.",
    ),
    a.VictimViewsSought(
        journey=1,
        on=ON,
        views=VictimViews.OBJECTS,
        method="telephone",
        restorative_wanted=True,
        words="I want to be asked first.",
    ),
    a.VictimNotified(journey=1, on=ON, method="letter"),
)

DECISION: tuple[JourneyFact, ...] = (
    d.EligibilityDecided(
        journey=1,
        on=ON,
        edition=EDITION,
        route=Route.COURSE_THEN_CONTRACT,
        eligible=True,
        refused_for=REFUSED_FOR,
        findings=FINDINGS,
        decided_by=SERGEANT,
        rationale=RATIONALE,
        split=(2,),
        override=OVERRIDE,
    ),
    d.DiversionOffered(
        journey=1,
        on=ON,
        offered_by=SERGEANT,
        refused_for=REFUSED_FOR,
        override=OVERRIDE,
        rationale=RATIONALE,
    ),
    d.OfferAccepted(journey=1, on=ON),
    d.OfferDeclined(journey=1, on=ON, reason="Wants a day in court."),
    d.OfferLapsed(journey=1, on=ON),
)

COURSE: tuple[JourneyFact, ...] = (
    k.CourseBooked(
        journey=1, on=ON, held_on=date(2020, 1, 8), provider="Canolfan Gobaith", session=2
    ),
    k.CourseAttended(journey=1, on=date(2020, 1, 8), session=2),
    k.CourseMissed(
        journey=1, on=date(2020, 1, 8), absence=Absence.EXCUSED, session=2, excuse="In hospital."
    ),
    k.CourseCompleted(journey=1, on=date(2020, 1, 8), provider="Canolfan Gobaith"),
)

ENTRY_FACTS = (*ARREST, *DECISION, *COURSE)
