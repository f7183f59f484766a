"""One log sealed again and again: looked at whole at first, then by what it has grown.

What cannot be read or written now is tried again; what is refused stands still until a person has
looked, and is then looked at whole before anything more is signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from api import clock
from api.sealing.anchoring import Anchoring
from api.sealing.keys import settle
from api.sealing.logs import SealedLog
from ledger.evidence.asking_witnesses import Answer, WitnessAt
from ledger.evidence.cosigning import Cosigning
from ledger.evidence.published import Head
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_reading import Progress
from ledger.record.book import Ledger

WITNESSES_WITHIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to: new heads, oldest first, and files that had to be made again."""

    heads: Sequence[Head] = ()
    mended: Sequence[str] = ()


@dataclass
class Rounds:
    """The rounds of one log by one process.

    What there is to say of it is written in the ledger, unless that one is frozen, as its sealer's
    home says, `ledger_home`.
    """

    one: SealedLog
    ledger: Ledger
    ledger_home: Home
    anchoring: Anchoring
    witnesses: Sequence[WitnessAt] = ()
    _has_looked: bool = False
    _settled: Sequence[str] = ()
    _cosigning: Cosigning = field(init=False)

    def __post_init__(self) -> None:
        sealer = self.one.sealer
        self._cosigning = Cosigning(sealer.published, sealer.home, self.witnesses)

    def run(
        self, progress: Progress = lambda _done, _all: None, *, every_line: bool = False
    ) -> Round:
        """Seal what is new; at first, after a refusal, and with `every_line`, look at all.

        Raises:
            Inconsistent, Frozen: Nothing more is sealed until a person has looked; also where the
                log has no key yet, and the ledger, which is to say which key it has, is frozen.
            Whatever `Sealer.seal` and `settle` raise: It may be tried again.
        """
        if self.one.is_untouched():
            return Round()
        mended: Sequence[str] = ()
        if every_line or not self._has_looked:
            self._has_looked = False
            mended = self.one.sealer.look(progress, every_line=every_line).mended
        if self._settled != self.one.keys.texts() or not self._settled:
            if not self.one.keys.signers():
                self.ledger_home.check_not_frozen()
            settle(self.one, self.ledger)
            self._settled = self.one.keys.texts()
        self._has_looked = False
        heads = self.one.sealer.seal()
        self._has_looked = True
        return Round(heads, mended)

    def anchor(self, *, at_once: bool = False) -> bool:
        """Put down what is sealed in the other log, if it is time; whether that was done.

        Raises what `Anchoring` raises: it may be tried again.
        """
        head = self.one.sealer.remembered()
        if head is None or self.ledger_home.frozen_because() is not None:
            return False
        return self.anchoring.put_down(self.one.sealer.origin, head, clock.now(), at_once=at_once)

    def cosign(self) -> Sequence[Answer]:
        """What the witnesses answered to the last head. Raises what `Cosigning.cosign` raises."""
        now = int(clock.now().timestamp())
        return self._cosigning.cosign(now, WITNESSES_WITHIN_SECONDS)
