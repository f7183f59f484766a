"""The one place that makes ids, keys and anything else that must not be guessed."""

from __future__ import annotations

import secrets
from uuid import uuid4

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u."""

PAGE_PREFIX = "p-"
WEBHOOK_PREFIX = "w-"
PING_PREFIX = "ping-"
ACCESS_PREFIX = "a-"
IMPORT_PREFIX = "i-"
SAMPLE_PREFIX = "s-"
ID_CHARACTERS = 26
BITS = 5
KEY_BYTES = 32
SEED_BYTES = 32


def new_page_id() -> str:
    """An id for a person's page: 130 random bits, which say nothing of when or of whom."""
    return _id(PAGE_PREFIX)


def new_access_id() -> str:
    """An id for a record of the access log, as random as a page's."""
    return _id(ACCESS_PREFIX)


def new_import_id() -> str:
    """An id for an import, as random as a page's."""
    return _id(IMPORT_PREFIX)


def new_sample_id() -> str:
    """An id for a sample for scrutiny, as random as a page's."""
    return _id(SAMPLE_PREFIX)


def new_seed() -> str:
    """What decides a draw: 256 random bits, in hex."""
    return secrets.token_hex(SEED_BYTES)


def new_idempotency_key() -> str:
    """A key for a request that brought none and needs none."""
    return str(uuid4())


def new_trace_id() -> str:
    """A trace id as W3C Trace Context has it: 16 bytes in hex."""
    return secrets.token_hex(16)


def new_span_id() -> str:
    """A span id as W3C Trace Context has it: 8 bytes in hex."""
    return secrets.token_hex(8)


def new_key() -> bytes:
    """A key to sign or hash with."""
    return secrets.token_bytes(KEY_BYTES)


def new_token_id() -> str:
    """An id for a token, which tells it from every other."""
    return secrets.token_urlsafe(16)


def new_webhook_id() -> str:
    """An id for a webhook subscription, as random as a page's."""
    return _id(WEBHOOK_PREFIX)


def new_ping_id() -> str:
    """An id for an event that says nothing but that it arrived."""
    return _id(PING_PREFIX)


def new_worker_name() -> str:
    """A name for whoever claims work, which tells it from every other."""
    return secrets.token_hex(8)


def chance() -> float:
    """A number from 0 to 1, exclusive: what is added to a wait, so that not all come at once."""
    return secrets.randbelow(1_000_000) / 1_000_000


def _id(prefix: str) -> str:
    bits = secrets.randbits(BITS * ID_CHARACTERS)
    places = range(0, BITS * ID_CHARACTERS, BITS)
    return prefix + "".join(ALPHABET[bits >> place & 31] for place in places)
