"""Asks for a seal now, and waits for it: how a service gets a head before it tells a status.

Whoever wants one touches `wanted` in the log's folder. The sealer takes the file away, and then
seals all there is: so whatever stood in the log before the touch is in the head that follows.
"""

from __future__ import annotations

from time import monotonic, sleep

from ledger.evidence.published import Head, Published

WANTED = "wanted"
_LOOK_SECONDS = 0.02


class NotSealed(Exception):
    """No head of that size was published in time: the sealer does not run, is behind, or froze.

    Attributes:
        size: The size that was wanted.
        sealed: The size of the last head; 0 where there is none.
    """

    def __init__(self, size: int, sealed: int) -> None:
        super().__init__(size, sealed)
        self.size = size
        self.sealed = sealed

    def __str__(self) -> str:
        return f"{self.sealed} leaves are sealed, of {self.size} that were wanted"


def sealed_up_to(published: Published, size: int, patience_seconds: float) -> Head:
    """The last head, once it is of `size` leaves or more; a seal is asked for if need be.

    Raises:
        NotSealed: It was not so large within `patience_seconds`.
        NotProved: The last line of `heads` is none.
        OSError: The log's folder cannot be read or written to.
    """
    until = monotonic() + patience_seconds
    while (head := published.last_head()) is None or head.size < size:
        if monotonic() > until:
            raise NotSealed(size, head.size if head else 0)
        want(published)
        sleep(_LOOK_SECONDS)
    return head


def want(published: Published) -> None:
    """Ask for a seal of all there is."""
    published.folder.mkdir(parents=True, exist_ok=True)
    (published.folder / WANTED).touch()


def is_wanted(published: Published) -> bool:
    """Whether somebody has asked since; the request is taken away by looking.

    One that cannot be taken away is none: it would be asked for ever.
    """
    try:
        (published.folder / WANTED).unlink()
    except OSError:
        return False
    return True
