"""How often a client may ask: quotas for each minute, told with every answer, 429 beyond them.

A client is counted by its token's `client_id` and not by its address, so nobody behind the same
proxy spends what is another's. Whoever brings no token that is valid is counted by address, and
only told so: a valid token from there is served all the same. Counted in this process's memory;
each of several workers gives out its share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api import clock
from api.asgi import Application, Message, Receive, Scope, Send
from api.metrics import Counters
from api.problems import Problem, response
from api.roles import Caller
from api.settings import Settings

SECONDS = 60
LOGIN = "/v1/login"
SEARCHING = "/search"
SUBNET_OF_ONE = 64
"""Bits of an IPv6 address that tell one customer from another; the rest they choose themselves."""


class Quota(StrEnum):
    """What is counted apart."""

    READS = "reads"
    WRITES = "writes"
    SEARCHES = "searches"
    LOGINS = "logins"
    STRANGERS = "strangers"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a quota: `remaining` of `of` requests for another `seconds`."""

    quota: Quota
    of: int
    remaining: int
    seconds: int
    exceeded: bool

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers-11 writes it."""
        return {
            "RateLimit-Policy": f'"{self.quota}";q={self.of};w={SECONDS}',
            "RateLimit": f'"{self.quota}";r={self.remaining};t={self.seconds}',
        }


class Rates:
    """Counts what is asked of `application`; `admit` is for whoever knows who asks."""

    def __init__(self, application: Application, settings: Settings, counters: Counters) -> None:
        self._application = application
        self._counters = counters
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._items = _items(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        scope["state"]["rates"] = self
        telling = _Telling(self, scope, receive, send)
        try:
            if scope["method"] == "POST" and scope["path"] == LOGIN:
                self._count(scope, Quota.LOGINS, _address(scope))
        except Problem as problem:
            await response(problem, scope["state"]["trace"])(scope, receive, telling)
            return
        await self._application(scope, receive, telling)

    def admit(self, scope: Scope, caller: Caller) -> None:
        """Count one more request of `caller`.

        Raises:
            Problem: They have asked too often within the minute.
        """
        self._count(scope, _quota(scope), getattr(caller, "client", "") or caller.name)

    def strange(self, scope: Scope) -> None:
        """Count one more request without a valid token.

        Raises:
            Problem: There were too many from its address within the minute.
        """
        self._count(scope, Quota.STRANGERS, _address(scope))

    def _count(self, scope: Scope, quota: Quota, who: str) -> None:
        item = self._items[quota]
        exceeded = not self._limiter.hit(item, quota, who)
        reset, remaining = self._limiter.get_window_stats(item, quota, who)
        seconds = max(1, ceil(reset - clock.now().timestamp()))
        left = Left(quota, item.amount, remaining, seconds, exceeded)
        scope["state"]["left"] = left
        if exceeded:
            scope["state"]["code"] = "too-many-requests"
            self._counters.limited(quota)
            raise Problem(
                "too-many-requests",
                extras={"violated-policies": [quota]},
                headers={"Retry-After": str(seconds)},
            )


class _Telling:
    """Sends an answer with what is left; a 401 too many becomes a 429."""

    def __init__(self, rates: Rates, scope: Scope, receive: Receive, send: Send) -> None:
        self._rates = rates
        self._scope = scope
        self._receive = receive
        self._send = send
        self._is_replaced = False

    async def __call__(self, message: Message) -> None:
        if self._is_replaced:
            return
        if message["type"] == "http.response.start":
            if message["status"] == 401:
                await self._strange(message)
                return
            self._tell(message)
        await self._send(message)

    async def _strange(self, message: Message) -> None:
        try:
            self._rates.strange(self._scope)
        except Problem as problem:
            self._is_replaced = True
            answer = response(problem, self._scope["state"]["trace"])
            await answer(self._scope, self._receive, self._instead)
        else:
            await self._send(message)

    async def _instead(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._tell(message)
        await self._send(message)

    def _tell(self, message: Message) -> None:
        left: Left | None = self._scope["state"].get("left")
        if left:
            told = [(n.lower().encode(), v.encode()) for n, v in left.headers.items()]
            message["headers"] = [*message["headers"], *told]


def _items(settings: Settings) -> Mapping[Quota, RateLimitItem]:
    amounts = {
        Quota.READS: settings.reads_per_minute,
        Quota.WRITES: settings.writes_per_minute,
        Quota.SEARCHES: settings.searches_per_minute,
        Quota.LOGINS: settings.logins_per_minute,
        Quota.STRANGERS: settings.strangers_per_minute,
    }
    workers = max(1, settings.workers)
    return {q: RateLimitItemPerMinute(max(1, of // workers)) for q, of in amounts.items()}


def _quota(scope: Scope) -> Quota:
    if scope["method"] in {"GET", "HEAD"}:
        return Quota.READS
    return Quota.SEARCHES if scope["path"].endswith(SEARCHING) else Quota.WRITES


def _address(scope: Scope) -> str:
    client = scope.get("client")
    if not client:
        return ""
    try:
        address = ip_address(client[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, SUBNET_OF_ONE), strict=False))
    return str(address)
