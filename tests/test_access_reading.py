"""The access log as it is read and handed over, over HTTP and from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.identities import new_access_id
from api.replies.access import AccessReply
from ledger.record.access import Access, AccessKind, open_access_log
from tests.accessed import access, access_file, logged
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)
HALF_A_PAIR = "WyJcdWQ4MDAiLDFd"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
EXPORT = {
    "from": "2026-01-01T00:00:00Z",
    "to": "2026-02-01T00:00:00Z",
    "recipient": "Information Commissioner's Office",
    "reason": "Reference IC-4471.",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def caller(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


@pytest.fixture(scope="module")
def auditor(caller: Caller) -> Iterator[Caller]:
    with Caller(str(caller.client.base_url), "auditor") as auditor:
        yield auditor


@pytest.fixture(scope="module")
def page(caller: Caller) -> str:
    """A page that was read three times, for two purposes."""
    page = caller.tell_all(Story().arrest(ON))
    caller.get(f"/v1/participants/{page}")
    caller.get(f"/v1/participants/{page}/journeys/1")
    caller.client.get(f"/v1/participants/{page}/events", headers={"Purpose": "audit"})
    return page


def operations(reply: dict[str, Any]) -> list[str]:
    return [one["operation"] for one in reply["items"]]


def test_whoever_supervises_access_reads_who_saw_what_of_whom(auditor: Caller, page: str) -> None:
    told = auditor.get("/v1/access-log", participant_id=page).json()
    assert operations(told)[:3] == ["participant", "journey", "participantEvents"]
    first = told["items"][0]
    assert (first["by"], first["role"]) == ("A integrator", "integrator")
    assert (first["kind"], first["outcome"]) == ("consultation", "answered")
    assert (first["participantIds"], first["purpose"]) == ([page], "prosecution")
    assert told["unreadable"] == []


def test_what_is_asked_for_is_what_is_shown(auditor: Caller, page: str) -> None:
    asked = {"participant_id": page, "client": "development-login:north-wales:integrator"}
    assert operations(auditor.get("/v1/access-log", purpose="audit", **asked).json()) == [
        "participantEvents"
    ]
    first, second, *_ = auditor.get("/v1/access-log", **asked).json()["items"]
    between = {"from": first["at"], "to": second["at"]}
    (only,) = auditor.get("/v1/access-log", **asked, **between).json()["items"]
    assert only == first
    by = {"by": "A integrator", "participantId": page}
    searched = auditor.post("/v1/access-log/search", by).json()
    assert operations(searched) == ["participant", "journey", "participantEvents"]
    assert auditor.post("/v1/access-log/search", {**by, "by": "x"}).json()["items"] == []


def test_the_log_comes_in_parts_with_a_cursor(auditor: Caller, page: str) -> None:
    asked = {"participant_id": page, "client": "development-login:north-wales:integrator"}
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        told = auditor.get("/v1/access-log", limit=1, **asked, **cursor)
        seen += operations(told.json())
        if not told.json()["nextCursor"]:
            break
        assert 'rel="next"' in told.headers["Link"]
        cursor = {"cursor": told.json()["nextCursor"]}
    assert seen == ["participant", "journey", "participantEvents"]


@pytest.mark.parametrize(
    "cursor", ["x", "e30=", "WyJ4Il0=", "WzEsMV0=", "WyJ4IiwtMV0=", "WyJ4IiwxZTk5XQ==", HALF_A_PAIR]
)
def test_a_cursor_of_another_list_is_refused(auditor: Caller, cursor: str) -> None:
    told = auditor.get("/v1/access-log", cursor=cursor)
    assert (told.status_code, told.json()["code"]) == (400, "cursor-invalid")


def test_reading_the_log_is_in_the_log(data: Path, auditor: Caller, page: str) -> None:
    before = len(logged(data))
    shown = auditor.get("/v1/access-log", participant_id=page, limit=2).json()
    auditor.post("/v1/access-log/search", {"by": "A integrator"})
    one, other = logged(data, after=before)
    assert (one.by, one.operation, one.pages) == ("A auditor", "accessLog", (page,))
    assert one.count == len(shown["items"]) == 2
    assert (other.operation, other.kind) == ("searchAccessLog", AccessKind.CONSULTATION)


def test_another_force_reads_its_own_log_alone(data: Path, caller: Caller, page: str) -> None:
    before = len(logged(data))
    with Caller(str(caller.client.base_url), "auditor", "gwent") as stranger:
        assert stranger.get("/v1/access-log", participant_id=page).json()["items"] == []
        assert operations(stranger.get("/v1/access-log").json()) == ["accessLog"]
        handed = stranger.post("/v1/access-log/export", {**EXPORT, "to": now()})
    told = [json.loads(line) for line in handed.text.splitlines()[:-1]]
    assert {one["force"] for one in told} == {"gwent"}
    assert [one.force for one in logged(data, after=before)] == ["gwent"] * 3


@pytest.mark.parametrize("role", ["custody", "navigator", "integrator", "policy", "admin"])
def test_nobody_else_reads_it(data: Path, caller: Caller, role: str) -> None:
    before = len(logged(data))
    with Caller(str(caller.client.base_url), role) as other:
        for told in (
            other.get("/v1/access-log"),
            other.post("/v1/access-log/search", {}),
            other.post("/v1/access-log/export", EXPORT),
        ):
            assert (told.status_code, told.json()["code"]) == (403, "not-permitted")
    assert len(logged(data)) == before


def test_what_is_handed_over_is_what_was_put_down(data: Path, auditor: Caller, page: str) -> None:
    before = logged(data)
    told = auditor.post("/v1/access-log/export", {**EXPORT, "to": now()})
    assert told.headers["Content-Type"] == "application/x-ndjson"
    *lines, end = told.content.splitlines(keepends=True)
    mine = [one for one in before if one.force == "north-wales"]
    assert [json.loads(line)["id"] for line in lines] == [one.id for one in mine]
    assert [as_exported(line) for line in lines] == mine
    trailer = json.loads(end)
    assert (trailer["records"], trailer["unreadable"]) == (len(mine), 0)
    assert trailer["sha256"] == sha256(b"".join(lines)).hexdigest()
    (handed,) = logged(data, after=len(before))
    assert (handed.kind, handed.operation) == (AccessKind.DISCLOSURE, "exportAccessLog")
    assert handed.recipients == ("Information Commissioner's Office",)
    assert (handed.justification, handed.count) == ("Reference IC-4471.", len(mine))
    assert handed.first_at == datetime(2026, 1, 1, tzinfo=UTC)


def as_exported(line: bytes) -> Access:
    told = AccessReply.model_validate_json(line).model_dump()
    pages = told.pop("participant_ids")
    del told["position"]
    known = {"kind": AccessKind(told.pop("kind")), "outcome": told.pop("outcome")}
    return Access(**told, **known, pages=pages)


@pytest.mark.parametrize("field", ["from", "to", "recipient", "reason"])
def test_nothing_is_handed_over_without_saying_what_to_whom_and_why(
    data: Path, auditor: Caller, field: str
) -> None:
    before = len(logged(data))
    body = {name: told for name, told in EXPORT.items() if name != field}
    told = auditor.post("/v1/access-log/export", body)
    assert (told.status_code, told.json()["code"]) == (422, "field-missing")
    assert len(logged(data)) == before


def test_records_of_very_long_periods_are_handed_over_part_by_part(
    data: Path, auditor: Caller
) -> None:
    with open_access_log(data) as log, ThreadPoolExecutor(32) as threads:
        minutes = (access(f"p-{n}", at=LONG_AGO + timedelta(minutes=n)) for n in range(1_203))
        list(threads.map(log.append, minutes))
    body = {**EXPORT, "from": "2020-01-01T00:00:00Z", "to": "2020-01-31T00:00:00Z"}
    *lines, end = auditor.post("/v1/access-log/export", body).text.splitlines()
    assert [json.loads(line)["participantIds"] for line in lines] == [
        [f"p-{number}"] for number in range(1_203)
    ]
    assert json.loads(end)["records"] == 1_203


def test_a_record_that_cannot_be_read_is_named_and_hides_no_other(
    data: Path, auditor: Caller
) -> None:
    first_at = datetime(2021, 1, 1, tzinfo=UTC)
    with open_access_log(data) as log:
        places = [log.append(access("p-1", at=first_at, id=new_access_id())) for _ in range(3)]
    with access_file(data) as file:
        damaged = "UPDATE stored_events SET state = x'00' WHERE rowid = ?"
        ((kept,),) = file.execute("SELECT state FROM stored_events WHERE rowid = ?", places[1:2])
        file.execute(damaged, places[1:2])
    try:
        period = {"from": "2021-01-01T00:00:00Z", "to": "2021-01-02T00:00:00Z"}
        told = auditor.get("/v1/access-log", **period).json()
        handed = auditor.post("/v1/access-log/export", {**EXPORT, **period}).text.splitlines()
    finally:
        with access_file(data) as file:
            repaired = "UPDATE stored_events SET state = ? WHERE rowid = ?"
            file.execute(repaired, (kept, places[1]))
    assert ([one["position"] for one in told["items"]], told["unreadable"]) == (
        [places[0], places[2]],
        [places[1]],
    )
    assert json.loads(handed[1]) == {"position": places[1], "unreadable": True}
    assert (json.loads(handed[3])["records"], json.loads(handed[3])["unreadable"]) == (3, 1)


def now() -> str:
    return datetime.now(UTC).isoformat()
