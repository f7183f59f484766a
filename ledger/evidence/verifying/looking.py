"""The ten steps, each of which stands on those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.evidence.bundles import names
from ledger.evidence.bundles.manifest import Kind, Manifest
from ledger.evidence.durable import StillLocked
from ledger.evidence.keys import verifier
from ledger.evidence.remembered import Contradiction, Memory, MemoryUnusable, breach_between
from ledger.evidence.verifying import disclosing, entries, policies, times
from ledger.evidence.verifying.folding import check_claims, wrongly_decided
from ledger.evidence.verifying.heads import History, Signed, history, signed_heads
from ledger.evidence.verifying.opened import Bundle, check_manifest
from ledger.evidence.verifying.splitting import Progress, Started
from ledger.evidence.verifying.verdict import Refuted, Retroactive, Step, Undecided
from ledger.proof.policy import Policy
from ledger.record.streams import force_page


class NothingToDo(Exception):
    """The step has nothing to look at, in this bundle or as it was asked."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def untold(_done: int, _all: int) -> None:
    """Nobody waits to be told of progress."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How to verify.

    Attributes:
        policy: Whose signatures count, and how many witnesses it takes; None where nobody says.
        memory: What is remembered from before.
        jobs: By how many processes, at least one.
        progress: Told how many bytes of how many have been read.
    """

    policy: Policy | None = None
    memory: Memory | None = None
    jobs: int = 1
    progress: Progress = untold


class Looking:
    """Looks at the bundle in `file`; call the steps in their order.

    Each says in words what it found, and raises `Unusable`, `Refuted`, `Undecided` or
    `NothingToDo` where it did not find what it should. Until the entries were read, nothing is
    late.
    """

    _bundle: Bundle
    _manifest: Manifest
    _past: History
    _said: entries.Gathered

    def __init__(self, file: Path, asked: Asked) -> None:
        self._file = file
        self._asked = asked
        self._heads: Sequence[Signed] = ()
        self._started: Started | None = None
        self._reached = 0

    def about(self) -> Mapping[str, str | int]:
        """What the bundle says of itself; empty if that could not be read."""
        if self._reached < 2:
            return {}
        said = self._manifest
        return {
            "kind": said.kind.value,
            "origin": said.origin,
            "size": said.size,
            "page": said.page,
            "as_at": said.as_at.isoformat(),
            "engine": said.engine,
        }

    def retroactive(self) -> tuple[Retroactive, ...]:
        """The entries whose day is before one that was already written on their page."""
        return tuple(self._said.retroactive) if self._reached > 2 else ()

    def close(self) -> None:
        """Let no process go on reading."""
        if self._started is not None:
            self._started.close()

    def remember(self) -> None:
        """Let what is remembered move on to the head of this bundle.

        Raises:
            Undecided: It cannot be read or written, or has become another one meanwhile.
        """
        memory, policy = self._asked.memory, self._asked.policy
        if memory is not None and policy is not None:
            known = [verifier(str(key)) for key in policy.logs]
            with _of_the_memory():
                memory.advance(self._bundle.read(names.CHECKPOINT), known, self._prove)

    def at_the_container(self) -> str:
        self._bundle = Bundle(self._file)
        self._begin_to_read()
        self._bundle.check_sums()
        self._reached = 1
        return f"{len(self._bundle.members)} files, none damaged"

    def at_the_manifest(self) -> str:
        self._manifest = self._bundle.manifest()
        self._reached = 2
        check_manifest(self._bundle, self._manifest)
        what = "a whole ledger" if self._manifest.kind == Kind.LEDGER else "one page"
        return f"{what}, {len(self._manifest.files)} files as listed"

    def at_heads(self) -> str:
        self._past = history(self._bundle, self._manifest)
        self._heads = signed_heads(self._bundle, self._asked.policy)
        witnesses = len(self._heads[0].cosigned_at)
        earlier = len(self._heads) - 1
        return f"{self._manifest.size} leaves, signed; {witnesses} witnesses; {earlier} earlier"

    def at_the_memory(self) -> str:
        if self._asked.memory is None:
            raise NothingToDo("no memory was named to compare with")
        with _of_the_memory():
            head = self._asked.memory.heads().get(self._manifest.origin)
        if head is None:
            return "a log that is met for the first time"
        shown = self._past.checkpoint
        breach = breach_between(head.checkpoint, shown, self._prove)
        if breach is not None:
            raise Refuted(str(breach))
        return f"goes on from the {head.checkpoint.size} leaves that are remembered"

    def at_entries(self) -> str:
        by = (self._started, self._asked.progress)
        self._said = entries.read(self._bundle, self._manifest, self._past, *by)
        self._reached = 3
        if self._said.stopped:
            raise self._said.stopped
        self._fault_of(Step.ENTRIES)
        return f"{self._said.number} entries, each the leaf that it should be"

    def at_times(self) -> str:
        self._fault_of(Step.TIME)
        policy = self._asked.policy
        cosigned = times.check_windows(self._bundle, self._heads, policy) if policy else 0
        late = len(self._whole().retroactive)
        windows = f"{cosigned} cosigned heads fit" if cosigned else "no cosigned head to compare"
        return f"recorded in order; {windows}; {late} retroactive"

    def at_pages(self) -> str:
        self._fault_of(Step.PAGES)
        said = self._whole()
        if self._manifest.kind == Kind.PAGE:
            self._check_one_page()
        return f"{len(said.pages)} persons' pages and {len(said.others)} others, no line missing"

    def at_policies(self) -> str:
        self._fault_of(Step.POLICY)
        said = self._whole()
        policies.check_editions(self._bundle, said.cited)
        policies.check_keys(self._heads, said)
        wrong = wrongly_decided(said.decided, said.others)
        if wrong is not None:
            raise wrong
        decisions = sum(map(len, said.decided.values()))
        what = f"{len(said.cited)} editions as cited; {decisions} decisions under them"
        is_page = self._manifest.kind == Kind.PAGE
        return f"{what}, by the adoptions that are here" if is_page else what

    def at_outcomes(self) -> str:
        claims = self._whole().claims
        if claims.fault is not None:
            raise claims.fault
        number = check_claims(self._bundle.view(names.CLAIMS), claims)
        return f"{len(claims.published)} published, {number} claimed: all as the entries tell"

    def at_disclosures(self) -> str:
        if names.PAGE_KEY not in self._bundle:
            raise NothingToDo("nothing that is sealed is disclosed")
        number = disclosing.check(self._bundle, self._manifest.page, self._said)
        return f"{number} entries opened with the page's own key"

    def _begin_to_read(self) -> None:
        """Let several processes read ahead, if they can be begun.

        Whatever is at fault with the bundle is its own step's to tell.
        """
        if self._asked.jobs > 1:
            with suppress(Exception):
                if self._bundle.manifest().kind == Kind.LEDGER:
                    self._started = Started(self._bundle, self._asked.jobs, self._asked.progress)

    def _fault_of(self, step: Step) -> None:
        fault = self._said.faults.get(step)
        if fault is not None:
            raise fault

    def _whole(self) -> entries.Gathered:
        if self._said.stopped:
            raise Undecided("not all entries could be read")
        return self._said

    def _check_one_page(self) -> None:
        said = self._said
        if said.pages != {self._manifest.page}:
            raise Refuted("entries that are not of the page that the manifest names")
        if said.others.keys() - {force_page(force) for force in said.forces}:
            raise Refuted("entries that are neither of the page nor of its force")

    def _prove(self, old: int, _new: int) -> Sequence[bytes]:
        proof = self._past.proof_from(old)
        if proof is None:
            raise Undecided(f"no proof here that the log goes on from {old} leaves")
        return proof


@contextmanager
def _of_the_memory() -> Iterator[None]:
    """Let whatever is wrong with what is remembered decide nothing: the bundle is not at fault."""
    try:
        yield
    except (MemoryUnusable, Contradiction, StillLocked) as fault:
        raise Undecided(f"what is remembered: {fault}") from None
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise Undecided(f"what is remembered: {what}") from None
