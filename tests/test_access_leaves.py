"""The leaves of the access log: dense, in the records' own transaction, of the lines as stored."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.record.access import AccessLog, open_access_log
from ledger.record.entry import CorruptEntry
from ledger.record.leaves import Leaf, Log
from ledger.record.store import WriteUncertain
from tests.access_audited import record, tampered_log, write_access_log, write_records
from tests.accessed import NO_MORE, access_file


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AccessLog]:
    with open_access_log(tmp_path) as log:
        yield log


def test_a_new_log_is_empty(log: AccessLog) -> None:
    assert (log.size, log.leaves(0, 10), log.lines(0, 10), log.audit()) == (0, [], [], None)


def test_every_record_has_a_leaf_of_the_very_line_that_is_stored(log: AccessLog) -> None:
    write_records(log, 3)
    as_a_log: Log = log
    lines = as_a_log.lines(0, 10)
    hashes = [sha256(b"\0" + line).digest() for line in lines]
    assert as_a_log.size == 3
    assert as_a_log.leaves(0, 10) == [Leaf(n, n + 1, one) for n, one in enumerate(hashes)]
    assert (log.leaves(1, 1), log.lines(1, 1)) == (log.leaves(0, 9)[1:2], lines[1:2])


def test_what_cannot_be_written_leaves_no_leaf(log: AccessLog, tmp_path: Path) -> None:
    with access_file(tmp_path) as file:
        file.execute(NO_MORE.replace("stored_events", "access_leaf"))
    with pytest.raises(WriteUncertain):
        log.append(record(0))
    assert (log.size, log.position) == (0, 0)


def test_a_line_that_is_gone_is_missed(log: AccessLog, tmp_path: Path) -> None:
    write_records(log, 3)
    tampered_log(tmp_path, "DELETE FROM stored_events WHERE rowid = 2")
    with pytest.raises(CorruptEntry, match="position 2"):
        log.lines(0, 10)


def test_a_log_from_before_leaves_gets_them_once(tmp_path: Path) -> None:
    with open_access_log(tmp_path) as log:
        write_records(log, 20)
        leaves = log.leaves(0, 20)
    with access_file(tmp_path) as file:
        file.execute("DROP TABLE access_leaf")
    with open_access_log(tmp_path) as log:
        assert log.leaves(0, 20) == leaves
        log.append(record(20))
        assert log.size == 21
        assert log.audit() is None


def test_leaves_that_were_taken_away_are_not_made_again(tmp_path: Path) -> None:
    write_access_log(tmp_path, 3)
    tampered_log(tmp_path, "DELETE FROM access_leaf")
    with open_access_log(tmp_path) as log:
        assert log.size == 0
