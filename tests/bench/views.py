"""Drawing every view from nothing, beside a raw scan of the same rows; and appending entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ledger.journey.facts import Fact
from ledger.record.book import open_ledger
from ledger.record.entry import Attribution, Entry
from projections.engine import open_views
from projections.migrate import migrate
from projections.redraw import redraw
from projections.views import all_views
from tests.bench.core import twenty_facts
from tests.bench.measure import Row, side_by_side

PAGES = 1_000
AT_ONCE = 500


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        yield from _in(Path(folder) / "data")


def _in(data: Path) -> Iterator[Row]:
    ledger, views = open_ledger(data), open_views(data)
    migrate(views)
    drawn = all_views(b"k" * 32)
    written = twenty_facts().page.written
    entries = [_entry(f"p-{page}", line, fact) for page in range(PAGES) for line, fact in written]
    begun = perf_counter()
    for start in range(0, len(entries), AT_ONCE):
        ledger.append(entries[start : start + AT_ONCE])
    yield Row("entries appended, 500 at once", len(entries) / (perf_counter() - begun))

    def draw() -> None:
        redraw(ledger, views, drawn)

    def scan() -> None:
        with sqlite3.connect(data / "ledger.sqlite") as raw:
            raw.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()

    ours, bare = side_by_side(draw, scan, len(entries))
    yield Row("entries caught up, all views", ours, "raw scan of the rows", bare, "aim 20,000")
    views.dispose()
    ledger.close()


def _entry(page: str, line: int, fact: Fact) -> Entry:
    at = datetime(2019, 12, 10, 12, tzinfo=UTC)
    return Entry(page, line, at, Attribution(by="mair.pugh", system="niche"), fact)
