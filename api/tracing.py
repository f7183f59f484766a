"""W3C Trace Context: which request of whose this is, from the first line of a log to the entry.

The ids are those of the request's span, which FastAPI begins within the trace that the caller's
`traceparent` names, or anew where it names none that can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from opentelemetry.trace import format_span_id, format_trace_id, get_current_span

from api.identities import new_span_id, new_trace_id


@dataclass(frozen=True, slots=True)
class Trace:
    """A request's place in a trace; `sampled` if its span is recorded and sent on."""

    trace_id: str
    span_id: str
    sampled: bool = False

    @property
    def traceparent(self) -> str:
        """What an entry keeps: this request, within the caller's trace."""
        return f"00-{self.trace_id}-{self.span_id}-{int(self.sampled):02}"

    @property
    def instance(self) -> str:
        """A URI for this one occurrence."""
        return f"urn:uuid:{UUID(hex=self.trace_id)}"


def begun() -> Trace:
    """A trace of its own."""
    return Trace(new_trace_id(), new_span_id())


def current_trace() -> Trace:
    """The trace of the request at hand; a new one outside of any."""
    context = get_current_span().get_span_context()
    if not context.is_valid:
        return begun()
    # Telemetry that is turned off hands the caller's own span on.
    span_id = new_span_id() if context.is_remote else format_span_id(context.span_id)
    return Trace(format_trace_id(context.trace_id), span_id, context.trace_flags.sampled)
