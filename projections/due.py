"""What is due on which day: appointments, courses, terms, decisions, and the limits on charging.

A row goes when the thing is done. It holds the days between which it shows, so that nothing needs
to be written because a day has passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

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
    or_,
    select,
)

from ledger.journey.journey import Journey, Signed
from ledger.journey.stations import (
    Accepted,
    Assessed,
    AwaitingCompletion,
    Completed,
    CourseKept,
    Offered,
    OnCourse,
    Prosecuted,
    UnderContract,
)
from projections.batch import Batch, Sheet
from projections.quiet import QUIET
from projections.tables import FOR_EVER, PAGE, metadata
from projections.view import Row, Write, rows_by_page


class Kind(StrEnum):
    """What is due."""

    APPOINTMENT = "appointment"
    COURSE = "course"
    TERM_END = "term-end"
    COMPLETION = "completion"
    CHARGE_WITHIN_60 = "charge-within-60"
    CHARGE_WITHIN_28 = "charge-within-28"
    CHARGE_WITHIN_14 = "charge-within-14"


ALERTS = (
    (Kind.CHARGE_WITHIN_60, 60, 28),
    (Kind.CHARGE_WITHIN_28, 28, 14),
    (Kind.CHARGE_WITHIN_14, 14, None),
)
"""Kind, and how many days before the limit it first shows and the next one takes its place."""

BEFORE_A_CONTRACT = (Offered, OnCourse, CourseKept, Accepted, Assessed)
NOT_TO_BE_CHARGED = (Completed, Prosecuted)
ONE_DAY = timedelta(days=1)

due = Table(
    "due",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("journey", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("deadline_on", Date, nullable=False),
    Column("force", String, nullable=False),
    Column("police_station", String, nullable=False),
    Column("navigator", String, nullable=False),
    Column("navigator_number", String, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Index("ix_due_force_due_on", "force", "due_on"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that is due from `due_on`; `until`, exclusive, another takes its place.

    `deadline_on`, inclusive, is the day to keep: for a limit on charging the limit itself.
    """

    page: str
    journey: int
    kind: Kind
    due_on: date
    until: date
    deadline_on: date
    force: str
    police_station: str
    navigator: str
    navigator_number: str
    restricted: bool


class DueList:
    """One row for every kind of thing that is due on an open journey."""

    name = "due"
    tables = (due,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        return rows_by_page(due, batch, _rows, QUIET)


def due_by(
    connection: Connection,
    force: str,
    day: date,
    *,
    seen_on: date | None = None,
    kinds: Iterable[Kind] = Kind,
    navigator: str | None = None,
    police_station: str | None = None,
    with_restricted: bool = False,
) -> Sequence[Due]:
    """What is due by `day`, inclusive, overdue first; `navigator` is a name or a number.

    `seen_on` is the day of looking, for a list of what comes between then and `day`; the same day
    if it is not given.
    """
    chosen = (
        select(due)
        .where(due.c.force == force, due.c.due_on <= day, due.c.until > (seen_on or day))
        .where(due.c.kind.in_(list(kinds)))
        .order_by(due.c.due_on, due.c.page, due.c.journey, due.c.kind)
    )
    if navigator is not None:
        chosen = chosen.where(
            or_(due.c.navigator == navigator, due.c.navigator_number == navigator)
        )
    if police_station is not None:
        chosen = chosen.where(due.c.police_station == police_station)
    if not with_restricted:
        chosen = chosen.where(due.c.restricted.is_(False))
    return [_due(row) for row in connection.execute(chosen).mappings()]


def _due(row: RowMapping) -> Due:
    return Due(**{**row, "kind": Kind(row["kind"])})


def _rows(sheet: Sheet) -> Iterator[Row]:
    for journey in sheet.page.journeys:
        if journey.is_open:
            navigator = journey.work.navigator
            about = {
                "page": sheet.page_id,
                "journey": journey.number,
                "force": sheet.page.force,
                "police_station": journey.arrest.station,
                "navigator": navigator.name if navigator else "",
                "navigator_number": navigator.number if navigator else "",
                "restricted": sheet.page.restricted,
            }
            yield from ({**about, **item} for item in _items(journey))


def _items(journey: Journey) -> Iterator[Row]:
    station, work, course = journey.station, journey.work, journey.course
    if work.appointment_on and isinstance(station, BEFORE_A_CONTRACT):
        yield _item(Kind.APPOINTMENT, work.appointment_on)
    if course.held_on and isinstance(station, (*BEFORE_A_CONTRACT, UnderContract)):
        yield _item(Kind.COURSE, course.held_on)
    match station, journey.contract:
        case UnderContract(), Signed(term=term):
            ended_on = term.last_on + ONE_DAY
            yield _item(Kind.TERM_END, term.last_on, until=ended_on)
            yield _item(Kind.COMPLETION, ended_on)
        case AwaitingCompletion(), Signed(term=term):
            yield _item(Kind.COMPLETION, term.last_on + ONE_DAY)
        case AwaitingCompletion(), _:
            yield _item(Kind.COMPLETION, journey.since)
        case _:
            pass
    if journey.charge_by and not isinstance(station, NOT_TO_BE_CHARGED):
        yield from _alerts(journey.charge_by)


def _alerts(charge_by: date) -> Iterator[Row]:
    for kind, first, then in ALERTS:
        until = FOR_EVER if then is None else charge_by - timedelta(days=then)
        yield _item(kind, charge_by - timedelta(days=first), until, charge_by)


def _item(kind: Kind, due_on: date, until: date = FOR_EVER, deadline_on: date | None = None) -> Row:
    return {
        "kind": kind.value,
        "due_on": due_on,
        "until": until,
        "deadline_on": deadline_on or due_on,
    }
