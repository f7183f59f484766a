"""Tokens that are wrong, each in its own way, and why each is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from api.trust.claims import MOST_LIFETIME_SECONDS
from api.trust.refusals import Reason
from api.trust.token import MOST_CHARACTERS
from tests.issuer import Issuer, at, new_key

ED25519 = OKPKey.generate_key("Ed25519", {"kid": "ed25519"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
P384 = ECKey.generate_key("P-384", {"kid": "p-384"})
ED448 = OKPKey.generate_key("Ed448", {"kid": "ed448"})
FOR_ENCRYPTION = ECKey.generate_key("P-256", {"kid": "encryption", "use": "enc"})
TO_SIGN_ONLY = ECKey.generate_key("P-256", {"kid": "sign-only", "key_ops": ["sign"]})
FOR_PS256 = RSAKey.generate_key(2048, {"kid": "for-ps256", "alg": "PS256"})
STRANGER = new_key("first")

PUBLISHED: list[Key] = [ED25519, RSA, P384, ED448, FOR_ENCRYPTION, TO_SIGN_ONLY, FOR_PS256]
"""What the issuer publishes beside the key that it signs with."""

Making = Callable[[Issuer], str]


def base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def put_together(header: object, claims: object, key: Key | None = None) -> str:
    """A token of whatever JSON it is told, signed by hand where there is a key."""
    told = [one if isinstance(one, str) else json.dumps(one) for one in (header, claims)]
    signed = ".".join(base64(text.encode()) for text in told)
    return f"{signed}.{base64(signature(signed.encode(), key))}"


def signature(signed: bytes, key: Key | None) -> bytes:
    return JWSRegistry.algorithms["ES256"].sign(signed, key) if key else b"none"


def signed(algorithm: str, key: Key, **header: Any) -> Making:
    def token(issuer: Issuer) -> str:
        headers = {"alg": algorithm, "typ": "at+jwt", "kid": key.kid, **header}
        return jwt.encode(headers, issuer.claims(), key, [algorithm])

    return token


def with_claims(**changes: Any) -> Making:
    return lambda issuer: issuer.token(**changes)


def with_header(**changes: Any) -> Making:
    def token(issuer: Issuer) -> str:
        header = {"alg": "ES256", "typ": "at+jwt", "kid": "first", **changes}
        told = {name: value for name, value in header.items() if value is not None}
        return put_together(told, issuer.claims(), issuer.keys["first"])

    return token


def with_payload(text: str) -> Making:
    header = {"alg": "ES256", "typ": "at+jwt", "kid": "first"}
    return lambda issuer: put_together(header, text, issuer.keys["first"])


def by_none(issuer: Issuer) -> str:
    header = {"alg": "none", "typ": "at+jwt", "kid": "first"}
    return put_together(header, issuer.claims())


def by_nobody(issuer: Issuer) -> str:
    header = {"alg": "none", "typ": "at+jwt", "kid": "first"}
    return put_together(header, issuer.claims()).rpartition(".")[0] + "."


def by_the_public_key_as_secret(issuer: Issuer) -> str:
    header = {"alg": "HS256", "typ": "at+jwt", "kid": "first"}
    told = put_together(header, issuer.claims()).rpartition(".")[0]
    key = issuer.keys["first"]
    assert isinstance(key, ECKey)
    secret = key.as_bytes("PEM", private=False)
    return f"{told}.{base64(hmac.digest(secret, told.encode(), hashlib.sha256))}"


def altered(issuer: Issuer) -> str:
    header, _, end = issuer.token(roles=["navigator"]).split(".")
    return f"{header}.{base64(json.dumps(issuer.claims(roles=['auditor'])).encode())}.{end}"


def not_canonical(issuer: Issuer) -> str:
    """The last character of 64 bytes in base64url carries four bits that mean nothing."""
    token = issuer.token()
    return token[:-1] + {"A": "B", "Q": "R", "g": "h", "w": "x"}[token[-1]]


def twice(name: str) -> Making:
    def token(issuer: Issuer) -> str:
        once = json.dumps(issuer.claims())
        return with_payload(f'{once[:-1]}, "{name}": "navigator"}}')(issuer)

    return token


REFUSED: Mapping[str, tuple[Reason, Making]] = {
    "expired": (Reason.EXPIRED, with_claims(iat=at(-900), nbf=None, exp=at(-300))),
    "not yet valid": (Reason.NOT_YET_VALID, with_claims(nbf=at(600), exp=at(900))),
    "issued in the future": (Reason.NOT_YET_VALID, with_claims(iat=at(600), nbf=None)),
    "for years": (Reason.LIVES_TOO_LONG, with_claims(exp=at(MOST_LIFETIME_SECONDS + 60))),
    "for another audience": (Reason.AUDIENCE_OTHER, with_claims(aud="https://else.example")),
    "for other audiences": (Reason.AUDIENCE_OTHER, with_claims(aud=["https://else.example"])),
    "for nobody": (Reason.AUDIENCE_OTHER, with_claims(aud=[])),
    "from another issuer": (Reason.ISSUER_OTHER, with_claims(iss="https://else.example")),
    "of an issuer that ends otherwise": (
        Reason.ISSUER_OTHER,
        with_claims(iss="https://issuer.example/"),
    ),
    "an id token": (Reason.TYPE_OTHER, with_header(typ="JWT")),
    "of no type": (Reason.TYPE_OTHER, with_header(typ=None)),
    "of a type that is no text": (Reason.TYPE_OTHER, with_header(typ=["at+jwt"])),
    "alg=none": (Reason.ALGORITHM_NOT_TAKEN, by_none),
    "alg=none and no signature": (Reason.MALFORMED, by_nobody),
    "HMAC with the public key": (Reason.ALGORITHM_NOT_TAKEN, by_the_public_key_as_secret),
    "by RS512": (Reason.ALGORITHM_NOT_TAKEN, signed("RS512", RSA)),
    "by ES384": (Reason.ALGORITHM_NOT_TAKEN, signed("ES384", P384)),
    "of no algorithm": (Reason.ALGORITHM_NOT_TAKEN, with_header(alg=None)),
    "with an unknown key": (Reason.KEY_UNKNOWN, signed("ES256", new_key("never-published"))),
    "of no key": (Reason.KEY_UNKNOWN, with_header(kid=None)),
    "with a stranger's key of that id": (Reason.SIGNATURE_WRONG, signed("ES256", STRANGER)),
    "with a key of another type": (Reason.KEY_UNFIT, with_header(kid="rsa")),
    "with a key of another curve": (Reason.KEY_UNFIT, with_header(kid="p-384")),
    "with a key of another Edwards curve": (Reason.KEY_UNFIT, with_header(kid="ed448")),
    "with a key for encryption": (Reason.KEY_UNFIT, with_header(kid="encryption")),
    "with a key that may not verify": (Reason.KEY_UNFIT, with_header(kid="sign-only")),
    "with a key for another algorithm": (
        Reason.KEY_UNFIT,
        lambda issuer: signed("RS256", RSA, kid="for-ps256")(issuer),
    ),
    "with a key of its own": (
        Reason.HEADER_NOT_TAKEN,
        with_header(jwk=STRANGER.as_dict(private=False)),
    ),
    "with keys elsewhere": (Reason.HEADER_NOT_TAKEN, with_header(jku="https://else.example")),
    "with critical headers": (Reason.HEADER_NOT_TAKEN, with_header(crit=["b64"], b64=False)),
    "altered": (Reason.SIGNATURE_WRONG, altered),
    "not canonical": (Reason.MALFORMED, not_canonical),
    **{
        f"without {name}": (Reason.CLAIM_MISSING, with_claims(**{name: None}))
        for name in (
            *("iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope", "roles", "force"),
        )
    },
    "with a time that is true": (Reason.CLAIM_MALFORMED, with_claims(exp=True)),
    "with a time that is a text": (Reason.CLAIM_MALFORMED, with_claims(exp="1795384860")),
    "with a time beyond all clocks": (Reason.CLAIM_MALFORMED, with_claims(exp=10**30)),
    "with a start that is a text": (Reason.CLAIM_MALFORMED, with_claims(nbf="now")),
    "with a subject of two lines": (Reason.CLAIM_MALFORMED, with_claims(sub="A\nB")),
    "with an empty subject": (Reason.CLAIM_MALFORMED, with_claims(sub="")),
    "with a client of two words": (Reason.CLAIM_MALFORMED, with_claims(client_id="a b")),
    "with a force that is no code": (Reason.CLAIM_MALFORMED, with_claims(force="North Wales")),
    "with every force": (Reason.CLAIM_MALFORMED, with_claims(force=["north-wales", "gwent"])),
    "with an unknown role": (Reason.ROLE_UNKNOWN, with_claims(roles=["superuser"])),
    "with two roles": (Reason.CLAIM_MALFORMED, with_claims(roles=["custody", "auditor"])),
    "with no role": (Reason.CLAIM_MALFORMED, with_claims(roles=[])),
    "with a role that is no list": (Reason.CLAIM_MALFORMED, with_claims(roles="custody")),
    "with a role twice": (Reason.MALFORMED, twice("roles")),
    "with NaN": (Reason.MALFORMED, with_payload('{"exp": NaN}')),
    "with a list for claims": (Reason.MALFORMED, with_payload("[]")),
    "with a list for header": (Reason.MALFORMED, lambda _: put_together([], {})),
    "nested without end": (Reason.MALFORMED, with_payload("[" * 1_500)),
    "that is no JSON": (Reason.MALFORMED, with_payload("{")),
    "bound in a way not known": (Reason.CONFIRMATION_UNKNOWN, with_claims(cnf={"jkt": "abc"})),
    "bound in two ways": (
        Reason.CONFIRMATION_UNKNOWN,
        with_claims(cnf={"x5t#S256": "abc", "jkt": "abc"}),
    ),
    "bound to nothing": (Reason.CONFIRMATION_UNKNOWN, with_claims(cnf={})),
    "overlong": (Reason.TOO_LONG, with_claims(more="x" * MOST_CHARACTERS)),
    "empty": (Reason.MALFORMED, lambda _: ".."),
    "one part": (Reason.MALFORMED, lambda _: "x"),
    "five parts, as if encrypted": (Reason.MALFORMED, lambda _: "a.b.c.d.e"),
    "of the old login": (Reason.MALFORMED, lambda _: "development.e30=.AAAA"),
}
