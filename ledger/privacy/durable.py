"""Small secret files that are there whole, and survive a loss of power, or are not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700


def put_in_place(file: Path, content: bytes) -> bool:
    """Write `file`, whole and durably, unless there is one; whether it was this call that did.

    The one that is there is durable, too, once this returns: whoever wrote it may not have come so
    far yet.
    """
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(descriptor)
        os.link(draft, file)
    except FileExistsError:
        return False
    else:
        return True
    finally:
        draft.unlink(missing_ok=True)
        sync_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Make the folder, durably, if there is none; those above it, too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(FOLDER_OWNER_ONLY, exist_ok=True)
    sync_folder(folder.parent)


def wipe(file: Path) -> None:
    """Overwrite the file where it stands, and remove it; nothing is done if there is none."""
    try:
        descriptor = os.open(file, os.O_WRONLY)
    except FileNotFoundError:
        return
    with os.fdopen(descriptor, "wb", buffering=0) as it:
        it.write(secrets.token_bytes(max(1, os.fstat(descriptor).st_size)))
        os.fsync(descriptor)
    file.unlink(missing_ok=True)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """See that the names in the folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
