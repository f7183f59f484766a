"""A status is published over HTTP: from a sealed ledger, once, and as whoever folds it finds it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.examples import EXAMPLES
from api.sealing.logs import published_ledger
from ledger.decisions.agreement import Placed, disagreements
from ledger.journey.commands import PublishStatus
from ledger.proof.strict import to_base64
from ledger.record.access import AccessOutcome
from ledger.record.book import open_ledger
from tests.accessed import logged
from tests.replayed import SIGNED_ON, signed
from tests.sealed_ledger import seal, sealing
from tests.service import Caller, at_work
from tests.story import Story

TODAY = {"on": "2020-12-14", "asAt": "2020-12-14"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger") / "data"


@pytest.fixture(scope="module")
def caller(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller, sealing(data):
        yield caller


@pytest.fixture
def page(caller: Caller) -> str:
    return signed(caller)


def path(page: str, number: int = 1) -> str:
    return f"/v1/participants/{page}/journeys/{number}/status-publication"


def version(caller: Caller, page: str) -> int:
    told: int = caller.get(f"/v1/participants/{page}").json()["version"]
    return told


def test_a_status_is_published_from_a_sealed_ledger(caller: Caller, page: str, data: Path) -> None:
    answer = caller.post(path(page), TODAY)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    published = told["published"]
    assert (published["status"]["code"], published["record"]["code"]) == (
        "awaiting-completion",
        "pending",
    )
    assert published["edition"]["edition"] == "2019-10"
    head = published_ledger(data).head_from(published["size"])
    assert head is not None
    assert (head.size, to_base64(head.root)) == (published["size"], published["root"])
    assert published["checkpoint"] == f"/v1/ledger/checkpoint/{head.size}"
    note = caller.client.get(published["checkpoint"])
    assert note.status_code == 200
    assert note.text.splitlines()[1:3] == [str(head.size), published["root"]]
    assert [entry["name"] for entry in told["entries"]] == ["status.published"]
    assert answer.headers["ETag"] == f'"{told["version"]}"'
    assert answer.headers["Location"].endswith("/journeys/1")


def test_what_is_published_is_what_is_answered_as_known_at_its_size(
    caller: Caller, page: str
) -> None:
    published = caller.post(path(page), {**TODAY, "asAt": "2020-03-10"}).json()["published"]
    read = caller.get(
        f"/v1/participants/{page}/journeys/1", as_at="2020-03-10", as_known_at=published["size"]
    ).json()
    assert read["status"] == published["status"]
    assert read["record"] == published["record"]
    assert read["edition"] == published["edition"]
    assert read["known"]["root"] == published["root"]


def test_publishing_changes_no_journey(caller: Caller, page: str) -> None:
    before = caller.stands(page, date(2020, 12, 14))
    assert caller.post(path(page), TODAY).status_code == 201
    after = caller.stands(page, date(2020, 12, 14))
    for told in (before, after):
        told.pop("known")
    assert {**before, "version": before["version"] + 1} == after


def test_the_same_request_is_published_once(caller: Caller, page: str) -> None:
    key = {"Idempotency_Key": str(uuid4())}
    first, again = (caller.post(path(page), TODAY, **key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.content == again.content


def test_several_are_published_at_once(caller: Caller) -> None:
    pages = [signed(caller) for _ in range(4)]
    with ThreadPoolExecutor(4) as callers:
        answers = list(callers.map(lambda page: caller.post(path(page), TODAY), pages))
    assert [answer.status_code for answer in answers] == [201] * 4


def test_whoever_saw_an_older_version_publishes_nothing(caller: Caller, page: str) -> None:
    seen = {"If_Match": f'"{version(caller, page) - 1}"'}
    refused = caller.post(path(page), TODAY, **seen)
    assert (refused.status_code, refused.json()["code"]) == (412, "version-stale")
    missing = caller.client.post(path(page), json=TODAY, headers={"Idempotency-Key": str(uuid4())})
    assert (missing.status_code, missing.json()["code"]) == (428, "if-match-missing")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**TODAY, "asAt": "2020-12-15"}, 422, "day-does-not-fit"),
        ({**TODAY, "asAt": "2019-12-09"}, 404, "no-such-journey"),
        ({"on": "2020-12-14"}, 422, "field-missing"),
        ({**TODAY, "size": 7}, 422, "field-unknown"),
        ({**TODAY, "root": "x"}, 422, "field-unknown"),
    ],
)
def test_what_cannot_be_published_is_refused(
    caller: Caller, page: str, body: Any, status: int, code: str
) -> None:
    answer = caller.post(path(page), body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert version(caller, page) == 12


def test_a_journey_that_no_edition_governs_is_not_published(caller: Caller) -> None:
    page = caller.tell_all(Story().arrest(SIGNED_ON))
    answer = caller.post(path(page), TODAY)
    assert (answer.status_code, answer.json()["code"]) == (409, "out-of-turn")
    absent = caller.post(path(page, 2), TODAY)
    assert (absent.status_code, absent.json()["code"]) == (404, "no-such-journey")


def test_a_navigator_publishes_nothing(caller: Caller, page: str) -> None:
    with Caller(str(caller.client.base_url), "navigator") as navigator:
        answer = navigator.post(path(page), TODAY)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_the_feed_says_that_a_status_was_published_and_nothing_of_it(
    caller: Caller, page: str
) -> None:
    entry = caller.post(path(page), TODAY).json()["entries"][0]
    kind = "uk.police.diversion.status.published.v1"
    events = caller.get("/v1/events", type=kind, limit=500).json()["items"]
    (event,) = [one for one in events if one["id"] == entry["reference"]]
    assert event["subject"] == f"participants/{page}/journeys/1"
    assert event["data"].keys() == {
        *("participantId", "force", "journey", "line", "name", "on", "recordedAt", "detailUrl")
    }


def test_every_published_status_is_what_its_page_tells(caller: Caller, data: Path) -> None:
    with open_ledger(data) as ledger:
        heads = {head.size: to_base64(head.root) for head in published_ledger(data).heads()}
        pages: dict[str, list[Placed]] = {}
        size = ledger.size
        for leaf, (_, entry) in zip(ledger.leaves(0, size), ledger.since(0, size), strict=True):
            assert not isinstance(entry, Exception)
            placed = Placed(leaf.index, entry.line, entry.fact)
            pages.setdefault(entry.page, []).append(placed)
    published = [one for lines in pages.values() for one in lines if one.fact.NAME.startswith("st")]
    assert len(published) >= 5
    assert not [found for lines in pages.values() for found in disagreements(lines, heads.get)]


def test_without_a_sealer_nothing_is_written_and_the_problem_says_what_to_run(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with at_work(data, seal_patience_seconds=0.1) as caller:
        page = signed(caller)
        body = EXAMPLES[PublishStatus]
        answer = caller.post(path(page), body)
        assert (answer.status_code, answer.json()["code"]) == (503, "not-sealed")
        assert "diversion-ledger seal" in answer.json()["detail"]
        assert answer.headers["Retry-After"]
        assert version(caller, page) == 12
        seal(data)
        assert caller.post(path(page), body).status_code == 201


def test_a_log_that_cannot_be_read_publishes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with at_work(data, seal_patience_seconds=0.1) as caller:
        page = signed(caller)
        seal(data)
        (data / "log" / "heads").write_bytes(b"nonsense\n")
        answer = caller.post(path(page), TODAY)
        assert (answer.status_code, answer.json()["code"]) == (503, "not-sealed")
        assert version(caller, page) == 12
    asked = [one.outcome for one in logged(data) if one.operation == "publishStatus"]
    assert asked == [AccessOutcome.REFUSED]
