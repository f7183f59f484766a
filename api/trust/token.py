"""A token taken apart (RFC 7515, compact): believed in nothing yet, but whole and well-formed.

Refused here, before any key is asked for: what is overlong, not three parts of canonical base64url,
not strict JSON (a key twice, NaN), of another type than an access token's (RFC 9068 section 4), by
an algorithm that is not taken, or with a header that would say where to find the key.
"""

from __future__ import annotations

import json
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.util import urlsafe_b64decode

from api.problems import Problem
from api.strict_json import check
from api.trust.algorithms import ALGORITHMS
from api.trust.refusals import NotBelieved, Reason

MOST_CHARACTERS = 4_096
TYPES = frozenset({"at+jwt", "application/at+jwt"})
NOT_TAKEN = frozenset({"crit", "b64", "jku", "jwk", "x5u", "x5c"})
"""Headers that would change how a token is read, or bring a key of its own."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says, and what is needed to see whether it was the issuer who says it."""

    algorithm: str
    key_id: str
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes


def taken_apart(text: str) -> Token:
    """The token that `text` writes.

    Raises:
        NotBelieved: It is none, or none that is taken.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotBelieved(Reason.TOO_LONG)
    parts = text.encode("utf-8", "replace").split(b".")
    if len(parts) != 3 or not all(parts):
        raise NotBelieved(Reason.MALFORMED)
    header = _object(parts[0])
    _see_that_it_is_taken(header)
    return Token(
        algorithm=header["alg"],
        key_id=header["kid"],
        claims=_object(parts[1]),
        signed=parts[0] + b"." + parts[1],
        signature=_decoded(parts[2]),
    )


def _see_that_it_is_taken(header: Mapping[str, Any]) -> None:
    kind, algorithm, key_id = (header.get(name) for name in ("typ", "alg", "kid"))
    if not isinstance(kind, str) or kind.lower() not in TYPES:
        raise NotBelieved(Reason.TYPE_OTHER)
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise NotBelieved(Reason.ALGORITHM_NOT_TAKEN)
    if header.keys() & NOT_TAKEN:
        raise NotBelieved(Reason.HEADER_NOT_TAKEN)
    if not isinstance(key_id, str) or not key_id:
        raise NotBelieved(Reason.KEY_UNKNOWN)


def _object(part: bytes) -> dict[str, Any]:
    raw = _decoded(part)
    try:
        check(raw)
    except Problem:
        raise NotBelieved(Reason.MALFORMED) from None
    told = json.loads(raw)
    if not isinstance(told, dict):
        raise NotBelieved(Reason.MALFORMED)
    return told


def _decoded(part: bytes) -> bytes:
    try:
        return urlsafe_b64decode(part)
    except (NotBase64, ValueError):
        raise NotBelieved(Reason.MALFORMED) from None
