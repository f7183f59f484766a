"""Keys that tokens are signed with, by their id (RFC 7517); what cannot be one is left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

MOST_KEYS = 100
TYPES: Mapping[str, type[Key]] = {"EC": ECKey, "OKP": OKPKey, "RSA": RSAKey}
LEAST_MODULUS_CHARACTERS = 342
"""Of base64url, for 2,048 bits; joserfc warns of shorter ones, and they fit nothing here."""


class Keys(Protocol):
    """Where keys are found."""

    async def key(self, key_id: str) -> Key | None:
        """The key of that id; None if there is none.

        Raises:
            KeysUnavailable: Nobody can say.
        """


class NotAKeySet(ValueError):
    """What was fetched is no JWK Set."""


def keys_in(document: bytes) -> dict[str, Key]:
    """The public keys of a JWK Set by their id; of two with one id, neither.

    A key is left out that has no id, is symmetric or private, or cannot be read: it does not take
    the others along (RFC 7517 section 5).

    Raises:
        NotAKeySet: The document is not one.
    """
    try:
        listed = json.loads(document)["keys"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotAKeySet("the document is no JWK Set") from None
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise NotAKeySet("the document holds no list of keys, or too many")
    named = list(_named(listed))
    times = Counter(key_id for key_id, _ in named)
    return {key_id: key for key_id, key in named if times[key_id] == 1}


def _named(listed: list[Any]) -> Iterator[tuple[str, Key]]:
    for one in listed:
        match one:
            case {"kid": str(key_id), "kty": "EC" | "OKP" | "RSA" as kind} if "d" not in one:
                key = _read(TYPES[kind], one)
                if key is not None:
                    yield key_id, key
            case _:
                pass


def _read(key_type: type[Key], told: dict[str, Any]) -> Key | None:
    if key_type is RSAKey and len(str(told.get("n"))) < LEAST_MODULUS_CHARACTERS:
        return None
    try:
        return key_type.import_key(told)
    except (JoseError, UnsupportedAlgorithm, LookupError, TypeError, ValueError, ArithmeticError):
        return None
