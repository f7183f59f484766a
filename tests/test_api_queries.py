"""What an operation does not take in its URL, or takes once, is refused and not passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx2
import pytest

from tests.imported import NDJSON, arrest, ndjson
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)
UNKNOWN: dict[str, Any] = {
    "pointer": "",
    "detail": "There is no such parameter here.",
    "code": "field-unknown",
    "parameter": "-",
}
TWICE = {
    "pointer": "",
    "detail": "The parameter is given more than once.",
    "code": "value-invalid",
    "parameter": "asAt",
}


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(integrator: Caller) -> str:
    return integrator.tell_all(Story().arrest(ON))


def refused(answer: httpx2.Response) -> tuple[str, list[dict[str, Any]]]:
    problem = answer.json()
    assert answer.status_code == 422, answer.text
    return problem["code"], problem["errors"]


def test_a_parameter_is_given_once(integrator: Caller, page: str) -> None:
    answer = integrator.client.get(
        f"/v1/participants/{page}", params={"asAt": ["2020-01-01", "2021-01-01"]}
    )
    assert refused(answer) == ("value-invalid", [TWICE])


@pytest.mark.parametrize("path", ["", "/journeys/1", "/journeys/1/advice", "/events"])
def test_a_parameter_that_is_not_taken_is_refused_and_not_repeated(
    integrator: Caller, page: str, path: str
) -> None:
    answer = integrator.client.get(f"/v1/participants/{page}{path}?asat=2020-01-01&Zebedee=1")
    assert refused(answer) == ("field-unknown", [UNKNOWN, UNKNOWN])
    assert "Zebedee" not in answer.text


def test_of_several_at_fault_each_is_told(integrator: Caller, page: str) -> None:
    answer = integrator.client.get(f"/v1/participants/{page}?asAt=1&asat=1&asAt=1")
    assert refused(answer) == ("invalid", [UNKNOWN, TWICE])


@pytest.mark.parametrize("path", ["/v1/reference", "/v1/policies", "/v1/caseload", "/v1/events"])
def test_what_is_read_of_nobody_is_asked_for_in_known_words_too(
    integrator: Caller, path: str
) -> None:
    assert refused(integrator.client.get(f"{path}?cache=1")) == ("field-unknown", [UNKNOWN])


def test_a_dry_run_that_is_misspelt_writes_nothing(integrator: Caller) -> None:
    answer = integrator.client.post(
        "/v1/imports?dryrun=true",
        content=ndjson([arrest()]),
        headers={
            "Content-Type": NDJSON,
            "Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324",
        },
    )
    assert refused(answer) == ("field-unknown", [UNKNOWN])


def test_a_list_is_given_in_as_many_parts_as_it_has(integrator: Caller, page: str) -> None:
    kinds = ["uk.police.diversion.arrest.recorded.v1", "uk.police.diversion.page.opened.v1"]
    answer = integrator.client.get("/v1/events", params={"type": kinds})
    assert answer.status_code == 200, answer.text


def test_who_asks_is_looked_at_first(integrator: Caller) -> None:
    with httpx2.Client(base_url=integrator.client.base_url) as stranger:
        assert stranger.get("/v1/caseload?asat=1").status_code == 401
