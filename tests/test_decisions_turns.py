"""What is possible where: at each station, every command whose turn it is, and no other.

A command in its turn may still be refused, by policy or for what it says.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.decisions.refusals import OutOfTurn
from ledger.journey.commands import Command, VaryContract
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.words import (
    Absence,
    BreachCause,
    CautionKind,
    ClearedBecause,
    PauseReason,
    ProceedingsKind,
    ReoffendingTest,
    ReturnReason,
    VictimViews,
    VoidReason,
)
from tests.stations_told import AFTER, ON, STATIONS
from tests.story import INSPECTOR, NAVIGATOR, OFFICER, Story

WHY = "Because."

AT_ANY_TIME = {"reclassify", "void it", "bring proceedings", "end proceedings", "notify the victim"}
WHILE_OPEN = AT_ANY_TIME | {
    "withdraw the admission",
    "screen",
    "ask the victim",
    "ask for a transfer",
    "accept a transfer",
}
GONE_WRONG = WHILE_OPEN - {"accept a transfer"}
WORK = {"refer to treatment", "attend a session", "miss a session", "withdraw"}
RETURN = {"return as no longer eligible"}
AT_A_COURSE = {"attend the course", "miss the course", "complete the course"}
AT_ODDS = {"allege a breach", "confirm a breach", "excuse a breach"}
LATE = {"allege a reoffence", "confirm a reoffence", "excuse a reoffence"}
SETTLING = {"keep a condition", "discharge a condition"}

OWN: dict[str, set[str]] = {
    "arrested": WHILE_OPEN | {"decide eligibility"},
    "ineligible": WHILE_OPEN | RETURN | {"decide eligibility", "return as ineligible"},
    "eligible": WHILE_OPEN | RETURN | {"offer"},
    "offered": WHILE_OPEN
    | RETURN
    | {"accept", "decline", "let lapse", "book a course", "assess needs"},
    "on the course": WHILE_OPEN
    | RETURN
    | WORK
    | AT_A_COURSE
    | {"decline", "let lapse", "book a course", "assess needs", "return as not attended"},
    "course kept": WHILE_OPEN | RETURN | {"accept", "decline", "let lapse", "withdraw"},
    "accepted": WHILE_OPEN
    | RETURN
    | WORK
    | {"book a course", "assign a navigator", "assess needs", "sign"},
    "assessed": WHILE_OPEN | RETURN | WORK | {"assign a navigator", "assess needs", "sign"},
    "under contract": WHILE_OPEN
    | RETURN
    | WORK
    | AT_A_COURSE
    | AT_ODDS
    | LATE
    | SETTLING
    | {"book a course", "assign a navigator", "assess needs", "vary", "pause"}
    | {"complete the contract", "end the term"},
    "awaiting completion": WHILE_OPEN
    | RETURN
    | WORK
    | AT_ODDS
    | LATE
    | SETTLING
    | {"assess needs", "complete the contract"},
    "completed": WHILE_OPEN | LATE | {"take completion back", "close"},
    "withdrew": GONE_WRONG | RETURN | {"return as withdrawn"},
    "breach found": GONE_WRONG | RETURN | {"return for breach", "rescind"},
    "reoffence found": GONE_WRONG | RETURN | {"return for reoffence", "complete the contract"},
    "returned": GONE_WRONG
    | {"rescind", "charge", "caution", "ask the prosecutor", "decline to prosecute", "close"},
    "with the prosecutor": GONE_WRONG
    | {"rescind", "charge", "caution", "decline to prosecute", "close"},
    "charged": GONE_WRONG | {"convict", "decline to prosecute", "close"},
    "closed as diverted": AT_ANY_TIME | LATE | {"take completion back"},
    "closed as charged": AT_ANY_TIME | {"convict", "decline to prosecute"},
    "closed otherwise": AT_ANY_TIME,
    "transferred": AT_ANY_TIME | {"close"},
    "void": set(),
}
ALWAYS = {"clear a reoffence"}


def commands(story: Story, on: date) -> dict[str, Command]:
    """Every command once, and the return of a matter for each reason."""
    return {**of_entry(story, on), **of_work(story, on), **of_trouble(on), **of_ends(story, on)}


def of_entry(story: Story, on: date) -> dict[str, Command]:
    return {
        "decide eligibility": story.decision(on),
        "offer": story.offer(on),
        "accept": story.acceptance(on),
        "decline": d.OfferDeclined(journey=1, on=on),
        "let lapse": d.OfferLapsed(journey=1, on=on),
        "book a course": story.booking(on),
        "attend the course": story.attendance(on),
        "miss the course": k.CourseMissed(journey=1, on=on, absence=Absence.EXCUSED),
        "complete the course": story.course_completion(on),
        "reclassify": a.OffenceReclassified(
            journey=1, on=on, offence=1, code="theft", decided_by=INSPECTOR
        ),
        "withdraw the admission": story.admission_withdrawal(on),
        "screen": story.screening(on),
        "ask the victim": story.victim(on, views=VictimViews.NEUTRAL),
        "notify the victim": a.VictimNotified(journey=1, on=on),
    }


def of_work(story: Story, on: date) -> dict[str, Command]:
    return {
        "assign a navigator": c.NavigatorAssigned(
            journey=1, on=on, navigator=NAVIGATOR, appointment_on=on
        ),
        "assess needs": story.assessment(on),
        "sign": story.contract(on),
        "vary": VaryContract(journey=1, on=on, signed_by_participant=True),
        "pause": c.ContractPaused(journey=1, on=on, reason=PauseReason.OTHER),
        "keep a condition": c.ConditionMet(journey=1, on=on, condition=1),
        "discharge a condition": c.ConditionDischarged(journey=1, on=on, condition=1),
        "refer to treatment": c.TreatmentReferred(journey=1, on=on),
        "attend a session": c.SessionAttended(journey=1, on=on),
        "miss a session": c.SessionMissed(journey=1, on=on, absence=Absence.EXCUSED),
        "withdraw": c.Withdrawn(journey=1, on=on),
        "end the term": e.TermEnded(journey=1, on=max(on, AFTER)),
        "complete the contract": story.completion(on),
    }


REASONS = {
    "return as ineligible": ReturnReason.INELIGIBLE,
    "return as not attended": ReturnReason.COURSE_NOT_ATTENDED,
    "return as withdrawn": ReturnReason.WITHDRAWN,
    "return for breach": ReturnReason.BREACH,
    "return for reoffence": ReturnReason.REOFFENCE,
    "return as declined": ReturnReason.DECLINED,
    "return as no longer eligible": ReturnReason.NO_LONGER_ELIGIBLE,
}


def of_trouble(on: date) -> dict[str, Command]:
    found: dict[str, Any] = {
        "journey": 1,
        "on": on,
        "allegation": 1,
        "decided_by": INSPECTOR,
        "rationale": WHY,
    }
    returns: dict[str, Command] = {
        name: b.ReturnedForDecision(journey=1, on=on, because=because, returned_to=OFFICER)
        for name, because in REASONS.items()
    }
    return returns | {
        "allege a breach": b.BreachAlleged(
            journey=1, on=on, condition=1, breached_on=on, cause=BreachCause.PARTICIPANT
        ),
        "confirm a breach": b.BreachConfirmed(**found),
        "excuse a breach": b.BreachExcused(**found),
        "rescind": b.BreachRescinded(**found),
        "allege a reoffence": b.ReoffenceAlleged(
            journey=1, on=on, offence_code="theft", offence_on=on
        ),
        "confirm a reoffence": b.ReoffenceConfirmed(reached=ReoffendingTest.CHARGE, **found),
        "excuse a reoffence": b.ReoffenceExcused(**found),
        "clear a reoffence": b.ReoffenceCleared(
            journey=1, on=on, allegation=1, because=ClearedBecause.ACQUITTED
        ),
    }


def of_ends(story: Story, on: date) -> dict[str, Command]:
    complaint = ProceedingsKind.COMPLAINT
    return {
        "take completion back": e.CompletionRescinded(
            journey=1, on=on, allegation=1, decided_by=INSPECTOR, rationale=WHY
        ),
        "charge": e.Charged(journey=1, on=on, decided_by=OFFICER),
        "caution": e.CautionGiven(
            journey=1, on=on, kind=CautionKind.SIMPLE, admitted=True, given_by=INSPECTOR
        ),
        "ask the prosecutor": e.ReferredToProsecutor(journey=1, on=on, referred_by=OFFICER),
        "decline to prosecute": e.NotProsecuted(journey=1, on=on, decided_by=INSPECTOR),
        "convict": e.Convicted(journey=1, on=on, court="Caernarfon"),
        "close": story.outcome(on),
        "void it": e.JourneyVoided(
            journey=1, on=on, reason=VoidReason.UNDER_AGE, decided_by=INSPECTOR
        ),
        "ask for a transfer": e.TransferredOut(journey=1, on=on, to_force="gwent"),
        "accept a transfer": e.TransferAccepted(journey=1, on=on, by_force="gwent"),
        "bring proceedings": e.ProceedingsNotified(journey=1, on=on, kind=complaint),
        "end proceedings": e.ProceedingsConcluded(journey=1, on=on, kind=complaint),
    }


def possible(station: str) -> set[str]:
    """The commands that are not out of turn at the station."""
    story = STATIONS[station]()
    page, on = story.page, max(story.page.latest, ON)
    in_turn = set()
    for name, command in commands(story, on).items():
        story.page = page
        story.attempt(command)
        if not isinstance(story.refused, OutOfTurn):
            in_turn.add(name)
    return in_turn


@pytest.mark.parametrize("station", STATIONS)
def test_what_is_possible_at_each_station(station: str) -> None:
    assert possible(station) == OWN[station] | ALWAYS


def test_every_station_is_asked() -> None:
    assert OWN.keys() == STATIONS.keys()
