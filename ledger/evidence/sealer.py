"""Signs a log's heads, and nothing that does not go on from the last head that it remembers.

The order of a seal: read, compare, sign, *remember*, publish tiles, publish the note. Remembering
comes before anybody can see the signature. Killed before it, nothing was signed that counts; killed
after it, the next start publishes what is remembered. The other way round, a crash would leave a
head in the world that its own sealer does not know, and could contradict.

Each round compares the last remembered leaf, and every leaf since the last full tile, and hashes
every new line itself. `look` compares all leaves with the memory: at each start, and on demand with
every line. At a first disagreement the log is frozen, with the reason, until a person has looked;
whatever is done first once it is unfrozen, by whichever process, looks at every line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ledger.evidence.keys import verifier
from ledger.evidence.published import CHECKPOINT, Head, NotPublished, Published
from ledger.evidence.publishing import announce, put, tidy
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import Keys
from ledger.evidence.sealer_look import check_heads, check_lines, look_at_bundles, look_at_tiles
from ledger.evidence.sealer_memory import Remembered
from ledger.evidence.sealer_reading import Progress, leaves, lines, position_of
from ledger.evidence.sealer_refusals import Inconsistent, What
from ledger.proof.checkpoint import Checkpoint, opened
from ledger.proof.note import signed
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, bundled, new_bundles
from ledger.record.leaves import Log

MOST_AT_ONCE = 16_384
"""Leaves that one head goes beyond the last: so many lines are in memory at a time."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the whole log found: all is well, but these files had to be mended."""

    size: int
    mended: Sequence[str]


class Sealer:
    """Seals `log`, which calls itself `origin`, into the files of `published`.

    Entries are published too, as bundles, where `entries` says so. `home` is the sealer's own, and
    so are its `keys`; `clock` says when a head is sealed. `announced` are the keys that the log
    ever had, by which its older heads are known.
    """

    def __init__(
        self,
        log: Log,
        origin: str,
        home: Home,
        keys: Keys,
        published: Published,
        clock: Clock,
        *,
        entries: bool = True,
        announced: Callable[[], Iterable[str]] = lambda: (),
    ) -> None:
        self.origin = origin
        self.published = published
        self._log = log
        self.home = home
        self.keys = keys
        self._clock = clock
        self._entries = entries
        self._announced = announced

    def remembered(self) -> Head | None:
        """The last head that was signed, if any was. Raises what `Home.remembered` raises."""
        known = self.home.remembered(self.origin, self.keys.verifiers())
        return known.head if known.size else None

    def look(
        self, progress: Progress = lambda _done, _all: None, *, every_line: bool = False
    ) -> Looked:
        """Prove all leaves against the memory; mend what is missing or changed among the files.

        Args:
            progress: Told how many leaves of how many have been looked at.
            every_line: Hash every line too, and compare every bundle and every head; done in any
                case where the log was unfrozen and nobody has done it since.

        Raises:
            Whatever `seal` says.
        """
        with self._round():
            known = self._remembered()
            self.home.tidy()
            tidy(self.published)
            return Looked(known.size, self._looked(known, progress, every_line=every_line))

    def seal(self) -> Sequence[Head]:
        """The new heads, oldest first: none where the log has not grown, more than one where much.

        Raises:
            Inconsistent: The log does not go on from what is remembered; it is frozen from now on.
            Frozen: It was already.
            StillLocked: Another process seals, and does not come to an end.
            HomeUnusable, KeyUnusable: The memory or a key is not as it should be.
            Unavailable: The log cannot be read now; nothing was signed.
            OSError: A file cannot be written; what is signed is remembered, and published later.
        """
        with self._round():
            known, heads = self._remembered(), []
            if self.home.is_to_look() or not self._is_published(known):
                self._looked(known, lambda _done, _all: None)
            size = self._log.size
            while known.size < size:
                known = self._grown(known, min(size, known.size + MOST_AT_ONCE))
                heads.append(known.head)
            return heads

    @contextmanager
    def _round(self) -> Iterator[None]:
        with self.home.alone():
            self.home.check_not_frozen()
            try:
                yield
            except Inconsistent as refusal:
                self.home.freeze(str(refusal), self._clock())
                raise

    def _remembered(self) -> Remembered:
        known = self.home.remembered(self.origin, self.keys.verifiers())
        try:
            last = self.published.last_head()
        except NotProved as refusal:
            raise Inconsistent(What.PUBLISHED_OTHERWISE, known.size, refusal.what) from None
        if last and (last.size > known.size or (last.size == known.size and last != known.head)):
            raise Inconsistent(What.PUBLISHED_OTHERWISE, known.size, f"a head at {last.size}")
        published = self._signed_size(self.published.latest() or b"")
        if published > known.size:
            raise Inconsistent(What.MEMORY_BEHIND, known.size, f"a checkpoint of {published}")
        self._check_end(known)
        return known

    def _signed_size(self, note: bytes) -> int:
        """The size of a checkpoint that a key of our own signed; 0 where it is none."""
        try:
            return opened(note, self.origin, self.keys.verifiers())[0].size
        except NotProved:
            return 0

    def _check_end(self, known: Remembered) -> None:
        size = self._log.size
        if size < known.size:
            found = f"{size} leaves, where {known.size} are remembered"
            raise Inconsistent(What.SMALLER, size, found)
        for leaf in leaves(self._log, max(0, known.size - 1), known.size):
            if leaf.hash != known.last_leaf:
                raise Inconsistent(What.LEAF_CHANGED, leaf.index, leaf.hash.hex(), leaf.position)

    def _looked(
        self, known: Remembered, progress: Progress, *, every_line: bool = False
    ) -> Sequence[str]:
        every_line = every_line or self.home.is_to_look()
        mended = [*look_at_tiles(self._log, self.published, known, progress)]
        if self._entries:
            mended += look_at_bundles(
                self._log, self.published, known.size, progress, every_line=every_line
            )
        elif every_line:
            check_lines(self._log, known.size, progress)
        if known.size and not self._is_announced(known):
            announce(self.published, known.head, known.note)
            mended.append(CHECKPOINT)
        if every_line:
            check_heads(self._log, self.published, known, self._opened)
            self.home.looked()
        return mended

    def _is_announced(self, known: Remembered) -> bool:
        """Whether the last head is published; its notes may have been signed by more since."""
        notes = [self.published.latest() or b"", self.published.note(known.size) or b""]
        said = all(
            note.startswith(known.note) and self._signed_size(note) == known.size for note in notes
        )
        return said and self.published.last_head() == known.head

    def _opened(self, note: bytes) -> Checkpoint:
        """What a published note says, signed by a key that the log has or had."""
        known = [*map(verifier, self._announced()), *self.keys.verifiers()]
        return opened(note, self.origin, {key.key_hash: key for key in known}.values())[0]

    def _grown(self, known: Remembered, size: int) -> Remembered:
        first = known.size - known.size % TILE_WIDTH
        read = list(lines(self._log, first, size))
        self._check_last_tile(known, [found for _, found in read[: known.size - first]])
        new = [found for _, found in read[known.size - first :]]
        tiles = list(growth(known.size, new, self.published.read))
        after = self._signed(known, new)
        self.home.remember(after)
        put(self.published, tiles)
        if self._entries:
            put(self.published, _bundles(known.size, size, [line for line, _ in read]))
        announce(self.published, after.head, after.note)
        return after

    def _signed(self, known: Remembered, new: Sequence[bytes]) -> Remembered:
        grown = known.range.extended(new)
        text = Checkpoint(self.origin, grown.end, grown.root).text
        at = max(self._clock(), known.sealed_at)
        return Remembered(grown, new[-1], at, signed(text, self.keys.signers()))

    def _check_last_tile(self, known: Remembered, row: Sequence[bytes]) -> None:
        """See that `row`, the leaves since the last full tile, are the published ones."""
        first = known.size - len(row)
        tile = self.published.read(Tile(0, first // TILE_WIDTH, len(row))) if row else b""
        for index, found in enumerate(row, first):
            place = (index - first) * HASH_BYTES
            if tile[place : place + HASH_BYTES] != found:
                position = position_of(self._log, index)
                raise Inconsistent(What.LEAF_CHANGED, index, found.hex(), position)

    def _is_published(self, known: Remembered) -> bool:
        """Whether the memory is published whole: it commits to every hash of the last tiles."""
        if not known.size:
            return True
        try:
            tiled = TiledLog(known.size, self.published.read)
            return tiled.compact_range() == known.range and self._is_announced(known)
        except (NotPublished, NotProved):
            return False


def _bundles(old: int, new: int, rows: Sequence[bytes]) -> Iterator[tuple[Tile | Bundle, bytes]]:
    """The bundles that the growth makes, of `rows`: the lines from the last full bundle on."""
    first = old - old % TILE_WIDTH
    for bundle in new_bundles(old, new):
        start = bundle.index * TILE_WIDTH - first
        yield bundle, bundled(rows[start : start + bundle.width])
