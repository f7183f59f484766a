"""An import is taken in whole, for good, or not at all; and it is its poster's own."""

from __future__ import annotations

import socket
import sqlite3
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
import pytest

from api.imports.files import MOST_FILE_BYTES, MOST_LINES
from tests.imported import (
    NDJSON,
    arrest,
    ended,
    ndjson,
    post,
    posted,
    results,
    screening,
    waiting_files,
)
from tests.service import Caller, at_work

PATIENCE_SECONDS = 30
CONNECTION_CLOSED = (httpx2.TransportError, ConnectionError)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data, body_within_seconds=2.0) as caller:
        yield caller


def jobs_in(data: Path) -> int:
    with sqlite3.connect(data / "jobs.sqlite") as connection:
        count: int = connection.execute("SELECT count(*) FROM imports").fetchone()[0]
    connection.close()
    return count


def until_no_files(data: Path) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while waiting_files(data):
        assert monotonic() < deadline, waiting_files(data)
        sleep(0.02)


def test_what_is_kept_of_an_import_that_ended_tells_nothing_of_its_lines(
    integrator: Caller, data: Path
) -> None:
    body, why = ndjson([arrest()]), "Moved from the old system of the family Fictional"
    said = {
        "Content-Type": NDJSON,
        "Idempotency-Key": str(uuid4()),
        "Purpose": "investigation",
        "Justification": why,
    }
    answer = integrator.client.post("/v1/imports", content=body, headers=said)
    assert ended(integrator, answer.json()["importId"])["status"] == "done"
    until_no_files(data)
    kept = b"".join(path.read_bytes() for path in data.glob("jobs.sqlite*"))
    assert why.encode() not in kept
    assert sha256(body).hexdigest().encode() not in kept, "what could be guessed could be found"


def test_the_same_request_is_the_same_import_and_another_one_is_refused(
    integrator: Caller,
) -> None:
    key, body = str(uuid4()), ndjson([arrest()])
    first = post(integrator, body, key)
    ended(integrator, first.json()["importId"])
    again = post(integrator, body, key.upper())
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    for other in (post(integrator, body + b"\n", key), post(integrator, body, key, "?dryRun=true")):
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("Idempotency-Key", "idempotency-key-missing"),
        ("Purpose", "purpose-missing"),
        ("Authorization", "login-needed"),
        ("Content-Type", "content-type-unknown"),
    ],
)
def test_a_header_that_is_needed_is_asked_for(
    integrator: Caller, data: Path, left_out: str, code: str
) -> None:
    before = jobs_in(data)
    needed = {"Content-Type": NDJSON, "Idempotency-Key": str(uuid4()), "Purpose": "audit"}
    needed |= {"Authorization": integrator.client.headers["Authorization"]}
    del needed[left_out]
    with httpx2.Client(base_url=integrator.client.base_url) as client:
        answer = client.post("/v1/imports", content=ndjson([arrest()]), headers=needed)
    assert answer.json()["code"] == code
    assert jobs_in(data) == before


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", f"{NDJSON}; charset=x"])
def test_another_media_type_is_refused(integrator: Caller, media_type: str) -> None:
    headers = {"Content-Type": media_type, "Idempotency-Key": str(uuid4())}
    answer = integrator.client.post("/v1/imports", content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "content-type-unknown")


@pytest.mark.parametrize("role", ["custody", "navigator", "auditor", "policy", "admin"])
def test_only_systems_import(integrator: Caller, role: str) -> None:
    with Caller(str(integrator.client.base_url), role) as other:
        assert post(other, ndjson([arrest()])).json()["code"] == "not-permitted"


@pytest.mark.parametrize("body", [b"", b"\n", b" \r\n\n", b"\xef\xbb\xbf\n"])
def test_an_import_of_nothing_is_refused(integrator: Caller, data: Path, body: bytes) -> None:
    answer = post(integrator, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "import-empty")
    until_no_files(data)


def test_more_lines_than_may_be_are_refused_and_leave_nothing(
    integrator: Caller, data: Path
) -> None:
    before = jobs_in(data)
    for body in (b"\n" * (MOST_LINES + 1), b"1\n" * MOST_LINES + b"1"):
        answer = post(integrator, body)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-many-lines")
    until_no_files(data)
    assert jobs_in(data) == before


def test_more_bytes_than_may_be_are_refused_unseen(integrator: Caller, data: Path) -> None:
    before = jobs_in(data)
    with connected(integrator, f"Content-Length: {MOST_FILE_BYTES + 1}") as connection:
        assert connection.recv(64).startswith(b"HTTP/1.1 413 ")
    assert waiting_files(data) == []
    assert jobs_in(data) == before


def test_more_bytes_than_may_be_are_refused_where_nobody_said_how_many(
    integrator: Caller, data: Path
) -> None:
    before, piece = jobs_in(data), b"x" * 1_048_576
    pieces = (piece for _ in range(MOST_FILE_BYTES // len(piece) + 1))
    headers = {"Content-Type": NDJSON, "Idempotency-Key": str(uuid4())}
    try:
        answer = integrator.client.post("/v1/imports", content=pieces, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")
    except CONNECTION_CLOSED:
        pass
    until_no_files(data)
    assert jobs_in(data) == before


def test_a_body_that_is_cut_off_leaves_nothing(integrator: Caller, data: Path) -> None:
    before, body = jobs_in(data), ndjson(arrest() for _ in range(200))
    with connected(integrator, f"Content-Length: {len(body)}") as connection:
        connection.sendall(body[: len(body) // 2])
        deadline = monotonic() + PATIENCE_SECONDS
        while not waiting_files(data):
            assert monotonic() < deadline
            sleep(0.01)
    until_no_files(data)
    assert jobs_in(data) == before


def test_a_body_that_stops_coming_is_not_waited_for(integrator: Caller, data: Path) -> None:
    with connected(integrator, "Content-Length: 100") as connection:
        connection.sendall(b"{")
        assert connection.recv(64).startswith(b"HTTP/1.1 408 ")
    until_no_files(data)


def test_lines_are_kept_where_nobody_else_reads_them_and_not_longer_than_needed(
    integrator: Caller, data: Path
) -> None:
    import_id = posted(integrator, *(arrest() for _ in range(300)))
    file = data / "imports" / f"{import_id}.ndjson"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert ended(integrator, import_id)["counts"]["recorded"] == 300
    until_no_files(data)


def test_nothing_that_a_line_said_is_kept_with_its_result(integrator: Caller, data: Path) -> None:
    said = arrest(offences=[], station="Zebedee", personX={"Zebedee": "Zebedee"})
    twice = b'{"key": "Zebedee", "operation": "Zebedee", "Zebedee": 1}'
    import_id = posted(integrator, said, twice, {**arrest(), "participantOf": said["key"]})
    ended(integrator, import_id)
    told = integrator.client.get(f"/v1/imports/{import_id}/results").text
    assert "Zebedee" not in told
    kept = [path.read_bytes() for path in data.glob("jobs.sqlite*")]
    assert kept
    assert not [one for one in kept if b"Zebedee" in one]


def test_whoever_did_not_post_it_is_told_that_it_is_not_there(integrator: Caller) -> None:
    import_id = posted(integrator, arrest())
    ended(integrator, import_id)
    address = str(integrator.client.base_url)
    with Caller(address, "integrator", "gwent") as other:
        for caller, known in ((other, import_id), (integrator, "i-nothing"), (other, "i-nothing")):
            path = f"/v1/imports/{known}"
            answers = [caller.get(path), caller.get(f"{path}/results")]
            answers.append(caller.post(f"{path}/cancellation", None))
            assert [answer.status_code for answer in answers] == [404] * 3
            assert {answer.json()["code"] for answer in answers} == {"no-such-import"}


def test_whose_pages_results_name_is_put_into_the_access_log(integrator: Caller) -> None:
    first = arrest()
    import_id = posted(integrator, first, screening(first["key"]), b"x")
    ended(integrator, import_id)
    pages = {line["participantId"] for line in results(integrator, import_id)} - {None}
    assert len(pages) == 1
    integrator.get(f"/v1/imports/{import_id}/results")
    with Caller(str(integrator.client.base_url), "auditor") as auditor:
        seen = auditor.get("/v1/access-log", participant_id=pages.pop()).json()["items"]
    assert [one["operation"] for one in seen] == ["importResults"] * 2
    assert {one["kind"] for one in seen} == {"consultation"}


def connected(caller: Caller, header: str) -> socket.socket:
    """A connection on which a body of an import may now be sent."""
    parts = urlsplit(str(caller.client.base_url))
    connection = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30)
    lines = (
        "POST /v1/imports HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Authorization: {caller.client.headers['Authorization']}",
        f"Idempotency-Key: {uuid4()}",
        f"Content-Type: {NDJSON}",
        "Purpose: prosecution",
        header,
    )
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return connection
