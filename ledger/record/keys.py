"""The keystore of a ledger in a folder; it is kept apart from the ledger, and from its backups."""

from __future__ import annotations

import secrets
from pathlib import Path

from ledger.privacy.durable import make_folder, put_in_place
from ledger.privacy.key_files import FileKeystore
from ledger.privacy.keystore import Keystore, KeystoreUnavailable, PageKeyMissing

__all__ = [
    "Keystore",
    "KeystoreUnavailable",
    "PageKeyMissing",
    "beside",
    "keystore_beside",
    "keystore_in",
]

WRAPPING_KEY = "wrapping.key"
WRAPPING_BYTES = 32


def keystore_in(folder: Path, wrapping_key: bytes) -> Keystore:
    """The keys of pages in `folder`, made if need be, wrapped under what follows from that key.

    Raises:
        ValueError: The wrapping key has fewer than 16 bytes.
        KeystoreUnavailable: The folder cannot be made or read.
    """
    return FileKeystore(folder, wrapping_key)


def keystore_beside(data: Path) -> Keystore:
    """The keystore that a ledger in `data` has in development: its wrapping key is in its folder.

    Raises:
        ValueError: The wrapping key has fewer than 16 bytes.
        KeystoreUnavailable: The folder cannot be made or read.
    """
    folder = beside(data)
    file = folder / WRAPPING_KEY
    try:
        make_folder(folder)
        if not file.exists():
            put_in_place(file, secrets.token_bytes(WRAPPING_BYTES))
        wrapping_key = file.read_bytes()
    except OSError as error:
        raise KeystoreUnavailable(f"the keystore failed: {error.strerror}") from error
    return FileKeystore(folder, wrapping_key)


def beside(data: Path) -> Path:
    """The folder of keys beside the folder `data`."""
    folder = data.absolute()
    return folder.with_name(f"{folder.name}-keys")
