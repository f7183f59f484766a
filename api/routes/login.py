"""The development login: whoever asks is given a token. Not there in production."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field

from api import clock, fields
from api.command_routes import Tag
from api.desk import TheDesk
from api.forms import Form
from api.replies.basics import Reply
from api.roles import Caller, CallerRole
from api.tokens import issued

VALID_FOR = timedelta(hours=12)

router = APIRouter(prefix="/v1")


class LoginForm(Form):
    """Who is calling, in which role, for which force."""

    name: fields.Name = Field(description="The caller's name: entries say it.")
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
    """A token for the demonstration; nobody is asked for a password."""
    until = clock.now() + VALID_FOR
    caller = Caller(told.name, told.role, told.force)
    return Login(token=issued(caller, until, desk.login_key), expires_at=until)
