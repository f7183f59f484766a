"""A page told in the order of its lines is told as by its days, where the two can be compared."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.decisions.agreement import Placed, disagreements, disagreements_of
from ledger.evidence.verifying.stream import OF_NO_DAY, Stream
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Line, Telling, replay
from ledger.journey.parts import EditionRef
from ledger.journey.words import Record
from tests.any_facts import ANY_LINES
from tests.story import Story

LAUNCHED = "checkpoint-cymru/2019-12"
SIGNED_ON = date(2019, 12, 10)
ALL_TOLD = 1_000


def in_order(lines: tuple[Line, ...]) -> list[Line]:
    """The facts by their days, numbered anew; without corrections, which look back."""
    facts = [fact for _, fact in lines if not isinstance(fact, RecordedInError)]
    return list(enumerate(sorted(facts, key=lambda fact: fact.on), start=1))


def stream_of(lines: list[Line]) -> Stream:
    """The page as it is told while its lines are met."""
    stream = Stream("", "north-wales")
    for line, fact in lines:
        stream.indexes.append(10 * line)
        if stream.in_order:
            stream.follow(type(fact), fact, fact)
    return stream


def rest_of(lines: list[Line], before: int) -> Stream:
    """The page from a line on, as another process that meets these lines hands it over."""
    dayless = type(lines[before][1]) in OF_NO_DAY
    stream = Stream("", "", before, date.min if dayless else lines[before][1].on)
    for line, fact in lines[before:]:
        stream.indexes.append(10 * line)
        if stream.in_order:
            stream.follow(type(fact), fact, fact)
    return copy(stream)


def kept(lines: list[Line]) -> Stream:
    """The page of which every line is kept."""
    stream = Stream("", "north-wales")
    stream.begin_to_keep()
    for line, fact in lines:
        stream.indexes.append(10 * line)
        stream.keep(fact)
    return stream


def status(story: Story, *, as_at: date, size: int) -> StatusPublished:
    told = story.standing(as_at)
    assert isinstance(told.edition, EditionRef)
    return StatusPublished(
        on=as_at,
        journey=1,
        record=told.record,
        station=told.station,
        as_at=as_at,
        size=size,
        root="",
        edition=told.edition,
        engine="test",
    )


@settings(max_examples=300)
@given(ANY_LINES)
def test_what_is_told_in_order_is_told_by_days(lines: tuple[Line, ...]) -> None:
    stream = stream_of(in_order(lines))
    if stream.is_told_on(date.max):
        told, by_days = stream.told(date.max), kept(in_order(lines)).told(date.max)
        assert list(told.journeys) == [replace(one, telling=()) for one in by_days.journeys]
        assert list(told.publications) == list(by_days.publications)


@settings(max_examples=300)
@given(ANY_LINES, st.data())
def test_a_page_that_goes_on_elsewhere_is_told_as_one(
    any_lines: tuple[Line, ...], data: st.DataObject
) -> None:
    lines = in_order(any_lines)
    before = data.draw(st.integers(1, max(1, len(lines) - 1)))
    if before >= len(lines):
        return
    stream, rest, whole = stream_of(lines[:before]), rest_of(lines, before), stream_of(lines)
    assert stream.goes_on_in(rest)
    stream.go_on(rest)
    assert list(stream.indexes) == list(whole.indexes)
    if type(lines[before][1]) not in OF_NO_DAY:
        assert stream.is_told_on(date.max) == whole.is_told_on(date.max)
    if stream.is_told_on(date.max):
        assert stream.told(date.max) == whole.told(date.max)


@pytest.mark.parametrize("before", [1, 5, 8])
def test_a_status_on_a_page_that_goes_on_is_told_without_looking_back(before: int) -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    later = SIGNED_ON + timedelta(days=7)
    version = story.page.version
    of_all = status(story, as_at=later, size=ALL_TOLD)
    for published, is_told in (
        (of_all, True),
        (replace(of_all, size=10), False),
        (replace(of_all, as_at=SIGNED_ON - timedelta(days=1)), False),
    ):
        lines = [*story.page.written, (version + 1, published)]
        stream = stream_of(lines[:before])
        stream.go_on(rest_of(lines, before))
        assert stream.is_told_on(later) == is_told
        if is_told:
            assert stream.told(later) == stream_of(lines).told(later)


@given(ANY_LINES)
def test_a_telling_is_a_replay(lines: tuple[Line, ...]) -> None:
    ordered, telling = in_order(lines), Telling()
    for line, fact in ordered:
        telling.tell(line, fact)
    page = replay(ordered)
    assert telling.journeys == telling.page.journeys == page.journeys
    assert telling.latest == page.latest
    assert (telling.page.person, telling.page.erased) == (page.person, page.erased)


def test_two_journeys_of_one_number_are_told_by_days() -> None:
    lines = [*Story(LAUNCHED).signed(SIGNED_ON).page.written]
    arrest = next(fact for _, fact in lines if isinstance(fact, ArrestRecorded))
    twice = [*lines, (len(lines) + 1, replace(arrest, on=SIGNED_ON))]
    assert not stream_of(twice).is_told_on(SIGNED_ON)
    assert [journey.number for journey in kept(twice).told(SIGNED_ON).journeys] == [1, 1]


def test_a_status_of_all_that_was_written_is_told_without_looking_back() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    later = SIGNED_ON + timedelta(days=7)
    published = status(story, as_at=later, size=ALL_TOLD)
    lines = [*story.page.written, (story.page.version + 1, published)]
    stream = stream_of(lines)
    assert stream.is_told_on(later)
    (told,) = stream.told(later).publications
    assert (told.last, told.told_to) == (story.page.version, story.page.version)
    assert list(disagreements_of(told, None)) == [
        one for one in disagreements(placed(lines)) if one.line == told.line
    ]
    assert told.answer is not None
    assert told.answer.record == Record.PENDING.value


def test_a_status_of_less_or_of_an_earlier_day_is_told_by_days() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    later = SIGNED_ON + timedelta(days=7)
    version = story.page.version
    of_all = status(story, as_at=later, size=ALL_TOLD)
    for published in (
        replace(of_all, size=10 * version),
        replace(of_all, as_at=SIGNED_ON - timedelta(days=1)),
    ):
        lines = [*story.page.written, (version + 1, published)]
        assert not stream_of(lines).is_told_on(later)
        (told,) = kept(lines).told(later).publications
        assert told.last == version
        found = [one.point for one in disagreements(placed(lines))]
        assert [one.point for one in disagreements_of(told, None)] == found


def test_a_page_of_later_days_than_asked_for_is_told_by_days() -> None:
    lines = list(Story(LAUNCHED).signed(SIGNED_ON).page.written)
    before = SIGNED_ON - timedelta(days=1)
    assert not stream_of(lines).is_told_on(before)
    assert list(kept(lines).told(before).journeys) == list(replay(lines, before).journeys)


def placed(lines: list[Line]) -> list[Placed]:
    return [Placed(10 * line, line, fact) for line, fact in lines]
