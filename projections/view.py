"""What a view is: tables, and what a batch of entries writes to them.

A view is told the batch and answers with writes. It holds no connection while it draws, so it
cannot read before it writes, and its rows follow from the ledger alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Executable, Table, bindparam, delete, insert

from ledger.journey.facts import Fact
from projections.batch import Batch, Sheet

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Write:
    """A statement, to be run once for each of `rows`; not at all if there are none."""

    statement: Executable
    rows: Sequence[Row]


class View(Protocol):
    """A view's `name` stands in the positions; its `tables` are emptied when it is dropped."""

    @property
    def name(self) -> str: ...

    @property
    def tables(self) -> tuple[Table, ...]: ...

    def draw(self, batch: Batch) -> Iterable[Write]:
        """What `batch` writes, in this order."""
        ...


def rows_by_page(
    table: Table,
    batch: Batch,
    rows_of: Callable[[Sheet], Iterable[Row]],
    quiet: Collection[type[Fact]],
) -> Iterable[Write]:
    """Write anew all rows of each page that was touched by facts of other types than `quiet`."""
    sheets = batch.sheets_moved(quiet)
    known = [{"its_page": sheet.page_id} for sheet in sheets if not sheet.is_new]
    yield Write(delete(table).where(table.c.page == bindparam("its_page")), known)
    yield Write(insert(table), [row for sheet in sheets for row in rows_of(sheet)])
