"""Numbers and base64 as the log's texts write them, and in no other form.

C2SP tlog-checkpoint v1 and signed-note v1: ASCII decimals without sign or leading zeros; base64 of
RFC 4648 section 4, padded, its unused bits zero.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

from ledger.proof.refusal import NotProved

LARGEST = 2**63 - 1
HASH_BYTES = 32

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def number(text: str) -> int:
    """The number from 0 to `LARGEST` (inclusive) that `text` says.

    Raises:
        NotProved: `text` is not the decimal form of such a number.
    """
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST:
        raise NotProved(f"a number that is not a plain decimal of at most {LARGEST}")
    return int(text)


def to_base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes:
    """The bytes that `text` says.

    Raises:
        NotProved: `text` is not what `to_base64` writes for any bytes.
    """
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        data = b""
    if to_base64(data) != text:
        raise NotProved("base64 in another form than the canonical one")
    return data


def hash_from_base64(text: str) -> bytes:
    """The SHA-256 hash that `text` says.

    Raises:
        NotProved: `text` is not canonical base64, or not of 32 bytes.
    """
    data = from_base64(text)
    if len(data) != HASH_BYTES:
        raise NotProved(f"a hash that is not of {HASH_BYTES} bytes")
    return data
