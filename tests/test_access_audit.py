"""Every change of the stored access log is found, and where: records, leaves, and both indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ledger.proof.merkle import leaf_hash
from ledger.record.access import FILE, MOST_PAGES, AccessLog, open_access_log
from ledger.record.audit import Finding, beside
from tests.access_audited import RECORDS, tampered_log, write_access_log, write_records
from tests.accessed import access
from tests.audited import a_byte_changed, file_behind_its_back

Row = tuple[Any, ...]
COLUMNS = {
    "stored_events": ("rowid", "originator_id", "originator_version", "topic", "state"),
    "access_leaf": ("leaf_index", "notification_id", "leaf_hash"),
    "access_index": ("position", "force", "at", "by", "client", "purpose"),
    "access_pages": ("position", "page", "at"),
}
"""Of each table its columns, what the rows are told apart by first."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of 200 records; tests leave it as it was."""
    return write_access_log(tmp_path_factory.mktemp("access"))


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Path:
    """The log for one test alone."""
    return Path(copytree(data, tmp_path / "own"))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AccessLog]:
    with open_access_log(tmp_path) as log:
        yield log


def found(data: Path) -> Finding | None:
    with open_access_log(data) as log:
        return log.audit()


def test_a_log_that_is_as_it_was_written_has_nothing_to_find(data: Path) -> None:
    looked: list[int] = []
    with open_access_log(data) as log:
        assert log.size == RECORDS
        assert log.audit(looked.append) is None
    assert looked == [0]


def test_a_log_is_audited_as_it_was_at_one_moment(data: Path, own: Path) -> None:
    """What is written while the audit runs is no finding."""
    with open_access_log(own) as log, open_access_log(own) as other:
        assert log.audit(lambda _done: write_records(other, 3, first=RECORDS)) is None
        assert log.size == RECORDS + 3
        assert log.audit() is None


def test_an_access_in_several_parts_has_nothing_to_find(log: AccessLog) -> None:
    log.append(access("p-1", "p-1"))
    log.append(access(*(f"p-{n}" for n in range(2 * MOST_PAGES + 1))))
    log.append(access())
    assert (log.size, log.audit()) == (5, None)


def test_every_column_of_every_row_is_watched_and_the_place_is_told(data: Path) -> None:
    """A real change of each column of each row of each table, and a whole audit after each."""
    changes = 0
    with open_access_log(data) as log, file_behind_its_back(data / FILE) as file:
        for table, columns in COLUMNS.items():
            rows = file.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608
            for number, row in enumerate(rows):
                for column in columns:
                    see_that_it_is_found(log, file, table, column, row, number)
                    changes += 1
        assert log.audit() is None
    assert changes > RECORDS * 15


def see_that_it_is_found(
    log: AccessLog, file: sqlite3.Connection, table: str, column: str, row: Row, number: int
) -> None:
    columns = COLUMNS[table]
    value = a_byte_changed(row[columns.index(column)], number)
    changed = tuple(
        value if name == column else one for name, one in zip(columns, row, strict=True)
    )
    setting = ", ".join(f"{one} = ?" for one in columns)
    statement = f"UPDATE {table} SET {setting} WHERE {setting.replace(',', ' AND')}"  # noqa: S608
    assert file.execute(statement, (*changed, *row)).rowcount == 1, (table, column, number)
    finding = log.audit()
    assert file.execute(statement, (*row, *changed)).rowcount == 1
    assert finding is not None, (table, column, number)
    index = number if table == "access_leaf" else row[0] - 1
    is_the_key = column in {"rowid", "leaf_index", "notification_id", "position"}
    is_there = finding.index <= index if is_the_key else finding.index == index
    assert is_there, (table, column, number, finding)  # its key may stand before another now


def test_every_byte_of_every_record_is_watched(data: Path) -> None:
    """Each byte of each line and leaf, by what the audit asks of each."""
    changes = 0
    with open_access_log(data) as log:
        rows = log.recorder.select_notifications(None, RECORDS)
        leaves = log.leaves(0, RECORDS)
    for row, leaf in zip(rows, leaves, strict=True):
        for place in range(len(row.state)):
            state = a_byte_changed(row.state, place)
            assert beside(leaf.index, replace(row, state=state), leaf)
        for place in range(len(leaf.hash)):
            assert beside(leaf.index, row, replace(leaf, hash=a_byte_changed(leaf.hash, place)))
        changes += len(row.state) + len(leaf.hash)
    assert changes > 100_000


INDEX_ROW = "INSERT INTO access_index SELECT '{force}', at, {at}, by, client, purpose"
PAGE_ROW = "INSERT INTO access_pages VALUES ('{page}', '2026', {at})"


@pytest.mark.parametrize(
    ("statement", "index", "what"),
    [
        ("DELETE FROM stored_events WHERE rowid = 7", 6, "another position"),
        ("DELETE FROM stored_events WHERE rowid = 200", 199, "leaf without a record"),
        ("DELETE FROM access_leaf WHERE leaf_index = 6", 6, "leaf 6 is missing"),
        ("DELETE FROM access_leaf WHERE leaf_index = 199", 199, "without a leaf"),
        ("DELETE FROM access_leaf", 0, "without a leaf"),
        ("INSERT INTO access_leaf VALUES (-1, 0, x'00')", 0, "leaf 0 is missing"),
        ("INSERT INTO access_leaf VALUES (200, 201, x'00')", 200, "leaf without a record"),
        ("INSERT INTO stored_events VALUES ('a-1', 1, 'x', x'7b7d')", 200, "without a leaf"),
        ("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 7", 6, "as bytes"),
        ("DELETE FROM access_index WHERE position = 9", 8, "by other things"),
        ("DELETE FROM access_index WHERE position = 200", 199, "by other things"),
        (f"{INDEX_ROW.format(force='x', at=9)} FROM access_index LIMIT 1", 8, "other things"),
        (f"{INDEX_ROW.format(force='x', at=0)} FROM access_index LIMIT 1", 0, "other things"),
        (f"{INDEX_ROW.format(force='x', at=999)} FROM access_index LIMIT 1", 200, "not there"),
        (f"{INDEX_ROW.format(force='x', at=8.5)} FROM access_index LIMIT 1", 8, "other things"),
        ("UPDATE access_index SET position = 'nine' WHERE position = 9", 8, "other things"),
        ("UPDATE access_index SET by = CAST(by AS BLOB) WHERE position = 9", 8, "other things"),
        ("DELETE FROM access_pages WHERE position = 9", 8, "other pages"),
        (PAGE_ROW.format(page="p-1", at=1), 0, "other pages"),
        (PAGE_ROW.format(page="p-1", at=10), 9, "other pages"),
        (PAGE_ROW.format(page="p-1", at=201), 200, "not there"),
    ],
)
def test_what_is_gone_or_added_is_found(own: Path, statement: str, index: int, what: str) -> None:
    finding = found(tampered_log(own, statement))
    assert finding is not None
    assert finding.index == index
    assert what in finding.what


def test_a_record_that_does_not_fit_is_found_though_its_leaf_was_made_anew(own: Path) -> None:
    with file_behind_its_back(own / FILE) as file:
        (line,) = file.execute("SELECT state FROM stored_events WHERE rowid = 4").fetchone()
        line = line.replace(b'"by":"mair.pugh"', b'"by":"dewi.bowen"')
        file.execute("UPDATE stored_events SET state = ? WHERE rowid = 4", (line,))
        leaf = "UPDATE access_leaf SET leaf_hash = ? WHERE notification_id = 4"
        file.execute(leaf, (leaf_hash(line),))
    finding = found(own)
    assert str(finding) == (
        "leaf 3 (position 4): a record that is found by other things than it says"
    )


@pytest.mark.parametrize(
    ("part", "index", "what"),
    [
        (1, 1, "part 1 of the access is missing before it"),
        (2, 2, "part 2 of the access is missing before it"),
        (3, 3, "the last parts of the access before it are missing"),
    ],
)
def test_a_part_that_is_taken_away_without_a_trace_is_found(
    tmp_path: Path, part: int, index: int, what: str
) -> None:
    """Line, leaf and index of it are gone, and the leaves made dense again."""
    with open_access_log(tmp_path) as log:
        write_records(log, 1)
        log.append(access(*(f"p-{n}" for n in range(2 * MOST_PAGES + 1))))
        write_records(log, 1, first=1)
    gone = part + 1
    tampered_log(
        tmp_path,
        f"DELETE FROM stored_events WHERE rowid = {gone}",  # noqa: S608
        f"DELETE FROM access_index WHERE position = {gone}",  # noqa: S608
        f"DELETE FROM access_pages WHERE position = {gone}",  # noqa: S608
        f"DELETE FROM access_leaf WHERE notification_id = {gone}",  # noqa: S608
        f"UPDATE access_leaf SET leaf_index = leaf_index - 1000 WHERE leaf_index >= {gone}",  # noqa: S608
        "UPDATE access_leaf SET leaf_index = leaf_index + 999 WHERE leaf_index < 0",
    )
    finding = found(tmp_path)
    assert finding is not None
    assert (finding.index, finding.what) == (index, what)


def test_the_last_part_that_is_taken_away_at_the_end_is_found(tmp_path: Path) -> None:
    with open_access_log(tmp_path) as log:
        log.append(access(*(f"p-{n}" for n in range(MOST_PAGES + 1))))
    tampered_log(
        tmp_path,
        "DELETE FROM stored_events WHERE rowid = 2",
        "DELETE FROM access_index WHERE position = 2",
        "DELETE FROM access_pages WHERE position = 2",
        "DELETE FROM access_leaf WHERE notification_id = 2",
    )
    finding = found(tmp_path)
    assert finding is not None
    assert (finding.index, finding.what) == (1, "the last parts of an access are missing")
