"""When a delivery is tried again, and what is given up when: the table of Standard Webhooks 1.0.0.

Every wait stands in the database, so that a restart forgets none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

DELAYS_SECONDS = (0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Before each attempt, the first at once; the last is made about 76 hours after the first."""

LONGEST_SECONDS = 86_400.0
JITTER = 0.2
FAILING_DAYS = 5
DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long to wait; `pace` multiplies every wait, and is 1 everywhere but in tests."""

    pace: float = 1.0

    def wait_seconds(self, failed: int, chance: float, asked_seconds: float = 0) -> float | None:
        """How long after the failed attempt number `failed` the next one is made.

        Args:
            failed: From 1.
            chance: From 0 to 1; up to a fifth of the wait is added by it.
            asked_seconds: What the receiver asked for; more than a day is not granted.

        Returns:
            Seconds, or None after the last attempt.
        """
        if failed >= len(DELAYS_SECONDS):
            return None
        wait = DELAYS_SECONDS[failed] * (1 + JITTER * chance) * self.pace
        return max(wait, min(asked_seconds, LONGEST_SECONDS * self.pace))

    @property
    def failing_seconds(self) -> float:
        """A receiver that has failed throughout for so long is sent nothing more."""
        return FAILING_DAYS * DAY_SECONDS * self.pace
