"""Where every journey stands: one row each, from which the answer for any day can be read.

A row holds what the facts make true. What the day alone changes is kept beside it: the station that
follows once the term has run out, and the deadlines one after the other. So nothing is written
because a day has passed; `stands` reads the answer for a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec.json import encode
from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, bindparam, update

from ledger.decisions.standing import Deadline, Standing, deadline, presented, standing
from ledger.journey.journey import Journey
from ledger.journey.stations import UnderContract
from projections.batch import Batch, Sheet
from projections.quiet import QUIET
from projections.tables import FOR_EVER, LEDGER_POSITION, PAGE, metadata
from projections.view import Row, Write, rows_by_page

ONE_DAY = timedelta(days=1)

standings = Table(
    "standing",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("journey", Integer, primary_key=True, autoincrement=False),
    Column("force", String, nullable=False),
    Column("station", String, nullable=False),
    Column("station_then", String, nullable=False),
    Column("then_on", Date, nullable=False),
    Column("record", String, nullable=False),
    Column("holds", String, nullable=False),
    Column("reasons", String, nullable=False),
    Column("limits", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("edition_digest", String, nullable=False),
    Column("last_on", Date),
    Column("charge_by", Date),
    Column("deadlines", String, nullable=False),
    Column("navigator", String, nullable=False),
    Column("navigator_number", String, nullable=False),
    Column("navigator_role", String, nullable=False),
    Column("navigator_rank", String, nullable=False),
    Column("police_station", String, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", LEDGER_POSITION, nullable=False),
    Index("ix_standing_force_station", "force", "station"),
    sqlite_with_rowid=False,
)

MOVE_ON = (
    update(standings)
    .where(standings.c.page == bindparam("its_page"))
    .values(version=bindparam("its_version"), position=bindparam("its_position"))
)


class Standings:
    """One row for every journey."""

    name = "standing"
    tables = (standings,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        yield from rows_by_page(standings, batch, _rows, QUIET)
        yield Write(MOVE_ON, [_place(sheet) for sheet in batch.sheets_not_moved(QUIET)])


def _place(sheet: Sheet) -> Row:
    return {
        "its_page": sheet.page_id,
        "its_version": sheet.line,
        "its_position": sheet.position,
    }


def _rows(sheet: Sheet) -> Iterator[Row]:
    for journey in sheet.page.journeys:
        stands = standing(sheet.page, journey.number, date.min)
        if stands is not None:
            yield _row(sheet, journey, stands)


def _row(sheet: Sheet, journey: Journey, stands: Standing) -> Row:
    edition, navigator = stands.edition, stands.navigator
    then_on = _then_on(journey, stands)
    return {
        "page": sheet.page_id,
        "journey": journey.number,
        "force": sheet.page.force,
        "station": stands.station,
        "station_then": presented(journey, then_on),
        "then_on": then_on,
        "record": stands.record.value,
        "holds": _json(stands.holds),
        "reasons": _json(stands.reasons),
        "limits": _json(stands.limits),
        "edition": edition.name if edition else "",
        "edition_digest": edition.digest if edition else "",
        "last_on": stands.last_on,
        "charge_by": stands.charge_by,
        "deadlines": _json(_deadlines(journey, stands.deadline)),
        "navigator": navigator.name if navigator else "",
        "navigator_number": navigator.number if navigator else "",
        "navigator_role": navigator.role if navigator else "",
        "navigator_rank": navigator.rank if navigator else "",
        "police_station": stands.police_station,
        "review": stands.review,
        "restricted": sheet.page.restricted,
        "version": sheet.line,
        "position": sheet.position,
    }


def _then_on(journey: Journey, stands: Standing) -> date:
    """The first day of another station that no fact brings about: the day after the term."""
    if stands.last_on is None or not isinstance(journey.station, UnderContract):
        return FOR_EVER
    return min(stands.last_on, FOR_EVER - ONE_DAY) + ONE_DAY


def _deadlines(journey: Journey, first: Deadline | None) -> list[Deadline]:
    """Each deadline as it comes up when the one before has passed."""
    deadlines = []
    while first is not None:
        deadlines.append(first)
        after = None if first.on == FOR_EVER else first.on + ONE_DAY
        first = deadline(journey, after) if after else None
    return deadlines


def _json(value: object) -> str:
    return encode(value).decode()
