"""The AsyncAPI document: a message for each type of event, as the feed and the webhooks tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api.feed.events import NAMES
from api.webhooks.queueing import PING
from api.yaml_text import yaml as yaml_text
from ledger.journey.facts import FACTS
from tests.documents import FORMATS
from tests.fuzz_ledger import pages_for_commands
from tests.service import Caller, at_work

HERE = "urn:asyncapi"

Json = Mapping[str, Any]


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as integrator:
        yield integrator


@pytest.fixture(scope="module")
def document(caller: Caller) -> Json:
    drawn: Json = caller.get("/asyncapi.json").json()
    return drawn


def test_it_is_asyncapi_3_0_and_the_same_in_yaml(caller: Caller, document: Json) -> None:
    answer = caller.get("/asyncapi.yml")
    assert answer.headers["Content-Type"] == "application/yaml"
    assert document["asyncapi"] == "3.0.0"
    assert yaml.safe_load(answer.text) == document


def test_every_type_of_event_has_a_message_in_every_channel(document: Json) -> None:
    told = {name: set(one["messages"]) for name, one in document["channels"].items()}
    assert told["feed"] == told["stream"] == set(NAMES)
    assert told["webhooks"] == {*NAMES, PING}
    assert {f"uk.police.diversion.{name}.v1" for name in FACTS} <= told["feed"]


def test_every_example_keeps_to_its_own_schema_and_to_no_other(document: Json) -> None:
    messages = document["components"]["messages"]
    for name, message in messages.items():
        (example,) = message["examples"]
        assert faults(document, name, example["payload"]) == [], name
    (signed,) = messages["uk.police.diversion.contract.signed.v1"]["examples"]
    assert faults(document, "uk.police.diversion.offer.accepted.v1", signed["payload"])


def test_every_event_of_whole_journeys_keeps_to_the_message_of_its_type(
    caller: Caller, document: Json
) -> None:
    pages_for_commands(caller)
    cursor, seen = "", set()
    while True:
        part = caller.get("/v1/events", cursor=cursor, limit=500).json()
        for event in part["items"]:
            assert faults(document, event["type"], event) == []
            seen.add(event["type"])
        if not part["items"]:
            break
        cursor = part["nextCursor"]
    assert len(seen) > 20


def test_a_message_leads_to_the_schema_of_what_can_be_read(caller: Caller, document: Json) -> None:
    message = document["components"]["messages"]["uk.police.diversion.contract.signed.v1"]
    assert caller.get(message["x-detail-schema"]).json()["title"] == "contract.signed"


def test_a_webhook_is_told_with_its_three_headers(document: Json) -> None:
    trait = document["components"]["messageTraits"]["signed"]
    assert trait["headers"]["required"] == [
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
    ]
    for message in document["channels"]["webhooks"]["messages"].values():
        assert message["traits"] == [{"$ref": "#/components/messageTraits/signed"}]


@pytest.mark.parametrize(
    "value",
    [
        {"empty": {}, "none": [], "null": None, "no": "no", "day": "2019-12-10", "n": 1.5},
        [{"a": [1, [2, {"b": "c: d # e"}]]}, "- not a list", "", "Caernarfon\nGwynedd", True],
        "a text: alone",
        {"Ŵyn": "ŵ ☃ 𝄞", "two words": {"deep": [[], {}]}},
    ],
)
def test_what_is_written_as_yaml_is_read_as_it_was(value: Any) -> None:
    assert yaml.safe_load(yaml_text(value)) == value


def faults(document: Json, type_: str, event: Any) -> list[str]:
    resource = DRAFT202012.create_resource(document)
    registry: Any = Registry().with_resource(HERE, resource)
    schema = {"$ref": f"{HERE}#/components/schemas/{type_}"}
    checker = Draft202012Validator(schema, registry=registry, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(event)]
