"""What is counted in this process, by OpenTelemetry, told as Prometheus reads it.

Nothing in it is about anyone: a route by its template, a clause by its code, and numbers. Every
process counts for itself; where several serve one ledger, each series says which `worker` it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import View
from opentelemetry.sdk.resources import Resource
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from api.version import VERSION

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
DURATION = View(
    instrument_name="http.server.request.duration",
    attribute_keys={"http.request.method", "http.route", "http.response.status_code", "error.type"},
)
ACTIVE = View(instrument_name="http.server.active_requests", attribute_keys={"http.request.method"})
WORKER = "worker"

Reading = Callable[[], Iterable[Observation]]
"""A number as it is now, or one for each set of labels; none if it cannot be had."""


class Counters:
    """Answers by route and status, commands refused by each clause, and whatever is observed."""

    def __init__(self, worker: int = 0) -> None:
        self._registry = CollectorRegistry()
        self.provider = MeterProvider(
            [
                PrometheusMetricReader(
                    disable_target_info=True,
                    scope_info_enabled=False,
                    resource_attribute_filter=lambda key: key == WORKER,
                    registry=self._registry,
                )
            ],
            resource=Resource({WORKER: str(worker)} if worker else {}),
            views=[DURATION, ACTIVE],
            shutdown_on_exit=False,
        )
        self._meter = self.provider.get_meter("ledger", VERSION)
        self._answers = self._meter.create_counter(
            "ledger_answers", description="Answers by route and status."
        )
        self._refusals = self._meter.create_counter(
            "ledger_refusals", description="Commands refused, by clause."
        )
        self._limited = self._meter.create_counter(
            "ledger_limited", description="Requests refused for being too many, by quota."
        )
        self._unaccounted = self._meter.create_counter(
            "ledger_access_log_failures", description="Answers withheld: the access log failed."
        )

    def answered(self, method: str, route: str, status: int) -> None:
        """One more answer; `route` is a template, empty where there is none."""
        known = method if method in METHODS else "other"
        labels = {"method": known, "route": route or "none", "status": str(status)}
        self._answers.add(1, labels)

    def refused(self, clauses: Iterable[str], edition: str) -> None:
        """One more command refused, by each of `clauses`."""
        for clause in clauses:
            self._refusals.add(1, {"clause": clause, "edition": edition})

    def limited(self, quota: str) -> None:
        """One more request refused for being too many."""
        self._limited.add(1, {"quota": quota})

    def unaccounted(self) -> None:
        """One more answer withheld because its access could not be logged."""
        self._unaccounted.add(1)

    def observe(self, name: str, about: str, reading: Reading) -> None:
        """Read `reading` whenever somebody asks for what is counted."""

        def observed(_options: CallbackOptions) -> Iterable[Observation]:
            return reading()

        self._meter.create_observable_gauge(name, [observed], description=about)

    def text(self) -> str:
        """Everything counted, as Prometheus reads it."""
        return generate_latest(self._registry).decode()
