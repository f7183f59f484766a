"""Webhooks while processes come and go: killed, restarted, and several at work on one ledger."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import httpx2
import pytest

from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.authority import AUTHORITY, certify
from tests.receiver import Received, free_port, kept_in, receiving
from tests.recorded import ARREST, TO_AN_OFFER
from tests.service import Caller, at_work, serving
from tests.serving import Server, ledger_server
from tests.webhook_service import (
    arrested,
    deliveries,
    settings_for,
    subscribed,
    until,
)

ROUNDS = 2
STEP = 12
PAGES = 8
TIMEOUT_SECONDS = "2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and an environment in which servers believe a receiver that stands there."""
    certify(tmp_path)
    told = {
        "WEBHOOK_NETWORKS": "127.0.0.0/8, ::1/128",
        "WEBHOOK_AUTHORITIES": str(tmp_path / AUTHORITY),
        "WEBHOOK_PACE": "0.0003",
        "WEBHOOK_TIMEOUT_SECONDS": TIMEOUT_SECONDS,
    }
    for name, value in told.items():
        monkeypatch.setenv(f"DIVERSION_LEDGER_{name}", value)
    return tmp_path


class ReceiverProcess:
    """A receiver in a process of its own, always on one port."""

    def __init__(self, folder: Path) -> None:
        self._program = [sys.executable, "-m", "tests.receiver", str(folder), str(free_port())]
        self.address = f"https://localhost:{self._program[-1]}"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            self._program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def write(address: str, pages: int) -> None:
    """Write four entries on each of so many pages."""
    with Caller(address) as caller:
        for _ in range(pages):
            caller.tell_all(ARREST, *TO_AN_OFFER[:2])


@contextmanager
def writing(address: str) -> Iterator[None]:
    """Somebody writes on one page after the other, until the server is gone or the block ends."""
    stopped = Event()

    def write_on() -> None:
        with suppress(httpx2.TransportError):
            while not stopped.is_set():
                write(address, 1)

    thread = Thread(target=write_on, name="writer")
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def written(data: Path) -> set[str]:
    """Every event of the ledger."""
    with open_ledger(data) as ledger:
        entries = [entry for _, entry in ledger.since(0, ledger.position)]
    assert all(isinstance(entry, Entry) for entry in entries)
    return {f"{entry.page}:{entry.line}" for entry in entries}


def firsts(came: Sequence[Received]) -> dict[str, list[int]]:
    """The lines of each page, in the order in which each came for the first time."""
    lines: dict[str, list[int]] = {}
    for one in came:
        seen = lines.setdefault(one.page, [])
        if one.line not in seen:
            seen.append(one.line)
    return lines


def more_came(folder: Path, number: int = STEP) -> Callable[[], bool]:
    """Whether so many more have come since now."""
    before = len(kept_in(folder))
    return lambda: len(kept_in(folder)) >= before + number


def test_every_event_arrives_in_order_though_server_and_receiver_are_killed_in_turn(
    folder: Path,
) -> None:
    data = folder / "data"
    receiver = ReceiverProcess(folder)
    server: Server | None = None
    try:
        for number in range(ROUNDS):
            server = ledger_server(data)
            if number == 0:
                with Caller(server.address) as caller:
                    body = {"url": receiver.address, "after": ""}
                    assert caller.post("/v1/webhooks", body).status_code == 201
            with writing(server.address):
                until(more_came(folder))
                receiver.kill()
                until(more_written(data))
                receiver.start()
                until(more_came(folder))
                server.kill()
            server.stop()
        server = ledger_server(data)
        expected = written(data)
        until(lambda: expected <= {one.id for one in kept_in(folder)})
    finally:
        receiver.kill()
        if server is not None:
            server.kill()
            server.stop()
    came = kept_in(folder)
    assert {one.id for one in came} == expected
    assert all(lines == sorted(lines) for lines in firsts(came).values())
    assert len({(one.id, one.body) for one in came}) == len(expected)
    assert len(expected) >= ROUNDS * 2 * STEP


def more_written(data: Path, number: int = STEP) -> Callable[[], bool]:
    """Whether so many more entries have been written since now."""
    before = len(written(data))
    return lambda: len(written(data)) >= before + number


def test_two_processes_deliver_each_event_once(folder: Path) -> None:
    data = folder / "data"
    receiver = ReceiverProcess(folder)
    servers: list[Server] = []
    try:
        servers += [ledger_server(data), ledger_server(data)]
        with Caller(servers[0].address) as caller:
            body = {"url": receiver.address, "after": ""}
            assert caller.post("/v1/webhooks", body).status_code == 201
        with ThreadPoolExecutor(len(servers)) as pool:
            list(pool.map(lambda server: write(server.address, PAGES), servers))
        expected = written(data)
        until(lambda: expected <= {one.id for one in kept_in(folder)})
    finally:
        for server in servers:
            server.stop()
        receiver.kill()
    came = kept_in(folder)
    assert len(expected) >= len(servers) * 4 * PAGES
    assert sorted(one.id for one in came) == sorted(expected)
    assert all(lines == sorted(lines) for lines in firsts(came).values())


def test_a_restart_forgets_no_wait_and_shortens_none(tmp_path: Path) -> None:
    with receiving(tmp_path / "receiver") as receiver:
        receiver.answer = lambda _: (500, {})
        settings = settings_for(tmp_path / "receiver", webhook_pace=100)
        with at_work(tmp_path / "ledger", **settings) as caller:
            webhook = subscribed(caller, receiver)
            page = arrested(caller)
            until(lambda: any(one["attempts"] for one in deliveries(caller, webhook)))
            before = deliveries(caller, webhook)
        with serving(tmp_path / "ledger", **settings) as address, Caller(address) as later:
            assert deliveries(later, webhook) == before
            later.post(f"/v1/webhooks/{webhook['webhookId']}/ping", None)
            receiver.until(lambda came: any(one.id.startswith("ping-") for one in came))
            log = deliveries(later, webhook)
    assert [one for one in log if not one["eventId"].startswith("ping-")] == before
    assert [one.id for one in receiver.received].count(f"{page}:1") == 1
