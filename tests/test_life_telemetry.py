"""Spans: the same ids as in problems, log lines and entries; and nothing in them about anyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import format_trace_id

from api.app import create_app
from api.settings import NotASetting, Settings
from api.telemetry import EXPORTER, telemetry
from tests.service import body_of
from tests.story import Story

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
CANARY = "Bronwen-Canary"


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def client(tmp_path: Path, spans: InMemorySpanExporter) -> Iterator[TestClient]:
    app = create_app(Settings(data=tmp_path), spans_to=[spans])

    @app.get("/raises/{name}")
    def raises(name: str) -> None:
        raise ValueError(name)

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def logged_in(client: TestClient) -> dict[str, str]:
    who = {"name": "A custody", "role": "custody", "force": "north-wales"}
    token = client.post("/v1/login", json=who).json()["token"]
    return {"Authorization": f"Bearer {token}", "Purpose": "prosecution"}


def test_a_request_is_a_span_within_the_callers_trace(
    client: TestClient, spans: InMemorySpanExporter
) -> None:
    answer = client.get("/v1/problems/nowhere", headers={"traceparent": PARENT})
    span = next(s for s in spans.get_finished_spans() if s.name == "GET /v1/problems/{code}")
    assert span.context
    assert format_trace_id(span.context.trace_id) == TRACE == answer.json()["traceId"]
    assert span.parent
    assert span.parent.is_remote


@pytest.mark.parametrize(
    "traceparent", ["nonsense", f"ff-{TRACE}-00f067aa0ba902b7-01", f"{PARENT}-more"]
)
def test_a_trace_that_cannot_be_read_is_begun_anew(
    client: TestClient, spans: InMemorySpanExporter, traceparent: str
) -> None:
    answer = client.get("/nowhere", headers={"traceparent": traceparent})
    (span,) = spans.get_finished_spans()
    assert span.parent is None
    assert span.context
    assert answer.json()["traceId"] == format_trace_id(span.context.trace_id) != TRACE


def test_an_entry_keeps_the_span_that_it_was_written_in(
    client: TestClient, spans: InMemorySpanExporter
) -> None:
    headers = logged_in(client)
    key = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324", "traceparent": PARENT}
    arrest = body_of(Story().arrest(date(2019, 11, 28)))
    written = client.post("/v1/arrests", json=arrest, headers={**headers, **key})
    assert written.status_code == 201, written.text
    page = written.json()["participantId"]
    events = client.get(f"/v1/participants/{page}/events", headers=headers).json()["items"]
    span = next(s for s in spans.get_finished_spans() if s.name == "POST /v1/arrests")
    assert span.context
    expected = f"00-{TRACE}-{span.context.span_id:016x}-01"
    assert {event["traceparent"] for event in events} == {expected}


def test_no_span_holds_what_somebody_typed_or_where_they_are(
    client: TestClient, spans: InMemorySpanExporter
) -> None:
    headers = {
        **logged_in(client),
        "Host": f"{CANARY}.example",
        "User-Agent": CANARY,
        "tracestate": "vendor=plain",
    }
    client.get(f"/v1/participants/{CANARY}?{CANARY}={CANARY}", headers=headers)
    client.get(f"/{CANARY}", headers=headers)
    client.get(f"/raises/{CANARY}", headers=headers)
    client.request(CANARY.upper(), "/info", headers=headers)
    client.post("/v1/arrests", json={CANARY: CANARY}, headers=headers)
    finished = spans.get_finished_spans()
    assert len(finished) > 6
    for span in finished:
        assert CANARY.lower() not in span.to_json().lower(), span.to_json()
        assert "testclient" not in span.to_json()
        assert not span.events


def test_without_anywhere_to_send_spans_nothing_is_recorded_but_the_ids(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        answer = client.get("/nowhere", headers={"traceparent": PARENT})
    assert answer.json()["traceId"] == TRACE


def test_logs_are_never_left_to_telemetry(tmp_path: Path) -> None:
    assert telemetry(Settings(data=tmp_path)).of_the_framework()["logs"] is False


def test_to_send_them_without_what_sends_them_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(NotASetting, match=EXPORTER):
        telemetry(Settings(data=tmp_path, otlp=True))
    assert Settings.of({"DIVERSION_LEDGER_OTLP": "true"}).otlp
    with pytest.raises(NotASetting, match="DIVERSION_LEDGER_OTLP"):
        Settings.of({"DIVERSION_LEDGER_OTLP": "perhaps"})
