"""Who asks, told from the token; what a role does not permit is refused here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.clock import now
from api.desk import desk_of
from api.problems import Problem
from api.roles import Caller, Permission
from api.tokens import NotAToken, caller_of

CHALLENGE = {"WWW-Authenticate": "Bearer"}

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token from `POST /v1/login`, sent as `Authorization: Bearer <token>`.",
)


async def caller(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Whoever sent the token.

    Raises:
        Problem: There is no token, or it is not valid.
    """
    if given is None:
        raise Problem("login-needed", headers=CHALLENGE)
    try:
        known = caller_of(given.credentials, desk_of(request).login_key, now())
    except NotAToken:
        raise Problem("token-invalid", headers=CHALLENGE) from None
    request.state.caller = known
    return known


TheCaller = Annotated[Caller, Depends(caller)]


def permitted(permission: Permission) -> Callable[[Caller], Awaitable[Caller]]:
    """Whoever asks, if their role permits it.

    Raises:
        Problem: It does not.
    """

    async def allowed(known: TheCaller) -> Caller:
        if not known.may(permission):
            raise Problem("not-permitted")
        return known

    return allowed


Reader = Annotated[Caller, Depends(permitted(Permission.READ))]
Writer = Annotated[Caller, Depends(permitted(Permission.WRITE))]
Counter = Annotated[Caller, Depends(permitted(Permission.COUNT))]
Adopter = Annotated[Caller, Depends(permitted(Permission.ADOPT))]
