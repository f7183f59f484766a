"""Whom the service trusts, by its settings: its own login in development, an issuer in production.

Never both, and never neither.
"""

from __future__ import annotations

from ipaddress import ip_address

import httpx2

from api.keys import key_in
from api.settings import Settings
from api.trust.development import AUDIENCE, ISSUER, DevelopmentIssuer
from api.trust.jwks import IssuersKeys
from api.trust.trust import Trust

OF_PRODUCTION = ("issuer", "audience", "jwks_url")


class TrustUnsettled(ValueError):
    """The settings do not say whose tokens count, or say it twice."""


def login_for(settings: Settings) -> DevelopmentIssuer | None:
    """The login that gives tokens to whoever asks; there is none in production.

    Raises:
        TrustUnsettled: A key for it is given in production.
        KeyTooShort: Its key could be guessed.
    """
    if not settings.is_production:
        return DevelopmentIssuer(key_in(settings.login_key_file, settings))
    if settings.login_key is not None:
        raise TrustUnsettled("In production there is no login of our own, and no login_key.")
    return None


def trust_for(settings: Settings, login: DevelopmentIssuer | None) -> Trust:
    """Whose tokens count: those of `login` where there is one, else those of the issuer named.

    Raises:
        TrustUnsettled: The settings of an issuer are missing, or there beside a login; or its keys
            would come over a way on which others could put theirs.
    """
    named = [name for name in OF_PRODUCTION if getattr(settings, name)]
    proxies = settings.trusted_proxies
    if login is not None:
        if named:
            raise TrustUnsettled(f"In development the service trusts itself: no {_all(named)}.")
        return Trust(issuer=ISSUER, audience=AUDIENCE, keys=login, proxies=proxies)
    missing = [name for name in OF_PRODUCTION if name not in named]
    if missing:
        raise TrustUnsettled(f"In production an issuer is needed: {_all(missing)} is not set.")
    if not _is_safe(settings.jwks_url):
        raise TrustUnsettled("jwks_url is not https, nor http to this very machine.")
    keys = IssuersKeys(
        settings.jwks_url,
        fresh_seconds=settings.jwks_fresh_seconds,
        attempt_seconds=settings.jwks_attempt_seconds,
        kept_seconds=settings.jwks_kept_seconds,
    )
    return Trust(issuer=settings.issuer, audience=settings.audience, keys=keys, proxies=proxies)


def _is_safe(text: str) -> bool:
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL:
        return False
    if not url.host or url.userinfo:
        return False
    return url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _all(names: list[str]) -> str:
    return ", ".join(names)
