"""What tests ask of the access log, and how they look at its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from api.identities import new_access_id
from ledger.record.access import FILE, Access, AccessKind, AccessLog, open_access_log
from tests.service import Caller

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORCE = "north-wales"
NO_MORE = (
    "CREATE TRIGGER no_more BEFORE INSERT ON stored_events "
    "BEGIN SELECT raise(ABORT, 'no more'); END"
)
MORE_AGAIN = "DROP TRIGGER no_more"


def access(*pages: str, minutes: int = 0, **changes: Any) -> Access:
    """A consultation of `pages`, so many minutes after half past nine."""
    told: dict[str, Any] = {
        "id": new_access_id(),
        "at": AT + timedelta(minutes=minutes),
        "kind": AccessKind.CONSULTATION,
        "by": "mair.pugh",
        "role": "custody",
        "force": FORCE,
        "operation": "journey",
        "purpose": "prosecution",
    }
    return Access(**{**told, "pages": pages, **changes})


@contextmanager
def access_file(data: Path) -> Iterator[sqlite3.Connection]:
    """The log's file, as anyone with the disk can open it."""
    with closing(sqlite3.connect(data / FILE)) as file, file:
        yield file


def logged(data: Path, after: int = 0) -> list[Access]:
    """Every record after a position; each can be read."""
    with open_access_log(data) as log:
        return records(log, after)


def records(log: AccessLog, after: int = 0) -> list[Access]:
    told = [one for _, one in log.since(after, 10_000)]
    assert all(isinstance(one, Access) for one in told)
    return [one for one in told if isinstance(one, Access)]


def asked(
    data: Path, caller: Caller, path: str, **headers: str
) -> tuple[httpx2.Response, list[Access]]:
    """The answer, and the records that it left."""
    before = len(logged(data))
    answer = caller.client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    return answer, logged(data, after=before)
