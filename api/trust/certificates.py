"""The client certificate that a proxy of ours saw, handed on in `Client-Cert` (RFC 9440).

Only a proxy can say it: from any other peer the header is not looked at. No other header is ever
taken for what a proxy saw: neither `Forwarded`, `X-Forwarded-*` nor `X-Real-IP`.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Collection, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

MOST_CHARACTERS = 16_384
HEADER = "client-cert"

Network = IPv4Network | IPv6Network


def thumbprint_of(peer: str | None, headers: Sequence[str], proxies: Collection[Network]) -> str:
    """The SHA-256, in base64url, of the certificate that is presented; empty if none is.

    Args:
        peer: The address at the other end of the connection.
        headers: Every `Client-Cert` of the request; more than one says nothing.
        proxies: Where our proxies are.
    """
    if len(headers) != 1 or not _is_proxy(peer, proxies):
        return ""
    certificate = _bytes(headers[0].strip())
    if not certificate:
        return ""
    return urlsafe_b64encode(hashlib.sha256(certificate).digest()).decode().rstrip("=")


def _is_proxy(peer: str | None, proxies: Collection[Network]) -> bool:
    try:
        address = ip_address(peer or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in proxies)


def _bytes(item: str) -> bytes:
    """A byte sequence of structured fields (RFC 8941 section 3.3.5), without parameters."""
    if len(item) > MOST_CHARACTERS or len(item) < 2 or item[0] != ":" or item[-1] != ":":
        return b""
    try:
        return b64decode(item[1:-1], validate=True)
    except (NotBase64, ValueError):
        return b""
