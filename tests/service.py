"""The service as its callers meet it: a real server on a loopback port, SQLite on disk."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import httpx2
import uvicorn

from api.app import create_app
from api.command_routes import ADOPTION, ALL, ARREST, ERASURE, OF_A_PAGE
from api.forms import CommandForm, command_form
from api.naming import camel
from api.protocol import MOST_HEAD_BYTES, Http
from api.settings import Settings
from api.telling import as_json
from ledger.journey.commands import AdoptPolicy, Command, RecordArrest

STARTS_WITHIN_SECONDS = 30
ROUTES = {route.kind: route for route in ALL}
FORCE = "north-wales"
PURPOSE = {"Purpose": "prosecution"}
PAGE_OF = re.compile(r"/v1/participants/(?!search)[^/]+/|/v1/forces/[^/]+/")

Json = Mapping[str, Any]


@contextmanager
def serving(data: Path, **settings: Any) -> Iterator[str]:
    """The address of a service on the ledger in `data`, for as long as the block lasts."""
    with running(create_app(Settings(data=data, **settings))) as address:
        yield address


@contextmanager
def running(app: Any, http: type[Http] = Http) -> Iterator[str]:
    """The address at which `app` answers, for as long as the block lasts."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        http=http,
        ws="none",
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        log_config=None,
        access_log=False,
        proxy_headers=False,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, name="service")
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server, thread)}"
    finally:
        server.should_exit = True
        thread.join()


def _port(server: uvicorn.Server, thread: Thread) -> int:
    deadline = monotonic() + STARTS_WITHIN_SECONDS
    while not server.started:
        assert thread.is_alive(), "the service did not start"
        assert monotonic() < deadline, "the service did not start in time"
        sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


class Caller:
    """Somebody who is logged in, and what they ask.

    They say for what purpose, give every request a key of its own, and name the version of a page
    that they saw last, or look again; whatever a test gives goes before.
    """

    def __init__(self, address: str, role: str = "integrator", force: str = FORCE) -> None:
        self.force = force
        self.client = httpx2.Client(base_url=address, timeout=30, headers=PURPOSE)
        self._seen: dict[str, str] = {}
        who = {"name": f"A {role}", "role": role, "force": force}
        token = self.client.post("/v1/login", json=who).json()["token"]
        self.client.headers["Authorization"] = f"Bearer {token}"

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def get(self, path: str, **parameters: Any) -> httpx2.Response:
        return self.client.get(path, params={camel(k): str(v) for k, v in parameters.items()})

    def post(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        given = {"Idempotency-Key": str(uuid4())} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        page = PAGE_OF.match(path)
        if page is None or "If-Match" in given:
            return self.client.post(path, json=body, headers=given)
        seen = {"If-Match": self._seen.get(page[0], '"0"')}
        answer = self.client.post(path, json=body, headers=given | seen)
        if answer.status_code == 412:
            seen = {"If-Match": answer.headers["ETag"]}
            answer = self.client.post(path, json=body, headers=given | seen)
        if "ETag" in answer.headers:
            self._seen[page[0]] = answer.headers["ETag"]
        return answer

    def tell(
        self, command: Command, page: str = "", late_because: str = "", **headers: str
    ) -> httpx2.Response:
        """Put `command` forward where it belongs; `page` is the person's."""
        body = body_of(command) | ({"lateBecause": late_because} if late_because else {})
        if page and isinstance(command, RecordArrest):
            body["participantId"] = page
        return self.post(path_of(command, page, self.force), body, **headers)

    def tell_all(self, *commands: Command, page: str = "") -> str:
        """Put `commands` forward, each accepted; the id of the page they are on."""
        for command in commands:
            answer = self.tell(command, page)
            assert answer.status_code == 201, answer.text
            page = page or answer.json()["participantId"]
        return page

    def stands(self, page: str, as_at: date, number: int = 1) -> dict[str, Any]:
        """Where journey `number` stands on a day."""
        answer = self.get(f"/v1/participants/{page}/journeys/{number}", as_at=as_at)
        assert answer.status_code == 200, answer.text
        reply: dict[str, Any] = answer.json()
        return reply

    def adopt(self, edition: str, from_on: str = "2019-10-07") -> None:
        """The force adopts an edition, named as in `checkpoint-cymru/2019-10`."""
        scheme, name = edition.split("/")
        with Caller(str(self.client.base_url), "policy", self.force) as policy:
            body = {
                "on": "2019-10-01",
                "scheme": scheme,
                "edition": name,
                "fromOn": from_on,
                "decidedBy": {"name": "Eirlys Vaughan", "role": "policy"},
            }
            answer = policy.post(f"/v1/forces/{self.force}/adoptions", body)
            assert answer.status_code == 201, answer.text


def path_of(command: Command, page: str, force: str) -> str:
    """Where `command` is put forward."""
    route = ROUTES[type(command)]
    if route is ARREST:
        return f"/v1/{route.path}"
    if route is ADOPTION:
        return f"/v1/forces/{force}/{route.path}"
    if route in (*OF_A_PAGE, ERASURE):
        return f"/v1/participants/{page}/{route.path}"
    return f"/v1/participants/{page}/journeys/{command.journey}/{route.path}"  # type: ignore[union-attr]


def body_of(command: Command) -> dict[str, Any]:
    """The body with which `command` is put forward: only what its form has."""
    names = {field.name for field in dataclasses.fields(command)}
    left_out = {"force"} if isinstance(command, AdoptPolicy | RecordArrest) else set()
    form: type[CommandForm] = command_form(type(command))  # type: ignore[arg-type]
    taken = names & form.model_fields.keys() - left_out
    return {camel(name): as_json(getattr(command, name)) for name in sorted(taken)}


@contextmanager
def at_work(data: Path, *editions: str, **settings: Any) -> Iterator[Caller]:
    """An integrator of a force that has adopted `editions`, Checkpoint Cymru 2019-10 if none."""
    with serving(data, **settings) as address, Caller(address) as caller:
        for edition in editions or ("checkpoint-cymru/2019-10",):
            caller.adopt(edition)
        yield caller
