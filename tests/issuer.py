"""An OAuth 2 issuer as a force runs one: a real server, with keys that it publishes and rotates.

It gives access tokens (RFC 9068) for client credentials, and knows a client by its key
(`private_key_jwt`, RFC 7523). It can also sign whatever it is told to, for tokens that are wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import httpx2
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key

from api.app import create_app
from api.settings import Mode, Settings
from tests.service import running

AUDIENCE = "https://ledger.example/api"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
STARTS_WITHIN_SECONDS = 30


@contextmanager
def standing(app: Any, port: int = 0) -> Iterator[str]:
    """The address of `app`, for as long as the block lasts; no forwarded header counts."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_config=None, access_log=False, proxy_headers=False
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, name="standing")
    thread.start()
    try:
        deadline = monotonic() + STARTS_WITHIN_SECONDS
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert monotonic() < deadline, "the server did not start in time"
            sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def at(seconds: int) -> Callable[[], int]:
    """The time so many seconds from when it is asked for."""
    return lambda: int(time.time()) + seconds


def new_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


@dataclass
class Issuer:
    """What the issuer holds: its keys, and its clients with theirs."""

    keys: dict[str, Key] = field(default_factory=lambda: {"first": new_key("first")})
    clients: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    signs_with: str = "first"
    address: str = ""
    answers_instead: Response | None = None
    fetches: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return "https://issuer.example"

    @property
    def jwks_url(self) -> str:
        return f"{self.address}/jwks.json"

    def rotate(self, kid: str) -> None:
        """Sign with a new key from now on; the others stay published."""
        self.keys[kid] = new_key(kid)
        self.signs_with = kid

    def published(self) -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False) for key in self.keys.values()]}

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Claims that are right but for `changes`; one that is None is left out.

        A change that is called for a value is a time, told when the token is made: see `at`.
        """
        now = int(time.time())
        right = {
            "iss": self.name,
            "aud": AUDIENCE,
            "sub": "records-system",
            "client_id": "records-system",
            "iat": now,
            "nbf": now,
            "exp": now + 300,
            "jti": str(uuid4()),
            "scope": "ledger:read ledger:write ledger:manage",
            "roles": ["integrator"],
            "force": "north-wales",
        }
        told = {name: one() if callable(one) else one for name, one in (right | changes).items()}
        return {name: one for name, one in told.items() if one is not None}

    def token(self, *, header: Mapping[str, Any] | None = None, **changes: Any) -> str:
        """A token signed with the key in use."""
        key = self.keys[self.signs_with]
        headers = {"alg": "ES256", "typ": "at+jwt", "kid": self.signs_with} | dict(header or {})
        return jwt.encode(headers, self.claims(**changes), key, [headers["alg"]])

    def given(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        """The answer to a client that asks for a token.

        Raises:
            PermissionError: It is not known by its assertion.
        """
        assertion = form.get("client_assertion", "")
        if form.get("grant_type") != "client_credentials":
            raise PermissionError("unsupported_grant_type")
        if form.get("client_assertion_type") != ASSERTION:
            raise PermissionError("invalid_client")
        client = self._client(assertion)
        scope = form.get("scope", "ledger:read")
        told = self.clients[client]
        claims = {name: value for name, value in told.items() if name != "key"}
        token = self.token(sub=client, client_id=client, scope=scope, **claims)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": scope}

    def _client(self, assertion: str) -> str:
        """The client that signed it for us, once: RFC 7523 section 3."""
        try:
            client = jwt.decode(assertion, lambda said: self._key_of(said), ["ES256"])
        except (JoseError, ValueError):
            raise PermissionError("invalid_client") from None
        said, now = client.claims, time.time()
        named = said.get("iss")
        for_us = said.get("aud") in {self.name, f"{self.address}/token"}
        holds = isinstance(said.get("exp"), int) and now < said["exp"] <= now + 300
        if named not in self.clients or said.get("sub") != named or not for_us or not holds:
            raise PermissionError("invalid_client")
        if client.header["kid"] != named or not said.get("jti") or said["jti"] in self.seen:
            raise PermissionError("invalid_client")
        self.seen.add(said["jti"])
        return str(named)

    def _key_of(self, said: Any) -> Key:
        kid = said.headers().get("kid")
        if kid not in self.clients:
            raise ValueError("an unknown client")
        key: Key = self.clients[kid]["key"]
        return key


def app_of(issuer: Issuer) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/jwks.json", response_model=None)
    async def jwks() -> Response:
        issuer.fetches += 1
        return issuer.answers_instead or JSONResponse(issuer.published())

    @app.post("/token", response_model=None)
    async def token(request: Request) -> Response:
        told = parse_qs((await request.body()).decode())
        try:
            return JSONResponse(issuer.given({name: of[0] for name, of in told.items()}))
        except PermissionError as error:
            return JSONResponse({"error": str(error)}, 401)

    return app


@contextmanager
def issuing(issuer: Issuer | None = None, port: int = 0) -> Iterator[Issuer]:
    """An issuer that answers, for as long as the block lasts."""
    issuer = issuer or Issuer()
    with standing(app_of(issuer), port) as address:
        issuer.address = address
        yield issuer


def production(data: Path, issuer: Issuer, **settings: Any) -> Settings:
    """The settings of a service that trusts `issuer`, and looks for its keys without delay."""
    data.mkdir(parents=True, exist_ok=True)
    for secret in ("lookup.key", "webhook.key", "wrapping.key"):
        (data / secret).write_bytes(b"k" * 32)
    trusting = {"issuer": issuer.name, "audience": AUDIENCE, "jwks_url": issuer.jwks_url}
    given = {**trusting, "jwks_attempt_seconds": 0.0, **settings}
    wrapping_key = data / "wrapping.key"
    return Settings(data=data, mode=Mode.PRODUCTION, wrapping_key=wrapping_key, **given)


@contextmanager
def trusting(data: Path, issuer: Issuer, **settings: Any) -> Iterator[httpx2.Client]:
    """A client of a service in production that trusts `issuer`."""
    with (
        running(create_app(production(data, issuer, **settings))) as address,
        httpx2.Client(base_url=address, headers={"Purpose": "prosecution"}, timeout=30) as client,
    ):
        yield client


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
