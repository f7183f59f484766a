"""The access log's file: what stands on the disk, what is found in it, what becomes of faults."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.privacy.keystore import MemoryKeystore
from ledger.proof.canonical import parse
from ledger.record.access import (
    FILE,
    MOST_PAGES,
    Access,
    AccessLog,
    AccessOutcome,
    Seen,
    Sought,
    open_access_log,
)
from ledger.record.access_keys import AccessKeys
from ledger.record.store import Unavailable, WriteUncertain
from tests.accessed import AT, FORCE, MORE_AGAIN, NO_MORE, access, access_file, records

ROOT = Path(__file__).parent.parent
WRITERS, THREADS, TIMES = 2, 4, 15
WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from ledger.record.access import open_access_log
from tests.accessed import access

data, own, threads, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

def write(thread):
    for number in range(times):
        page = f"p-{own}-{thread}-{number}"
        print(f"{log.append(access(page))} {page}\\n", end="", flush=True)

with open_access_log(data) as log, ThreadPoolExecutor(threads) as pool:
    list(pool.map(write, range(threads)))
"""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AccessLog]:
    with open_access_log(tmp_path) as log:
        yield log


def full(*pages: str) -> Access:
    """An access with something in every field."""
    return access(
        *pages,
        client="niche-north-wales",
        on_behalf_of="NWP-2291",
        system="http",
        recipients=("Information Commissioner's Office",),
        outcome=AccessOutcome.REFUSED,
        count=2,
        as_at=AT.date(),
        as_known_at=1_024,
        first_at=AT - timedelta(days=30),
        until_at=AT,
        correlation_id="niche-4471",
        trace_id="ab" * 16,
        justification="Cais gan y ddesg – ŵy",
        anchor=Seen(origin="ledger.example/ledger", size=200, root="A" * 43 + "="),
    )


def test_a_record_is_read_back_as_it_was_written(log: AccessLog) -> None:
    told = full("p-1", "p-2")
    assert all(getattr(told, field.name) for field in fields(told))
    assert log.append(told) == 1
    assert records(log) == [told]


def test_every_row_holds_the_canonical_line_with_what_is_personal_kept_apart(
    log: AccessLog, tmp_path: Path
) -> None:
    told = full("p-1")
    log.append(told)
    with access_file(tmp_path) as file:
        ((record, part, topic, state),) = file.execute("SELECT * FROM stored_events").fetchall()
    line = parse(state)
    assert (record, part, topic) == (told.id, 1, "consultation")
    assert (line["access"]["by"], line["access"]["pages"]) == ("mair.pugh", ["p-1"])
    assert set(line["sealed"]) == {"box", "key"}
    assert "justification" not in line["access"]


def test_every_connection_waits_for_the_disk(log: AccessLog) -> None:
    with log.recorder.datastore.transaction(commit=False) as cursor:
        cursor.execute("SELECT * FROM pragma_journal_mode, pragma_synchronous")
        assert tuple(cursor.fetchone()) == ("wal", 2)


def test_an_access_to_very_many_pages_is_told_in_parts(log: AccessLog) -> None:
    pages = [f"p-{number:026}" for number in range(2 * MOST_PAGES + 1)]
    assert log.append(access(*pages)) == 3
    told = records(log)
    assert [(one.part, one.parts, len(one.pages)) for one in told] == [
        (1, 3, MOST_PAGES),
        (2, 3, MOST_PAGES),
        (3, 3, 1),
    ]
    assert len({one.id for one in told}) == 1
    assert [page for one in told for page in one.pages] == pages


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            [sys.executable, "-c", WRITER, str(tmp_path), str(n), str(THREADS), str(TIMES)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    told = [line for writer in writers for line in writer.communicate(timeout=120)[0].splitlines()]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    acknowledged = {int(position): page for position, page in map(str.split, told)}
    assert len(acknowledged) == len(told) == WRITERS * THREADS * TIMES
    with open_access_log(tmp_path) as log:
        stands = [(at, one.pages) for at, one in log.since(0, 10_000) if isinstance(one, Access)]
    assert stands == [(at, (acknowledged[at],)) for at in sorted(acknowledged)]


def test_threads_that_write_at_once_each_learn_their_own_position(log: AccessLog) -> None:
    def write(number: int) -> int:
        return log.append(access(f"p-{number}"))

    with ThreadPoolExecutor(16) as threads:
        positions = list(threads.map(write, range(200)))
    assert sorted(positions) == list(range(1, 201))
    stands = {at: one for at, one in log.since(0, 1_000) if isinstance(one, Access)}
    assert [stands[at].pages for at in positions] == [(f"p-{n}",) for n in range(200)]


def test_what_cannot_be_written_is_an_error_for_everybody_who_waits(
    log: AccessLog, tmp_path: Path
) -> None:
    log.append(access("p-1"))
    with access_file(tmp_path) as file:
        file.execute(NO_MORE)

    def is_refused(number: int) -> bool:
        try:
            log.append(access(f"p-{number}"))
        except WriteUncertain:
            return True
        return False

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(is_refused, range(40)))
    with access_file(tmp_path) as file:
        file.execute(MORE_AGAIN)
    assert log.append(access("p-2")) == 2
    assert [one.pages for one in records(log)] == [("p-1",), ("p-2",)]


@pytest.mark.parametrize("table", ["stored_events", "access_index", "access_pages"])
def test_a_record_and_its_index_stand_or_fall_together(
    log: AccessLog, tmp_path: Path, table: str
) -> None:
    with access_file(tmp_path) as file:
        file.execute(NO_MORE.replace("stored_events", table))
    with pytest.raises(WriteUncertain):
        log.append(access("p-1"))
    with access_file(tmp_path) as file:
        for name in ("stored_events", "access_index", "access_pages"):
            assert file.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,)  # noqa: S608


def test_a_file_that_another_process_keeps_locked_is_an_error(tmp_path: Path) -> None:
    env = {"SQLITE_DBNAME": str(tmp_path / FILE), "SQLITE_LOCK_TIMEOUT": "1"}
    with AccessLog(env, AccessKeys(MemoryKeystore)) as log, access_file(tmp_path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WriteUncertain):
            log.append(access("p-1"))
        other.rollback()
        assert log.append(access("p-1")) == 1


def test_a_log_that_cannot_be_read_is_an_error(log: AccessLog, tmp_path: Path) -> None:
    log.append(access("p-1"))
    with access_file(tmp_path) as file:
        file.execute("ALTER TABLE stored_events RENAME TO lost")
    for read in (
        lambda: log.since(0, 10),
        lambda: log.find(Sought(force=FORCE), 10),
        lambda: log.position,
    ):
        with pytest.raises(Unavailable):
            read()


def test_the_file_is_not_one_that_sqlite_can_open(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Dear diary, " * 1_000)
    with pytest.raises(Unavailable):
        open_access_log(tmp_path)
    with pytest.raises(sqlite3.DatabaseError), access_file(tmp_path) as file:
        file.execute("SELECT * FROM stored_events")
