"""A request that is carried out once, however often it comes: its key stands with its entries.

The key and the answer are written in the entries' own transaction, and never expire. So a caller
who did not get the answer asks again, and gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Once:
    """A request by its `client` and the client's own `key`; `digest` tells its content.

    The digest of what could be guessed is keyed, or it would tell what it is of.
    """

    client: str
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands with a key: the digest of its request, the answer, and the last position."""

    digest: bytes
    answer: bytes
    position: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A kept answer as it stands in the store; `check` is what `written` gave it."""

    client: str
    key: str
    digest: bytes
    answer: bytes
    position: int
    check: bytes

    @classmethod
    def written(
        cls, client: str, key: str, digest: bytes, answer: bytes, position: int
    ) -> AnswerRow:
        """The row with its check: no answer is in the log, so a changed one shows by this alone."""
        parts = (client.encode(), key.encode(), digest, answer, str(position).encode())
        said = b"".join(b"%d:%s" % (len(part), part) for part in parts)
        return cls(client, key, digest, answer, position, sha256(said).digest())

    @property
    def is_as_written(self) -> bool:
        """Whether the check is that of the rest."""
        try:
            return self == AnswerRow.written(
                self.client, self.key, self.digest, self.answer, self.position
            )
        except (AttributeError, TypeError, UnicodeEncodeError):
            return False


@dataclass(frozen=True, slots=True)
class Answered:
    """A request and its answer, to be written with the entries that it led to."""

    once: Once
    answer: bytes


class KeyTaken(Exception):
    """Something stands with the request's key already; nothing was written."""


class KeyReused(Exception):
    """Another request, with another content, has that key."""


class ClockBehind(Exception):
    """An entry was recorded later than those that were to follow it; nothing was written.

    Attributes:
        latest: When the last entry was recorded, as its line says it.
    """

    def __init__(self, latest: str) -> None:
        super().__init__(latest)
        self.latest = latest
