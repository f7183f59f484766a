"""What follows by itself, or is nobody's choice, is told from where the journey would stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.decisions.otherwise import Otherwise, WhatIf
from ledger.decisions.what_if import what_if
from ledger.journey.commands import VaryContract
from ledger.journey.facts.ending import JourneyVoided, TermEnded
from ledger.journey.facts.person import PagesLinked, PagesUnlinked, ParticipantDied
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page
from ledger.journey.parts import Condition
from ledger.journey.words import Admission, ConditionKind, Record, VoidReason
from tests.story import INSPECTOR, NO_REOFFENDING, SERGEANT, Story, policy

ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"
SIGNED_ON = date(2019, 12, 10)
IN_MONTH_2 = date(2020, 2, 3)
IN_MONTH_8 = date(2020, 8, 1)
AFTER_4, AFTER_12 = date(2020, 4, 11), date(2020, 12, 11)
LATER = date(2021, 3, 1)


def told(story: Story, edition: str, **linked: Page) -> WhatIf:
    answers = what_if(story.page.written, policy().editions[edition], policy(), LATER, linked)
    return answers[0]


def signed(edition: str, **contract: object) -> Story:
    return Story(edition).signed(SIGNED_ON, **contract)


def kinds(answer: WhatIf) -> list[tuple[Otherwise, tuple[str, ...]]]:
    return [(one.otherwise, one.clauses) for one in answer.differences]


def strike(story: Story, line: int) -> None:
    story.do(RecordedInError(on=LATER, line=line, decided_by=INSPECTOR, reason="Not so."))


def seven() -> tuple[Condition, ...]:
    free = [k for k in ConditionKind if k != NO_REOFFENDING.kind][:6]
    return (NO_REOFFENDING, *(Condition(kind=kind, hours=20) for kind in free))


def test_an_allegation_that_was_struck_out_is_not_brought_back() -> None:
    story = signed(ANNOUNCED)
    story.do(story.arrest(IN_MONTH_2))
    strike(story, story.page.version)
    answer = told(story, LAUNCHED)
    assert kinds(answer) == [(Otherwise.ANOTHER_TERM, ("C7",))]
    assert answer.then.record == Record.PENDING


def test_an_arrest_in_both_terms_alleges_after_the_ways_have_parted_too() -> None:
    story = signed(ANNOUNCED)
    story.do(VaryContract(journey=1, on=SIGNED_ON, signed_by_participant=True, conditions=seven()))
    story.do(story.arrest(IN_MONTH_2))
    answer = told(story, LAUNCHED)
    assert kinds(answer)[1:] == [(Otherwise.REFUSED, ("C2",))]
    assert answer.then.record == answer.now.record == Record.AT_RISK


def test_what_a_contract_on_paper_alleges_falls_away_where_it_would_be_over_before() -> None:
    story = Story(ANNOUNCED).ready_to_sign(SIGNED_ON)
    story.do(story.arrest(IN_MONTH_8))
    story.do(story.contract(SIGNED_ON), "It was signed on paper.")
    answer = told(story, LAUNCHED)
    assert kinds(answer)[1:] == [(Otherwise.FALLS_AWAY, ("B3",))]
    assert (answer.now.record, answer.then.record) == (Record.AT_RISK, Record.PENDING)


def test_what_a_contract_on_paper_would_allege_is_added_where_it_would_bind_for_longer() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    story.do(story.arrest(IN_MONTH_8))
    story.do(story.contract(SIGNED_ON), "It was signed on paper.")
    answer = told(story, ANNOUNCED)
    assert kinds(answer)[-1:] == [(Otherwise.WOULD_BE_ALLEGED, ("B3",))]
    assert answer.now.record == Record.PENDING


def test_an_arrest_alleges_nothing_where_no_contract_would_have_been_signed() -> None:
    story = signed(ANNOUNCED, conditions=seven())
    story.do(story.arrest(IN_MONTH_2))
    answer = told(story, LAUNCHED)
    assert kinds(answer) == [(Otherwise.REFUSED, ("C2",))]
    assert (answer.now.record, answer.then.record) == (Record.AT_RISK, Record.PENDING)


def test_a_death_closes_what_would_then_be_open() -> None:
    story = signed(LAUNCHED).completed(AFTER_4)
    story.do(ParticipantDied(on=IN_MONTH_8, reported_by=SERGEANT))
    answer = told(story, ANNOUNCED)
    assert (answer.now.station, answer.now.record) == ("closed", Record.AVOIDED)
    assert (answer.then.station, answer.then.record) == ("closed", Record.NONE_OTHER)
    assert kinds(answer)[1:] == [(Otherwise.REFUSED, ("F1",))]


def test_a_death_that_closed_the_journey_closes_it_after_the_ways_have_parted_too() -> None:
    story = Story(ANNOUNCED).offered(SIGNED_ON, lives_in_area=False)
    story.do(ParticipantDied(on=IN_MONTH_2, reported_by=SERGEANT))
    answer = told(story, LAUNCHED)
    assert (answer.then.station, answer.then.record) == ("closed", Record.NONE_OTHER)
    assert not answer.differs


def test_a_journey_that_proved_void_is_void_however_the_ways_parted() -> None:
    story = Story(ANNOUNCED).offered(SIGNED_ON, lives_in_area=False)
    reason = VoidReason.MISTAKEN_IDENTITY
    story.do(JourneyVoided(journey=1, on=IN_MONTH_2, reason=reason, decided_by=INSPECTOR))
    answer = told(story, LAUNCHED)
    assert answer.then.record == answer.now.record == Record.VOID
    assert answer.is_same_by_other_clauses


def test_a_term_that_would_not_have_ended_parts_no_ways() -> None:
    story = signed(LAUNCHED)
    story.do(TermEnded(journey=1, on=AFTER_4))
    story.completed(AFTER_12)
    answer = told(story, ANNOUNCED)
    assert answer.then.record == answer.now.record == Record.AVOIDED
    assert kinds(answer) == [
        (Otherwise.ANOTHER_TERM, ("C7",)),
        (Otherwise.FALLS_AWAY, ("C7",)),
    ]


@pytest.mark.parametrize(
    ("own", "other", "difference", "station"),
    [
        (LAUNCHED, ANNOUNCED, Otherwise.FALLS_AWAY, "eligible"),
        (ANNOUNCED, LAUNCHED, Otherwise.WOULD_BE_RETURNED, "returned"),
    ],
)
def test_where_only_one_edition_rests_on_the_admission_only_under_it_the_matter_goes_back(
    own: str, other: str, difference: Otherwise, station: str
) -> None:
    story = Story(own)
    story.do(story.arrest(SIGNED_ON, sufficient_evidence=False))
    story.do(story.decision(SIGNED_ON))
    story.do(story.admission_withdrawal(IN_MONTH_2))
    answer = told(story, other)
    assert kinds(answer) == [(difference, ("E5",))]
    assert answer.then.station == station
    assert {answer.now.station, answer.then.station} == {"eligible", "returned"}


def test_whoever_would_have_gone_back_is_told_no_further() -> None:
    story = Story(ANNOUNCED)
    story.do(story.arrest(SIGNED_ON, sufficient_evidence=False))
    story.do(story.screening(SIGNED_ON))
    story.do(story.victim(SIGNED_ON))
    story.do(story.decision(SIGNED_ON))
    story.do(story.admission_withdrawal(IN_MONTH_2))
    story.do(story.offer(IN_MONTH_2))
    answer = told(story, LAUNCHED)
    assert (answer.now.station, answer.then.station) == ("offered", "returned")
    assert answer.parted is not None
    assert answer.parted.name == "admission.withdrawn"


def test_an_arrest_and_a_withdrawal_on_another_schemes_journey_add_nothing_there() -> None:
    story = Story(ANNOUNCED, "durham-checkpoint/2020-02")
    story.scheme = "durham-checkpoint"
    story.do(story.arrest(SIGNED_ON, sufficient_evidence=False))
    story.do(story.decision(SIGNED_ON))
    story.number, story.scheme = 2, "checkpoint-cymru"
    story.do(story.arrest(IN_MONTH_2, admission=Admission.NO_REPLY))
    story.do(story.decision(IN_MONTH_2))
    story.do(replace(story.admission_withdrawal(IN_MONTH_2), journey=1))
    answer = told(story, LAUNCHED)
    assert answer.journey == 2
    assert kinds(answer) == []


def under_contract_elsewhere() -> Page:
    return signed("durham-checkpoint/2020-02").page


def test_a_decision_looks_at_the_pages_that_were_linked_by_then() -> None:
    """Nobody is under two contracts (C15): the link came later, so it stood in nobody's way."""
    story = signed(ANNOUNCED)
    other = under_contract_elsewhere()
    story.do(PagesLinked(on=IN_MONTH_2, other="p-other", decided_by=INSPECTOR))
    answer = told(story, LAUNCHED, **{"p-other": other})
    assert kinds(answer) == [(Otherwise.ANOTHER_TERM, ("C7",))]


def test_what_its_own_edition_would_refuse_today_is_no_difference_but_more_is() -> None:
    """The pages were linked at the signing, and the other contract was written down later."""
    for conditions, expected in (
        ((NO_REOFFENDING,), [(Otherwise.ANOTHER_TERM, ("C7",))]),
        (seven(), [(Otherwise.REFUSED, ("C2",))]),
    ):
        story = Story(ANNOUNCED)
        story.do(story.arrest(SIGNED_ON))
        story.do(PagesLinked(on=SIGNED_ON, other="p-x", decided_by=INSPECTOR))
        story.do(story.screening(SIGNED_ON))
        story.do(story.victim(SIGNED_ON))
        story.do(story.decision(SIGNED_ON))
        story.do(story.offer(SIGNED_ON))
        story.course_done(SIGNED_ON)
        story.do(story.acceptance(SIGNED_ON))
        story.do(story.assessment(SIGNED_ON))
        story.do(story.contract(SIGNED_ON, conditions=conditions))
        answer = told(story, LAUNCHED, **{"p-x": under_contract_elsewhere()})
        assert kinds(answer) == expected


def test_a_link_that_has_ended_is_looked_at_no_more() -> None:
    story = Story(ANNOUNCED).ready_to_sign(SIGNED_ON)
    for link in (PagesLinked, PagesUnlinked):
        story.do(link(on=SIGNED_ON, other="p-x", decided_by=INSPECTOR))
    story.do(story.contract(SIGNED_ON))
    answer = told(story, LAUNCHED, **{"p-x": under_contract_elsewhere()})
    assert kinds(answer) == [(Otherwise.ANOTHER_TERM, ("C7",))]


def test_a_death_that_stands_twice_closes_once() -> None:
    story = signed(ANNOUNCED)
    death = ParticipantDied(on=IN_MONTH_2, reported_by=SERGEANT)
    line = story.page.version + 1
    story.do(death)
    strike(story, line)
    story.do(replace(death, on=LATER))
    strike(story, line + 2)
    answer = told(story, LAUNCHED)
    assert answer.then == answer.now
    assert answer.now.record == Record.NONE_OTHER


def test_another_record_is_told_from_another_station() -> None:
    completed = told(signed(LAUNCHED).completed(AFTER_4), ANNOUNCED)
    assert (completed.differs, completed.record_differs) == (True, True)
    at_work = told(signed(LAUNCHED), ANNOUNCED)
    assert (at_work.differs, at_work.record_differs) == (False, False)
    waiting = what_if(
        signed(ANNOUNCED).page.written, policy().editions[LAUNCHED], policy(), AFTER_4
    )
    assert (waiting[0].differs, waiting[0].record_differs) == (True, False)
