"""How far the logs are sealed, and since when, for whoever watches that a sealer runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from opentelemetry.metrics import Observation

from api import clock
from api.desk import Desk
from api.sealing.logs import ACCESS_LOG, LEDGER, published_access_log, published_ledger
from ledger.evidence.heads import Head
from ledger.evidence.published import Published
from ledger.evidence.refusals import NotProved
from ledger.record.leaves import Log
from ledger.record.store import Unavailable


def observe_logs(desk: Desk) -> None:
    """See that whoever reads the desk's counters is told of both logs, by the label `log`."""
    logs: Mapping[str, Log] = {LEDGER: desk.ledger, ACCESS_LOG: desk.access}
    data = desk.settings.data
    files = {LEDGER: published_ledger(data), ACCESS_LOG: published_access_log(data)}
    desk.counters.observe("ledger_log_size", "Leaves of each log.", lambda: _sizes(logs))
    about = "Leaves that the last head of each log covers."
    desk.counters.observe("ledger_log_sealed", about, _heads(files, lambda head: head.size))
    about = "Seconds since the last head of each log; it ages while nothing is written, too."
    desk.counters.observe("ledger_log_head_age_seconds", about, _heads(files, _age))


def _sizes(logs: Mapping[str, Log]) -> Iterator[Observation]:
    for name, log in logs.items():
        try:
            yield Observation(log.size, {"log": name})
        except Unavailable:
            continue


def _heads(
    files: Mapping[str, Published], number: Callable[[Head], int]
) -> Callable[[], Iterable[Observation]]:
    def read() -> Iterator[Observation]:
        for name, published in files.items():
            try:
                head = published.last_head()
            except (NotProved, OSError):
                continue
            if head:
                yield Observation(number(head), {"log": name})

    return read


def _age(head: Head) -> int:
    return max(0, int((clock.now() - head.sealed_at).total_seconds()))
