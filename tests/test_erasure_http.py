"""Erasure over HTTP: an administrator's, of whom nobody can tell anything any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import httpx2
import pytest

from api.desk import open_desk
from api.metrics import Counters
from api.settings import Settings
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.words import VoidReason
from ledger.record.book import erased_again, open_ledger
from ledger.record.erasure import KeysRestored
from ledger.record.keys import beside, keystore_beside
from tests.erased import cut_off, files_that_say
from tests.recorded import ON
from tests.service import Caller, at_work, serving
from tests.story import INSPECTOR

CANARY = "Zygmuntowicz"
PNC_ID = "2003/0062845E"
ARREST: dict[str, Any] = {
    "on": "2019-12-10",
    "at": "2019-12-10T12:00:00Z",
    "station": "Caernarfon",
    "offences": [
        {
            "code": "possession-class-a",
            "firstOn": "2019-12-10",
            "lastOn": "2019-12-10",
            "drug": "heroin",
        }
    ],
    "admission": "admitted",
    "livesInArea": True,
    "occurredInArea": True,
    "person": {"familyName": CANARY, "givenNames": "Robin", "bornOn": "1990-01-01"},
    "identifiers": [{"kind": "pnc-id", "value": PNC_ID}],
}
INSPECTORS = {
    "decidedBy": {"name": "Insp Nia Rees", "role": "supervisor"},
    "agreedBy": {"name": "Insp Huw Lloyd", "role": "supervisor"},
}
ERASURE = {"on": "2020-02-01", "legalBasis": "DPA 2018 s.47(1)", **INSPECTORS}
VOID = JourneyVoided(journey=1, on=ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def custody(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


def arrested(custody: Caller) -> str:
    answer = custody.post("/v1/arrests", ARREST)
    assert answer.status_code == 201, answer.text
    page: str = answer.json()["participantId"]
    return page


def erased(custody: Caller, page: str, **changes: Any) -> httpx2.Response:
    with Caller(str(custody.client.base_url), "admin") as admin:
        return admin.post(f"/v1/participants/{page}/erasure", {**ERASURE, **changes})


def test_what_would_show_the_person_is_gone_and_where_they_stood_is_not(custody: Caller) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    assert erased(custody, page).status_code == 201
    on_page = f"/v1/participants/{page}"
    for path in ("", "/events", "/journeys/1/advice", "/journeys/1/events"):
        gone = custody.client.get(on_page + path)
        assert (gone.status_code, gone.json()["code"]) == (410, "erased"), path
    for path in ("/journeys/1", "/journeys/1/explanation"):
        stands = custody.client.get(on_page + path)
        assert stands.status_code == 200
        assert CANARY not in stands.text
    assert custody.client.get(f"{on_page}/journeys/1").json()["record"]["code"] == "void"


@pytest.mark.parametrize("role", ["integrator", "custody", "navigator", "auditor", "policy"])
def test_nobody_but_an_administrator_erases(custody: Caller, role: str) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    with Caller(str(custody.client.base_url), role) as other:
        refused = other.post(f"/v1/participants/{page}/erasure", ERASURE)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
    assert CANARY in custody.client.get(f"/v1/participants/{page}").text


def test_one_person_alone_erases_nobody(custody: Caller) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    alone = erased(custody, page, agreedBy=ERASURE["decidedBy"])
    assert (alone.status_code, alone.json()["code"]) == (422, "second-person-needed")
    assert alone.json()["errors"][0]["pointer"] == "/agreedBy"
    missing = erased(custody, page, agreedBy=None)
    assert missing.status_code == 422
    assert CANARY in custody.client.get(f"/v1/participants/{page}").text


def test_an_open_journey_keeps_a_page_from_being_erased(custody: Caller) -> None:
    refused = erased(custody, arrested(custody))
    assert (refused.status_code, refused.json()["code"]) == (409, "out-of-turn")


def test_a_new_arrest_of_the_same_person_opens_a_new_page(custody: Caller) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    assert arrested(custody) == page
    custody.tell(
        JourneyVoided(journey=2, on=ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR),
        page,
    )
    assert erased(custody, page).status_code == 201
    assert arrested(custody) != page


def test_nothing_on_disk_tells_of_them_while_the_service_runs_or_after(
    custody: Caller, data: Path
) -> None:
    custody.client.headers["Justification"] = f"Asked by {CANARY}"
    page = arrested(custody)
    custody.tell(VOID, page)
    del custody.client.headers["Justification"]
    assert erased(custody, page).status_code == 201
    assert files_that_say((CANARY, PNC_ID), data, beside(data)) == []
    assert arrested(custody) != page  # which waits until the lookup has read all of it
    assert files_that_say((CANARY, PNC_ID), data, beside(data)) == []


def test_a_page_whose_erasure_was_cut_off_shows_nobody(
    custody: Caller, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    with open_ledger(data) as elsewhere:
        cut_off(elsewhere, page, monkeypatch)
        gone = custody.client.get(f"/v1/participants/{page}")
        assert (gone.status_code, gone.json()["code"]) == (410, "erased")
        found = custody.client.post(
            "/v1/participants/search", json={"identifiers": ARREST["identifiers"]}
        )
        assert (found.status_code, found.json()["items"]) == (200, [])
    refused = custody.post("/v1/arrests", ARREST)
    assert (refused.status_code, refused.json()["code"]) == (410, "erased")
    assert arrested(custody) != page, "which its refusal has completed"


def test_a_service_whose_keystore_was_put_back_is_not_ready(custody: Caller, data: Path) -> None:
    page = arrested(custody)
    custody.tell(VOID, page)
    copytree(beside(data), data.parent / "backup")
    assert erased(custody, page).status_code == 201
    rmtree(beside(data))
    copytree(data.parent / "backup", beside(data))
    told = custody.client.get("/health/readiness")
    assert (told.status_code, told.json()["components"]["keys"]) == (503, "DOWN")


def test_a_service_with_an_old_keystore_does_not_start(data: Path) -> None:
    with at_work(data) as custody:
        page = arrested(custody)
        custody.tell(VOID, page)
        copytree(beside(data), data.parent / "backup")
        assert erased(custody, page).status_code == 201
    rmtree(beside(data))
    copytree(data.parent / "backup", beside(data))
    opened = open_desk(Settings(data=data), Counters())
    with pytest.raises(KeysRestored):
        opened.__enter__()
    erased_again(data, keystore_beside(data))
    with serving(data) as address, Caller(address) as custody:
        assert custody.client.get(f"/v1/participants/{page}").status_code == 410
