"""Given an arrest, when eligibility is decided and diversion offered, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.refusals import (
    NeedsRationale,
    NotAdopted,
    NotCorrectable,
    NotFound,
    OutOfTurn,
)
from ledger.journey.facts import Fact
from ledger.journey.facts.course import CourseCompleted
from ledger.journey.facts.decision import DiversionOffered, EligibilityDecided
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import turn
from ledger.journey.parts import Findings, Official, Override, Person
from ledger.journey.words import Rank, Role, Route
from ledger.policy.rulebook import EditionUnknown
from tests.refusing import clauses, refusal
from tests.story import INSPECTOR, SERGEANT, Story, adopting, policy

ON = date(2019, 12, 9)
ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"
COURSE_ONLY = "avon-somerset-dep/2019"
DURHAM = "durham-checkpoint/2020-02"


def arrested(*editions: str, **changes: Any) -> Story:
    story = Story(*editions)
    story.do(story.arrest(ON, **changes))
    return story


def by(authority: Official, *codes: str) -> Override:
    return Override(clauses=codes, authority=authority)


def decided(story: Story, **changes: Any) -> EligibilityDecided:
    told = EligibilityDecided(
        journey=1,
        on=ON,
        edition=story.edition.ref,
        route=story.edition.route,
        eligible=True,
        refused_for=(),
        findings=Findings(age=29),
        decided_by=SERGEANT,
        rationale="Small amount, own use, willing to take part.",
    )
    return replace(told, **changes)


@pytest.mark.parametrize("edition", [ANNOUNCED, LAUNCHED])
def test_a_decision_is_recorded_with_its_edition_and_findings(edition: str) -> None:
    story = arrested(edition)
    assert story.do(story.decision(ON)) == (decided(story),)


def test_a_refusal_is_recorded_with_every_clause_that_stood_in_the_way() -> None:
    story = arrested(LAUNCHED, lives_in_area=False, occurred_in_area=False)
    assert clauses(story, story.decision(ON)) == ("E2", "E3")
    refused = decided(story, eligible=False, refused_for=("E2", "E3"))
    assert story.do(story.decision(ON, eligible=False)) == (refused,)


def test_a_decision_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    story = arrested(LAUNCHED, lives_in_area=False)
    override = by(INSPECTOR, "E2")
    against = decided(story, refused_for=("E2",), override=override)
    assert story.do(story.decision(ON, override=override)) == (against,)


def test_nobody_is_refused_without_a_clause_or_an_authority() -> None:
    story = arrested(LAUNCHED)
    refusal(OutOfTurn, story, story.decision(ON, eligible=False))
    override = by(INSPECTOR)
    refused = decided(story, eligible=False, override=override)
    assert story.do(story.decision(ON, eligible=False, override=override)) == (refused,)


@pytest.mark.parametrize("eligible", [True, False])
def test_a_decision_says_why(eligible: bool) -> None:
    story = arrested(LAUNCHED)
    command = story.decision(ON, eligible=eligible, rationale=" \n")
    assert refusal(NeedsRationale, story, command).pointer == "/rationale"


def test_a_scheme_that_is_not_adopted_decides_nothing() -> None:
    story = arrested(LAUNCHED)
    command = story.decision(ON, scheme="durham-checkpoint", decided_by=SERGEANT)
    assert refusal(NotAdopted, story, command).pointer == "/scheme"


def test_an_edition_that_has_changed_since_it_was_adopted_is_no_longer_known() -> None:
    rulebook = adopting(LAUNCHED)
    changed = replace(rulebook.editions[LAUNCHED].ref, digest="0" * 64)
    adopted = replace(rulebook.adoptions[0], edition=changed)
    with pytest.raises(EditionUnknown):
        rulebook.with_adoptions([adopted]).in_force("checkpoint-cymru", ON)
    with pytest.raises(EditionUnknown):
        policy().cited(replace(changed, edition="2030-01"))


def test_whoever_may_not_decide_is_refused_before_the_person_is_looked_at() -> None:
    story = arrested(LAUNCHED, lives_in_area=False)
    constable = Official(name="PC Dewi Bowen", role=Role.CUSTODY_SERGEANT, rank=Rank.CONSTABLE)
    assert clauses(story, story.decision(ON, decided_by=constable)) == ("A2",)


def test_an_offence_taken_out_is_left_out_of_the_decision() -> None:
    story = Story(LAUNCHED)
    offences = (story.offence(ON), story.offence(ON, "robbery"))
    story.do(story.arrest(ON, offences=offences))
    assert clauses(story, story.decision(ON)) == ("E11",)
    override = by(INSPECTOR)
    split = decided(story, split=(2,), override=override)
    assert story.do(story.decision(ON, split=(2,), override=override)) == (split,)


@pytest.mark.parametrize("split", [(1,), (1, 2), (2,)])
def test_an_offence_is_taken_out_only_if_it_is_there_and_another_is_left(
    split: tuple[int, ...],
) -> None:
    story = arrested(LAUNCHED)
    command = story.decision(ON, split=split, override=by(INSPECTOR))
    assert refusal(NotFound, story, command).pointer == "/split"


def test_the_age_found_is_that_of_the_day_of_the_decision() -> None:
    born = Person(born_on=date(2001, 12, 10))
    story = arrested(LAUNCHED, person=born)
    assert clauses(story, story.decision(ON)) == ("E1",)
    (fact,) = story.do(story.decision(date(2019, 12, 10)))
    assert isinstance(fact, EligibilityDecided)
    assert fact.findings == Findings(age=18)


def test_an_age_that_was_told_without_a_birthday_is_found_as_told() -> None:
    story = arrested(LAUNCHED, person=Person(), age=44)
    assert story.do(story.decision(ON)) == (decided(story, findings=Findings(age=44)),)


def ready_for_an_offer(*editions: str) -> Story:
    story = arrested(*editions)
    story.do(story.screening(ON))
    story.do(story.victim(ON))
    story.do(story.decision(ON))
    return story


def test_an_offer_is_recorded_as_it_is_made() -> None:
    story = ready_for_an_offer(LAUNCHED)
    offer = story.offer(ON, refused_for=("O9",))
    assert story.do(offer) == (replace(offer, refused_for=()),)


def test_an_offer_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    story = arrested(LAUNCHED)
    story.do(story.screening(ON))
    story.do(story.decision(ON))
    offer = story.offer(ON, override=by(INSPECTOR, "O2"), rationale="The shop has closed.")
    assert story.do(offer) == (replace(offer, refused_for=("O2",)),)
    assert isinstance(story.last[0], DiversionOffered)


@pytest.mark.parametrize("edition", [LAUNCHED, COURSE_ONLY, DURHAM])
def test_an_offer_is_accepted_where_no_course_comes_first(edition: str) -> None:
    story = Story(edition).offered(ON)
    assert story.do(story.acceptance(ON)) == (story.acceptance(ON),)


def test_where_a_course_comes_first_it_is_accepted_after_the_course() -> None:
    story = Story(ANNOUNCED).offered(ON)
    assert story.edition.route == Route.COURSE_THEN_CONTRACT
    refusal(OutOfTurn, story, story.acceptance(ON))
    story.course_done(ON)
    assert story.do(story.acceptance(ON)) == (story.acceptance(ON),)


def error(story: Story, kind: type[Fact]) -> RecordedInError:
    """That the last entry of that kind should not have been written."""
    line = max(line for line, fact in story.page.written if isinstance(fact, kind))
    return RecordedInError(on=ON, line=line, decided_by=INSPECTOR)


def test_a_decision_that_was_acted_on_is_not_recorded_in_error() -> None:
    story = Story(LAUNCHED).offered(ON)
    refusal(NotCorrectable, story, error(story, EligibilityDecided))


def test_a_decision_struck_all_the_same_leaves_nothing_to_accept() -> None:
    story = Story(LAUNCHED).offered(ON)
    story.page = turn(story.page, story.page.version + 1, error(story, EligibilityDecided))
    refusal(OutOfTurn, story, story.acceptance(ON))


def test_a_decision_that_nobody_acted_on_is_struck_and_taken_again() -> None:
    story = arrested(LAUNCHED)
    story.do(story.decision(ON))
    struck = error(story, EligibilityDecided)
    assert story.do(struck) == (struck,)
    assert story.do(story.decision(ON)) == (decided(story),)


def test_a_course_is_booked_attended_and_completed() -> None:
    story = Story(COURSE_ONLY).offered(ON)
    booked, attended = story.booking(ON), story.attendance(ON)
    completed = CourseCompleted(journey=1, on=ON, provider="Adferiad")
    assert story.do(booked) == (booked,)
    assert clauses(story, completed) == ("K2",)
    assert story.do(attended) == (attended,)
    assert story.do(completed) == (completed,)
