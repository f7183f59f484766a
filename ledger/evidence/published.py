"""The files of a log, as they leave the building: signed notes, heads, and tiles.

C2SP tlog-tiles v1 lays out `checkpoint` and `tile/...`. `checkpoints/<size>` keeps every note that
was signed, and `heads` says of each size when it was sealed. Nothing is believed because it stands
here: whoever reads checks signature and proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import datetime
from pathlib import Path

from ledger.evidence.heads import Head as Head
from ledger.evidence.heads import HeadFile
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, bundled, parse_path, unbundled

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
HEADS = "heads"


class NotPublished(LookupError):
    """The log has no such file, or not yet.

    Attributes:
        path: The file's, in the log's folder.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Published:
    """The files of one log in `folder`, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._heads = HeadFile(folder / HEADS)

    def latest(self) -> bytes | None:
        """The last signed note, if any is published."""
        return self._read(CHECKPOINT)

    def note(self, size: int) -> bytes | None:
        """The signed note of the log at `size`, if it was sealed there."""
        return self._read(f"{CHECKPOINTS}/{size}")

    def sizes(self) -> set[int]:
        """Every size of which a signed note is published."""
        notes = (self.folder / CHECKPOINTS).glob("*")
        return {int(note.name) for note in notes if note.name.isdecimal()}

    def heads(self) -> Sequence[Head]:
        """Every head, oldest first. Raises what `HeadFile.all` raises."""
        return self._heads.all()

    def last_head(self) -> Head | None:
        """The newest head, if there is one.

        Raises:
            NotProved: Its line is none.
        """
        return self._heads.last()

    def head_at(self, at: datetime) -> Head | None:
        """The largest head that was sealed by `at`, inclusive, if there is one.

        Raises:
            NotProved: A line that was looked at is none.
        """
        return self._heads.at(at)

    def head_from(self, size: int) -> Head | None:
        """The first head of `size` leaves or more, if the log was sealed so far.

        Raises:
            NotProved: A line that was looked at is none.
        """
        return self._heads.of(size)

    def heads_below(self, size: int, limit: int) -> Sequence[Head]:
        """At most `limit` heads of fewer than `size` leaves, newest first.

        Raises:
            NotProved: A line that was looked at is none.
        """
        return self._heads.below(size, limit)

    def tile_at(self, path: str) -> bytes:
        """The content of the tile of hashes that has `path`, as C2SP tlog-tiles writes it.

        Raises:
            NotPublished: There is no such file, or it is none of a tile of hashes.
        """
        try:
            tile = parse_path(path)
        except NotProved:
            raise NotPublished(path) from None
        if isinstance(tile, Bundle):
            raise NotPublished(path)
        return self.read(tile)

    def read(self, tile: Tile | Bundle) -> bytes:
        """The content of a tile, or bundle of entries; of a partial one also from the full one.

        Raises:
            NotPublished: There is no such file.
            NotProved: Only the full bundle is there, and is not one.
        """
        content = self._read(tile.path)
        if content is not None:
            return content
        full = self._read(changed(tile, width=TILE_WIDTH).path)
        if full is None:
            raise NotPublished(tile.path)
        if isinstance(tile, Bundle):
            return bundled(unbundled(full, TILE_WIDTH)[: tile.width])
        return full[: tile.width * HASH_BYTES]

    def _read(self, path: str) -> bytes | None:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None
