"""An endpoint that forgets its gate shows nobody, and a stream waits for what it shows."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.app import create_app
from api.gate import PersonalRoute, TheGate
from api.settings import Settings
from tests.accessed import MORE_AGAIN, NO_MORE, access_file, asked, logged
from tests.service import Caller, running

LOGGED_WITHIN_SECONDS = 10

forgetful = APIRouter(prefix="/v1/forgetful", route_class=PersonalRoute)


@forgetful.get("/gate")
def without_a_gate() -> dict[str, str]:
    return {"familyName": "Example"}


@forgetful.get("/use")
def without_use(gate: TheGate) -> dict[str, str]:
    return {"familyName": "Example", "for": gate.caller.force}


@forgetful.get("/streamed")
def without_use_in_a_stream(gate: TheGate) -> StreamingResponse:
    return StreamingResponse(iter([gate.caller.force.encode(), b"Example"]))


@forgetful.get("/stream/{page}")
def without_writing(gate: TheGate, page: str) -> StreamingResponse:
    def parts() -> Iterator[bytes]:
        for number in range(3):
            gate.saw(f"{page}-{number}")
            yield b"Example\n"

    return StreamingResponse(parts())


@pytest.fixture(scope="module")
def forgetting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Caller]]:
    data = tmp_path_factory.mktemp("forgetful")
    app = create_app(Settings(data=data))
    app.include_router(forgetful)
    with running(app) as address, Caller(address) as caller:
        yield data, caller


@pytest.mark.parametrize("path", ["gate", "use"])
def test_an_endpoint_that_forgets_its_gate_is_a_fault_and_shows_nothing(
    forgetting: tuple[Path, Caller], path: str, caplog: pytest.LogCaptureFixture
) -> None:
    data, caller = forgetting
    with caplog.at_level(logging.INFO, "api.requests"):
        answer, left = asked(data, caller, f"/v1/forgetful/{path}")
    assert (answer.status_code, answer.json()["code"], left) == (500, "fault", [])
    assert "Example" not in answer.text
    deadline = monotonic() + LOGGED_WITHIN_SECONDS
    while not (faults := [one.fault for one in caplog.records if hasattr(one, "fault")]):
        assert monotonic() < deadline
        sleep(0.01)
    assert faults == ["GateUnusedError"]


def test_a_stream_that_forgets_its_gate_breaks_off_before_it_shows_anything(
    forgetting: tuple[Path, Caller],
) -> None:
    _, caller = forgetting
    with pytest.raises(httpx2.HTTPError):
        caller.client.get("/v1/forgetful/streamed")


def test_each_part_of_a_stream_is_put_down_before_it_is_sent(
    forgetting: tuple[Path, Caller],
) -> None:
    data, caller = forgetting
    answer, left = asked(data, caller, "/v1/forgetful/stream/p-1")
    assert answer.text == "Example\n" * 3
    assert [one.pages for one in left] == [("p-1-0",), ("p-1-1",), ("p-1-2",)]


def test_a_stream_that_cannot_be_put_down_breaks_off_before_it_shows_anything(
    forgetting: tuple[Path, Caller],
) -> None:
    data, caller = forgetting
    with access_file(data) as file:
        file.execute(NO_MORE)
    try:
        with pytest.raises(httpx2.HTTPError):
            caller.client.get("/v1/forgetful/stream/p-2")
    finally:
        with access_file(data) as file:
            file.execute(MORE_AGAIN)
    assert not [one for one in logged(data) if "p-2" in one.pages[0]]
