"""The bundle of one page: its entries and its force's, each with a proof that it is in the log.

It proves that they stand in the log, in this order, and that none is missing between them. Whether
more was written on the page later it cannot show; what was published of the page can be checked,
for that names how much of the ledger it was told from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Archive, Packed
from ledger.evidence.bundles.exporting import (
    Head,
    NotExported,
    Source,
    begun,
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
from ledger.evidence.bundles.opening import disclosed
from ledger.evidence.known import log_at
from ledger.evidence.published import NotPublished
from ledger.evidence.verifying.folding import folded
from ledger.evidence.verifying.heads import History
from ledger.evidence.verifying.walk import Batch, Walk
from ledger.privacy.keystore import Keystore
from ledger.privacy.page_key import PageKey
from ledger.proof.merkle import leaf_hash, verify_inclusion
from ledger.proof.refusal import NotProved
from ledger.proof.strict import to_base64
from ledger.proof.tiled import TiledLog
from ledger.proof.tlog_proof import TlogProof
from ledger.record.streams import force_page


class NothingKnown(LookupError):
    """Nothing was written on the page, so far as the log was sealed."""


class NothingToOpen(Exception):
    """The page's key was destroyed: what was sealed on it cannot be disclosed to anybody."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page to export; with its `key`, what is sealed on it is disclosed as well."""

    id: str
    key: PageKey | None = None


def disclosed_page(page: str, keys: Keystore) -> Page:
    """The page with its key, to be disclosed.

    Raises:
        NothingToOpen: The key was destroyed.
        PageKeyMissing: It is not in the keystore.
        KeystoreUnavailable: The keystore cannot be read.
    """
    key = keys.for_reading(page)
    if key is None:
        raise NothingToOpen
    return Page(page, key)


def export_page(
    out: BinaryIO, source: Source, page: Page, size: int | None, as_at: date | None
) -> Manifest:
    """Write the bundle of the page, as the log was sealed at `size`; at its last seal by default.

    Args:
        out: Where to; it can be sought, and is empty.
        source: The ledger.
        page: Whose.
        size: At which the log was sealed.
        as_at: The civil day, inclusive, that the claims are told of; by default the one on which
            the last of the page's entries was recorded.

    Raises:
        NothingKnown: Nothing was written on the page by then.
        Unopened: The key is not the page's.
        NotSealedThere, NotExported, EditionChanged, TooLarge, CorruptEntry, Unavailable, OSError:
            As `export_ledger` says.
    """
    head = head_of(source.published, size)
    lines = _lines(source, page.id, head.checkpoint.size)
    walk = _walked(lines)
    own = _own(lines, walk.streams[page.id].indexes)
    day = as_at or civil_day_of(own[-1][1])
    check_walked(walk, day, lambda: _batches(lines))
    past = _Past(source, head, walk)
    found = folded(walk.streams, day, past.history.root_text)
    check_folded(found)
    archive = Archive(out)
    packed = begun(archive, Kind.PAGE, (line + b"\n" for _, line in lines))
    packed += [archive.add(name, [content]) for name, content in past.files(lines)]
    for name, raw in editions(source, walk.cited).items():
        packed.append(archive.add(name, [raw]))
    packed.append(archive.add(names.CLAIMS, (lines for _, lines in found.claims())))
    if page.key is not None:
        packed += _disclosed(archive, own, page.key)
    about = Manifest(
        as_at=day,
        engine=source.engine,
        files=(),
        kind=Kind.PAGE,
        origin=head.checkpoint.origin,
        page=page.id,
        size=head.checkpoint.size,
    )
    return ended(archive, packed, about)


class _Past:
    """What the published tiles tell of the log at earlier sizes."""

    def __init__(self, source: Source, head: Head, walk: Walk) -> None:
        self._head = head
        self._published = source.published
        self._size = head.checkpoint.size
        self._sizes = sorted(size for size in walk.told_from if 0 < size < self._size)
        self.history = History(head.checkpoint)
        try:
            self._log = self._at(self._size)
            for size in self._sizes:
                self.history.roots[size] = self._at(size).compact_range().root
        except (NotProved, NotPublished):
            raise NotExported("published tiles that are missing, or none") from None

    def files(self, lines: Sequence[tuple[int, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The checkpoint, earlier ones, and every proof, by their names, in order."""
        yield names.CHECKPOINT, self._head.note
        for size, note in heads_before(self._published, self._head.checkpoint, self._sizes).items():
            yield names.older(size), note
        for size in self._sizes:
            hashes = [self.history.roots[size], *self._log.consistency_proof(size)]
            yield names.consistency(size), "".join(f"{to_base64(h)}\n" for h in hashes).encode()
        for index, line in lines:
            yield names.proof(index), self._proof(index, line)

    def _proof(self, index: int, line: bytes) -> bytes:
        hashes = tuple(self._log.inclusion_proof(index))
        root = self._head.checkpoint.root
        try:
            verify_inclusion(leaf_hash(line), index, self._size, hashes, root)
        except NotProved as refusal:
            raise NotExported(refusal.what, index) from None
        return bytes(TlogProof(index, hashes, self._head.note))

    def _at(self, size: int) -> TiledLog:
        last = self._published.last_head()
        return log_at(self._published, size, last.size if last else size)


def _lines(source: Source, page: str, size: int) -> list[tuple[int, bytes]]:
    """The lines of the page and of its force's, by their leaves, in the order of the log."""
    own = list(_of(source, page, size))
    if not own:
        raise NothingKnown(page)
    walk = _walked(own)
    check_walked(walk, date.max, lambda: _batches(own))
    force = walk.streams[page].force
    return sorted([*own, *_of(source, force_page(force), size)])


def _of(source: Source, page: str, size: int) -> Iterator[tuple[int, bytes]]:
    line = 1
    while (leaf := source.ledger.leaf_of(page, line)) is not None and leaf.index < size:
        yield leaf.index, source.ledger.lines(leaf.index, 1)[0]
        line += 1


def _walked(lines: Sequence[tuple[int, bytes]]) -> Walk:
    walk = Walk()
    for index, line in lines:
        walk_on(walk, [line], index)
    return walk


def _batches(lines: Sequence[tuple[int, bytes]]) -> Iterator[Batch]:
    return ((line + b"\n", index) for index, line in lines)


def _own(lines: Sequence[tuple[int, bytes]], indexes: Sequence[int]) -> list[tuple[int, bytes]]:
    wanted = set(indexes)
    return [(index, line) for index, line in lines if index in wanted]


def _disclosed(archive: Archive, lines: Sequence[tuple[int, bytes]], key: PageKey) -> list[Packed]:
    return [
        archive.add(names.PAGE_KEY, [f"{key.secret.hex()}\n".encode()]),
        archive.add(names.DISCLOSED, (disclosed(index, line, key) for index, line in lines)),
    ]
