"""The right access token (RFC 9068) is believed: by its algorithm, in its time, for its scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest
from joserfc.jwk import Key

from api.examples import EXAMPLES
from api.trust.claims import LEEWAY_SECONDS
from ledger.journey.commands import RecordArrest
from tests.issuer import AUDIENCE, Issuer, at, bearing, issuing, new_key, trusting
from tests.wrong_tokens import ED25519, PUBLISHED, RSA, signed


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    keys = {"first": new_key("first"), **{str(key.kid): key for key in PUBLISHED}}
    with issuing(Issuer(keys=keys)) as standing:
        yield standing


@pytest.fixture(scope="module")
def service(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with trusting(tmp_path_factory.mktemp("ledger"), issuer) as client:
        yield client


def asked(service: httpx2.Client, token: str) -> httpx2.Response:
    return service.get("/v1/caseload", headers=bearing(token))


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("Ed25519", ED25519), ("EdDSA", ED25519), ("RS256", RSA), ("PS256", RSA)],
    ids=["Ed25519", "EdDSA", "RS256", "PS256"],
)
@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_the_algorithms_that_are_taken(
    service: httpx2.Client, issuer: Issuer, algorithm: str, key: Key
) -> None:
    assert asked(service, signed(algorithm, key)(issuer)).status_code == 200


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"aud": [AUDIENCE, "https://else.example"]},
        {"nbf": None},
        {"iat": at(-900), "nbf": None, "exp": at(20 - LEEWAY_SECONDS)},
        {"nbf": at(LEEWAY_SECONDS - 10)},
        {"scope": "openid ledger:read"},
        {"more": {"of": ["theirs"]}},
    ],
    ids=["plain", "audiences", "no nbf", "late by less", "early by less", "scopes", "more claims"],
)
def test_a_right_token_is_believed(
    service: httpx2.Client, issuer: Issuer, right: Mapping[str, Any]
) -> None:
    assert asked(service, issuer.token(**right)).status_code == 200


@pytest.mark.parametrize("kind", ["AT+JWT", "application/at+jwt"])
def test_a_type_is_told_by_its_words_whatever_their_case(
    service: httpx2.Client, issuer: Issuer, kind: str
) -> None:
    assert asked(service, issuer.token(header={"typ": kind})).status_code == 200


def test_two_tokens_at_once_are_none(
    service: httpx2.Client, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    twice = [("Authorization", f"Bearer {issuer.token()}")] * 2
    assert service.get("/v1/caseload", headers=twice).status_code == 401
    assert "token refused: sent-twice" in caplog.messages


def test_a_token_is_taken_from_the_header_alone(service: httpx2.Client, issuer: Issuer) -> None:
    token = issuer.token()
    by_url = service.get(f"/v1/caseload?access_token={token}")
    by_cookie = service.get("/v1/caseload", headers={"Cookie": f"token={token}"})
    assert (by_url.status_code, by_cookie.status_code) == (401, 401)
    assert by_url.headers["WWW-Authenticate"] == "Bearer"


def test_entries_say_who_and_through_which_client(service: httpx2.Client, issuer: Issuer) -> None:
    mine = bearing(issuer.token(sub="Insp Nia Rees", client_id="niche-rms"))
    arrest = {**EXAMPLES[RecordArrest], "identifiers": []}
    key = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
    opened = service.post("/v1/arrests", json=arrest, headers=mine | key)
    assert opened.status_code == 201, opened.text
    page = opened.json()["participantId"]
    (first, *_) = service.get(f"/v1/participants/{page}/events", headers=mine).json()["items"]
    assert (first["by"], first["system"]) == ("Insp Nia Rees", "niche-rms")


def test_a_scope_takes_away_and_the_answer_says_which_is_needed(
    service: httpx2.Client, issuer: Issuer
) -> None:
    reading = issuer.token(scope="ledger:read")
    assert asked(service, reading).status_code == 200
    key = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9325"}
    refused = service.post("/v1/arrests", json={}, headers=bearing(reading) | key)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
    told = refused.headers["WWW-Authenticate"]
    assert told == 'Bearer error="insufficient_scope", scope="ledger:write"'
    assert asked(service, issuer.token(scope="openid profile")).status_code == 403


def test_a_scope_gives_nothing_that_the_role_has_not(
    service: httpx2.Client, issuer: Issuer
) -> None:
    answer = asked(service, issuer.token(roles=["admin"]))
    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")
    assert "WWW-Authenticate" not in answer.headers


def test_nothing_of_the_login_is_there_in_production(service: httpx2.Client) -> None:
    who = {"name": "Mair Pugh", "role": "custody", "force": "north-wales"}
    assert service.post("/v1/login", json=who).status_code == 404
    assert service.get("/v1/login/jwks.json").status_code == 404
