"""As known at a moment a page is told by look-ups alone, however long the ledger is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger.evidence.known import known_to
from ledger.evidence.published import Published
from ledger.proof.tiles import Bundle, Tile
from ledger.record.book import open_ledger
from ledger.record.entry import Attribution
from tests.sealed_ledger import seal
from tests.story import Story, adopting

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ON = date(2019, 12, 9)
FULL = "SCAN"


class Counted(Published):
    """Published files, and which of them were read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tiles: list[str] = []

    def read(self, tile: Tile | Bundle) -> bytes:
        self.tiles.append(tile.path)
        return super().read(tile)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 600 entries on 300 pages, sealed in the middle and at the end."""
    data = tmp_path_factory.mktemp("ledger") / "data"
    story, attribution = Story(), Attribution(by="test")
    with open_ledger(data, adopting("checkpoint-cymru/2019-10")) as ledger:
        for number in range(300):
            ledger.record(f"p-{number}", story.arrest(ON), attribution, NOW)
            if number == 199:
                seal(data)
    seal(data)
    return data


def test_no_table_is_gone_through(data: Path) -> None:
    statements: list[str] = []
    with open_ledger(data) as ledger:
        with ledger.recorder.datastore.get_connection(commit=False) as connection:  # type: ignore[attr-defined]
            connection._sqlite_conn.set_trace_callback(statements.append)
        page = ledger.page("p-7", known=300)
        assert page.version == 2
        assert ledger.size == 600
    asked = [one for one in statements if one.lstrip().startswith("SELECT")]
    assert len(asked) >= 3
    with closing(sqlite3.connect(data / "ledger.sqlite")) as file:
        for statement in asked:
            plan: list[Any] = file.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            assert not [step for *_, step in plan if step.startswith(FULL)], statement


@pytest.mark.parametrize("size", [1, 255, 256, 300, 399, 401, 511, 599])
def test_a_root_between_seals_takes_as_many_reads_as_it_has_ones(data: Path, size: int) -> None:
    published = Counted(data / "log")
    assert known_to(published, size).root
    assert len(published.tiles) == size.bit_count()
