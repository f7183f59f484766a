"""What is sealed on a page, opened and written beside the leaf that it stands in.

One key seals a page, so nothing less than that key proves what any entry of it holds: whoever is
given it can open the whole page, and what is written on it later.
"""

from __future__ import annotations

from base64 import b64decode

from msgspec.json import decode

from ledger.privacy.page_key import PageKey, Unopened
from ledger.proof.canonical import canonical


def disclosed(index: int, line: bytes, key: PageKey) -> bytes:
    """The line that discloses the entry of leaf `index`; empty where nothing was ever sealed in it.

    Raises:
        Unopened: The key does not open it.
    """
    plain = _opened(line, key)
    return b'{"leaf":%d,"opened":%b}\n' % (index, plain) if plain else b""


def _opened(line: bytes, key: PageKey) -> bytes:
    values = decode(line)
    sealed = values["sealed"]
    if not sealed.get("box"):
        return b""
    associated = canonical({**values, "sealed": {"key": sealed["key"]}})
    try:
        box = b64decode(sealed["box"], validate=True)
    except ValueError:
        raise Unopened from None
    return key.open(box, associated, sealed["key"])
