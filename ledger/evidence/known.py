"""How much of the ledger was known at a moment, and which seal vouches for that much.

A size is the ledger's first so many entries. It has a root wherever the log was sealed so far, be
it there or later; beyond the last seal nothing vouches for it yet. Found through the published
heads and tiles alone, in as many reads as the tree is high: the ledger itself is not gone through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ledger.evidence.on_demand import sealed_up_to
from ledger.evidence.published import Head, NotPublished, Published
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, to_base64
from ledger.proof.tiled import TiledLog
from ledger.proof.tiles import TILE_WIDTH, Tile


class NeverSealed(LookupError):
    """The ledger was not sealed by that instant."""


class LogUnreadable(Exception):
    """The published files of the log are not what a log is made of."""


@dataclass(frozen=True, slots=True)
class Known:
    """The ledger's first `size` entries.

    Attributes:
        size: How many entries.
        root: The root over them, in base64; None where the log was not sealed so far.
        sealed_at: When it was sealed at this very size; None where it was not.
        sealed_by: The first size at which it was sealed with all of them; None where it was not.
    """

    size: int
    root: str | None = None
    sealed_at: datetime | None = None
    sealed_by: int | None = None


def known_to(published: Published, size: int) -> Known:
    """What vouches for the first `size` entries; files that cannot be read vouch for nothing."""
    try:
        head = _head_from(published, size)
        if head is None:
            return Known(size)
        if head.size == size:
            return _sealed(head)
        return Known(
            size,
            to_base64(log_at(published, size, head.size).compact_range().root),
            None,
            head.size,
        )
    except (NotProved, NotPublished, OSError):
        return Known(size)


def known_by(published: Published, at: datetime) -> Known:
    """The largest size that was sealed by `at`, inclusive.

    Raises:
        NeverSealed: None was.
        LogUnreadable: It cannot be told, for the heads are damaged.
    """
    try:
        head = published.head_at(at)
    except (NotProved, OSError) as error:
        raise LogUnreadable from error
    if head is None:
        raise NeverSealed
    return _sealed(head)


def sealed_with(published: Published, size: int, patience_seconds: float) -> Known:
    """What is sealed once the first `size` entries are; a seal is asked for if need be.

    Raises:
        NotSealed: They were not within `patience_seconds`.
        LogUnreadable: It cannot be told, for the log's files are damaged.
    """
    try:
        return _sealed(sealed_up_to(published, size, patience_seconds))
    except (NotProved, OSError) as error:
        raise LogUnreadable from error


def _head_from(published: Published, size: int) -> Head | None:
    last = published.last_head()
    if last is None or last.size <= size:
        return last if last and last.size == size else None
    return published.head_from(size)


def _sealed(head: Head) -> Known:
    return Known(head.size, to_base64(head.root), head.sealed_at, head.size)


def log_at(published: Published, size: int, sealed: int) -> TiledLog:
    """The log's first `size` leaves, from the published tiles of the log at the size `sealed`.

    What it is asked raises `NotPublished` or `NotProved` where a tile is missing or is none.
    """

    def read(tile: Tile) -> bytes:
        held = (sealed >> 8 * tile.level) - tile.index * TILE_WIDTH
        row = published.read(replace(tile, width=min(held, TILE_WIDTH)))
        return row[: tile.width * HASH_BYTES]

    return TiledLog(size, read)
