"""For every command, what has to be told first so that its example can be accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.journey.commands import DecideEligibility, PublishStatus, RecordArrest, VaryContract
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t

Step = tuple[Any, Mapping[str, Any]]
Steps = tuple[Step, ...]


def as_told(*kinds: Any) -> Steps:
    return tuple((kind, {}) for kind in kinds)


ARRESTED: Steps = ((RecordArrest, {"identifiers": []}),)
SCREENED = ARRESTED + as_told(a.SafeguardingScreened, a.VictimViewsSought)
ELIGIBLE = SCREENED + as_told(DecideEligibility)
OFFERED = ELIGIBLE + as_told(d.DiversionOffered)
ON_COURSE = OFFERED + as_told(k.CourseBooked)
ATTENDED = ON_COURSE + as_told(k.CourseAttended)
COURSE_KEPT = ATTENDED + as_told(k.CourseCompleted)
ACCEPTED = COURSE_KEPT + as_told(d.OfferAccepted)
WITH_NAVIGATOR = ACCEPTED + as_told(c.NavigatorAssigned)
ASSESSED = WITH_NAVIGATOR + as_told(c.NeedsAssessed)
SIGNED = ASSESSED + as_told(c.ContractSigned)
COMPLETED = SIGNED + as_told(e.ContractCompleted)
CLOSED = COMPLETED + as_told(e.OutcomeRecorded)
BREACH_ALLEGED = SIGNED + as_told(b.BreachAlleged)
REOFFENCE_ALLEGED = SIGNED + as_told(b.ReoffenceAlleged)
REOFFENCE_FOUND = REOFFENCE_ALLEGED + as_told(b.ReoffenceConfirmed)
RETURNED = REOFFENCE_FOUND + as_told(b.ReturnedForDecision)
FOUND_LATER: Steps = (
    *CLOSED,
    (b.ReoffenceAlleged, {"on": "2021-01-11"}),
    (b.ReoffenceConfirmed, {"on": "2021-01-18"}),
)

BEFORE: Mapping[Any, Steps] = {
    RecordArrest: (),
    a.SafeguardingScreened: ARRESTED,
    a.VictimViewsSought: ARRESTED,
    a.VictimNotified: OFFERED,
    a.OffenceReclassified: OFFERED,
    a.AdmissionWithdrawn: OFFERED,
    DecideEligibility: SCREENED,
    PublishStatus: CLOSED,
    d.DiversionOffered: ELIGIBLE,
    d.OfferAccepted: COURSE_KEPT,
    d.OfferDeclined: COURSE_KEPT,
    d.OfferLapsed: COURSE_KEPT,
    k.CourseBooked: OFFERED,
    k.CourseAttended: ON_COURSE,
    k.CourseMissed: ON_COURSE,
    k.CourseCompleted: ATTENDED,
    c.NavigatorAssigned: ACCEPTED,
    c.NeedsAssessed: WITH_NAVIGATOR,
    c.ContractSigned: ASSESSED,
    VaryContract: SIGNED,
    c.ContractPaused: SIGNED,
    c.ContractResumed: SIGNED + as_told(c.ContractPaused),
    c.TreatmentReferred: SIGNED,
    c.SessionAttended: SIGNED,
    c.SessionMissed: SIGNED,
    c.ConditionMet: SIGNED,
    c.ConditionDischarged: SIGNED,
    c.Withdrawn: SIGNED,
    b.BreachAlleged: SIGNED,
    b.BreachConfirmed: BREACH_ALLEGED,
    b.BreachExcused: BREACH_ALLEGED,
    b.BreachRescinded: BREACH_ALLEGED + as_told(b.BreachConfirmed),
    b.ReoffenceAlleged: SIGNED,
    b.ReoffenceConfirmed: REOFFENCE_ALLEGED,
    b.ReoffenceExcused: REOFFENCE_ALLEGED,
    b.ReoffenceCleared: REOFFENCE_ALLEGED,
    b.ReturnedForDecision: REOFFENCE_FOUND,
    e.TermEnded: SIGNED,
    e.ContractCompleted: SIGNED,
    e.CompletionRescinded: FOUND_LATER,
    e.Charged: RETURNED,
    e.ReferredToProsecutor: RETURNED,
    e.CautionGiven: RETURNED,
    e.Convicted: RETURNED + as_told(e.Charged),
    e.NotProsecuted: RETURNED,
    e.OutcomeRecorded: COMPLETED,
    e.JourneyVoided: OFFERED,
    e.TransferredOut: SIGNED,
    e.TransferAccepted: SIGNED + as_told(e.TransferredOut),
    e.ProceedingsNotified: SIGNED,
    e.ProceedingsConcluded: SIGNED + as_told(e.ProceedingsNotified),
    p.IdentifierAdded: ARRESTED,
    p.IdentifierCorrected: ((RecordArrest, {}),),
    p.DetailsCorrected: ARRESTED,
    p.PagesLinked: ARRESTED,
    p.PagesUnlinked: ARRESTED + as_told(p.PagesLinked),
    p.ParticipantDied: SIGNED,
    t.RecordedInError: SCREENED,
    t.AccuracyContested: SIGNED,
    t.RestrictionApplied: SIGNED,
    t.RestrictionLifted: SIGNED + as_told(t.RestrictionApplied),
    t.DisclosureMade: SIGNED,
}
"""The steps before, each a kind and what differs from its example."""
