"""The ledger's file: what stands on the disk, what becomes of faults, and who is told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.policy.load import load_rulebook
from ledger.privacy.keystore import MemoryKeystore
from ledger.proof.canonical import parse
from ledger.record.book import Ledger, force_page, open_ledger
from ledger.record.entry import CorruptEntry, Entry, UnknownFact
from ledger.record.sqlite import DurableRecorder, NotDurable
from ledger.record.store import Unavailable, WriteUncertain
from tests.recorded import (
    ADOPTION,
    ARREST,
    AT,
    DECISION,
    FORCE,
    ME,
    arrest_on,
    file_of,
)

FORCE_PAGE = force_page(FORCE)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Position 1 is an adoption; pages p-1, p-2 and p-3 have two entries each."""
    with open_ledger(tmp_path) as ledger:
        ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
        for page_id in ("p-1", "p-2", "p-3"):
            ledger.record(page_id, ARREST, ME, AT)
        yield ledger


def test_every_row_holds_the_canonical_line_under_the_facts_name(
    ledger: Ledger, tmp_path: Path
) -> None:
    with file_of(tmp_path) as file:
        rows = file.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()
    lines = [parse(state) for *_, state in rows]
    assert [(line["page"], line["line"], line["name"]) for line in lines] == [
        (page, number, topic) for page, number, topic, _ in rows
    ]
    assert rows[1][2] == "page.opened"


def test_an_auditor_can_read_the_rows_with_sql_alone(ledger: Ledger, tmp_path: Path) -> None:
    with file_of(tmp_path) as file:
        by = file.execute(
            "SELECT DISTINCT json_extract(cast(state AS text), '$.by') FROM stored_events"
        ).fetchall()
    assert by == [(ME.by,)]


def test_every_connection_waits_for_the_disk(ledger: Ledger) -> None:
    assert isinstance(ledger.recorder, DurableRecorder)
    store = ledger.recorder.datastore
    with store.transaction(commit=False) as one, store.transaction(commit=False) as other:
        for cursor in (one, other):
            cursor.execute("SELECT * FROM pragma_journal_mode, pragma_synchronous")
            assert tuple(cursor.fetchone()) == ("wal", 2)


def test_a_place_without_a_write_ahead_log_is_refused(tmp_path: Path) -> None:
    dotfile_locks = f"file:{tmp_path}/ledger.sqlite?vfs=unix-dotfile"
    with pytest.raises(NotDurable, match="write-ahead log"):
        Ledger(load_rulebook(), {"SQLITE_DBNAME": dotfile_locks}, keys=MemoryKeystore())


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"Dear diary, " * 1_000)
    with pytest.raises(Unavailable):
        open_ledger(tmp_path)


def test_a_store_that_cannot_be_read_is_an_error(ledger: Ledger, tmp_path: Path) -> None:
    with file_of(tmp_path) as file:
        file.execute("ALTER TABLE stored_events RENAME TO lost")
    with pytest.raises(Unavailable):
        ledger.page("p-1")
    with pytest.raises(Unavailable):
        ledger.since(0, 10)
    with pytest.raises(Unavailable):
        ledger.record("p-1", ARREST, ME, AT)


@pytest.mark.parametrize(
    "refusal",
    ["stored_events WHEN new.topic = 'arrest.recorded'", "stored_events WHEN new.rowid = 9"],
)
def test_a_half_written_command_leaves_nothing(
    ledger: Ledger, tmp_path: Path, refusal: str
) -> None:
    with file_of(tmp_path) as file:
        file.execute(
            f"CREATE TRIGGER no_more AFTER INSERT ON {refusal} "
            "BEGIN SELECT raise(ABORT, 'no more'); END"
        )
    with pytest.raises(WriteUncertain):
        ledger.record("p-4", ARREST, ME, AT)
    assert ledger.position == 7
    assert ledger.entries("p-4") == ()
    with file_of(tmp_path) as file:
        file.execute("DROP TRIGGER no_more")
    assert ledger.record("p-4", ARREST, ME, AT).position == 9


def test_an_entry_and_the_edition_that_it_cites_stand_or_fall_together(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        with file_of(tmp_path) as file:
            file.execute(
                "CREATE TRIGGER uncited BEFORE INSERT ON cited_editions "
                "BEGIN SELECT raise(ABORT, 'not cited'); END"
            )
        with pytest.raises(WriteUncertain):
            ledger.record(FORCE_PAGE, ADOPTION, ME, AT)
        assert ledger.position == 0


def test_a_full_disk_is_an_error_that_heals(ledger: Ledger) -> None:
    page_ids = [f"p-full-{number}" for number in range(1_000)]
    limit_pages(ledger, pages_in(ledger) + 3)
    with pytest.raises(WriteUncertain):
        record_on(page_ids, ledger)
    assert {len(ledger.entries(page_id)) for page_id in page_ids} == {0, 2}
    limit_pages(ledger, 1_000_000)
    assert ledger.record("p-healed", ARREST, ME, AT).page.version == 2


def limit_pages(ledger: Ledger, most: int) -> None:
    """Let the file have at most `most` pages of SQLite."""
    assert isinstance(ledger.recorder, DurableRecorder)
    with ledger.recorder.datastore.get_connection(commit=True) as connection:
        connection.cursor().execute(f"PRAGMA max_page_count = {most}")


def pages_in(ledger: Ledger) -> int:
    assert isinstance(ledger.recorder, DurableRecorder)
    with ledger.recorder.datastore.get_connection(commit=False) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        pages: int = cursor.fetchone()[0]
        return pages


def record_on(page_ids: list[str], ledger: Ledger) -> None:
    for page_id in page_ids:
        ledger.record(page_id, ARREST, ME, AT)


def test_a_file_that_another_keeps_locked_is_an_error_and_no_entry(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = str(tmp_path / "ledger.sqlite")
    with (
        Ledger(
            load_rulebook(),
            {"SQLITE_DBNAME": path, "SQLITE_LOCK_TIMEOUT": "1"},
            keys=ledger.keys,
        ) as hasty,
        closing(sqlite3.connect(path)) as hoarder,
    ):
        hoarder.execute("BEGIN IMMEDIATE")
        with pytest.raises(WriteUncertain):
            hasty.record("p-4", ARREST, ME, AT)
        hoarder.rollback()
        assert hasty.entries("p-4") == ()
        assert hasty.record("p-4", ARREST, ME, AT).page.version == 2


def change(data: Path, position: int, column: str, old: str, new: str) -> None:
    """Let `column` of the row say `new` where it says `old`, as a blob if it is one."""
    with file_of(data) as file:
        read = f"SELECT {column} FROM stored_events WHERE rowid = ?"  # noqa: S608
        (value,) = file.execute(read, (position,)).fetchone()
        parts = (old.encode(), new.encode()) if isinstance(value, bytes) else (old, new)
        changed = value.replace(*parts)
        assert changed != value
        write = f"UPDATE stored_events SET {column} = ? WHERE rowid = ?"  # noqa: S608
        file.execute(write, (changed, position))


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        pytest.param("state", '"on":', '"om":', id="a byte"),
        pytest.param("state", '"}', '"', id="a brace lost"),
        pytest.param("state", "arrest.recorded", "arrest.recordee", id="the name in the line"),
        pytest.param("state", '"p-2"', '"p-3"', id="the page in the line"),
        pytest.param("state", '"line":2', '"line":1', id="the number in the line"),
        pytest.param("topic", "arrest.recorded", "arrest.recordee", id="the name of the row"),
    ],
)
def test_a_corrupt_entry_is_named_and_stops_its_own_page_only(
    ledger: Ledger, tmp_path: Path, column: str, old: str, new: str
) -> None:
    change(tmp_path, 5, column, old, new)
    for told in (ledger.entries, ledger.page, lambda page: ledger.record(page, ARREST, ME, AT)):
        with pytest.raises(CorruptEntry) as caught:
            told("p-2")
        assert (caught.value.page, caught.value.line, caught.value.position) == ("p-2", 2, 5)
        assert "position 5 (p-2:2)" in str(caught.value)
    assert ledger.page("p-1").version == ledger.page("p-3").version == 2
    assert ledger.record("p-1", DECISION, ME, AT).position == 8


def test_whoever_reads_on_is_told_of_a_corrupt_entry_and_passes_over_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    change(tmp_path, 5, "state", "{", "")
    read = ledger.since(3, 10)
    assert [position for position, _ in read] == [4, 5, 6, 7]
    assert [type(entry) for _, entry in read] == [Entry, CorruptEntry, Entry, Entry]


def test_a_missing_line_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with file_of(tmp_path) as file:
        file.execute("DELETE FROM stored_events WHERE rowid = 4")
    with pytest.raises(CorruptEntry) as caught:
        ledger.page("p-2")
    assert (caught.value.page, caught.value.line, caught.value.position) == ("p-2", 1, 0)


def test_a_fact_of_a_later_version_is_named(ledger: Ledger, tmp_path: Path) -> None:
    for column in ("topic", "state"):
        change(tmp_path, 5, column, "arrest.recorded", "arrest.dreamt")
    with pytest.raises(UnknownFact, match=r"position 5 \(p-2:2\).*arrest\.dreamt") as caught:
        ledger.entries("p-2")
    assert caught.value.name == "arrest.dreamt"
    assert isinstance(ledger.since(4, 1)[0][1], UnknownFact)


def test_a_ledger_whose_last_entries_are_corrupt_opens_and_writes(
    ledger: Ledger, tmp_path: Path
) -> None:
    for position in (6, 7):
        change(tmp_path, position, "state", "{", "")
    with open_ledger(tmp_path) as reopened:
        recorded = reopened.record("p-1", arrest_on(AT.date()), ME, AT)
    assert recorded.entries[0].recorded_at == AT
