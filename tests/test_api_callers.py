"""Who may ask what: a token, roles, and another force's pages, which are not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from api.command_routes import OF_A_JOURNEY, OF_A_PAGE, CommandRoute
from api.examples import EXAMPLES
from api.keys import KeyMissing, KeyTooShort, key_in, page_keys
from api.settings import Mode, Settings
from ledger.journey.commands import AdoptPolicy, RecordArrest
from tests.service import Caller, at_work

ARREST = {**EXAMPLES[RecordArrest], "identifiers": []}


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(integrator: Caller) -> str:
    opened: str = integrator.post("/v1/arrests", ARREST).json()["participantId"]
    return opened


def address(integrator: Caller) -> str:
    return str(integrator.client.base_url)


def test_nothing_of_a_person_is_told_without_a_token(integrator: Caller, page: str) -> None:
    paths = ("", "/events", "/journeys/1", "/journeys/1/advice", "/journeys/1/explanation")
    for path in (f"/v1/participants/{page}{path}" for path in paths):
        answer = httpx2.get(address(integrator) + path)
        assert (answer.status_code, answer.json()["code"]) == (401, "login-needed"), path
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["x", "development.e30=.AAAA", "a.b.c", "é", "x" * 3_000])
def test_a_token_that_is_not_ours_is_refused(integrator: Caller, token: str) -> None:
    headers = {b"Authorization": b"Bearer " + token.encode("latin-1")}
    answer = httpx2.get(f"{address(integrator)}/v1/caseload", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")


def test_another_forces_page_is_answered_like_one_that_is_not_there(
    integrator: Caller, page: str
) -> None:
    with Caller(address(integrator), "custody", "gwent") as stranger:
        for path in ("", "/events", "/journeys/1", "/journeys/1/advice"):
            theirs = stranger.get(f"/v1/participants/{page}{path}")
            absent = stranger.get(f"/v1/participants/p-nobody{path}")
            assert theirs.status_code == absent.status_code == 404
            assert without_trace(theirs) == without_trace(absent)


@pytest.mark.parametrize("route", [*OF_A_JOURNEY, *OF_A_PAGE], ids=lambda route: route.path)
def test_nobody_writes_on_another_forces_page(
    integrator: Caller, page: str, route: CommandRoute
) -> None:
    on_page = f"/v1/participants/{page}{'' if route in OF_A_PAGE else '/journeys/1'}"
    with Caller(address(integrator), "integrator", "gwent") as stranger:
        answer = stranger.post(f"{on_page}/{route.path}", EXAMPLES[route.kind])
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")


def without_trace(answer: httpx2.Response) -> dict[str, object]:
    return {k: v for k, v in answer.json().items() if k not in {"traceId", "instance"}}


def test_a_forces_own_page_of_policy_is_no_persons_page(integrator: Caller) -> None:
    answer = integrator.get("/v1/participants/force-north-wales")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")


def test_an_arrest_is_recorded_for_the_callers_own_force(integrator: Caller, page: str) -> None:
    answer = integrator.post("/v1/arrests", {**ARREST, "force": "gwent"})
    assert (answer.status_code, answer.json()["code"]) == (403, "another-force")
    with Caller(address(integrator), "custody", "gwent") as stranger:
        answer = stranger.post("/v1/arrests", {**ARREST, "participantId": page})
        assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")


def test_an_auditor_reads_and_does_not_write(integrator: Caller, page: str) -> None:
    with Caller(address(integrator), "auditor") as auditor:
        assert auditor.get(f"/v1/participants/{page}").status_code == 200
        refused = auditor.post("/v1/arrests", ARREST)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")


@pytest.mark.parametrize("role", ["policy", "admin"])
def test_policy_and_admin_read_no_ones_page(integrator: Caller, page: str, role: str) -> None:
    with Caller(address(integrator), role) as caller:
        for path in (f"/v1/participants/{page}", "/v1/caseload", "/v1/due"):
            answer = caller.get(path)
            assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_only_policy_adopts(integrator: Caller) -> None:
    answer = integrator.post("/v1/forces/north-wales/adoptions", EXAMPLES[AdoptPolicy])
    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_a_restricted_page_is_read_by_evidence_roles_alone(integrator: Caller) -> None:
    told = {**ARREST, "on": "2019-11-28"}
    page = integrator.post("/v1/arrests", told).json()["participantId"]
    inspector = {"name": "Insp Nia Rees", "role": "supervisor", "rank": "inspector"}
    restriction = {"on": "2019-11-29", "ground": "evidence", "decidedBy": inspector}
    integrator.post(f"/v1/participants/{page}/restrictions", restriction)
    refused = integrator.get(f"/v1/participants/{page}")
    assert (refused.status_code, refused.json()["code"]) == (403, "page-restricted")
    with Caller(address(integrator), "auditor") as auditor:
        assert auditor.get(f"/v1/participants/{page}").json()["restricted"] is True


def test_in_production_no_key_is_made_up(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, mode=Mode.PRODUCTION)
    with pytest.raises(KeyMissing):
        key_in(settings.lookup_key_file, settings)
    settings.lookup_key_file.write_bytes(b"short")
    with pytest.raises(KeyTooShort):
        key_in(settings.lookup_key_file, settings)
    with pytest.raises(KeyMissing, match=r"wrapping\.key"):
        page_keys(settings)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new")
    key = key_in(settings.lookup_key_file, settings)
    assert key_in(settings.lookup_key_file, settings) == key
    assert settings.lookup_key_file.stat().st_mode & 0o077 == 0
    assert [file.name for file in settings.data.iterdir()] == ["lookup.key"]
