"""What the clauses advise under each scheme that a force has adopted; nothing is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.decisions.advice import Weighed, advice
from ledger.decisions.refusals import NoSuchJourney
from ledger.journey.facts.person import DetailsCorrected
from ledger.journey.page import turn
from ledger.journey.parts import Findings, Person
from ledger.policy.clauses.eligibility import CLAUSES
from tests.story import Story, adopting

ON = date(2019, 12, 9)
LAUNCHED, COURSE_ONLY = "checkpoint-cymru/2019-12", "avon-somerset-dep/2019"


def test_every_adopted_scheme_advises_and_nothing_is_written() -> None:
    story = Story(LAUNCHED, COURSE_ONLY)
    story.do(story.arrest(ON, lives_in_area=False))
    before = story.page
    course, contract = advice(story.page, 1, ON, story.rulebook)
    assert (course.eligible, course.refused_for) == (True, ())
    assert (contract.eligible, contract.refused_for) == (False, ("E2",))
    assert [course.edition.name, contract.edition.name] == [COURSE_ONLY, LAUNCHED]
    assert contract.findings == Findings(age=29)
    assert contract.title == "Checkpoint Cymru, as launched in December 2019"
    assert story.page == before


def test_each_clause_is_told_with_its_words_and_its_source() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON, lives_in_area=False))
    (contract,) = advice(story.page, 1, ON, story.rulebook)
    assert [weighed.code for weighed in contract.clauses] == [clause.code for clause in CLAUSES]
    weighed = {clause.code: clause for clause in contract.clauses}
    assert weighed["E2"] == Weighed(
        code="E2",
        applies=True,
        holds=False,
        words="The person lives in the force's area.",
        words_cy="Mae'r person yn byw yn ardal yr heddlu.",
        source="North Wales PCC, the scheme's page [7]",
    )
    assert (weighed["E10"].applies, weighed["E10"].holds) == (False, True)


def test_a_scheme_advises_from_the_day_it_is_adopted() -> None:
    story = Story(rulebook=adopting(LAUNCHED, from_on=ON))
    story.do(story.arrest(date(2019, 12, 1)))
    assert advice(story.page, 1, date(2019, 12, 8), story.rulebook) == ()
    assert len(advice(story.page, 1, ON, story.rulebook)) == 1


def test_there_is_no_advice_on_a_journey_that_is_not_there() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON))
    with pytest.raises(NoSuchJourney):
        advice(story.page, 2, ON, story.rulebook)


def test_whose_birth_was_recorded_as_later_is_as_old_as_at_the_arrest() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON))
    told = DetailsCorrected(on=ON, person=Person(born_on=ON + timedelta(days=1)))
    story.page = turn(story.page, story.page.version + 1, told)
    (given,) = advice(story.page, 1, ON, story.rulebook)
    assert given.findings == Findings(age=29)
    assert story.do(story.screening(ON))
    assert story.do(story.decision(ON))
    assert story.do(story.admission_withdrawal(ON))
