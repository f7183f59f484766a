from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from ledger.journey.facts import Fact
from ledger.record.entry import CorruptEntry, Entry
from projections.read import wait_for
from projections.redraw import digest, drop
from projections.runner import Runner
from tests.drawn_views import NAMES, VIEWS, drawn, views_in
from tests.listed_ledger import ListedLedger
from tests.told_facts import KEPT, TO_CONTRACT, completed

LONG = 30.0


class FailingLedger(ListedLedger):
    """A ledger that cannot be read so many times, and says so with something personal."""

    failures = 0

    def __init__(self, *pages: tuple[str, Sequence[Fact]]) -> None:
        super().__init__(*pages)
        self.failed = Event()

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        if self.failures:
            self.failures -= 1
            self.failed.set()
            raise ConnectionError("Dev Tomos, 2003/0123456L")
        return super().since(position, limit)


def until(condition: object) -> None:
    """Wait until `condition()` holds, and not for ever."""
    assert callable(condition)
    deadline = monotonic() + LONG
    while not condition():
        assert monotonic() < deadline
        sleep(0.005)


def test_what_is_written_is_drawn_without_asking(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine, Runner(ledger, engine, VIEWS):
        assert wait_for(engine, NAMES, 8, LONG)
        ledger.write("p-1", completed())
        assert wait_for(engine, NAMES, 9, LONG)


def test_a_nudge_is_heard_long_before_the_next_look(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine, Runner(ledger, engine, VIEWS, poll_seconds=3600) as runner:
        assert wait_for(engine, NAMES, 8, LONG)
        ledger.write("p-1", completed())
        runner.nudge()
        assert wait_for(engine, NAMES, 9, LONG)


def test_the_lag_is_what_is_still_to_be_drawn(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT))
    with views_in(tmp_path) as engine:
        runner = Runner(ledger, engine, VIEWS)
        assert runner.lag == 8
        with runner:
            until(lambda: runner.lag == 0)
        ledger.write("p-1", completed())
        assert runner.lag == 1


def test_a_failure_is_tried_again_and_told_by_its_class_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = FailingLedger(("p-1", TO_CONTRACT))
    ledger.failures = 2
    caplog.set_level(logging.DEBUG)
    with views_in(tmp_path) as engine, Runner(ledger, engine, VIEWS) as runner:
        assert wait_for(engine, NAMES, 8, LONG)
        until(lambda: runner.is_well)
    errors = [record for record in caplog.records if record.name == "projections.runner"]
    assert [record.getMessage() for record in errors] == [
        "views: ConnectionError, next try in 0.06 s",
        "views: ConnectionError, next try in 0.12 s",
    ]
    assert all(record.exc_info is None for record in errors)
    assert "Dev Tomos" not in caplog.text


def test_a_runner_that_cannot_read_is_not_well(tmp_path: Path) -> None:
    ledger = FailingLedger(("p-1", TO_CONTRACT))
    ledger.failures = 1
    with views_in(tmp_path) as engine:
        runner = Runner(ledger, engine, VIEWS, poll_seconds=3600)
        assert not runner.is_well
        with runner:
            assert ledger.failed.wait(LONG)
            until(lambda: not runner.is_well)
        assert not runner.is_well


def test_views_dropped_beside_a_runner_are_drawn_again_to_the_same_rows(tmp_path: Path) -> None:
    ledger = ListedLedger(("p-1", TO_CONTRACT), ("p-2", KEPT))
    with views_in(tmp_path) as engine:
        with Runner(ledger, engine, VIEWS):
            assert wait_for(engine, NAMES, 18, LONG)
            drop(engine, VIEWS)
            assert wait_for(engine, NAMES, 18, LONG)
        rows = digest(engine, VIEWS)
    with drawn(ledger, tmp_path / "anew") as engine:
        assert digest(engine, VIEWS) == rows
