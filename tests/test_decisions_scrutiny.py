"""Which decisions a sample is drawn from, and what of a panel's is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ledger.decisions.decide import decide
from ledger.decisions.refusals import Erased, NotADecision, OutOfTurn, WrongDay
from ledger.decisions.scrutiny import drawn_from
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.protection import (
    PersonalDataErased,
    RecordedInError,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import BLANK, Page, replay
from ledger.journey.words import DecisionKind, RestrictionGround, Verdict
from tests.story import FORCE, INSPECTOR, SERGEANT, Story, policy

ON = date(2019, 12, 10)
ENDED = date(2020, 12, 11)
LATER = date(2021, 1, 4)
DECIDED, OUTCOME = 5, 14
"""The lines of the two decisions of a journey that was kept to."""

SAMPLE = SampleDrawn(
    on=LATER,
    sample="s-1",
    force=FORCE,
    decision=DecisionKind.ELIGIBILITY,
    from_on=ON,
    last_on=ON,
    outcomes=(),
    officers=(),
    wanted=5,
    seed="0123456789",
    seed_given=True,
    known=14,
    root="",
    population=1,
)
VERDICT = PanelVerdictGiven(
    on=LATER, page="p-1", line=DECIDED, verdict=Verdict.APPROPRIATE, panel="Gogledd Cymru"
)


@pytest.fixture(scope="module")
def kept() -> Page:
    """A page whose only journey was diverted."""
    return Story().signed(ON).completed(ENDED).page


def lines(page: Page, **changes: Any) -> tuple[int, ...]:
    return drawn_from(page.written, replace(SAMPLE, **changes))


def with_more(page: Page, *facts: Any) -> Page:
    return replay((*page.written, *enumerate(facts, page.version + 1)))


def test_a_sample_of_either_kind_is_drawn_from_the_decisions_of_that_kind(kept: Page) -> None:
    names = {line: fact.NAME for line, fact in kept.written}
    assert lines(kept) == (DECIDED,)
    assert names[DECIDED] == "eligibility.decided"
    outcomes = {"decision": DecisionKind.OUTCOME, "from_on": ENDED, "last_on": ENDED}
    assert lines(kept, **outcomes) == (OUTCOME,)
    assert names[OUTCOME] == "outcome.recorded"


@pytest.mark.parametrize(
    ("from_on", "last_on", "is_in"),
    [(ON, ON, True), (ON + timedelta(1), LATER, False), (date.min, ON - timedelta(1), False)],
)
def test_the_days_of_the_period_are_inclusive(
    kept: Page, from_on: date, last_on: date, is_in: bool
) -> None:
    assert lines(kept, from_on=from_on, last_on=last_on) == (DECIDED,) * is_in


@pytest.mark.parametrize(
    ("officers", "is_in"),
    [((SERGEANT.name,), True), (("1187", "Somebody Else"), False), (("Somebody Else",), False)],
)
def test_a_decision_is_by_one_of_the_officers_named(
    kept: Page, officers: tuple[str, ...], is_in: bool
) -> None:
    assert lines(kept, officers=officers) == (DECIDED,) * is_in


def test_an_officer_is_named_by_number_as_well() -> None:
    story = Story()
    by = replace(story.decider(), number="1187")
    story.do(story.arrest(ON))
    story.do(story.screening(ON))
    story.do(story.victim(ON))
    story.do(story.decision(ON, decided_by=by))
    assert lines(story.page, officers=("1187",)) == (DECIDED,)


@pytest.mark.parametrize(
    ("outcomes", "is_in"),
    [(("22",), True), (("avoided",), True), (("1", "22"), True), (("1", "pending"), False)],
)
def test_a_decision_is_of_a_journey_that_came_to_one_of_the_outcomes(
    kept: Page, outcomes: tuple[str, ...], is_in: bool
) -> None:
    assert lines(kept, outcomes=outcomes) == (DECIDED,) * is_in


def test_an_outcome_recorded_in_error_is_none_that_the_journey_came_to(kept: Page) -> None:
    page = with_more(kept, RecordedInError(on=LATER, line=OUTCOME, decided_by=INSPECTOR))
    assert lines(page, outcomes=("22",)) == ()
    assert lines(page, outcomes=("pending",)) == (DECIDED,)


def test_a_decision_recorded_in_error_is_none(kept: Page) -> None:
    page = with_more(kept, RecordedInError(on=LATER, line=DECIDED, decided_by=INSPECTOR))
    assert lines(page) == ()


def test_a_decision_of_a_journey_that_never_was_came_to_no_outcome(kept: Page) -> None:
    arrests = [line for line, fact in kept.written if isinstance(fact, ArrestRecorded)]
    page = with_more(kept, RecordedInError(on=LATER, line=arrests[0], decided_by=INSPECTOR))
    assert lines(page, outcomes=("22", "avoided")) == ()
    assert lines(page) == (DECIDED,)


def test_a_restricted_page_is_left_out_until_it_is_lifted(kept: Page) -> None:
    restricted = with_more(
        kept,
        RestrictionApplied(on=LATER, ground=RestrictionGround.EVIDENCE, decided_by=INSPECTOR),
    )
    assert lines(restricted) == ()
    assert lines(with_more(restricted, RestrictionLifted(on=LATER, decided_by=INSPECTOR))) == (
        DECIDED,
    )


def test_a_sample_is_recorded_as_it_was_drawn_and_its_id_once() -> None:
    assert decide(BLANK, SAMPLE, policy()) == (SAMPLE,)
    with pytest.raises(OutOfTurn):
        decide(replay([(1, SAMPLE)]), SAMPLE, policy())


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(WrongDay) as refused:
        decide(BLANK, replace(SAMPLE, from_on=ON + timedelta(1)), policy())
    assert refused.value.pointer == "/last_on"


@pytest.mark.parametrize("line", [DECIDED, OUTCOME])
def test_a_panel_judges_a_decision_as_often_as_it_likes(kept: Page, line: int) -> None:
    verdict = replace(VERDICT, line=line)
    assert decide(BLANK, verdict, policy(), linked=(kept,)) == (verdict,)
    again = replace(verdict, verdict=Verdict.COULD_NOT_AGREE)
    assert decide(replay([(1, verdict)]), again, policy(), linked=(kept,)) == (again,)


@pytest.mark.parametrize("line", [1, 2, 13, OUTCOME + 1])
def test_a_panel_judges_nothing_but_decisions(kept: Page, line: int) -> None:
    with pytest.raises(NotADecision):
        decide(BLANK, replace(VERDICT, line=line), policy(), linked=(kept,))


def test_a_panel_does_not_judge_before_the_decision(kept: Page) -> None:
    on_the_day = replace(VERDICT, on=ON)
    assert decide(BLANK, on_the_day, policy(), linked=(kept,)) == (on_the_day,)
    with pytest.raises(WrongDay):
        decide(BLANK, replace(VERDICT, on=ON - timedelta(1)), policy(), linked=(kept,))


def test_nothing_more_is_recorded_of_whom_everything_is_erased(kept: Page) -> None:
    erased = PersonalDataErased(on=LATER, legal_basis="s.47", decided_by=INSPECTOR)
    with pytest.raises(Erased):
        decide(BLANK, VERDICT, policy(), linked=(with_more(kept, erased),))


def test_neither_a_sample_nor_a_verdict_is_told_on_any_page(kept: Page) -> None:
    opened = [(1, PageOpened(on=ON, force=FORCE))]
    for facts in (kept.written, opened):
        told = replay(facts)
        version = told.version
        more = replay([*facts, (version + 1, SAMPLE), (version + 2, VERDICT)])
        assert replace(more, written=told.written) == told
