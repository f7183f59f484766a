"""Writes the files of a log: each whole or not at all, what others lead to before what leads there.

Tiles come first, then the note under its size, then its line in `heads`, then `checkpoint`: whoever
reads a checkpoint finds all that it commits to. Everything may be done again after a crash. One
process at a time may write: the sealer, under its lock.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace as changed
from itertools import chain
from pathlib import Path

from ledger.evidence.durable import replace
from ledger.evidence.heads import LONGEST_LINE
from ledger.evidence.published import CHECKPOINT, CHECKPOINTS, HEADS, Head, Published
from ledger.proof.refusal import NotProved
from ledger.proof.tiles import TILE_WIDTH, Bundle, Tile

FOR_EVERYBODY = 0o644
OWNER_ONLY = 0o600


def put(published: Published, files: Iterable[tuple[Tile | Bundle, bytes]]) -> None:
    """Write `files`; the partial ones go of which the full one now stands (tlog-tiles allows it).

    Hashes and notes name nobody and may be read by every user of the machine; entries may not.

    Raises:
        OSError: One of them cannot be written.
    """
    for file, content in files:
        mode = OWNER_ONLY if isinstance(file, Bundle) else FOR_EVERYBODY
        _write(published.folder / file.path, content, mode)
        if file.width == TILE_WIDTH:
            partial = changed(file, width=1).path
            shutil.rmtree((published.folder / partial).parent, ignore_errors=True)


def tidy(published: Published) -> None:
    """Take away what a crash left: drafts, and partial files whose full one stands."""
    folder = published.folder
    for draft in chain(
        folder.glob("*.draft"), folder.glob("*/*.draft"), folder.glob("tile/**/*.draft")
    ):
        draft.unlink()
    for partial in folder.glob("tile/**/*.p"):
        if partial.with_suffix("").is_file():
            shutil.rmtree(partial)


def announce(published: Published, head: Head, note: bytes) -> None:
    """Publish the `note` that says `head`, for good.

    Raises:
        NotProved: The last head that is published is larger, or another at the same size, or none
            can be read from its line.
        OSError: It cannot be written.
    """
    last = published.last_head()
    if last is not None and (last.size > head.size or (last.size == head.size and last != head)):
        raise NotProved(f"a last published head, at size {last.size}, that is not of this log")
    _write(published.folder / CHECKPOINTS / str(head.size), note)
    if last is None or last.size < head.size:
        _append(published.folder / HEADS, f"{head}\n".encode())
    _write(published.folder / CHECKPOINT, note)


def amend(published: Published, size: int, note: bytes) -> None:
    """Publish `note` in place of the one of the same `size`: the same text, signed by more.

    Raises:
        OSError: It cannot be written.
    """
    _write(published.folder / CHECKPOINTS / str(size), note)
    last = published.last_head()
    if last is not None and last.size == size:
        _write(published.folder / CHECKPOINT, note)


def _write(file: Path, content: bytes, mode: int = FOR_EVERYBODY) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace(file, content, mode)


def _append(file: Path, line: bytes) -> None:
    """Add `line` durably; what a crash left behind the last line feed goes."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, FOR_EVERYBODY))
    with file.open("r+b") as opened:
        start = max(0, opened.seek(0, os.SEEK_END) - LONGEST_LINE)
        opened.seek(start)
        tail = opened.read()
        whole = start + tail.rfind(b"\n") + 1
        opened.truncate(whole)
        opened.seek(whole)
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())
