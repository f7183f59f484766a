"""A compact range: the few hashes of a span of leaves from which the log can grow.

The hashes of the fewest complete subtrees that cover the span, from the left, as in the compact
ranges of transparency-dev/merkle (docs/compact_ranges.md). Neighbours merge into one, so that parts
of a log can be hashed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.proof.merkle import EMPTY_ROOT, PAIR_BYTES, folded, parents
from ledger.proof.paths import subtrees
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, LARGEST


@dataclass(frozen=True, slots=True)
class CompactRange:
    """The leaves from `start` to `end` (exclusive); as given without more, the empty log.

    Raises:
        NotProved: The ends are not in order, or the hashes are not as many or not as long as
            those of the span.
    """

    start: int = 0
    end: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end <= LARGEST:
            raise NotProved("a range whose ends are not in order")
        if [len(each) for each in self.hashes] != [
            HASH_BYTES for _ in subtrees(self.start, self.end)
        ]:
            raise NotProved("a range without the hashes of its subtrees")

    @property
    def root(self) -> bytes:
        """The root of the log.

        Raises:
            NotProved: The range does not start at leaf 0.
        """
        if self.start:
            raise NotProved("a root of a range that does not start at 0")
        return folded(self.hashes) if self.hashes else EMPTY_ROOT

    def extended(self, leaves: Sequence[bytes]) -> CompactRange:
        """This range and the leaf hashes that follow it."""
        return self._followed_by(0, leaves)

    def merged(self, following: CompactRange) -> CompactRange:
        """This range and the one that follows it.

        Raises:
            NotProved: `following` does not start where this ends.
        """
        if following.start != self.end:
            raise NotProved("ranges that are not neighbours")
        merged = self
        for (level, _), node in zip(
            subtrees(following.start, following.end), following.hashes, strict=True
        ):
            merged = merged._followed_by(level, (node,))
        return merged

    def _followed_by(self, level: int, nodes: Sequence[bytes]) -> CompactRange:
        end = self.end + (len(nodes) << level)
        before, row = list(self.hashes), b"".join(nodes)
        after: list[bytes] = []
        first = self.end >> level
        while row:
            if first & 1 and (first - 1) << level >= self.start:
                row = before.pop() + row
                first -= 1
            elif first & 1:  # its sibling is outside the range, so it stays as it is
                before.append(row[:HASH_BYTES])
                row = row[HASH_BYTES:]
                first += 1
            if alone := row[len(row) // PAIR_BYTES * PAIR_BYTES :]:
                after.append(alone)
            row = parents(row)
            first, level = first >> 1, level + 1
        return CompactRange(self.start, end, (*before, *reversed(after)))
