"""What reading entries comes to: of all of them at once, or of parts that are put together."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ledger.evidence.verifying.folding import Folded, RootOf, folded
from ledger.evidence.verifying.stream import Kept
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step, Undecided, first_of
from ledger.evidence.verifying.walk import Decided, Walk
from ledger.journey.parts import EditionRef
from ledger.record.streams import is_persons

Batch: TypeAlias = tuple[bytes, Sequence[int]]
"""Some lines, each with its line feed, and the indexes of their leaves."""


@dataclass(slots=True)
class Gathered:
    """What was found in entries.

    Attributes:
        number: How many were read.
        pages: The persons' pages that they stand on.
        forces: Those that opened the pages.
        others: The streams that are no person's.
        faults: The first of each step.
        stopped: Why reading came to an end before the last entry, if it did.
    """

    number: int = 0
    pages: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    others: dict[str, Kept] = field(default_factory=dict)
    cited: dict[EditionRef, int] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)
    retroactive: list[Retroactive] = field(default_factory=list)
    faults: dict[Step, Refuted] = field(default_factory=dict)
    claims: Folded = field(default_factory=Folded)
    stopped: Refuted | Undecided | None = None


def gathered(walk: Walk, batches: Iterable[Batch], as_at: date, root_of: RootOf) -> Gathered:
    """What these lines come to, in their order."""
    found = Gathered()
    with _uncollected():
        for block, indexes in batches:
            if found.stopped is None:
                found.stopped = _stopped(walk, block, indexes)
        if found.stopped is None:
            found.claims = folded(walk.streams, as_at, root_of)
    for page, stream in walk.streams.items():
        found.number += len(stream.indexes)
        if is_persons(page):
            found.pages.add(page)
            found.forces.add(stream.force)
        else:
            found.others[page] = stream.kept()
    found.cited, found.decided = walk.cited, walk.decided
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


def together(parts: Sequence[Gathered]) -> Gathered:
    """What the parts come to, none of which shares a page with another."""
    whole = Gathered()
    for part in parts:
        whole.number += part.number
        whole.pages |= part.pages
        whole.forces |= part.forces
        whole.others |= part.others
        whole.decided += part.decided
        whole.retroactive += part.retroactive
        whole.claims.published += part.claims.published
        whole.claims.told += part.claims.told
        for ref, index in part.cited.items():
            whole.cited[ref] = min(index, whole.cited.get(ref, index))
    whole.decided.sort(key=lambda decided: decided.leaf)
    whole.retroactive.sort(key=lambda late: late.index)
    whole.stopped = first_of([part.stopped for part in parts if part.stopped])
    for step in Step:
        first = first_of([part.faults[step] for part in parts if step in part.faults])
        if isinstance(first, Refuted):
            whole.faults[step] = first
    wrong = first_of([part.claims.fault for part in parts if part.claims.fault])
    whole.claims.fault = wrong if isinstance(wrong, Refuted) else None
    return whole
