"""Has the last published head of a log cosigned by its witnesses, and publishes what they signed.

Sealing waits for none of this, and is stopped by none: the head stands as its log signed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ledger.evidence.asking_witnesses import Answer, WitnessAt, ask_all, cosigned
from ledger.evidence.published import Published
from ledger.evidence.publishing import amend
from ledger.evidence.sealer_home import Home
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.tiled import TiledLog


@dataclass
class Cosigning:
    """Asks `witnesses` about one log, whose sealer is at `home`; not for several threads at once.

    What each of them remembered last is kept, so that it is asked once and not twice.
    """

    published: Published
    home: Home
    witnesses: Sequence[WitnessAt]
    _sizes: list[int] = field(default_factory=list)

    def cosign(self, now_posix_seconds: int, within_seconds: float) -> Sequence[Answer]:
        """What the witnesses answered to the last published head; none if there is no head.

        A cosignature whose time is far from `now_posix_seconds` is not published.

        Raises:
            NotPublished, NotProved: A file of the log is not there, or not what it should be.
            StillLocked, OSError: What they signed could not be written.
        """
        note = self.published.latest()
        if note is None or not self.witnesses:
            return ()
        self._sizes = self._sizes or [0] * len(self.witnesses)
        answers = ask_all(
            self.witnesses, note, self._proof, now_posix_seconds, self._sizes, within_seconds
        )
        self._sizes = [answer.size for answer in answers]
        size = parse_checkpoint(parse_note(note).text).size
        if any(answer.signature for answer in answers):
            with self.home.alone():
                # whoever was asked by another process meanwhile has signed the note that stands now
                now = self.published.note(size) or note
                same = parse_note(now).text == parse_note(note).text
                amend(self.published, size, cosigned(now if same else note, answers))
        return answers

    def _proof(self, old: int, new: int) -> Sequence[bytes]:
        return TiledLog(new, self.published.read).consistency_proof(old)
