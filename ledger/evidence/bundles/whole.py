"""The bundle of a whole ledger: every entry, the tree over them, and what is claimed of them.

The entries are written as they are read, a thousand at a time; what is kept of each is its hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Archive
from ledger.evidence.bundles.exporting import (
    AT_ONCE,
    Head,
    NotExported,
    Progress,
    Source,
    begun,
    block_of,
    check_folded,
    check_walked,
    civil_day_of,
    editions,
    ended,
    head_of,
    heads_before,
    walk_on,
)
from ledger.evidence.bundles.manifest import Kind, Manifest
from ledger.evidence.published import Published
from ledger.evidence.verifying.folding import folded
from ledger.evidence.verifying.heads import History, checkpoint_in
from ledger.evidence.verifying.walk import Batch, Walk
from ledger.proof.merkle import leaf_hash
from ledger.proof.tiled import growth
from ledger.proof.tiles import Tile


def export_ledger(
    out: BinaryIO, source: Source, size: int | None, as_at: date | None, progress: Progress
) -> Manifest:
    """Write the bundle of the ledger's first `size` entries, of all that are sealed by default.

    Args:
        out: Where to; it can be sought, and is empty.
        source: The ledger.
        size: At which it was sealed.
        as_at: The civil day, inclusive, that the claims are told of; by default the one on which
            the last of the entries was recorded.
        progress: Told of the entries written.

    Raises:
        NotSealedThere: The log was not sealed at that size.
        NotExported: The ledger does not agree with the head, or with itself.
        EditionChanged: An edition that is cited is not here as it was.
        TooLarge: The bundle would be larger than a plain ZIP archive can be.
        CorruptEntry, Unavailable: An entry is gone; the ledger cannot be read.
        OSError: The bundle cannot be written.
    """
    head = head_of(source.published, size)
    archive, reading = Archive(out), _Reading(source, head.checkpoint.size, progress)
    packed = begun(archive, Kind.LEDGER, reading.entries())
    day = as_at or civil_day_of(reading.last)
    check_walked(reading.walk, day, reading.again)
    past = reading.history(head)
    found = folded(reading.walk.streams, day, past.root_text)
    check_folded(found)
    packed.append(archive.add(names.CHECKPOINT, [head.note]))
    for earlier, note in _earlier(source.published, head, reading.walk, past).items():
        packed.append(archive.add(names.older(earlier), [note]))
    for tile, content in past.all_tiles().items():
        packed.append(archive.add(names.tile(tile), [content]))
    for name, raw in editions(source, reading.walk.cited).items():
        packed.append(archive.add(name, [raw]))
    packed.append(archive.add(names.CLAIMS, (lines for _, lines in found.claims())))
    about = Manifest(
        as_at=day,
        engine=source.engine,
        files=(),
        kind=Kind.LEDGER,
        origin=head.checkpoint.origin,
        size=head.checkpoint.size,
    )
    return ended(archive, packed, about)


class _Reading:
    """Reads the entries once, in their order, and keeps what is needed of them."""

    def __init__(self, source: Source, size: int, progress: Progress) -> None:
        self.walk = Walk()
        self.last = b""
        self._source = source
        self._size = size
        self._progress = progress
        self._leaves: list[bytes] = []

    def entries(self) -> Iterator[bytes]:
        for start, lines in self._read():
            block = walk_on(self.walk, lines, start)
            self._leaves += map(leaf_hash, lines)
            self.last = lines[-1] if lines else self.last
            yield block
            self._progress(len(self._leaves), self._size)

    def again(self) -> Iterator[Batch]:
        """The entries once more."""
        return ((block_of(lines), start) for start, lines in self._read())

    def _read(self) -> Iterator[tuple[int, Sequence[bytes]]]:
        for start in range(0, self._size, AT_ONCE):
            yield start, self._source.ledger.lines(start, min(AT_ONCE, self._size - start))

    def history(self, head: Head) -> History:
        """The log as these entries make it.

        Raises:
            NotExported: It is another than the head says.
        """
        tiles: dict[Tile, bytes] = dict(growth(0, self._leaves, lambda _tile: b""))
        found = History(head.checkpoint, tiles)
        if len(self._leaves) != self._size or found.made_root() != head.checkpoint.root:
            raise NotExported("entries that do not lead to the root of the sealed head")
        return found


def _earlier(published: Published, head: Head, walk: Walk, past: History) -> dict[int, bytes]:
    """The notes of the sizes that were published from, and of each day's last seal before."""
    last_of_day = {one.sealed_at.date(): one.size for one in published.heads()}
    notes = dict(heads_before(published, head.checkpoint, [*walk.told_from, *last_of_day.values()]))
    for size, note in notes.items():
        if checkpoint_in(note).root != past.root_at(size):
            raise NotExported(f"a head of {size} leaves that the log does not go on from")
    return notes
