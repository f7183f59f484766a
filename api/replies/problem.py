"""A problem document (RFC 9457), as the documentation describes it."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from api.naming import camel
from api.replies.basics import Reply, Words


class FieldFault(Reply):
    """A field at fault: a JSON pointer into the body, or the name of a parameter or header."""

    pointer: str = Field(examples=["/offences/0/lastOn"])
    detail: str
    code: str
    parameter: str | None = None
    expected: str | None = Field(None, description="The check letter that would be right.")


class ClauseInTheWay(Reply):
    """A clause that stood in the way; a `firm` one cannot be overridden."""

    code: str = Field(examples=["E2"])
    words: Words
    edition: str = Field(examples=["checkpoint-cymru/2019-10"])
    source: str
    firm: bool


class ProblemDocument(Reply):
    """Why a request was not carried out. Nothing was written, unless the code is write-uncertain.

    `type` is a page of ours. What was sent is never repeated.
    """

    model_config = ConfigDict(alias_generator=camel, extra="allow")

    type: str = Field(examples=["/v1/problems/refused-by-policy"])
    title: str
    status: int
    detail: str
    instance: str = Field(examples=["urn:uuid:4bf92f35-77b3-4da6-a3ce-929d0e0e4736"])
    code: str = Field(examples=["refused-by-policy"])
    trace_id: str
    errors: tuple[FieldFault, ...]
    clauses: tuple[ClauseInTheWay, ...] | None = Field(
        None, description="Of a refusal by policy: every clause that stood in the way."
    )
    edition: str | None = None
    expected: str | None = Field(None, description="The check letter that would be right.")
    current_version: int | None = Field(None, description="Of a conflict: the page's version.")
