"""What a body may be: JSON, in time, not too large; anything else is a problem of its own."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
import pytest

from api.examples import EXAMPLES
from api.limits import MOST_BYTES
from ledger.journey.commands import RecordArrest
from tests.service import Caller, at_work

ARREST = EXAMPLES[RecordArrest]
JSON = "application/json"
SURROGATE = '"\\ud800"'


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger"), body_within_seconds=0.5) as caller:
        yield caller


def send(custody: Caller, body: bytes | str, content_type: str = JSON) -> httpx2.Response:
    content = body.encode() if isinstance(body, str) else body
    headers = {"Idempotency-Key": str(uuid4())}
    headers |= {"Content-Type": content_type} if content_type else {}
    return custody.client.post("/v1/arrests", content=content, headers=headers)


def with_station(text: str) -> str:
    """The example's JSON, with `text` as it stands for the police station."""
    return json.dumps({**ARREST, "station": "HERE"}).replace('"HERE"', text)


WRONG: list[tuple[str, str | bytes, int, str, str]] = [
    ("no JSON", "an arrest", 400, "json-malformed", ""),
    ("half an object", '{"on": "2019-11-28"', 400, "json-malformed", ""),
    ("two objects", "{}{}", 400, "json-malformed", ""),
    ("a byte order mark", b"\xef\xbb\xbf{}", 400, "json-malformed", ""),
    ("Latin-1", b'{"station": "Ll\xe2n"}', 400, "json-not-utf-8", ""),
    ("UTF-16", '{"on": "2019-11-28"}'.encode("utf-16"), 400, "json-not-utf-8", ""),
    ("33 levels", "[" * 33 + "]" * 33, 422, "json-too-deep", ""),
    ("a hundred thousand levels", "[" * 100_000 + "]" * 100_000, 422, "json-too-deep", ""),
    ("too many values", f"[{','.join(['1'] * 20_000)}]", 422, "json-too-many", ""),
    ("a key twice", '{"on": "2019-11-28", "on": "2019-11-29"}', 422, "json-key-twice", ""),
    ("NaN", with_station("NaN"), 422, "json-no-number", ""),
    ("infinity", with_station("-Infinity"), 422, "json-no-number", ""),
    ("a number without end", with_station("1e400"), 422, "json-no-number", "/station"),
    ("a number of 5,000 digits", with_station("9" * 5_000), 422, "json-no-number", ""),
    ("NUL", with_station('"Caer\\u0000narfon"'), 422, "text-not-allowed", "/station"),
    ("half a surrogate pair", with_station(SURROGATE), 422, "text-not-allowed", "/station"),
    ("half a pair as a key", f"{{{SURROGATE}: 1}}", 422, "text-not-allowed", ""),
    ("a list", "[]", 422, "not-an-object", ""),
    ("a number", "7", 422, "not-an-object", ""),
    ("nothing", "", 422, "body-missing", ""),
]


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_body_that_is_not_what_it_should_be(
    custody: Caller, body: str | bytes, status: int, code: str, pointer: str
) -> None:
    answer = send(custody, body)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    if pointer:
        assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "content_type", ["text/plain", "", "application/xml", "application/json; charset=latin-1"]
)
def test_another_content_type_is_refused(custody: Caller, content_type: str) -> None:
    answer = send(custody, json.dumps(ARREST), content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "content-type-unknown")


def test_json_in_utf_8_may_say_so(custody: Caller) -> None:
    content_type = 'Application/JSON; charset="UTF-8"'
    assert send(custody, json.dumps({**ARREST, "on": 1}), content_type).status_code == 422


def test_a_body_of_256_kb_is_read_and_one_byte_more_is_refused(custody: Caller) -> None:
    padded = json.dumps(ARREST).ljust(MOST_BYTES)
    assert send(custody, padded).status_code == 201
    refused = send(custody, padded + " ")
    assert (refused.status_code, refused.json()["code"]) == (413, "body-too-large")


def test_a_large_body_that_does_not_say_its_size_is_counted_as_it_arrives(custody: Caller) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 32 * 1024

    answer = custody.client.post("/v1/arrests", content=pieces(), headers={"Content-Type": JSON})
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_body_that_never_arrives_is_not_waited_for(custody: Caller) -> None:
    url = urlsplit(str(custody.client.base_url))
    head = (
        f"POST /v1/arrests HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\nContent-Length: 9\r\n\r\n"
    )
    with socket.create_connection((url.hostname or "", url.port or 0), timeout=20) as connection:
        connection.sendall(head.encode() + b'{"on')
        answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    status_line, _, rest = answer.partition("\r\n")
    assert status_line.startswith("HTTP/1.1 408 ")
    assert json.loads(rest.partition("\r\n\r\n")[2])["code"] == "body-late"


def test_a_text_as_long_as_it_may_be_is_taken_and_an_entry_too_large_is_not(
    custody: Caller,
) -> None:
    page = send(custody, json.dumps({**ARREST, "identifiers": []})).json()["participantId"]
    path = f"/v1/participants/{page}/accuracy-contests"
    told = {"on": "2019-11-28", "line": 2, "statement": "x" * 4_000}
    assert custody.post(path, told).status_code == 201
    offences = [{**ARREST["offences"][0], "drug": "\u20ac" * 200} for _ in range(100)]
    large = custody.post("/v1/arrests", {**ARREST, "offences": offences})
    assert (large.status_code, large.json()["code"]) == (413, "entry-too-large")
