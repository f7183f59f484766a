from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ledger.decisions.standing import (
    Deadline,
    DeadlineKind,
    Hold,
    Limit,
    Reason,
    Standing,
    standing,
)
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import SafeguardingScreened
from ledger.journey.facts.contract import ContractPaused, SessionAttended
from ledger.journey.facts.protection import RestrictionApplied
from ledger.journey.page import replay
from ledger.journey.words import (
    ModeOfTrial,
    PauseReason,
    Record,
    RestrictionGround,
    Screening,
)
from projections.caseload import OpenJourney, Size, caseload_of, sizes
from projections.stands import Sought, Stands, stands
from tests.drawn_views import drawn
from tests.listed_ledger import ListedLedger
from tests.told_facts import (
    EDITION,
    FORCE,
    KEPT,
    LAST_ON,
    NAVIGATOR,
    SERGEANT,
    TO_CONTRACT,
    arrested,
    assigned,
    eligible,
    offence,
    offered,
    opened,
)

AFTER = date(2020, 12, 11)
RESTRICTED = RestrictionApplied(
    on=date(2020, 1, 1), ground=RestrictionGround.EVIDENCE, decided_by=SERGEANT
)
HELD = SafeguardingScreened(
    journey=1, on=date(2020, 1, 1), result=Screening.POSITIVE, screened_by=SERGEANT
)
PAUSED = ContractPaused(journey=1, on=date(2020, 1, 1), reason=PauseReason.ILLNESS)
SUMMARY_ONLY = offence("drunk-and-disorderly", mode=ModeOfTrial.SUMMARY_ONLY)
TWO_DEADLINES = (
    opened(),
    arrested(offences=(SUMMARY_ONLY,)),
    eligible(),
    offered(),
    assigned(),
)


def stand(data: Path, facts: Sequence[Fact], day: date) -> Sequence[Stands]:
    with drawn(ListedLedger(("p-1", facts)), data) as engine, engine.connect() as connection:
        return stands(connection, day, Sought())


def test_a_row_reads_as_the_whole_answer(tmp_path: Path) -> None:
    assert stand(tmp_path, KEPT, date(2021, 1, 1)) == [
        Stands(
            page="p-1",
            force=FORCE,
            standing=Standing(
                journey=1,
                as_at=date(2021, 1, 1),
                station="closed",
                record=Record.AVOIDED,
                holds=(),
                reasons=(
                    Reason(2, "arrest.recorded", date(2019, 12, 2), ()),
                    Reason(3, "eligibility.decided", date(2019, 12, 2), ()),
                    Reason(4, "diversion.offered", date(2019, 12, 2), ()),
                    Reason(5, "offer.accepted", date(2019, 12, 2), ()),
                    Reason(7, "needs.assessed", date(2019, 12, 6), ()),
                    Reason(8, "contract.signed", date(2019, 12, 10), ()),
                    Reason(9, "contract.completed", date(2020, 12, 11), ()),
                    Reason(10, "outcome.recorded", date(2020, 12, 14), ()),
                ),
                limits=tuple(Limit),
                edition=EDITION,
                last_on=LAST_ON,
                charge_by=None,
                deadline=None,
                navigator=NAVIGATOR,
                police_station="St Asaph",
                review=False,
            ),
            version=10,
            position=10,
            restricted=False,
        )
    ]


@pytest.mark.parametrize(
    "facts",
    [KEPT, TO_CONTRACT, TO_CONTRACT[:2], TWO_DEADLINES, (*TO_CONTRACT, PAUSED, HELD)],
    ids=["kept", "under-contract", "arrested", "two-deadlines", "held"],
)
def test_any_day_reads_as_the_page_itself_would_answer(
    tmp_path: Path, facts: Sequence[Fact]
) -> None:
    page = replay(enumerate(facts, 1))
    days = [date.fromordinal(page.latest.toordinal() + n) for n in range(400)]
    with drawn(ListedLedger(("p-1", facts)), tmp_path) as engine, engine.connect() as connection:
        for day in (*days, date.max):
            (row,) = stands(connection, day, Sought())
            assert row.standing == standing(page, 1, day)


def test_the_day_after_the_term_the_list_knows_without_any_entry(tmp_path: Path) -> None:
    with (
        drawn(ListedLedger(("p-1", TO_CONTRACT)), tmp_path) as engine,
        engine.connect() as connection,
    ):
        awaiting = Sought(station="awaiting-completion")
        assert stands(connection, LAST_ON, awaiting) == []
        assert [row.page for row in stands(connection, AFTER, awaiting)] == ["p-1"]
        assert stands(connection, AFTER, Sought(station="under-contract")) == []


def test_deadlines_come_one_after_the_other(tmp_path: Path) -> None:
    appointment = Deadline(DeadlineKind.APPOINTMENT, date(2019, 12, 6))
    charge_by = Deadline(DeadlineKind.CHARGE_BY, date(2020, 6, 2))
    deadlines = {
        date(2019, 12, 6): appointment,
        date(2019, 12, 7): charge_by,
        date(2020, 6, 2): charge_by,
        date(2020, 6, 3): None,
    }
    for day, deadline in deadlines.items():
        (row,) = stand(tmp_path, TWO_DEADLINES, day)
        assert row.standing.deadline == deadline


def test_even_an_entry_that_moves_nothing_moves_the_version(tmp_path: Path) -> None:
    attended = SessionAttended(journey=1, on=date(2020, 1, 2))
    (row,) = stand(tmp_path, [*TO_CONTRACT, attended], AFTER)
    assert (row.version, row.position) == (9, 9)


def test_journeys_are_sought_by_what_they_are(tmp_path: Path) -> None:
    ledger = ListedLedger(
        ("p-1", TO_CONTRACT),
        ("p-2", KEPT),
        ("p-3", [opened(force="dyfed-powys"), arrested(station="Carmarthen"), arrested(2)]),
    )
    sought = {
        Sought(force=FORCE): [("p-1", 1), ("p-2", 1)],
        Sought(pages=("p-3", "p-2")): [("p-2", 1), ("p-3", 1), ("p-3", 2)],
        Sought(record=Record.AVOIDED): [("p-2", 1)],
        Sought(navigator="N7"): [("p-1", 1), ("p-2", 1)],
        Sought(navigator="M. Rees"): [("p-1", 1), ("p-2", 1)],
        Sought(police_station="Carmarthen"): [("p-3", 1)],
        Sought(review=True): [],
        Sought(most=2): [("p-1", 1), ("p-2", 1)],
        Sought(after=("p-2", 1)): [("p-3", 1), ("p-3", 2)],
        Sought(after=("p-3", 1)): [("p-3", 2)],
    }
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        for wanted, places in sought.items():
            rows = stands(connection, AFTER, wanted)
            assert [(row.page, row.standing.journey) for row in rows] == places


def test_a_restricted_page_stands_in_no_list_unless_asked_for(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [*TO_CONTRACT, RESTRICTED]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert stands(connection, AFTER, Sought()) == []
        assert len(stands(connection, AFTER, Sought(with_restricted=True))) == 1
        assert caseload_of(connection, FORCE) == []
        assert len(caseload_of(connection, FORCE, with_restricted=True)) == 1


def test_the_caseload_shows_open_journeys_with_what_a_navigator_needs(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [*TO_CONTRACT, PAUSED]), ("p-2", TWO_DEADLINES), ("p-3", KEPT))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert caseload_of(connection, FORCE) == [
            OpenJourney(
                page="p-1",
                journey=1,
                force=FORCE,
                navigator="M. Rees",
                navigator_number="N7",
                police_station="St Asaph",
                station="under-contract",
                last_on=LAST_ON,
                holds=(Hold.PAUSE,),
                appointment_on=None,
                restricted=False,
            ),
            OpenJourney(
                page="p-2",
                journey=1,
                force=FORCE,
                navigator="M. Rees",
                navigator_number="N7",
                police_station="St Asaph",
                station="offered",
                last_on=None,
                holds=(),
                appointment_on=date(2019, 12, 6),
                restricted=False,
            ),
        ]
        assert sizes(connection, FORCE) == [Size("M. Rees", "St Asaph", 2)]


def test_a_caseload_is_narrowed_to_a_navigator_or_a_police_station(tmp_path: Path) -> None:
    elsewhere: list[Fact] = [opened(), arrested(station="Rhyl")]
    ledger = ListedLedger(("p-1", TO_CONTRACT), ("p-2", elsewhere))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        with_rees = caseload_of(connection, FORCE, navigator="N7")
        at_rhyl = caseload_of(connection, FORCE, police_station="Rhyl")
        assert [row.page for row in with_rees] == ["p-1"]
        assert [row.page for row in at_rhyl] == ["p-2"]
        assert caseload_of(connection, "dyfed-powys") == []
