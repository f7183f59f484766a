"""What another force is told of an id is what it is told of one that never was, on every route."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from api.app import create_app
from api.examples import EXAMPLES
from api.openapi import document
from api.roles import ROLES, CallerRole
from api.settings import Settings
from ledger.journey.commands import RecordArrest
from tests.service import Caller, at_work
from tests.walked_routes import ROUTES, Route

OF_NO_FORCE = {"code", "list", "family", "name", "version", "scheme", "edition", "size"}
"""Parameters that name what is published."""

NEVER = {
    "participantId": "p-00000000000000000000000000",
    "webhookId": "wh_00000000000000000000000000",
    "importId": "im-00000000000000000000000000",
    "sampleId": "s-00000000000000000000000000",
    "force": "never-was",
}
"""Ids that were never given; `n` is a journey of the page named beside it."""

SAMPLE = {"fromOn": "2019-10-07", "lastOn": "2019-12-31"}
VARYING = {"date", "ratelimit", "traceresponse", "traceparent"}


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    networks = (ip_network("127.0.0.0/8"),)
    with at_work(tmp_path_factory.mktemp("ledger"), webhook_networks=networks) as known:
        yield known


@pytest.fixture(scope="module")
def examples(integrator: Caller) -> Mapping[str, Any]:
    """An example of each operation's body, as the OpenAPI document gives it."""
    settings = Settings(data=Path("unused"))
    drawn = document(create_app(settings), settings)
    bodies: dict[str, Any] = {}
    for item in drawn["paths"].values():
        for operation in (one for one in item.values() if "operationId" in one):
            content = operation.get("requestBody", {}).get("content", {})
            for kind, told in content.items():
                examples = told.get("examples") or {"one": {"value": told.get("example")}}
                bodies[operation["operationId"]] = kind, next(iter(examples.values()))["value"]
    return bodies


@pytest.fixture(scope="module")
def real(integrator: Caller) -> Mapping[str, str]:
    """An id of everything that belongs to a force."""
    arrest = {**EXAMPLES[RecordArrest], "identifiers": []}
    webhook = {"url": "https://127.0.0.1:9/hook", "types": []}
    subscribed = integrator.post("/v1/webhooks", webhook)
    assert subscribed.status_code == 201, subscribed.text
    line = {"key": str(uuid4()), "operation": "recordArrest", "body": arrest}
    imported = integrator.client.post(
        "/v1/imports",
        content=json.dumps(line) + "\n",
        headers={"Content-Type": "application/x-ndjson", "Idempotency-Key": str(uuid4())},
    )
    assert imported.status_code == 202, imported.text
    with Caller(str(integrator.client.base_url), "auditor") as auditor:
        drawn = auditor.post("/v1/scrutiny/samples", SAMPLE)
    assert drawn.status_code == 201, drawn.text
    return {
        "sampleId": drawn.json()["sampleId"],
        "participantId": integrator.post("/v1/arrests", arrest).json()["participantId"],
        "webhookId": subscribed.headers["Location"].rpartition("/")[2],
        "importId": imported.headers["Location"].rpartition("/")[2],
        "force": integrator.force,
    }


WITH_IDS = [route for route in ROUTES if route.parameters - OF_NO_FORCE]


@pytest.mark.parametrize("route", WITH_IDS, ids=str)
def test_what_is_another_forces_is_answered_like_what_never_was(
    integrator: Caller, examples: Mapping[str, Any], real: Mapping[str, str], route: Route
) -> None:
    with Caller(str(integrator.client.base_url), role_for(route), "gwent") as stranger:
        theirs, absent = (
            asked(stranger.client, route, ids, examples.get(route.operation))
            for ids in (real, NEVER)
        )
    assert (theirs.status_code, told(theirs)) == (absent.status_code, told(absent))
    assert headers(theirs) == headers(absent)
    assert theirs.status_code in {403, 404}
    assert theirs.json()["code"] not in {"field-missing", "invalid", "not-permitted"}
    for there in real.values():
        assert there not in theirs.text


@pytest.mark.parametrize("route", [r for r in WITH_IDS if r.method == "GET"], ids=str)
def test_the_force_itself_is_told_what_is_there(
    integrator: Caller, real: Mapping[str, str], route: Route
) -> None:
    with Caller(str(integrator.client.base_url), role_for(route)) as ours:
        assert asked(ours.client, route, real).status_code == 200


def test_a_log_of_accesses_tells_nothing_of_another_forces_page(
    integrator: Caller, real: Mapping[str, str]
) -> None:
    integrator.get(f"/v1/participants/{real['participantId']}")
    with Caller(str(integrator.client.base_url), "auditor", "gwent") as stranger:
        for page in (real["participantId"], NEVER["participantId"]):
            answer = stranger.client.post("/v1/access-log/search", json={"participantId": page})
            assert (answer.status_code, answer.json()["items"]) == (200, [])


def test_another_forces_page_is_no_page_to_link_to(
    integrator: Caller, real: Mapping[str, str]
) -> None:
    arrest = {**EXAMPLES[RecordArrest], "identifiers": []}
    with Caller(str(integrator.client.base_url), "integrator", "gwent") as stranger:
        own = stranger.post("/v1/arrests", arrest).json()["participantId"]
        sergeant = {"name": "Mair Pugh", "role": "custody-sergeant", "rank": "sergeant"}
        answers = []
        for page in (real["participantId"], NEVER["participantId"]):
            link = {"on": arrest["on"], "other": page, "decidedBy": sergeant}
            answers.append(stranger.post(f"/v1/participants/{own}/links", link))
        theirs, absent = answers
        assert (theirs.status_code, told(theirs)) == (absent.status_code, told(absent))
        named = [
            stranger.post("/v1/arrests", {**arrest, "participantId": page})
            for page in (real["participantId"], NEVER["participantId"])
        ]
        assert told(named[0]) == told(named[1])
        assert {answer.status_code for answer in named} == {404}


def role_for(route: Route) -> str:
    """A role that is permitted all that the route takes."""
    return next(role for role in CallerRole if all(role in ROLES[one] for one in route.permissions))


def asked(
    client: httpx2.Client, route: Route, ids: Mapping[str, str], body: Any = None
) -> httpx2.Response:
    """The route asked with `ids`, and with all that it would need to be carried out."""
    path = route.path
    for name in route.parameters:
        assert name in {*ids, "n"}, f"{name} is a parameter that this test does not know"
        path = path.replace(f"{{{name}}}", ids.get(name, "1"))
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
    if route.method == "GET":
        return client.get(path)
    if body is None:
        return client.request(route.method, path, headers=headers)
    kind, value = body
    content = value if isinstance(value, str) else json.dumps(value)
    return client.request(
        route.method, path, content=content, headers=headers | {"Content-Type": kind}
    )


def told(answer: httpx2.Response) -> dict[str, Any]:
    return {k: v for k, v in answer.json().items() if k not in {"traceId", "instance"}}


def headers(answer: httpx2.Response) -> list[tuple[str, str]]:
    """Every header, with its value but for what differs between any two answers."""
    return sorted(
        (name, "" if name.lower() in VARYING else value) for name, value in answer.headers.items()
    )
