"""W3C Trace Context: which request of whose this is, from the first line of a log to the entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from api.asgi import Scope, header
from api.identities import new_span_id, new_trace_id

_PARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_NEVER = "ff"


@dataclass(frozen=True, slots=True)
class Trace:
    """A request's place in a trace; `parent` is the caller's own `traceparent`, or empty."""

    trace_id: str
    span_id: str
    parent: str = ""

    @property
    def traceparent(self) -> str:
        """What an entry keeps: this request, within the caller's trace."""
        return f"00-{self.trace_id}-{self.span_id}-01"

    @property
    def instance(self) -> str:
        """A URI for this one occurrence."""
        return f"urn:uuid:{UUID(hex=self.trace_id)}"


def trace_of(scope: Scope) -> Trace:
    """The trace that the request belongs to; a new one where it names none that can be read."""
    given = header(scope, b"traceparent").strip()
    match = _PARENT.fullmatch(given)
    if match is None or match[1] == _NEVER or (match[1] == "00" and match[5]):
        return Trace(new_trace_id(), new_span_id())
    if not int(match[2], 16) or not int(match[3], 16):
        return Trace(new_trace_id(), new_span_id())
    return Trace(match[2], new_span_id(), given)
