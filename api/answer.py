"""The answer to a command as it is kept with its entries, and given again for ever."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from fastapi import Response

from api.replies.basics import Reply
from ledger.record.once import Kept

POSITION = "X-Ledger-Position"
REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Answer:
    """201: the reply's bytes, where to read on, the page's version, and the last position."""

    body: bytes
    location: str
    version: int
    position: int = 0
    replayed: bool = False

    @classmethod
    def of(cls, reply: Reply, location: str, version: int) -> Answer:
        """The answer that says `reply`."""
        return cls(reply.model_dump_json(by_alias=True).encode(), location, version)

    @classmethod
    def again(cls, kept: Kept, *, replayed: bool = True) -> Answer:
        """The answer that was kept, byte for byte."""
        head, body = kept.answer.split(b"\n", 1)
        told = json.loads(head)
        return cls(body, told["location"], told["version"], kept.position, replayed)

    def kept(self) -> bytes:
        """What is written with the entries."""
        head = {"location": self.location, "version": self.version}
        return json.dumps(head).encode() + b"\n" + self.body

    def at(self, position: int) -> Answer:
        """The answer, now that the entries stand at `position`."""
        return replace(self, position=position)

    def response(self) -> Response:
        """The answer as it goes out."""
        headers = {
            "Location": self.location,
            "ETag": etag(self.version),
            POSITION: str(self.position),
        }
        if self.replayed:
            headers[REPLAYED] = "true"
        return Response(self.body, 201, headers, "application/json")


def etag(version: int) -> str:
    """The page's version as HTTP has it."""
    return f'"{version}"'
