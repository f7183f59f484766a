"""What-if over HTTP: an auditor gets the list of their force's pages, policy counts alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.demo_forces import DEMO_SECOND, NORTH_WALES
from api.settings import Settings
from ledger.record.book import open_ledger
from tests.accessed import logged
from tests.service import Caller, running, serving
from tests.terminal import TODAY, answer, copied, furnished_in, run

LAUNCHED, ANNOUNCED = "checkpoint-cymru/2019-12", "checkpoint-cymru/2019-10"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder that tests only read."""
    return furnished_in(tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(scope="module")
def data(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(furnished, tmp_path_factory.mktemp("served") / "data")


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[str]:
    with serving(data) as address:
        yield address


def asked(address: str, role: str, query: str = "", force: str = "north-wales", **body: Any) -> Any:
    with Caller(address, role, force) as caller:
        return caller.client.post(
            f"/v1/policies/what-if{query}",
            json={"edition": LAUNCHED, "asAt": TODAY.isoformat(), **body},
            headers={"Purpose": "audit"},
        )


def told_on_its_machine(data: Path, force: str, edition: str = LAUNCHED) -> dict[str, Any]:
    options = ("--edition", edition, "--as-at", TODAY, "--force", force)
    return answer(run("what-if", *options, "--data", data, "--json"))


@pytest.mark.parametrize(
    ("force", "edition"), [(NORTH_WALES.code, LAUNCHED), (DEMO_SECOND.code, ANNOUNCED)]
)
def test_an_auditor_gets_the_list_of_their_own_force(
    served: str, furnished: Path, force: str, edition: str
) -> None:
    told = asked(served, "auditor", force=force, edition=edition).json()
    assert told["items"]
    assert told == {**told_on_its_machine(furnished, force, edition), "listed": True}


def test_no_journey_of_another_force_is_counted(served: str) -> None:
    told = asked(served, "auditor", force="gwent").json()
    assert (told["compared"], told["counts"], told["items"]) == (0, [], [])


def test_the_access_log_has_every_page_that_is_listed(served: str, data: Path) -> None:
    before = len(logged(data))
    told = asked(served, "auditor").json()
    (record,) = logged(data, after=before)
    assert record.operation == "whatIf"
    assert set(record.pages) == {one["participantId"] for one in told["items"]}
    assert record.count == len(told["items"])


def test_the_list_comes_in_parts(served: str, data: Path) -> None:
    whole = asked(served, "auditor").json()["items"]
    found, query = [], "?limit=1"
    while query:
        before = len(logged(data))
        part = asked(served, "auditor", query).json()
        (record,) = logged(data, after=before)
        assert record.pages == tuple(one["participantId"] for one in part["items"])
        found += part["items"]
        query = f"?limit=1&cursor={part['nextCursor']}" if part["nextCursor"] else ""
    assert found == whole
    assert len(found) > 1


def test_policy_gets_counts_and_no_page(served: str, data: Path) -> None:
    before = len(logged(data))
    counts = asked(served, "policy")
    told, listed = counts.json(), asked(served, "auditor").json()
    assert (told["items"], told["listed"], told["nextCursor"]) == ([], False, None)
    assert {**told, "items": 0, "listed": 0} == {**listed, "items": 0, "listed": 0}
    assert not [
        one["participantId"] for one in listed["items"] if one["participantId"] in counts.text
    ]
    assert logged(data, after=before)[0].pages == ()


def test_others_may_not_ask(served: str) -> None:
    for role in ("custody", "navigator", "integrator", "scrutiny", "admin"):
        assert asked(served, role).status_code == 403


def test_whose_answer_is_the_same_is_listed_if_asked(served: str) -> None:
    told = asked(served, "auditor", sameAnswer=True).json()
    assert len(told["items"]) == told["differing"] + told["sameAnswer"]


def test_only_those_who_entered_under_one_edition_are_told_if_asked(served: str) -> None:
    assert asked(served, "auditor", against=LAUNCHED).json()["compared"] == 0
    assert asked(served, "auditor", against=ANNOUNCED).json() == asked(served, "auditor").json()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"edition": "checkpoint-cymru/2031"}, "/edition"),
        ({"against": "checkpoint-cymru/2031"}, "/against"),
        ({"against": "durham-checkpoint/2020-02"}, "/against"),
    ],
)
def test_an_edition_that_the_scheme_has_not_is_a_problem(
    served: str, body: dict[str, str], pointer: str
) -> None:
    refused = asked(served, "auditor", **body)
    assert (refused.status_code, refused.json()["code"]) == (422, "edition-unknown")
    assert refused.json()["errors"][0]["pointer"] == pointer


def test_a_ledger_that_is_too_large_is_not_told_over_http(furnished: Path, tmp_path: Path) -> None:
    data = copied(furnished, tmp_path / "data")
    with open_ledger(data) as ledger:
        size = ledger.size
    with serving(data, what_if_entries=size) as address:
        assert asked(address, "policy").status_code == 200
    with serving(data, what_if_entries=size - 1) as address:
        refused = asked(address, "policy")
        assert (refused.status_code, refused.json()["code"]) == (409, "ledger-too-large")


def test_one_is_told_at_a_time(furnished: Path, tmp_path: Path) -> None:
    app = create_app(Settings(data=copied(furnished, tmp_path / "data")))
    with running(app) as address:
        with app.state.desk.running.heavy():
            refused = asked(address, "policy")
            assert (refused.status_code, refused.json()["code"]) == (503, "busy")
            assert refused.headers["Retry-After"] == "5"
        assert asked(address, "policy").status_code == 200
