"""Secret keys, each in a file that nobody else can read."""

from __future__ import annotations

import os
from pathlib import Path

from api.identities import new_key
from api.settings import Settings
from ledger.record.access import AccessLog, open_access_log
from ledger.record.keys import Keystore, keystore_in

LEAST_BYTES = 16
OWNER_ONLY = 0o600


class KeyMissing(OSError):
    """A secret key's file is not there, and in production none is made."""


class KeyTooShort(ValueError):
    """A secret key has fewer than 16 bytes."""


def key_in(file: Path, settings: Settings) -> bytes:
    """The key in `file`, made there first if there is none and the mode is development.

    Raises:
        KeyMissing: There is no such file, and the mode is production.
        KeyTooShort: The key could be guessed.
    """
    if not settings.is_production:
        _make(file)
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(f"{file.name} is missing") from None
    if len(key) < LEAST_BYTES:
        raise KeyTooShort(f"{file.name} holds fewer than {LEAST_BYTES} bytes")
    return key


def page_keys(settings: Settings) -> Keystore:
    """The keystore with the keys of pages.

    Raises:
        KeyMissing, KeyTooShort: As `key_in`, of the key that they are wrapped under.
        KeystoreUnavailable: Its folder cannot be made or read.
    """
    wrapping_key = key_in(settings.wrapping_key_file, settings)
    return keystore_in(settings.page_keys_folder, wrapping_key)


def accesses(settings: Settings) -> AccessLog:
    """The access log beside the ledger, made if need be, whose keys are the ledger's.

    Raises:
        NotDurable, Unavailable: As `AccessLog` says.
    """
    return open_access_log(settings.data, lambda: page_keys(settings))


def _make(file: Path) -> None:
    """Write a new key, whole and at once, unless one stands there already."""
    if file.exists():
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(OWNER_ONLY)
    draft.write_bytes(new_key())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
