"""The entries of a whole ledger, gone through by one process or by several.

Of several, the first proves the bytes: the archive, the tree, and that each entry is its leaf.
Another one reads meanwhile what they say, all of them, so that it sees whatever must hold across
pages. What a page comes to is told by that page alone: so in the end the pages are shared out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_uint64
from functools import partial
from itertools import repeat
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.beside import FORKS, Beside
from ledger.evidence.verifying.folding import Folded, folded
from ledger.evidence.verifying.gathering import Fold, Gathered, gathered
from ledger.evidence.verifying.hashing import blocks, leaf_hashes
from ledger.evidence.verifying.heads import told_history
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.stream import Stream
from ledger.evidence.verifying.verdict import Undecided
from ledger.evidence.verifying.walk import Batch, Walk

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""

TOLD_EVERY_SECONDS = 0.2


class Entries(NamedTuple):
    """Every entry: as leaves, whose hashes stand one after the other, and as what they say."""

    leaves: bytes | bytearray
    said: Gathered


class Started:
    """Another process, which has begun to read; `entries` waits for it, `close` ends it.

    It is begun before anything of the bundle is proved: what it finds counts only after.
    """

    def __init__(self, bundle: Bundle, jobs: int, progress: Progress) -> None:
        """Begin; at most `jobs` processes, at least two, will be at work at a time."""
        self._data = bundle.view(names.ENTRIES)
        self._progress = progress
        self._read = RawValue(c_uint64)
        self._reading = Beside(_read_beside, bundle.file, jobs, self._read, Walk())

    def entries(self) -> Entries:
        """All that the bundle of a whole ledger holds.

        Raises:
            Refuted: The entries are not lines.
        """
        leaves = bytearray()
        for block in blocks(self._data):
            leaves += leaf_hashes(block)
            self._tell()
        while not self._reading.is_over(within_seconds=TOLD_EVERY_SECONDS):
            self._tell()
        self._tell()
        try:
            return Entries(leaves, self._reading.result())
        except Undecided as fault:
            return Entries(leaves, Gathered(stopped=fault))

    def close(self) -> None:
        self._reading.close()

    def _tell(self) -> None:
        self._progress(self._read.value, len(self._data))


def entries(bundle: Bundle, progress: Progress) -> Entries:
    """The same by this process alone. Raises `Refuted` as `Started.entries` does."""
    leaves = bytearray()
    hashed = _hashed(_told(bundle.view(names.ENTRIES), progress), leaves)
    return Entries(leaves, gathered(Walk(), _going_on(hashed), _again(bundle), _fold(bundle)))


def _read_beside(file: Path, jobs: int, read: c_uint64, walk: Walk) -> Gathered:
    """All that is said; the walk is the caller's, so that it is not taken down before that.

    Args:
        file: The bundle.
        jobs: By how many processes to fold.
        read: How many bytes of the entries have been read, for whoever waits.
        walk: A new one.
    """

    def progress(done: int, _all: int) -> None:
        read.value = done

    bundle = Bundle(file)
    lines = _told(bundle.view(names.ENTRIES), progress)
    fold = partial(_fold_beside, jobs=jobs, fold=_fold(bundle))
    return gathered(walk, _going_on(lines), _again(bundle), fold)


def _fold(bundle: Bundle) -> Fold:
    as_at, root_of = bundle.manifest().as_at, told_history(bundle).root_text
    return partial(folded, as_at=as_at, root_of=root_of)


def _fold_beside(streams: dict[str, Stream], jobs: int, fold: Fold) -> Folded:
    """The same by as many processes, if they can be copies of this one, which has the pages."""
    pages = list(streams.items())
    number = min(jobs, max(1, len(pages))) if FORKS else 1
    own, *shares = [dict(pages[place::number]) for place in range(number)]
    others = [Beside(fold, share) for share in shares]
    try:
        whole = fold(own)
        for other in others:
            whole.add(other.result())
    finally:
        for other in others:
            other.close()
    return whole


def _hashed(lines: Iterator[bytes], leaves: bytearray) -> Iterator[bytes]:
    """The same blocks, whose leaves are kept."""
    for block in lines:
        leaves += leaf_hashes(block)
        yield block


def _again(bundle: Bundle) -> Callable[[], Iterator[Batch]]:
    return lambda: _going_on(blocks(bundle.view(names.ENTRIES)))


def _going_on(lines: Iterator[bytes]) -> Iterator[Batch]:
    """Each block as one that begins where the last one ended."""
    return zip(lines, repeat(None))


def _told(data: Data, progress: Progress) -> Iterator[bytes]:
    """The blocks of the entries, while it is told how far they have been read."""
    done = 0
    for block in blocks(data):
        yield block
        done += len(block)
        progress(done, len(data))
