"""An access log on disk to be tampered with: records of one page, of several, and of none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from ledger.record.access import FILE, Access, AccessKind, AccessLog, open_access_log
from tests.accessed import AT, FORCE
from tests.audited import file_behind_its_back, run_statements

RECORDS = 200
PAGES = 12


def record(number: int) -> Access:
    """Record `number`, from 0, always the same."""
    return Access(
        id=f"a-{number:026}",
        at=AT + timedelta(seconds=number),
        kind=AccessKind.CONSULTATION,
        by="mair.pugh",
        role="custody",
        force=FORCE,
        operation="journey",
        purpose="prosecution",
        client="niche-north-wales",
        system="http",
        pages=tuple(f"p-{(number + n) % PAGES:026}" for n in range(number % 3)),
        justification="A concern was raised.",
    )


def write_records(log: AccessLog, number: int = RECORDS, first: int = 0) -> None:
    for n in range(first, first + number):
        log.append(record(n))


def write_access_log(data: Path, number: int = RECORDS) -> Path:
    """A new access log in `data` with so many records."""
    with open_access_log(data) as log:
        write_records(log, number)
    return data


def tampered_log(data: Path, *statements: str) -> Path:
    """The access log in `data` after these statements were run behind its back."""
    with file_behind_its_back(data / FILE) as file:
        run_statements(file, statements)
    return data
