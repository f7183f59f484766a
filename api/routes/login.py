"""The development login: whoever asks is given a token. Not there in production."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field

from api import clock, fields
from api.command_routes import Tag
from api.desk import Desk, TheDesk
from api.forms import Form
from api.problems import Problem
from api.replies.basics import Reply
from api.roles import Caller, CallerRole
from api.trust.development import DevelopmentIssuer

VALID_FOR = timedelta(hours=12)
NAMED = r"^[^\x00-\x1f\x7f]+$"

router = APIRouter(prefix="/v1")


class LoginForm(Form):
    """Who is calling, in which role, for which force."""

    name: fields.Name = Field(
        pattern=NAMED, description="The caller's name, the token's `sub`: entries say it."
    )
    role: CallerRole
    force: fields.Code = Field(description="The force's code, as in `north-wales`.")


class Login(Reply):
    """A token, to be sent as `Authorization: Bearer <token>` until it expires."""

    token: str
    token_type: str = "Bearer"  # noqa: S105  a scheme's name
    expires_at: datetime


EXAMPLE: Any = {
    "summary": "Log in",
    "value": {"name": "Sgt Mair Pugh", "role": "custody", "force": "north-wales"},
}


@router.post(
    "/login",
    status_code=201,
    tags=[Tag.LOGIN],
    summary="Log in",
    operation_id="login",
    response_description="A token.",
)
def login(
    told: Annotated[LoginForm, Body(openapi_examples={"example": EXAMPLE})],
    desk: TheDesk,
) -> Login:
    """A token for the demonstration; nobody is asked for a password.

    It is an access token by RFC 9068, like those of an issuer, for every scope.
    """
    now = clock.now()
    caller = Caller(told.name, told.role, told.force)
    return Login(
        token=_issuer(desk).token(caller, now, now + VALID_FOR), expires_at=now + VALID_FOR
    )


@router.get(
    "/login/jwks.json",
    tags=[Tag.LOGIN],
    summary="The key of the tokens",
    operation_id="loginKeys",
    response_description="A JWK Set (RFC 7517).",
)
async def keys(desk: TheDesk) -> dict[str, Any]:
    """The public key that the login's tokens are signed with."""
    return _issuer(desk).published()


def _issuer(desk: Desk) -> DevelopmentIssuer:
    if desk.login is None:
        raise Problem("not-found")
    return desk.login
