"""Every wrong access token (RFC 9068) gets one answer, 401, and our log alone says why."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx2
import pytest

from api.trust.refusals import Reason
from tests.issuer import Issuer, bearing, issuing, new_key, trusting
from tests.wrong_tokens import PUBLISHED, REFUSED


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


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_wrong_token_is_refused_and_only_the_reason_is_logged(
    service: httpx2.Client, issuer: Issuer, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    reason, making = REFUSED[wrong]
    token = making(issuer)
    with caplog.at_level(logging.INFO):
        answer = asked(service, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert f"token refused: {reason.value}" in caplog.messages
    for part in token.split("."):
        assert len(part) < 8 or part not in caplog.text + answer.text


def test_every_reason_is_seen_in_a_test() -> None:
    seen = {reason for reason, _ in REFUSED.values()}
    elsewhere = {Reason.SENT_TWICE, Reason.CERTIFICATE_MISSING, Reason.CERTIFICATE_OTHER}
    assert seen | elsewhere == set(Reason)


def test_one_answer_for_every_reason(service: httpx2.Client, issuer: Issuer) -> None:
    answers = [asked(service, making(issuer)) for _, making in REFUSED.values()]
    bodies = [
        {name: told for name, told in answer.json().items() if name not in {"traceId", "instance"}}
        for answer in answers
    ]
    assert all(body == bodies[0] for body in bodies)
    assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1
