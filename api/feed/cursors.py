"""Where a follower stands: opaque to them, a position in the whole ledger to us.

A cursor holds for the force that it was given to, and for every filter and format alike: the
position is the same in all of them. It needs no signature: whoever makes one up reads on from
elsewhere, and still sees their own force's entries only.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from api.problems import Problem

FORMAT = 1
MOST_POSITION = 2**53 - 1


def written(position: int, force: str) -> str:
    """The cursor that reads on after `position`, exclusive."""
    told = json.dumps([FORMAT, force, int(position)], separators=(",", ":"))
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def position_in(cursor: str, force: str) -> int:
    """The position that a cursor of `force` stands for; 0 for the empty one.

    Raises:
        Problem: It is not a cursor that the force was given.
    """
    if not cursor:
        return 0
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise Problem("cursor-invalid") from None
    match told:
        case [1, str(), int(position)] if 0 <= position <= MOST_POSITION:
            if cursor == written(position, force):
                return position
        case _:
            pass
    raise Problem("cursor-invalid")
