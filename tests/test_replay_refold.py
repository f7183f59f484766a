"""A view that was altered is found, wherever that was; one that goes on meanwhile is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from ledger.journey.facts.contract import SessionAttended
from ledger.journey.parts import Identifier
from ledger.journey.words import IdentifierKind
from projections.catch_up import AheadOfLedger
from projections.refold import Altered, refold
from projections.runner import Runner
from projections.tables import positions
from tests.drawn_views import VIEWS, drawn
from tests.listed_ledger import ListedLedger
from tests.terminal import HEROIN, answer, furnished_in, invented, quiet_terminal, refusal, run
from tests.told_facts import KEPT, LAST_ON, TO_CONTRACT, completed, opened

PNC = Identifier(kind=IdentifierKind.PNC_ID, value="2003/0123456L")
TABLES = [table for view in VIEWS for table in view.tables]
EMPTY = {"lookup_struck", "refusals"}
"""Tables of which the ledger below has no row."""

DRAWN = [table for table in TABLES if table.name not in EMPTY]
COLUMNS = [(table, column) for table in DRAWN for column in table.columns if not column.primary_key]


def told() -> ListedLedger:
    ledger = ListedLedger(("p-1", (opened(PNC), *TO_CONTRACT[1:])), ("p-2", KEPT))
    ledger.corrupt("p-3")
    return ledger


def test_views_that_nobody_altered_are_as_drawn_anew(tmp_path: Path) -> None:
    ledger = told()
    with drawn(ledger, tmp_path) as engine:
        assert refold(ledger, engine, VIEWS) == ()
        ledger.write("p-1", completed())
        assert refold(ledger, engine, VIEWS) == ()
        with engine.connect() as connection:
            read = set(connection.execute(select(positions.c.read_to)).scalars())
        assert read == {ledger.position}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=str)
def test_every_column_that_was_altered_is_found(tmp_path: Path, table: Any, column: Any) -> None:
    ledger = told()
    with drawn(ledger, tmp_path) as engine:
        alter(tmp_path, table.name, column.name, first(table))
        (found,) = refold(ledger, engine, VIEWS)
        assert (found.table, found.columns) == (table.name, (column.name,))


@pytest.mark.parametrize("table", DRAWN, ids=str)
def test_a_row_that_was_taken_away_or_moved_is_found(tmp_path: Path, table: Any) -> None:
    ledger = told()
    with drawn(ledger, tmp_path) as engine:
        key = list(table.primary_key)[-1].name
        run_on(tmp_path, f"UPDATE {table.name} SET {key} = 9999 WHERE {first(table)}")  # noqa: S608
        taken, added = sorted(refold(ledger, engine, VIEWS), key=is_moved)
        assert taken.row[:-1] == added.row[:-1]
        assert is_moved(added)
        run_on(tmp_path, f"DELETE FROM {table.name} WHERE {key} = 9999")  # noqa: S608
        assert refold(ledger, engine, VIEWS) == (taken,)
        assert taken.columns == tuple(column.name for column in table.columns)


def test_what_is_altered_before_the_last_entry_is_found_after_it(tmp_path: Path) -> None:
    ledger = told()
    with drawn(ledger, tmp_path) as engine:
        alter(tmp_path, "standing", "record", "page = 'p-1'")
        ledger.write("p-2", SessionAttended(journey=1, on=LAST_ON))
        assert refold(ledger, engine, VIEWS) == (
            Altered("standing", "standing", ("p-1", 1), ("record",)),
        )


def test_a_view_that_claims_to_have_read_on_is_found(tmp_path: Path) -> None:
    ledger = told()
    with drawn(ledger, tmp_path) as engine:
        ledger.write("p-1", completed())
        run_on(tmp_path, "UPDATE positions SET read_to = read_to + 1")
        assert ("p-1", 1) in {one.row for one in refold(ledger, engine, VIEWS)}
        run_on(tmp_path, "UPDATE positions SET read_to = read_to + 99")
        with pytest.raises(AheadOfLedger):
            refold(ledger, engine, VIEWS)


def test_views_that_are_drawn_meanwhile_are_not_taken_for_altered(tmp_path: Path) -> None:
    ledger, over = told(), Event()

    def write_on() -> None:
        while not over.wait(0.001):
            ledger.write("p-1", SessionAttended(journey=1, on=LAST_ON))

    with drawn(ledger, tmp_path) as engine, Runner(ledger, engine, VIEWS):
        writer = Thread(target=write_on)
        writer.start()
        try:
            found = [refold(ledger, engine, VIEWS) for _ in range(5)]
        finally:
            over.set()
            writer.join()
        assert found == [()] * 5


@pytest.fixture
def furnished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quiet_terminal(tmp_path, monkeypatch)
    return furnished_in(tmp_path / "demo")


def test_the_command_says_which_row_and_never_what_it_holds(furnished: Path) -> None:
    well = run("refold", "--data", furnished)
    assert (well.exit_code, "Every row of 8 views is" in well.stdout) == (0, True)
    assert answer(run("refold", "--data", furnished, "--json"))["altered"] == []
    page = invented(HEROIN).page
    alter(furnished, "standing", "record", f"page = '{page}'")
    said = refusal(run("refold", "--data", furnished))
    assert f"standing {page} 1: record" in said
    assert "another" not in said
    told = run("refold", "--data", furnished, "--json")
    assert told.exit_code == 1
    assert f'"{page}"' in told.stdout
    assert '"record"' in told.stdout
    run("replay", "--data", furnished, "--json")
    assert run("refold", "--data", furnished).exit_code == 0


def is_moved(one: Altered) -> bool:
    """Whether it is the row that was given another key: a text or blob of it, where that is one."""
    return one.row[-1] in (9999, "9999")


def alter(data: Path, table: str, column: str, condition: str) -> None:
    """Put another value there than the entries make."""
    run_on(data, f"UPDATE {table} SET {column} = 'another' WHERE {condition}")  # noqa: S608


def run_on(data: Path, statement: str) -> None:
    """Do with the views' file what an administrator can."""
    with closing(sqlite3.connect(data / "views.sqlite")) as file, file:
        assert file.execute(statement).rowcount > 0


def first(table: Any) -> str:
    """A condition that is true of one row only."""
    names = ", ".join(column.name for column in table.primary_key)
    return f"({names}) = (SELECT {names} FROM {table.name} LIMIT 1)"  # noqa: S608
