"""What the service says of itself."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.replies.basics import Reply
from api.version import NAME, VERSION

ABOUT = (
    "From an arrest to no conviction or caution: who was diverted, under which policy, and which"
    " entries make it so."
)


class Link(Reply):
    """Where to read on."""

    href: str
    about: str


class Front(Reply):
    """What this is, and where to read on."""

    name: str
    version: str
    about: str
    links: tuple[Link, ...]

    @classmethod
    def here(cls) -> Self:
        """The front page."""
        links = (
            Link(href="/docs", about="The API for people"),
            Link(href="/openapi.json", about="The API for machines: OpenAPI 3.1"),
            Link(href="/asyncapi.yml", about="Its events: AsyncAPI 3.0"),
            Link(href="/v1/schemas/events", about="What entries hold: JSON Schema, by version"),
            Link(href="/v1/policies", about="Editions of every scheme, for whoever is logged in"),
            Link(href="/health", about="Whether it is well"),
            Link(href="/info", about="What runs"),
        )
        return cls(name=NAME, version=VERSION, about=ABOUT, links=links)


class Health(Reply):
    """`UP`, and what of."""

    status: str = Field(examples=["UP"])
    components: dict[str, str]


class Information(Reply):
    """What runs."""

    name: str
    version: str
    build: str = Field(description="What it was built from, if that is known.")
    mode: str
    editions: tuple[str, ...]


class ProblemPage(Reply):
    """A kind of problem."""

    type: str
    code: str
    status: int
    title: str
