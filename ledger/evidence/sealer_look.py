"""Looks at a whole log and all its files: proves the leaves, mends the files, compares the heads.

Files are copies that can be made again, so one that is missing or changed is mended, and told, once
the leaves are proved. Leaves, lines and heads cannot, so there the first that differs is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger.evidence.heads import Head
from ledger.evidence.published import Published
from ledger.evidence.publishing import put
from ledger.evidence.sealer_memory import Remembered
from ledger.evidence.sealer_reading import Progress, Whole, is_published, leaves, lines, position_of
from ledger.evidence.sealer_refusals import Inconsistent, What
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.compact import CompactRange
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, bundled, new_bundles
from ledger.record.leaves import Log


def look_at_tiles(
    log: Log, published: Published, known: Remembered, progress: Progress
) -> Sequence[str]:
    """The paths of the tiles that had to be mended, once all leaves lead to what is `known`.

    Raises:
        Inconsistent: They do not.
        Unavailable, OSError: The log cannot be read, or a tile cannot be written.
    """
    whole = Whole(log, known.size, progress)
    other = [
        (tile, content if tile.level == 0 else b"")
        for tile, content in whole.tiles()
        if not is_published(published, tile, content)
    ]
    if whole.tiled().compact_range() != known.range:
        raise _changed(log, published, known, other)
    wanted = {tile for tile, _ in other}
    if wanted:
        again = Whole(log, known.size).tiles()
        put(published, (each for each in again if each[0] in wanted))
    return [tile.path for tile, _ in other]


def look_at_bundles(
    log: Log, published: Published, size: int, progress: Progress, *, every_line: bool
) -> Sequence[str]:
    """The paths of the bundles that had to be mended; without `every_line`, the missing ones only.

    Raises:
        Inconsistent: A line that was looked at is gone, or not what its leaf is the hash of.
        Unavailable, OSError: As `look_at_tiles` says.
    """
    mended = []
    for bundle in new_bundles(0, size):
        if not every_line and (published.folder / bundle.path).is_file():
            continue
        content = _content(log, bundle)
        if not is_published(published, bundle, content):
            put(published, [(bundle, content)])
            mended.append(bundle.path)
        progress(min(size, (bundle.index + 1) * TILE_WIDTH), size)
    return mended


def check_lines(log: Log, size: int, progress: Progress) -> None:
    """Nothing, if every line is what its leaf is the hash of.

    Raises:
        Inconsistent: One is not, or gone.
        Unavailable: The log cannot be read.
    """
    for done, _ in enumerate(lines(log, 0, size), 1):
        if done % TILE_WIDTH == 0:
            progress(done, size)


def check_heads(
    log: Log, published: Published, known: Remembered, opened: Callable[[bytes], Checkpoint]
) -> None:
    """Nothing, if every head that is published has its note, and the root of the leaves.

    `opened` tells what a note says, and raises `NotProved` where the log did not sign it.

    Raises:
        Inconsistent: One has not, a note has no head, or `heads` is not as it was written.
        Unavailable: The log cannot be read.
    """
    grown, noted = CompactRange(), published.sizes()
    for head in _heads(published, known.size):
        grown = grown.extended([leaf.hash for leaf in leaves(log, grown.end, head.size)])
        if grown.root != head.root:
            found = f"a head with the root {head.root.hex()}"
            raise Inconsistent(What.PUBLISHED_OTHERWISE, head.size, found)
        _check_note(published, head, opened)
        noted.discard(head.size)
    if noted:
        raise Inconsistent(What.PUBLISHED_OTHERWISE, min(noted), "a note without its head")


def _heads(published: Published, most: int) -> Sequence[Head]:
    try:
        return published.heads()
    except NotProved as refusal:
        raise Inconsistent(What.PUBLISHED_OTHERWISE, most, refusal.what) from None


def _check_note(published: Published, head: Head, opened: Callable[[bytes], Checkpoint]) -> None:
    note, found = published.note(head.size), "a head without its note"
    if note is not None:
        try:
            said = opened(note)
        except NotProved as refusal:
            found = f"a note that has {refusal.what}"
        else:
            if (said.size, said.root) == (head.size, head.root):
                return
    raise Inconsistent(What.PUBLISHED_OTHERWISE, head.size, found)


def _content(log: Log, bundle: Bundle) -> bytes:
    first = bundle.index * TILE_WIDTH
    return bundled([line for line, _ in lines(log, first, first + bundle.width)])


def _changed(
    log: Log, published: Published, known: Remembered, other: Sequence[tuple[Tile, bytes]]
) -> Inconsistent:
    """The refusal, naming the first leaf that the published tiles have otherwise, if they have."""
    for tile, content in other:
        try:
            row = published.read(tile) if tile.level == 0 else content
        except (LookupError, NotProved):
            continue
        for place in range(0, len(content), HASH_BYTES):
            if content[place : place + HASH_BYTES] != row[place : place + HASH_BYTES]:
                index = tile.index * TILE_WIDTH + place // HASH_BYTES
                found = f"{content[place : place + HASH_BYTES].hex()}, not what was published"
                return Inconsistent(What.LEAF_CHANGED, index, found, position_of(log, index))
    return Inconsistent(What.ROOT_CHANGED, known.size, "another root")
