"""Where a webhook is sent to: an https URL, read once, by the reader that later connects to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx2

MOST_URL = 1_000
HTTPS_PORT = 443
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")


class NotAReceiver(ValueError):
    """The URL is not one that webhooks are sent to; it is not repeated."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver's URL, in the normal form; its path and query are never logged."""

    url: httpx2.URL

    @property
    def host(self) -> str:
        """The name or address, in ASCII and without brackets."""
        return self.url.raw_host.decode("ascii")

    @property
    def port(self) -> int:
        return self.url.port or HTTPS_PORT

    @property
    def named(self) -> str:
        """What goes into the header `Host`."""
        return self.url.netloc.decode("ascii")

    def at(self, address: str) -> httpx2.URL:
        """The same URL with an address in place of the name."""
        return self.url.copy_with(host=address)


def receiver(written: str) -> Receiver:
    """The receiver that `written` names.

    Raises:
        NotAReceiver: It is no URL in ASCII, not https, longer than 1,000 characters, or it has a
            user, a password or a fragment.
    """
    if len(written) > MOST_URL or not written.isascii() or set("#@\\ ") & set(written):
        raise NotAReceiver
    try:
        url = httpx2.URL(written)
    except httpx2.InvalidURL:
        raise NotAReceiver from None
    port = HTTPS_PORT if url.port is None else url.port
    is_host = _HOST.fullmatch(url.raw_host.decode("ascii"))
    if url.scheme != "https" or not is_host or not 0 < port < 65_536:
        raise NotAReceiver
    return Receiver(url)
