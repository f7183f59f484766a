"""Under whose key the free text of an access is sealed: that of the one person it is about.

Where it is about several persons or about none, or the person has no key any more, the key is one
that the force's access log has for itself. So what was said of one person goes with that person's
key; what was said of several stays for as long as the force keeps its log readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property

from ledger.privacy.keystore import Keystore, PageKeyMissing
from ledger.privacy.page_key import PageKey
from ledger.record.access_parts import Access

OF_A_FORCE = "access-"


class AccessKeys:
    """Keys of a keystore that is opened when the first one is needed.

    Each method raises `KeystoreUnavailable`, and what opening it raises, besides its own.
    """

    def __init__(self, opened: Callable[[], Keystore]) -> None:
        self._open = opened

    def for_writing(self, access: Access) -> PageKey:
        """The key to seal with: the force's own is made first if there is none.

        Raises:
            PageKeyDestroyed: It was destroyed, and the force's own was, too.
        """
        *page, own = _names(access)
        for name in page:
            with suppress(PageKeyMissing):
                if key := self._keys.for_reading(name):
                    return key
        return self._keys.for_writing(own)

    def for_reading(self, access: Access, commitment: str) -> PageKey | None:
        """The key of that commitment; None if it was destroyed.

        Raises:
            PageKeyMissing: It is none of those that the access could be sealed with.
        """
        for name in _names(access):
            with suppress(PageKeyMissing):
                key = self._keys.for_reading(name)
                if key and key.commitment == commitment:
                    return key
        destroyed = self._keys.destroyed()
        gone = [destroyed[name].commitment for name in _names(access) if name in destroyed]
        if commitment not in gone:
            raise PageKeyMissing
        return None

    @cached_property
    def _keys(self) -> Keystore:
        return self._open()


def _names(access: Access) -> Iterator[str]:
    """The pages whose keys may seal it, in the order in which they are asked for."""
    if access.parts == 1 and len(access.pages) == 1:
        yield access.pages[0]
    yield OF_A_FORCE + access.force
