"""The ledger as one force may follow it: its own pages, in the order of the whole.

Nothing is ever skipped. A position is given out under the write lock of the transaction that it is
written in, so entries become visible in the order of their positions: where one has been read,
nothing is written before it any more. To have read to a position is therefore to have seen all of
the force's entries up to it, whatever the filter left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from api.desk import Desk
from api.feed.events import NAMES, UNREADABLE, name_of
from ledger.record.entry import CorruptEntry, Entry

MOST_SCANNED = 4_000
"""Positions that one reading passes over at most, however few of them are the force's own."""

FIRST_LOOK = 50
MOST_AT_ONCE = 500

Item = tuple[int, Entry | CorruptEntry]


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries with their positions, and the position to read on after, exclusive.

    `at_end` says that there is no more for now.
    """

    items: tuple[Item, ...]
    read_to: int
    at_end: bool = False


def of_force(
    desk: Desk, force: str, after_position: int, limit: int, types: Collection[str] = ()
) -> Batch:
    """The force's next entries after `after_position`, exclusive, in order; at most `limit`.

    There may be none and more to come all the same: `read_to` moves on over what is not the
    force's, `MOST_SCANNED` positions at a time. At the end of the ledger it stays.

    Args:
        desk: What to read with.
        force: Only entries on its participants' pages, and on its own.
        after_position: 0 reads from the start.
        limit: From 1.
        types: Only events of these types, all if there are none. An entry that cannot be read is
            among them always: it may be of any.

    Raises:
        KeyError: There is no such type.
        Unavailable: The ledger cannot be read.
    """
    names = {NAMES[one] for one in types} | {UNREADABLE} if types else NAMES_OF_ALL
    items: list[Item] = []
    read_to, most = after_position, min(limit, FIRST_LOOK)
    while read_to - after_position < MOST_SCANNED:
        rows = desk.ledger.since(read_to, most)
        for position, entry in rows:
            read_to = position
            if name_of(entry) in names and desk.feed.forces.of(entry) == force:
                items.append((position, entry))
                if len(items) == limit:
                    return Batch(tuple(items), read_to)
        if len(rows) < most:
            return Batch(tuple(items), read_to, at_end=True)
        most = min(2 * most, MOST_AT_ONCE)
    return Batch(tuple(items), read_to)


NAMES_OF_ALL = frozenset(NAMES.values())
