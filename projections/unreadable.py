"""What cannot be read: entries by their place, and the pages of which nothing whole can be drawn.

A page is untold from the moment that one of its entries cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, Table, insert, select

from ledger.journey.facts import FACTS
from projections.batch import Batch, Sheet
from projections.tables import LEDGER_POSITION, PAGE, metadata
from projections.view import Row, Write, rows_by_page

ANY_FACT = frozenset(FACTS.values())

unreadable = Table(
    "unreadable",
    metadata,
    Column("position", LEDGER_POSITION, primary_key=True, autoincrement=False),
    Column("page", PAGE, nullable=False),
    Column("line", Integer, nullable=False),
)

untold = Table(
    "untold",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("position", LEDGER_POSITION, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the ledger an entry stands; of an untold page, its last entry."""

    position: int
    page: str
    line: int


class Unreadable:
    """One row for every entry that cannot be read, and one for every page untold."""

    name = "unreadable"
    tables = (unreadable, untold)

    def draw(self, batch: Batch) -> Iterable[Write]:
        rows = [
            {"position": at, "page": entry.page, "line": entry.line}
            for at, entry in batch.unreadable
        ]
        yield Write(insert(unreadable), rows)
        yield from rows_by_page(untold, batch, _rows, ANY_FACT)


def unreadable_entries(connection: Connection) -> Sequence[Place]:
    """Where the entries stand that cannot be read, in the ledger's order."""
    return _places(connection, unreadable)


def untold_pages(connection: Connection) -> Sequence[Place]:
    """The pages that lists leave out, in the order of their last entries."""
    return _places(connection, untold)


def _places(connection: Connection, table: Table) -> Sequence[Place]:
    chosen = select(table).order_by(table.c.position)
    return [Place(**row) for row in connection.execute(chosen).mappings()]


def _rows(sheet: Sheet) -> Iterator[Row]:
    if not sheet.told:
        yield {"page": sheet.page_id, "line": sheet.line, "position": sheet.position}
