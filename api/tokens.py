"""The development login's tokens: a caller, until when, and a signature (HMAC-SHA-256).

Not for use beyond a demonstration: whoever asks is given one. In production none is issued, and
none is taken.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import datetime

from api.roles import Caller, CallerRole

KIND = "development"
MOST_CHARACTERS = 2_000


class NotAToken(ValueError):
    """The token is not one of ours, or not any more."""


def issued(caller: Caller, until: datetime, key: bytes) -> str:
    """A token that says who `caller` is, until the instant `until`, exclusive."""
    claims = {
        "name": caller.name,
        "role": caller.role.value,
        "force": caller.force,
        "until": int(until.timestamp()),
    }
    body = f"{KIND}.{_written(json.dumps(claims).encode())}"
    return f"{body}.{_written(_signature(body, key))}"


def caller_of(token: str, key: bytes, now: datetime) -> Caller:
    """Who the token says is calling.

    Raises:
        NotAToken: It was not signed with `key`, or its time is over.
    """
    body, _, signature = token.rpartition(".")
    if len(token) > MOST_CHARACTERS or not token.isascii() or not key:
        raise NotAToken
    try:
        if not hmac.compare_digest(_signature(body, key), urlsafe_b64decode(signature)):
            raise NotAToken
        claims = json.loads(urlsafe_b64decode(body.removeprefix(f"{KIND}.")))
    except (NotBase64, ValueError):
        raise NotAToken from None
    if now.timestamp() >= claims["until"]:
        raise NotAToken
    return Caller(claims["name"], CallerRole(claims["role"]), claims["force"])


def _signature(body: str, key: bytes) -> bytes:
    return hmac.digest(key, body.encode(), "sha256")


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()
