"""Operations that will go: since when they are deprecated, and from when they may be gone.

Nothing within a major version is taken away unannounced. An operation answers as it always did
until it is removed, also after its sunset; each answer says so in `Deprecation` (RFC 9745),
`Sunset` (RFC 8594) and `Link`, and so does the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from api.asgi import Application, Message, Receive, Scope, Send

MONTHS_OF_NOTICE = 12


@dataclass(frozen=True, slots=True)
class Deprecated:
    """`since` and `sunset` are instants in UTC; `link` is a page that says what to use instead."""

    since: datetime
    sunset: datetime
    link: str

    @property
    def headers(self) -> dict[str, str]:
        """What each answer says."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": format_datetime(self.sunset, usegmt=True),
            "Link": f'<{self.link}>; rel="deprecation"; type="text/html"',
        }


Table = Mapping[str, Deprecated]

DEPRECATED: Table = {}
"""By operation id. At least `MONTHS_OF_NOTICE` between the two instants."""


class Lifecycle:
    """Says of an operation that is in `table` that it is deprecated."""

    def __init__(self, application: Application, table: Table = DEPRECATED) -> None:
        self._application = application
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._table:
            await self._application(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            deprecated = self._table.get(operation_of(scope))
            if deprecated and message["type"] == "http.response.start":
                told = [(n.lower().encode(), v.encode()) for n, v in deprecated.headers.items()]
                message["headers"] = [*message["headers"], *told]
            await send(message)

        await self._application(scope, receive, telling)


def operation_of(scope: Scope) -> str:
    """The id of the operation that a request led to; empty where it led to none."""
    return getattr(scope.get("route"), "operation_id", None) or ""


def marked(operation: Mapping[str, object], table: Table = DEPRECATED) -> dict[str, bool]:
    """What the OpenAPI document says of an operation."""
    return {"deprecated": True} if operation.get("operationId") in table else {}
