"""What reading entries comes to."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from ledger.evidence.verifying.folding import Folded
from ledger.evidence.verifying.stream import Kept, Stream
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step, Undecided
from ledger.evidence.verifying.walk import Decided, Walk
from ledger.journey.parts import EditionRef
from ledger.record.streams import is_persons

Batch: TypeAlias = tuple[bytes, Sequence[int]]
"""Some lines, each with its line feed, and the indexes of their leaves."""

Fold: TypeAlias = Callable[[dict[str, Stream]], Folded]
"""Told what stands on each page, it tells what every person's comes to."""


@dataclass(slots=True)
class Gathered:
    """What was found in entries.

    Attributes:
        number: How many were read.
        pages: The persons' pages that they stand on.
        forces: Those that opened the pages.
        others: The streams that are no person's.
        decided: The leaves of each kind of decision, ascending.
        faults: The first of each step.
        stopped: Why reading came to an end before the last entry, if it did.
    """

    number: int = 0
    pages: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    others: dict[str, Kept] = field(default_factory=dict)
    cited: dict[EditionRef, int] = field(default_factory=dict)
    decided: dict[Decided, list[int]] = field(default_factory=dict)
    retroactive: list[Retroactive] = field(default_factory=list)
    faults: dict[Step, Refuted] = field(default_factory=dict)
    claims: Folded = field(default_factory=Folded)
    stopped: Refuted | Undecided | None = None


def gathered(walk: Walk, batches: Iterable[Batch], fold: Fold) -> Gathered:
    """What these lines come to, in their order."""
    found = Gathered()
    with _uncollected():
        for block, indexes in batches:
            if found.stopped is None:
                found.stopped = _stopped(walk, block, indexes)
        if found.stopped is None:
            found.claims = fold(walk.streams)
    for page, stream in walk.streams.items():
        found.number += len(stream.indexes)
        if is_persons(page):
            found.pages.add(page)
            found.forces.add(stream.force)
        else:
            found.others[page] = stream.kept()
    found.cited, found.decided = walk.cited, dict(walk.decided)
    found.retroactive, found.faults = walk.retroactive, walk.faults
    return found


def _stopped(walk: Walk, block: bytes, indexes: Sequence[int]) -> Refuted | Undecided | None:
    try:
        walk.through(block, indexes)
    except (Refuted, Undecided) as fault:
        return fault
    return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no cycles be looked for meanwhile: entries make none, and millions of them stay."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
