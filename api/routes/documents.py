"""The API's documentation, for machines and for people. Not there in production."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from api import pages
from api.desk import desk_of
from api.openapi import document
from api.routes.service import PUBLIC, SHOWN

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi(request: Request) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(_document(request), headers=PUBLIC)


@router.get("/docs")
async def documentation(request: Request) -> HTMLResponse:
    """Every operation with an example."""
    return HTMLResponse(pages.documentation(_document(request)), headers=SHOWN)


def _document(request: Request) -> dict[str, Any]:
    state = request.app.state
    if not hasattr(state, "document"):
        state.document = document(request.app, desk_of(request).settings)
    drawn: dict[str, Any] = state.document
    return drawn
