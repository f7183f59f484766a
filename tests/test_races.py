"""Many writers at once, in one process and in several; and one killed while it writes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any

import pytest

from ledger.journey.facts.institution import PolicyAdopted
from ledger.policy.load import load_rulebook
from ledger.policy.rulebook import Rulebook
from ledger.record.book import ATTEMPTS, Ledger, VersionConflict, force_page, open_ledger
from ledger.record.entry import Entry
from tests.recorded import ADOPTION, ARREST, AT, DECISION, FORCE, ME, ON, TO_AN_OFFER

THREADS = 8
ROOT = Path(__file__).parent.parent
WRITER = """
import sys
from pathlib import Path
from ledger.record.book import VersionConflict, open_ledger
from tests.recorded import ARREST, AT, ME

data, own, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def record_somehow(ledger, page_id):
    while True:
        try:
            return ledger.record(page_id, ARREST, ME, AT)
        except VersionConflict:
            pass

with open_ledger(data) as ledger:
    for _ in range(times):
        for page_id in (own, "p-shared"):
            recorded = record_somehow(ledger, page_id)
            print(*(entry.reference for entry in recorded.entries), flush=True)
"""


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path if request.param == "file" else None) as ledger:
        yield ledger


def test_commands_on_one_page_are_decided_one_after_the_other(ledger: Ledger) -> None:
    def record_five(_: int) -> list[str]:
        recorded = [ledger.record("p-1", ARREST, ME, AT) for _ in range(5)]
        return [entry.reference for it in recorded for entry in it.entries]

    with ThreadPoolExecutor(THREADS) as threads:
        acknowledged = [ref for refs in threads.map(record_five, range(THREADS)) for ref in refs]
    assert sorted(acknowledged) == sorted(entry.reference for entry in ledger.entries("p-1"))
    journeys = ledger.page("p-1").journeys
    assert [journey.number for journey in journeys] == list(range(1, 5 * THREADS + 1))


def test_of_commands_on_the_same_version_one_is_written(ledger: Ledger) -> None:
    ledger.record("p-1", ARREST, ME, AT)
    start = Barrier(THREADS)

    def record_on_2(_: int) -> int:
        start.wait()
        try:
            return ledger.record("p-1", ARREST, ME, AT, expected=2).page.version
        except VersionConflict as conflict:
            return -conflict.current

    with ThreadPoolExecutor(THREADS) as threads:
        answers = sorted(threads.map(record_on_2, range(THREADS)))
    assert answers == [-3] * (THREADS - 1) + [3]
    assert ledger.position == 3


def test_the_time_of_recording_follows_the_order_of_entries(ledger: Ledger) -> None:
    times = [AT.replace(minute=minute) for minute in range(40)]

    def record_at(number: int) -> None:
        ledger.record(f"p-{number}", ARREST, ME, times[number])

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(record_at, range(len(times))))
    recorded = [it.recorded_at for _, it in ledger.since(0, 100) if isinstance(it, Entry)]
    assert len(recorded) == 80
    assert recorded == sorted(recorded)


def test_a_writer_who_always_comes_second_is_told_the_version(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as rival:

        class Overtaken(Rulebook):
            """Policy so slow to look up that a rival writes in the meantime."""

            def with_adoptions(self, adoptions: Iterable[PolicyAdopted]) -> Rulebook:
                rival.record("p-1", ARREST, ME, AT)
                return Rulebook.with_adoptions(self, adoptions)

        policy = load_rulebook()
        slow = Overtaken(
            editions=policy.editions, offences=policy.offences, outcomes=policy.outcomes
        )
        with open_ledger(tmp_path, slow) as ledger, pytest.raises(VersionConflict) as caught:
            ledger.record("p-1", ARREST, ME, AT)
        assert caught.value.current == rival.page("p-1").version == ATTEMPTS + 1


def writer(data: Path, own: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 -- our own script
        [sys.executable, "-c", WRITER, str(data), own, str(times)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def references(lines: str) -> list[str]:
    return lines.split()


def test_several_processes_write_one_new_file(tmp_path: Path) -> None:
    writers = [writer(tmp_path, f"p-{number}", 10) for number in range(3)]
    acknowledged = [ref for it in writers for ref in references(it.communicate()[0])]
    assert [it.returncode for it in writers] == [0, 0, 0]
    with open_ledger(tmp_path) as ledger:
        stored = [it.reference for _, it in ledger.since(0, 1_000) if isinstance(it, Entry)]
        assert len(ledger.page("p-shared").journeys) == 30
    assert sorted(stored) == sorted(acknowledged)


@pytest.mark.parametrize("after", [1, 7, 20])
def test_what_was_acknowledged_outlives_a_writer_that_is_killed(tmp_path: Path, after: int) -> None:
    with writer(tmp_path, "p-1", 10_000) as killed:
        assert killed.stdout is not None
        acknowledged = "".join(killed.stdout.readline() for _ in range(after))
        killed.send_signal(signal.SIGKILL)
        acknowledged += killed.stdout.read().rpartition("\n")[0]
    assert killed.returncode == -signal.SIGKILL
    with open_ledger(tmp_path) as ledger:
        read = ledger.since(0, 100_000)
        stored = [it.reference for _, it in read if isinstance(it, Entry)]
        assert len(stored) == len(read)
        assert set(references(acknowledged)) <= set(stored)
        assert ledger.page("p-1").version + len(ledger.entries("p-shared")) == len(stored)
        assert ledger.record("p-1", ARREST, ME, AT).position == len(stored) + 1


def test_no_edition_is_adopted_between_a_decision_and_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = replace(ADOPTION, on=ON, from_on=ON, edition="2019-12")
    with open_ledger(tmp_path) as ledger, open_ledger(tmp_path) as other:
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
        ledger.record("p-1", ARREST, ME, AT)
        for command in TO_AN_OFFER[:2]:
            ledger.record("p-1", command, ME, AT)
        with ThreadPoolExecutor(1) as thread:
            decided, begun = ledger._decided, []

            def decided_meanwhile(*given: Any) -> Any:
                facts = decided(*given)
                begun.append(thread.submit(other.record, force_page(FORCE), later, ME, AT))
                sleep(0.2)
                return facts

            monkeypatch.setattr(ledger, "_decided", decided_meanwhile)
            decision = ledger.record("p-1", DECISION, ME, AT)
            adoption = begun[0].result()
    assert adoption.position > decision.position
    assert decision.entries[0].fact.edition.edition == "2019-10"
