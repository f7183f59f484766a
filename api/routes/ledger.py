"""The log as C2SP tlog-tiles lays it out: whoever has its key can check it with tools of their own.

It takes no token and no Purpose. A tlog client cannot send them, and an auditor who has to be let
in cannot tell whether others are shown the same. Nothing here is about anyone: a checkpoint is a
size and a root, and a tile holds hashes of whole lines, each with a random page id, and all that is
personal sealed under a fresh nonce, so that no line can be guessed from its hash. Entries are
another matter: they are every force's, and leave in a bundle only.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import PlainTextResponse

from api.command_routes import Tag
from api.desk import TheDesk
from api.lists import Cursor, Limit, cursor_of, key_in, link_next
from api.problems import Problem
from api.replies.basics import Listed
from api.replies.ledger import HeadReply, LogKeyReply
from api.sealing.logs import ACCESS_FOLDER, LEDGER_FOLDER
from ledger.evidence.heads import Head, instant_text
from ledger.evidence.published import NotPublished, Published
from ledger.journey.facts.log import LogKeyAdded, LogKeyRetired
from ledger.record.book import OF_THE_LOG

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
FOR_NOW = {"Cache-Control": "no-cache"}
FOR_MINUTES = {"Cache-Control": "public, max-age=300"}
OCTETS = "application/octet-stream"
ENTRIES = "entries/"
PARTIAL = ".p/"
LARGEST = 2**63 - 1
TILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}}},
    403: {},
}


class Names(NamedTuple):
    """A log: where it is in the API and in the data, how its operations begin, what it is of."""

    prefix: str
    folder: str
    operation: str
    what: str


LEDGER = Names("/v1/ledger", LEDGER_FOLDER, "ledger", "ledger")
ACCESS_LOG = Names("/v1/ledger/access-log", ACCESS_FOLDER, "accessLog", "access log")

Size = Annotated[int, Path(ge=1, le=LARGEST, description="How many leaves it covers.")]
TilePath = Annotated[
    str,
    Path(
        description="As C2SP tlog-tiles has it: `<level>/<index>`, and `.p/<width>` if not full.",
        examples=["0/x001/234.p/7"],
    ),
]


async def a_stranger(request: Request) -> None:
    """Count whoever asks by their address, as all who bring no token are."""
    request.scope["state"]["rates"].strange(request.scope)


def published(request: Request, desk: TheDesk) -> Published:
    """The files of the log that is asked for."""
    path = request.scope["path"]
    log = ACCESS_LOG if path.startswith(f"{ACCESS_LOG.prefix}/") else LEDGER
    return Published(desk.settings.data / log.folder)


Files = Annotated[Published, Depends(published)]


def checkpoint(files: Files) -> Response:
    """The size and root of the log as a signed note (C2SP tlog-checkpoint)."""
    return _note(files.latest(), FOR_NOW)


def checkpoint_at(size: Size, files: Files) -> Response:
    """The signed note of the log at `size`, if it was sealed there."""
    return _note(files.note(size), FOR_MINUTES)


def tile(path: TilePath, files: Files) -> Response:
    """A tile of up to 256 hashes, of leaves at level 0 (C2SP tlog-tiles); no entries."""
    if path.startswith(ENTRIES):
        raise Problem("entries-not-shown")
    try:
        content = files.tile_at(f"tile/{path}")
    except NotPublished:
        raise Problem("not-published") from None
    return Response(content, headers=_kept(path), media_type=OCTETS)


def heads(
    request: Request, response: Response, files: Files, limit: Limit = 100, cursor: Cursor = ""
) -> Listed[HeadReply]:
    """When the log was sealed, at which size and with which root."""
    found = files.heads_below(_size_in(cursor), limit)
    following = cursor_of([found[-1].size]) if len(found) == limit else None
    link_next(request, response, following)
    return Listed(items=tuple(map(_head, found)), next_cursor=following)


def keys(desk: TheDesk) -> Listed[LogKeyReply]:
    """Which keys sign the checkpoints of which log, at which sizes, by the ledger's own entries."""
    facts = [entry.fact for entry in desk.ledger.entries(OF_THE_LOG)]
    retired = [fact for fact in facts if isinstance(fact, LogKeyRetired)]
    until = {(fact.origin, fact.key): fact.until_size for fact in retired}
    return Listed(
        items=tuple(
            LogKeyReply(
                origin=fact.origin,
                key=fact.key,
                from_size=fact.from_size,
                until_size=until.get((fact.origin, fact.key)),
            )
            for fact in facts
            if isinstance(fact, LogKeyAdded)
        )
    )


def _note(note: bytes | None, headers: dict[str, str]) -> Response:
    if note is None:
        raise Problem("not-published")
    return PlainTextResponse(note, headers=headers)


def _kept(path: str) -> dict[str, str]:
    return FOR_MINUTES if PARTIAL in path else FOR_GOOD


def _size_in(cursor: str) -> int:
    match key_in(cursor) if cursor else [LARGEST]:
        case [int(size)]:
            return size
        case _:
            raise Problem("cursor-invalid")


def _head(head: Head) -> HeadReply:
    root = b64encode(head.root).decode()
    return HeadReply(size=head.size, root=root, sealed_at=instant_text(head.sealed_at))


router = APIRouter(tags=[Tag.LOG], dependencies=[Depends(a_stranger)])
router.add_api_route(
    "/v1/ledger/keys",
    keys,
    summary="The keys of the logs",
    operation_id="logKeys",
    response_description="Keys in the order in which they were added.",
)
for log in (LEDGER, ACCESS_LOG):
    router.add_api_route(
        f"{log.prefix}/checkpoint",
        checkpoint,
        summary=f"The last head of the {log.what}",
        operation_id=f"{log.operation}Checkpoint",
        response_class=PlainTextResponse,
        responses={404: {}},
    )
    router.add_api_route(
        f"{log.prefix}/checkpoint/{{size}}",
        checkpoint_at,
        summary=f"A head of the {log.what}",
        operation_id=f"{log.operation}CheckpointAt",
        response_class=PlainTextResponse,
    )
    router.add_api_route(
        f"{log.prefix}/tile/{{path:path}}",
        tile,
        summary=f"Hashes of the {log.what}",
        operation_id=f"{log.operation}Tile",
        response_class=Response,
        responses=TILE,
    )
    router.add_api_route(
        f"{log.prefix}/heads",
        heads,
        summary=f"Every head of the {log.what}",
        operation_id=f"{log.operation}Heads",
        response_description="Heads, the newest first.",
    )
