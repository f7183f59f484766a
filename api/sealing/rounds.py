"""One log sealed again and again: looked at whole at first, then by what it has grown.

What cannot be read or written now is tried again; what is refused stands still until a person has
looked, and is then looked at whole before anything more is signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from api.sealing.keys import settle
from api.sealing.logs import SealedLog
from ledger.evidence.asking_witnesses import Answer, WitnessAt
from ledger.evidence.cosigning import Cosigning
from ledger.evidence.published import Head
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
    """The rounds of one log by one process."""

    one: SealedLog
    ledger: Ledger
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
            Inconsistent, Frozen: Nothing more is sealed until a person has looked.
            Whatever `Sealer.seal` and `settle` raise: It may be tried again.
        """
        mended: Sequence[str] = ()
        if every_line or not self._has_looked:
            self._has_looked = False
            mended = self.one.sealer.look(progress, every_line=every_line).mended
        if self._settled != self.one.keys.texts() or not self._settled:
            settle(self.one, self.ledger)
            self._settled = self.one.keys.texts()
        self._has_looked = False
        heads = self.one.sealer.seal()
        self._has_looked = True
        return Round(heads, mended)

    def cosign(self) -> Sequence[Answer]:
        """What the witnesses answered to the last head. Raises what `Cosigning.cosign` raises."""
        return self._cosigning.cosign(WITNESSES_WITHIN_SECONDS)
