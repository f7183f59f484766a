"""The development issuer: gives a token to whoever asks, signed with a key of its own.

Its tokens are like production's (RFC 9068) and are believed by the same code; only the key is here.
It is made of the secret in `login.key`, which production does not read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key

from api.identities import new_token_id
from api.roles import Caller

ISSUER = "urn:diversion-ledger:development-login"
AUDIENCE = "urn:diversion-ledger:api"
CLIENT = "development-login"
ALGORITHM = "ES256"


def client_of(role: str, force: str) -> str:
    """The client that callers in that role, for that force, count as."""
    return f"{CLIENT}:{force}:{role}"


class DevelopmentIssuer:
    """Issues tokens, and publishes the key to check them with."""

    def __init__(self, secret: bytes) -> None:
        self._key = ECKey.derive_key(secret, "P-256", {"use": "sig", "alg": ALGORITHM})
        self._key.ensure_kid()
        self._public = ECKey.import_key(self._key.as_dict(private=False))

    def token(self, caller: Caller, issued_at: datetime, until: datetime) -> str:
        """A token that says who `caller` is, from `issued_at` to `until`, exclusive."""
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self._key.kid}
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": caller.name,
            "client_id": caller.client or client_of(caller.role, caller.force),
            "iat": int(issued_at.timestamp()),
            "nbf": int(issued_at.timestamp()),
            "exp": int(until.timestamp()),
            "jti": new_token_id(),
            "scope": " ".join(sorted(caller.scopes)),
            "roles": [caller.role.value],
            "force": caller.force,
        }
        return jwt.encode(header, claims, self._key, [ALGORITHM])

    async def key(self, key_id: str) -> Key | None:
        return self._public if key_id == self._public.kid else None

    def published(self) -> dict[str, Any]:
        """The key as a JWK Set."""
        return {"keys": [dict(self._public.as_dict(private=False))]}
