"""Callers who are cut off, and a server that is killed: every arrest is there, and once."""

from __future__ import annotations

import json
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import httpx2

from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.serving import Server, ledger_server
from tests.test_kill import ARREST

ARRESTS = 1_000
CLIENTS = 16
KILLS = 3
NAMESPACE = UUID("8e03978e-40d5-43e8-bc93-6894a57f9324")
LOGIN = {"name": "Niche", "role": "integrator", "force": "north-wales"}
SOON_SECONDS = 0.05
PATIENCE = 400


class Service:
    """A server on one ledger that is killed now and then, and started again."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._server: Server = ledger_server(data)
        self.address = self._server.address
        answer = httpx2.post(f"{self.address}/v1/login", json=LOGIN)
        self.headers = {
            "Authorization": f"Bearer {answer.json()['token']}",
            "Purpose": "prosecution",
        }

    def kill_and_start(self) -> None:
        self._server.kill()
        self._server.stop()
        self._server = ledger_server(self._data)
        self.address = self._server.address

    def stop(self) -> None:
        self._server.stop()


def body_of(number: int) -> dict[str, Any]:
    return {**ARREST, "station": f"Station {number}"}


def headers_of(service: Service, number: int) -> dict[str, str]:
    return {**service.headers, "Idempotency-Key": str(uuid5(NAMESPACE, str(number)))}


def cut_off(service: Service, number: int) -> None:
    """Post the arrest, and be gone before the answer."""
    at, body = urlsplit(service.address), json.dumps(body_of(number))
    lines = [
        "POST /v1/arrests HTTP/1.1",
        f"Host: {at.netloc}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers_of(service, number).items()),
    ]
    try:
        with socket.create_connection((at.hostname, at.port), timeout=5) as connection:
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    except OSError:
        pass  # killed: it was cut off all the same


def answered(service: Service, client: httpx2.Client, number: int) -> httpx2.Response:
    """The answer to the arrest, asked for until there is one."""
    for _ in range(PATIENCE):
        try:
            answer = client.post(
                f"{service.address}/v1/arrests",
                json=body_of(number),
                headers=headers_of(service, number),
            )
        except httpx2.TransportError:
            sleep(SOON_SECONDS)
            continue
        if answer.status_code not in {409, 429, 503}:
            return answer
        sleep(SOON_SECONDS)
    raise AssertionError("no answer came")


def posted(service: Service, share: int) -> Iterator[tuple[httpx2.Response, httpx2.Response]]:
    """Each arrest of a client's share, answered twice; every third was cut off before."""
    with httpx2.Client(timeout=10) as client:
        for number in range(share, ARRESTS, CLIENTS):
            if number % 3 == 0:
                cut_off(service, number)
            yield answered(service, client, number), answered(service, client, number)


def test_a_thousand_arrests_posted_twice_cut_off_and_killed_are_a_thousand(tmp_path: Path) -> None:
    service, finished = Service(tmp_path), Event()

    def killing() -> None:
        ledger = open_ledger(tmp_path)
        try:
            for kill in range(1, KILLS + 1):
                while ledger.position < 2 * ARRESTS * kill // (KILLS + 1):
                    if finished.wait(0.02):
                        return
                service.kill_and_start()
                kills.append(kill)
        finally:
            ledger.close()

    kills: list[int] = []
    killer = Thread(target=killing)
    killer.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            work = [pool.submit(lambda n: list(posted(service, n)), n) for n in range(CLIENTS)]
            answers = [pair for client in work for pair in client.result()]
    finally:
        finished.set()
        killer.join()
        service.stop()

    assert kills == [1, 2, 3]
    assert len(answers) == ARRESTS
    for first, again in answers:
        assert (first.status_code, again.status_code) == (201, 201), first.text
        assert again.content == first.content
        assert again.headers["X-Ledger-Position"] == first.headers["X-Ledger-Position"]
        assert again.headers["Idempotency-Replayed"] == "true"

    with open_ledger(tmp_path) as ledger:
        entries = [entry for _, entry in ledger.since(0, 10 * ARRESTS)]
    names = Counter(entry.fact.NAME for entry in entries if isinstance(entry, Entry))
    assert names == {"page.opened": ARRESTS, "arrest.recorded": ARRESTS}
    pages = {first.json()["participantId"] for first, _ in answers}
    assert pages == {entry.page for entry in entries}
    assert len(pages) == ARRESTS
