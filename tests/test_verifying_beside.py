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

from ledger.evidence.verifying import beside
from ledger.evidence.verifying.beside import Beside
from ledger.evidence.verifying.verdict import Refuted, State, Step, Undecided
from tests.bundled import Sealed, verified, whole, write_ledger

HOUR_SECONDS = 3_600.0
PATIENCE_SECONDS = 60.0


@pytest.fixture(params=["fork", "spawn"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "spawn":
        monkeypatch.setattr(beside, "FORKS", False)


@contextmanager
def begun(*work: Any) -> Iterator[Beside[Any]]:
    other = Beside[Any](*work)
    try:
        yield other
    finally:
        other.close()


def refused(index: int) -> None:
    raise Refuted("an entry of no kind", index)


def killed() -> None:
    os.kill(os.getpid(), SIGKILL)


def much() -> bytes:
    sleep(0.3)
    return bytes(1 << 20)


def killed_while_another_works_for_it() -> None:
    Beside(much)
    killed()


def interrupted() -> str:
    os.kill(os.getpid(), SIGINT)
    return "goes on"


@pytest.mark.usefixtures("_way")
def test_it_gives_what_came_of_the_work() -> None:
    with begun(divmod, 47, 8) as other:
        assert other.result() == (5, 7)


@pytest.mark.usefixtures("_way")
def test_it_raises_what_the_work_raised() -> None:
    with begun(refused, 5) as other, pytest.raises(Refuted, match="of no kind") as fault:
        other.result()
    assert fault.value.index == 5


@pytest.mark.usefixtures("_way")
def test_of_a_process_that_was_killed_nothing_is_decided() -> None:
    with begun(killed) as other, pytest.raises(Undecided, match="was killed"):
        other.result()


def test_whoever_worked_for_it_keeps_nobody_waiting() -> None:
    with begun(killed_while_another_works_for_it) as other:
        assert other.is_over(within_seconds=PATIENCE_SECONDS), "its helper should have ended"
        with pytest.raises(Undecided, match="was killed"):
            other.result()


def test_who_interrupts_is_heard_by_the_process_that_waits() -> None:
    with begun(interrupted) as other:
        assert other.result() == "goes on"


def test_it_does_not_go_on_once_nobody_waits() -> None:
    with begun(sleep, HOUR_SECONDS) as other:
        process = other._process
        assert process.is_alive()
    assert process.exitcode is not None


def test_a_process_that_has_threads_is_not_copied() -> None:
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    try:
        with begun(divmod, 47, 8) as other:
            assert type(other._process).__name__ == "SpawnProcess"
            assert other.result() == (5, 7)
    finally:
        over.set()
        thread.join()


def test_a_bundle_of_which_a_reader_was_killed_is_undecided(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    bundle = whole(place)
    monkeypatch.setattr("ledger.evidence.verifying.splitting._fold", lambda _bundle: killed())
    report = verified(bundle, tmp_path, jobs=2)
    assert report.state == State.UNDECIDED
    assert report.first is not None
    assert report.first.step == Step.ENTRIES
