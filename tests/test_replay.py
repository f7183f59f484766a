"""How lines tell a page: in order or late, struck or not, as at any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import decision as d
from ledger.journey.facts import institution as i
from ledger.journey.facts import log as own
from ledger.journey.facts import protection as t
from ledger.journey.page import BLANK, Line, Page, counts_from, reads_the_same, replay, turn
from ledger.journey.parts import EditionRef, Person
from ledger.journey.words import Record, Verdict
from tests.any_facts import ANY_LINES, FIRST, any_fact, numbered
from tests.story import ADOPTER, INSPECTOR, Story
from tests.told_facts import FORCE, arrested, opened

SIGNED_ON = date(2019, 12, 10)
LAUNCHED = "checkpoint-cymru/2019-12"


def meaning(page: Page) -> Page:
    """What a page says, whichever lines say it."""
    journeys = tuple(replace(journey, telling=()) for journey in page.journeys)
    return replace(page, journeys=journeys, written=())


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
    by_then = [(line, fact) for line, fact in counted if counts_from(fact) <= day]
    assert meaning(replay(counted, as_at=day)) == meaning(replay(by_then))


def test_a_page_is_opened_before_the_day_of_an_arrest_that_is_written_late() -> None:
    on, earlier = date(2020, 1, 10), date(2019, 12, 1)
    somebody = Person(family_name="Invented")
    first = (opened(person=somebody, on=on), arrested(on=on))
    facts = (*first, arrested(2, earlier))
    page = replay(numbered(facts), earlier)
    assert (page.force, page.person, page.latest) == (FORCE, somebody, earlier)
    assert [journey.number for journey in page.journeys] == [2]
    assert replay(numbered(facts), earlier - timedelta(1)).journeys == ()


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
        own.LogKeyAdded(on=SIGNED_ON, origin="x", key="y", from_size=0),
        own.LogKeyRetired(on=SIGNED_ON, origin="x", key="y", until_size=1),
        own.LogAnchored(on=SIGNED_ON, origin="x/access", size=1, root=""),
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
