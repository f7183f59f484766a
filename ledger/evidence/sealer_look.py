"""Looks at a whole log and all its files: proves the leaves, mends the files, compares the heads.

Files are copies that can be made again, so one that is missing or changed is mended, and told, once
the leaves are proved. Leaves, lines and heads cannot, so there the first that differs is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.evidence.published import Published
from ledger.evidence.publishing import put
from ledger.evidence.sealer_memory import Remembered
from ledger.evidence.sealer_reading import Progress, Whole, is_published, leaves, lines, position_of
from ledger.evidence.sealer_refusals import Inconsistent, What
from ledger.proof.compact import CompactRange
from ledger.proof.note import parse_note
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, to_base64
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


def check_heads(log: Log, published: Published, known: Remembered) -> None:
    """Nothing, if every head that is published has its note, and the root of the leaves.

    Raises:
        Inconsistent: One has not, or `heads` is not as it was written.
        Unavailable: The log cannot be read.
    """
    grown = CompactRange()
    for size, root, text in _said(published, known.size):
        grown = grown.extended([leaf.hash for leaf in leaves(log, grown.end, size)])
        if grown.root != root:
            raise Inconsistent(What.PUBLISHED_OTHERWISE, size, f"a head with the root {root.hex()}")
        if not text.endswith(f"\n{size}\n{to_base64(root)}\n"):
            raise Inconsistent(What.PUBLISHED_OTHERWISE, size, "a head without its note")


def _said(published: Published, most: int) -> Iterator[tuple[int, bytes, str]]:
    try:
        for head in published.heads():
            note = published.note(head.size)
            yield head.size, head.root, parse_note(note).text if note else ""
    except NotProved as refusal:
        raise Inconsistent(What.PUBLISHED_OTHERWISE, most, refusal.what) from None


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
