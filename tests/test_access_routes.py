"""Every route that shows persons: before anything of them leaves, it is put down, or it stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pytest

from ledger.record.access import AccessOutcome
from tests.accessed import MORE_AGAIN, NO_MORE, access_file, logged
from tests.personal_routes import (
    COMMANDS,
    IMPERSONAL,
    ROLES,
    STREAMS,
    UPKEEP,
    WITHOUT_A_PAGE,
    Route,
    ask,
    is_personal,
    personal,
    routes,
)
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)
DONE_WITHIN_SECONDS = 30
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
WHY = {
    "Purpose": "safeguarding",
    "On_Behalf_Of": "NWP-2291",
    "X_Correlation_Id": "niche-4471",
    "Justification": "A concern was raised.",
    "traceparent": PARENT,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data, webhook_networks=(ip_network("127.0.0.0/8"),), webhook_pace=1e6) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(integrator: Caller) -> str:
    story = Story()
    told = integrator.tell_all(
        story.arrest(ON),
        story.screening(ON),
        story.victim(ON),
        story.decision(ON),
        story.offer(ON),
    )
    booked = integrator.tell(story.booking(ON), told)
    after = booked.headers["X-Ledger-Position"]
    for path in ("caseload", "due"):
        assert integrator.get(f"/v1/{path}", after=after).json()["items"]
    return told


@pytest.fixture(scope="module")
def auditor(integrator: Caller) -> Iterator[Caller]:
    with Caller(str(integrator.client.base_url), "auditor") as caller:
        yield caller


@pytest.fixture
def places(request: pytest.FixtureRequest, page: str, route: Route) -> dict[str, str]:
    """What stands in the path of `route`."""
    told = {"participantId": page, "n": "1"}
    if "{importId}" in route[2]:
        told["importId"] = request.getfixturevalue("import_id")
    if "{sampleId}" in route[2]:
        told["sampleId"] = request.getfixturevalue("sample_id")
    if "{webhookId}" in route[2]:
        told["webhookId"] = request.getfixturevalue("webhook_id")
    return told


@pytest.fixture(scope="module")
def webhook_id(integrator: Caller, page: str) -> str:
    """A webhook of which the page's events were tried to be delivered, and will be tried later."""
    body = {"url": "https://127.0.0.1:9/", "after": ""}
    made: str = integrator.post("/v1/webhooks", body).json()["webhookId"]
    deadline = monotonic() + DONE_WITHIN_SECONDS
    while True:
        log = integrator.get(f"/v1/webhooks/{made}/deliveries").json()["items"]
        if any(one["attempts"] for one in log if one["eventId"] == f"{page}:1"):
            return made
        assert monotonic() < deadline, log
        sleep(0.02)


@pytest.fixture(scope="module")
def sample_id(auditor: Caller, page: str) -> str:
    """A sample of the one decision on the page."""
    day = ON.isoformat()
    answer = auditor.post("/v1/scrutiny/samples", {"fromOn": day, "lastOn": day})
    assert answer.json()["drawn"] == 1, answer.text
    told: str = answer.json()["sampleId"]
    return told


@pytest.fixture(scope="module")
def import_id(integrator: Caller, page: str) -> str:
    """An import that wrote a line on the page."""
    line = {
        "key": str(uuid4()),
        "operation": "recordDetailsCorrected",
        "participantId": page,
        "body": {"on": "2019-11-29", "person": {"familyName": "Example", "givenNames": "Rob"}},
    }
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": str(uuid4())}
    taken = integrator.client.post("/v1/imports", content=json.dumps(line), headers=headers)
    assert taken.status_code == 202, taken.text
    deadline = monotonic() + DONE_WITHIN_SECONDS
    while not (done := integrator.get(taken.headers["Location"]).json())["done"]:
        assert monotonic() < deadline, done
        sleep(0.02)
    assert done["counts"]["recorded"] == 1, done
    told: str = done["importId"]
    return told


PERSONAL = personal(Path("nowhere"))
NAMES = [name for name, _, _ in PERSONAL]


def test_every_route_shows_persons_through_the_gate_or_shows_none_or_writes() -> None:
    unknown = {
        name: path
        for name, _, path, kind in routes(Path("nowhere"))
        if not is_personal(kind) and name not in COMMANDS | IMPERSONAL.keys() | UPKEEP.keys()
    }
    assert not unknown, "each of these routes is to be a PersonalRoute, or to be argued impersonal"


def test_no_route_is_called_impersonal_that_is_not_there_or_goes_through_the_gate() -> None:
    others = {name for name, _, _, kind in routes(Path("nowhere")) if not is_personal(kind)}
    assert others >= IMPERSONAL.keys() | UPKEEP.keys()


@pytest.mark.parametrize("route", PERSONAL, ids=NAMES)
def test_an_answer_is_in_the_log_before_it_is_here(
    data: Path, integrator: Caller, auditor: Caller, places: dict[str, str], route: Route
) -> None:
    caller = auditor if ROLES.get(route[0]) == "auditor" else integrator
    before = len(logged(data))
    status, body = ask(caller.client, route, places, **WHY)
    assert status == 200, body
    written = logged(data, after=before)
    one = written[0]
    assert len(written) == 1
    assert one.operation == route[0]
    assert one.outcome is AccessOutcome.ANSWERED
    role = "auditor" if caller is auditor else "integrator"
    assert (one.by, one.role) == (f"A {role}", role)
    assert (one.force, one.system) == ("north-wales", "http")
    assert one.client == f"development-login:north-wales:{role}"
    assert one.purpose == "safeguarding"
    assert one.justification.endswith(WHY["Justification"])
    assert (one.on_behalf_of, one.correlation_id) == ("NWP-2291", "niche-4471")
    assert one.trace_id == PARENT.split("-")[1]
    assert one.pages == (() if route[0] in WITHOUT_A_PAGE else (places["participantId"],))


@pytest.mark.parametrize("route", PERSONAL, ids=NAMES)
def test_what_cannot_be_put_down_is_not_shown(
    data: Path, integrator: Caller, auditor: Caller, places: dict[str, str], route: Route
) -> None:
    caller = auditor if ROLES.get(route[0]) == "auditor" else integrator
    with access_file(data) as file:
        file.execute(NO_MORE)
    try:
        status, body = ask(caller.client, route, places)
    finally:
        with access_file(data) as file:
            file.execute(MORE_AGAIN)
    assert places["participantId"].encode() not in body
    assert b"Example" not in body
    if route[0] in STREAMS:
        return
    assert status == 503
    assert b'"access-not-logged"' in body


@pytest.mark.parametrize("route", PERSONAL, ids=NAMES)
def test_nobody_is_shown_without_a_purpose(
    data: Path, integrator: Caller, auditor: Caller, places: dict[str, str], route: Route
) -> None:
    caller = auditor if ROLES.get(route[0]) == "auditor" else integrator
    before = logged(data)
    purpose = caller.client.headers.pop("Purpose")
    try:
        status, body = ask(caller.client, route, places)
    finally:
        caller.client.headers["Purpose"] = purpose
    assert status == 400
    assert b'"purpose-missing"' in body
    assert places["participantId"].encode() not in body
    assert logged(data) == before
