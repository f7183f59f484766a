"""Whole journeys over HTTP: each thing that happens is posted, and the answer is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
from pytest_bdd import given, then, when

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.words import BreachCause, ReoffendingTest, ReturnReason
from tests.service import Caller, serving
from tests.steps.words import day, words
from tests.story import INSPECTOR, NAVIGATOR, Story, adopting

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
    "declined the offer": lambda _, on: d.OfferDeclined(journey=1, on=on),
    "had their needs assessed": lambda s, on: s.assessment(on),
    "signed a contract": lambda s, on: s.contract(on),
    "completed the contract": lambda s, on: s.completion(on),
    "closed with outcome 22": lambda s, on: s.outcome(on, "22"),
    "closed with outcome 1": lambda s, on: s.outcome(on, "1"),
    "a breach alleged": lambda _, on: b.BreachAlleged(
        journey=1, on=on, condition=1, breached_on=on, cause=BreachCause.PARTICIPANT
    ),
    "the breach excused": lambda _, on: b.BreachExcused(
        journey=1, on=on, allegation=1, decided_by=NAVIGATOR, rationale="In hospital that day."
    ),
    "the reoffence confirmed, as charged": lambda _, on: b.ReoffenceConfirmed(
        journey=1,
        on=on,
        allegation=1,
        reached=ReoffendingTest.CHARGE,
        decided_by=INSPECTOR,
        rationale="Charged with theft committed in the term.",
    ),
    "returned because of the reoffence": lambda _, on: b.ReturnedForDecision(
        journey=1, on=on, because=ReturnReason.REOFFENCE, returned_to=INSPECTOR
    ),
    "charged": lambda _, on: e.Charged(journey=1, on=on, decided_by=INSPECTOR),
    "convicted": lambda _, on: e.Convicted(journey=1, on=on, court="Caernarfon"),
}

SIGNED = (
    "arrested with a heroin wrap",
    "screened for exploitation: no signs",
    "no victim",
    "found eligible by the custody sergeant",
    "offered diversion",
)
COURSE = ("booked on the course for 10 December", "attended the course", "completed the course")
CONTRACT = ("accepted the offer", "had their needs assessed", "signed a contract")


class Teller:
    """A record system that tells the ledger of one person, over HTTP."""

    def __init__(self, caller: Caller, edition: str) -> None:
        self.caller = caller
        self.builder = Story(rulebook=adopting(edition))
        self.participant = ""
        self.answer: httpx2.Response | None = None

    def tell(self, on: date, what: str) -> httpx2.Response:
        reply = self.caller.tell(WHAT[what](self.builder, on), self.participant)
        self.participant = self.participant or reply.json().get("participantId", "")
        return reply

    def standing(self, on: date) -> dict[str, Any]:
        journey = f"/v1/participants/{self.participant}/journeys/1"
        reply = self.caller.get(journey, as_at=on)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer


@given(words("a force that runs the scheme {edition:Scheme}"), target_fixture="teller")
def _(edition: str, tmp_path: Path) -> Iterator[Teller]:
    with serving(tmp_path) as address, Caller(address, "integrator") as caller:
        caller.adopt(edition)
        yield Teller(caller, edition)


@given(words("{person:Name} has been under contract since {on:Day}"))
def _(teller: Teller, person: str, on: date) -> None:
    first = teller.builder.edition.route == "course-then-contract"
    for what in (*SIGNED, *(COURSE if first else ()), *CONTRACT):
        reply = teller.tell(on, what)
        assert reply.status_code == 201, (what, reply.text)


@when(words("these things happen to {person:Name}"))
def _(teller: Teller, person: str, datatable: list[list[str]]) -> None:
    for on, what in datatable[1:]:
        reply = teller.tell(day(on), what)
        assert reply.status_code == 201, (on, what, reply.text)


@when(words("the contract's completion is asked for on {on:Day}"))
def _(teller: Teller, on: date) -> None:
    teller.answer = teller.tell(on, "completed the contract")


@then(words("on {on:Day} they are {station:Station} and the record is {record:Record}"))
def _(teller: Teller, on: date, station: str, record: str) -> None:
    answer = teller.standing(on)
    assert (answer["status"]["code"], answer["record"]["code"]) == (station, record)


@then("the answer names the entries, the edition and what it does not mean")
def _(teller: Teller) -> None:
    answer = teller.standing(date(2020, 12, 11))
    names = [reason["name"] for reason in answer["reasons"]]
    assert names[-3:] == ["contract.signed", "contract.completed", "outcome.recorded"]
    assert all(reason["reference"].startswith(teller.participant) for reason in answer["reasons"])
    assert answer["edition"]["edition"] == "2019-10"
    assert len(answer["limits"]) == 3


@then("the answer is recorded")
def _(teller: Teller) -> None:
    assert teller.answer is not None
    assert teller.answer.status_code == 201, teller.answer.text


@then(words("the answer is refused for {clauses:Codes}"))
def _(teller: Teller, clauses: tuple[str, ...]) -> None:
    assert teller.answer is not None
    assert teller.answer.status_code == 422
    assert tuple(c["code"] for c in teller.answer.json()["clauses"]) == clauses
