"""What the service says of itself: health, information, counts, and its settings."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from api.asgi import Message
from api.limits import Limits
from api.logs import OneLine
from api.problems import Problem, response
from api.settings import Mode, NotASetting, Settings
from api.tracing import Trace
from tests.service import Caller, at_work
from tests.story import Story


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


def test_the_front_names_the_service_and_leads_to_the_documentation(custody: Caller) -> None:
    address = str(custody.client.base_url)
    told = httpx2.get(address).json()
    assert told["name"] == "Diversion ledger"
    for link in told["links"]:
        assert custody.get(link["href"]).status_code == 200, link
    shown = httpx2.get(address, headers={"Accept": "text/html,*/*"})
    assert "<h1>Diversion ledger</h1>" in shown.text


def test_health_is_open_to_everybody(custody: Caller) -> None:
    address = str(custody.client.base_url)
    for path in ("health", "health/readiness", "health/liveness"):
        answer = httpx2.get(f"{address}/{path}")
        assert (answer.status_code, answer.json()["status"]) == (200, "UP")


def test_information_tells_the_mode_and_the_editions(custody: Caller) -> None:
    told = custody.get("/info").json()
    assert told["mode"] == "development"
    assert "checkpoint-cymru/2019-10" in told["editions"]


def test_counts_tell_the_ledgers_head_and_how_far_the_views_are_behind(custody: Caller) -> None:
    written = custody.tell(Story().arrest(datetime(2019, 11, 28, tzinfo=UTC).date()))
    custody.get("/v1/caseload", after=written.headers["X-Ledger-Position"])
    answer = custody.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert f"ledger_head {written.headers['X-Ledger-Position']}.0\n" in answer.text
    assert "ledger_views_lag " in answer.text
    answers = 'ledger_answers_total{method="POST",route="/v1/arrests",status="201"}'
    assert f"{answers} 1.0\n" in answer.text


def test_a_service_whose_views_cannot_be_drawn_is_not_ready(tmp_path: Path) -> None:
    with at_work(tmp_path) as custody:
        with closing(sqlite3.connect(tmp_path / "views.sqlite")) as views:
            views.execute("DROP TABLE positions")
        answer = until_not_ready(custody)
    assert answer.json()["code"] == "not-ready"
    assert answer.json()["components"]["views"] == "DOWN"
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("file", "component"),
    [("access.sqlite", "access"), ("jobs.sqlite", "jobs")],
)
def test_a_service_that_cannot_account_for_what_it_does_is_not_ready(
    tmp_path: Path, file: str, component: str
) -> None:
    with at_work(tmp_path) as custody:
        assert custody.get("/health").json()["components"][component] == "UP"
        with closing(sqlite3.connect(tmp_path / file)) as kept:
            tables = [name for (name,) in kept.execute(TABLES)]
            assert tables
            for name in tables:
                kept.execute(f"DROP TABLE {name}")
        answer = custody.get("/health")
    assert (answer.status_code, answer.json()["components"][component]) == (503, "DOWN")


def test_no_answer_is_framed_sniffed_or_kept_unless_it_says_so(custody: Caller) -> None:
    for path in ("/v1/caseload", "/v1/participants/p-1", "/nowhere", "/info"):
        headers = custody.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("path", ["/", "/v1/problems/fault"])
def test_a_page_for_people_is_kept_apart_from_its_json_and_runs_nothing(
    custody: Caller, path: str
) -> None:
    for accept in ("text/html", "application/json"):
        answer = custody.client.get(path, headers={"Accept": accept})
        assert (answer.headers["Vary"], accept in answer.headers["content-type"]) == (
            "Accept",
            True,
        )
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy


def until_not_ready(custody: Caller) -> httpx2.Response:
    answers = (custody.get("/health/readiness") for _ in range(10_000))
    return next(answer for answer in answers if answer.status_code == 503)


def test_settings_come_from_the_environment_and_the_command_line_goes_first() -> None:
    environment = {
        "DIVERSION_LEDGER_DATA": "somewhere",
        "DIVERSION_LEDGER_MODE": "production",
        "DIVERSION_LEDGER_PORT": "8181",
        "PATH": "of no concern",
    }
    settings = Settings.of(environment, port=9000, host=None)
    assert settings == Settings(data=Path("somewhere"), mode=Mode.PRODUCTION, port=9000)
    assert Settings.of({}) == Settings(data=Path("data"))


@pytest.mark.parametrize(("name", "value"), [("MODE", "demo"), ("PORT", "many")])
def test_a_setting_that_cannot_be_read_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(NotASetting, match=f"DIVERSION_LEDGER_{name}") as refused:
        Settings.of({f"DIVERSION_LEDGER_{name}": value})
    assert value not in str(refused.value)


def test_a_line_of_the_log_holds_no_words_of_an_exception() -> None:
    error = ValueError("Bronwen")
    raised = (ValueError, error, None)
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, "x.py", 1, "Bronwen %s", ("Secret",), raised
    )
    line = json.loads(OneLine().format(record))
    assert line["fault"] == "ValueError"
    assert line.keys() == {"at", "level", "logger", "fault"}
    assert "Bronwen" not in json.dumps(line)


def test_a_line_of_our_own_says_its_message() -> None:
    record = logging.LogRecord("projections.runner", logging.INFO, "x.py", 1, "drawn", (), None)
    assert json.loads(OneLine().format(record))["message"] == "drawn"


@pytest.mark.parametrize(
    ("code", "status", "retry"),
    [("write-uncertain", 503, "1"), ("ledger-unavailable", 503, "1"), ("fault", 500, None)],
)
def test_what_may_pass_says_when_to_try_again(code: str, status: int, retry: str | None) -> None:
    answer = response(Problem(code), Trace("1" * 32, "2" * 16))
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == retry


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


async def never_asked(*_: object) -> None:
    raise AssertionError("the application was asked")


def test_a_caller_who_goes_away_before_the_body_is_there_is_not_answered() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "state": {}}
    asyncio.run(Limits(never_asked, within_seconds=1)(scope, gone, never_asked))
