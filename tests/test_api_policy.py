"""Editions and reference lists over HTTP, each with its source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api import words
from api.reference import NAMES
from ledger.decisions.standing import DeadlineKind, Hold, Limit
from ledger.journey.facts import FACTS
from ledger.journey.stations import Station
from ledger.journey.words import Record
from ledger.policy.table import CLAUSES
from tests.service import Caller, at_work


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


def test_every_edition_is_listed_and_says_from_when_it_is_adopted(custody: Caller) -> None:
    items = custody.get("/v1/policies").json()["items"]
    assert len(items) == 7
    adopted = {f"{i['scheme']}/{i['edition']}": i["adoptedFrom"] for i in items if i["adoptedFrom"]}
    assert adopted == {"checkpoint-cymru/2019-10": ["2019-10-07"]}
    for item in items:
        whole = custody.get(f"/v1/policies/{item['scheme']}/{item['edition']}").json()
        assert whole["digest"] == item["digest"]
        assert all(parameter["source"] for parameter in whole["parameters"])
        assert [clause["code"] for clause in whole["clauses"]] == list(CLAUSES)


def test_a_parameter_is_told_with_its_unit_source_and_clauses(custody: Caller) -> None:
    whole = custody.get("/v1/policies/checkpoint-cymru/2019-10").json()
    (length,) = [p for p in whole["parameters"] if p["name"] == "contract.length"]
    assert length["value"] == "P12M"
    assert length["unit"] == "ISO 8601 months"
    assert "Guardian" in length["source"]
    assert length["clauses"]


def test_an_edition_that_is_not_there_is_not_found(custody: Caller) -> None:
    assert custody.get("/v1/policies/checkpoint-cymru/1999-01").status_code == 404
    assert custody.get("/v1/reference/colours").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_list_has_codes_with_labels(custody: Caller, name: str) -> None:
    items = custody.get(f"/v1/reference/{name}").json()["items"]
    assert items
    assert len({item["code"] for item in items}) == len(items)
    assert all(item["label"]["en"] for item in items)
    assert name in {one["name"] for one in custody.get("/v1/reference").json()["items"]}


def test_offences_and_outcomes_are_labelled_in_welsh_too(custody: Caller) -> None:
    for name in ("offences", "outcomes", "clauses"):
        items = custody.get(f"/v1/reference/{name}").json()["items"]
        assert all(item["label"]["cy"] for item in items)


def test_everything_that_is_answered_as_a_code_is_said_in_words() -> None:
    shown = {Hold.ALLEGATION.value, Hold.SAFEGUARD.value, Hold.PAUSE.value}
    assert words.STATIONS.keys() == {s.NAME for s in Station.__args__} | shown
    assert words.RECORDS.keys() == set(Record)
    assert words.LIMITS.keys() == set(Limit)
    assert words.HOLDS.keys() == set(Hold)
    assert words.DEADLINES.keys() == set(DeadlineKind)
    assert words.FACTS.keys() == FACTS.keys()
