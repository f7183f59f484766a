"""What every answer is made of."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from api.naming import camel

Item = TypeVar("Item")


class Reply(BaseModel):
    """An object in an answer."""

    model_config = ConfigDict(
        alias_generator=camel,
        validate_by_name=True,
        frozen=True,
        field_title_generator=lambda name, _: name.replace("_", " ").capitalize(),
    )


class Words(Reply):
    """The same in English and Welsh; null where it is not yet told in Welsh."""

    en: str
    cy: str | None = None


class Coded(Reply):
    """A code, and what it says."""

    code: str
    words: Words


class NamedOfficial(Reply):
    """A named person who decides or works in an office."""

    name: str
    role: str
    rank: str
    number: str


class EditionNamed(Reply):
    """An edition, as entries cite it: the digest is the SHA-256 of its file, in hex."""

    scheme: str
    edition: str
    digest: str
    title: Words | None = None


class Listed(Reply, Generic[Item]):
    """A part of a list; `nextCursor` leads to the next, and is null on the last."""

    items: tuple[Item, ...]
    next_cursor: str | None = None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """A name that a stranger can read: `ListOfDueReply`."""
        return f"ListOf{params[0].__name__}"
