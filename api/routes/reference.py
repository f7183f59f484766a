"""The lists that codes are from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from api.callers import TheCaller
from api.command_routes import Tag
from api.desk import TheDesk
from api.problems import Problem
from api.reference import NAMES, about, codes
from api.replies.basics import Listed
from api.replies.policy import ReferenceCode, ReferenceList

router = APIRouter(prefix="/v1/reference", tags=[Tag.POLICY])


@router.get(
    "",
    summary="Every reference list",
    operation_id="referenceLists",
    response_description="The lists.",
)
def reference_lists(_caller: TheCaller) -> Listed[ReferenceList]:
    """Which lists there are, and what their codes are of."""
    lists = (
        ReferenceList(name=name, href=f"/v1/reference/{name}", about=about(name)) for name in NAMES
    )
    return Listed(items=tuple(lists))


@router.get(
    "/{list}",
    summary="A reference list",
    operation_id="referenceList",
    response_description="The list's codes, in their order.",
)
def reference_list(
    name: Annotated[str, Path(alias="list", description="The list's name, as in `offences`.")],
    desk: TheDesk,
    _caller: TheCaller,
) -> Listed[ReferenceCode]:
    """Every code with its label in English and, where it is told, in Welsh."""
    if name not in NAMES:
        raise Problem("not-found")
    return Listed(items=codes(name, desk.rulebook))
