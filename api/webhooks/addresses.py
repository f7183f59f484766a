"""Which addresses a webhook may be sent to: public ones, and those of networks that are named.

A receiver's name is resolved at every attempt. If a single one of its addresses is not allowed none
is used, and the connection is made to the very address that was checked, so that a name cannot lead
elsewhere a moment later (server-side request forgery, DNS rebinding).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
CARRIES_V4 = (MAPPED, NAT64)
"""Addresses of IPv6 that stand for one of IPv4, which is looked at instead."""

NEVER: tuple[Network, ...] = tuple(
    ip_network(written)
    for written in (
        "169.254.169.254/32",  # what cloud machines ask who they are
        "169.254.170.2/32",
        "168.63.129.16/32",
        "100.100.100.200/32",
        "192.0.0.192/32",
        "fd00:ec2::254/128",
    )
)
"""The metadata services of clouds: not even where their network is named."""

SPECIAL: tuple[Network, ...] = tuple(
    ip_network(written)
    for written in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/9",
        "ff00::/8",
    )
)
"""IANA's special-purpose registries (RFC 6890), 6to4 and Teredo whole, and multicast."""


class NotAllowed(Exception):
    """The name leads to no address, or to one that webhooks are not sent to."""


def resolved(host: str, port: int) -> list[str]:
    """Every address that the system knows for `host`.

    Raises:
        NotAllowed: It knows none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed("the name leads nowhere") from None
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def checked(
    host: str, port: int, named: Iterable[Network] = (), resolve: Resolve = resolved
) -> tuple[str, ...]:
    """The addresses to connect to, once all that `host` resolves to are allowed.

    Args:
        host: A name or an address, as in the URL but without brackets.
        port: Of the receiver.
        named: Networks that are allowed though they are not public.
        resolve: Asked once; what it answers is what is connected to.

    Raises:
        NotAllowed: There is no address, or one of them is not allowed.
    """
    allowed = tuple(named)
    found = [_read(written) for written in resolve(host, port)]
    if not found or not all(is_allowed(address, allowed) for address in found):
        raise NotAllowed("the name leads where webhooks are not sent")
    return tuple(str(_meant(address)) for address in found)


def is_allowed(address: Address, named: Iterable[Network] = ()) -> bool:
    """Whether webhooks may be sent to `address`."""
    meant = _meant(address)
    if _within(meant, NEVER):
        return False
    if _within(meant, named):
        return True
    return meant.is_global and not meant.is_multicast and not _within(meant, SPECIAL)


def _read(written: str) -> Address:
    try:
        return ip_address(written)
    except ValueError:
        raise NotAllowed("that is no address") from None


def _meant(address: Address) -> Address:
    if isinstance(address, IPv6Address) and any(address in network for network in CARRIES_V4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _within(address: Address, among: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in among)
