"""The ledger as one force reads it: nothing of others, nothing twice, nothing left out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.desk import Desk
from api.feed.feed import Feed
from api.feed.forces import Forces
from api.feed.head import Head
from api.feed.reading import MOST_SCANNED, Batch, of_force
from api.feed.seats import Seats
from api.problems import Problem
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import VictimNotified
from ledger.journey.facts.person import PageOpened
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import CorruptEntry, Entry
from tests.recorded import FORCE, ME, file_of

ON = date(2026, 1, 10)
AT = datetime(2026, 1, 10, 9, tzinfo=UTC)
OTHER = "dyfed-powys"
SIGNED = "uk.police.diversion.contract.signed.v1"
NOTIFIED = "uk.police.diversion.victim.notified.v1"
PATIENCE_SECONDS = 20
LONG = 3_600.0


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path)
    yield opened
    opened.close()


def desk_on(ledger: Ledger) -> Desk:
    return cast("Desk", SimpleNamespace(ledger=ledger, feed=Feed.of(ledger)))


def write(ledger: Ledger, page: str, force: str, lines: int = 3) -> None:
    """A page of `force`, of so many lines."""
    opened: Fact = PageOpened(on=ON, force=force)
    facts = [opened, *(VictimNotified(journey=1, on=ON) for _ in range(lines - 1))]
    ledger.append([Entry(page, line, AT, ME, fact) for line, fact in enumerate(facts, start=1)])


def to_the_end(desk: Desk, force: str, limit: int = 10, **asked: Any) -> list[str]:
    read, batch = [], Batch((), 0)
    while not batch.at_end:
        batch = of_force(desk, force, batch.read_to, limit, **asked)
        read += [f"{entry.page}:{entry.line}" for _, entry in batch.items]
    return read


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_a_force_reads_its_own_pages_in_the_order_of_the_whole(ledger: Ledger, limit: int) -> None:
    for page, force in (("p-1", FORCE), ("p-2", OTHER), ("p-3", FORCE), ("p-4", OTHER)):
        write(ledger, page, force)
    desk = desk_on(ledger)
    assert to_the_end(desk, FORCE, limit) == [
        *("p-1:1", "p-1:2", "p-1:3"),
        *("p-3:1", "p-3:2", "p-3:3"),
    ]
    assert to_the_end(desk, "gwent", limit) == []


def test_only_so_much_is_passed_over_at_once_and_the_next_reading_goes_on(ledger: Ledger) -> None:
    for number in range(3):
        write(ledger, f"p-{number}", OTHER, lines=MOST_SCANNED // 2)
    write(ledger, "p-mine", FORCE)
    desk = desk_on(ledger)
    first = of_force(desk, FORCE, 0, 10)
    assert (first.items, first.at_end) == ((), False)
    assert MOST_SCANNED <= first.read_to < 3 * (MOST_SCANNED // 2)
    second = of_force(desk, FORCE, first.read_to, 10)
    assert [entry.page for _, entry in second.items] == ["p-mine"] * 3
    assert second.at_end
    assert second.read_to == ledger.position


def test_types_leave_out_what_was_not_asked_for(ledger: Ledger) -> None:
    write(ledger, "p-1", FORCE)
    desk = desk_on(ledger)
    assert to_the_end(desk, FORCE, types=[NOTIFIED]) == ["p-1:2", "p-1:3"]
    assert to_the_end(desk, FORCE, types=[SIGNED]) == []
    assert of_force(desk, FORCE, 0, 10, [SIGNED]).read_to == 3
    with pytest.raises(KeyError):
        of_force(desk, FORCE, 0, 10, ["uk.police.diversion.contract.eaten.v1"])


def test_what_cannot_be_read_stands_in_its_place_whatever_the_filter(
    ledger: Ledger, tmp_path: Path
) -> None:
    write(ledger, "p-1", FORCE)
    write(ledger, "p-2", OTHER)
    with file_of(tmp_path) as file:
        file.execute("UPDATE stored_events SET state = x'7b' WHERE rowid IN (2, 5)")
    desk = desk_on(ledger)
    assert to_the_end(desk, FORCE) == ["p-1:1", "p-1:2", "p-1:3"]
    ((position, entry),) = of_force(desk, FORCE, 0, 10, [SIGNED]).items
    assert (position, type(entry)) == (2, CorruptEntry)


def test_a_page_whose_first_entry_cannot_be_read_is_shown_to_nobody(
    ledger: Ledger, tmp_path: Path
) -> None:
    write(ledger, "p-1", FORCE)
    with file_of(tmp_path) as file:
        file.execute("UPDATE stored_events SET state = x'7b' WHERE rowid = 1")
    desk = desk_on(ledger)
    assert to_the_end(desk, FORCE) == to_the_end(desk, "") == []


def test_the_force_of_a_page_is_told_again_when_it_was_forgotten(ledger: Ledger) -> None:
    for number in range(4):
        write(ledger, f"p-{number}", FORCE if number % 2 else OTHER)
    forces = Forces(ledger, most_remembered=2)
    for _ in range(2):
        told = [forces.of(entry) for _, entry in ledger.since(0, 12)]
        assert told == [force for force in (OTHER, FORCE) * 2 for _ in range(3)]


def test_whoever_waits_is_woken_by_a_nudge_by_a_look_and_by_the_end() -> None:
    def nudged(growing: Growing, head: Head) -> None:
        growing.position = 1
        head.nudge()

    def silently(growing: Growing, head: Head) -> None:
        growing.position = 1

    def stopped(growing: Growing, head: Head) -> None:
        head.stop()

    for look_seconds, wake in ((LONG, nudged), (0.01, silently), (LONG, stopped)):
        growing = Growing()
        asyncio.run(woken(growing, Head(growing.look, look_seconds), wake))


class Growing:
    """A ledger's position, and how often it was asked for."""

    def __init__(self) -> None:
        self.position = self.looks = 0

    def look(self) -> int:
        self.looks += 1
        return self.position


async def woken(growing: Growing, head: Head, wake: Callable[[Growing, Head], None]) -> None:
    """Three wait, and have looked in vain, before `wake` happens; then they go on."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        waiting = [asyncio.create_task(head.beyond(0, LONG)) for _ in range(3)]
        while not growing.looks:
            await asyncio.sleep(0.01)
        wake(growing, head)
        await asyncio.gather(*waiting)


def test_whoever_waits_for_nothing_is_let_go_when_the_time_is_up() -> None:
    async def waited(head: Head) -> None:
        await asyncio.gather(*(head.beyond(7, seconds) for seconds in (0.05, 0.0, 0.1)))

    growing = Growing()
    growing.position = 7
    asyncio.run(waited(Head(growing.look, look_seconds=0.01)))
    assert growing.looks


def test_there_are_only_so_many_seats_and_each_is_given_back() -> None:
    seats = Seats(most_of_a_client=2, most=3)
    with seats.taken("one"), seats.taken("one"), seats.taken("two"):
        for client in ("one", "two", "three"):
            with pytest.raises(Problem, match="too-many-followers"), seats.taken(client):
                pass
    with seats.taken("one"), seats.taken("one"), seats.taken("three"):
        pass
