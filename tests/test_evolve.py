"""How facts tell a journey and a page: whatever was written, in whatever order it came."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.journey import changing
from ledger.journey.calendar import Term
from ledger.journey.evolve import evolve, opened
from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts import institution as i
from ledger.journey.facts import protection as t
from ledger.journey.journey import Journey, Signed
from ledger.journey.page import BLANK, Line, Page, reads_the_same, replay, turn
from ledger.journey.parts import Condition, EditionRef
from ledger.journey.stations import Arrested, Closed, OnCourse, UnderContract
from ledger.journey.words import ConditionKind, Record, Verdict
from tests.any_facts import ANY_LINES, FIRST, any_fact, numbered
from tests.story import ADOPTER, INSPECTOR, OFFICER, Story, noon

SIGNED_ON = date(2019, 12, 10)
LAUNCHED = "checkpoint-cymru/2019-12"
COURSE_ONLY = "avon-somerset-dep/2019"
TREATMENT = Condition(kind=ConditionKind.TREATMENT)
HOUSING = Condition(kind=ConditionKind.PATHWAY_INTERVENTION)
WORK = Condition(kind=ConditionKind.VOLUNTARY_WORK, hours=20)


def meaning(page: Page) -> Page:
    """What a page says, whichever lines say it."""
    journeys = tuple(replace(journey, telling=()) for journey in page.journeys)
    return replace(page, journeys=journeys, written=())


@given(ANY_LINES)
def test_a_journey_takes_any_fact_in_any_order(lines: tuple[Line, ...]) -> None:
    (_, arrest), *rest = lines
    assert isinstance(arrest, a.ArrestRecorded)
    journey = opened(arrest)
    for _, fact in rest:
        if hasattr(fact, "journey") and not isinstance(fact, i.StatusPublished):
            journey = evolve(journey, fact)
    assert journey.arrest == arrest


@given(ANY_LINES)
def test_a_page_turned_line_by_line_is_the_page_replayed(lines: tuple[Line, ...]) -> None:
    turned = reduce(lambda page, line: turn(page, *line), lines, BLANK)
    assert turned == replay(lines)
    assert turned.written == lines


@given(ANY_LINES, st.integers(-1, 7))
def test_a_page_as_at_a_day_leaves_out_what_happened_later(
    lines: tuple[Line, ...], days: int
) -> None:
    day = FIRST + timedelta(days=days)
    counted = [(line, fact) for line, fact in lines if not isinstance(fact, t.RecordedInError)]
    by_then = [(line, fact) for line, fact in counted if fact.on <= day]
    assert meaning(replay(counted, as_at=day)) == meaning(replay(by_then))


UNSTRUCK = st.lists(any_fact(without=[t.RecordedInError]), min_size=1, max_size=20)


def error(on: date, line: int) -> t.RecordedInError:
    return t.RecordedInError(on=on, line=line, decided_by=INSPECTOR)


@given(UNSTRUCK, st.data())
def test_what_is_struck_is_as_if_it_had_never_been_written(
    facts: list[Fact], data: st.DataObject
) -> None:
    lines, latest = numbered(facts), max(fact.on for fact in facts)
    struck = data.draw(st.sampled_from(lines))
    rest = [line for line in lines if line != struck]
    told = t.DisclosureMade(on=latest, recipient="x", legal_basis="x", decided_by=INSPECTOR)
    after = replay((*lines, (len(lines) + 1, error(latest, struck[0]))))
    assert meaning(after) == meaning(replay((*rest, (len(lines) + 1, told))))
    assert after.fact(struck[0]) == struck[1]


@given(UNSTRUCK, st.data())
def test_a_correction_that_is_struck_strikes_nothing(
    facts: list[Fact], data: st.DataObject
) -> None:
    lines, latest = numbered(facts), max(fact.on for fact in facts)
    struck = data.draw(st.integers(1, len(lines)))
    errors = (error(latest, struck), error(latest, len(lines) + 1))
    after = replay((*lines, *enumerate(errors, len(lines) + 1)))
    assert meaning(replace(after, latest=latest)) == meaning(replace(replay(lines), latest=latest))


@given(ANY_LINES, st.lists(any_fact(without=[t.RecordedInError]), max_size=3))
def test_what_reads_the_same_leads_where_it_does_told_last(
    lines: tuple[Line, ...], facts: list[Fact]
) -> None:
    page = replay(lines)
    if reads_the_same(page, facts):
        after = replay((*lines, *enumerate(facts, len(lines) + 1)))
        last = max([page.latest, *(fact.on for fact in facts)])
        in_order = [replace(fact, on=last) for fact in facts]
        told = replay((*lines, *enumerate(in_order, len(lines) + 1)))
        assert [j.station for j in after.journeys] == [j.station for j in told.journeys]


def test_a_page_reads_otherwise_where_a_late_fact_comes_before_what_it_rests_on() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    signed = story.contract(date(2019, 12, 9))
    assert not reads_the_same(story.page, [signed])
    assert reads_the_same(story.page, [story.contract(SIGNED_ON)])


@pytest.mark.parametrize("last_on", [date(2019, 12, 9), date.min])
def test_a_contract_said_to_end_before_its_signing_binds_for_that_day(last_on: date) -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    journey = evolve(story.journey, replace(story.contract(SIGNED_ON), last_on=last_on))
    assert isinstance(journey.contract, Signed)
    assert journey.contract.term == Term(noon(SIGNED_ON), SIGNED_ON)


@pytest.mark.parametrize(
    ("before", "kept", "after", "kept_now"),
    [
        pytest.param((TREATMENT, WORK), {2}, (TREATMENT, WORK), {2}, id="nothing changes"),
        pytest.param((TREATMENT, WORK), {2}, (WORK, HOUSING), {1}, id="it moves up"),
        pytest.param((TREATMENT, WORK), {1}, (HOUSING, WORK), set(), id="it goes"),
        pytest.param((TREATMENT, WORK), {2}, (replace(WORK, hours=30),), set(), id="it grows"),
        pytest.param((WORK, WORK), {2}, (WORK, WORK), {1}, id="one of two is kept"),
        pytest.param((TREATMENT,), {0, 7}, (TREATMENT,), set(), id="no such number"),
    ],
)
def test_what_was_kept_or_discharged_stays_so_in_a_changed_contract(
    before: tuple[Condition, ...],
    kept: set[int],
    after: tuple[Condition, ...],
    kept_now: set[int],
) -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    signed = evolve(story.journey, story.contract(SIGNED_ON, conditions=before))
    assert isinstance(signed.contract, Signed)
    numbers = frozenset(kept)
    settled = replace(signed, contract=replace(signed.contract, kept=numbers, discharged=numbers))
    varied = evolve(settled, variation(story, after))
    assert isinstance(varied.contract, Signed)
    assert (varied.contract.kept, varied.contract.discharged) == (kept_now, kept_now)


def variation(story: Story, conditions: tuple[Condition, ...]) -> c.ContractVaried:
    return c.ContractVaried(
        journey=1,
        on=SIGNED_ON,
        signed_by_participant=True,
        last_on=SIGNED_ON,
        conditions=conditions,
        edition=story.edition.ref,
    )


def test_without_a_contract_there_is_none_to_change_and_none_to_keep() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    changes: tuple[c.ContractFact, ...] = (
        variation(story, (TREATMENT,)),
        c.ConditionMet(journey=1, on=SIGNED_ON, condition=1),
        c.ConditionDischarged(journey=1, on=SIGNED_ON, condition=1),
    )
    assert [evolve(story.journey, fact) for fact in changes] == [story.journey] * 3


def test_a_course_that_is_the_whole_disposal_begins_with_the_booking_once_accepted() -> None:
    story = Story(COURSE_ONLY).offered(SIGNED_ON)
    story.do(story.acceptance(SIGNED_ON))
    story.do(story.booking(SIGNED_ON))
    assert story.journey.station == OnCourse()


def test_a_booking_beside_a_contract_moves_nobody() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(story.booking(SIGNED_ON))
    assert story.journey.station == UnderContract()


def test_a_charge_told_of_a_closed_journey_leaves_it_closed_and_counts() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON).completed(date(2020, 4, 11))
    charged = e.Charged(journey=1, on=date(2020, 4, 12), decided_by=OFFICER)
    after = evolve(story.journey, charged)
    assert (after.station, after.verdicts.charged) == (Closed("22", diverted=True), True)


def test_asking_the_prosecutor_moves_only_what_was_returned() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    asked = e.ReferredToProsecutor(journey=1, on=SIGNED_ON, referred_by=OFFICER)
    assert evolve(story.journey, asked) == story.journey


def test_a_term_ends_only_for_who_is_under_contract() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    assert evolve(story.journey, e.TermEnded(journey=1, on=SIGNED_ON)) == story.journey


@pytest.mark.parametrize(("code", "diverted"), [("22", True), ("8", True), ("5", False)])
def test_death_before_the_closing_is_no_diversion(code: str, diverted: bool) -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(story.completion(date(2020, 4, 11)))
    closed = evolve(story.journey, story.outcome(date(2020, 4, 12), code))
    assert closed.station == Closed(code, diverted)


EDITION = EditionRef(scheme="checkpoint-cymru", edition="2019-12", digest="ab" * 32)


@pytest.mark.parametrize(
    "fact",
    [
        i.PolicyAdopted(
            on=SIGNED_ON, force="x", edition=EDITION, from_on=SIGNED_ON, decided_by=ADOPTER
        ),
        i.StatusPublished(
            on=SIGNED_ON,
            journey=1,
            record=Record.AVOIDED,
            station="closed",
            as_at=SIGNED_ON,
            size=1,
            root="",
            edition=EDITION,
            engine="1",
        ),
        i.PanelVerdictGiven(
            on=SIGNED_ON, page="p", line=1, verdict=Verdict.INAPPROPRIATE, panel="x"
        ),
    ],
    ids=lambda fact: fact.NAME,
)
def test_what_a_force_or_a_panel_says_changes_no_page(fact: Fact) -> None:
    page = Story(LAUNCHED).offered(date(2019, 12, 9)).page
    after = turn(page, page.version + 1, fact)
    assert after == replace(page, written=(*page.written, (page.version + 1, fact)))


def test_only_the_lines_that_made_the_answer_tell_it() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    told = [story.page.fact(line) for line in story.journey.telling]
    assert [type(fact) for fact in told] == [
        a.ArrestRecorded,
        a.SafeguardingScreened,
        d.EligibilityDecided,
        d.DiversionOffered,
        d.OfferAccepted,
        c.NeedsAssessed,
    ]


def test_a_number_is_never_used_twice() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(story.arrest(date(2020, 3, 4)))
    assert (story.page.next_journey, story.page.next_allegation(1)) == (3, 2)
    assert (BLANK.next_journey, BLANK.next_allegation(1)) == (1, 1)


def test_replacing_is_what_the_standard_library_does_and_the_first_stays() -> None:
    journey = Story(LAUNCHED).offered(SIGNED_ON).journey
    changed: Journey = changing.replace(journey, paused=True, station=Arrested())
    assert changed == dataclasses.replace(journey, paused=True, station=Arrested())
    assert journey != changed
