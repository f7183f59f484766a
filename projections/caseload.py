"""Who is at work with whom: open journeys by navigator and police station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.json import Decoder, encode
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    func,
    or_,
    select,
)

from ledger.decisions.standing import Hold, holds
from ledger.journey.journey import Journey, Signed
from projections.batch import Batch, Sheet
from projections.quiet import QUIET
from projections.tables import PAGE, metadata
from projections.view import Row, Write, rows_by_page

HOLDS = Decoder(tuple[Hold, ...])
NOBODY = ""

caseload = Table(
    "caseload",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("journey", Integer, primary_key=True, autoincrement=False),
    Column("force", String, nullable=False),
    Column("navigator", String, nullable=False),
    Column("navigator_number", String, nullable=False),
    Column("police_station", String, nullable=False),
    Column("station", String, nullable=False),
    Column("last_on", Date),
    Column("holds", String, nullable=False),
    Column("appointment_on", Date),
    Column("restricted", Boolean, nullable=False),
    Index("ix_caseload_force_navigator", "force", "navigator"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class OpenJourney:
    """A journey that is not closed; `station` is the one its facts made, whatever the day.

    `navigator` is empty while nobody was assigned. `last_on` is the contract's last day, inclusive;
    `appointment_on` the first appointment with the navigator, until the needs are assessed.
    """

    page: str
    journey: int
    force: str
    navigator: str
    navigator_number: str
    police_station: str
    station: str
    last_on: date | None
    holds: tuple[Hold, ...]
    appointment_on: date | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Size:
    """How many journeys are open with a navigator at a police station."""

    navigator: str
    police_station: str
    journeys: int


class Caseload:
    """One row for every open journey."""

    name = "caseload"
    tables = (caseload,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        return rows_by_page(caseload, batch, _rows, QUIET)


def caseload_of(
    connection: Connection,
    force: str,
    *,
    navigator: str | None = None,
    police_station: str | None = None,
    with_restricted: bool = False,
) -> Sequence[OpenJourney]:
    """Open journeys, the first contract to end in front; `navigator` is a name or a number."""
    chosen = select(caseload).where(caseload.c.force == force)
    if navigator is not None:
        names = (caseload.c.navigator, caseload.c.navigator_number)
        chosen = chosen.where(or_(*(name == navigator for name in names)))
    if police_station is not None:
        chosen = chosen.where(caseload.c.police_station == police_station)
    if not with_restricted:
        chosen = chosen.where(caseload.c.restricted.is_(False))
    ordered = chosen.order_by(
        caseload.c.last_on.is_(None), caseload.c.last_on, caseload.c.page, caseload.c.journey
    )
    return [_open_journey(row) for row in connection.execute(ordered).mappings()]


def sizes(connection: Connection, force: str) -> Sequence[Size]:
    """How many journeys each navigator has at each police station, restricted pages included."""
    by = (caseload.c.navigator, caseload.c.police_station)
    chosen = select(*by, func.count().label("journeys")).where(caseload.c.force == force)
    counted = connection.execute(chosen.group_by(*by).order_by(*by))
    return [Size(**row) for row in counted.mappings()]


def _open_journey(row: RowMapping) -> OpenJourney:
    return OpenJourney(**{**row, "holds": HOLDS.decode(row["holds"])})


def _rows(sheet: Sheet) -> Iterator[Row]:
    return (_row(sheet, journey) for journey in sheet.page.journeys if journey.is_open)


def _row(sheet: Sheet, journey: Journey) -> Row:
    contract, navigator = journey.contract, journey.work.navigator
    return {
        "page": sheet.page_id,
        "journey": journey.number,
        "force": sheet.page.force,
        "navigator": navigator.name if navigator else NOBODY,
        "navigator_number": navigator.number if navigator else NOBODY,
        "police_station": journey.arrest.station,
        "station": journey.station.NAME,
        "last_on": contract.term.last_on if isinstance(contract, Signed) else None,
        "holds": encode(holds(journey)).decode(),
        "appointment_on": journey.work.appointment_on,
        "restricted": sheet.page.restricted,
    }
