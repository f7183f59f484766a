"""What a token's claims say of the caller (RFC 9068 section 2.2), once its signature is good.

Each claim is needed but `nbf` and `cnf`, has one type, and is taken at its word: no default, no
coercion. The issuer's clock may be `LEEWAY_SECONDS` off either way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.fields import KEBAB
from api.roles import Caller, CallerRole, Scope
from api.trust.refusals import NotBelieved, Reason

LEEWAY_SECONDS = 30
MOST_LIFETIME_SECONDS = 24 * 60 * 60

_SUBJECT = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_CLIENT = re.compile(r"[\x21-\x7e]{1,200}")
_FORCE = re.compile(rf"(?=.{{1,64}}$){KEBAB[1:-1]}")
_ROLES = {role.value: role for role in CallerRole}
_SCOPES = {scope.value: scope for scope in Scope}


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom a token speaks of, and the certificate it is bound to, or the empty string.

    `thumbprint` is the SHA-256 of the certificate in base64url (RFC 8705 section 3.1).
    """

    caller: Caller
    thumbprint: str


def claims_in(told: Mapping[str, Any], *, issuer: str, audience: str, now: datetime) -> Claims:
    """Whom the claims speak of, if they are from `issuer`, for `audience`, and hold `now`.

    Raises:
        NotBelieved: They are not, or one of them is missing or malformed.
    """
    _see_that_they_are_for_us(told, issuer, audience)
    _see_that_they_hold(told, now.timestamp())
    _told(told, "jti", _is_text)
    caller = Caller(
        name=_told(told, "sub", _matches(_SUBJECT)),
        role=_role(_told(told, "roles", _is_one_text)[0]),
        force=_told(told, "force", _matches(_FORCE)),
        client=_told(told, "client_id", _matches(_CLIENT)),
        scopes=_scopes(_told(told, "scope", _is_text)),
    )
    return Claims(caller, _thumbprint(told))


def _see_that_they_are_for_us(told: Mapping[str, Any], issuer: str, audience: str) -> None:
    if _told(told, "iss", _is_text) != issuer:
        raise NotBelieved(Reason.ISSUER_OTHER)
    meant = _told(told, "aud", lambda value: _is_text(value) or _are_texts(value))
    if audience not in ([meant] if isinstance(meant, str) else meant):
        raise NotBelieved(Reason.AUDIENCE_OTHER)


def _see_that_they_hold(told: Mapping[str, Any], now: float) -> None:
    """`exp` is exclusive, `nbf` and `iat` inclusive; each moved by the leeway."""
    expires, issued = (_told(told, name, _is_time) for name in ("exp", "iat"))
    begins = _told(told, "nbf", _is_time) if "nbf" in told else issued
    if now >= expires + LEEWAY_SECONDS:
        raise NotBelieved(Reason.EXPIRED)
    if max(begins, issued) > now + LEEWAY_SECONDS:
        raise NotBelieved(Reason.NOT_YET_VALID)
    if expires - issued > MOST_LIFETIME_SECONDS:
        raise NotBelieved(Reason.LIVES_TOO_LONG)


def _told(told: Mapping[str, Any], name: str, is_well_formed: Callable[[Any], bool]) -> Any:
    if name not in told:
        raise NotBelieved(Reason.CLAIM_MISSING)
    if not is_well_formed(told[name]):
        raise NotBelieved(Reason.CLAIM_MALFORMED)
    return told[name]


def _role(named: str) -> CallerRole:
    if named not in _ROLES:
        raise NotBelieved(Reason.ROLE_UNKNOWN)
    return _ROLES[named]


def _scopes(told: str) -> frozenset[Scope]:
    """Ours among the scopes: an issuer serves others too, and theirs say nothing here."""
    return frozenset(_SCOPES[word] for word in told.split(" ") if word in _SCOPES)


def _thumbprint(told: Mapping[str, Any]) -> str:
    """A confirmation that cannot be checked here is not passed over (RFC 7800 section 3.1)."""
    if "cnf" not in told:
        return ""
    match told["cnf"]:
        case {"x5t#S256": str(thumbprint), **others} if thumbprint and not others:
            return thumbprint
        case _:
            raise NotBelieved(Reason.CONFIRMATION_UNKNOWN)


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_one_text(value: Any) -> bool:
    return _are_texts(value) and len(value) == 1


def _is_time(value: Any) -> bool:
    """A NumericDate (RFC 7519 section 2) in years that a clock can tell."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and 0 <= value < 2**40
