"""What reading entries comes to."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from ledger.evidence.verifying.folding import Folded
from ledger.evidence.verifying.stream import Kept, Stream
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step, Undecided
from ledger.evidence.verifying.walk import Batch, Decided, Walk
from ledger.journey.parts import EditionRef
from ledger.record.streams import is_persons

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


def gathered(
    walk: Walk, batches: Iterable[Batch], again: Callable[[], Iterable[Batch]], fold: Fold
) -> Gathered:
    """What these lines come to, in their order; they may be asked for `again`, to compare them."""
    found = Gathered()
    with _uncollected():
        for block, first in batches:
            if found.stopped is None:
                try:
                    walk.through(block, first)
                except (Refuted, Undecided) as fault:
                    found.stopped = fault
        if found.stopped is None:
            walk.check_requests(again)
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
