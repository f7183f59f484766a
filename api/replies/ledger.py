"""The log of the ledger as anybody may see it: heads and keys, nobody's page and no entry."""

from __future__ import annotations

from pydantic import Field

from api.replies.basics import Reply


class HeadReply(Reply):
    """What a log was when it was sealed; `root` is in base64, as in its checkpoint."""

    size: int = Field(examples=[1024])
    root: str = Field(examples=["CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="])
    sealed_at: str = Field(examples=["2026-11-28T09:00:00.000000Z"])


class LogKeyReply(Reply):
    """A key, and the sizes of the log at which it counts, both inclusive; `untilSize` may be null.

    What a log says of its own keys convinces nobody: compare it with the key that you were given.
    """

    origin: str = Field(examples=["ledger.example/diversion"])
    key: str = Field(
        examples=["ledger.example/diversion+0ddaba05+AQOhB7/zzhC+HXDdGOdLwJln5PYwm6UNXx3chmQSVTG4"]
    )
    from_size: int
    until_size: int | None = None
