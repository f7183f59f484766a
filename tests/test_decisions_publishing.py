"""Given a page and a sealed size, when a status is published, then what the page tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.decisions.agreement import Disagreement, Placed, Point, disagreements
from ledger.decisions.decide import decide
from ledger.decisions.refusals import (
    NeedsReason,
    NoSuchJourney,
    OutOfTurn,
    WrittenSince,
    WrongDay,
)
from ledger.decisions.standing import standing
from ledger.journey.commands import PublishStatus
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.page import replay
from ledger.journey.parts import EditionRef
from ledger.journey.words import Record
from tests.any_facts import any_fact, numbered
from tests.story import INSPECTOR, Story

SIGNED_ON = date(2019, 12, 10)
CLOSED_ON = date(2020, 12, 11)
ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def told() -> Story:
    return Story().signed(SIGNED_ON).completed(CLOSED_ON)


def publication(story: Story, **changes: Any) -> PublishStatus:
    command = PublishStatus(
        journey=1,
        on=CLOSED_ON,
        as_at=CLOSED_ON,
        version=story.page.version,
        size=story.page.version,
        root=ROOT,
        engine="0.1.0",
    )
    return replace(command, **changes)


def placed(story: Story, first: int = 0) -> list[Placed]:
    """The page's lines as leaves one after the other, from leaf `first`."""
    return [Placed(first + line - 1, line, fact) for line, fact in story.page.written]


def test_what_is_published_is_where_the_journey_stands() -> None:
    story = told()
    (fact,) = story.do(publication(story))
    assert fact == StatusPublished(
        on=CLOSED_ON,
        journey=1,
        record=Record.AVOIDED,
        station="closed",
        as_at=CLOSED_ON,
        size=story.page.version - 1,
        root=ROOT,
        edition=story.edition.ref,
        engine="0.1.0",
    )


def test_a_status_is_published_as_at_an_earlier_day_too() -> None:
    story = told()
    (fact,) = story.do(publication(story, as_at=SIGNED_ON))
    assert isinstance(fact, StatusPublished)
    assert (fact.station, fact.record) == ("under-contract", Record.PENDING)


def test_publishing_changes_no_journey() -> None:
    story = told()
    before = story.page
    story.do(publication(story))
    assert replace(story.page, written=before.written) == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"as_at": CLOSED_ON + timedelta(days=1)}, WrongDay),
        ({"version": 3}, WrittenSince),
        ({"journey": 2}, NoSuchJourney),
        ({"as_at": SIGNED_ON - timedelta(days=1)}, NoSuchJourney),
        ({"on": SIGNED_ON, "as_at": SIGNED_ON}, NeedsReason),
    ],
    ids=["ahead", "written since", "no journey", "no journey by then", "late without a reason"],
)
def test_what_cannot_be_published_is_refused(changes: Any, refusal: type[Exception]) -> None:
    story = told()
    with pytest.raises(refusal):
        story.do(publication(story, **changes))


def test_nothing_is_published_before_an_edition_governs() -> None:
    story = Story()
    story.do(story.arrest(SIGNED_ON))
    with pytest.raises(OutOfTurn, match="Eligibility has not been decided"):
        story.do(publication(story, on=SIGNED_ON, as_at=SIGNED_ON))


def test_whoever_folds_the_same_entries_finds_the_same() -> None:
    story = told()
    story.do(publication(story, size=story.page.version + 7))
    story.do(publication(story, size=story.page.version + 7, as_at=SIGNED_ON))
    assert not list(disagreements(placed(story, first=7), {30: ROOT}.get))


def test_what_is_written_later_makes_a_status_neither_true_nor_false() -> None:
    story = told()
    story.do(publication(story))
    error = RecordedInError(on=CLOSED_ON, line=story.page.version - 1, decided_by=INSPECTOR)
    story.do(error)
    assert story.standing(CLOSED_ON).record != Record.AVOIDED
    assert not list(disagreements(placed(story)))


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"record": Record.NOT_AVOIDED}, Point.RECORD),
        ({"station": "void"}, Point.STATION),
        ({"edition": EditionRef(scheme="x", edition="y", digest="z")}, Point.EDITION),
        ({"journey": 2}, Point.JOURNEY),
        ({"root": "other"}, Point.ROOT),
        ({"size": 1_000}, Point.SIZE),
    ],
    ids=lambda one: one if isinstance(one, Point) else "",
)
def test_a_status_that_says_otherwise_is_found(changes: Any, point: Point) -> None:
    story = told()
    (fact,) = story.do(publication(story))
    *before, last = placed(story)
    forged = replace(last, fact=replace(fact, **changes))  # type: ignore[arg-type]
    (found,) = disagreements([*before, forged], lambda _size: ROOT)
    assert (found.index, found.line, found.point) == (last.index, last.line, point)
    assert found.said != found.found


def test_a_status_told_from_less_than_its_page_is_found() -> None:
    story = told()
    (fact,) = story.do(publication(story))
    *before, last = placed(story)
    forged = replace(last, fact=replace(fact, size=len(before) - 1))  # type: ignore[call-arg]
    points = {found.point: (found.said, found.found) for found in disagreements([*before, forged])}
    assert points[Point.PAGE] == (str(len(before) - 1), str(len(before)))


def test_a_status_of_a_page_on_which_nothing_stands_is_found() -> None:
    story = told()
    (fact,) = story.do(publication(story))
    assert list(disagreements([Placed(99, 1, fact)])) == [
        Disagreement(99, 1, Point.JOURNEY, "1", "")
    ]


def test_a_status_of_a_journey_that_no_edition_governs_is_found() -> None:
    story = told()
    (fact,) = story.do(publication(story, as_at=SIGNED_ON))
    opened_and_arrested = placed(story)[:2]
    found = list(disagreements([*opened_and_arrested, Placed(99, 3, fact)]))
    cited = next(one for one in found if one.point == Point.EDITION)
    assert cited.said.startswith("checkpoint-cymru/")
    assert cited.found == ""


OTHERS = st.lists(any_fact(without=[PersonalDataErased, StatusPublished]), max_size=8)


@given(OTHERS, st.integers(0, 400))
def test_whatever_else_is_written_the_published_status_agrees(
    others: list[Fact], days: int
) -> None:
    story = told()
    story.page = replay(numbered([*story.facts, *others]))
    as_at = SIGNED_ON + timedelta(days=days)
    there = standing(replay(story.page.written, as_at), 1, as_at)
    if there and there.edition:  # the arrest or the decision may have been struck
        on = max(story.page.latest, as_at)
        facts = decide(story.page, publication(story, on=on, as_at=as_at), story.rulebook)
        last = Placed(story.page.version, story.page.version + 1, facts[0])
        assert not list(disagreements([*placed(story), last]))
