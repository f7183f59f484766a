"""Who a token says is calling: one way to see it, whoever issued the token.

Laws: the type, algorithm, key and signature come first, and no claim counts before them. A token
bound to a certificate (RFC 8705) counts only with that certificate.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from api.roles import Caller
from api.trust.algorithms import fits, verifies
from api.trust.certificates import Network
from api.trust.claims import claims_in
from api.trust.keys import Keys
from api.trust.refusals import NotBelieved, Reason
from api.trust.token import taken_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The one issuer whose tokens are believed, where its keys are, and where our proxies are."""

    issuer: str
    audience: str
    keys: Keys
    proxies: Collection[Network] = ()

    async def caller(self, text: str, thumbprint: str, now: datetime) -> Caller:
        """Who the token `text` says is calling.

        Args:
            text: The token as it was sent.
            thumbprint: Of the certificate that the caller presented, or empty.
            now: The instant that it has to hold.

        Raises:
            NotBelieved: It is not a token that is believed here and now.
            KeysUnavailable: Nobody can say.
        """
        token = taken_apart(text)
        key = await self.keys.key(token.key_id)
        if key is None:
            raise NotBelieved(Reason.KEY_UNKNOWN)
        if not fits(token.algorithm, key):
            raise NotBelieved(Reason.KEY_UNFIT)
        if not verifies(token.algorithm, key, token.signed, token.signature):
            raise NotBelieved(Reason.SIGNATURE_WRONG)
        claims = claims_in(token.claims, issuer=self.issuer, audience=self.audience, now=now)
        _see_that_it_is_theirs(claims.thumbprint, thumbprint)
        return claims.caller


def _see_that_it_is_theirs(bound_to: str, presented: str) -> None:
    if not bound_to:
        return
    if not presented:
        raise NotBelieved(Reason.CERTIFICATE_MISSING)
    if not hmac.compare_digest(bound_to.encode(), presented.encode()):
        raise NotBelieved(Reason.CERTIFICATE_OTHER)
