"""Where a person stands, what is avoided, and what makes it so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.decisions.standing import (
    Limit,
    Reason,
    Standing,
    record_of,
    standing,
)
from ledger.journey.facts import breach as b
from ledger.journey.journey import Found, Verdicts
from ledger.journey.parts import Override
from ledger.journey.stations import (
    Accepted,
    Arrested,
    Assessed,
    AwaitingCompletion,
    BreachFound,
    Closed,
    Completed,
    CourseKept,
    Eligible,
    Ineligible,
    Offered,
    OnCourse,
    Prosecuted,
    ReoffenceFound,
    Returned,
    Station,
    Transferred,
    UnderContract,
    Void,
    Withdrew,
    WithProsecutor,
)
from ledger.journey.words import (
    BreachCause,
    Record,
    ReturnReason,
    VoidReason,
)
from tests.story import INSPECTOR, NAVIGATOR, Story

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
LAST_ON = date(2020, 4, 10)
AFTER = date(2020, 4, 11)
ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"

RECORDS: tuple[tuple[Station, Record], ...] = (
    (Arrested(), Record.PENDING),
    (Ineligible(), Record.AT_RISK),
    (Eligible(), Record.PENDING),
    (Offered(), Record.PENDING),
    (OnCourse(), Record.PENDING),
    (CourseKept(), Record.PENDING),
    (Accepted(), Record.PENDING),
    (Assessed(), Record.PENDING),
    (UnderContract(), Record.PENDING),
    (AwaitingCompletion(), Record.PENDING),
    (Completed(), Record.PENDING),
    (Withdrew(), Record.AT_RISK),
    (BreachFound(), Record.AT_RISK),
    (ReoffenceFound(), Record.AT_RISK),
    (Returned(ReturnReason.BREACH), Record.AT_RISK),
    (WithProsecutor(ReturnReason.BREACH), Record.AT_RISK),
    (Prosecuted(), Record.AT_RISK),
    (Closed("22", diverted=True), Record.AVOIDED),
    (Closed("8", diverted=True), Record.AVOIDED),
    (Closed("1", diverted=False), Record.AT_RISK),
    (Closed("1a", diverted=False), Record.AT_RISK),
    (Closed("2", diverted=False), Record.NOT_AVOIDED),
    (Closed("3a", diverted=False), Record.NOT_AVOIDED),
    (Closed("5", diverted=False), Record.NONE_OTHER),
    (Closed("10", diverted=False), Record.NONE_OTHER),
    (Closed("17", diverted=False), Record.NONE_OTHER),
    (Transferred("gwent"), Record.NONE_OTHER),
    (Void(VoidReason.UNDER_AGE), Record.VOID),
)


@pytest.mark.parametrize(("station", "record"), RECORDS, ids=lambda value: str(value))
def test_every_station_answers_whether_a_record_is_avoided(
    station: Station, record: Record
) -> None:
    journey = replace(Story(LAUNCHED).signed(SIGNED_ON).journey, station=station)
    assert record_of(journey, ON) == record


@pytest.mark.parametrize("verdicts", [Verdicts(convicted=True), Verdicts(cautioned=True)])
def test_a_conviction_or_caution_is_a_record_wherever_the_journey_stands_but_void(
    verdicts: Verdicts,
) -> None:
    journey = replace(Story(LAUNCHED).signed(SIGNED_ON).journey, verdicts=verdicts)
    for station, record in RECORDS:
        expected = Record.VOID if record == Record.VOID else Record.NOT_AVOIDED
        assert record_of(replace(journey, station=station), ON) == expected


def test_a_prosecution_that_was_dropped_leaves_no_record() -> None:
    journey = Story(LAUNCHED).signed(SIGNED_ON).journey
    dropped = replace(journey, verdicts=Verdicts(charged=True, dropped=True))
    assert record_of(replace(dropped, station=Closed("1", diverted=False)), ON) == Record.NONE_OTHER
    assert record_of(replace(dropped, station=Prosecuted()), ON) == Record.AT_RISK


ALLEGED = b.BreachAlleged(
    journey=1, on=ON, condition=1, breached_on=ON, cause=BreachCause.PARTICIPANT
)


@pytest.mark.parametrize(
    ("found", "record"),
    [
        (Found.OPEN, Record.AT_RISK),
        (Found.CONFIRMED, Record.AT_RISK),
        (Found.EXCUSED, Record.PENDING),
        (Found.RESCINDED, Record.PENDING),
        (Found.CLEARED, Record.PENDING),
    ],
)
def test_what_is_alleged_or_confirmed_puts_the_record_at_risk(found: Found, record: Record) -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(ALLEGED)
    assert record_of(story.journey.found(1, found), ON) == record


def test_the_whole_answer_of_a_contract_that_was_kept() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    override = Override(clauses=("C7",), authority=INSPECTOR)
    story.do(story.contract(SIGNED_ON, length="P3M", override=override, rationale="A new post."))
    story.completed(AFTER)
    lines = story.journey.telling
    assert story.standing(AFTER) == Standing(
        journey=1,
        as_at=AFTER,
        station="closed",
        record=Record.AVOIDED,
        holds=(),
        reasons=tuple(
            Reason(line, name, on, clauses)
            for line, (name, on, clauses) in zip(
                lines,
                [
                    ("arrest.recorded", SIGNED_ON, ()),
                    ("safeguarding.screened", SIGNED_ON, ()),
                    ("eligibility.decided", SIGNED_ON, ()),
                    ("diversion.offered", SIGNED_ON, ()),
                    ("offer.accepted", SIGNED_ON, ()),
                    ("needs.assessed", SIGNED_ON, ()),
                    ("contract.signed", SIGNED_ON, ("C7",)),
                    ("contract.completed", AFTER, ()),
                    ("outcome.recorded", AFTER, ()),
                ],
                strict=True,
            )
        ),
        limits=tuple(Limit),
        edition=story.edition.ref,
        last_on=date(2020, 3, 10),
        charge_by=None,
        deadline=None,
        navigator=NAVIGATOR,
        police_station="Caernarfon",
        review=False,
    )


def test_an_arrest_alone_answers_little() -> None:
    story = Story(LAUNCHED)
    offences = (story.offence(ON, "drunk-and-disorderly"),)
    story.do(story.arrest(ON, offences=offences))
    answer = story.standing(ON)
    assert (answer.station, answer.record, answer.limits) == ("arrested", Record.PENDING, ())
    assert (answer.edition, answer.last_on, answer.navigator) == (None, None, None)
    assert answer.charge_by == date(2020, 9, 4)


def test_there_is_no_answer_of_a_journey_that_is_not_there() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    assert standing(story.page, 2, ON) is None
