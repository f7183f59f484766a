"""Small files that outlast a crash: replaced whole or not at all, by one process at a time.

A file is written beside its place, made durable, and moved there; then the move is made durable.
Whoever is killed in between leaves the old file or the new one, never a part of either.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from time import monotonic, sleep

OWNER_ONLY = 0o600
READ_ONLY = 0o400
_AGAIN_SECONDS = 0.002


class StillLocked(Exception):
    """Another process held the lock for too long."""


def replace(file: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """Make `data` the content of `file`, durably; its folder must be there.

    Of two at once the last one stands: who goes by what stood before holds `locked`.

    Raises:
        OSError: It cannot be written; the old content stands.
    """
    draft = _drafted(file, data, mode)
    draft.replace(file)
    _make_durable(file.parent)


def create(file: Path, data: bytes, mode: int = READ_ONLY) -> None:
    """Make a new `file` with the content `data`, durably and whole.

    Raises:
        FileExistsError: There is one already; it is left as it is.
        OSError: It cannot be written.
    """
    draft = _drafted(file, data, mode)
    try:
        os.link(draft, file)
    finally:
        draft.unlink()
    _make_durable(file.parent)


@contextmanager
def locked(file: Path, patience_seconds: float) -> Iterator[None]:
    """Be the only one who has `file` locked, of all threads and processes, for the block.

    Raises:
        StillLocked: Others did not let go in time.
    """
    until = monotonic() + patience_seconds
    with file.with_name(f"{file.name}.lock").open("ab") as opened:
        while not _taken(opened.fileno()):
            if monotonic() > until:
                raise StillLocked(f"{file.name} is in use")
            sleep(_AGAIN_SECONDS)
        yield


def _drafted(file: Path, data: bytes, mode: int) -> Path:
    draft = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    return draft


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
