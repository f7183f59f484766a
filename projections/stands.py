"""Where journeys stand on a day, read from the view: as `ledger.decisions.standing` answers.

For any day not before the last that the page tells of. For an earlier one the page is to be told as
at that day, which the view does not keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.json import Decoder
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    case,
    or_,
    select,
    tuple_,
)

from ledger.decisions.standing import Deadline, Hold, Limit, Reason, Standing
from ledger.journey.parts import EditionRef, Official
from ledger.journey.words import Rank, Record, Role
from projections.standing import standings

MOST_ROWS = 100

DEADLINES = Decoder(tuple[Deadline, ...])
HOLDS = Decoder(tuple[Hold, ...])
LIMITS = Decoder(tuple[Limit, ...])
REASONS = Decoder(tuple[Reason, ...])


@dataclass(frozen=True, slots=True)
class Stands:
    """A journey's standing; `version` is its page's last line, `position` where that is written."""

    page: str
    force: str
    standing: Standing
    version: int
    position: int
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which journeys; what is None is left open. `navigator` is a name or a number.

    `after` is the page and journey that the list goes on after.
    """

    force: str | None = None
    pages: tuple[str, ...] | None = None
    station: str | None = None
    record: Record | None = None
    navigator: str | None = None
    police_station: str | None = None
    review: bool | None = None
    with_restricted: bool = False
    after: tuple[str, int] = ("", 0)
    most: int = MOST_ROWS


def stands(connection: Connection, day: date, sought: Sought) -> Sequence[Stands]:
    """The journeys sought, as they stand on `day`, by page and number."""
    place = tuple_(standings.c.page, standings.c.journey)
    chosen = (
        select(standings)
        .where(place > tuple_(*sought.after), *_conditions(day, sought))
        .order_by(standings.c.page, standings.c.journey)
        .limit(sought.most)
    )
    return [_stands(row, day) for row in connection.execute(chosen).mappings()]


def _conditions(day: date, sought: Sought) -> Iterable[ColumnElement[bool]]:
    column = standings.c
    station = case((column.then_on <= day, column.station_then), else_=column.station)
    wanted = (
        (column.force, sought.force),
        (station, sought.station),
        (column.record, sought.record),
        (column.police_station, sought.police_station),
        (column.review, sought.review),
    )
    yield from (is_so == value for is_so, value in wanted if value is not None)
    if sought.pages is not None:
        yield column.page.in_(sought.pages)
    if sought.navigator is not None:
        names = (column.navigator, column.navigator_number)
        yield or_(*(name == sought.navigator for name in names))
    if not sought.with_restricted:
        yield column.restricted.is_(False)


def _stands(row: RowMapping, day: date) -> Stands:
    return Stands(
        page=row["page"],
        force=row["force"],
        standing=_standing(row, day),
        version=row["version"],
        position=row["position"],
        restricted=row["restricted"],
    )


def _standing(row: RowMapping, day: date) -> Standing:
    deadlines = (d for d in DEADLINES.decode(row["deadlines"]) if d.on >= day)
    return Standing(
        journey=row["journey"],
        as_at=day,
        station=row["station"] if day < row["then_on"] else row["station_then"],
        record=Record(row["record"]),
        holds=HOLDS.decode(row["holds"]),
        reasons=REASONS.decode(row["reasons"]),
        limits=LIMITS.decode(row["limits"]),
        edition=_edition(row),
        last_on=row["last_on"],
        charge_by=row["charge_by"],
        deadline=next(deadlines, None),
        navigator=_navigator(row),
        police_station=row["police_station"],
        review=row["review"],
    )


def _edition(row: RowMapping) -> EditionRef | None:
    scheme, _, edition = row["edition"].partition("/")
    if not edition:
        return None
    return EditionRef(scheme=scheme, edition=edition, digest=row["edition_digest"])


def _navigator(row: RowMapping) -> Official | None:
    if not row["navigator_role"]:
        return None
    return Official(
        name=row["navigator"],
        role=Role(row["navigator_role"]),
        rank=Rank(row["navigator_rank"]),
        number=row["navigator_number"],
    )
