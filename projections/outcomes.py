"""How many offences came to which outcome, by month, force, offence, edition and Home Office code.

Both bases of the national figures: by the month of the arrest, whatever came of it since, and by
the month of closing. Kept offence by offence and counted when asked, so that a correction shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    cast,
    distinct,
    func,
    select,
)

from ledger.journey.journey import Entered, Journey
from ledger.journey.stations import Closed, Void
from projections.batch import Batch, Sheet
from projections.quiet import QUIET
from projections.tables import PAGE, metadata
from projections.view import Row, Write, rows_by_page

NOT_YET = ""

outcomes = Table(
    "outcomes",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("journey", Integer, primary_key=True, autoincrement=False),
    Column("offence", Integer, primary_key=True, autoincrement=False),
    Column("force", String, nullable=False),
    Column("offence_code", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("home_office_code", String, nullable=False),
    Column("arrest_month", String, nullable=False),
    Column("closing_month", String, nullable=False),
    sqlite_with_rowid=False,
)


class Basis(StrEnum):
    """Which month an outcome counts in."""

    ARREST = "arrest"
    CLOSING = "closing"


MONTHS = {Basis.ARREST: outcomes.c.arrest_month, Basis.CLOSING: outcomes.c.closing_month}


@dataclass(frozen=True, slots=True)
class Count:
    """Offences, and the journeys they belong to; `month` is as in `2019-10`.

    `edition` is empty before eligibility is decided, `home_office_code` while a journey is open. A
    journey of several offences is in several counts.
    """

    month: str
    force: str
    offence_code: str
    edition: str
    home_office_code: str
    offences: int
    journeys: int


class Outcomes:
    """One row for every offence that a journey, unless void, is about."""

    name = "outcomes"
    tables = (outcomes,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        return rows_by_page(outcomes, batch, _rows, QUIET)


def counts(
    connection: Connection,
    basis: Basis,
    *,
    force: str | None = None,
    first_month: str = "0001-01",
    last_month: str = "9999-12",
) -> Sequence[Count]:
    """Outcomes of a force or of all, both months inclusive; by closing, only what is closed."""
    month = MONTHS[basis]
    by = (
        outcomes.c.force,
        outcomes.c.offence_code,
        outcomes.c.edition,
        outcomes.c.home_office_code,
    )
    journeys = distinct(outcomes.c.page + ":" + cast(outcomes.c.journey, String))
    chosen = (
        select(
            month.label("month"),
            *by,
            func.count().label("offences"),
            func.count(journeys).label("journeys"),
        )
        .where(month.between(first_month, last_month))
        .group_by(month, *by)
        .order_by(month, *by)
    )
    if force is not None:
        chosen = chosen.where(outcomes.c.force == force)
    return [Count(**row) for row in connection.execute(chosen).mappings()]


def _rows(sheet: Sheet) -> Iterator[Row]:
    for journey in sheet.page.journeys:
        if not isinstance(journey.station, Void):
            yield from _offences(sheet, journey)


def _offences(sheet: Sheet, journey: Journey) -> Iterator[Row]:
    entered, station = journey.entered, journey.station
    closed = isinstance(station, Closed)
    for number, offence in enumerate(journey.live_offences, 1):
        yield {
            "page": sheet.page_id,
            "journey": journey.number,
            "offence": number,
            "force": sheet.page.force,
            "offence_code": offence.code,
            "edition": entered.edition.name if isinstance(entered, Entered) else NOT_YET,
            "home_office_code": station.code if isinstance(station, Closed) else NOT_YET,
            "arrest_month": _month(journey.arrest.on),
            "closing_month": _month(journey.since) if closed else NOT_YET,
        }


def _month(day: date) -> str:
    return day.isoformat()[:7]
