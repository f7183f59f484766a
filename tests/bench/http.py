"""A durable arrest over HTTP, beside a POST of the same body that does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2

from tests.bench.measure import Row, side_by_side
from tests.serving import Server, ledger_server
from tests.test_kill import ARREST

ARRESTS = 200
CLIENTS = 8
WHO = {"name": "Mair Pugh", "role": "integrator", "force": "north-wales"}


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        ours, bare = ledger_server(Path(folder)), Server("tests.bench.noop")
        try:
            yield from _beside(ours.address, bare.address)
        finally:
            ours.stop()
            bare.stop()


def _beside(ours: str, bare: str) -> Iterator[Row]:
    token = httpx2.post(f"{ours}/v1/login", json=WHO).json()["token"]
    for clients in (1, CLIENTS):
        rates = side_by_side(posts(ours, token, clients), posts(bare, token, clients), ARRESTS)
        named = "one client" if clients == 1 else f"{clients} clients"
        yield Row(f"durable arrests over HTTP, {named}", rates[0], "a no-op POST", rates[1])


def posts(address: str, token: str, clients: int) -> Callable[[], None]:
    """The arrests, posted by so many clients at once."""
    headers = {"Authorization": f"Bearer {token}"}

    def one(_client: int) -> None:
        with httpx2.Client(base_url=address, headers=headers) as client:
            for _ in range(ARRESTS // clients):
                assert client.post("/v1/arrests", json=ARREST).status_code == 201

    def all_of_them() -> None:
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(one, range(clients)))

    return all_of_them
