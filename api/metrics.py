"""What is counted in this process, in Prometheus' text format. Nothing in it is about anyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number as it is now."""

    name: str
    about: str
    value: int


class Counters:
    """Answers by route and status, and commands refused by each clause, since the start."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[Labels] = Counter()
        self._refusals: Counter[Labels] = Counter()

    def answered(self, method: str, route: str, status: int) -> None:
        """One more answer; `route` is a template, empty where there is none."""
        known = method if method in METHODS else "other"
        labels = (("method", known), ("route", route or "none"), ("status", str(status)))
        with self._lock:
            self._answers[labels] += 1

    def refused(self, clauses: Iterable[str], edition: str) -> None:
        """One more command refused, by each of `clauses`."""
        with self._lock:
            self._refusals.update((("clause", c), ("edition", edition)) for c in clauses)

    def text(self, gauges: Iterable[Gauge]) -> str:
        """Everything counted, and `gauges`, as Prometheus reads them."""
        with self._lock:
            answers, refusals = dict(self._answers), dict(self._refusals)
        lines = [
            *_counter("ledger_answers_total", "Answers by route and status.", answers),
            *_counter("ledger_refusals_total", "Commands refused, by clause.", refusals),
        ]
        for gauge in gauges:
            lines += _head(gauge.name, gauge.about, "gauge")
            lines.append(f"{gauge.name} {gauge.value}")
        return "\n".join(lines) + "\n"


def _counter(name: str, about: str, counted: Mapping[Labels, int]) -> Iterator[str]:
    yield from _head(name, about, "counter")
    for labels, times in sorted(counted.items()):
        written = ",".join(f'{label}="{value}"' for label, value in labels)
        yield f"{name}{{{written}}} {times}"


def _head(name: str, about: str, kind: str) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
