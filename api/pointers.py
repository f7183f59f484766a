"""JSON pointers into what was sent, in which no name is repeated that is not a name of ours."""

from __future__ import annotations

from collections.abc import Iterator

from api.forms import Form
from api.naming import camel

NONE_OF_OURS = "-"


def of_ours(pointer: str) -> str:
    """The pointer, with a dash for every name that no form has."""
    ours = _names()
    first, *parts = pointer.split("/")
    told = (part if part.isdecimal() or part in ours else NONE_OF_OURS for part in parts)
    return "/".join([first, *told])


def _names() -> frozenset[str]:
    return frozenset(
        field.alias or camel(name)
        for form in _kinds_of(Form)
        for name, field in form.model_fields.items()
    )


def _kinds_of(kind: type[Form]) -> Iterator[type[Form]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds_of(one)
