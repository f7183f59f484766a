"""Which personal fields a role sees: every sealed field has a rule, and what has none is null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.examples import EXAMPLES
from api.redactions import (
    OF_A_FACT,
    OF_A_PAGE,
    OF_A_PERSON,
    OF_AN_ENTRY,
    SEEN_BY,
    Part,
    redacted,
    sealed_fields,
    sees,
)
from api.replies.page import EventReply, PageReply, PersonReply
from api.roles import Caller as Known
from api.roles import CallerRole
from api.telling import event_replies
from ledger.journey.commands import RecordArrest
from ledger.journey.facts import FACTS
from ledger.journey.parts import Person
from tests.golden_facts import EXAMPLES as GOLDEN
from tests.service import Caller, at_work

PERSON = {
    "familyName": "Example",
    "givenNames": "Robin",
    "bornOn": "1990-01-01",
    "address": "1 Castle Street",
    "ethnicitySelfDefined": "W1",
    "ethnicityOfficerDefined": "IC1",
}


@pytest.mark.parametrize("name", FACTS)
def test_every_sealed_field_has_a_rule_and_every_rule_a_sealed_field(name: str) -> None:
    parts = sealed_fields(name)
    assert not [field for field, part in parts.items() if part is None]
    flat = {field for field in parts if "/" not in field}
    assert OF_A_FACT.get(name, {}).keys() == flat


def test_every_field_of_a_person_has_a_rule() -> None:
    assert OF_A_PERSON.keys() == Person.__dataclass_fields__.keys()
    assert OF_A_PERSON.keys() == PersonReply.model_fields.keys()
    assert PageReply.model_fields.keys() >= OF_A_PAGE.keys()
    assert EventReply.model_fields.keys() >= OF_AN_ENTRY.keys()


def test_every_rule_is_of_a_fact_that_there_is() -> None:
    assert FACTS.keys() >= OF_A_FACT.keys()


def test_every_part_is_seen_by_somebody_and_argued_for() -> None:
    assert SEEN_BY.keys() == set(Part)
    argued = Part.__doc__ or ""
    assert not [part for part in Part if f"{part.value}:" not in argued]


def test_what_belongs_to_no_part_is_seen_by_nobody() -> None:
    assert not [role for role in CallerRole if sees(role, None)]


@pytest.mark.parametrize("role", [CallerRole.POLICY, CallerRole.ADMIN])
def test_a_role_without_pages_sees_no_personal_field(role: CallerRole) -> None:
    assert not [part for part in Part if sees(role, part)]


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(integrator: Caller) -> str:
    """A page with a person, identifiers, papers, indicators and a late entry."""
    papers = {"custodyRecord": "CR/1", "arrestSummonsNumber": ""}
    identifier = {"kind": "force-local", "value": "NW-9", "issuer": "north-wales"}
    told = {
        **EXAMPLES[RecordArrest],
        "person": PERSON,
        "identifiers": [identifier],
        "papers": papers,
    }
    answer = integrator.post("/v1/arrests", told)
    assert answer.status_code == 201, answer.text
    opened: str = answer.json()["participantId"]
    sergeant = {"name": "Mair Pugh", "role": "custody-sergeant", "rank": "sergeant"}
    on = told["on"]
    screening = {"on": on, "result": "negative", "screenedBy": sergeant, "indicators": "none seen"}
    views = {"on": on, "views": "objects", "words": "I was frightened."}
    for path, body in (("safeguarding-screenings", screening), ("victim-views", views)):
        answer = integrator.post(f"/v1/participants/{opened}/journeys/1/{path}", body)
        assert answer.status_code == 201, answer.text
    return opened


def read(integrator: Caller, role: str, path: str) -> Any:
    with Caller(str(integrator.client.base_url), role) as known:
        answer = known.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


def test_a_navigator_sees_whom_they_work_with_and_not_what_the_force_knows(
    integrator: Caller, page: str
) -> None:
    told = read(integrator, "navigator", f"/v1/participants/{page}")
    assert told["person"] == PERSON | {
        "ethnicitySelfDefined": None,
        "ethnicityOfficerDefined": None,
    }
    assert (told["identifiers"], told["formerIdentifiers"]) == (None, None)
    assert told["redacted"] == [
        "/formerIdentifiers",
        "/identifiers",
        "/person/ethnicityOfficerDefined",
        "/person/ethnicitySelfDefined",
    ]
    assert told["journeys"]


@pytest.mark.parametrize("role", ["integrator", "auditor", "custody"])
def test_others_see_the_person_whole(integrator: Caller, page: str, role: str) -> None:
    told = read(integrator, role, f"/v1/participants/{page}")
    assert told["person"] == PERSON
    assert [one["value"] for one in told["identifiers"]] == ["NW-9"]
    assert told["redacted"] == []


def test_entries_are_told_without_what_the_role_is_not_to_see(
    integrator: Caller, page: str
) -> None:
    for path in ("events", "journeys/1/events"):
        told = read(integrator, "navigator", f"/v1/participants/{page}/{path}")
        shown = {one["name"]: one for one in told["items"]}
        arrest, views = shown["arrest.recorded"], shown["victim-views.sought"]
        assert (arrest["data"]["papers"], arrest["redacted"]) == (None, ["/data/papers"])
        assert (views["data"]["words"], views["data"]["views"]) == (None, "objects")
        assert shown["safeguarding.screened"]["data"]["indicators"] == "none seen"
        if "page.opened" in shown:
            opened = shown["page.opened"]
            assert opened["data"]["identifiers"] is None
            assert opened["data"]["person"]["familyName"] == "Example"
            assert opened["data"]["person"]["ethnicitySelfDefined"] is None
        assert "frightened" not in str(told)
        assert "CR/1" not in str(told)
        assert "NW-9" not in str(told)


def test_nothing_is_told_by_what_is_left_out(integrator: Caller) -> None:
    """A field is null for the role whether or not anything stands there."""
    with_nothing = {**EXAMPLES[RecordArrest], "identifiers": [], "papers": {}}
    opened = integrator.post("/v1/arrests", with_nothing).json()["participantId"]
    told = read(integrator, "navigator", f"/v1/participants/{opened}/events")["items"]
    arrest = next(one for one in told if one["name"] == "arrest.recorded")
    assert arrest["data"]["papers"] is None
    assert arrest["redacted"] == ["/data/papers"]


@pytest.mark.parametrize("role", CallerRole)
@pytest.mark.parametrize("name", FACTS)
def test_of_every_fact_each_role_sees_what_the_rules_say_and_no_more(
    name: str, role: CallerRole
) -> None:
    (whole,) = event_replies([GOLDEN[name]])
    told = redacted(whole, Known("A caller", role, "north-wales"))
    hidden = [field for field, part in sealed_fields(name).items() if not sees(role, part)]
    pointers = {pointer for pointer in told.redacted if pointer.startswith("/data")}
    assert len(pointers) == len(hidden)
    for pointer in pointers:
        value: Any = told.data
        for step in pointer.split("/")[2:]:
            value = value[step]
        assert value is None
    touched = {pointer.split("/")[2] for pointer in pointers}
    untouched = whole.data.keys() - touched
    assert {key: told.data[key] for key in untouched} == {key: whole.data[key] for key in untouched}
