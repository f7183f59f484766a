"""Signature algorithms that are taken, and which key fits each.

Asymmetric ones only: neither HMAC, for which a public key could pass as the secret, nor `none`.
RS256 is there because RFC 9068 section 2.1 has every resource server take it. `Ed25519` is the
name by RFC 9864 of what `EdDSA` with an Ed25519 key was before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

LEAST_RSA_BITS = 2_048
VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Fit:
    """The keys of an algorithm: their type, their curve, and the names that `alg` may give it."""

    key_type: type[Key]
    curve: str
    names: frozenset[str]


def _fit(key_type: type[Key], curve: str, *names: str) -> dict[str, Fit]:
    return {name: Fit(key_type, curve, frozenset(names)) for name in names}


ALGORITHMS: Mapping[str, Fit] = {
    **_fit(ECKey, "P-256", "ES256"),
    **_fit(OKPKey, "Ed25519", "Ed25519", "EdDSA"),
    **_fit(RSAKey, "", "PS256"),
    **_fit(RSAKey, "", "RS256"),
}


def fits(algorithm: str, key: Key) -> bool:
    """Whether signatures by `algorithm`, one of `ALGORITHMS`, may be checked with `key`.

    The key's own `use`, `key_ops` and `alg` (RFC 7517) count where it has them.
    """
    fit = ALGORITHMS[algorithm]
    return (
        isinstance(key, fit.key_type)
        and getattr(key, "curve_name", "") == fit.curve
        and key.get("use", "sig") == "sig"
        and VERIFY in (key.get("key_ops") or (VERIFY,))
        and key.get("alg", algorithm) in fit.names
        and (not isinstance(key, RSAKey) or key.public_key.key_size >= LEAST_RSA_BITS)
    )


def verifies(algorithm: str, key: Key, signed: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `key`, which fits the algorithm, on `signed`."""
    return JWSRegistry.algorithms[algorithm].verify(signed, signature, key)
