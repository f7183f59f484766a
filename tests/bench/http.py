"""A durable arrest and a standing over HTTP, each beside a request that does nothing.

Everything is on: token, key, purpose, version, limits, access log. The clients run in this process,
so what they cost counts on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

import httpx2

from tests.bench.measure import ROUNDS, Row
from tests.serving import Server, ledger_server
from tests.test_kill import ARREST

REQUESTS = 320
CLIENTS = (1, 8, 32)
WHO = {"name": "Mair Pugh", "role": "integrator", "force": "north-wales"}

Send = Callable[[httpx2.Client], httpx2.Response]


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        ours, bare = ledger_server(Path(folder) / "data"), Server("tests.bench.noop")
        try:
            yield from _beside(ours.address, bare.address)
        finally:
            ours.stop()
            bare.stop()


def _beside(ours: str, bare: str) -> Iterator[Row]:
    token = httpx2.post(f"{ours}/v1/login", json=WHO).json()["token"]
    headers = {"Authorization": f"Bearer {token}", "Purpose": "prosecution"}
    with httpx2.Client(base_url=ours, headers=headers) as client:
        journey = _arrest(client).headers["Location"]
    for clients in CLIENTS:
        yield _row("durable arrests", "a no-op POST", ours, bare, headers, clients, _arrest)
        yield _row(
            "standings read, logged",
            "a no-op GET",
            ours,
            bare,
            headers,
            clients,
            lambda client: client.get(journey),
        )


def _arrest(client: httpx2.Client) -> httpx2.Response:
    return client.post("/v1/arrests", json=ARREST, headers={"Idempotency-Key": str(uuid4())})


def _row(
    what: str,
    against: str,
    ours: str,
    bare: str,
    headers: dict[str, str],
    clients: int,
    send: Send,
) -> Row:
    rounds = [
        (_load(ours, headers, clients, send), _load(bare, headers, clients, send))
        for _ in range(ROUNDS)
    ]
    took = [second for (_, seconds), _ in rounds for second in seconds]
    took_bare = [second for _, (_, seconds) in rounds for second in seconds]
    named = "one client" if clients == 1 else f"{clients} clients"
    return Row(
        f"{what} over HTTP, {named}",
        median(rate for (rate, _), _ in rounds),
        against,
        median(rate for _, (rate, _) in rounds),
        f"{_percentiles(took)}; bare {_percentiles(took_bare)}",
    )


def _load(
    address: str, headers: dict[str, str], clients: int, send: Send
) -> tuple[float, list[float]]:
    """Answers a second, and how long each took."""

    def one(_client: int) -> list[float]:
        took: list[float] = []
        with httpx2.Client(base_url=address, headers=headers, timeout=60) as client:
            for _ in range(REQUESTS // clients):
                begun = perf_counter()
                answer = send(client)
                took.append(perf_counter() - begun)
                assert answer.status_code in {200, 201}, answer.text
        return took

    begun = perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        took = [second for seconds in pool.map(one, range(clients)) for second in seconds]
    return len(took) / (perf_counter() - begun), took


def _percentiles(seconds: list[float]) -> str:
    cuts = quantiles(seconds, n=100)
    return f"p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms"
