"""No earlier moment brings back a person who was erased, at any read or from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.words import VoidReason
from tests.replayed import SIGNED_ON
from tests.sealed_ledger import seal, sealing
from tests.service import Caller, at_work
from tests.story import INSPECTOR, Story
from tests.terminal import quiet_terminal, run

NAME = "Example"
DAY = "2019-12-31"
VOID = JourneyVoided(
    journey=1, on=SIGNED_ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR
)
ERASURE = {
    "on": "2020-02-01",
    "legalBasis": "DPA 2018 s.47(1)",
    "decidedBy": {"name": "Insp Nia Rees", "role": "supervisor"},
    "agreedBy": {"name": "Insp Huw Lloyd", "role": "supervisor"},
}


class Erased(NamedTuple):
    """A page of which everything was known at `size`, then erased; and its version before."""

    data: Path
    caller: Caller
    page: str
    size: int
    version: str


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Erased]:
    data = tmp_path_factory.mktemp("ledger") / "data"
    with at_work(data) as caller, sealing(data):
        page = caller.tell_all(Story().arrest(SIGNED_ON))
        caller.tell_all(Story().screening(SIGNED_ON), VOID, page=page)
        size = seal(data).size
        before = caller.get(f"/v1/participants/{page}", as_known_at=size)
        assert NAME in before.text
        with Caller(str(caller.client.base_url), "admin") as admin:
            answer = admin.post(f"/v1/participants/{page}/erasure", ERASURE)
            assert answer.status_code == 201, answer.text
        yield Erased(data, caller, page, size, before.headers["ETag"])


@pytest.mark.parametrize("path", ["", "/events", "/journeys/1/advice", "/journeys/1/events"])
def test_what_would_show_the_person_is_gone_at_every_moment(erased: Erased, path: str) -> None:
    url = f"/v1/participants/{erased.page}{path}"
    for moment in ({}, {"as_at": DAY}, {"as_known_at": erased.size, "as_at": DAY}):
        answer = erased.caller.get(url, **moment)
        assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    asked = f"{url}?asAt={DAY}&asKnownAt={erased.size}"
    again = erased.caller.client.get(asked, headers={"If-None-Match": erased.version})
    assert again.status_code == 410


@pytest.mark.parametrize(
    ("path", "status"), [("", 200), ("/explanation", 200), ("/comparison", 410)]
)
def test_where_they_stood_is_told_of_nobody(erased: Erased, path: str, status: int) -> None:
    url = f"/v1/participants/{erased.page}/journeys/1{path}"
    answer = erased.caller.get(url, as_known_at=erased.size, as_at=DAY)
    assert answer.status_code == status
    assert NAME not in answer.text
    asked = f"{url}?asAt={DAY}&asKnownAt={erased.size}"
    again = erased.caller.client.get(asked, headers={"If-None-Match": erased.version})
    assert again.status_code == status


def test_nothing_is_published_of_them_any_more(erased: Erased) -> None:
    body = {"on": "2020-03-01", "asAt": "2020-03-01"}
    path = f"/v1/participants/{erased.page}/journeys/1/status-publication"
    answer = erased.caller.post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")


@pytest.mark.parametrize("command", ["show", "explain", "compare"])
def test_the_command_line_names_nobody_at_any_moment(
    erased: Erased, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    quiet_terminal(tmp_path, monkeypatch)
    for shape in ((), ("--json",)):
        told = run(
            command, erased.page, "--as-known-at", erased.size, "--data", erased.data, *shape
        )
        assert NAME not in told.stdout + told.stderr
