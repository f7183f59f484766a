"""Several processes on one ledger: one is killed, none of what was acknowledged is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from uuid import uuid4

import httpx2
import pytest

from api.examples import EXAMPLES
from ledger.journey.commands import RecordArrest
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.service import Caller
from tests.test_cli_serving import ROOT, Served, served

STREAM = "/v1/events/stream"
CLIENTS = 8
ARRESTS = 200
KILL_AFTER = 40
PATIENCE_SECONDS = 60.0
ARREST = {key: value for key, value in EXAMPLES[RecordArrest].items() if key != "identifiers"}


def children(pid: int) -> list[int]:
    """The processes that `pid` started and that are still there."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def workers(pid: int) -> list[int]:
    return [c for c in children(pid) if "spawn_main" in Path(f"/proc/{c}/cmdline").read_text()]


def is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(what: str, holds: Iterator[bool]) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while not next(holds):
        assert monotonic() < deadline, what
        sleep(0.05)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[Served, str]]:
    options = ("--data", tmp_path / "data", "--port", 0, "--workers", 2, "--json")
    with served("serve", *options, log=tmp_path / "log") as process:
        yield process, json.loads(process.until("\n}"))["address"]


class Writer:
    """A client that repeats an arrest under its key until it is acknowledged."""

    def __init__(self, address: str, numbers: Iterator[int], enough: Event) -> None:
        self._address, self._numbers, self._enough = address, numbers, enough

    def write(self) -> list[str]:
        """The references of every entry that was acknowledged."""
        written: list[str] = []
        with httpx2.Client(base_url=self._address, timeout=30) as client:
            who = {"name": "Mair Pugh", "role": "custody", "force": "north-wales"}
            token = client.post("/v1/login", json=who).json()["token"]
            client.headers.update({"Authorization": f"Bearer {token}", "Purpose": "prosecution"})
            for number in self._numbers:
                if number >= ARRESTS:
                    break
                if number == KILL_AFTER:
                    self._enough.set()
                written += self._acknowledged(client)
        return written

    def _acknowledged(self, client: httpx2.Client) -> list[str]:
        key = str(uuid4())
        deadline = monotonic() + PATIENCE_SECONDS
        while monotonic() < deadline:
            try:
                answer = client.post("/v1/arrests", json=ARREST, headers={"Idempotency-Key": key})
            except httpx2.TransportError:
                continue
            if answer.status_code == 201:
                return [entry["reference"] for entry in answer.json()["entries"]]
            assert answer.status_code in {409, 503}, answer.text
        pytest.fail("it was never acknowledged")


def test_a_worker_is_killed_and_nothing_that_was_acknowledged_is_lost(
    service: tuple[Served, str], tmp_path: Path
) -> None:
    process, address = service
    parent = process.process.pid
    before = workers(parent)
    assert len(before) == 2
    numbers, enough = count(), Event()
    with ThreadPoolExecutor(CLIENTS) as pool:
        writing = [pool.submit(Writer(address, numbers, enough).write) for _ in range(CLIENTS)]
        assert enough.wait(PATIENCE_SECONDS)
        os.kill(before[0], signal.SIGKILL)
        acknowledged = {reference for one in writing for reference in one.result()}
    until("it was replaced", (len(workers(parent)) == 2 for _ in count()))
    assert set(workers(parent)) != set(before)
    assert httpx2.get(f"{address}/health/readiness").status_code == 200
    started = workers(parent)
    assert process.stopped_by(signal.SIGTERM)[0] == 0
    until("all are gone", (not any(map(is_there, started)) for _ in count()))

    with open_ledger(tmp_path / "data") as ledger:
        entries = [e for _, e in ledger.since(0, ledger.position) if isinstance(e, Entry)]
    assert acknowledged <= {entry.reference for entry in entries}
    assert len({entry.page for entry in entries}) == ARRESTS


def test_workers_do_not_outlive_a_parent_that_was_killed(service: tuple[Served, str]) -> None:
    process, _ = service
    started = workers(process.process.pid)
    process.process.kill()
    process.process.wait()
    until("all are gone", (not any(map(is_there, started)) for _ in count()))


def test_each_worker_tells_its_own_numbers(service: tuple[Served, str]) -> None:
    _, address = service
    seen: set[str] = set()

    def asked() -> bool:
        told = httpx2.get(f"{address}/metrics").text
        seen.update(number for number in "12" if f'ledger_head{{worker="{number}"}}' in told)
        return seen == {"1", "2"}

    until("both were asked", (asked() for _ in count()))


def test_whoever_still_follows_the_feed_does_not_keep_the_workers(
    service: tuple[Served, str],
) -> None:
    process, address = service
    started = workers(process.process.pid)
    with Caller(address) as follower, follower.client.stream("GET", STREAM) as stream:
        assert stream.status_code == 200
        assert process.stopped_by(signal.SIGINT)[0] == 0
    assert not any(map(is_there, started))


UNCHECKED = """
import sys
from pathlib import Path
from api.logs import CONFIGURATION
from api import workers
from api.serving import NotStarted, listening
from api.settings import Mode, Settings

workers.MOST_SHORT_LIVES = 3
settings = Settings(data=Path(sys.argv[1]), mode=Mode.PRODUCTION, workers=2)
try:
    workers.serve_with_workers(settings, CONFIGURATION, listening("127.0.0.1", 0), print)
except NotStarted:
    sys.exit(7)
"""


def test_workers_that_cannot_start_are_not_started_for_ever(tmp_path: Path) -> None:
    program = [sys.executable, "-c", UNCHECKED, str(tmp_path / "no-key-here")]
    ended = subprocess.run(  # noqa: S603  our own program
        program, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert (ended.returncode, ended.stdout) == (7, "")
    assert [line["message"] for line in lines if "worker" in line].count("died") == 3
    faults = {(line["logger"], line["fault"]) for line in lines if "fault" in line}
    assert ("api.faults", "KeyMissing") in faults
