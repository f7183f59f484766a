"""A person is found by what is known of them, in a body and never in a URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.examples import EXAMPLES
from ledger.journey.commands import RecordArrest
from tests.service import Caller, at_work

ARREST = EXAMPLES[RecordArrest]
ASN = "1101ZD0100000448754K"
BY: dict[str, dict[str, Any]] = {
    "pnc-id": {"identifiers": [{"kind": "pnc-id", "value": "03/62845e"}]},
    "name-and-birth": {
        "person": {"familyName": " EXAMPLE", "givenNames": "robin", "bornOn": "1990-01-01"}
    },
    "custody-record": {"papers": {"custodyRecord": "NW/4471/19"}},
    "arrest-summons-number": {"papers": {"arrestSummonsNumber": "11/01/ZD/01/448754K"}},
}


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(custody: Caller) -> str:
    papers = {**ARREST["papers"], "arrestSummonsNumber": ASN}
    opened: str = custody.post("/v1/arrests", {**ARREST, "papers": papers}).json()["participantId"]
    return opened


@pytest.mark.parametrize("kind", BY)
def test_a_page_is_found(custody: Caller, page: str, kind: str) -> None:
    answer = custody.post("/v1/participants/search", BY[kind])
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["items"]
    assert (found["participantId"], found["foundBy"]) == (page, [kind])
    (journey,) = found["journeys"]
    assert (journey["arrestedOn"], journey["status"]["code"]) == ("2019-11-28", "arrested")


@pytest.mark.parametrize("kind", BY)
def test_another_force_finds_nobody(custody: Caller, page: str, kind: str) -> None:
    with Caller(str(custody.client.base_url), "custody", "gwent") as stranger:
        assert stranger.post("/v1/participants/search", BY[kind]).json()["items"] == []


def test_somebody_else_is_not_found(custody: Caller, page: str) -> None:
    nobody = {"person": {"familyName": "Example", "givenNames": "Robin", "bornOn": "1990-01-02"}}
    assert custody.post("/v1/participants/search", nobody).json()["items"] == []


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({}, "nothing-to-search-by"),
        ({"person": {"familyName": "Example"}}, "nothing-to-search-by"),
        ({"identifiers": [{"kind": "pnc-id", "value": "2003/0123456A"}]}, "identifier-invalid"),
        ({"papers": {"arrestSummonsNumber": "1101ZD0100000448754A"}}, "identifier-invalid"),
        ({"papers": {"arrestSummonsNumber": "7"}}, "identifier-invalid"),
    ],
)
def test_what_nobody_can_be_found_by_is_refused(
    custody: Caller, known: dict[str, Any], code: str
) -> None:
    answer = custody.post("/v1/participants/search", known)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_restricted_page_is_found_by_evidence_roles_alone(custody: Caller) -> None:
    known = {"identifiers": [{"kind": "cro", "value": "123456/99L"}]}
    page = custody.post("/v1/arrests", {**ARREST, **known}).json()["participantId"]
    inspector = {"name": "Insp Nia Rees", "role": "supervisor", "rank": "inspector"}
    restriction = {"on": "2019-11-29", "ground": "evidence", "decidedBy": inspector}
    custody.post(f"/v1/participants/{page}/restrictions", restriction)
    assert custody.post("/v1/participants/search", known).json()["items"] == []
    with Caller(str(custody.client.base_url), "auditor") as auditor:
        found = auditor.post("/v1/participants/search", known).json()["items"]
    assert [one["participantId"] for one in found] == [page]
