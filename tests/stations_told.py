"""A story at every station where a journey can stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.words import BreachCause, ReoffendingTest, ReturnReason, VoidReason
from tests.story import INSPECTOR, OFFICER, Story

ON = date(2019, 12, 10)
AFTER = date(2020, 4, 11)
LAUNCHED = "checkpoint-cymru/2019-12"
ANNOUNCED = "checkpoint-cymru/2019-10"


def arrested() -> Story:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON))
    return story


def ineligible() -> Story:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON, lives_in_area=False))
    story.do(story.decision(ON, eligible=False))
    return story


def eligible() -> Story:
    story = arrested()
    story.do(story.decision(ON))
    return story


def offered() -> Story:
    return Story(LAUNCHED).offered(ON)


def on_course() -> Story:
    story = Story(ANNOUNCED).offered(ON)
    story.do(story.booking(ON))
    return story


def course_kept() -> Story:
    return Story(ANNOUNCED).offered(ON).course_done(ON)


def accepted() -> Story:
    story = offered()
    story.do(story.acceptance(ON))
    return story


def assessed() -> Story:
    return Story(LAUNCHED).ready_to_sign(ON)


def under_contract() -> Story:
    return Story(LAUNCHED).signed(ON)


def awaiting_completion() -> Story:
    story = under_contract()
    story.do(e.TermEnded(journey=1, on=AFTER))
    return story


def completed() -> Story:
    story = under_contract()
    story.do(story.completion(AFTER))
    return story


def withdrew() -> Story:
    story = under_contract()
    story.do(c.Withdrawn(journey=1, on=ON))
    return story


def breach_found() -> Story:
    story = under_contract()
    cause = BreachCause.PARTICIPANT
    story.do(b.BreachAlleged(journey=1, on=ON, condition=1, breached_on=ON, cause=cause))
    story.do(
        b.BreachConfirmed(
            journey=1, on=ON, allegation=1, decided_by=INSPECTOR, rationale="No excuse."
        )
    )
    return story


def reoffence_found() -> Story:
    story = under_contract()
    day = date(2019, 12, 11)
    story.do(b.ReoffenceAlleged(journey=1, on=day, offence_code="theft", offence_on=day))
    story.do(
        b.ReoffenceConfirmed(
            journey=1,
            on=day,
            allegation=1,
            reached=ReoffendingTest.CHARGE,
            decided_by=INSPECTOR,
            rationale="Charged.",
        )
    )
    return story


def returned() -> Story:
    story = withdrew()
    because = ReturnReason.WITHDRAWN
    story.do(b.ReturnedForDecision(journey=1, on=ON, because=because, returned_to=OFFICER))
    return story


def with_prosecutor() -> Story:
    story = returned()
    story.do(e.ReferredToProsecutor(journey=1, on=ON, referred_by=OFFICER))
    return story


def charged() -> Story:
    story = returned()
    story.do(e.Charged(journey=1, on=ON, decided_by=OFFICER))
    return story


def closed_as_diverted() -> Story:
    return under_contract().completed(AFTER)


def closed_as_charged() -> Story:
    story = charged()
    story.do(story.outcome(ON, "1"))
    return story


def closed_otherwise() -> Story:
    story = returned()
    story.do(story.outcome(ON, "10"))
    return story


def transferred() -> Story:
    story = under_contract()
    story.do(e.TransferredOut(journey=1, on=ON, to_force="gwent"))
    story.do(e.TransferAccepted(journey=1, on=ON, by_force="gwent"))
    return story


def void() -> Story:
    story = under_contract()
    reason = VoidReason.NO_OFFENCE
    story.do(e.JourneyVoided(journey=1, on=ON, reason=reason, decided_by=INSPECTOR))
    return story


STATIONS: dict[str, Callable[[], Story]] = {
    "arrested": arrested,
    "ineligible": ineligible,
    "eligible": eligible,
    "offered": offered,
    "on the course": on_course,
    "course kept": course_kept,
    "accepted": accepted,
    "assessed": assessed,
    "under contract": under_contract,
    "awaiting completion": awaiting_completion,
    "completed": completed,
    "withdrew": withdrew,
    "breach found": breach_found,
    "reoffence found": reoffence_found,
    "returned": returned,
    "with the prosecutor": with_prosecutor,
    "charged": charged,
    "closed as diverted": closed_as_diverted,
    "closed as charged": closed_as_charged,
    "closed otherwise": closed_otherwise,
    "transferred": transferred,
    "void": void,
}
