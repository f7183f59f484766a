"""What happened on a page, entry by entry: names of facts, days and hands, nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    RowMapping,
    String,
    Table,
    insert,
    select,
)

from ledger.record.entry import Entry
from projections.batch import Batch
from projections.tables import LEDGER_POSITION, PAGE, metadata
from projections.view import Row, Write

OF_THE_PAGE = 0

timeline = Table(
    "timeline",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("position", LEDGER_POSITION, nullable=False),
    Column("journey", Integer, nullable=False),
    Column("fact", String, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("recorded_by", String, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, by its place; `journey` is 0 for what is of the page as a whole."""

    position: int
    page: str
    line: int
    journey: int
    fact: str
    happened_on: date
    recorded_at: datetime
    recorded_by: str


class Timeline:
    """One row for every entry that can be read."""

    name = "timeline"
    tables = (timeline,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        yield Write(insert(timeline), [_row(at, entry) for at, entry in batch.entries])


def as_it_happened(connection: Connection, page: str) -> Sequence[Line]:
    """The lines of `page` by the civil day they are of, within a day as written."""
    return _lines(connection, page, timeline.c.happened_on, timeline.c.line)


def as_written(connection: Connection, page: str) -> Sequence[Line]:
    """The lines of `page` in the order they were written."""
    return _lines(connection, page, timeline.c.line)


def _lines(
    connection: Connection, page: str, *order: ColumnElement[date] | ColumnElement[int]
) -> Sequence[Line]:
    chosen = select(timeline).where(timeline.c.page == page).order_by(*order)
    return [_line(row) for row in connection.execute(chosen).mappings()]


def _line(row: RowMapping) -> Line:
    recorded_at: datetime = row["recorded_at"]
    in_utc = recorded_at if recorded_at.tzinfo else recorded_at.replace(tzinfo=UTC)
    return Line(**{**row, "recorded_at": in_utc})


def _row(position: int, entry: Entry) -> Row:
    fact = entry.fact
    return {
        "position": position,
        "page": entry.originator_id,
        "line": entry.originator_version,
        "journey": getattr(fact, "journey", OF_THE_PAGE),
        "fact": fact.NAME,
        "happened_on": fact.on,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.attribution.by,
    }
