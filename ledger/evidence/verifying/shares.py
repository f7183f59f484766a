"""The shares of a log that several processes take: each a run of lines that stand together."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ledger.evidence.bundles.container import Data
from ledger.proof.canonical import MOST_BYTES
from ledger.proof.merkle import leaf_hash
from ledger.proof.strict import HASH_BYTES

ALONE = 0.2
"""What the first process has to do beside its share, in parts of what all the entries take."""


class Share(NamedTuple):
    """The bytes from `start` to `end`, exclusive, the first line of which is leaf `first`."""

    start: int
    end: int
    first: int


def shares(entries: Data, leaves: bytes, number: int) -> list[Share]:
    """The shares of so many processes, one after the other; the first one is smaller, or empty.

    There are fewer where a line is not among the `leaves`, which say what number it has. Nobody has
    proved them yet: who goes through a share has to see that it begins where the last one ends.
    """
    own = max(0.0, (1 - ALONE * (number - 1)) / number)
    cuts = [own + (1 - own) * place / (number - 1) for place in range(number - 1)]
    found = {_line_from(entries, int(cut * len(entries)), leaves) for cut in cuts}
    begins = sorted(one for one in found if one is not None)
    ends = [*begins, (len(entries), 0)]
    first = Share(0, ends[0][0], 0)
    return [first, *(Share(a[0], b[0], a[1]) for a, b in pairwise(ends))]


def _line_from(entries: Data, place: int, leaves: bytes) -> tuple[int, int] | None:
    """Where the first line after `place` begins, and which leaf it is; None if nobody knows."""
    if not place:
        return 0, 0
    piece = bytes(entries[place : place + 2 * (MOST_BYTES + 1)])
    begin = piece.find(b"\n") + 1
    end = piece.find(b"\n", begin)
    if not begin or end < 0:
        return None
    found = leaves.find(leaf_hash(piece[begin:end]))
    return None if found < 0 or found % HASH_BYTES else (place + begin, found // HASH_BYTES)
