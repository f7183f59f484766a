"""The issuer rotates its keys, withdraws one, and is away, while the service runs."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.issuer import Issuer, bearing, issuing, new_key, trusting


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as standing:
        yield standing


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_the_service_starts_before_its_issuer_and_believes_it_once_it_is_there(
    tmp_path: Path,
) -> None:
    port = free_port()
    issuer = Issuer(address=f"http://127.0.0.1:{port}")
    with trusting(tmp_path, issuer) as service:
        token = issuer.token()
        away = service.get("/v1/caseload", headers=bearing(token))
        assert (away.status_code, away.json()["code"]) == (503, "keys-unavailable")
        assert int(away.headers["Retry-After"]) > 0
        assert service.get("/health/liveness").status_code == 200
        assert service.get("/v1/caseload", headers=bearing("x")).status_code == 401
        with issuing(issuer, port):
            assert service.get("/v1/caseload", headers=bearing(token)).status_code == 200
        assert service.get("/v1/caseload", headers=bearing(token)).status_code == 200


def test_keys_rotate_without_a_restart_and_an_old_one_is_refused_once_withdrawn(
    issuer: Issuer, tmp_path: Path
) -> None:
    with trusting(tmp_path, issuer, jwks_fresh_seconds=0.0) as service:
        old = issuer.token()
        unpublished = Issuer(keys={"second": new_key("second")}, signs_with="second").token()

        def status(token: str) -> int:
            return service.get("/v1/caseload", headers=bearing(token)).status_code

        assert (status(old), status(unpublished)) == (200, 401)
        issuer.rotate("second")
        new = issuer.token()
        assert (status(old), status(new), status(unpublished)) == (200, 200, 401)
        del issuer.keys["first"]
        assert (status(old), status(new)) == (401, 200)
