"""The schemas of events: of entries' `data`, version by version, and of events as they are sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from api import event_messages, event_schemas
from api.command_routes import Tag
from api.problems import Problem
from api.replies.basics import Listed
from api.replies.documents import SchemaListed
from api.routes.service import PUBLIC
from ledger.journey.facts import FACTS

MEDIA_TYPE = "application/schema+json"
BASE = "/v1/schemas"


class Family(StrEnum):
    """What a schema is of: an entry's `data`, or an event as it is sent."""

    EVENTS = "events"
    ENVELOPES = "envelopes"


NAMES: Mapping[Family, Iterable[str]] = {
    Family.EVENTS: FACTS,
    Family.ENVELOPES: event_messages.ENVELOPES,
}
SCHEMAS: Mapping[Family, Callable[[str], dict[str, Any]]] = {
    Family.EVENTS: event_schemas.schema_of,
    Family.ENVELOPES: event_messages.envelope,
}

OfFamily = Annotated[Family, Path(description="Of entries' `data`, or of events as sent.")]
Name = Annotated[
    str, Path(description="The fact's or the envelope's name.", examples=["contract.signed"])
]
Version = Annotated[int, Path(ge=1, description="Its version, from 1.")]

router = APIRouter(prefix=BASE, tags=[Tag.FEED])


@router.get(
    "/{family}",
    summary="Schemas of events",
    operation_id="schemas",
    response_description="Every schema, by name.",
    response_model=Listed[SchemaListed],
)
async def schemas(family: OfFamily) -> JSONResponse:
    """What the `data` of an entry can hold, name by name; or how events are sent."""
    items = [
        SchemaListed(name=name, version=version, href=f"{BASE}/{family}/{name}/v{version}")
        for name in sorted(NAMES[family])
        for version in (_version(family, name),)
    ]
    return JSONResponse(
        Listed[SchemaListed](items=tuple(items)).model_dump(by_alias=True), headers=PUBLIC
    )


@router.get(
    "/{family}/{name}/v{version}",
    summary="A schema of an event",
    operation_id="schema",
    response_class=JSONResponse,
    response_description="A JSON Schema (2020-12), with an example.",
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}},
)
async def schema(family: OfFamily, name: Name, version: Version) -> JSONResponse:
    """The schema of a version; personal fields are marked `x-personal`.

    Within a version fields are only ever added: pass over those that you do not know.
    """
    if name not in NAMES[family] or version != _version(family, name):
        raise Problem("not-found")
    return JSONResponse(SCHEMAS[family](name), headers=PUBLIC, media_type=MEDIA_TYPE)


def _version(family: Family, name: str) -> int:
    return event_schemas.version_of(name) if family is Family.EVENTS else 1
