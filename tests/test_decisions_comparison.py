"""Given two moments of a page, then what is different, and which entries made the difference."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.decisions.compared_answers import Weighing, clause_answers, standing_answers
from ledger.decisions.comparison import Between, Change, Comparison, Moment, compared
from ledger.decisions.standing import Hold, standing
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Line, replay
from ledger.journey.words import Record
from tests.any_facts import ANY_LINES, FIRST
from tests.story import INSPECTOR, OFFICER, Story, adopting, policy

SIGNED_ON = date(2019, 12, 10)
OFFENDED_ON = date(2020, 3, 1)
LEARNT_ON = date(2020, 3, 22)
DAY = timedelta(days=1)


def under_contract() -> Story:
    return Story().signed(SIGNED_ON)


def reoffence(on: date) -> ReoffenceAlleged:
    return ReoffenceAlleged(journey=1, on=on, offence_code="theft", offence_on=OFFENDED_ON)


def told_late() -> tuple[Story, int]:
    """A reoffence of 1 March, written after a session of 20 March; and the last line before it."""
    story = under_contract()
    story.do(c.SessionAttended(journey=1, on=date(2020, 3, 20), hours=1))
    before = story.page.version
    story.do(reoffence(OFFENDED_ON), late_because="The other force told us on 22 March.")
    return story, before


def stands(story: Story, was: Moment, now: Moment) -> Comparison:
    return compared(story.page.written, was, now, standing_answers(story.page.written, 1))


def weighs(story: Story, was: Moment, now: Moment) -> Comparison:
    written = story.page.written
    answers = clause_answers(written, 1, lambda _: story.rulebook, lambda *_: ())
    return compared(written, was, now, answers)


def by_name(comparison: Comparison) -> dict[str, Change]:
    return {change.name: change for change in comparison.changes}


def test_an_entry_written_late_changes_what_was_so_and_not_what_was_known() -> None:
    story, before = told_late()
    then, line = date(2020, 3, 10), before + 1
    found = stands(story, Moment(then, before), Moment(then, line))
    assert by_name(found)["record"] == Change(
        "record", Record.PENDING, Record.AT_RISK, (line,), by_the_day=False
    )
    assert by_name(found)["holds"].now == (Hold.ALLEGATION,)
    assert {change.lines for change in found.changes} == {(line,)}
    assert found.between == (Between(line, came=True, known=False, happened=True, struck_by=0),)


def test_before_the_day_of_a_late_entry_nothing_is_different() -> None:
    story, before = told_late()
    then = OFFENDED_ON - DAY
    assert stands(story, Moment(then, before), Moment(then, before + 1)) == Comparison((), ())


def test_what_happened_between_two_days_is_told_apart_from_what_was_learnt() -> None:
    story, before = told_late()
    found = stands(story, Moment(OFFENDED_ON - DAY, before), Moment(LEARNT_ON, before + 1))
    session, late = found.between
    assert (session.known, session.happened) == (True, False)
    assert (late.known, late.happened) == (False, False)
    assert by_name(found)["record"].lines == (late.line,)


def test_from_the_later_moment_to_the_earlier_the_same_entries_go() -> None:
    story, before = told_late()
    then = date(2020, 3, 10)
    (change,) = [
        one
        for one in stands(story, Moment(then, before + 1), Moment(then, before)).changes
        if one.name == "record"
    ]
    assert (change.was, change.now) == (Record.AT_RISK, Record.PENDING)
    assert change.lines == (before + 1,)


def test_the_day_alone_ends_a_term() -> None:
    story = under_contract()
    version, last_on = story.page.version, date(2020, 12, 10)
    found = stands(story, Moment(last_on, version), Moment(last_on + DAY, version))
    status = by_name(found)["station"]
    assert (status.was, status.now) == ("under-contract", "awaiting-completion")
    assert (status.lines, status.by_the_day) == ((), True)
    assert found.between == ()


def test_a_correction_is_named_with_the_entry_that_it_strikes() -> None:
    story, before = told_late()
    late = before + 1
    story.do(RecordedInError(on=LEARNT_ON, line=late, decided_by=INSPECTOR, reason="Mixed up."))
    then = date(2020, 3, 10)
    found = stands(story, Moment(then, late), Moment(then, late + 1))
    assert by_name(found)["record"] == Change(
        "record", Record.AT_RISK, Record.PENDING, (late, late + 1), by_the_day=False
    )
    (gone,) = found.between
    assert gone == Between(late, came=False, known=True, happened=True, struck_by=late + 1)


def test_before_the_arrest_nothing_is_answered() -> None:
    story = under_contract()
    moment = Moment(SIGNED_ON, story.page.version)
    found = stands(story, Moment(SIGNED_ON - DAY, story.page.version), moment)
    assert by_name(found)["station"].was is None
    assert by_name(found)["edition"].now == story.edition.ref
    assert not stands(story, Moment(date.min, 0), Moment(date.min, 0)).changes


def test_each_clause_is_weighed_again_for_the_decision_with_what_is_known() -> None:
    story = Story("checkpoint-cymru/2019-12").signed(SIGNED_ON)
    before = story.page.version
    (fact,) = story.do(
        a.OffenceReclassified(
            journey=1,
            on=LEARNT_ON,
            offence=1,
            code="robbery",
            drug="heroin",
            decided_by=OFFICER,
        )
    )
    then = Moment(LEARNT_ON, before)
    found = weighs(story, then, Moment(LEARNT_ON, before + 1))
    (change,) = found.changes
    assert isinstance(fact, a.OffenceReclassified)
    assert change.name == f"checkpoint-cymru {fact.refused_for[0]}"
    assert change.was == Weighing(True, True, story.edition.ref, SIGNED_ON)
    assert change.now == Weighing(True, False, story.edition.ref, SIGNED_ON)
    assert change.lines == (before + 1,)


def test_before_the_decision_every_adopted_scheme_is_weighed_for_the_day() -> None:
    rulebook = adopting("checkpoint-cymru/2019-12", "durham-checkpoint/2020-02")
    story = Story(rulebook=rulebook)
    story.do(story.arrest(SIGNED_ON))
    version = story.page.version
    found = weighs(story, Moment(SIGNED_ON, version), Moment(SIGNED_ON + 100 * DAY, version))
    turned = {change.name for change in found.changes if change.by_the_day}
    assert "durham-checkpoint E10" in turned
    assert all(not change.lines for change in found.changes)


def test_a_scheme_that_nobody_adopted_is_weighed_at_neither_moment() -> None:
    story = Story()
    story.do(story.arrest(SIGNED_ON))
    version = story.page.version
    none = clause_answers(story.page.written, 1, lambda _: policy(), lambda *_: ())
    now = Moment(SIGNED_ON, version)
    assert compared(story.page.written, now, now, none) == Comparison((), ())
    assert not none(frozenset({1, 2}), now)
    assert not none(frozenset({1}), now)


MOMENTS = st.builds(
    Moment, st.integers(-1, 7).map(lambda days: FIRST + timedelta(days=days)), st.integers(0, 21)
)


@given(ANY_LINES, MOMENTS, MOMENTS)
def test_what_is_different_is_what_the_two_moments_tell(
    lines: tuple[Line, ...], was: Moment, now: Moment
) -> None:
    found = compared(lines, was, now, standing_answers(lines, 1))
    told = [
        standing(
            replay([line for line in lines if line[0] <= moment.version], moment.as_at),
            1,
            moment.as_at,
        )
        for moment in (was, now)
    ]
    for change in found.changes:
        assert [getattr(one, change.name, None) for one in told] == [change.was, change.now]
        assert change.lines or change.by_the_day
    between = {one.line for one in found.between} | {one.struck_by for one in found.between}
    assert {line for change in found.changes for line in change.lines} <= between
    if not any(told) or told[0] == told[1]:
        assert found.changes == ()


@given(ANY_LINES, MOMENTS)
def test_a_moment_is_no_different_from_itself(lines: tuple[Line, ...], moment: Moment) -> None:
    assert compared(lines, moment, moment, standing_answers(lines, 1)) == Comparison((), ())
