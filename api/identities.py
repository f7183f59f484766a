"""The one place that makes ids, keys and anything else that must not be guessed."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u."""

PAGE_PREFIX = "p-"
PAGE_CHARACTERS = 26
KEY_BYTES = 32


def new_page_id() -> str:
    """An id for a person's page: 130 random bits, which say nothing of when or of whom."""
    return PAGE_PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(PAGE_CHARACTERS))


def new_trace_id() -> str:
    """A trace id as W3C Trace Context has it: 16 bytes in hex."""
    return secrets.token_hex(16)


def new_span_id() -> str:
    """A span id as W3C Trace Context has it: 8 bytes in hex."""
    return secrets.token_hex(8)


def new_key() -> bytes:
    """A key to sign or hash with."""
    return secrets.token_bytes(KEY_BYTES)
