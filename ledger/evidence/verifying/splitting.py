"""The entries of a whole ledger gone through by several processes: hashed by spans, read by pages.

Every process sees every line, and reads those of its own pages: which they are is told by the bytes
of the line, so that all lines of one page, and of its panel, are read by one process. What must
hold across pages is seen to when the parts come together.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from sys import platform
from threading import active_count
from typing import NamedTuple, TypeAlias
from zlib import adler32, crc32

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.gathering import Batch, Gathered, gathered, together
from ledger.evidence.verifying.hashing import Span, blocks, leaf_hashes, owned
from ledger.evidence.verifying.heads import told_history
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.verdict import Refuted, Step, Undecided
from ledger.evidence.verifying.walk import Walk

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""


class Entries(NamedTuple):
    """Every entry: as leaves, in spans that follow one another, and as what they say."""

    spans: list[Span]
    said: Gathered


class Started:
    """Several processes that have begun to read; `entries` waits for them, `close` stops them.

    They are begun before anything of the bundle is proved: what they find counts only after.
    """

    def __init__(self, bundle: Bundle, jobs: int, progress: Progress) -> None:
        self._data = bundle.view(names.ENTRIES)
        self._progress = progress
        self._pool = ProcessPoolExecutor(jobs, get_context(_way()))
        tasks = [_Task(bundle.file, job, jobs) for job in range(jobs)]
        self._parts = [self._pool.submit(_part, task) for task in tasks]

    def entries(self) -> Entries:
        """All that the bundle of a whole ledger holds.

        Raises:
            Refuted: The entries are not lines.
            BrokenProcessPool: A process was killed.
        """
        for done, _ in enumerate(as_completed(self._parts), start=1):
            self._progress(done * len(self._data) // len(self._parts), len(self._data))
        parts = [part.result() for part in self._parts]
        whole = together([part.said for part in parts])
        if _twice([part.requests for part in parts]) and Step.ENTRIES not in whole.faults:
            _find_repeated(self._data, whole)
        return Entries([part.span for part in parts if part.span], whole)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def entries(bundle: Bundle, progress: Progress) -> Entries:
    """The same by this process alone. Raises `Refuted` as `Started.entries` does."""
    span = Span()
    hashed = _hashed(bundle.view(names.ENTRIES), span, progress)
    said = gathered(Walk(), hashed, bundle.manifest().as_at, told_history(bundle).root_text)
    return Entries([span], said)


def _way() -> str:
    """How processes begin: as copies of this one, if it has no thread that could be torn."""
    return "fork" if platform == "linux" and active_count() == 1 else "spawn"


@dataclass(frozen=True, slots=True)
class _Task:
    file: Path
    job: int
    jobs: int


class _Part(NamedTuple):
    span: Span
    said: Gathered
    requests: array[int]


def _part(task: _Task) -> _Part:
    bundle = Bundle(task.file)
    data, as_at = bundle.view(names.ENTRIES), bundle.manifest().as_at
    walk, span = Walk(), Span()
    said = gathered(walk, _own(data, task, span), as_at, told_history(bundle).root_text)
    return _Part(span, said, array("Q", _digests(walk.requests)))


def _hashed(data: Data, span: Span, progress: Progress) -> Iterator[Batch]:
    """The lines to be read, all of them, whose leaves are put to the span."""
    done = 0
    for block in blocks(data):
        first = len(span)
        span.leaves += leaf_hashes(block)
        yield block, range(first, len(span))
        done += len(block)
        progress(done, len(data))


def _own(data: Data, task: _Task, span: Span) -> Iterator[Batch]:
    """The lines to be read; those to be hashed, one part of all in a row, are put to the span."""
    index = place = 0
    for block in blocks(data):
        hashes = place * task.jobs // len(data) == task.job
        own, indexes, index = owned(block, index, task.job, task.jobs, span if hashes else None)
        yield own, indexes
        place += len(block)


def _digests(requests: Mapping[str, Iterable[str]]) -> Iterator[int]:
    """A number of each that few others have; where two have one, all are looked at again."""
    for system, keys in requests.items():
        begun = crc32(system.encode())
        for key in keys:
            text = key.encode()
            yield crc32(text, begun) << 32 | adler32(text, begun)


def _twice(digests: Sequence[array[int]]) -> bool:
    """Whether one digest is of two processes: each has seen to its own."""
    seen = set[int]()
    for some in digests:
        if not seen.isdisjoint(some):
            return True
        seen.update(some)
    return False


def _find_repeated(data: Data, whole: Gathered) -> None:
    """Where a request is recorded on the pages of two processes, if it is: two digests were one."""
    walk = Walk()
    try:
        for block, indexes in _hashed(data, Span(), lambda _done, _all: None):
            walk.through(block, indexes)
    except (Refuted, Undecided):
        return
    if Step.ENTRIES in walk.faults:
        whole.faults[Step.ENTRIES] = walk.faults[Step.ENTRIES]
