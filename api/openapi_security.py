"""Who may ask for each operation, as the OpenAPI document says it: read off the routes themselves.

A route says by its dependencies which permission it takes; the permission says which scope the
token needs, and whose role it has to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from api.callers import Permitted, bearer
from api.roles import ROLES, CallerRole, Permission, Scope, scope_of
from api.settings import Settings

BEARER = bearer.scheme_name
OAUTH = "clientCredentials"
CONTACT = "Whoever runs the service for your force"
LOCAL_URL, LOCAL_EMAIL = "http://127.0.0.1:8000", "integrations@ledger.example"
OF_SCOPES: Mapping[Scope, str] = {
    Scope.READ: "Read persons, lists and counts, and follow the feed.",
    Scope.WRITE: "Put commands forward, one by one or in an import.",
    Scope.MANAGE: "Adopt editions, and manage webhooks.",
}


@dataclass(frozen=True, slots=True)
class Needed:
    """The permissions of each operation, by its id."""

    permissions: Mapping[str, frozenset[Permission]]

    def told(self, operation: str, settings: Settings) -> dict[str, Any]:
        """What the document says of who may ask."""
        permissions = self.permissions.get(operation, frozenset())
        scopes = sorted({scope_of(permission).value for permission in permissions})
        roles = [role.value for role in CallerRole if all(role in ROLES[p] for p in permissions)]
        issued = [{OAUTH: scopes}] if settings.token_url else []
        return {"security": [{BEARER: []}, *issued], "x-scopes": scopes, "x-roles": roles}


def needed(app: FastAPI) -> Needed:
    """Which permissions each operation of `app` takes."""
    return Needed(
        {
            route.operation_id: frozenset(_permissions(route.dependant))
            for route in (context.route for context in iter_route_contexts(app.routes))
            if isinstance(route, APIRoute) and route.operation_id
        }
    )


def contact(settings: Settings) -> dict[str, str]:
    """Whom an integrator asks; where nobody is named, only in development somebody invented."""
    told = {"name": CONTACT, "url": settings.public_url, "email": settings.contact_email}
    if not settings.is_production:
        told = {**told, "url": told["url"] or LOCAL_URL, "email": told["email"] or LOCAL_EMAIL}
    return {name: text for name, text in told.items() if text}


def schemes(settings: Settings) -> dict[str, Any]:
    """The ways of saying who asks: a bearer token, and where it comes from."""
    told = {BEARER: scheme_of_bearer()}
    if settings.token_url:
        told[OAUTH] = {
            "type": "oauth2",
            "description": "The force's issuer: OAuth 2.0 client credentials (RFC 6749, 4.4).",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": settings.token_url,
                    "scopes": {scope.value: about for scope, about in OF_SCOPES.items()},
                }
            },
        }
    return told


def scheme_of_bearer() -> dict[str, Any]:
    """How a token is sent."""
    return bearer.model.model_dump(mode="json", by_alias=True, exclude_none=True)


def _permissions(dependant: Dependant) -> Iterator[Permission]:
    for one in dependant.dependencies:
        if isinstance(one.call, Permitted):
            yield one.call.permission
        yield from _permissions(one)
