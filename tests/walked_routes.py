"""Every route of the service, as the application itself has it: whoever added it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.app import create_app
from api.callers import Permitted, caller
from api.settings import Mode, Settings


@dataclass(frozen=True)
class Route:
    """A route as it stands in the application."""

    path: str
    method: str
    operation: str
    permissions: frozenset[Any]
    needs_caller: bool

    @property
    def parameters(self) -> set[str]:
        return set(re.findall(r"{(\w+)}", self.path))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def calls(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for one in dependant.dependencies:
        yield from calls(one)


def routes_of(settings: Settings) -> list[Route]:
    contexts = iter_route_contexts(create_app(settings).routes)
    return [route for context in contexts for route in of_one(context)]


def of_one(context: Any) -> Iterator[Route]:
    called = list(calls(context.dependant))
    permissions = frozenset(one.permission for one in called if isinstance(one, Permitted))
    operation = context.operation_id or context.name
    for method in sorted(context.methods - {"HEAD"}):
        yield Route(context.path, method, operation, permissions, caller in called)


ROUTES = routes_of(Settings(data=Path("unused")))
IN_PRODUCTION = routes_of(
    Settings(data=Path("unused"), mode=Mode.PRODUCTION, issuer="i", audience="a", jwks_url="u")
)
