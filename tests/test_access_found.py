"""What is found in the access log, at what cost, and past what cannot be read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger.record.access import Access, AccessLog, CorruptAccess, Sought, open_access_log
from tests.accessed import AT, FORCE, access, access_file


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AccessLog]:
    with open_access_log(tmp_path) as log:
        yield log


DAMAGE = {
    "bytes": "UPDATE stored_events SET state = x'00' WHERE rowid = 2",
    "another force": (
        "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), "
        "'north-wales', 'gwent') AS BLOB) WHERE rowid = 2"
    ),
    "another's place": "UPDATE stored_events SET originator_id = 'a-other' WHERE rowid = 2",
    "gone": "DELETE FROM stored_events WHERE rowid = 2",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_record_that_cannot_be_read_is_named_and_hides_no_other(
    log: AccessLog, tmp_path: Path, damage: str
) -> None:
    for _ in range(3):
        log.append(access("p-1"))
    with access_file(tmp_path) as file:
        file.execute(DAMAGE[damage])
    for sought in (Sought(force=FORCE), Sought(force=FORCE, page="p-1")):
        found = [one.told for one in log.find(sought, 10)]
        assert isinstance(found[1], CorruptAccess)
        assert str(found[1]) == "the access record at position 2 cannot be read"
        assert [isinstance(one, Access) for one in found] == [True, False, True]
    if damage not in {"gone", "another force"}:
        assert [at for at, one in log.since(0, 10) if isinstance(one, CorruptAccess)] == [2]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessLog]:
    """Records whose instants do not run with their positions, as of several processes."""
    with open_access_log(tmp_path_factory.mktemp("drawn")) as log:
        for one in invented():
            log.append(one)
        yield log


def invented() -> list[Access]:
    luck = random.Random(62)
    return [
        access(
            *{f"p-{luck.randrange(6)}" for _ in range(luck.randrange(4))},
            minutes=luck.randrange(40),
            by=luck.choice(("mair.pugh", "dewi.bowen")),
            client=luck.choice(("niche", "athena", "")),
            force=luck.choice((FORCE, "gwent")),
            purpose=luck.choice(("prosecution", "audit")),
        )
        for _ in range(120)
    ]


SOUGHT: tuple[dict[str, Any], ...] = (
    {},
    {"page": "p-3"},
    {"by": "dewi.bowen"},
    {"client": "athena", "purpose": "audit"},
    {"first_at": AT + timedelta(minutes=10), "until_at": AT + timedelta(minutes=30)},
    {"page": "p-1", "by": "mair.pugh", "first_at": AT + timedelta(minutes=20)},
    {"page": "p-9"},
)


@pytest.mark.parametrize("asked", SOUGHT, ids=str)
@pytest.mark.parametrize("limit", [1, 7, 500])
def test_what_is_found_part_by_part_is_what_reading_every_record_finds(
    drawn: AccessLog, asked: dict[str, Any], limit: int
) -> None:
    sought = Sought(force=FORCE, **asked)
    expected = sorted(
        ((at, one) for at, one in drawn.since(0, 1_000) if isinstance(one, Access)),
        key=lambda told: (told[1].at, told[0]),
    )
    found, after = [], sought
    while part := drawn.find(after, limit):
        found += [(one.position, one.told) for one in part]
        after = replace(after, after=part[-1].place)
    assert found == [(at, one) for at, one in expected if is_sought(one, sought)]
    assert drawn.count(sought) == len(found)


def is_sought(one: Access, sought: Sought) -> bool:
    return (
        one.force == sought.force
        and sought.page in ("", *one.pages)
        and sought.by in ("", one.by)
        and sought.client in ("", one.client)
        and sought.purpose in ("", one.purpose)
        and sought.first_at <= one.at < sought.until_at
    )


@pytest.mark.parametrize("page", ["", "p-1"])
def test_a_part_of_the_log_costs_what_it_shows(log: AccessLog, page: str) -> None:
    asked: list[str] = []
    with log.recorder.datastore.get_connection(commit=False) as connection:
        connection._sqlite_conn.set_trace_callback(asked.append)
    log.find(Sought(force=FORCE, page=page), 10)
    (query,) = [said for said in asked if said.startswith("SELECT")]
    with log.recorder.datastore.get_connection(commit=False) as connection:
        connection._sqlite_conn.set_trace_callback(None)
        plan = connection._sqlite_conn.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    steps = [row["detail"] for row in plan]
    assert all(step.startswith("SEARCH") for step in steps), steps
    assert "(at,position)>" in steps[0]
