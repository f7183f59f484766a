"""Given a participant, when a contract is signed, varied or worked at, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.refusals import EditionNotKnown, NotFound, OutOfTurn, WrongDay
from ledger.journey.commands import VaryContract
from ledger.journey.facts.contract import (
    ConditionDischarged,
    ConditionMet,
    ContractPaused,
    ContractResumed,
    ContractVaried,
    NavigatorAssigned,
)
from ledger.journey.parts import Condition, Override
from ledger.journey.words import ConditionKind, Pathway, PauseReason, Phase
from tests.refusing import clauses, refusal
from tests.story import (
    INSPECTOR,
    NAVIGATOR,
    NO_REOFFENDING,
    Story,
    noon,
    supposing,
)

ON = date(2019, 12, 10)
LATER = date(2020, 3, 3)
LAST_ON = date(2020, 4, 10)
ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"
DURHAM = "durham-checkpoint/2020-02"
COURSE_ONLY = "avon-somerset-dep/2019"
TREATMENT = Condition(kind=ConditionKind.TREATMENT)


def assigned(on: date, appointment_on: date) -> NavigatorAssigned:
    return NavigatorAssigned(
        journey=1, on=on, navigator=NAVIGATOR, appointment_on=appointment_on, station="Llay"
    )


def accepted(story: Story) -> Story:
    story.offered(ON)
    story.do(story.acceptance(ON))
    return story


def test_a_navigator_is_assigned_for_a_day_to_come() -> None:
    story = accepted(Story(LAUNCHED))
    early = assigned(ON, date(2019, 12, 9))
    assert refusal(WrongDay, story, early).pointer == "/appointment_on"
    assert story.do(assigned(ON, ON)) == (assigned(ON, ON),)


def test_only_the_first_appointment_has_to_be_soon() -> None:
    rulebook = supposing(LAUNCHED, {"navigator.appointment_within_days": 2}, "Supposed")
    story = accepted(Story(rulebook=rulebook))
    assert clauses(story, assigned(ON, date(2019, 12, 13))) == ("N1",)
    story.do(assigned(ON, date(2019, 12, 12)))
    story.do(story.assessment(ON))
    assert story.do(assigned(ON, LATER)) == (assigned(ON, LATER),)


def test_only_the_assessment_at_entry_has_to_be_whole() -> None:
    story = accepted(Story(DURHAM))
    part = story.assessment(ON, pathways=(Pathway.DRUGS,))
    assert clauses(story, part) == ("N2",)
    review = replace(part, phase=Phase.REVIEW)
    assert story.do(review) == (review,)


@pytest.mark.parametrize(
    ("edition", "last_on"), [(LAUNCHED, LAST_ON), (ANNOUNCED, date(2020, 12, 10))]
)
def test_a_contract_is_recorded_with_its_last_day(edition: str, last_on: date) -> None:
    story = Story(edition).ready_to_sign(ON)
    told = story.contract(ON, last_on=ON, refused_for=("C9",))
    assert story.do(told) == (replace(told, last_on=last_on, refused_for=()),)


def test_a_contract_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    story = Story(LAUNCHED).ready_to_sign(ON)
    override = Override(clauses=("C7",), authority=INSPECTOR)
    told = story.contract(ON, length="P3M", override=override, rationale="A new post abroad.")
    expected = replace(told, last_on=date(2020, 3, 10), refused_for=("C7",))
    assert story.do(told) == (expected,)


def test_a_scheme_that_is_a_course_has_no_contract() -> None:
    story = accepted(Story(COURSE_ONLY))
    refusal(OutOfTurn, story, story.contract(ON))


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"signed_at": noon(LATER)}, "/signed_at"), ({"length": "16 weeks"}, "/length")],
)
def test_a_contract_that_does_not_hold_together_is_refused(
    wrong: dict[str, Any], pointer: str
) -> None:
    story = Story(LAUNCHED).ready_to_sign(ON)
    assert refusal(WrongDay, story, story.contract(ON, **wrong)).pointer == pointer


def test_a_contract_may_be_of_any_length_where_the_scheme_sets_none() -> None:
    rulebook = supposing(LAUNCHED, {"contract.length": None}, "Supposed")
    story = Story(rulebook=rulebook).ready_to_sign(ON)
    assert story.do(story.contract(ON, length="P18M"))


def change(**changes: Any) -> VaryContract:
    return VaryContract(journey=1, on=LATER, signed_by_participant=True, **changes)


def varied(story: Story, **changes: Any) -> ContractVaried:
    told = ContractVaried(
        journey=1,
        on=LATER,
        signed_by_participant=True,
        last_on=LAST_ON,
        conditions=(NO_REOFFENDING,),
        edition=story.edition.ref,
    )
    return replace(told, **changes)


CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "nothing": ({}, {}),
    "the last day": ({"length": "P6M"}, {"last_on": date(2020, 6, 10)}),
    "an earlier last day": ({"length": "P3M"}, {"last_on": date(2020, 3, 10)}),
    "the conditions": (
        {"conditions": (NO_REOFFENDING, TREATMENT), "texts": ("a", "b")},
        {"conditions": (NO_REOFFENDING, TREATMENT), "texts": ("a", "b")},
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_recorded_whole_and_the_rest_stays(what: str) -> None:
    told, expected = CHANGES[what]
    story = Story(LAUNCHED).signed(ON)
    assert story.do(change(**told)) == (varied(story, **expected),)


def test_a_change_of_edition_is_judged_by_the_edition_moved_to() -> None:
    story = Story(ANNOUNCED).signed(ON, conditions=(NO_REOFFENDING,) * 6)
    moved = change(edition="2019-12")
    assert clauses(story, moved) == ("C2",)
    fewer = replace(moved, conditions=(NO_REOFFENDING,))
    to = story.rulebook.editions[LAUNCHED].ref
    assert story.do(fewer) == (varied(story, edition=to, last_on=date(2020, 12, 10)),)


def test_a_change_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    story = Story(LAUNCHED)
    story.ready_to_sign(ON, offences=(story.offence(ON, "drunk-and-disorderly"),))
    story.do(story.contract(ON))
    override = Override(clauses=("C5",), authority=INSPECTOR)
    told = change(length="P6M", override=override, rationale="They asked for more time.")
    expected = varied(
        story,
        last_on=date(2020, 6, 10),
        refused_for=("C5",),
        override=override,
        rationale=told.rationale,
    )
    assert story.do(told) == (expected,)


def test_a_change_to_an_edition_of_another_scheme_or_of_none_is_refused() -> None:
    story = Story(LAUNCHED).signed(ON)
    assert refusal(EditionNotKnown, story, change(edition="2020-02")).pointer == "/edition"


def test_a_contract_cannot_be_made_to_have_ended() -> None:
    story = Story(LAUNCHED).signed(ON)
    assert refusal(WrongDay, story, change(length="P2M")).pointer == "/length"
    assert refusal(WrongDay, story, change(length="soon")).pointer == "/length"


def test_a_contract_is_changed_to_its_last_day_and_not_after() -> None:
    story = Story(LAUNCHED).signed(ON)
    refusal(OutOfTurn, story, replace(change(length="P6M"), on=date(2020, 4, 11)))
    assert story.do(replace(change(length="P6M"), on=LAST_ON))


PAUSE = ContractPaused(journey=1, on=LATER, reason=PauseReason.ILLNESS)
RESUME = ContractResumed(journey=1, on=LATER)


def test_work_is_paused_once_and_resumed_once() -> None:
    story = Story(LAUNCHED).signed(ON)
    refusal(OutOfTurn, story, RESUME)
    assert story.do(PAUSE) == (PAUSE,)
    refusal(OutOfTurn, story, PAUSE)
    assert story.do(RESUME) == (RESUME,)
    refusal(OutOfTurn, story, RESUME)


MET = ConditionMet(journey=1, on=LATER, condition=2)
DISCHARGED = ConditionDischarged(journey=1, on=LATER, condition=2)


@pytest.mark.parametrize("settled", [MET, DISCHARGED], ids=["met", "discharged"])
def test_a_condition_is_settled_once(settled: ConditionMet | ConditionDischarged) -> None:
    story = Story(LAUNCHED).signed(ON, conditions=(NO_REOFFENDING, TREATMENT))
    assert story.do(settled) == (settled,)
    refusal(OutOfTurn, story, MET)
    refusal(OutOfTurn, story, DISCHARGED)


@pytest.mark.parametrize("number", [0, 3])
def test_only_a_condition_of_the_contract_is_settled(number: int) -> None:
    story = Story(LAUNCHED).signed(ON, conditions=(NO_REOFFENDING, TREATMENT))
    assert refusal(NotFound, story, replace(MET, condition=number)).pointer == "/condition"
