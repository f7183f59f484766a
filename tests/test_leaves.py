"""The leaves of the log: dense, in the entries' own transaction, hashed as the lines are stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.record.book import NoSuchPage, open_ledger
from ledger.record.entry import CorruptEntry
from ledger.record.leaves import BeyondTheLog, Leaf, Log
from ledger.record.store import LineTaken, Store
from tests.golden_facts import EXAMPLES, PAGE

OPENED = replace(EXAMPLES["page.opened"], originator_version=1)
ARRESTED = replace(EXAMPLES["arrest.recorded"], originator_version=2)
OF_ANOTHER = replace(OPENED, originator_id="p-another")


@pytest.fixture(params=["in memory", "on disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_ledger(tmp_path / "data" if request.param == "on disk" else None) as opened:
        yield opened


def test_a_new_log_is_empty(store: Store) -> None:
    assert (store.size, store.leaves(0, 10), store.lines(0, 10)) == (0, [], [])


def test_every_entry_has_a_leaf_of_the_very_line_that_is_stored(store: Store) -> None:
    written = [position for position, _ in store.append([OPENED, ARRESTED])]
    written += [position for position, _ in store.append([OF_ANOTHER])]
    log: Log = store
    lines = log.lines(0, 10)
    hashes = [sha256(b"\0" + line).digest() for line in lines]
    assert log.size == 3
    assert log.leaves(0, 10) == [
        Leaf(index, position, hashed)
        for index, (position, hashed) in enumerate(zip(written, hashes, strict=True))
    ]
    assert (log.leaves(1, 1), log.lines(1, 1)) == (log.leaves(0, 10)[1:2], lines[1:2])
    assert store.leaf_of(PAGE, 2) == log.leaves(1, 1)[0]
    assert store.leaf_of(PAGE, 3) is store.leaf_of("p-nobody", 1) is None


def test_what_is_refused_leaves_no_leaf_and_no_gap(store: Store) -> None:
    store.append([OPENED])
    with pytest.raises(LineTaken):
        store.append([OF_ANOTHER, OPENED])
    store.append([ARRESTED])
    assert [leaf.index for leaf in store.leaves(0, 10)] == [0, 1]
    assert len(store.lines(0, 10)) == 2


def test_a_page_is_told_as_it_was_known_at_a_size(store: Store) -> None:
    store.append([OF_ANOTHER, OPENED])
    store.append([ARRESTED])
    told = [[entry.line for entry in store.entries(PAGE, known)] for known in (0, 1, 2, 3)]
    assert told == [[], [], [1], [1, 2]]
    assert store.entries(PAGE) == store.entries(PAGE, 3)


@pytest.mark.parametrize("size", [-1, 1, 2**40])
def test_a_log_is_not_told_at_a_size_that_it_has_not(store: Store, size: int) -> None:
    with pytest.raises(BeyondTheLog):
        store.entries(PAGE, size)


def test_a_page_that_was_not_known_yet_is_no_page() -> None:
    with open_ledger(None) as ledger:
        ledger.append([OPENED])
        assert ledger.page(PAGE, known=1).force == "north-wales"
        with pytest.raises(NoSuchPage):
            ledger.page(PAGE, known=0)


def test_a_line_that_is_gone_is_missed_in_the_log(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append([OPENED, ARRESTED])
        with sqlite3.connect(tmp_path / "ledger.sqlite") as file:
            file.execute("DELETE FROM stored_events WHERE originator_version = 1")
        with pytest.raises(CorruptEntry, match="position 1"):
            ledger.lines(0, 10)


def test_a_ledger_from_before_the_log_gets_its_leaves_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append([OPENED, ARRESTED])
        leaves = ledger.leaves(0, 10)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as file:
        file.execute("DROP TABLE ledger_leaf")
    with open_ledger(tmp_path) as ledger:
        assert ledger.leaves(0, 10) == leaves
        ledger.append([OF_ANOTHER])
        assert ledger.size == 3


def test_leaves_that_were_taken_away_are_not_made_again(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append([OPENED])
    with sqlite3.connect(tmp_path / "ledger.sqlite") as file:
        file.execute("DELETE FROM ledger_leaf")
    with open_ledger(tmp_path) as ledger:
        assert ledger.size == 0
