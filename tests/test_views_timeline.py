from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ledger.journey.facts.arrest import VictimNotified
from projections.timeline import Line, as_it_happened, as_written
from tests.drawn_views import drawn
from tests.listed_ledger import ListedLedger
from tests.told_facts import ARRESTED_ON, arrested, opened

EARLIER = VictimNotified(journey=1, on=date(2019, 12, 1))


def test_every_entry_is_a_line_with_names_days_and_hands(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(), arrested()]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert as_written(connection, "p-1") == [
            Line(
                position=1,
                page="p-1",
                line=1,
                journey=0,
                fact="page.opened",
                happened_on=ARRESTED_ON,
                recorded_at=datetime(2020, 1, 1, 12, 0, 1, tzinfo=UTC),
                recorded_by="sgt-1",
            ),
            Line(
                position=2,
                page="p-1",
                line=2,
                journey=1,
                fact="arrest.recorded",
                happened_on=ARRESTED_ON,
                recorded_at=datetime(2020, 1, 1, 12, 0, 2, tzinfo=UTC),
                recorded_by="sgt-1",
            ),
        ]


def test_what_was_written_late_stands_where_it_happened(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened(), arrested(), EARLIER]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert [line.line for line in as_it_happened(connection, "p-1")] == [3, 1, 2]
        assert [line.line for line in as_written(connection, "p-1")] == [1, 2, 3]


def test_a_page_shows_none_of_another(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", [opened()]), ("p-2", [opened(), arrested()]))
    with drawn(ledger, tmp_path) as engine, engine.connect() as connection:
        assert [line.position for line in as_written(connection, "p-1")] == [1]
        assert as_written(connection, "p-3") == []
