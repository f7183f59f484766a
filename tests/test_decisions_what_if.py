"""Given a page, when it is told under another edition, then these answers differ, by these."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.otherwise import Otherwise, WhatIf
from ledger.decisions.what_if import what_if
from ledger.journey.facts import breach as b
from ledger.journey.facts.arrest import AdmissionWithdrawn
from ledger.journey.facts.person import DetailsCorrected, ParticipantDied
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.parts import Override, Person
from ledger.journey.words import (
    BreachCause,
    Record,
    ReoffendingTest,
    ReturnReason,
)
from ledger.policy.rulebook import Rulebook
from tests.story import INSPECTOR, SERGEANT, Story, policy

ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"
SIGNED_ON = date(2019, 12, 10)
LATER = date(2021, 3, 1)
IN_MONTH_8 = date(2020, 8, 1)
AFTER_12 = date(2020, 12, 11)


def told(
    story: Story, edition: str, as_at: date = LATER, rulebook: Rulebook | None = None
) -> WhatIf:
    rulebook = rulebook or policy()
    (answer,) = what_if(story.page.written, rulebook.editions[edition], rulebook, as_at)[:1]
    return answer


def differences(answer: WhatIf) -> list[tuple[Otherwise, tuple[str, ...]]]:
    return [(one.otherwise, one.clauses) for one in answer.differences]


def announced(**contract: Any) -> Story:
    return Story(ANNOUNCED).signed(SIGNED_ON, **contract)


def launched(**contract: Any) -> Story:
    return Story(LAUNCHED).signed(SIGNED_ON, **contract)


ANOTHER_TERM = (Otherwise.ANOTHER_TERM, ("C7",))


def test_a_contract_that_was_kept_is_kept_under_a_shorter_term_too() -> None:
    answer = told(announced().completed(AFTER_12), LAUNCHED)
    assert (answer.now, answer.differs) == (answer.then, False)
    assert answer.now.record == Record.AVOIDED
    (term,) = answer.differences
    assert (term.otherwise, term.last_on) == (Otherwise.ANOTHER_TERM, date(2020, 4, 10))
    assert (term.name, term.on, answer.clauses) == ("contract.signed", SIGNED_ON, ("C7",))


@pytest.mark.parametrize(
    ("as_at", "station"),
    [
        (date(2020, 4, 10), "under-contract"),
        (date(2020, 4, 11), "awaiting-completion"),
        (date(2020, 12, 10), "awaiting-completion"),
    ],
)
def test_a_shorter_term_ends_on_its_own_day(as_at: date, station: str) -> None:
    answer = told(announced(), LAUNCHED, as_at)
    assert (answer.now.station, answer.then.station) == ("under-contract", station)
    assert answer.differs == (station != "under-contract")


def test_an_arrest_after_the_shorter_term_alleges_nothing_under_it() -> None:
    story = announced()
    story.do(story.arrest(IN_MONTH_8))
    answer = told(story, LAUNCHED)
    assert (answer.now.record, answer.then.record) == (Record.AT_RISK, Record.PENDING)
    assert differences(answer) == [ANOTHER_TERM, (Otherwise.FALLS_AWAY, ("B3",))]


def test_an_arrest_within_both_terms_stays_alleged() -> None:
    story = announced()
    story.do(story.arrest(date(2020, 4, 10)))
    answer = told(story, LAUNCHED)
    assert answer.then.record == answer.now.record == Record.AT_RISK
    assert differences(answer) == [ANOTHER_TERM]


def confirmed(story: Story, allegation: int = 1) -> b.ReoffenceConfirmed:
    return b.ReoffenceConfirmed(
        journey=1,
        on=IN_MONTH_8,
        allegation=allegation,
        reached=ReoffendingTest.CONVICTION,
        decided_by=INSPECTOR,
        rationale="Convicted.",
    )


def reoffended(story: Story) -> Story:
    story.do(story.arrest(IN_MONTH_8))
    story.do(confirmed(story))
    story.do(
        b.ReturnedForDecision(
            journey=1, on=IN_MONTH_8, because=ReturnReason.REOFFENCE, returned_to=SERGEANT
        )
    )
    return story


def test_what_was_found_on_an_allegation_falls_with_it_and_what_rests_on_it_parts_the_ways() -> (
    None
):
    answer = told(reoffended(announced()), LAUNCHED)
    assert (answer.now.station, answer.now.record) == ("returned", Record.AT_RISK)
    assert (answer.then.station, answer.then.record) == ("awaiting-completion", Record.PENDING)
    assert differences(answer)[1:] == [
        (Otherwise.FALLS_AWAY, ("B3",)),
        (Otherwise.OUT_OF_TURN, ()),
    ]
    assert answer.parted is not None
    assert answer.parted.name == "matter.returned"


def test_an_allegation_put_forward_by_hand_falls_by_the_clause() -> None:
    story = announced()
    story.do(
        b.ReoffenceAlleged(
            journey=1,
            on=IN_MONTH_8,
            offence_code="possession-class-a",
            offence_on=IN_MONTH_8,
        )
    )
    assert differences(told(story, LAUNCHED))[1:] == [(Otherwise.FALLS_AWAY, ("B3",))]


def test_a_longer_term_would_have_brought_an_allegation() -> None:
    story = launched().completed(date(2020, 4, 11))
    story.do(story.arrest(IN_MONTH_8))
    answer = told(story, ANNOUNCED)
    assert (answer.now.record, answer.then.record) == (Record.AVOIDED, Record.AT_RISK)
    assert differences(answer) == [
        ANOTHER_TERM,
        (Otherwise.REFUSED, ("F1",)),
        (Otherwise.WOULD_BE_ALLEGED, ("B3",)),
    ]
    assert answer.parted is not None
    assert answer.parted.name == "contract.completed"


def test_an_allegation_keeps_its_number() -> None:
    story = announced()
    breach = b.BreachAlleged(
        journey=1, on=IN_MONTH_8, condition=1, breached_on=SIGNED_ON, cause=BreachCause.PARTICIPANT
    )
    story.do(story.arrest(IN_MONTH_8))
    story.do(breach)
    story.do(
        b.BreachExcused(
            journey=1, on=IN_MONTH_8, allegation=2, decided_by=INSPECTOR, rationale="Unwell."
        )
    )
    answer = told(story, LAUNCHED)
    assert (answer.then.station, answer.then.record) == ("awaiting-completion", Record.PENDING)


def test_who_lives_elsewhere_would_have_been_refused() -> None:
    story = Story(ANNOUNCED).offered(SIGNED_ON, lives_in_area=False)
    answer = told(story, LAUNCHED)
    assert (answer.now.station, answer.then.station) == ("offered", "arrested")
    assert [one for one, _ in differences(answer)] == [Otherwise.REFUSED]
    assert answer.parted is not None
    assert answer.parted.line == 5
    assert all(code.startswith("E") for code in answer.clauses)


def test_who_was_refused_would_not_have_been() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(SIGNED_ON, lives_in_area=False))
    story.do(story.decision(SIGNED_ON, eligible=False))
    answer = told(story, ANNOUNCED)
    refused_for = story.last[0].refused_for  # type: ignore[union-attr]
    assert differences(answer) == [(Otherwise.NO_LONGER_REFUSED, refused_for)]
    assert (answer.now.station, answer.then.station) == ("ineligible", "arrested")


def test_the_same_decision_with_other_clauses_in_the_way_is_the_same_answer() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(SIGNED_ON, lives_in_area=False))
    story.do(story.screening(SIGNED_ON))
    refused = story.attempt(story.decision(SIGNED_ON))
    assert not refused
    clauses = tuple(clause.code for clause in story.refused.clauses)  # type: ignore[union-attr]
    override = Override(authority=INSPECTOR, clauses=clauses)
    story.do(story.decision(SIGNED_ON, override=override))
    answer = told(story, ANNOUNCED)
    assert differences(answer) == [(Otherwise.OTHER_CLAUSES, clauses)]
    assert not answer.differs


def test_what_nobody_puts_forward_stays_as_it_came_about() -> None:
    story = announced()
    story.do(ParticipantDied(on=IN_MONTH_8, reported_by=SERGEANT))
    answer = told(story, LAUNCHED)
    assert answer.then == answer.now
    assert answer.now.station == "closed"


def test_what_is_struck_or_of_the_page_changes_nothing() -> None:
    story = announced()
    story.do(story.admission_withdrawal(date(2020, 1, 5)))
    line = story.page.version
    story.do(RecordedInError(on=date(2020, 1, 6), line=line, decided_by=INSPECTOR, reason="Not."))
    story.do(DetailsCorrected(on=date(2020, 1, 6), person=Person(family_name="Example")))
    assert isinstance(story.page.fact(line), AdmissionWithdrawn)
    assert differences(told(story, LAUNCHED)) == [ANOTHER_TERM]


def test_an_erased_page_is_told_without_the_words_that_are_gone() -> None:
    story = announced().completed(AFTER_12)
    story.do(
        PersonalDataErased(
            on=AFTER_12, legal_basis="s.47", decided_by=INSPECTOR, agreed_by=SERGEANT
        )
    )
    blank = [
        (line, replace(fact, rationale="") if hasattr(fact, "rationale") else fact)
        for line, fact in story.page.written
    ]
    (answer,) = what_if(blank, policy().editions[LAUNCHED], policy(), LATER)
    assert answer.then.record == answer.now.record == Record.AVOIDED


def test_journeys_of_the_edition_itself_and_of_other_schemes_are_not_told() -> None:
    assert what_if(announced().page.written, policy().editions[ANNOUNCED], policy(), LATER) == ()
    durham = policy().editions["durham-checkpoint/2020-02"]
    assert what_if(announced().page.written, durham, policy(), LATER) == ()


def test_what_is_later_than_the_day_is_left_out() -> None:
    answer = told(reoffended(announced()), LAUNCHED, SIGNED_ON)
    assert differences(answer) == [ANOTHER_TERM]
    assert answer.now == answer.then


def test_a_journey_on_which_nothing_is_decided_is_not_told() -> None:
    story = launched().completed(date(2020, 4, 11))
    story.do(story.arrest(date(2021, 1, 5)))
    story.number = 2
    answers = what_if(story.page.written, policy().editions[ANNOUNCED], policy(), LATER)
    assert [one.journey for one in answers] == [1]
