"""The entries of a whole ledger gone through by several processes: hashed by spans, read by pages.

Every process sees every line, and reads those of its own pages: which they are is told by the bytes
of the line, so that all lines of one page, and of its panel, are read by one process. What must
hold across pages is seen to when the parts come together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.gathering import Gathered, gathered, together
from ledger.evidence.verifying.hashing import Span, blocks, bounds, span, unordered
from ledger.evidence.verifying.heads import told_history
from ledger.evidence.verifying.lines import page_in
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.verdict import Refuted, Step, Undecided
from ledger.evidence.verifying.walk import Walk

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""

_PANEL = b"panel-"
_REQUEST_BYTES = 8


class Entries(NamedTuple):
    """Every entry: as leaves, in spans that follow one another, and as what they say."""

    spans: list[Span]
    said: Gathered


@dataclass(frozen=True, slots=True)
class _Task:
    file: Path
    job: int
    jobs: int


class _Part(NamedTuple):
    job: int
    span: Span | None
    said: Gathered
    requests: bytes


def entries(bundle: Bundle, jobs: int, progress: Progress) -> Entries:
    """All that the bundle of a whole ledger holds, gone through by so many processes.

    Raises:
        Refuted: The entries are not lines.
        BrokenProcessPool: A process was killed.
    """
    data = bundle.view(names.ENTRIES)
    if jobs == 1:
        manifest = bundle.manifest()
        root_of = told_history(bundle).root_text
        told = _numbered(data, progress)
        said = gathered(Walk(), told, manifest.as_at, root_of)
        return Entries([unordered(data)], said)
    parts = sorted(_parts(bundle.file, jobs, len(data), progress))
    whole = together([part.said for part in parts])
    digests = b"".join(part.requests for part in parts)
    if _twice(digests) and Step.ENTRIES not in whole.faults:
        _find_repeated(data, whole)
    return Entries([part.span for part in parts if part.span], whole)


def _parts(file: Path, jobs: int, length: int, progress: Progress) -> Iterator[_Part]:
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        tasks = [pool.submit(_part, _Task(file, job, jobs)) for job in range(jobs)]
        for done, task in enumerate(as_completed(tasks), start=1):
            yield task.result()
            progress(done * length // jobs, length)


def _part(task: _Task) -> _Part:
    bundle = Bundle(task.file)
    data = bundle.view(names.ENTRIES)
    manifest = bundle.manifest()
    spans = dict(enumerate(bounds(data, task.jobs)))
    start, end = spans.get(task.job, (0, 0))
    walk = Walk()
    root_of = told_history(bundle).root_text
    said = gathered(walk, _own(data, task), manifest.as_at, root_of)
    requests = b"".join(_digest(request) for request in walk.requests)
    return _Part(task.job, span(data[start:end]) if end else None, said, requests)


def _numbered(data: Data, progress: Progress) -> Iterator[tuple[int, bytes]]:
    index, done = 0, 0
    for lines in blocks(data):
        for line in lines:
            yield index, line
            index += 1
        done += sum(map(len, lines)) + len(lines)
        progress(done, len(data))


def _own(data: Data, task: _Task) -> Iterator[tuple[int, bytes]]:
    index = 0
    for lines in blocks(data):
        for line in lines:
            if crc32(page_in(line).removeprefix(_PANEL)) % task.jobs == task.job:
                yield index, line
            index += 1


def _digest(request: tuple[str, str]) -> bytes:
    return blake2b(repr(request).encode(), digest_size=_REQUEST_BYTES).digest()


def _twice(digests: bytes) -> bool:
    number = len(digests) // _REQUEST_BYTES
    starts = range(0, len(digests), _REQUEST_BYTES)
    return len({digests[start : start + _REQUEST_BYTES] for start in starts}) < number


def _find_repeated(data: Data, whole: Gathered) -> None:
    """Where a request is recorded on the pages of two processes, if it is: two digests were one."""
    walk = Walk()
    try:
        walk.through(_numbered(data, lambda _done, _all: None))
    except (Refuted, Undecided):
        return
    if Step.ENTRIES in walk.faults:
        whole.faults[Step.ENTRIES] = walk.faults[Step.ENTRIES]
