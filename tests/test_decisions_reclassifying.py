"""Given a journey, when its offence proves to be another, or its admission falls, then facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.refusals import NotFound, OffenceUnknown
from ledger.journey.facts.arrest import OffenceReclassified
from ledger.journey.facts.breach import ReturnedForDecision
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.journey import NO_OFFENCE
from ledger.journey.words import DrugClass, ModeOfTrial, ReturnReason, VoidReason
from ledger.policy.terms import EvidenceRule
from tests.refusing import refusal
from tests.story import INSPECTOR, OFFICER, Story, supposing

ON = date(2019, 12, 9)
LATER = date(2020, 3, 3)
LAUNCHED = "checkpoint-cymru/2019-12"


def reclassified(code: str, offence: int = 1, **changes: Any) -> OffenceReclassified:
    told = OffenceReclassified(
        journey=1, on=LATER, offence=offence, code=code, decided_by=INSPECTOR, drug="powder"
    )
    return replace(told, **changes)


ROBBERY = reclassified(
    "robbery", title="Robbery", mode=ModeOfTrial.INDICTABLE_ONLY, refused_for=("E11",)
)
DIAZEPAM = reclassified(
    "possession-class-c",
    title="Possession of a controlled drug of Class C",
    drug_class=DrugClass.C,
)


def test_another_class_is_recorded_with_what_the_list_says_of_it() -> None:
    story = Story(LAUNCHED).offered(ON)
    told = replace(DIAZEPAM, title="", drug_class=DrugClass.NONE, refused_for=("E1",))
    assert story.do(told) == (DIAZEPAM,)


def test_what_the_edition_holds_against_it_is_recorded() -> None:
    story = Story(LAUNCHED).offered(ON)
    assert story.do(reclassified("robbery")) == (ROBBERY,)


def test_before_eligibility_is_decided_no_edition_holds_anything_against_it() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON))
    assert story.do(reclassified("robbery")) == (replace(ROBBERY, refused_for=()),)


def test_only_clauses_about_the_offence_are_asked_again() -> None:
    story = Story("durham-checkpoint/2020-02").offered(ON)
    (fact,) = story.do(reclassified("common-assault"))
    assert isinstance(fact, OffenceReclassified)
    assert fact.refused_for == ()
    (fact,) = story.do(reclassified("common-assault", on=date(2020, 3, 9)))
    assert isinstance(fact, OffenceReclassified)
    assert fact.refused_for == ("E10",)


def test_a_journey_left_without_an_offence_is_void() -> None:
    story = Story(LAUNCHED).offered(ON)
    title = story.rulebook.offences[NO_OFFENCE].title
    mode = story.rulebook.offences[NO_OFFENCE].mode
    void = JourneyVoided(journey=1, on=LATER, reason=VoidReason.NO_OFFENCE, decided_by=INSPECTOR)
    expected = reclassified(NO_OFFENCE, title=title, mode=mode)
    assert story.do(reclassified(NO_OFFENCE)) == (expected, void)


def test_a_journey_goes_on_with_the_offence_that_is_left() -> None:
    story = Story(LAUNCHED)
    heroin, robbery = story.offence(ON), story.offence(ON, "robbery")
    story.do(story.arrest(ON, offences=(heroin, robbery)))
    story.do(story.decision(ON, eligible=False))
    (fact,) = story.do(reclassified(NO_OFFENCE, offence=2))
    assert isinstance(fact, OffenceReclassified)
    assert fact.refused_for == ()
    assert [offence.code for offence in story.journey.live_offences] == ["possession-class-a"]


@pytest.mark.parametrize("number", [0, 2])
def test_only_an_offence_of_the_journey_can_prove_to_be_another(number: int) -> None:
    story = Story(LAUNCHED).offered(ON)
    command = reclassified("robbery", offence=number)
    assert refusal(NotFound, story, command).pointer == "/offence"


def test_it_can_only_prove_to_be_an_offence_of_the_list() -> None:
    story = Story(LAUNCHED).offered(ON)
    assert refusal(OffenceUnknown, story, reclassified("jaywalking")).pointer == "/code"


def test_an_admission_taken_back_before_the_decision_is_recorded_alone() -> None:
    story = Story("devon-cornwall-pathfinder/2018")
    story.do(story.arrest(ON))
    command = story.admission_withdrawal(LATER)
    assert story.do(command) == (command,)


def test_where_evidence_suffices_an_admission_taken_back_changes_nothing() -> None:
    story = Story(LAUNCHED).offered(ON)
    command = story.admission_withdrawal(LATER)
    assert story.do(command) == (command,)


def test_where_the_scheme_rests_on_admission_the_matter_goes_back_with_it() -> None:
    rulebook = supposing(LAUNCHED, {"eligibility.evidence": EvidenceRule.ADMISSION}, "Supposed")
    story = Story(rulebook=rulebook).offered(ON)
    command = story.admission_withdrawal(LATER)
    back = ReturnedForDecision(
        journey=1, on=LATER, because=ReturnReason.NO_LONGER_ELIGIBLE, returned_to=OFFICER
    )
    assert story.do(command) == (command, back)
