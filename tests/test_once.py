"""A request's key stands with its entries: in the same transaction, for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent

from ledger.journey.commands import RecordArrest
from ledger.policy.load import load_rulebook
from ledger.privacy.keystore import MemoryKeystore
from ledger.record.book import Answering, Ledger, Recorded, open_ledger
from ledger.record.once import Kept, KeyReused, KeyTaken, Once
from ledger.record.sqlite import DurableFactory, DurableRecorder
from ledger.record.store import Unavailable, WriteUncertain
from tests.recorded import ARREST, AT, ME

ONCE = Once("niche", "8e03978e-40d5-43e8-bc93-6894a57f9324", b"digest")


def told(drafted: Recorded) -> bytes:
    return " ".join(entry.reference for entry in drafted.entries).encode()


def record(ledger: Ledger, page: str = "p-1", once: Once = ONCE) -> Recorded:
    return ledger.record(page, ARREST, ME, AT, answering=Answering(once, told))


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path if request.param == "file" else None) as ledger:
        yield ledger


def test_the_answer_is_kept_with_the_entries(ledger: Ledger) -> None:
    assert ledger.kept(ONCE) is None
    record(ledger)
    assert ledger.kept(ONCE) == Kept(b"digest", b"p-1:1 p-1:2", 2)


def test_the_answer_is_there_after_the_ledger_was_closed(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        record(ledger)
    with open_ledger(tmp_path) as ledger:
        assert ledger.kept(ONCE) == Kept(b"digest", b"p-1:1 p-1:2", 2)


def test_a_key_that_is_taken_writes_nothing(ledger: Ledger) -> None:
    record(ledger)
    with pytest.raises(KeyTaken):
        record(ledger, "p-2")
    assert ledger.position == 2
    assert ledger.entries("p-2") == ()


def test_a_key_with_other_content_is_told_from_the_same_request(ledger: Ledger) -> None:
    record(ledger)
    with pytest.raises(KeyReused):
        ledger.kept(replace(ONCE, digest=b"another"))


def test_every_client_has_keys_of_its_own(ledger: Ledger) -> None:
    record(ledger)
    record(ledger, "p-2", replace(ONCE, client="athena"))
    assert ledger.position == 4


def test_what_is_not_written_keeps_no_key(ledger: Ledger) -> None:
    def broken(_drafted: Recorded) -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        ledger.record("p-1", ARREST, ME, AT, answering=Answering(ONCE, broken))
    assert ledger.kept(ONCE) is None
    assert ledger.position == 0


class _CutOff(DurableRecorder):
    """Writes and commits, and then loses the connection."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **rest: Any
    ) -> Sequence[int] | None:
        super().insert_events(stored_events, **rest)
        raise OperationalError("the connection was lost")


class _CutOffFactory(DurableFactory):
    def application_recorder(self) -> DurableRecorder:
        recorder = _CutOff(self.datastore)
        recorder.create_table()
        return recorder


class _CutOffLedger(Ledger):
    def construct_factory(self, env: Any) -> Any:
        return _CutOffFactory(env)


def test_a_commit_whose_answer_was_lost_is_known_by_its_key(tmp_path: Path) -> None:
    env = {"SQLITE_DBNAME": str(tmp_path / "ledger.sqlite")}
    with _CutOffLedger(load_rulebook(), env, keys=MemoryKeystore()) as ledger:
        with pytest.raises(WriteUncertain):
            record(ledger)
        assert ledger.kept(ONCE) == Kept(b"digest", b"p-1:1 p-1:2", 2)


def test_two_processes_never_record_backwards(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as one, open_ledger(tmp_path) as other:
        one.record("p-1", ARREST, ME, AT + timedelta(hours=1))
        late = other.record("p-2", ARREST, ME, AT)
        assert {entry.recorded_at for entry in late.entries} == {AT + timedelta(hours=1)}
        again = one.record("p-3", ARREST, ME, AT + timedelta(minutes=90))
        assert again.entries[0].recorded_at == AT + timedelta(minutes=90)


def test_an_entry_that_cannot_be_read_does_not_stop_the_clock(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        record(ledger)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        connection.execute("UPDATE stored_events SET state = x'ff00' WHERE rowid = 2")
    connection.close()
    with open_ledger(tmp_path) as ledger:
        assert ledger.record("p-2", ARREST, ME, AT).position == 4


def test_a_page_tells_its_force_from_its_first_entry(ledger: Ledger) -> None:
    assert isinstance(ARREST, RecordArrest)
    record(ledger)
    assert ledger.force_of("p-1") == ARREST.force
    assert ledger.force_of("p-2") == ""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_name_is_held_by_one_at_a_time(tmp_path: Path, processes: int) -> None:
    with open_ledger(tmp_path) as one, open_ledger(tmp_path) as two:
        other = one if processes == 1 else two
        other._holds._patience_seconds = 0.05
        with one.held(["a", "b"]):
            with pytest.raises(Unavailable), other.held(["b"]):
                raise AssertionError("it was held twice")
            with other.held(["c"]):
                pass
        with other.held(["b"]):
            pass
