"""Reads a log as the sealer must: every leaf in its place, and every line hashed here.

What the table of leaves says of a line is compared, never believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ledger.evidence.published import NotPublished, Published
from ledger.evidence.sealer_refusals import Inconsistent, What
from ledger.proof.merkle import leaf_hash
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile
from ledger.record.entry import CorruptEntry
from ledger.record.leaves import Leaf, Log

MOST = 1_024
STEP = 65_536

Progress = Callable[[int, int], None]
"""Told how many leaves of how many have been looked at."""


def leaves(log: Log, start: int, end: int) -> Iterator[Leaf]:
    """The leaves from `start` to `end` (exclusive), each in its place.

    Raises:
        Inconsistent: One is missing, twice, or no hash.
        Unavailable: The log cannot be read.
    """
    index = start
    while index < end:
        rows = log.leaves(index, min(MOST, end - index))
        if not rows:
            raise Inconsistent(What.NOT_DENSE, index, "no leaf")
        for leaf in rows:
            if leaf.index != index:
                raise Inconsistent(What.NOT_DENSE, index, f"leaf {leaf.index}", leaf.position)
            if not _is_hash(leaf.hash):
                raise Inconsistent(What.LEAF_CHANGED, index, "no SHA-256 hash", leaf.position)
            yield leaf
            index += 1


def lines(log: Log, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """The lines of those leaves and their hashes, as hashed here.

    Raises:
        Inconsistent: As `leaves` says; or a line is gone, or not what its leaf is the hash of.
        Unavailable: The log cannot be read.
    """
    for first in range(start, end, MOST):
        last = min(first + MOST, end)
        row = list(leaves(log, first, last))
        for leaf, line in zip(row, _lines(log, row), strict=True):
            found = leaf_hash(line) if _is_bytes(line) else b""
            if found != leaf.hash:
                what = f"a line whose hash is {found.hex()}, a leaf {leaf.hash.hex()}"
                raise Inconsistent(What.LINE_CHANGED, leaf.index, what, leaf.position)
            yield line, found


def position_of(log: Log, index: int) -> int:
    """The position in the store of the line of leaf `index`; 0 where there is no such leaf."""
    return next((leaf.position for leaf in log.leaves(index, 1) if leaf.index == index), 0)


def _is_hash(found: object) -> bool:
    return isinstance(found, bytes) and len(found) == HASH_BYTES


def _is_bytes(found: object) -> bool:
    return isinstance(found, bytes)  # SQLite keeps whatever somebody puts into a column


def _lines(log: Log, row: Sequence[Leaf]) -> Sequence[bytes]:
    try:
        found = log.lines(row[0].index, len(row))
    except CorruptEntry as gone:
        at = next((leaf.index for leaf in row if leaf.position == gone.position), row[0].index)
        raise Inconsistent(What.LINE_GONE, at, "no line of bytes", gone.position) from None
    if len(found) != len(row):
        raise Inconsistent(What.LINE_GONE, row[0].index + len(found), "no line")
    return found


@dataclass
class Whole:
    """All tiles of a log of `size` leaves, made anew from its leaves, and what they lead to."""

    log: Log
    size: int
    progress: Progress = lambda _done, _all: None
    _edge: dict[Tile, bytes] = field(default_factory=dict)

    def tiles(self) -> Iterator[tuple[Tile, bytes]]:
        """Every tile of the log at its size, with content. Raises what `leaves` raises."""
        for start in range(0, self.size, STEP):
            end = min(start + STEP, self.size)
            row = [leaf.hash for leaf in leaves(self.log, start, end)]
            for tile, content in growth(start, row, self._edge.__getitem__):
                if tile.width < TILE_WIDTH:
                    self._edge[tile] = content
                if tile.width == TILE_WIDTH or self._is_last(tile):
                    yield tile, content
            self.progress(end, self.size)

    def tiled(self) -> TiledLog:
        """The log at its size, once `tiles` has come to its end; only its right edge is kept."""
        return TiledLog(self.size, self._edge.__getitem__)

    def _is_last(self, tile: Tile) -> bool:
        return tile.index * TILE_WIDTH + tile.width == self.size >> 8 * tile.level


def is_published(published: Published, file: Tile | Bundle, content: bytes) -> bool:
    """Whether it stands there as it should."""
    try:
        return published.read(file) == content
    except (NotPublished, NotProved):
        return False
