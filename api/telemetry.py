"""Spans and measurements by OpenTelemetry, one set of providers for each application: no globals.

A span holds what is allowed by name and nothing else: a route by its template, never a path with
what somebody typed into it, no query, no header, no address, no text of an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from fastapi.telemetry import TelemetryConfig
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import (
    ALWAYS_OFF,
    DEFAULT_ON,
    Sampler,
    SamplingResult,
)
from opentelemetry.trace import Link, SpanKind
from opentelemetry.trace.span import TraceState
from opentelemetry.util.types import Attributes

from api.identities import new_span_id, new_trace_id
from api.metrics import Counters
from api.settings import NotASetting, Settings
from api.version import VERSION

SERVICE = "diversion-ledger"
EXPORTER = "opentelemetry-exporter-otlp-proto-http"
KEPT = frozenset(
    {
        "code.function.name",
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
    }
)
"""The attributes that a span may begin with."""


@dataclass(frozen=True, slots=True)
class Telemetry:
    """Where spans and measurements of one application go."""

    tracers: TracerProvider
    counters: Counters
    sends: bool
    by_environment: bool

    def of_the_framework(self) -> TelemetryConfig:
        """What FastAPI is told. Never logs: they repeat the texts of exceptions."""
        return {
            "tracer_provider": self.tracers,
            "meter_provider": self.counters.provider,
            "tracing": True,
            "metrics": True,
            "logs": False,
            "operation_spans": self.sends,
            "auto_configure": self.by_environment,
        }


def telemetry(
    settings: Settings, spans_to: Sequence[SpanExporter] = (), worker: int = 0
) -> Telemetry:
    """The providers of one application.

    With `settings.otlp` spans and measurements are also sent to where the standard variables
    `OTEL_EXPORTER_OTLP_*` say. Where nothing is sent, nothing is recorded but the ids.

    Raises:
        NotASetting: `settings.otlp` is asked for, and what sends them is not installed.
    """
    if settings.otlp and not _can_send():
        raise NotASetting(f"DIVERSION_LEDGER_OTLP needs {EXPORTER} to be installed")
    sends = settings.otlp or bool(spans_to)
    tracers = TracerProvider(
        sampler=Allowing(DEFAULT_ON if sends else ALWAYS_OFF),
        resource=Resource({"service.name": SERVICE, "service.version": VERSION}),
        shutdown_on_exit=False,
        id_generator=_Ids(),
    )
    for exporter in spans_to:
        tracers.add_span_processor(SimpleSpanProcessor(exporter))
    return Telemetry(tracers, Counters(worker), sends, settings.otlp)


class Allowing(Sampler):
    """Samples as `chosen` does, and lets a span begin with nothing but what is `KEPT`."""

    def __init__(self, chosen: Sampler) -> None:
        self._chosen = chosen

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        kept = {key: value for key, value in (attributes or {}).items() if key in KEPT}
        return self._chosen.should_sample(
            parent_context, trace_id, name, kind, kept, links, trace_state
        )

    def get_description(self) -> str:
        return f"Allowing({self._chosen.get_description()})"


class _Ids(IdGenerator):
    def generate_span_id(self) -> int:
        return int(new_span_id(), 16)

    def generate_trace_id(self) -> int:
        return int(new_trace_id(), 16)

    def is_trace_id_random(self) -> bool:
        return True


def _can_send() -> bool:
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http.trace_exporter") is not None
    except ModuleNotFoundError:
        return False
