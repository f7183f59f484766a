"""What panels said, as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from api.replies.scrutiny import VerdictReply
from api.scrutiny.writing import table

COLUMNS = (
    "decision",
    "verdict",
    "panel",
    "on",
    "counts",
    "observations",
    "given_by",
    "recorded_at",
)


def verdicts_csv(told: Iterable[VerdictReply]) -> bytes:
    """A row for each verdict."""
    return table(COLUMNS, (one.model_dump(mode="json") for one in told))
