"""A page's key that is the same in every run, for lines that have to be.

Its nonces repeat, which a real key's never do: two boxes of one nonce give away what they hold.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from ledger.privacy.keystore import MemoryKeystore
from ledger.privacy.page_key import KEY_BYTES, NONCE_BYTES, PageKey
from ledger.proof.canonical import canonical
from ledger.record.codec import EntryCodec
from ledger.record.entry import Entry

SECRET = bytes(range(KEY_BYTES))
NONCE = bytes(range(100, 100 + NONCE_BYTES))
KEY = PageKey(SECRET, lambda: NONCE)


class OneKeyKeystore(MemoryKeystore):
    """A keystore that has the one key for every page, in this process and the next."""

    def for_writing(self, page: str) -> PageKey:  # noqa: ARG002
        return KEY

    def for_reading(self, page: str) -> PageKey | None:  # noqa: ARG002
        return KEY


def key_of(_page: str) -> PageKey:
    """The one key, whichever page asks."""
    return KEY


def sealed_line(values: dict[str, Any]) -> bytes:
    """The line of format 2 that says what a parsed line of format 1 says, by the book."""
    head = {**values, "format": 2}
    associated = canonical({**head, "sealed": {"key": KEY.commitment}})
    box = b64encode(KEY.seal(canonical(values["sealed"]), associated)).decode()
    return canonical({**head, "sealed": {"box": box, "key": KEY.commitment}})


class OneKeyCodec:
    """A codec for whoever has nothing but entries and lines: all pages have the one key."""

    def __init__(self, codec: EntryCodec | None = None) -> None:
        self._codec = codec or EntryCodec()

    def encode(self, entry: Entry) -> bytes:
        return self._codec.encode(entry, KEY)

    def decode(self, line: bytes) -> Entry:
        return self._codec.decode(line, key_of)
