"""How the endpoint of a command is made from its row in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path

from api.callers import may_put_forward
from api.command_routes import CommandRoute
from api.examples import EXAMPLES
from api.forms import command_form

ParticipantId = Annotated[
    str, Path(alias="participantId", description="The id of a person's page.")
]
JourneyNumber = Annotated[int, Path(alias="n", ge=1, description="The journey's number, from 1.")]

GONE: dict[int | str, Any] = {410: {"description": "What is personal on the page was erased."}}
"""What a route declares that has nothing to tell once the person was erased."""


def add(
    router: APIRouter, path: str, route: CommandRoute, endpoint: Callable[..., Any], reply: Any
) -> None:
    """Add the endpoint of a command at `path`; its parameter `told` takes the command's form."""
    form = command_form(route.kind)
    example: Any = {"summary": route.summary, "value": EXAMPLES[route.kind]}
    endpoint.__annotations__["told"] = Annotated[form, Body(openapi_examples={"example": example})]
    router.add_api_route(
        path,
        endpoint,
        methods=["POST"],
        status_code=201,
        response_model=reply,
        tags=[route.tag],
        summary=route.summary,
        description=form.__doc__ or "",
        dependencies=[Depends(may_put_forward(route))],
        operation_id=route.operation,
        response_description="Recorded, and durable.",
    )
