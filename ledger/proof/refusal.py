"""The one refusal of the log's proofs, notes, tiles and policies."""

from __future__ import annotations


class NotProved(Exception):
    """What was given does not prove what it claims, or is not written as its format demands.

    Attributes:
        what: The rule that is broken; never the content.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
