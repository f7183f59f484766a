"""The OpenAPI document says everything, and what it shows by way of example is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api.command_routes import ALL, OF_A_JOURNEY, OF_A_PAGE
from api.examples import EXAMPLES
from api.openapi import IN_3_2
from api.roles import ROLES, CallerRole, Permission
from ledger.journey.commands import RecordArrest
from tests.documents import FORMATS, IN_PRODUCTION, published
from tests.fuzz_ledger import operations
from tests.service import Caller, at_work

HERE = "urn:openapi"
WRITTEN = ("Location", "ETag", "X-Ledger-Position", "Idempotency-Replayed")
LIMITED = ("RateLimit", "RateLimit-Policy")

Json = Mapping[str, Any]


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as integrator:
        yield integrator


@pytest.fixture(scope="module")
def document(caller: Caller) -> Json:
    drawn: Json = caller.get("/openapi.json").json()
    return drawn


@pytest.fixture(scope="module")
def in_production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with published(tmp_path_factory.mktemp("production") / "ledger", **IN_PRODUCTION) as client:
        yield client


def test_every_example_keeps_to_its_schema(document: Json) -> None:
    shown = list(examples(document, "#"))
    assert len(shown) > len(ALL)
    wrong = {where: faults for where, faults in map(judged(document), shown) if faults}
    assert not wrong


def test_no_word_of_openapi_3_2_stands_in_it(document: Json) -> None:
    assert not [key for key in keys(document) if key in IN_3_2]


def test_no_parameter_can_be_null(document: Json) -> None:
    for name, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert "null" not in str(parameter["schema"]), (name, parameter["name"])


@pytest.mark.parametrize("route", [*OF_A_JOURNEY, *OF_A_PAGE], ids=lambda route: route.operation)
def test_a_command_on_a_page_says_what_it_needs_and_what_it_answers(
    document: Json, route: Any
) -> None:
    operation = dict(operations(document))[route.operation]
    needed = {one["name"] for one in operation["parameters"] if one.get("required")}
    assert {"participantId", "Idempotency-Key", "If-Match", "Purpose"} <= needed
    assert {"409", "410", "412", "422", "428", "429"} <= operation["responses"].keys()
    assert {*WRITTEN, *LIMITED} <= operation["responses"]["201"]["headers"].keys()


def test_what_a_command_answers_has_the_headers_that_are_promised(caller: Caller) -> None:
    key = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
    arrest = EXAMPLES[RecordArrest]
    answers = [caller.post("/v1/arrests", arrest, **key) for _ in range(2)]
    for answer in answers:
        assert answer.status_code == 201, answer.text
        assert all(name in answer.headers for name in (*WRITTEN[:3], *LIMITED))
    assert answers[1].headers["Idempotency-Replayed"] == "true"


def test_who_may_ask_is_said_of_every_operation(document: Json) -> None:
    told = dict(operations(document))
    auditors = [role.value for role in CallerRole if role in ROLES[Permission.READ_ACCESS_LOG]]
    assert told["accessLog"]["x-roles"] == auditors == ["auditor"]
    assert told["adoptPolicy"]["x-roles"] == ["policy"]
    assert told["adoptPolicy"]["x-scopes"] == ["ledger:manage"]
    assert told["recordContractSigned"]["x-scopes"] == ["ledger:write"]
    assert told["feed"]["x-scopes"] == ["ledger:read"]
    open_to_all = {name for name, operation in told.items() if "security" not in operation}
    assert {name for name in told if "x-roles" not in told[name]} == open_to_all
    assert "recordArrest" not in open_to_all


def test_what_is_pushed_is_described_as_a_webhook(document: Json) -> None:
    pushed = document["webhooks"]["event"]["post"]
    names = {one["name"] for one in pushed["parameters"] if one["required"]}
    assert names == {"webhook-id", "webhook-timestamp", "webhook-signature"}


def test_in_production_the_contract_is_as_open_and_tokens_come_from_the_issuer(
    in_production: httpx2.Client,
) -> None:
    document = in_production.get("/openapi.json").raise_for_status().json()
    issued = document["components"]["securitySchemes"]["clientCredentials"]
    flow = issued["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == IN_PRODUCTION["token_url"]
    told = dict(operations(document))
    assert "login" not in told
    for operation in told.values():
        for way in operation.get("security", ()):
            assert set(way.get("clientCredentials", ())) <= flow["scopes"].keys()
    for path in ("/docs", "/asyncapi.yml", "/v1/schemas/events"):
        assert in_production.get(path).status_code == 200


def judged(document: Json) -> Any:
    """What is wrong with an example, told by where it stands."""
    resource = DRAFT202012.create_resource(document)
    registry: Any = Registry().with_resource(HERE, resource)

    def judge(shown: tuple[str, Json, Any]) -> tuple[str, list[str]]:
        where, schema, example = shown
        checker = Draft202012Validator(absolute(schema), registry=registry, format_checker=FORMATS)
        return where, [error.message for error in checker.iter_errors(example)]

    return judge


def absolute(schema: Any) -> Any:
    """The schema with references that lead into the document from anywhere."""
    match schema:
        case {"$ref": str(reference), **rest}:
            return {**absolute(rest), "$ref": f"{HERE}{reference}"}
        case dict():
            return {key: absolute(one) for key, one in schema.items()}
        case list():
            return [absolute(one) for one in schema]
        case _:
            return schema


def examples(part: Any, where: str) -> Iterator[tuple[str, Json, Any]]:
    """Every example of the document, beside the schema that it belongs to."""
    if isinstance(part, dict):
        if isinstance(part.get("schema"), dict):
            if "example" in part:
                yield where, part["schema"], part["example"]
            for name, one in named(part.get("examples")):
                yield f"{where}/examples/{name}", part["schema"], one
        elif "type" in part or "$ref" in part or "anyOf" in part:
            for name, one in enumerate(part["examples"] if is_list(part, "examples") else ()):
                yield f"{where}/examples/{name}", part, one
        for key, one in part.items():
            yield from examples(one, f"{where}/{key}")
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from examples(one, f"{where}/{number}")


def named(told: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        yield from ((name, one["value"]) for name, one in told.items())
    elif isinstance(told, list):
        yield from ((str(number), one) for number, one in enumerate(told))


def is_list(part: Json, key: str) -> bool:
    return isinstance(part.get(key), list)


def keys(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from part
        for one in part.values():
            yield from keys(one)
    elif isinstance(part, list):
        for one in part:
            yield from keys(one)
