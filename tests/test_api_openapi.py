"""The OpenAPI document: a stranger can follow it, and it says what is true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from api.command_routes import ALL, Tag
from api.forms import command_form
from api.problem_types import TYPES
from tests.service import Caller, at_work

METHODS = {"get", "post"}


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def document(custody: Caller) -> Mapping[str, Any]:
    drawn: Mapping[str, Any] = custody.get("/openapi.json").json()
    return drawn


def operations(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = document["paths"].values()
    return [one for item in items for method, one in item.items() if method in METHODS]


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for one in part.values():
            yield from references(one)
    elif isinstance(part, list):
        for one in part:
            yield from references(one)


def test_it_is_openapi_3_1_with_the_version_in_the_servers_url(document: Mapping[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [server["url"] for server in document["servers"]] == ["/v1"]
    assert not [path for path in document["paths"] if path.startswith("/v1")]
    assert document["paths"]["/health"]["servers"] == [{"url": "/"}]


def test_every_reference_leads_somewhere_and_every_schema_is_referred_to(
    document: Mapping[str, Any],
) -> None:
    referred = set(references(document))
    for reference in referred:
        part: Any = document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert schemas <= referred


def test_every_operation_says_what_it_is_for_and_what_can_go_wrong(
    document: Mapping[str, Any],
) -> None:
    ids = [operation["operationId"] for operation in operations(document)]
    assert len(ids) == len(set(ids))
    tags = [tag["name"] for tag in document["tags"]]
    assert tags == list(Tag)
    for operation in operations(document):
        assert operation["summary"]
        assert operation["description"], operation["operationId"]
        assert set(operation["tags"]) <= set(tags)
        assert "500" in operation["responses"]
        for status, answer in operation["responses"].items():
            if status[0] in "45":
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}


def test_every_problem_is_declared_as_a_problem_document(document: Mapping[str, Any]) -> None:
    responses = document["components"]["responses"]
    for kind in TYPES.values():
        if kind.status != 405:
            declared = responses[f"Problem{kind.status}"]
            assert list(declared["content"]) == ["application/problem+json"]
            assert kind.code in declared["description"]


def test_every_command_has_an_example_that_its_form_accepts(document: Mapping[str, Any]) -> None:
    commands = {route.operation: route for route in ALL}
    seen: set[str] = set()
    for operation in operations(document):
        route = commands.get(operation["operationId"].removesuffix("OnTheJourney"))
        if route is None:
            continue
        (example,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
        command_form(route.kind).model_validate(example["value"])
        seen.add(route.operation)
    assert seen == commands.keys()


def test_every_field_of_a_command_is_described_or_speaks_for_itself(
    document: Mapping[str, Any],
) -> None:
    told = document["components"]["schemas"]["ContractSigned"]
    assert told["additionalProperties"] is False
    assert told["properties"]["signedAt"]["format"] == "date-time"
    assert told["properties"]["on"]["format"] == "date"
    assert told["properties"]["rationale"]["x-personal"] is True
    assert "journey" not in told["properties"]
    assert "lastOn" not in told["properties"]


def test_the_documentation_for_people_shows_every_operation(
    custody: Caller, document: Mapping[str, Any]
) -> None:
    page = custody.client.get("/docs").text
    for operation in operations(document):
        assert operation["summary"].replace("'", "&#x27;") in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="[^/#]', page)
    assert "<code>If-Match</code>" in page
    assert "`" not in page
