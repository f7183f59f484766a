"""What another process works out: its result, its fault, and how it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGKILL
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest

from ledger.evidence.verifying import beside, splitting
from ledger.evidence.verifying.beside import Beside, way
from ledger.evidence.verifying.verdict import Refuted, State, Undecided
from tests.bundled import Sealed, verified, whole, write_ledger

HOUR_SECONDS = 3_600.0
PATIENCE_SECONDS = 60.0


@pytest.fixture(params=["fork", "spawn"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "spawn":
        monkeypatch.setattr(beside, "FORKS", False)


@contextmanager
def begun(*work: Any) -> Iterator[Beside[Any]]:
    other = Beside[Any](way(), *work)
    try:
        yield other
    finally:
        other.close()


def divided(number: int, by: int) -> Iterator[int]:
    yield from divmod(number, by)


def refused(index: int) -> Iterator[int]:
    yield index
    raise Refuted("an entry of no kind", index)


def killed() -> Iterator[int]:
    yield 0
    os.kill(os.getpid(), SIGKILL)


def killed_at_once(*_: object) -> Iterator[int]:
    os.kill(os.getpid(), SIGKILL)
    yield 0


def much() -> Iterator[bytes]:
    sleep(0.3)
    yield bytes(1 << 20)


def killed_while_another_works_for_it() -> Iterator[int]:
    Beside(way(), much)
    yield from killed()


def interrupted() -> Iterator[str]:
    os.kill(os.getpid(), SIGINT)
    yield "goes on"


def asleep() -> Iterator[None]:
    yield sleep(HOUR_SECONDS)


@pytest.mark.usefixtures("_way")
def test_it_gives_what_comes_of_the_work_one_after_the_other() -> None:
    with begun(divided, 47, 8) as other:
        assert other.take(within_seconds=PATIENCE_SECONDS)
        assert [other.result(), other.result()] == [5, 7]
        with pytest.raises(Undecided):
            other.result()


@pytest.mark.usefixtures("_way")
def test_it_raises_what_the_work_raised() -> None:
    with begun(refused, 5) as other:
        assert other.result() == 5
        with pytest.raises(Refuted, match="of no kind") as fault:
            other.result()
    assert fault.value.index == 5


@pytest.mark.usefixtures("_way")
def test_of_a_process_that_was_killed_nothing_is_decided() -> None:
    with begun(killed) as other:
        assert other.result() == 0
        with pytest.raises(Undecided, match="was killed"):
            other.result()


def test_whoever_worked_for_it_keeps_nobody_waiting() -> None:
    with begun(killed_while_another_works_for_it) as other:
        assert other.result() == 0
        assert other.take(within_seconds=PATIENCE_SECONDS), "its helper should have ended"
        with pytest.raises(Undecided, match="was killed"):
            other.result()


def test_who_interrupts_is_heard_by_the_process_that_waits() -> None:
    with begun(interrupted) as other:
        assert other.result() == "goes on"


def test_it_does_not_go_on_once_nobody_waits() -> None:
    with begun(asleep) as other:
        process = other._process
        assert process.is_alive()
    assert process.exitcode is not None


def test_a_process_that_has_threads_is_not_copied() -> None:
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    try:
        with begun(divided, 47, 8) as other:
            assert type(other._process).__name__ == "SpawnProcess"
            assert other.result() == 5
    finally:
        over.set()
        thread.join()


def test_a_bundle_of_which_a_reader_was_killed_is_read_by_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    bundle = whole(place)
    alone = verified(bundle, tmp_path)
    monkeypatch.setattr(splitting, "_part_beside", killed_at_once)
    assert verified(bundle, tmp_path, jobs=2) == alone
    assert alone.state == State.VERIFIED
