"""How much of the ledger an answer was told from."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from pydantic import Field

from api.replies.basics import Listed, Reply

Item = TypeVar("Item")


class KnownReply(Reply):
    """The first `size` entries of the ledger: what an answer was told from.

    Where the ledger was sealed at this very size, `checkpoint` is where its signed note can be
    read, and `sealedAt` when. Between two seals both are null, and `sealedBy` is the next size that
    was sealed: `root` is proved consistent with that one. Beyond the last seal all are null.
    """

    size: int = Field(examples=[1024])
    root: str | None = Field(
        description="The Merkle root over those entries (RFC 6962), in base64.",
        examples=["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    )
    checkpoint: str | None = Field(examples=["/v1/ledger/checkpoint/1024"])
    sealed_at: datetime | None
    sealed_by: int | None = Field(examples=[1024])


class ListedAsKnown(Listed[Item]):
    """A part of a list, with what it was told from."""

    known: KnownReply

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """A name that a stranger can read: `ListOfEventReplyAsKnown`."""
        return f"ListOf{params[0].__name__}AsKnown"
