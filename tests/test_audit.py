"""Every change of what is stored is found, and where: entries, leaves, answers, cited editions."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ledger.proof.merkle import leaf_hash
from ledger.record.audit import Finding, beside, misplaced
from ledger.record.book import Ledger, open_ledger
from ledger.record.codec import EntryCodec
from ledger.record.sqlite import DurableRecorder
from tests.audited import (
    ARRESTS,
    ENTRIES,
    a_byte_changed,
    behind_its_back,
    tampered,
    write_arrests,
    write_ledger,
)
from tests.terminal import answer, copied, quiet_terminal, refusal, run

Row = tuple[Any, ...]
COLUMNS = {
    "stored_events": ("rowid", "originator_id", "originator_version", "topic", "state"),
    "ledger_leaf": ("leaf_index", "notification_id", "leaf_hash"),
    "answers": ("client", "key", "digest", "answer", "position", "checked"),
    "cited_editions": ("scheme", "edition", "digest"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 200 entries; tests leave it as it was."""
    return write_ledger(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Path:
    """The ledger for one test alone."""
    return copied(data, tmp_path / "own")


def found(data: Path) -> Finding | None:
    with open_ledger(data) as ledger:
        return ledger.audit()


def test_a_ledger_that_is_as_it_was_written_has_nothing_to_find(data: Path) -> None:
    with open_ledger(data) as ledger:
        assert ledger.size == ENTRIES
        assert ledger.audit() is None
    with open_ledger(None) as empty:
        assert empty.audit() is None


def test_a_ledger_is_audited_as_it_was_at_one_moment(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others write between two looks of the audit is no finding."""
    cited_editions = DurableRecorder.cited_editions
    with open_ledger(own) as ledger, open_ledger(own) as other:

        def written_meanwhile(recorder: DurableRecorder) -> Any:
            write_arrests(other, 5, ARRESTS)
            return cited_editions(recorder)

        monkeypatch.setattr(DurableRecorder, "cited_editions", written_meanwhile)
        assert ledger.audit() is None
        monkeypatch.undo()
        assert ledger.size == ENTRIES + 5
        assert ledger.audit() is None


def test_every_column_of_every_row_is_watched_and_the_place_is_told(data: Path) -> None:
    """A real change of each column of each row of each table, and a whole audit after each."""
    with open_ledger(data) as ledger, behind_its_back(data) as file:
        for table, columns in COLUMNS.items():
            rows = file.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608
            for number, row in enumerate(rows):
                for column in columns:
                    see_that_it_is_found(ledger, file, table, column, row, number)
        assert ledger.audit() is None


def see_that_it_is_found(
    ledger: Ledger, file: sqlite3.Connection, table: str, column: str, row: Row, number: int
) -> None:
    columns = COLUMNS[table]
    value = a_byte_changed(row[columns.index(column)], number)
    key = " AND ".join(f"{one} = ?" for one in columns if one != column)
    rest = [one for name, one in zip(columns, row, strict=True) if name != column]
    statement = f"UPDATE {table} SET {column} = ? WHERE {key}"  # noqa: S608
    assert file.execute(statement, (value, *rest)).rowcount == 1, (table, column, number)
    finding = ledger.audit()
    file.execute(statement, (row[columns.index(column)], *rest))
    assert finding is not None, (table, column, number)
    assert is_the_place(finding, table, column, row, number), (table, column, number, finding)


def is_the_place(finding: Finding, table: str, column: str, row: Row, number: int) -> bool:
    match table, column:
        case "stored_events" | "ledger_leaf", "rowid" | "leaf_index" | "notification_id":
            return finding.index <= number  # it may stand before another now
        case "stored_events" | "ledger_leaf", _:
            return finding.index == number
        case "answers", "position":
            return finding.index <= row[4]
        case "answers", _:
            return finding.index == row[4]  # the entry that follows on the request's last
        case _:
            return finding.index == ENTRIES


def test_every_byte_of_every_entry_is_watched(data: Path) -> None:
    """Each byte of each column of each entry, by what the audit asks of each."""
    codec = EntryCodec()
    with open_ledger(data) as ledger:
        rows = ledger.recorder.select_notifications(None, ENTRIES)
        leaves = ledger.leaves(0, ENTRIES)
    changes = 0
    for row, leaf in zip(rows, leaves, strict=True):
        entry = codec.decode(row.state)
        for place in range(len(row.state)):
            state = a_byte_changed(row.state, place)
            assert beside(leaf.index, replace(row, state=state), leaf)
        for place in range(len(leaf.hash)):
            assert beside(leaf.index, row, replace(leaf, hash=a_byte_changed(leaf.hash, place)))
        for place in range(len(row.originator_id)):
            page = a_byte_changed(row.originator_id, place)
            assert misplaced(entry, replace(row, originator_id=page))
        for place in range(len(row.topic)):
            topic = a_byte_changed(row.topic, place)
            assert misplaced(entry, replace(row, topic=topic))
        changes += len(row.state) + len(leaf.hash) + len(row.originator_id) + len(row.topic)
    assert changes > 100_000


@pytest.mark.parametrize(
    ("statement", "index", "what"),
    [
        ("DELETE FROM stored_events WHERE rowid = 7", 6, "another position"),
        ("DELETE FROM stored_events WHERE rowid = 200", 199, "without an entry"),
        ("DELETE FROM ledger_leaf WHERE leaf_index = 6", 6, "leaf 6 is missing"),
        ("DELETE FROM ledger_leaf WHERE leaf_index = 199", 199, "without a leaf"),
        ("DELETE FROM ledger_leaf", 0, "without a leaf"),
        ("INSERT INTO ledger_leaf VALUES (-1, 0, x'00')", 0, "leaf 0 is missing"),
        ("INSERT INTO stored_events VALUES ('p-0001', 99, 'x', x'7b7d')", 200, "without a leaf"),
        ("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 7", 6, "as bytes"),
        ("DELETE FROM answers WHERE position = 9", 9, "another answer"),
        ("DELETE FROM answers WHERE position = 200", 200, "answer is not the one"),
        ("INSERT INTO answers VALUES ('a', 'b', x'00', x'00', 300, x'00')", 200, "without an"),
        ("DELETE FROM cited_editions", 200, "other editions"),
    ],
)
def test_what_is_gone_or_added_is_found(own: Path, statement: str, index: int, what: str) -> None:
    finding = found(tampered(own, statement))
    assert finding is not None
    assert finding.index == index
    assert what in finding.what


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"line":1', b'"line":9', "another page, line or name"),
        (b'"recorded_at":"2019', b'"recorded_at":"2018', "recorded before"),
        (b'"format":', b'"fformat":', "cannot read"),
    ],
)
def test_an_entry_that_does_not_fit_is_found_though_its_leaf_was_made_anew(
    own: Path, old: bytes, new: bytes, what: str
) -> None:
    with behind_its_back(own) as file:
        (line,) = file.execute("SELECT state FROM stored_events WHERE rowid = 4").fetchone()
        line = line.replace(old, new)
        file.execute("UPDATE stored_events SET state = ? WHERE rowid = 4", (line,))
        leaf = "UPDATE ledger_leaf SET leaf_hash = ? WHERE notification_id = 4"
        file.execute(leaf, (leaf_hash(line),))
    finding = found(own)
    assert finding is not None
    assert (finding.position, finding.page) == (4, "p-0001")
    assert what in finding.what


def test_a_missing_line_of_a_page_is_found_though_the_leaves_are_dense(own: Path) -> None:
    first_of_a_page = "DELETE FROM stored_events WHERE originator_id = 'p-0001' AND rowid = 4"
    leaf = "DELETE FROM ledger_leaf WHERE notification_id = 4"
    away = "UPDATE ledger_leaf SET leaf_index = leaf_index - 1000 WHERE leaf_index > 3"
    back = "UPDATE ledger_leaf SET leaf_index = leaf_index + 999 WHERE leaf_index < 0"
    finding = found(tampered(own, first_of_a_page, leaf, away, back))
    assert finding is not None
    assert (finding.index, finding.what) == (3, "line 1 of the page is missing before it")


class TestTheCommand:
    def test_says_that_all_is_well(self, data: Path) -> None:
        assert (
            f"All {ENTRIES} entries are as they were written."
            in run("audit", "--data", data).stdout
        )
        assert answer(run("audit", "--data", data, "--json")) == {
            "size": ENTRIES,
            "seen": 0,
            "finding": None,
        }

    def test_names_the_first_place_and_ends_with_1(self, own: Path) -> None:
        tampered(own, "UPDATE stored_events SET topic = 'arrest.recorder' WHERE rowid = 3")
        said = refusal(run("audit", "--data", own))
        assert "leaf 2 (position 3, p-0000:2)" in said
        told = run("audit", "--data", own, "--json")
        assert told.exit_code == 1
        assert '"position": 3' in told.stdout


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)
