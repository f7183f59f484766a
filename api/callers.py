"""Who asks, told from the token; what neither their role nor their scopes permit is refused here.

Of a token that is not believed the log says why, by a code; the answer does not.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.clock import now
from api.command_routes import CommandRoute
from api.desk import desk_of
from api.problems import Problem
from api.queries import see_that_the_query_is_known
from api.roles import Caller, NobodyMay, Permission, scope_of
from api.trust.certificates import HEADER, thumbprint_of
from api.trust.refusals import KeysUnavailable, NotBelieved, Reason
from api.whose_commands import permission_of, permission_to_correct
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page

CHALLENGE = {"WWW-Authenticate": "Bearer"}
INVALID_TOKEN = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
SCOPE_NEEDED = 'Bearer error="insufficient_scope", scope="{scope}"'
AWAY = {"Retry-After": "15"}

LOG = logging.getLogger("api.trust")

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    bearerFormat="at+jwt",
    description="An access token (RFC 9068), sent as `Authorization: Bearer <token>`: from the"
    " force's issuer by client credentials, or in development from `POST /v1/login`.",
)


async def caller(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Whoever the token says is asking.

    Raises:
        Problem: There is no token, it is not believed, or nobody can say whether it is; or, of one
            who is believed, as `see_that_the_query_is_known`.
    """
    if given is None:
        raise Problem("login-needed", headers=CHALLENGE)
    try:
        known = await _believed(request, given.credentials)
    except NotBelieved as refused:
        LOG.warning(
            "token refused: %s",
            refused.reason.value,
            extra={"traceId": request.state.trace.trace_id, "code": "token-invalid"},
        )
        raise Problem("token-invalid", headers=INVALID_TOKEN) from None
    except KeysUnavailable:
        raise Problem("keys-unavailable", headers=AWAY) from None
    request.state.caller = known
    request.state.rates.admit(request.scope, known)
    see_that_the_query_is_known(request)
    return known


async def _believed(request: Request, token: str) -> Caller:
    if len(request.headers.getlist("authorization")) > 1:
        raise NotBelieved(Reason.SENT_TWICE)
    trust = desk_of(request).trust
    peer = request.client.host if request.client else None
    certificate = thumbprint_of(peer, request.headers.getlist(HEADER), trust.proxies)
    return await trust.caller(token, certificate, now())


TheCaller = Annotated[Caller, Depends(caller)]


@dataclass(frozen=True, slots=True)
class Permitted:
    """A dependency: whoever asks, if both their role and their token's scopes permit it."""

    permission: Permission

    async def __call__(self, known: TheCaller) -> Caller:
        """Whoever asks.

        Raises:
            Problem: They are not permitted.
        """
        if known.may(self.permission):
            return known
        if known.would(self.permission):
            needed = SCOPE_NEEDED.format(scope=scope_of(self.permission))
            raise Problem("not-permitted", headers={"WWW-Authenticate": needed})
        raise Problem("not-permitted")


def permitted(permission: Permission) -> Permitted:
    """The dependency on that permission."""
    return Permitted(permission)


def may_put_forward(route: CommandRoute) -> Permitted:
    """The dependency on the permission to put that command forward."""
    return Permitted(permission_of(route))


def see_that_they_may_correct(known: Caller, page: Page, line: int) -> None:
    """Look whether the entry on that line is theirs to strike: one that they could have written.

    To strike a correction is to bring back what it struck, or to strike it again: so that has to be
    theirs. Where there is no such entry, that is for the ledger to say.

    Raises:
        Problem: It is not theirs.
    """
    fact = page.fact(line)
    while isinstance(fact, RecordedInError):
        fact = page.fact(fact.line)
    if fact is None:
        return
    try:
        needed = permission_to_correct(fact)
    except NobodyMay:
        raise Problem("not-permitted") from None
    if not known.may(needed):
        raise Problem("not-permitted")


Reader = Annotated[Caller, Depends(permitted(Permission.READ))]
Writer = Annotated[Caller, Depends(permitted(Permission.WRITE))]
Counter = Annotated[Caller, Depends(permitted(Permission.COUNT))]
Adopter = Annotated[Caller, Depends(permitted(Permission.ADOPT))]
