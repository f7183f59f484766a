"""A keystore of files: one small file to a page, its key wrapped under a key of their own.

Several processes share the folder. It belongs in no backup that the ledger is in; nor does the
wrapping key in one that the folder is in. An opened key is held in memory until the list of
destroyed keys, which is looked at every time, says that it is gone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger.privacy.destroyed_list import DestroyedList
from ledger.privacy.durable import make_folder, put_in_place, sync_folder, wipe
from ledger.privacy.keystore import (
    Destroyed,
    KeystoreUnavailable,
    PageKeyDestroyed,
    PageKeyMissing,
)
from ledger.privacy.page_key import KEY_BYTES, NONCE_BYTES, PageKey

LABEL = b"diversion-ledger wrapped page key v1\0"
DESTROYED = "destroyed"
PAGES = "pages"
NOBODY = ""
"""The page of a key that seals nothing: whether it can be unwrapped tells the wrapping key."""
LEAST_WRAPPING_BYTES = 16
MOST_OPENED = 20_000


class FileKeystore:
    """The keys in `folder`, which is made if need be."""

    def __init__(self, folder: Path, wrapping_key: bytes) -> None:
        """The keystore whose keys are wrapped under what follows from `wrapping_key`.

        Raises:
            ValueError: The wrapping key has fewer than 16 bytes.
            KeystoreUnavailable: The folder cannot be made or read, or its keys are wrapped under
                another key.
        """
        if len(wrapping_key) < LEAST_WRAPPING_BYTES:
            raise ValueError(f"a wrapping key of fewer than {LEAST_WRAPPING_BYTES} bytes")
        self._folder = folder
        self._wrapping = AESGCM(_derived(wrapping_key))
        self._lock = RLock()
        self._opened: dict[str, PageKey] = {}
        self._list = DestroyedList(folder / DESTROYED, lambda page: self._opened.pop(page, None))
        with _faults_named():
            make_folder(folder / PAGES)
            self._list.read_on()
            self._made(NOBODY)

    def for_writing(self, page: str) -> PageKey:
        try:
            self._look()
            if page in self._list.pages:
                raise PageKeyDestroyed
            return self._opened.get(page) or self._made(page)
        except OSError as error:
            raise _unavailable(error) from error

    def for_reading(self, page: str) -> PageKey | None:
        try:
            self._look()
            if page in self._list.pages:
                return None
            return self._opened.get(page) or self._read(page)
        except PageKeyDestroyed:
            return None
        except OSError as error:
            raise _unavailable(error) from error

    def destroy(self, page: str, left: Destroyed) -> None:
        with _faults_named(), self._lock:
            self._list.add(page, left)
            wipe(self._file(page))

    def destroyed(self) -> Mapping[str, Destroyed]:
        with _faults_named(), self._lock:
            self._look()
            return dict(self._list.pages)

    def holds(self, page: str) -> bool:
        with _faults_named():
            return self._file(page).exists()

    def _look(self) -> None:
        """Forget the keys that any process has destroyed."""
        if self._list.is_behind():
            with self._lock:
                self._list.read_on()

    def _made(self, page: str) -> PageKey:
        """The key, its file durable, whoever wrote it; made if there is none."""
        file = self._file(page)
        if file.exists():
            sync_folder(file.parent)
            return self._read(page)
        key = PageKey.new()
        if not put_in_place(file, self._wrapped(page, key)):
            return self._read(page)
        return self._held(page, key)

    def _read(self, page: str) -> PageKey:
        try:
            return self._held(page, self._unwrapped(page, self._file(page).read_bytes()))
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            self._look()
            if page in self._list.pages:
                raise PageKeyDestroyed from None
            if isinstance(error, FileNotFoundError):
                raise PageKeyMissing from None
            raise KeystoreUnavailable("a page's key cannot be unwrapped") from None

    def _held(self, page: str, key: PageKey) -> PageKey:
        with self._lock:
            self._look()
            if page in self._list.pages:
                raise PageKeyDestroyed
            if len(self._opened) >= MOST_OPENED:
                del self._opened[next(iter(self._opened))]
            return self._opened.setdefault(page, key)

    def _wrapped(self, page: str, key: PageKey) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._wrapping.encrypt(nonce, key.secret, LABEL + page.encode())

    def _unwrapped(self, page: str, wrapped: bytes) -> PageKey:
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        return PageKey(self._wrapping.decrypt(nonce, sealed, LABEL + page.encode()))

    def _file(self, page: str) -> Path:
        return self._folder / PAGES / sha256(page.encode()).hexdigest()


def _derived(wrapping_key: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=LABEL).derive(wrapping_key)


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unavailable(error) from error


def _unavailable(error: OSError) -> KeystoreUnavailable:
    return KeystoreUnavailable(f"the keystore failed: {error.strerror}")
