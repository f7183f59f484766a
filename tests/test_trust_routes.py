"""Every route takes a permission, or is listed here as open, with the reason.

What is met here for the first time fails until it stands in one of the lists below.
"""

from __future__ import annotations

import pytest

from tests.walked_routes import IN_PRODUCTION, ROUTES, Route

OPEN = {
    "/": "the service's name",
    "/health": "whether it is well: probes bring no token",
    "/health/liveness": "as health",
    "/health/readiness": "as health",
    "/info": "version and editions; docs/trust.md: not beyond the force's network",
    "/metrics": "counts, of nobody; docs/trust.md: not beyond the force's network",
    "/v1/problems/{code}": "what an error means, which may be that a token is missing",
    "/docs": "the contract, in which nothing is secret",
    "/openapi.json": "the contract",
    "/asyncapi.json": "the contract",
    "/asyncapi.yml": "the contract",
    **dict.fromkeys(
        (
            f"/v1/ledger{log}/{of_it}"
            for log in ("", "/access-log")
            for of_it in ("checkpoint", "checkpoint/{size}", "tile/{path:path}", "heads")
        ),
        "signed sizes and roots, and hashes: a tlog client brings no token, and it is about nobody",
    ),
    "/v1/ledger/keys": "public keys",
    "/v1/schemas/{family}": "the shapes of facts",
    "/v1/schemas/{family}/{name}/v{version}": "the shape of a fact",
}
OPEN_IN_DEVELOPMENT = {
    "/v1/login": "gives the token",
    "/v1/login/jwks.json": "a public key",
}
FOR_EVERY_CALLER = {
    "/v1/reference": "published code lists",
    "/v1/reference/{list}": "published code lists",
    "/v1/policies": "published editions, and the caller's own force's adoptions",
    "/v1/policies/{scheme}/{edition}": "a published edition",
    "/v1/forces/{force}/adoptions": "the caller's own force's adoptions",
}
"""With a token, whatever it is for."""


def test_the_walk_meets_routes_in_every_room() -> None:
    prefixes = (
        "arrests",
        "participants",
        "events",
        "webhooks",
        "imports",
        "access-log",
        "scrutiny",
    )
    for prefix in prefixes:
        assert [route for route in ROUTES if route.path.startswith(f"/v1/{prefix}")], prefix


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_takes_a_permission_or_is_listed_as_open(route: Route) -> None:
    if route.path in OPEN | OPEN_IN_DEVELOPMENT:
        assert not route.needs_caller
    elif route.path in FOR_EVERY_CALLER and route.method == "GET":
        assert route.needs_caller
    else:
        assert route.permissions, f"{route} takes no permission"


def test_in_production_nothing_is_open_but_what_is_listed() -> None:
    paths = {route.path for route in IN_PRODUCTION}
    assert not paths & OPEN_IN_DEVELOPMENT.keys()
    assert paths >= OPEN.keys() | FOR_EVERY_CALLER.keys()


def test_every_route_that_is_listed_is_there() -> None:
    assert {route.path for route in ROUTES} >= {*OPEN, *OPEN_IN_DEVELOPMENT, *FOR_EVERY_CALLER}
