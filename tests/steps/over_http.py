"""Whole journeys over HTTP: each thing that happens is posted, and the answer is read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.words import BreachCause, ReoffendingTest, ReturnReason
from tests.story import INSPECTOR, NAVIGATOR, Story

Told = Callable[[Story, date], Command]

WHAT: dict[str, Told] = {
    "arrested with a heroin wrap": lambda s, on: s.arrest(on),
    "arrested for theft": lambda s, on: s.arrest(on, offences=(s.offence(on, "theft"),)),
    "screened for exploitation: no signs": lambda s, on: s.screening(on),
    "no victim": lambda s, on: s.victim(on),
    "found eligible by the custody sergeant": lambda s, on: s.decision(on),
    "offered diversion": lambda s, on: s.offer(on),
    "booked on the course for 10 December": lambda s, on: s.booking(on, held_on=date(2019, 12, 10)),
    "attended the course": lambda s, on: s.attendance(on),
    "completed the course": lambda s, on: s.course_completion(on),
    "accepted the offer": lambda s, on: s.acceptance(on),
    "declined the offer": lambda s, on: d.OfferDeclined(journey=1, on=on),
    "had their needs assessed": lambda s, on: s.assessment(on),
    "signed a contract": lambda s, on: s.contract(on),
    "completed the contract": lambda s, on: s.completion(on),
    "closed with outcome 22": lambda s, on: s.outcome(on, "22"),
    "closed with outcome 1": lambda s, on: s.outcome(on, "1"),
    "a breach alleged": lambda s, on: b.BreachAlleged(
        journey=1, on=on, condition=1, breached_on=on, cause=BreachCause.PARTICIPANT
    ),
    "the breach excused": lambda s, on: b.BreachExcused(
        journey=1, on=on, allegation=1, decided_by=NAVIGATOR, rationale="In hospital that day."
    ),
    "the reoffence confirmed, as charged": lambda s, on: b.ReoffenceConfirmed(
        journey=1,
        on=on,
        allegation=1,
        reached=ReoffendingTest.CHARGE,
        decided_by=INSPECTOR,
        rationale="Charged with theft committed in the term.",
    ),
    "returned because of the reoffence": lambda s, on: b.ReturnedForDecision(
        journey=1, on=on, because=ReturnReason.REOFFENCE, returned_to=INSPECTOR
    ),
    "charged": lambda s, on: e.Charged(journey=1, on=on, decided_by=INSPECTOR),
    "convicted": lambda s, on: e.Convicted(journey=1, on=on, court="Caernarfon"),
}
