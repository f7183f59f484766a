"""What reading entries comes to."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from ledger.evidence.verifying.folding import Folded, RootOf, folded
from ledger.evidence.verifying.stream import Kept
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step, Undecided
from ledger.evidence.verifying.walk import Again, Batch, Decided, Walk
from ledger.journey.parts import EditionRef
from ledger.record.streams import is_persons


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
    walk: Walk, batches: Iterable[Batch], again: Again, as_at: date, root_of: RootOf
) -> Gathered:
    """What these lines come to, in their order.

    Args:
        walk: A new one.
        batches: The lines.
        again: Gives them once more.
        as_at: The civil day, inclusive, on which journeys are told.
        root_of: The root, in base64, of the log's first so many leaves; None where nobody knows.
    """
    with uncollected():
        stopped, claims = walked(walk, batches), Folded()
        walk.look_back(as_at, again)
        if stopped is None:
            walk.check_requests(again)
            claims = folded(walk.streams, as_at, root_of)
    return found_by(walk, claims, stopped)


def walked(walk: Walk, batches: Iterable[Batch]) -> Refuted | Undecided | None:
    """Why the walk through the batches, all of which are asked for, came to an end, if it did."""
    stopped: Refuted | Undecided | None = None
    for block, first in batches:
        if stopped is None:
            try:
                walk.through(block, first)
            except (Refuted, Undecided) as fault:
                stopped = fault
    return stopped


def found_by(walk: Walk, claims: Folded, stopped: Refuted | Undecided | None = None) -> Gathered:
    """What a walk found that is over, and what its pages came to."""
    found = Gathered(claims=claims, stopped=stopped)
    for page, stream in walk.streams.items():
        found.number += len(stream.indexes)
        if is_persons(page):
            found.pages.add(page)
            found.forces.add(stream.force)
        else:
            found.others[page] = stream.kept()
    found.cited = walk.cited
    found.decided = {one: sorted(leaves) for one, leaves in walk.decided.items()}
    found.retroactive, found.faults = walk.retroactive, walk.faults
    return found


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no cycles be looked for meanwhile: entries make none, and millions of them stay."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
