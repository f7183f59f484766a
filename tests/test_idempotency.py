"""A request with its key, sent again: over HTTP, to one process and to several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import httpx2
import pytest

from ledger.record.book import open_ledger
from tests.issuer import bearing, issuing, trusting
from tests.service import Caller, at_work
from tests.serving import ledger_server
from tests.test_kill import ARREST

RACES = 100
PNC = [{"kind": "pnc-id", "value": "2003/0062845E"}]


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[Caller]:
    with at_work(tmp_path) as caller:
        yield caller


def code(answer: httpx2.Response) -> str:
    return str(answer.json()["code"])


def test_the_same_request_again_gets_the_same_answer(caller: Caller) -> None:
    key = str(uuid4())
    first = caller.post("/v1/arrests", ARREST, Idempotency_Key=key)
    again = caller.post("/v1/arrests", ARREST, Idempotency_Key=key.upper())
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for header in ("ETag", "Location", "X-Ledger-Position", "Content-Type"):
        assert again.headers[header] == first.headers[header]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"


def test_it_gets_the_same_answer_when_the_page_has_moved_on(caller: Caller) -> None:
    page = caller.post("/v1/arrests", ARREST).json()["participantId"]
    path, key = f"/v1/participants/{page}/journeys/1/victim-views", str(uuid4())
    views = {"on": "2026-01-10", "views": "no-victim"}
    first = caller.post(path, views, Idempotency_Key=key, If_Match='"2"')
    assert first.status_code == 201
    caller.post(f"/v1/participants/{page}/identifiers", {"on": "2026-01-11", **PNC[0]})
    again = caller.post(path, views, Idempotency_Key=key, If_Match='"2"')
    assert (again.status_code, again.content) == (201, first.content)


def test_a_key_is_for_one_request(caller: Caller) -> None:
    key = str(uuid4())
    caller.post("/v1/arrests", ARREST, Idempotency_Key=key)
    other = caller.post("/v1/arrests", {**ARREST, "station": "Bangor"}, Idempotency_Key=key)
    assert (other.status_code, code(other)) == (422, "idempotency-key-reused")


def test_an_answer_is_not_given_to_another_force_of_the_same_client(tmp_path: Path) -> None:
    key = {"Idempotency-Key": str(uuid4()), "Purpose": "prosecution"}
    with issuing() as issuer, trusting(tmp_path, issuer) as client:
        for force, status in (("north-wales", 201), ("gwent", 422)):
            headers = key | bearing(issuer.token(force=force))
            answer = client.post("/v1/arrests", json=ARREST, headers=headers)
            assert answer.status_code == status, answer.text
    assert code(answer) == "idempotency-key-reused"


def test_a_key_is_needed_and_is_a_uuid(caller: Caller) -> None:
    bare = caller.client.post("/v1/arrests", json=ARREST)
    assert (bare.status_code, code(bare)) == (400, "idempotency-key-missing")
    odd = caller.post("/v1/arrests", ARREST, Idempotency_Key="one-two")
    assert (odd.status_code, code(odd)) == (400, "header-invalid")


def test_a_purpose_is_needed(caller: Caller) -> None:
    del caller.client.headers["Purpose"]
    bare = caller.post("/v1/arrests", ARREST)
    assert (bare.status_code, code(bare)) == (400, "purpose-missing")


def test_what_was_refused_may_be_asked_again_with_its_key(caller: Caller) -> None:
    page = caller.post("/v1/arrests", ARREST).json()["participantId"]
    key, path = str(uuid4()), f"/v1/participants/{page}/journeys/1/victim-views"
    views = {"on": "2026-01-10", "views": "no-victim"}
    stale = caller.post(path, views, Idempotency_Key=key, If_Match='"1"')
    assert (stale.status_code, code(stale)) == (412, "version-stale")
    assert stale.json()["currentVersion"] == 2
    assert caller.post(path, views, Idempotency_Key=key, If_Match='"2"').status_code == 201


def test_a_command_names_the_version_seen(caller: Caller) -> None:
    page = caller.post("/v1/arrests", ARREST).json()["participantId"]
    path = f"/v1/participants/{page}/journeys/1/victim-views"
    bare = caller.client.post(
        path,
        json={"on": "2026-01-10", "views": "no-victim"},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert (bare.status_code, code(bare)) == (428, "if-match-missing")
    absent = caller.client.post(
        path.replace(page, "p-absent"),
        json={"on": "2026-01-10", "views": "no-victim"},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert (absent.status_code, code(absent)) == (404, "no-such-page")


def test_an_adoption_names_the_version_that_the_list_shows(caller: Caller) -> None:
    listed = caller.get("/v1/forces/north-wales/adoptions")
    assert listed.headers["ETag"] == '"1"'
    assert [one["edition"]["edition"] for one in listed.json()["items"]] == ["2019-10"]


@pytest.fixture
def two_processes(tmp_path: Path) -> Iterator[tuple[Caller, Caller]]:
    """A caller at each of two servers on one ledger, in `tmp_path`."""
    servers = [ledger_server(tmp_path), ledger_server(tmp_path)]
    try:
        with Caller(servers[0].address) as one, Caller(servers[1].address) as other:
            yield one, other
    finally:
        for server in servers:
            server.stop()


def together(callers: Sequence[Caller], body: object, keys: list[str]) -> list[httpx2.Response]:
    """What each is answered who posts the arrest at the same moment as the others."""
    start = Barrier(len(callers))

    def post(caller: Caller, key: str) -> httpx2.Response:
        start.wait()
        return caller.post("/v1/arrests", body, Idempotency_Key=key)

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(post, callers, keys))


def test_the_same_request_at_once_to_two_processes_is_carried_out_once(
    two_processes: tuple[Caller, Caller], tmp_path: Path
) -> None:
    for _ in range(20):
        answers = together(two_processes * 2, ARREST, [str(uuid4())] * 4)
        recorded = [answer for answer in answers if answer.status_code == 201]
        running = [code(answer) for answer in answers if answer.status_code == 409]
        assert len(recorded) + len(running) == 4
        assert set(running) <= {"still-running"}
        assert len({answer.content for answer in recorded}) == 1
    with open_ledger(tmp_path) as ledger:
        assert len({entry.page for _, entry in ledger.since(0, 1_000)}) == 20


def test_one_person_arrested_at_once_in_two_processes_gets_one_page(
    two_processes: tuple[Caller, Caller],
) -> None:
    body = {**ARREST, "identifiers": PNC}
    answers = together(two_processes * 2, body, [str(uuid4()) for _ in range(4)])
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.json()["participantId"] for answer in answers}) == 1
    assert sorted(answer.json()["journey"] for answer in answers) == [1, 2, 3, 4]


def race(caller: Caller, path: str, seen: int, start: Barrier) -> int:
    body = {
        "on": "2026-01-11",
        "recipient": "a court",
        "legalBasis": "Data Protection Act 2018, section 35",
        "decidedBy": {"name": "Nia Rees", "role": "supervisor"},
    }
    start.wait()
    return caller.post(path, body, If_Match=f'"{seen}"').status_code


@pytest.mark.parametrize("processes", [1, 2])
def test_of_two_writers_who_saw_the_same_version_one_writes(
    two_processes: tuple[Caller, Caller], tmp_path: Path, processes: int
) -> None:
    """A hundred races in one process, and a hundred between two."""
    one, other = two_processes
    first = one.post("/v1/arrests", ARREST).json()
    page, version = first["participantId"], first["version"]
    writers = (one, one if processes == 1 else other)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(RACES):
            start = Barrier(2)
            raced = [
                pool.submit(race, writer, f"/v1/participants/{page}/disclosures", version, start)
                for writer in writers
            ]
            assert sorted(run.result() for run in raced) == [201, 412]
            version += 1
    with open_ledger(tmp_path) as ledger:
        assert [entry.line for entry in ledger.entries(page)] == [*range(1, version + 1)]
        assert version == RACES + 2
