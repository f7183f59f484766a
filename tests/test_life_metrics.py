"""What /metrics tells: how long answers took, how far each view is, what waits to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.metrics import Counters
from projections.views import all_views
from tests.service import Caller, at_work
from tests.story import Story

ON = date(2019, 11, 28)


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


def numbers(text: str, name: str) -> dict[frozenset[tuple[str, str]], float]:
    """Every sample of that name, by its labels."""
    return {
        frozenset(sample.labels.items()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def test_it_is_what_prometheus_reads(custody: Caller) -> None:
    families = list(text_string_to_metric_families(custody.get("/metrics").text))
    assert len({family.name for family in families}) == len(families)
    assert all(family.documentation for family in families)


def test_how_long_answers_took_is_told_by_route_method_and_status(custody: Caller) -> None:
    page = custody.tell_all(Story().arrest(ON))
    for _ in range(3):
        custody.get(f"/v1/participants/{page}")
    told = custody.get("/metrics").text
    labels = {
        "http_request_method": "GET",
        "http_route": "/v1/participants/{participantId}",
        "http_response_status_code": "200",
    }
    counted = numbers(told, "http_server_request_duration_seconds_count")
    assert [v for k, v in counted.items() if labels.items() <= k] == [3.0]
    assert page not in told


def test_the_lag_of_each_view_and_each_queue_is_told(custody: Caller) -> None:
    written = custody.tell(Story().arrest(ON))
    custody.get("/v1/caseload", after=written.headers["X-Ledger-Position"])
    told = custody.get("/metrics").text
    lags = numbers(told, "ledger_view_lag")
    views = {frozenset({("view", view.name)}) for view in all_views(b"k" * 32)}
    assert lags.keys() == views
    assert lags[frozenset({("view", "caseload")})] == 0.0
    for queue in ("ledger_webhook_deliveries_due", "ledger_imports_waiting"):
        assert numbers(told, queue) == {frozenset(): 0.0}


def test_a_path_that_is_no_route_makes_no_series_of_its_own(custody: Caller) -> None:
    for path in ("/nowhere-1", "/nowhere-2"):
        custody.get(path)
        custody.client.request("BREW", path)
    told = custody.get("/metrics").text
    assert "nowhere" not in told
    assert "BREW" not in told
    labels = frozenset({("method", "other"), ("route", "none"), ("status", "404")})
    assert numbers(told, "ledger_answers_total")[labels] == 2.0


def test_a_refusal_is_counted_by_its_clause(custody: Caller) -> None:
    story = Story()
    page = custody.tell_all(story.arrest(ON, admission="denied"))
    custody.tell(story.screening(ON), page)
    assert "ledger_refusals_total" not in custody.get("/metrics").text
    counters = Counters()
    counters.refused(["E4", "E11"], "checkpoint-cymru/2019-10")
    assert len(numbers(counters.text(), "ledger_refusals_total")) == 2


def test_two_services_in_one_process_count_apart(custody: Caller, tmp_path: Path) -> None:
    with at_work(tmp_path) as other:
        assert "/v1/policies" not in other.get("/metrics").text
        custody.get("/v1/policies")
        assert "/v1/policies" not in other.get("/metrics").text


def test_a_worker_says_which_it_is_and_a_service_alone_does_not() -> None:
    alone, second = Counters(), Counters(worker=2)
    for counters in (alone, second):
        counters.answered("GET", "/info", 200)
        counters.unaccounted()
    assert "worker" not in alone.text()
    samples = [line for line in second.text().splitlines() if not line.startswith("#")]
    assert len(samples) == 2
    assert all(re.search(r'worker="2"', line) for line in samples)
