"""The views on the real ledger, SQLite on disk both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.decisions.standing import standing
from ledger.journey.commands import AdoptPolicy, Command
from ledger.journey.facts import Fact
from ledger.journey.words import Record
from ledger.record.book import Ledger, force_page, open_ledger
from ledger.record.entry import Attribution
from projections.engine import FILE
from projections.read import wait_for
from projections.redraw import digest, redraw
from projections.runner import Runner
from projections.stands import Sought, stands
from projections.timeline import as_written
from projections.unreadable import Place, unreadable_entries
from tests.drawn_views import NAMES, VIEWS, drawn, views_in
from tests.story import ADOPTER, FORCE, LONG_AGO, Story, noon

ON = date(2019, 12, 10)
ENDED = date(2020, 12, 11)
BY = Attribution(by="sgt-1")
LONG = 30.0
ADOPTION = AdoptPolicy(
    on=LONG_AGO,
    force=FORCE,
    scheme="checkpoint-cymru",
    edition="2019-10",
    from_on=LONG_AGO,
    decided_by=ADOPTER,
)


class Recording(Story):
    """A story that is recorded in a ledger as it is told; it knows where its last entry stands."""

    def __init__(self, ledger: Ledger, page_id: str) -> None:
        super().__init__("checkpoint-cymru/2019-10")
        self.ledger, self.page_id, self.position = ledger, page_id, 0

    def do(self, command: Command, late_because: str = "") -> tuple[Fact, ...]:
        by = replace(BY, late_because=late_because)
        recorded = self.ledger.record(self.page_id, command, by, noon(ON))
        self.page, self.position = recorded.page, recorded.position
        return tuple(entry.fact for entry in recorded.entries)


@contextmanager
def adopted(data: Path) -> Iterator[Ledger]:
    with closing(open_ledger(data)) as ledger:
        ledger.record(force_page(FORCE), ADOPTION, BY, noon(ON))
        yield ledger


def test_a_kept_contract_is_read_as_avoided_as_soon_as_its_position_is_drawn(
    tmp_path: Path,
) -> None:
    with adopted(tmp_path) as ledger, views_in(tmp_path) as engine:
        with Runner(ledger, engine, VIEWS) as runner:
            story = Recording(ledger, "p-1")
            story.signed(ON).completed(ENDED)
            runner.nudge()
            assert wait_for(engine, NAMES, story.position, LONG)
        with engine.connect() as connection:
            (row,) = stands(connection, ENDED, Sought(pages=("p-1",)))
        assert row.standing.record == Record.AVOIDED
        assert row.standing == standing(ledger.page("p-1"), 1, ENDED)
        assert (row.version, row.position) == (story.page.version, ledger.position)


def test_the_file_of_the_views_can_be_lost(tmp_path: Path) -> None:
    with adopted(tmp_path) as ledger:
        Recording(ledger, "p-1").signed(ON)
        Recording(ledger, "p-2").signed(ON).completed(ENDED)
        with drawn(ledger, tmp_path) as engine:
            before = digest(engine, VIEWS)
        for file in tmp_path.glob(f"{FILE}*"):
            file.unlink()
        with views_in(tmp_path) as engine:
            assert redraw(ledger, engine, VIEWS) == ledger.position
            assert digest(engine, VIEWS) == before


def test_a_stored_entry_that_was_tampered_with_is_named_and_harms_no_other_page(
    tmp_path: Path,
) -> None:
    with adopted(tmp_path) as ledger:
        Recording(ledger, "p-1").signed(ON)
        Recording(ledger, "p-2").signed(ON)
    tampered = "UPDATE stored_events SET state = 'x' WHERE originator_id = 'p-1' AND {}"
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as raw, raw:
        raw.execute(tampered.format("originator_version = 3"))
    with (
        closing(open_ledger(tmp_path)) as ledger,
        drawn(ledger, tmp_path) as engine,
        engine.connect() as connection,
    ):
        assert unreadable_entries(connection) == [Place(4, "p-1", 3)]
        assert [row.page for row in stands(connection, ON, Sought())] == ["p-2"]
        assert 3 not in [line.line for line in as_written(connection, "p-1")]
