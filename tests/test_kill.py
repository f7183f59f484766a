"""The server is killed in mid-write, again and again: what was acknowledged is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Semaphore
from time import sleep
from typing import Any
from uuid import uuid4

import httpx2

from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from projections.catch_up import catch_up
from projections.engine import open_views
from projections.migrate import migrate
from projections.redraw import digest, redraw
from projections.views import all_views
from tests.serving import ledger_server

KILLS = 20
WRITERS = 4
MOST_HEARD = 12
PATIENCE_SECONDS = 60
ARREST = {
    "on": "2026-01-10",
    "at": "2026-01-10T21:40:00Z",
    "station": "Caernarfon",
    "offences": [
        {"code": "possession-class-a", "firstOn": "2026-01-10", "lastOn": "2026-01-10"},
    ],
    "admission": "admitted",
    "livesInArea": True,
    "occurredInArea": True,
    "person": {"familyName": "Example", "givenNames": "Robin", "bornOn": "1990-01-01"},
}


def arrests_until_cut_off(address: str, heard: Semaphore) -> list[dict[str, Any]]:
    """Every reply that came back whole, from a writer who goes on until the server is gone."""
    login = {"name": "Mair Pugh", "role": "integrator", "force": "north-wales"}
    acknowledged: list[dict[str, Any]] = []
    try:
        with httpx2.Client(base_url=f"{address}/v1", timeout=30) as client:
            token = client.post("/login", json=login).json()["token"]
            while True:
                headers = {
                    "Authorization": f"Bearer {token}",
                    "Idempotency-Key": str(uuid4()),
                    "Purpose": "prosecution",
                }
                reply = client.post("/arrests", json=ARREST, headers=headers)
                assert reply.status_code == 201, reply.text
                acknowledged.append(reply.json())
                heard.release()
    except httpx2.TransportError:
        return acknowledged


def written_and_killed(data: Path, chance: Random) -> list[dict[str, Any]]:
    """What was acknowledged by a server that was killed soon after it had answered a few times."""
    server, heard = ledger_server(data), Semaphore(0)
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [
            pool.submit(arrests_until_cut_off, server.address, heard) for _ in range(WRITERS)
        ]
        for _ in range(chance.randint(1, MOST_HEARD)):
            assert heard.acquire(timeout=PATIENCE_SECONDS)
        sleep(chance.uniform(0, 0.02))
        server.kill()
        server.stop()
        return [reply for writer in writers for reply in writer.result()]


def test_twenty_kills_in_mid_write_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = Random(20)
    replies = [reply for _ in range(KILLS) for reply in written_and_killed(tmp_path, chance)]

    ledger, views = open_ledger(tmp_path), open_views(tmp_path)
    entries = [entry for _, entry in ledger.since(0, ledger.position) if isinstance(entry, Entry)]
    assert len(entries) == len(ledger.since(0, ledger.position))
    written = {entry.reference: entry.fact.NAME for entry in entries}
    acknowledged = {e["reference"]: e["name"] for reply in replies for e in reply["entries"]}
    assert len(replies) >= KILLS
    assert acknowledged.items() <= written.items()

    for page_id in {entry.page for entry in entries}:
        page = ledger.page(page_id)
        names = [fact.NAME for _, fact in page.written]
        assert names == ["page.opened", "arrest.recorded"], "a half-written command"
        assert len(page.journeys) == 1

    migrate(views)
    drawn = all_views(b"k" * 32)
    redraw(ledger, views, drawn)
    before = digest(views, drawn)
    redraw(ledger, views, drawn)
    assert digest(views, drawn) == before
    assert catch_up(ledger, views, drawn) == ledger.position
    views.dispose()
    ledger.close()
