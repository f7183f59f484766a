"""What a URL asks for after its `?`: only what the operation takes, and each once.

Whoever misspells `asAt` would else be told of today, and of `dryRun` have everything written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.pointers import NONE_OF_OURS
from api.problems import Problem, fault

UNKNOWN = "There is no such parameter here."
TWICE = "The parameter is given more than once."


def see_that_the_query_is_known(request: Request) -> None:
    """Look whether the operation takes every parameter, and whether each is given once.

    Raises:
        Problem: It does not, or one is given again that is no list.
    """
    given = Counter(name for name, _ in request.query_params.multi_items())
    if not given:
        return
    route: APIRoute = request.scope["route"]
    taken = dict(_taken(route.dependant))
    errors = [_unknown() for name in given if name not in taken]
    twice = (name for name, times in given.items() if times > 1 and not taken.get(name, True))
    errors += [fault("", "value-invalid", TWICE, parameter=name) for name in twice]
    if errors:
        codes = {error["code"] for error in errors}
        raise Problem(codes.pop() if len(codes) == 1 else "invalid", errors=errors)


def _unknown() -> dict[str, Any]:
    return fault("", "field-unknown", UNKNOWN, parameter=NONE_OF_OURS)


def _taken(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Each parameter that the query may have, and whether it is a list."""
    for one in dependant.query_params:
        yield one.alias, get_origin(one.field_info.annotation) is list
    for needed in dependant.dependencies:
        yield from _taken(needed)
