"""One attempt: the webhook is sent to the address that was checked, and what was answered is told.

Only the status counts, and how long the receiver asks to be left alone. Nothing of the answer is
read, no redirect is followed, and no proxy of the environment comes between.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2

from api import clock
from api.version import NAME, VERSION
from api.webhooks.receivers import Receiver
from api.webhooks.settling import Outcome

ASKS_FOR_REST = frozenset({429, 503})
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
AGENT = f"{NAME.lower().replace(' ', '-')}/{VERSION}"

MOST_ADDRESSES = 4
UNCONNECTED = (httpx2.ConnectError, httpx2.ConnectTimeout)

TIMEOUT = "timeout"
TLS = "tls"
CONNECTION = "connection"
ADDRESS = "address-refused"


def trusted(authorities: Path | None) -> ssl.SSLContext:
    """The certificates that receivers are known by: the system's, and those of `authorities`.

    Raises:
        OSError: The file cannot be read, or holds no certificates.
    """
    context = httpx2.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authorities is not None:
        context.load_verify_locations(cafile=authorities)
    return context


async def sent(
    to: Receiver,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    payload: bytes,
    context: ssl.SSLContext,
    within_seconds: float,
) -> Outcome:
    """What came of sending `payload` to the first of `addresses` that lets itself be connected to.

    `within_seconds` holds for each step, and is shared out among the addresses while connecting. A
    receiver that answers byte by byte can take longer: whoever calls sets a limit to it all.
    """
    tried = addresses[:MOST_ADDRESSES]
    limits = httpx2.Timeout(within_seconds, connect=within_seconds / len(tried))
    outcome = Outcome(fault=CONNECTION)
    for address in tried:
        try:
            return await _sent(to, address, headers, payload, context, limits)
        except (httpx2.TransportError, OSError) as error:
            outcome = Outcome(fault=_fault(error))
            if not isinstance(error, UNCONNECTED) or outcome.fault == TLS:
                break
    return outcome


async def _sent(
    to: Receiver,
    address: str,
    headers: Mapping[str, str],
    payload: bytes,
    context: ssl.SSLContext,
    limits: httpx2.Timeout,
) -> Outcome:
    told = {
        **headers,
        "Host": to.named,
        "Content-Type": CONTENT_TYPE,
        "User-Agent": AGENT,
        "Connection": "close",
        "Accept-Encoding": "identity",
    }
    # A client for each attempt: a pool would find a connection again by its address alone, though
    # its certificate is of another name.
    async with (
        httpx2.AsyncClient(verify=context, trust_env=False, timeout=limits) as client,
        client.stream(
            "POST",
            to.at(address),
            content=payload,
            headers=told,
            follow_redirects=False,
            extensions={"sni_hostname": to.host},
        ) as answer,
    ):
        return Outcome(answer.status_code, "", _asked_seconds(answer))


def _asked_seconds(answer: httpx2.Response) -> float:
    written = answer.headers.get("Retry-After", "").strip()
    if answer.status_code not in ASKS_FOR_REST or not written:
        return 0
    if written.isdecimal():
        return float(written[:9])
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return 0
    wait = until.replace(tzinfo=until.tzinfo or UTC) - clock.now()
    return max(0.0, wait.total_seconds())


def _fault(error: BaseException) -> str:
    if isinstance(error, TimeoutError | httpx2.TimeoutException):
        return TIMEOUT
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
        if isinstance(error, ssl.SSLError):
            return TLS
    return CONNECTION
