"""Given a contract, when something goes wrong or proves not to have, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.refusals import NeedsRationale, NotFound, OffenceUnknown, OutOfTurn, WrongDay
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.parts import Override
from ledger.journey.stations import UnderContract
from ledger.journey.words import BreachCause, ClearedBecause, ReoffendingTest
from tests.refusing import clauses, refusal
from tests.story import INSPECTOR, SERGEANT, Story, noon, supposing

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
LATER = date(2020, 3, 9)
LAUNCHED = "checkpoint-cymru/2019-12"
DURHAM = "durham-checkpoint/2020-02"
COURSE_ONLY = "avon-somerset-dep/2019"
WHY = "No excuse was given."

BREACH = b.BreachAlleged(
    journey=1, on=ON, condition=1, breached_on=ON, cause=BreachCause.PARTICIPANT
)
REOFFENCE = b.ReoffenceAlleged(journey=1, on=ON, offence_code="theft", offence_on=ON, gravity=2)
CONFIRMED = b.BreachConfirmed(
    journey=1, on=LATER, allegation=1, decided_by=INSPECTOR, rationale=WHY
)
EXCUSED = b.BreachExcused(journey=1, on=LATER, allegation=1, decided_by=SERGEANT, rationale=WHY)
RESCINDED = b.BreachRescinded(journey=1, on=LATER, allegation=1, decided_by=SERGEANT, rationale=WHY)
REOFFENDED = b.ReoffenceConfirmed(
    journey=1,
    on=LATER,
    allegation=1,
    reached=ReoffendingTest.CHARGE,
    decided_by=INSPECTOR,
    rationale=WHY,
)
FORGIVEN = b.ReoffenceExcused(
    journey=1, on=LATER, allegation=1, decided_by=INSPECTOR, rationale=WHY
)
CLEARED = b.ReoffenceCleared(
    journey=1, on=LATER, allegation=1, because=ClearedBecause.NO_FURTHER_ACTION
)


Finding = b.BreachConfirmed | b.BreachExcused | b.ReoffenceConfirmed | b.ReoffenceExcused


def signed(*commands: Command, edition: str = LAUNCHED) -> Story:
    story = Story(edition).signed(SIGNED_ON)
    for command in commands:
        story.do(command)
    return story


def test_allegations_are_numbered_through_the_journey() -> None:
    story = signed()
    told = replace(BREACH, allegation=7)
    assert story.do(told) == (replace(BREACH, allegation=1),)
    hidden = replace(REOFFENCE, allegation=7, arising_from=7, offence_at=noon(ON))
    expected = replace(REOFFENCE, allegation=2, offence_at=noon(ON))
    assert story.do(hidden) == (expected,)


@pytest.mark.parametrize("number", [0, 2])
def test_only_a_condition_of_the_contract_is_broken(number: int) -> None:
    wrong = replace(BREACH, condition=number)
    assert refusal(NotFound, signed(), wrong).pointer == "/condition"


WRONG_DAYS: dict[str, b.BreachFact] = {
    "/breached_on": replace(BREACH, breached_on=LATER),
    "/offence_on": replace(REOFFENCE, offence_on=LATER),
    "/offence_at": replace(REOFFENCE, offence_at=noon(LATER)),
}


@pytest.mark.parametrize("pointer", WRONG_DAYS)
def test_nothing_is_alleged_before_it_happens_or_in_an_hour_of_another_day(pointer: str) -> None:
    assert refusal(WrongDay, signed(), WRONG_DAYS[pointer]).pointer == pointer


def test_a_reoffence_is_an_offence_of_the_list() -> None:
    wrong = replace(REOFFENCE, offence_code="jaywalking")
    assert refusal(OffenceUnknown, signed(), wrong).pointer == "/offence_code"


def test_an_offence_outside_the_term_is_no_reoffence() -> None:
    assert clauses(signed(), replace(REOFFENCE, offence_on=SIGNED_ON)) == ("B3",)


def test_a_journey_without_a_contract_has_none_to_break() -> None:
    story = Story(COURSE_ONLY).offered(SIGNED_ON).course_done(SIGNED_ON)
    refusal(OutOfTurn, story, BREACH)


@pytest.mark.parametrize(
    ("alleged", "finding"),
    [(BREACH, CONFIRMED), (BREACH, EXCUSED), (REOFFENCE, REOFFENDED), (REOFFENCE, FORGIVEN)],
    ids=["breach", "excuse", "reoffence", "forgiven"],
)
def test_a_finding_is_recorded_by_whom_and_why(alleged: b.BreachFact, finding: Finding) -> None:
    story = signed(alleged, edition=DURHAM)
    refused = refusal(NeedsRationale, story, replace(finding, rationale="  "))
    assert refused.pointer == "/rationale"
    assert story.do(finding) == (finding,)


@pytest.mark.parametrize(
    ("alleged", "finding"),
    [(BREACH, REOFFENDED), (BREACH, FORGIVEN), (REOFFENCE, CONFIRMED), (REOFFENCE, EXCUSED)],
    ids=["reoffence", "forgiven", "breach", "excuse"],
)
def test_a_breach_is_not_found_as_a_reoffence_nor_the_other_way(
    alleged: b.BreachFact, finding: b.BreachFact
) -> None:
    assert refusal(NotFound, signed(alleged), finding).pointer == "/allegation"


@pytest.mark.parametrize("finding", [CONFIRMED, EXCUSED, REOFFENDED, FORGIVEN, CLEARED])
def test_what_was_never_alleged_is_not_found(finding: b.BreachFact) -> None:
    assert refusal(NotFound, signed(), finding).pointer == "/allegation"


def test_what_was_decided_is_decided_once() -> None:
    story = signed(BREACH, EXCUSED)
    refusal(NotFound, story, CONFIRMED)
    refusal(NotFound, story, EXCUSED)


def test_a_finding_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    override = Override(clauses=("B4", "B5"), authority=INSPECTOR)
    rulebook = supposing(LAUNCHED, {"breach.warnings_first": 1}, "Supposed")
    story = Story(rulebook=rulebook).signed(SIGNED_ON)
    story.do(BREACH)
    finding = replace(CONFIRMED, override=override)
    assert clauses(story, CONFIRMED) == ("B4",)
    assert story.do(finding) == (replace(finding, refused_for=("B4",)),)


def test_a_reoffence_needs_no_warning_and_a_breach_no_charge() -> None:
    asked: dict[str, Any] = {"breach.warnings_first": 1}
    story = Story(rulebook=supposing(LAUNCHED, asked, "Supposed")).signed(SIGNED_ON)
    story.do(REOFFENCE)
    assert story.do(REOFFENDED) == (REOFFENDED,)
    assert signed(BREACH).do(CONFIRMED) == (CONFIRMED,)


def test_a_warning_counts_from_then_on() -> None:
    story = signed(BREACH, replace(EXCUSED, warned=True))
    assert story.journey.work.warnings == 1
    assert signed(BREACH, EXCUSED).journey.work.warnings == 0


def test_a_forgiven_reoffence_against_the_edition_is_recorded_with_who_answers_for_it() -> None:
    story = signed(REOFFENCE)
    assert clauses(story, FORGIVEN) == ("B6",)
    finding = replace(FORGIVEN, override=Override(clauses=("B6",), authority=INSPECTOR))
    assert story.do(finding) == (replace(finding, refused_for=("B6",)),)


def test_a_cleared_reoffence_leaves_the_contract_as_it_was() -> None:
    story = signed(REOFFENCE)
    assert story.do(CLEARED) == (CLEARED,)
    assert story.journey.station == UnderContract()
    assert refusal(NotFound, story, CLEARED).pointer == "/allegation"


def test_a_breach_is_not_cleared_as_a_reoffence() -> None:
    assert refusal(NotFound, signed(BREACH), CLEARED).pointer == "/allegation"
