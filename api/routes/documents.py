"""The contract, for machines and for people: nothing in it is secret, in production neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api import asyncapi, openapi, pages
from api.desk import desk_of
from api.routes.service import PUBLIC, SHOWN
from api.yaml_text import yaml

YAML = "application/yaml"

T = TypeVar("T")

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi_json(request: Request) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(_openapi(request), headers=PUBLIC)


@router.get("/asyncapi.json")
def asyncapi_json(request: Request) -> JSONResponse:
    """The AsyncAPI document."""
    return JSONResponse(_asyncapi(request), headers=PUBLIC)


@router.get("/asyncapi.yml")
def asyncapi_yaml(request: Request) -> Response:
    """The same in YAML."""
    text = _once(request, "asyncapi_text", lambda: yaml(_asyncapi(request)))
    return Response(text, headers=PUBLIC, media_type=YAML)


@router.get("/docs")
def documentation(request: Request) -> HTMLResponse:
    """Every operation with an example."""
    return HTMLResponse(pages.documentation(_openapi(request)), headers=SHOWN)


def _openapi(request: Request) -> dict[str, Any]:
    settings = desk_of(request).settings
    return _once(request, "openapi", lambda: openapi.document(request.app, settings))


def _asyncapi(request: Request) -> dict[str, Any]:
    settings = desk_of(request).settings
    return _once(request, "asyncapi", lambda: asyncapi.document(settings))


def _once(request: Request, name: str, drawn: Callable[[], T]) -> T:
    """Drawn when it is first asked for, which takes a second or two of a thread's time."""
    state = request.app.state
    if not hasattr(state, name):
        setattr(state, name, drawn())
    told: T = getattr(state, name)
    return told
