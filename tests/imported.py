"""Imports as tests post and follow them: lines, and what became of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import httpx2

from api.examples.officials import SERGEANT
from ledger.record.book import open_ledger
from ledger.record.entry import Entry
from tests.service import Caller

NDJSON = "application/x-ndjson"
ENDS_WITHIN_SECONDS = 600
POLL_SECONDS = 0.05
ARREST = {
    "on": "2019-11-28",
    "at": "2019-11-28T21:40:00Z",
    "station": "Caernarfon",
    "offences": [
        {"code": "possession-class-a", "firstOn": "2019-11-28", "lastOn": "2019-11-28"},
    ],
    "admission": "admitted",
    "livesInArea": True,
    "occurredInArea": True,
    "person": {"familyName": "Zebedee", "givenNames": "Robin", "bornOn": "1990-01-01"},
}
SCREENING = {"on": "2019-11-28", "result": "negative", "screenedBy": SERGEANT}

Line = dict[str, Any]
Told = Mapping[str, Any]


def command(operation: str, body: Mapping[str, Any], **more: Any) -> Line:
    """A line with a key of its own."""
    return {"key": str(uuid4()), "operation": operation, "body": dict(body), **more}


def arrest(**body: Any) -> Line:
    return command("recordArrest", {**ARREST, **body})


def screening(key: str, **more: Any) -> Line:
    return command("recordSafeguardingScreened", SCREENING, participantOf=key, **more)


def ndjson(lines: Iterable[Line | bytes | str]) -> bytes:
    """The lines as they are sent; those that are no commands as they stand."""
    return b"".join(_written(line) + b"\n" for line in lines)


def post(caller: Caller, body: bytes, key: str = "", query: str = "") -> httpx2.Response:
    headers = {"Content-Type": NDJSON, "Idempotency-Key": key or str(uuid4())}
    return caller.client.post(f"/v1/imports{query}", content=body, headers=headers)


def posted(caller: Caller, *lines: Line | bytes | str, query: str = "") -> str:
    """The id of the import of those lines, which was accepted."""
    answer = post(caller, ndjson(lines), query=query)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/imports/{answer.json()['importId']}"
    import_id: str = answer.json()["importId"]
    return import_id


def told_until_ended(
    caller: Caller, import_id: str, poll_seconds: float = POLL_SECONDS
) -> Iterator[Told]:
    """How far the import has come, until it has ended."""
    deadline = monotonic() + ENDS_WITHIN_SECONDS
    while True:
        answer = caller.client.get(f"/v1/imports/{import_id}")
        assert answer.status_code == 200, answer.text
        yield answer.json()
        if answer.json()["endedAt"]:
            return
        assert monotonic() < deadline, answer.text
        sleep(poll_seconds)


def ended(caller: Caller, import_id: str, poll_seconds: float = POLL_SECONDS) -> Told:
    """The import, once it has ended."""
    *_, last = told_until_ended(caller, import_id, poll_seconds)
    return last


def results(caller: Caller, import_id: str) -> list[dict[str, Any]]:
    """What became of each line so far."""
    answer = caller.client.get(f"/v1/imports/{import_id}/results", headers={"Accept": NDJSON})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def imported(caller: Caller, *lines: Line | bytes | str, query: str = "") -> list[dict[str, Any]]:
    """What became of each line of an import that was carried out to its end."""
    import_id = posted(caller, *lines, query=query)
    assert ended(caller, import_id)["status"] == "done"
    return results(caller, import_id)


def became(told: Iterable[Told]) -> list[tuple[int, str, str | None]]:
    """Lines by number, status and code."""
    return [(line["line"], line["status"], line["code"]) for line in told]


def entries_in(data: Path) -> list[Entry]:
    """Every entry of the ledger in `data`."""
    with open_ledger(data) as ledger:
        told = ledger.since(0, ledger.position)
        entries = [entry for _, entry in told if isinstance(entry, Entry)]
        assert len(entries) == len(told)
        return entries


def facts_by_key(data: Path) -> Counter[tuple[str, str]]:
    """How often each key led to each kind of fact."""
    return Counter(
        (entry.attribution.idempotency_key, entry.fact.NAME) for entry in entries_in(data)
    )


def waiting_files(data: Path) -> list[str]:
    """The files in which lines stand."""
    return sorted(path.name for path in (data / "imports").glob("*"))


def _written(line: Line | bytes | str) -> bytes:
    match line:
        case bytes():
            return line
        case str():
            return line.encode()
        case _:
            return json.dumps(line, ensure_ascii=False).encode()
