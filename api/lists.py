"""Lists in parts: an opaque cursor says which item was the last, and the next goes on after it.

What is written between two parts moves nothing: an item's place in the order is its own.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request, Response

from api.desk import Desk
from api.problems import Problem, fault

T = TypeVar("T")
Key = list[str | int]

MOST_ITEMS = 500
MOST_CURSOR = 500

Limit = Annotated[
    int, Query(ge=1, le=MOST_ITEMS, description=f"At most so many items, up to {MOST_ITEMS}.")
]
Cursor = Annotated[
    str,
    Query(max_length=MOST_CURSOR, description="The `nextCursor` of the part before; opaque."),
]
After = Annotated[
    int,
    Query(ge=0, description="Wait until the list has read to this `X-Ledger-Position`."),
]


def reached(desk: Desk, after: int) -> int:
    """The position to wait for.

    Raises:
        Problem: The ledger itself has not come so far.
    """
    if after > desk.ledger.position:
        error = fault("", "number-out-of-range", parameter="after")
        raise Problem("number-out-of-range", errors=[error])
    return after


def part(
    items: Sequence[T], key: Callable[[T], Key], cursor: str, limit: int
) -> tuple[list[T], str | None]:
    """At most `limit` of `items`, which are in the order of `key`, after `cursor`; and the next.

    Raises:
        Problem: The cursor is not one that a list of this order gave.
    """
    rest = list(items)
    if cursor:
        last = key_in(cursor)
        try:
            rest = [item for item in rest if key(item) > last]
        except TypeError:
            raise Problem("cursor-invalid") from None
    shown = rest[:limit]
    return shown, cursor_of(key(shown[-1])) if len(rest) > limit else None


def link_next(request: Request, response: Response, cursor: str | None) -> None:
    """Say in the headers, too, where the next part is."""
    if cursor is not None:
        url = request.url.include_query_params(cursor=cursor)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'


def cursor_of(key: Key) -> str:
    """The cursor that says that the item at `key` was the last."""
    return urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode()


def key_in(cursor: str) -> Any:
    """The key that the cursor says.

    Raises:
        Problem: The cursor is not one that a list here gave.
    """
    try:
        key = json.loads(urlsafe_b64decode(cursor))
    except ValueError:
        raise Problem("cursor-invalid") from None
    if not isinstance(key, list):
        raise Problem("cursor-invalid")
    return key
