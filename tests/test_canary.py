"""Must show: what was told of a person leaves only in answers to those who may read it.

Not in a log line, a measurement, a span, a problem, a header, a URL, an event or a webhook.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM
from typing import Any

import httpx2
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api import clock
from api.app import create_app
from api.command_routes import ADOPTION, ALL, ERASURE, CommandRoute
from api.settings import Settings
from ledger.journey.commands import RecordArrest
from ledger.journey.facts.contract import ContractSigned
from tests.canaries import CANARY, PERSONAL_READS, PNC_ID, Seen, Teller, marked, wrongly
from tests.receiver import Receiver, receiving
from tests.sealed_ledger import sealing
from tests.service import Caller, running
from tests.test_cli_serving import served
from tests.test_life_logs import Lines, logged
from tests.told_examples import ARRESTED, BEFORE
from tests.webhook_service import settings_for, settled, subscribed

IDENTIFIED = {"identifiers": [{"kind": "pnc-id", "value": PNC_ID}]}
ON_PAGES = [route for route in ALL if route not in (ADOPTION, ERASURE)]
SAID = {"Justification": CANARY, "On-Behalf-Of": CANARY, "X-Correlation-Id": CANARY}


@dataclass(frozen=True)
class Told:
    """A service to which everything was told, and all that came out of it."""

    seen: Seen
    lines: Lines
    spans: InMemorySpanExporter
    webhooks: Receiver
    metrics: str
    pages: tuple[str, ...]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("told")
    spans = InMemorySpanExporter()
    with receiving(folder / "receiver") as receiver:
        settings = Settings(data=folder / "ledger", **settings_for(folder / "receiver"))
        with logged() as lines, running(create_app(settings, spans_to=[spans])) as address:
            seen = Seen(httpx2.get(f"{address}/openapi.json", timeout=60).json())
            users = Caller(address), Caller(address, "auditor")
            with sealing(settings.data), users[0] as caller, users[1] as auditor:
                for one in (caller, auditor):
                    one.client.headers.update(SAID)
                    one.client.event_hooks = {"response": [seen.note]}
                caller.adopt("checkpoint-cymru/2019-10")
                half = len(ON_PAGES) // 2
                first = tuple(tell(caller, seen.document, ON_PAGES[:half]))
                webhook = subscribed(caller, receiver)
                rest = tuple(tell(caller, seen.document, ON_PAGES[half:]))
                pages = (*first, *rest)
                read_everything(caller, seen.document, pages)
                read_everything(auditor, seen.document, pages[:2])
                look_who_looked(auditor)
                scrutinise(auditor, seen)
                wrongly(caller, seen.document)
                settled(caller, webhook, len(rest))
                metrics = caller.client.get("/metrics").text
        yield Told(seen, lines, spans, receiver, metrics, pages)


def tell(
    caller: Caller, document: Mapping[str, Any], routes: Sequence[CommandRoute]
) -> Iterator[str]:
    """Put each command forward, on a page of its own; that page."""
    teller = Teller(caller, document)
    other = teller.put("", *ARRESTED[0], "").json()["participantId"]
    first = teller.put("", RecordArrest, IDENTIFIED, other).json()["participantId"]
    assert teller.put(first, ContractSigned, {}, other).status_code == 409
    yield first
    for route in routes:
        page = ""
        for kind, changes in (*BEFORE[route.kind], (route.kind, {})):
            answer = teller.put(page, kind, changes, other)
            assert answer.status_code == 201, (route.path, kind, answer.text)
            page = page or answer.json()["participantId"]
        yield page


def read_everything(caller: Caller, document: Mapping[str, Any], pages: tuple[str, ...]) -> None:
    """Ask every operation that reads, of every page that there is."""
    for path, item in document["paths"].items():
        operation = item.get("get", {})
        if not operation or operation["operationId"] == "feedStream":
            continue
        base = "" if "servers" in item else "/v1"
        of = pages if "{participantId}" in path else pages[:1]
        for page in of:
            url = path.replace("{participantId}", page).replace("{n}", "1")
            caller.client.get(base + url, params={"limit": "3"} if "events" in path else {})
    for body in (IDENTIFIED, {"person": {"familyName": CANARY, "bornOn": "1990-01-01"}}):
        caller.post("/v1/participants/search", body)


def look_who_looked(auditor: Caller) -> None:
    period = {"from": "2020-01-01T00:00:00Z", "to": clock.now().isoformat()}
    handed_over = {**period, "recipient": CANARY, "reason": CANARY}
    for path, body in (("search", {"by": "A integrator"}), ("export", handed_over)):
        answer = auditor.post(f"/v1/access-log/{path}", body)
        assert answer.status_code == 200, answer.text


def scrutinise(auditor: Caller, seen: Seen) -> None:
    """Draw every decision, read the packs of them in each format, and say something of one."""
    for decision in ("eligibility", "outcome"):
        asked = {"decision": decision, "fromOn": "1990-01-01", "lastOn": clock.today().isoformat()}
        drawn = auditor.post("/v1/scrutiny/samples", {**asked, "wanted": 500})
        assert drawn.json()["drawn"] > 0, drawn.text
        sample = drawn.headers["Location"]
        for media_type in ("application/json", "text/csv", "text/html"):
            pack = auditor.client.get(f"{sample}/pack", headers={"Accept": media_type})
            assert pack.status_code == 200, pack.text
        with Caller(str(auditor.client.base_url), "scrutiny") as panel:
            panel.client.event_hooks = {"response": [seen.note]}
            said = {"on": clock.today().isoformat(), "verdict": "inappropriate", "panel": "A panel"}
            given = panel.post(
                f"{sample}/verdicts", {**said, "decision": 1, "observations": CANARY}
            )
            assert given.status_code == 201, given.text
        for path in ("", "/decisions", "/verdicts"):
            assert auditor.get(sample + path).status_code == 200


def test_every_operation_was_asked(told: Told) -> None:
    asked = {operation for operation, _ in told.seen.answers}
    operations = {
        operation["operationId"]
        for item in told.seen.document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    }
    assert operations <= asked


def test_those_who_may_read_it_do(told: Told) -> None:
    """Else the other tests would find nothing because nothing was told."""
    shown = {op for op, answer in told.seen.answers if marked(answer.text)}
    assert sorted(shown ^ PERSONAL_READS) == []


def test_no_answer_header_or_address_holds_what_was_told(told: Told) -> None:
    assert list(told.seen.leaks()) == []
    statuses = {answer.status_code for _, answer in told.seen.answers}
    assert {200, 201, 400, 401, 404, 405, 409, 415, 422} <= statuses


def test_no_line_of_the_log_holds_what_was_told(told: Told) -> None:
    lines = told.lines.text.splitlines()
    assert len(lines) > len(told.seen.answers)
    assert [line for line in lines if marked(line)] == []


def test_no_measurement_holds_what_was_told(told: Told) -> None:
    assert 'route="/v1/arrests"' in told.metrics
    assert not marked(told.metrics)


def test_no_span_holds_what_was_told(told: Told) -> None:
    spans = [span.to_json() for span in told.spans.get_finished_spans()]
    assert len(spans) > len(told.seen.answers)
    assert [span for span in spans if marked(span)] == []
    assert not any(page in span for span in spans for page in told.pages)


def test_no_webhook_holds_what_was_told(told: Told) -> None:
    sent = [(dict(one.headers), one.body.decode()) for one in told.webhooks.received]
    assert len(sent) >= len(ON_PAGES) // 2
    assert [one for one in sent if marked(json.dumps(one))] == []


def test_a_service_started_as_people_start_it_says_nothing_of_anyone(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served("serve", "--data", tmp_path / "data", "--port", 0, "--json", log=log) as service:
        address = json.loads(service.until("\n}"))["address"]
        seen = Seen(httpx2.get(f"{address}/openapi.json", timeout=60).json())
        with Caller(address) as caller:
            caller.client.event_hooks = {"response": [seen.note]}
            caller.adopt("checkpoint-cymru/2019-10")
            teller = Teller(caller, seen.document)
            page = teller.put("", RecordArrest, IDENTIFIED, "").json()["participantId"]
            caller.get(f"/v1/participants/{page}")
            wrongly(caller, seen.document)
        code, said = service.stopped_by(SIGTERM)
    written = log.read_text()
    assert (code, said) == (0, "")
    assert len(written.splitlines()) > len(seen.answers)
    assert not marked(written)
    assert list(seen.leaks()) == []
    assert all(json.loads(line) for line in written.splitlines())
