"""Where the keys of pages are kept, as a port; and a keystore in memory.

A page has one key for ever: made and made durable before its first use, never made again once it
was destroyed. Destroying begins with a fence: from then on nobody seals or opens with it, whatever
becomes of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from ledger.privacy.page_key import PageKey


class PageKeyMissing(Exception):
    """The page's key is not in the keystore, though it was not destroyed there."""


class PageKeyDestroyed(Exception):
    """The page's key was destroyed: nothing is sealed for the page any more."""


class KeystoreUnavailable(Exception):
    """The keystore cannot be read or written, or not with this wrapping key.

    Or it is not what this process has seen of it: an older one was put in its place.
    """


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What is left of a key: its commitment, and what whoever destroyed it wanted remembered."""

    commitment: str
    told: str


class Keystore(Protocol):
    """The keys of pages, by the pages' ids. Each method raises `KeystoreUnavailable`."""

    def for_writing(self, page: str) -> PageKey:
        """The page's key, made first if there is none.

        Raises:
            PageKeyDestroyed: It was destroyed.
        """
        ...

    def for_reading(self, page: str) -> PageKey | None:
        """The page's key; None if it was destroyed.

        Raises:
            PageKeyMissing: It is not there, though it was not destroyed.
        """
        ...

    def destroy(self, page: str, left: Destroyed) -> None:
        """Put up the fence, with what is to be `left`, then destroy the key, if it is there.

        Doing it again, after a crash or a restore, does what is still to be done.
        """
        ...

    def destroyed(self) -> Mapping[str, Destroyed]:
        """What is left of each key that was destroyed, by page."""
        ...

    def holds(self, page: str) -> bool:
        """Whether the page's key is there, destroyed or not."""
        ...


class MemoryKeystore:
    """Keeps keys for as long as the process lives."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: dict[str, PageKey] = {}
        self._destroyed: dict[str, Destroyed] = {}

    def for_writing(self, page: str) -> PageKey:
        with self._lock:
            if page in self._destroyed:
                raise PageKeyDestroyed
            return self._keys.get(page) or self._keys.setdefault(page, PageKey.new())

    def for_reading(self, page: str) -> PageKey | None:
        with self._lock:
            if page in self._destroyed:
                return None
            if page not in self._keys:
                raise PageKeyMissing
            return self._keys[page]

    def destroy(self, page: str, left: Destroyed) -> None:
        with self._lock:
            self._destroyed.setdefault(page, left)
            self._keys.pop(page, None)

    def destroyed(self) -> Mapping[str, Destroyed]:
        with self._lock:
            return dict(self._destroyed)

    def holds(self, page: str) -> bool:
        with self._lock:
            return page in self._keys
