from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ledger.journey.facts import Fact
from ledger.journey.facts.course import CourseAttended, CourseBooked, CourseCompleted
from ledger.journey.facts.ending import Charged, TermEnded
from ledger.journey.facts.protection import RestrictionApplied
from ledger.journey.words import ModeOfTrial, RestrictionGround, Route
from projections.due import Due, Kind, due_by
from tests.drawn_views import drawn
from tests.listed_ledger import ListedLedger
from tests.told_facts import (
    FORCE,
    KEPT,
    LAST_ON,
    SERGEANT,
    TO_CONTRACT,
    accepted,
    arrested,
    assessed,
    assigned,
    eligible,
    offence,
    offered,
    opened,
)

TO_OFFER = (opened(), arrested(), eligible(), offered())
BOOKED = CourseBooked(journey=1, on=date(2019, 12, 3), held_on=date(2019, 12, 20), provider="K")
SUMMARY_ONLY = offence("drunk-and-disorderly", date(2019, 12, 1), ModeOfTrial.SUMMARY_ONLY)
SUMMARY = (opened(), arrested(offences=(SUMMARY_ONLY,)))


def due(data: Path, facts: Sequence[Fact], day: date, seen_on: date | None = None) -> list[Kind]:
    with drawn(ListedLedger(("p-1", facts)), data) as engine, engine.connect() as connection:
        return [row.kind for row in due_by(connection, FORCE, day, seen_on=seen_on)]


def test_an_appointment_is_due_on_its_day_with_all_that_is_needed_to_keep_it(
    tmp_path: Path,
) -> None:
    ledger = ListedLedger(("p-1", [*TO_OFFER, accepted(), assigned()]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert due_by(connection, FORCE, date(2019, 12, 5)) == []
        assert due_by(connection, FORCE, date(2019, 12, 6)) == [
            Due(
                page="p-1",
                journey=1,
                kind=Kind.APPOINTMENT,
                due_on=date(2019, 12, 6),
                until=date.max,
                deadline_on=date(2019, 12, 6),
                force=FORCE,
                police_station="St Asaph",
                navigator="M. Rees",
                navigator_number="N7",
                restricted=False,
            )
        ]


def test_an_appointment_goes_once_the_needs_are_assessed(tmp_path: Path) -> None:
    facts: list[Fact] = [*TO_OFFER, accepted(), assigned(), assessed()]
    assert due(tmp_path, facts, date(2019, 12, 31)) == []


def test_a_course_is_due_until_it_was_attended(tmp_path: Path) -> None:
    assert due(tmp_path / "booked", [*TO_OFFER, BOOKED], date(2019, 12, 20)) == [Kind.COURSE]
    attended = CourseAttended(journey=1, on=date(2019, 12, 20))
    assert due(tmp_path / "held", [*TO_OFFER, BOOKED, attended], date(2019, 12, 20)) == []


def test_a_term_is_due_on_its_last_day_and_the_completion_the_day_after(tmp_path: Path) -> None:
    assert due(tmp_path, TO_CONTRACT, LAST_ON) == [Kind.TERM_END]
    assert due(tmp_path, TO_CONTRACT, date(2020, 12, 11)) == [Kind.COMPLETION]


def test_a_completion_stays_due_where_it_was_once_the_end_of_the_term_is_recorded(
    tmp_path: Path,
) -> None:
    ended = TermEnded(journey=1, on=date(2021, 6, 1))
    ledger = ListedLedger(("p-1", [*TO_CONTRACT, ended]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        (row,) = due_by(connection, FORCE, date(2021, 6, 1))
    assert (row.kind, row.due_on, row.deadline_on) == (
        Kind.COMPLETION,
        date(2020, 12, 11),
        date(2020, 12, 11),
    )


def test_a_completion_without_a_contract_is_due_once_the_course_is_done(tmp_path: Path) -> None:
    done = CourseCompleted(journey=1, on=date(2019, 12, 20), provider="K")
    course_only = (opened(), arrested(), eligible(route=Route.COURSE_ONLY), offered(), BOOKED, done)
    ledger = ListedLedger(("p-1", course_only))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        (row,) = due_by(connection, FORCE, date(2019, 12, 31))
    assert (row.kind, row.due_on) == (Kind.COMPLETION, date(2019, 12, 20))


def test_a_list_for_the_week_shows_the_term_and_the_completion(tmp_path: Path) -> None:
    listed = due(tmp_path, TO_CONTRACT, date(2020, 12, 14), seen_on=date(2020, 12, 8))
    assert listed == [Kind.TERM_END, Kind.COMPLETION]


def test_what_is_completed_and_closed_is_no_longer_due(tmp_path: Path) -> None:
    assert due(tmp_path, KEPT, date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2020, 4, 1), []),
        (date(2020, 4, 2), [Kind.CHARGE_WITHIN_60]),
        (date(2020, 5, 3), [Kind.CHARGE_WITHIN_60]),
        (date(2020, 5, 4), [Kind.CHARGE_WITHIN_28]),
        (date(2020, 5, 17), [Kind.CHARGE_WITHIN_28]),
        (date(2020, 5, 18), [Kind.CHARGE_WITHIN_14]),
        (date(2020, 6, 2), [Kind.CHARGE_WITHIN_14]),
    ],
    ids=str,
)
def test_the_limit_of_1_june_2020_is_announced_at_60_28_and_14_days(
    tmp_path: Path, day: date, kinds: list[Kind]
) -> None:
    assert due(tmp_path, SUMMARY, day) == kinds


def test_an_announced_limit_names_its_own_last_day(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", SUMMARY))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        (row,) = due_by(connection, FORCE, date(2020, 5, 18))
    assert (row.due_on, row.deadline_on) == (date(2020, 5, 18), date(2020, 6, 1))


def test_a_charge_ends_the_alerts(tmp_path: Path) -> None:
    charged = Charged(journey=1, on=date(2020, 4, 1), decided_by=SERGEANT)
    assert due(tmp_path, [*SUMMARY, charged], date(2020, 5, 20)) == []


def test_the_list_is_the_force_s_own_and_can_be_narrowed(tmp_path: Path) -> None:
    ledger = ListedLedger(
        ("p-1", TO_CONTRACT),
        ("p-2", [opened(force="dyfed-powys"), *SUMMARY[1:]]),
        ("p-3", SUMMARY),
    )
    day = date(2020, 12, 31)
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        pages = [row.page for row in due_by(connection, FORCE, day)]
        of_navigator = [row.page for row in due_by(connection, FORCE, day, navigator="N7")]
        of_kind = [row.page for row in due_by(connection, FORCE, day, kinds=[Kind.COMPLETION])]
        elsewhere = due_by(connection, FORCE, day, police_station="Rhyl")
    assert (pages, of_navigator, of_kind, elsewhere) == (["p-3", "p-1"], ["p-1"], ["p-1"], [])


def test_a_restricted_page_is_listed_only_where_asked_for(tmp_path: Path) -> None:
    restricted = RestrictionApplied(
        on=date(2020, 1, 1), ground=RestrictionGround.EVIDENCE, decided_by=SERGEANT
    )
    ledger = ListedLedger(("p-1", [*SUMMARY, restricted]))
    day = date(2020, 5, 20)
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert due_by(connection, FORCE, day) == []
        assert len(due_by(connection, FORCE, day, with_restricted=True)) == 1
