"""The files of a log, as they leave the building: signed notes, heads, and tiles.

C2SP tlog-tiles v1 lays out `checkpoint` and `tile/...`. `checkpoints/<size>` keeps every note that
was signed, and `heads` says of each size when it was sealed: one line `<sealed_at> <size> <root>`,
oldest first. Nothing is believed because it stands here: whoever reads checks signature and proof.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, LARGEST, hash_from_base64, number, to_base64
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile, bundled, unbundled

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
HEADS = "heads"

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
LONGEST_LINE = 128


class NotPublished(LookupError):
    """The log has no such file, or not yet.

    Attributes:
        path: The file's, in the log's folder.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Head(NamedTuple):
    """What the log was when it was sealed: so many leaves, and the root over them."""

    size: int
    root: bytes
    sealed_at: datetime

    def __str__(self) -> str:
        return f"{instant_text(self.sealed_at)} {self.size} {to_base64(self.root)}"


class Published:
    """The files of one log in `folder`, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def latest(self) -> bytes | None:
        """The last signed note, if any is published."""
        return self._read(CHECKPOINT)

    def note(self, size: int) -> bytes | None:
        """The signed note of the log at `size`, if it was sealed there."""
        return self._read(f"{CHECKPOINTS}/{size}")

    def heads(self) -> Sequence[Head]:
        """Every head, oldest first.

        Raises:
            NotProved: A line is none, or sizes do not rise, or instants fall.
        """
        text = self._read(HEADS) or b""
        heads = [parse_head(line) for line in text.split(b"\n")[:-1]]
        for before, after in pairwise(heads):
            _check_order(before, after)
        return heads

    def last_head(self) -> Head | None:
        """The newest head, if there is one.

        Raises:
            NotProved: Its line is none.
        """
        try:
            with (self.folder / HEADS).open("rb") as file:
                end = file.seek(0, 2)
                file.seek(max(0, end - 2 * LONGEST_LINE))
                whole = file.read().split(b"\n")[
                    :-1
                ]  # what follows the last line feed is unfinished
        except FileNotFoundError:
            return None
        return parse_head(whole[-1]) if whole else None

    def head_at(self, at: datetime) -> Head | None:
        """The largest head that was sealed by `at`, inclusive, if there is one.

        Raises:
            NotProved: A line that was looked at is none.
        """
        asked = instant_text(at)
        try:
            with (self.folder / HEADS).open("rb") as file:
                end = file.seek(0, 2)
                place = bisect_right(range(end), asked, key=lambda at: _sealed_at(file, at))
                line = _line_before(file, place)
        except FileNotFoundError:
            return None
        return parse_head(line) if line else None

    def head_from(self, size: int) -> Head | None:
        """The first head of `size` leaves or more, if the log was sealed so far.

        Raises:
            NotProved: A line that was looked at is none.
        """
        try:
            with (self.folder / HEADS).open("rb") as file:
                end = file.seek(0, 2)
                place = bisect_left(range(end), size, key=lambda at: _size(file, at))
                file.seek(place)
                line = file.readline()
        except FileNotFoundError:
            return None
        return parse_head(line[:-1]) if line.endswith(b"\n") else None

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


def instant_text(at: datetime) -> str:
    """The instant as every line of ours writes it: UTC, six decimals."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_instant(text: str) -> datetime:
    """The instant that `text` says.

    Raises:
        NotProved: `text` is not what `instant_text` writes.
    """
    if not _INSTANT.fullmatch(text):
        raise NotProved("an instant in another form than the canonical one")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NotProved("an instant that there is not") from None


def parse_head(line: bytes) -> Head:
    """The head that a line, without its line feed, says.

    Raises:
        NotProved: It is not what `str` of a head says.
    """
    parts = line.decode("ascii", errors="replace").split(" ")
    if len(parts) != 3:
        raise NotProved("a head without its three parts")
    return Head(number(parts[1]), hash_from_base64(parts[2]), parse_instant(parts[0]))


def _check_order(before: Head, after: Head) -> None:
    if before.size >= after.size:
        raise NotProved("heads whose sizes do not rise")
    if before.sealed_at > after.sealed_at:
        raise NotProved("heads whose instants fall")


def _sealed_at(file: BinaryIO, offset: int) -> str:
    """When the head was sealed around whose line's byte `offset` is; after all others, if none."""
    head = _head_around(file, offset)
    return instant_text(head.sealed_at) if head else "unfinished"


def _size(file: BinaryIO, offset: int) -> int:
    """The size of the head around whose line's byte `offset` is; above all others, if none."""
    head = _head_around(file, offset)
    return head.size if head else LARGEST + 1


def _head_around(file: BinaryIO, offset: int) -> Head | None:
    """The head in whose line the byte at `offset` is, its line feed too; None if unfinished."""
    before = max(0, offset - LONGEST_LINE)
    file.seek(before)
    around = file.read(2 * LONGEST_LINE)
    start = around.rfind(b"\n", 0, offset - before) + 1
    end = around.find(b"\n", offset - before)
    return parse_head(around[start:end]) if end >= 0 else None


def _line_before(file: BinaryIO, offset: int) -> bytes:
    """The line, without its line feed, that ends before `offset`; empty where there is none."""
    before = max(0, offset - 2 * LONGEST_LINE)
    file.seek(before)
    return file.read(offset - before).removesuffix(b"\n").rpartition(b"\n")[2]
