"""What goes to the log: an object a line, of fields that are allowed, and never anybody's words."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.app import create_app
from api.logs import OneLine, keep_quiet
from api.settings import Settings
from tests.service import Caller, running

CANARY = "Bronwen-Canary"


class Lines:
    """What was logged, as the service's own formatter writes it."""

    def __init__(self) -> None:
        self.written = io.StringIO()

    @property
    def text(self) -> str:
        return self.written.getvalue()

    def of(self, logger: str) -> list[dict[str, Any]]:
        told = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in told if line["logger"] == logger]


@contextmanager
def logged(level: int = logging.DEBUG) -> Iterator[Lines]:
    lines, root = Lines(), logging.getLogger()
    handler = logging.StreamHandler(lines.written)
    handler.setFormatter(OneLine())
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def test_every_request_is_one_line_with_who_what_and_how_long(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))
    with logged() as lines, running(app) as address, Caller(address, "custody") as custody:
        answer = custody.get(f"/v1/participants/{CANARY}")
    line = lines.of("api.requests")[-1]
    assert line.pop("milliseconds") > 0
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "api.requests",
        "message": "answered",
        "method": "GET",
        "route": "/v1/participants/{participantId}",
        "status": 404,
        "traceId": answer.json()["traceId"],
        "client": line["client"],
        "role": "custody",
        "force": "north-wales",
        "code": "no-such-page",
    }
    assert line["client"]
    assert CANARY not in lines.text


def test_an_exception_is_told_by_its_class_and_place_and_never_in_its_words(
    tmp_path: Path,
) -> None:
    app = create_app(Settings(data=tmp_path))

    @app.get("/raises")
    def raises() -> None:
        raise ValueError(CANARY) from LookupError(CANARY)

    with logged() as lines, running(app) as address:
        answer = httpx2.get(f"{address}/raises", params={"name": CANARY})
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    line = lines.of("api.requests")[-1]
    assert (line["level"], line["fault"], line["route"]) == ("error", "ValueError", "/raises")
    assert line["where"].startswith("test_life_logs.py:")
    assert CANARY not in lines.text + answer.text


def test_of_other_peoples_loggers_only_what_stands_in_their_source_is_told() -> None:
    with logged() as lines:
        uvicorn, other = logging.getLogger("uvicorn.error"), logging.getLogger("sqlalchemy.x")
        uvicorn.info("Started server process [%d]", 7)
        uvicorn.error("it returned %r", CANARY)
        uvicorn.error(f"Traceback:\n  {CANARY}")
        other.warning("a query of %s", CANARY)
        other.warning(CANARY)
    assert CANARY not in lines.text
    messages = [line.get("message") for line in lines.of("uvicorn.error")]
    assert messages == ["Started server process [7]", "it returned %r", None]
    assert [line["level"] for line in lines.of("sqlalchemy.x")] == ["warning", "warning"]


def test_what_a_thread_dies_of_is_told_by_its_class(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    monkeypatch.setattr(logging, "raiseExceptions", True)

    def die() -> None:
        raise ValueError(CANARY)

    with logged() as lines:
        keep_quiet()
        thread = threading.Thread(target=die)
        thread.start()
        thread.join()
        sys.excepthook(ValueError, ValueError(CANARY), None)
        logging.getLogger("api.x").info("two %s of %s", CANARY)
    faults = [line["fault"] for line in lines.of("api.faults")]
    assert faults == ["ValueError", "ValueError"]
    assert CANARY not in lines.text + capsys.readouterr().err
