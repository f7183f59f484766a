"""Facts about the log itself, on the stream `ledger`: whose signature counts, and of what it told.

An `origin` is the name that a log has in its checkpoints; a size counts its leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKeyAdded:
    """From `from_size`, inclusive, the log's checkpoints are signed with `key`, a verifier key."""

    NAME: ClassVar = "log-key.added"

    on: date
    origin: str
    key: str
    from_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKeyRetired:
    """Beyond `until_size`, inclusive, no checkpoint of the log is signed with `key` any more."""

    NAME: ClassVar = "log-key.retired"

    on: date
    origin: str
    key: str
    until_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnchored:
    """Another log, `origin`, was seen at a size, with this root (in base64)."""

    NAME: ClassVar = "log.anchored"

    on: date
    origin: str
    size: int
    root: str


LogFact = LogKeyAdded | LogKeyRetired | LogAnchored
