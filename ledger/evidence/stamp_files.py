"""Where the stamp of a checkpoint is kept: `checkpoints/<size>.tsr`, beside the note it is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate

from ledger.evidence.durable import replace
from ledger.evidence.published import CHECKPOINTS, Published
from ledger.evidence.stamps import stamped_at
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.refusal import NotProved

FOR_EVERYBODY = 0o644


class NothingToStamp(LookupError):
    """The log has no checkpoint, or none of that size."""


class StampInTheWay(Exception):
    """There is another stamp already, of which the certificates at hand tell nothing."""


def stamp_file(folder: Path, size: int) -> Path:
    """The file of the stamp of the log in `folder` at `size`."""
    return folder / CHECKPOINTS / f"{size}.tsr"


def note_to_stamp(folder: Path, size: int | None) -> tuple[int, bytes]:
    """The size and the signed note of the log in `folder`: the last one, if none is named.

    Raises:
        NothingToStamp: There is none.
        NotProved: It is no checkpoint, or one of another size than it is kept under.
    """
    published = Published(folder)
    if size is None:
        last = published.latest()
        if last is None:
            raise NothingToStamp("the log has no checkpoint yet")
        size = parse_checkpoint(parse_note(last).text).size
    note = published.note(size)
    if note is None:
        raise NothingToStamp(f"the log has no checkpoint at {size}")
    if parse_checkpoint(parse_note(note).text).size != size:
        raise NotProved("a checkpoint that is kept under another size than its own")
    return size, note


def keep_stamp(
    folder: Path,
    size: int,
    response: bytes,
    roots: Sequence[Certificate],
    request: bytes | None = None,
) -> datetime:
    """When the note at `size` was stamped; the stamp is kept once it is verified.

    A stamp that is there already is replaced by an earlier one only, which proves more.

    Raises:
        NothingToStamp: There is no such note.
        StampInTheWay: The stamp that is there does not hold under `roots`: it may be the earlier
            one of another authority.
        NotProved, StampReaderMissing: As `note_to_stamp` and `stamped_at` say; nothing is kept.
        OSError: It cannot be written.
    """
    at = stamped_at(note_to_stamp(folder, size)[1], response, roots, request)
    file = stamp_file(folder, size)
    if file.exists():
        before = _kept(folder, size, roots)
        if before is None:
            raise StampInTheWay(
                f"{file} is there already, and these certificates do not confirm it"
            )
        if before <= at:
            return before
    replace(file, response, FOR_EVERYBODY)
    return at


def stamps(folder: Path, roots: Sequence[Certificate]) -> dict[int, datetime | None]:
    """By size, when each note that has a stamp was stamped; `None` where the stamp does not hold.

    Raises:
        StampReaderMissing: As `stamped_at` says.
        OSError: One cannot be read.
    """
    named = [file.stem for file in (folder / CHECKPOINTS).glob("*.tsr")]
    sizes = sorted(int(name) for name in named if name.isdecimal())
    return {size: _kept(folder, size, roots) for size in sizes}


def _kept(folder: Path, size: int, roots: Sequence[Certificate]) -> datetime | None:
    try:
        response = stamp_file(folder, size).read_bytes()
        return stamped_at(note_to_stamp(folder, size)[1], response, roots)
    except (FileNotFoundError, NotProved, NothingToStamp):
        return None
