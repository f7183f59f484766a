"""Which clauses stood in the way, how often, and whether someone with authority went against them.

Kept refusal by refusal and counted when asked, so that a correction takes its own away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    func,
    select,
)

from ledger.journey.facts import FACTS, Fact
from ledger.journey.facts.contract import ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page, struck_lines
from ledger.journey.parts import Override
from projections.batch import Batch, Sheet
from projections.tables import PAGE, metadata
from projections.view import Row, Write, rows_by_page

NO_EDITION = ""
UNMOVED_BY = frozenset(
    fact
    for fact in FACTS.values()
    if fact is not RecordedInError and "refused_for" not in {f.name for f in fields(fact)}
)

refusals = Table(
    "refusals",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("clause", String, primary_key=True),
    Column("journey", Integer, nullable=False),
    Column("force", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("fact", String, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("overridden", Boolean, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many times `clause` of `edition` stood in the way, and was overridden or was not."""

    clause: str
    edition: str
    overridden: bool
    times: int


class Refusals:
    """One row for every clause that a fact which counts was refused for."""

    name = "refusals"
    tables = (refusals,)

    def draw(self, batch: Batch) -> Iterable[Write]:
        return rows_by_page(refusals, batch, _rows, UNMOVED_BY)


def counts(
    connection: Connection,
    *,
    force: str | None = None,
    first_on: date = date.min,
    last_on: date = date.max,
) -> Sequence[Count]:
    """Refusals by clause and edition, of a force or of all; both days are inclusive."""
    by = (refusals.c.clause, refusals.c.edition, refusals.c.overridden)
    chosen = (
        select(*by, func.count().label("times"))
        .where(refusals.c.happened_on.between(first_on, last_on))
        .group_by(*by)
        .order_by(*by)
    )
    if force is not None:
        chosen = chosen.where(refusals.c.force == force)
    return [Count(**row) for row in connection.execute(chosen).mappings()]


def _rows(sheet: Sheet) -> Iterator[Row]:
    editions: dict[int, str] = {}
    for line, fact in _counted(sheet.page):
        if isinstance(fact, EligibilityDecided | ContractVaried):
            editions[fact.journey] = fact.edition.name
        for clause in dict.fromkeys(getattr(fact, "refused_for", ())):
            yield _row(sheet, line, fact, clause, editions)


def _counted(page: Page) -> list[tuple[int, Fact]]:
    """The lines of `page` that count, by the civil day they are of and then as written."""
    struck = struck_lines(page.written)
    lines = [(line, fact) for line, fact in page.written if line not in struck]
    return sorted(lines, key=lambda at: (at[1].on, at[0]))


def _row(sheet: Sheet, line: int, fact: Fact, clause: str, editions: Mapping[int, str]) -> Row:
    journey: int = getattr(fact, "journey", 0)
    override: Override | None = getattr(fact, "override", None)
    return {
        "page": sheet.page_id,
        "line": line,
        "clause": clause,
        "journey": journey,
        "force": sheet.page.force,
        "edition": editions.get(journey, NO_EDITION),
        "fact": fact.NAME,
        "happened_on": fact.on,
        "overridden": override is not None and clause in override.clauses,
    }
