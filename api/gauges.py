"""What the numbers of a desk are now: its ledger, its views, and whatever waits to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from opentelemetry.metrics import Observation
from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy.exc import SQLAlchemyError

from api.desk import Desk
from api.imports.tables import imports
from api.webhooks.tables import DUE, deliveries
from ledger.record.store import Unavailable
from projections.catch_up import read_positions
from projections.views import all_views

Number = Callable[[], int]


def observe(desk: Desk) -> None:
    """See that whoever reads the desk's counters is told of these too."""
    runner, due, waiting = desk.runner, deliveries.c.state == DUE, imports.c.ended_at.is_(None)
    numbers: tuple[tuple[str, str, Number], ...] = (
        ("ledger_head", "Position of the last entry.", lambda: desk.ledger.position),
        ("ledger_views_lag", "Positions the views are behind.", lambda: runner.lag),
        ("ledger_views_well", "Whether views are drawn.", lambda: int(runner.is_well)),
        (
            "ledger_webhook_deliveries_due",
            "Deliveries that wait to be sent, or sent again.",
            lambda: _count(desk, deliveries, due),
        ),
        (
            "ledger_imports_waiting",
            "Imports that are not done.",
            lambda: _count(desk, imports, waiting),
        ),
    )
    for name, about, number in numbers:
        desk.counters.observe(name, about, _one(number))
    about = "Positions each view is behind the ledger."
    desk.counters.observe("ledger_view_lag", about, lambda: _by_view(desk))


def _count(desk: Desk, table: FromClause, wanted: ColumnElement[bool]) -> int:
    with desk.jobs.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(wanted)) or 0


def _one(number: Number) -> Callable[[], Iterable[Observation]]:
    def read() -> Iterator[Observation]:
        try:
            yield Observation(number())
        except (Unavailable, SQLAlchemyError):
            return

    return read


def _by_view(desk: Desk) -> Iterator[Observation]:
    try:
        head = desk.ledger.position
        read_to = read_positions(desk.views, all_views(desk.lookup_key))
    except (Unavailable, SQLAlchemyError):
        return
    for view, position in read_to.items():
        yield Observation(max(0, head - position), {"view": view})
