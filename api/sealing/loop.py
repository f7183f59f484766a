"""Seals until it is interrupted: when the log has grown, each so many seconds, and when asked.

Witnesses are asked beside it, by a thread for each log: whoever is down holds up nobody. They are
asked again while the log is quiet, or its last head would soon look like one that is held back.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

from api.sealing.rounds import Round, Rounds
from ledger.evidence.asking_witnesses import Answer
from ledger.evidence.on_demand import is_wanted

LOOK_FOR_REQUESTS_SECONDS = 0.05
TRY_AGAIN_SECONDS = 5.0
ASK_AGAIN_SECONDS = 10 * 60.0
ASK_AFTER_SILENCE_SECONDS = 60.0
LOOK_AT_ALL_SECONDS = 24 * 60 * 60.0

INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)

Sealed = Callable[[Rounds, Round], None]
Refused = Callable[[Rounds, Exception], None]
Answered = Callable[[Rounds, Sequence[Answer]], None]


@dataclass
class Turn:
    """One log's turns: when the next is due, and when all of it is to be looked at again."""

    rounds: Rounds
    every_seconds: float
    due_at: float = 0.0
    look_at: float = field(default_factory=lambda: monotonic() + LOOK_AT_ALL_SECONDS)
    refused: str = ""

    def is_due(self) -> bool:
        return is_wanted(self.rounds.one.sealer.published) or monotonic() >= self.due_at

    def take(self, sealed: Sealed, refused: Refused) -> Round | None:
        """Run a round; what it came to, or none. Whatever it raises is told, once."""
        every_line = monotonic() >= self.look_at
        try:
            done = self.rounds.run(every_line=every_line)
        except Exception as error:  # noqa: BLE001  one log's fault must not stop another's seal
            self.due_at = monotonic() + min(self.every_seconds, TRY_AGAIN_SECONDS)
            if str(error) != self.refused:
                refused(self.rounds, error)
            self.refused = str(error)
            return None
        self.due_at, self.refused = monotonic() + self.every_seconds, ""
        if every_line:
            self.look_at = monotonic() + LOOK_AT_ALL_SECONDS
        sealed(self.rounds, done)
        self._anchor(refused)
        return done

    def _anchor(self, refused: Refused) -> None:
        try:
            self.rounds.anchor()
        except Exception as error:  # noqa: BLE001  told; it is sealed all the same
            refused(self.rounds, error)


class Asking:
    """A thread that has the last head of a log cosigned, and again after a while."""

    def __init__(self, rounds: Rounds, answered: Answered, refused: Refused) -> None:
        self._rounds = rounds
        self._answered = answered
        self._refused = refused
        self._due_at = 0.0
        self._woken = Event()
        if rounds.witnesses:
            Thread(target=self._run, name="witnesses", daemon=True).start()

    def after(self, done: Round) -> None:
        """Ask, if the round sealed a head, or it is time to ask again.

        Only after a round: it left no entry unsealed. A head that entries have come after would
        otherwise be cosigned with a time at which they were there, and seem to leave them out.
        """
        if done.heads or monotonic() >= self._due_at:
            self._due_at = monotonic() + ASK_AGAIN_SECONDS
            self._woken.set()

    def _run(self) -> None:
        while self._woken.wait():
            self._woken.clear()
            try:
                answers = self._rounds.cosign()
                self._answered(self._rounds, answers)
                if not any(answer.silence for answer in answers):
                    continue
            except Exception as error:  # noqa: BLE001  told; it is tried again
                self._refused(self._rounds, error)
            self._due_at = monotonic() + ASK_AFTER_SILENCE_SECONDS


def seal_until_interrupted(
    turns: Sequence[Turn], sealed: Sealed, refused: Refused, answered: Answered
) -> None:
    """Take the turns until SIGINT or SIGTERM, which is no fault.

    `sealed` is told of every round, `refused` of what one raised, `answered` of what witnesses
    said, from other threads.
    """
    asking = [Asking(turn.rounds, answered, refused) for turn in turns]
    with _interruption() as interrupted:
        while not interrupted.wait(LOOK_FOR_REQUESTS_SECONDS):
            for turn, witnesses in zip(turns, asking, strict=True):
                if turn.is_due() and (done := turn.take(sealed, refused)):
                    witnesses.after(done)


@contextmanager
def _interruption() -> Iterator[Event]:
    """Set by the first SIGINT or SIGTERM, so that a round comes to its end; a second one ends it.

    Set by hand, since a shell's background jobs begin deaf to SIGINT.
    """
    interrupted = Event()

    def interrupt(_sent: int, _frame: object) -> None:
        for sent in INTERRUPTIONS:
            signal.signal(sent, signal.default_int_handler)
        interrupted.set()

    for sent in INTERRUPTIONS:
        signal.signal(sent, interrupt)
    try:
        yield interrupted
    except KeyboardInterrupt:
        return
