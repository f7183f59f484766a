"""What the sealer refuses to sign, and why: always with the place, and what was found there."""

from __future__ import annotations

from enum import StrEnum


class What(StrEnum):
    """In what way the log is not proved to go on from what the sealer remembers."""

    SMALLER = "the log is smaller than remembered"
    LEAF_CHANGED = "a remembered leaf has changed"
    ROOT_CHANGED = "the leaves no longer lead to the remembered root"
    LINE_CHANGED = "a leaf is not the hash of its line"
    LINE_GONE = "a leaf has no line"
    NOT_DENSE = "the leaves do not follow each other"
    PUBLISHED_OTHERWISE = "what is published is not what is remembered"
    MEMORY_BEHIND = "more is published, with this log's signature, than is remembered"


class Inconsistent(Exception):
    """The log, or what is published of it, does not agree with the sealer's memory.

    Nothing was signed, and nothing will be until a person has looked.

    Attributes:
        what: In what way.
        index: The leaf at which it was found, from 0; of a whole log, its size.
        position: The position of that leaf's line in the store; 0 where there is none to name.
        found: What was found there; never what an entry says.
    """

    def __init__(self, what: What, index: int, found: str, position: int = 0) -> None:
        super().__init__(what, index, found, position)
        self.what = what
        self.index = index
        self.position = position
        self.found = found

    def __str__(self) -> str:
        where = f" (position {self.position})" if self.position else ""
        return f"{self.what}, at {self.index}{where}: {self.found}"


class Frozen(Exception):
    """The log is frozen, by a refusal or by somebody: nothing more is sealed.

    Attributes:
        because: Why, as it was written down then.
    """

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because

    def __str__(self) -> str:
        return f"the log is frozen: {self.because}"


class HomeUnusable(Exception):
    """The sealer's memory is not as the sealer left it, or not signed by a key that it has."""


class SealerRuns(Exception):
    """Another process goes on sealing this log; a second one must not."""
