"""What a leaf costs an append, written to disk and waited for: beside the same one without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from ledger.record.access import open_access_log
from ledger.record.book import open_ledger
from ledger.record.sqlite_leaves import LeafRecorder, LeafTable
from tests.access_audited import record
from tests.anchored import opened_page
from tests.bench.measure import Row

APPENDS = 2_000
MOST = 0.10

Append = Callable[[int], object]


class NoLeaves(LeafTable):
    """A table to which no leaf is added."""

    def add(self, c: SQLiteCursor, positions: Sequence[int], stored: Sequence[StoredEvent]) -> None:
        pass


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours", Path(folder) / "bare"
        with open_ledger(ours) as one, open_ledger(bare) as other:
            forget_leaves(other.recorder)
            yield _row(
                "entries appended, one by one",
                lambda n: one.append([opened_page(n)]),
                lambda n: other.append([opened_page(n)]),
            )
        with open_access_log(ours) as one_log, open_access_log(bare) as other_log:
            forget_leaves(other_log.recorder)
            yield _row(
                "accesses put down, one by one",
                lambda n: one_log.append(record(n)),
                lambda n: other_log.append(record(n)),
            )


def forget_leaves(recorder: object) -> None:
    """Let `recorder` write lines alone from now on."""
    assert isinstance(recorder, LeafRecorder)
    recorder._leaves = NoLeaves(recorder.LEAVES, recorder.datastore)


def _row(what: str, ours: Append, bare: Append) -> Row:
    """Both in turn, append by append: a disk's waits change from one moment to the next."""
    took: dict[Append, list[float]] = {ours: [], bare: []}
    for number in range(APPENDS):
        for append in (ours, bare) if number % 2 else (bare, ours):
            begun = perf_counter()
            append(number)
            took[append].append(perf_counter() - begun)
    seconds, without = median(took[ours]), median(took[bare])
    note = f"a leaf is {seconds / without - 1:.1%} of it, at most {MOST:.0%}"
    return Row(what, 1 / seconds, "the same without leaves", 1 / without, note)
