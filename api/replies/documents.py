"""What is said of the schemas of events."""

from __future__ import annotations

from pydantic import Field

from api.replies.basics import Reply


class SchemaListed(Reply):
    """A schema: its name and version, and where it can be read."""

    name: str = Field(examples=["contract.signed"])
    version: int
    href: str = Field(examples=["/v1/schemas/events/contract.signed/v1"])
