"""Every command of the table: its example is accepted at the right station, and out of turn not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest

from api.command_routes import (
    ADOPTION,
    ALL,
    ARREST,
    CORRECTION,
    ERASURE,
    OF_A_JOURNEY,
    OF_A_PAGE,
    CommandRoute,
)
from api.examples import EXAMPLES
from ledger.journey.commands import RecordArrest
from ledger.journey.facts import FACTS
from ledger.journey.facts.person import PagesLinked, PagesUnlinked
from tests.sealed_ledger import sealing
from tests.service import Caller, at_work
from tests.told_examples import ARRESTED, BEFORE, SCREENED

ON_A_PAGE = [route for route in ALL if route not in (ADOPTION, ERASURE)]
NOT_PUT_FORWARD = {
    "arrest.recorded": "an arrest is recorded as a command",
    "eligibility.decided": "eligibility is decided as a command",
    "contract.varied": "a contract is varied as a command",
    "policy.adopted": "an edition is adopted as a command",
    "page.opened": "an arrest opens the page",
    "status.published": "a status is published as a command",
    "panel-verdict.given": "a panel gives it on a decision of a sample",
    "sample.drawn": "follows from the draw of a sample",
    **dict.fromkeys(("log-key.added", "log-key.retired", "log.anchored"), "the log's own"),
}
AT_ANY_TIME = {
    "admission-withdrawal",
    "offence-reclassifications",
    "proceedings",
    "proceedings-conclusion",
    "reoffence-clearances",
    "transfer",
    "transfer-acceptance",
    "victim-notifications",
    "void",
}


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    data = tmp_path_factory.mktemp("ledger") / "data"
    with at_work(data) as caller, sealing(data):
        yield caller


@pytest.fixture(scope="module")
def other_page(custody: Caller) -> str:
    page: str = put(custody, "", *ARRESTED[0]).json()["participantId"]
    return page


def path(route: CommandRoute, page: str) -> str:
    if route is ARREST:
        return f"/v1/{route.path}"
    on_page = f"/v1/participants/{page}"
    return f"{on_page}/{'' if route in OF_A_PAGE else 'journeys/1/'}{route.path}"


def put(custody: Caller, page: str, kind: Any, changes: Mapping[str, Any]) -> httpx2.Response:
    (route,) = (route for route in ALL if route.kind is kind)
    return custody.post(path(route, page), {**EXAMPLES[kind], **changes})


def the_page_before(custody: Caller, kind: Any, other_page: str) -> str:
    page = ""
    for before, changes in BEFORE[kind]:
        answer = put(custody, page, before, {**changes, **naming(before, other_page)})
        assert answer.status_code == 201, answer.text
        page = page or answer.json()["participantId"]
    return page


def naming(kind: Any, other_page: str) -> dict[str, str]:
    return {"other": other_page} if kind in (PagesLinked, PagesUnlinked) else {}


def test_every_command_has_a_route_and_every_other_fact_a_reason() -> None:
    told = {route.kind.NAME for route in ALL if hasattr(route.kind, "NAME")}
    assert told | NOT_PUT_FORWARD.keys() == FACTS.keys()
    assert not told & NOT_PUT_FORWARD.keys()
    assert len({route.kind for route in ALL}) == len(ALL)


def test_every_route_has_an_example_and_steps_that_lead_to_it() -> None:
    assert {route.kind for route in ALL} == EXAMPLES.keys()
    assert {route.kind for route in ON_A_PAGE} == BEFORE.keys()


@pytest.mark.parametrize("route", ON_A_PAGE, ids=lambda route: route.path)
def test_the_example_is_accepted_at_its_station(
    custody: Caller, other_page: str, route: CommandRoute
) -> None:
    page = the_page_before(custody, route.kind, other_page)
    answer = put(custody, page, route.kind, naming(route.kind, other_page))
    assert answer.status_code == 201, answer.text
    reply = answer.json()
    assert reply["entries"][0]["reference"].startswith(reply["participantId"])
    assert answer.headers["ETag"] == f'"{reply["version"]}"'
    assert int(answer.headers["X-Ledger-Position"]) > 0
    read = custody.get(answer.headers["Location"])
    assert read.status_code == (403 if route.path == "restrictions" else 200), read.text


@pytest.mark.parametrize("route", OF_A_JOURNEY, ids=lambda route: route.path)
def test_a_command_on_a_page_or_journey_that_is_not_there_is_not_found(
    custody: Caller, other_page: str, route: CommandRoute
) -> None:
    absent = custody.post(path(route, "p-nobody"), EXAMPLES[route.kind])
    assert (absent.status_code, absent.json()["code"]) == (404, "no-such-page")
    no_journey = path(route, other_page).replace("journeys/1", "journeys/7")
    absent = custody.post(no_journey, EXAMPLES[route.kind])
    assert (absent.status_code, absent.json()["code"]) == (404, "no-such-journey")


def test_commands_out_of_turn_are_refused_and_nothing_is_written(custody: Caller) -> None:
    page = put(custody, "", *ARRESTED[0]).json()["participantId"]
    at_a_later_station = [
        route
        for route in OF_A_JOURNEY
        if len(BEFORE[route.kind]) > len(SCREENED) and route.path not in AT_ANY_TIME
    ]
    for route in at_a_later_station:
        refused = put(custody, page, route.kind, {})
        assert (refused.status_code, refused.json()["code"]) == (409, "out-of-turn"), route.path
    assert len(at_a_later_station) > 30
    assert custody.get(f"/v1/participants/{page}").json()["version"] == 2


def test_an_entry_of_another_journey_is_not_corrected_through_this_one(custody: Caller) -> None:
    first = put(custody, "", *ARRESTED[0]).json()
    page = first["participantId"]
    second = {"identifiers": [], "participantId": page}
    assert put(custody, page, RecordArrest, second).json()["journey"] == 2
    screening = custody.post(
        f"/v1/participants/{page}/journeys/2/safeguarding-screenings",
        {**EXAMPLES[next(r.kind for r in OF_A_JOURNEY if r.path == "safeguarding-screenings")]},
    ).json()
    line = screening["entries"][0]["line"]
    error = {**EXAMPLES[CORRECTION.kind], "line": line}
    refused = custody.post(f"/v1/participants/{page}/journeys/1/corrections", error)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/line")
    done = custody.post(f"/v1/participants/{page}/journeys/2/corrections", error)
    assert done.status_code == 201, done.text


def test_an_edition_is_adopted_once_from_a_day_and_by_its_own_force(custody: Caller) -> None:
    with Caller(str(custody.client.base_url), "policy", "gwent") as policy:
        adopted = policy.post("/v1/forces/gwent/adoptions", EXAMPLES[ADOPTION.kind])
        assert adopted.status_code == 201, adopted.text
        assert adopted.json()["edition"]["digest"]
        again = policy.post("/v1/forces/gwent/adoptions", EXAMPLES[ADOPTION.kind])
        assert (again.status_code, again.json()["code"]) == (409, "adopted-already")
        elsewhere = policy.post("/v1/forces/north-wales/adoptions", EXAMPLES[ADOPTION.kind])
        assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "another-force")
        unknown = policy.post(
            "/v1/forces/gwent/adoptions", {**EXAMPLES[ADOPTION.kind], "edition": "1999-01"}
        )
        assert (unknown.status_code, unknown.json()["code"]) == (422, "edition-unknown")
        assert unknown.json()["errors"][0]["pointer"] == "/edition"
