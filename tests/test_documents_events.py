"""Every fact has a schema and an example, and what the service shows of it keeps to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.event_examples import example_of
from api.event_schemas import place_of, schema_of, version_of
from api.naming import camel
from api.telling import data_of
from ledger.journey.facts import FACTS
from ledger.record.codec import UPCASTS
from ledger.record.entry import Attribution, Entry
from ledger.record.shapes import personal
from tests.documents import FORMATS
from tests.fuzz_ledger import pages_for_commands
from tests.golden_facts import EXAMPLES as GOLDEN
from tests.sealed import OneKeyCodec
from tests.service import Caller, at_work

KEPT = Path(__file__).parent / "event_fields.json"

Json = Mapping[str, Any]


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as integrator:
        yield integrator


@pytest.fixture(scope="module")
def listed(caller: Caller) -> Mapping[str, Json]:
    items = caller.get("/v1/schemas/events").raise_for_status().json()["items"]
    return {item["name"]: item for item in items}


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_schema_of_its_stored_version_with_an_example(
    caller: Caller, listed: Mapping[str, Json], name: str
) -> None:
    assert listed[name]["version"] == len(UPCASTS.get(name, ())) + 1
    answer = caller.get(listed[name]["href"])
    assert answer.headers["Content-Type"] == "application/schema+json"
    schema = answer.json()
    assert schema["$id"] == listed[name]["href"]
    Draft202012Validator.check_schema(schema)
    (example,) = schema["examples"]
    assert faults(schema, example) == []


@pytest.mark.parametrize("name", FACTS)
def test_the_example_of_a_fact_is_one_that_the_ledger_takes(name: str) -> None:
    entry = Entry("p-0", 1, GOLDEN[name].recorded_at, Attribution(by="A test"), example_of(name))
    codec = OneKeyCodec()
    assert codec.decode(codec.encode(entry)) == entry


@pytest.mark.parametrize("example", GOLDEN)
def test_what_was_ever_stored_is_shown_as_its_schema_says(example: str) -> None:
    fact = GOLDEN[example].fact
    shown = json.loads(json.dumps(data_of(fact)))
    schema = schema_of(fact.NAME)
    assert faults(schema, shown) == []
    assert shown.keys() == schema["properties"].keys()


@pytest.mark.parametrize("name", FACTS)
def test_personal_fields_are_marked_and_no_others(name: str) -> None:
    told = schema_of(name)["properties"]
    marked = {field for field, schema in told.items() if schema.get("x-personal")}
    assert marked == {camel(field) for field in personal(FACTS[name])}


def test_what_the_service_shows_of_whole_journeys_keeps_to_the_schemas(caller: Caller) -> None:
    seen: set[str] = set()
    for page in set(pages_for_commands(caller).of_operations.values()):
        answer = caller.get(f"/v1/participants/{page}/events", limit=500)
        assert answer.status_code == 200 or answer.json()["code"] == "page-restricted"
        for entry in answer.json().get("items", ()):
            assert faults(schema_of(entry["name"]), entry["data"]) == [], entry["name"]
            seen.add(entry["name"])
    assert len(seen) > 20


def test_a_schema_says_no_to_what_is_no_such_data() -> None:
    (example,) = schema_of("contract.signed")["examples"]
    schema = schema_of("contract.signed")
    assert faults(schema, {**example, "signedAt": "yesterday"})
    assert faults(schema, {**example, "conditions": [{"kind": "to-be-good", "hours": None}]})
    assert faults(schema, {key: one for key, one in example.items() if key != "length"})
    assert not faults(schema, {**example, "added": "in a later release"})


@pytest.mark.parametrize(
    "path",
    ["events/contract.signed/v2", "events/no.such/v1", "envelopes/cloud-event/v2", "others"],
)
def test_a_schema_that_there_is_not_is_not_found(caller: Caller, path: str) -> None:
    assert caller.get(f"/v1/schemas/{path}").status_code == 404


@pytest.mark.parametrize("name", ["cloud-event", "hmpps-event"])
def test_what_the_feed_tells_keeps_to_the_schema_of_its_envelope(caller: Caller, name: str) -> None:
    schema = caller.get(f"/v1/schemas/envelopes/{name}/v1").json()
    Draft202012Validator.check_schema(schema)
    (example,) = schema["examples"]
    assert faults(schema, example) == []
    format_ = {"cloud-event": "cloudevents", "hmpps-event": "hmpps"}[name]
    events = caller.get("/v1/events", format=format_).json()["items"]
    assert events
    assert [faults(schema, event) for event in events] == [[]] * len(events)


def test_nothing_is_taken_away_from_a_schema_within_its_version() -> None:
    """Where this fails: a field went, or changed its type. Give the fact a new shape instead.

    Where a field was added, `python -m tests.test_documents_events` writes it down.
    """
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    now = fields_now()
    assert now.keys() == kept.keys(), "a fact or a version is new: write it down"
    for place, fields in kept.items():
        assert fields == {name: now[place].get(name) for name in fields}, place
        assert now[place].keys() == fields.keys(), "a field is new: write it down"


def fields_now() -> dict[str, dict[str, Any]]:
    """For each schema, by where it is, the type of every field."""
    return {
        f"{name}/v{version_of(name)}": {
            field: {key: schema[key] for key in sorted(schema) if key != "description"}
            for field, schema in schema_of(name)["properties"].items()
        }
        for name in sorted(FACTS)
    }


def faults(schema: Json, value: Any) -> list[str]:
    checker = Draft202012Validator(schema, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]


def test_the_place_of_a_schema_is_its_name_and_version() -> None:
    assert place_of("contract.signed") == "/v1/schemas/events/contract.signed/v1"


if __name__ == "__main__":
    KEPT.write_text(json.dumps(fields_now(), indent=1) + "\n", encoding="utf-8")
