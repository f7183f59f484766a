"""Which version of a page an answer is from, and no answer at all for whoever has that version.

Told from the page alone an answer changes with the page, and with the day it is asked for. So only
whoever names the day in `asAt` may get 304; today's answer can be another tomorrow. It is a
consultation all the same: whoever gets 304 is shown that nothing has changed. As known at an
earlier moment a page has the version that it had, and its answer never changes, unless the page
has been restricted, opened again or erased since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response

from api.answer import etag
from api.gate import NotModified
from api.reading import Told

MOST_TAGS = 1_000
UNCHANGED: dict[int | str, Any] = {
    304: {"description": "The version of the page that If-None-Match names is still the one."}
}
"""What a route with `TheVersion` declares."""


class Version:
    """Tells the version of the page that is answered from, or that the caller has it."""

    def __init__(self, response: Response, tags: str, parameters: Mapping[str, str]) -> None:
        self._response = response
        self._tags = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        self._is_of_a_day = "asAt" in parameters

    def tell(self, told: Told) -> None:
        """Put the version of the page, as it was known, into the headers.

        Raises:
            NotModified: The caller has that version, and named the day.
        """
        tag = etag(told.page.version)
        can_be_the_same = self._is_of_a_day and not told.protected_since
        if can_be_the_same and self._tags & {tag, "*"}:
            raise NotModified(tag)
        self._response.headers["ETag"] = tag


async def version(
    request: Request,
    response: Response,
    if_none_match: Annotated[
        str | None,
        Header(
            max_length=MOST_TAGS,
            description="The `ETag` of an answer to the same request: 304 if it is still right."
            " Heeded where `asAt` is given.",
        ),
    ] = None,
) -> Version:
    """What the caller has of the page."""
    return Version(response, if_none_match or "", request.query_params)


TheVersion = Annotated[Version, Depends(version)]
