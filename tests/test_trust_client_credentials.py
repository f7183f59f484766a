"""A police system gets a token by its key (private_key_jwt, RFC 7523), and works with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key

from tests.issuer import ASSERTION, Issuer, bearing, issuing, new_key, trusting

CLIENT = "records-system"
CLIENTS_KEY = new_key(CLIENT)


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    client = {"key": CLIENTS_KEY, "roles": ["integrator"], "force": "north-wales"}
    with issuing(Issuer(clients={CLIENT: client})) as standing:
        yield standing


def assertion(issuer: Issuer, key: Key = CLIENTS_KEY, **changes: Any) -> str:
    now = int(time.time())
    right = {
        "iss": CLIENT,
        "sub": CLIENT,
        "aud": f"{issuer.address}/token",
        "jti": str(uuid4()),
        "exp": now + 60,
    }
    claims = {name: value for name, value in (right | changes).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": CLIENT}, claims, key, ["ES256"])


def asked(issuer: Issuer, assertion: str, **changes: str) -> httpx2.Response:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion,
        "scope": "ledger:read",
        **changes,
    }
    return httpx2.post(f"{issuer.address}/token", data=form)


def test_a_system_gets_a_token_and_works_with_it(issuer: Issuer, tmp_path: Path) -> None:
    given = asked(issuer, assertion(issuer)).json()
    assert given["token_type"] == "Bearer"
    with trusting(tmp_path, issuer) as service:
        answer = service.get("/v1/caseload", headers=bearing(given["access_token"]))
        assert answer.status_code == 200


def test_the_assertion_itself_is_no_access_token(issuer: Issuer, tmp_path: Path) -> None:
    with trusting(tmp_path, issuer) as service:
        answer = service.get("/v1/caseload", headers=bearing(assertion(issuer)))
        assert answer.status_code == 401


WRONG: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "else"},
    "of another subject": {"sub": "else"},
    "for another audience": {"aud": "https://else.example"},
    "expired": {"exp": int(time.time()) - 1},
    "for ever": {"exp": int(time.time()) + 10_000},
    "of no end": {"exp": None},
    "of no id": {"jti": None},
    "with another key": {"key": ECKey.generate_key("P-256")},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_assertion_gets_no_token(issuer: Issuer, wrong: str) -> None:
    answer = asked(issuer, assertion(issuer, **WRONG[wrong]))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_counts_once(issuer: Issuer) -> None:
    once = assertion(issuer)
    assert asked(issuer, once).status_code == 200
    assert asked(issuer, once).status_code == 401


def test_only_client_credentials_are_taken(issuer: Issuer) -> None:
    answer = asked(issuer, assertion(issuer), grant_type="password")
    assert answer.json()["error"] == "unsupported_grant_type"
