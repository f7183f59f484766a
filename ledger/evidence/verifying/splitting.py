"""The entries of a whole ledger, gone through by one process or by several.

Of several, each takes a part of the log: its leaves, what they say, and what the pages come to that
begin there. What stands on them later is handed over to it. Where anything is at fault, one process
goes through all of it: so what is found, and where, is what one process finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from ctypes import c_uint64
from datetime import date
from itertools import chain, pairwise, repeat
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.beside import Beside, Way, way
from ledger.evidence.verifying.folding import Folded, RootOf, folded
from ledger.evidence.verifying.gathering import Gathered, found_by, gathered, uncollected, walked
from ledger.evidence.verifying.hashing import BLOCK_BYTES, as_leaves, blocks, lines_in
from ledger.evidence.verifying.heads import told_history
from ledger.evidence.verifying.joining import NotJoined, Seam, join
from ledger.evidence.verifying.lines import read
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.requests import number_anywhere, number_here
from ledger.evidence.verifying.shares import Share, shares
from ledger.evidence.verifying.verdict import Retroactive
from ledger.evidence.verifying.walk import Batch, Walk
from ledger.proof.strict import HASH_BYTES

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""

TOLD_EVERY_SECONDS = 0.2


class PartTold(NamedTuple):
    """What the pages come to that begin there, and which of their lines came late."""

    claims: Folded
    retroactive: list[Retroactive]


class Started:
    """Other processes, which have begun to read; `entries` waits for them, `close` ends them.

    They are begun before anything of the bundle is proved: what they find counts only after, and
    only if the leaves that they went by are the log's.
    """

    def __init__(self, bundle: Bundle, jobs: int, progress: Progress) -> None:
        """Begin, with so many processes in all, at least two.

        Raises:
            Refuted: The bundle lacks what tells how to share it out.
        """
        self._bundle = bundle
        self._progress = progress
        self._data = bundle.view(names.ENTRIES)
        self._leaves = told_history(bundle).leaves()
        found = shares(self._data, self._leaves, jobs)
        self._own, *self._shares = found
        self._own_leaves, *leaves = _leaves_of(found, self._leaves)
        self._read = [RawValue(c_uint64) for _ in found]
        by = way()
        self._number_of = number_here if by == Way.COPIED else number_anywhere
        self._others = [
            Beside(by, _part_beside, bundle.file, share, own, read, self._from(share))
            for share, own, read in zip(self._shares, leaves, self._read[1:], strict=True)
        ]

    def entries(self, leaves: bytes) -> Gathered:
        """What the entries of a whole ledger come to, whose leaves are these.

        Whatever goes wrong with several processes, one goes through all and tells what it finds.

        Raises:
            Refuted: The entries are not lines, or not those leaves.
        """
        with suppress(Exception):
            if leaves == self._leaves:
                return self._joined()
        self.close()
        return entries(self._bundle, leaves, self._progress)

    def close(self) -> None:
        for other in self._others:
            other.close()

    def _joined(self) -> Gathered:
        """What all have found, if nothing is at fault.

        Raises:
            NotJoined, Refuted, Undecided: Something is, or a process was killed.
        """
        walk, claims = self._from(self._own), Folded()
        with uncollected():
            _walk_through(walk, self._data, self._own, self._own_leaves, self._count)
            for share, other in zip(self._shares, self._others, strict=True):
                part: Walk = self._result(other)
                join(walk, part, _seam(self._data, share))
            as_at, root_of = _told_by(self._bundle)
            walk.look_back(as_at, self._again)
            walk.check_requests(self._again)
            own = folded(walk.streams, as_at, root_of)
        for other in self._others:
            told: PartTold = self._result(other)
            claims.add(told.claims)
            walk.told_late(told.retroactive)
        claims = claims.without(walk.joined_leaves())
        claims.add(own)
        if walk.faults or claims.fault:
            raise NotJoined
        return found_by(walk, claims)

    def _from(self, share: Share) -> Walk:
        return Walk(begins=share.first, after=share.first, number_of=self._number_of)

    def _count(self, number: int) -> None:
        self._read[0].value += number
        self._tell()
        for other in self._others:
            other.take(within_seconds=0)

    def _result(self, other: Beside[Any]) -> Any:
        while not other.take(within_seconds=TOLD_EVERY_SECONDS):
            self._tell()
        self._tell()
        return other.result()

    def _tell(self) -> None:
        self._progress(sum(read.value for read in self._read), len(self._data))

    def _again(self) -> Iterator[Batch]:
        parts = (_blocks(self._data, share) for share in (self._own, *self._shares))
        return _going_on(chain.from_iterable(parts))


def entries(bundle: Bundle, leaves: bytes, progress: Progress) -> Gathered:
    """The same by this process alone. Raises `Refuted` as `Started.entries` does."""
    data = bundle.view(names.ENTRIES)
    done = 0

    def count(number: int) -> None:
        nonlocal done
        done += number
        progress(done, len(data))

    lines = as_leaves(_counted(blocks(data), count), leaves)
    as_at, root_of = _told_by(bundle)
    return gathered(Walk(), _going_on(lines), lambda: _going_on(blocks(data)), as_at, root_of)


def _part_beside(
    file: Path, share: Share, leaves: bytes, read: c_uint64, walk: Walk
) -> Iterator[Walk | PartTold]:
    """What is met in a share, and then what the pages come to that begin there.

    Args:
        file: The bundle.
        share: Of its entries.
        leaves: That they should be.
        read: How many bytes of it have been read, for whoever waits.
        walk: A new one, from there; the caller's, so that it is not taken down before the end.

    Raises:
        NotJoined, Refuted: Something is at fault.
    """

    def count(number: int) -> None:
        read.value += number

    bundle = Bundle(file)
    data, (as_at, root_of) = bundle.view(names.ENTRIES), _told_by(bundle)
    with uncollected():
        _walk_through(walk, data, share, leaves, count)
        walk.let_go()
        yield walk
        walk.look_back(as_at, lambda: _going_on(_blocks(data, share)))
        if walk.faults:
            raise NotJoined
        yield PartTold(folded(walk.streams, as_at, root_of), walk.retroactive)


def _walk_through(
    walk: Walk, data: Data, share: Share, leaves: bytes, count: Callable[[int], None]
) -> None:
    """Go through a share.

    Raises:
        NotJoined, Refuted: Not all of it could be.
    """
    lines = as_leaves(_counted(_blocks(data, share), count), leaves)
    if walked(walk, _going_on(lines)) is not None:
        raise NotJoined


def _leaves_of(found: Sequence[Share], leaves: bytes) -> list[bytes]:
    """Those of each share."""
    begins = [share.first * HASH_BYTES for share in found]
    return [leaves[begin:end] for begin, end in pairwise([*begins, len(leaves)])]


def _seam(data: Data, share: Share) -> Seam | None:
    if not share.start:
        return None
    before = bytes(data[max(0, share.start - BLOCK_BYTES) : share.start - 1])
    last = read(before[before.rfind(b"\n") + 1 :], share.first - 1)
    return Seam(last, read(next(lines_in(data[share.start : share.end])), share.first))


def _told_by(bundle: Bundle) -> tuple[date, RootOf]:
    return bundle.manifest().as_at, told_history(bundle).root_text


def _blocks(data: Data, share: Share) -> Iterator[bytes]:
    return blocks(data[share.start : share.end])


def _going_on(lines: Iterator[bytes]) -> Iterator[Batch]:
    """Each block as one that begins where the last one ended."""
    return zip(lines, repeat(None))


def _counted(lines: Iterator[bytes], count: Callable[[int], None]) -> Iterator[bytes]:
    """The same blocks, the bytes of each of which are counted once it is over."""
    for block in lines:
        yield block
        count(len(block))
