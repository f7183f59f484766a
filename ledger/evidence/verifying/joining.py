"""Joins what two walks met of one log, where the second began at the leaf at which the first ended.

What is not as it should be across the two is not said here: to say it takes one walk over both.
"""

from __future__ import annotations

from typing import NamedTuple

from ledger.evidence.verifying.lines import Line
from ledger.evidence.verifying.requests import goes_on
from ledger.evidence.verifying.stream import Stream
from ledger.evidence.verifying.walk import Decided, Walk
from ledger.record.streams import sealed_alike


class NotJoined(Exception):
    """What two walks met is not one log as it should be."""


class Seam(NamedTuple):
    """The line at which a walk ended, and the one at which the next began."""

    before: Line
    after: Line

    @property
    def is_in_time(self) -> bool:
        return self.before.recorded_at <= self.after.recorded_at

    @property
    def is_one_request(self) -> bool:
        return bool(self.after.idempotency_key) and goes_on(self.after, self.before)


def join(walk: Walk, part: Walk, seam: Seam | None) -> None:
    """Let `walk` be one over both, but for what was found to be late, and what pages come to.

    Args:
        walk: From the first leaf of the log.
        part: From there on; its own pages are told by whoever walked it.
        seam: Between the two; None where nothing stands before.

    Raises:
        NotJoined: There is a fault in one, or across the two.
    """
    if part.begins != walk.after or part.faults or (seam and not seam.is_in_time):
        raise NotJoined
    for page, stream in part.streams.items():
        _join(walk, page, stream)
    walk.requests += part.requests[1:] if seam and seam.is_one_request else part.requests
    walk.told_from |= part.told_from
    walk.cited = part.cited | walk.cited
    for decided, leaves in part.decided.items():
        walk.decided[decided] += leaves
    for page, edition, on, index in part.unplaced:
        walk.decided[Decided(walk.streams[page].force, edition, on)].append(index)
    walk.firsts += part.firsts
    walk.after, walk.latest = part.after, part.latest


def _join(walk: Walk, page: str, stream: Stream) -> None:
    known = walk.streams.get(page)
    alike = walk.streams.get(sealed_alike(page), stream)
    if alike.commitment != stream.commitment:
        raise NotJoined
    if known is None and not stream.before:
        walk.streams[page] = stream
    elif known is not None and known.goes_on_in(stream):
        known.go_on(stream)
        walk.joined.add(page)
    else:
        raise NotJoined
