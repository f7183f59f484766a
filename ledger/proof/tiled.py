"""A log kept as tiles: how it grows, and the hashes and proofs that can be read from it.

C2SP tlog-tiles v1. What is read is trusted for its length only: the proofs made from it are
worth what their verifier says of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ledger.proof.compact import CompactRange
from ledger.proof.merkle import folded, root_of_row
from ledger.proof.paths import consistency_spans, inclusion_spans, subtrees
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiles import TILE_WIDTH, Tile

ReadTile: TypeAlias = Callable[[Tile], bytes]

_TILE_BYTES = TILE_WIDTH * HASH_BYTES


def growth(old: int, leaves: Iterable[bytes], read: ReadTile) -> Iterator[tuple[Tile, bytes]]:
    """The tiles, with content, that a log of `old` leaves is given by these leaf hashes more.

    Args:
        old: The leaves so far.
        leaves: The hashes of the leaves that follow; several may be in a row.
        read: Gives the content of a tile of the log so far; asked for the last ones only.

    Raises:
        NotProved: `read` gave another length than the tile has.
    """
    level, size, added = 0, old, list(leaves)
    while added:
        index, begun = divmod(size, TILE_WIDTH)
        row = _read(Tile(level, index, begun), read) if begun else b""
        row += b"".join(added)
        added = []
        for start in range(0, len(row), _TILE_BYTES):
            content = row[start : start + _TILE_BYTES]
            yield Tile(level, index, len(content) // HASH_BYTES), content
            if len(content) == _TILE_BYTES:
                added.append(root_of_row(content))
            index += 1
        level, size = level + 1, size // TILE_WIDTH


@dataclass(frozen=True, slots=True)
class TiledLog:
    """A log of `size` leaves whose tiles `read` gives.

    Each of its methods raises `NotProved` where `read` gave another length than the tile has.
    """

    size: int
    read: ReadTile

    def compact_range(self) -> CompactRange:
        """The whole log as the range from which it can grow, and whose root is its root."""
        return CompactRange(0, self.size, self._nodes(0, self.size))

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The hashes that prove leaf `index`, from its sibling up to the root's child.

        Raises:
            NotProved: There is no leaf `index`.
        """
        return [self._span(start, end) for start, end in inclusion_spans(index, self.size)]

    def consistency_proof(self, old: int) -> list[bytes]:
        """The hashes that prove that this log goes on from its first `old` leaves.

        Raises:
            NotProved: `old` is not from 1 to the size (inclusive).
        """
        return [self._span(start, end) for start, end in consistency_spans(old, self.size)]

    def _span(self, start: int, end: int) -> bytes:
        return folded(self._nodes(start, end))

    def _nodes(self, start: int, end: int) -> tuple[bytes, ...]:
        return tuple(self._node(level, index) for level, index in subtrees(start, end))

    def _node(self, level: int, index: int) -> bytes:
        level, height = divmod(level, 8)
        tile_index, place = divmod(index << height, TILE_WIDTH)
        held = (self.size >> 8 * level) - tile_index * TILE_WIDTH
        row = _read(Tile(level, tile_index, min(held, TILE_WIDTH)), self.read)
        part = row[place * HASH_BYTES : (place + (1 << height)) * HASH_BYTES]
        return root_of_row(part)


def _read(tile: Tile, read: ReadTile) -> bytes:
    content = read(tile)
    if len(content) != tile.width * HASH_BYTES:
        raise NotProved("a tile of another length than its width")
    return content
