"""A receiver of webhooks as a force would run one: HTTPS, with a certificate of its own authority.

`python -m tests.receiver FOLDER PORT` runs it in a process of its own; what it was sent is kept in
`received.ndjson` in the folder before it is answered, so that it can be killed.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from time import monotonic, sleep
from typing import Any

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from api.asgi import Message, Receive, Scope, Send
from tests.authority import CERTIFICATE, KEY, certify

WITHIN_SECONDS = 120
RECEIVED = "received.ndjson"


@dataclass(frozen=True, slots=True)
class Received:
    """A webhook as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def page(self) -> str:
        return self.id.split(":")[0]

    @property
    def line(self) -> int:
        return int(self.id.split(":")[1])

    def is_signed_by(self, public_key: str) -> bool:
        """Whether one of the `v1a` signatures is by `public_key`, written as `whpk_...`."""
        raw = base64.b64decode(public_key.removeprefix("whpk_"), validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw)
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        for one in self.headers["webhook-signature"].split(" "):
            version, signature = one.split(",")
            if version == "v1a" and _verifies(key, base64.b64decode(signature), signed):
                return True
        return False


def _verifies(key: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        key.verify(signature, signed)
    except Exception:  # noqa: BLE001
        return False
    return True


Answer = tuple[int, Mapping[str, str]]
OK: Answer = (204, {})


@dataclass
class Receiver:
    """What came in, in its order; `answer` says what each is answered with, and may be changed."""

    address: str = ""
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Answer] = lambda _: OK
    changed: Condition = field(default_factory=Condition)

    def take(self, one: Received) -> Answer:
        with self.changed:
            self.received.append(one)
            self.changed.notify_all()
        return self.answer(one)

    def until(self, enough: Callable[[list[Received]], bool]) -> list[Received]:
        """What came in, once that is `enough`; it is a fault if it does not come to that."""
        with self.changed:
            came = self.changed.wait_for(lambda: enough(self.received), WITHIN_SECONDS)
            assert came, f"only {len(self.received)} webhooks came"
            return list(self.received)

    def first(self, number: int) -> list[Received]:
        return self.until(lambda came: len(came) >= number)[:number]


@contextmanager
def receiving(folder: Path, host: str = "localhost") -> Iterator[Receiver]:
    """A receiver in a thread, for as long as the block lasts; `folder` gets its certificates."""
    certify(folder, host)
    receiver = Receiver()
    server = uvicorn.Server(_config(folder, 0, receiver.take))
    thread = Thread(target=server.run, name="receiver")
    thread.start()
    try:
        deadline = monotonic() + WITHIN_SECONDS
        while not server.started:
            assert thread.is_alive(), "the receiver did not start"
            assert monotonic() < deadline, "the receiver did not start in time"
            sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        receiver.address = f"https://{host}:{port}"
        yield receiver
    finally:
        server.should_exit = True
        thread.join()


def kept_in(folder: Path) -> list[Received]:
    """What a receiver in a process of its own was sent; a line cut short was not answered."""
    file = folder / RECEIVED
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    told = [json.loads(line) for line in lines]
    return [Received(one["path"], one["headers"], one["body"].encode()) for one in told]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _config(folder: Path, port: int, take: Callable[[Received], Answer]) -> uvicorn.Config:
    return uvicorn.Config(
        _application(take),
        host="127.0.0.1",
        port=port,
        ssl_certfile=folder / CERTIFICATE,
        ssl_keyfile=folder / KEY,
        log_config=None,
        access_log=False,
        lifespan="off",
    )


def _application(take: Callable[[Received], Answer]) -> Any:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        one = Received(scope["path"], headers, await _body(receive))
        status, told = take(one)
        named = [(name.lower().encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": status, "headers": named})
        await send({"type": "http.response.body", "body": b""})

    return application


async def _body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message: Message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return body


def main(folder: Path, port: int) -> None:
    """Receive, keep and acknowledge, until killed."""
    with (folder / RECEIVED).open("ab") as file:

        def take(one: Received) -> Answer:
            told = {"path": one.path, "headers": dict(one.headers), "body": one.body.decode()}
            file.write(json.dumps(told).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
            return OK

        uvicorn.Server(_config(folder, port, take)).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
