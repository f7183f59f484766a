"""The ledger itself: every entry in one order, and each page told back from its own.

A command is decided on the page as it stands, and what follows is written whole or not at all. Of
two commands decided on the same line one is written; the other is decided again, or refused where
its caller named the version seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from ledger.decisions.decide import decide
from ledger.decisions.refusals import Erased, NotFound
from ledger.journey.calendar import NaiveTime
from ledger.journey.commands import Command, DecideEligibility
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.page import Page
from ledger.policy.load import load_rulebook
from ledger.policy.rulebook import Rulebook
from ledger.record.draft import Answering as Answering
from ledger.record.draft import Draft
from ledger.record.draft import Recorded as Recorded
from ledger.record.entry import Attribution
from ledger.record.erasure import erase_again, settle_meanwhile
from ledger.record.holds import Holds, StillHeld
from ledger.record.keys import Keystore, keystore_beside
from ledger.record.line import NothingSealed
from ledger.record.once import ClockBehind
from ledger.record.pages import NoSuchPage as NoSuchPage
from ledger.record.pages import Pages
from ledger.record.store import LineTaken, Store, Unavailable, WriteUncertain
from ledger.record.streams import OF_THE_LOG as OF_THE_LOG
from ledger.record.streams import force_page as force_page
from ledger.record.streams import is_persons, takes

PATIENCE_SECONDS = 5
ATTEMPTS = 5
_UNSEALED = {"justification": "", "late_because": ""}


class VersionConflict(Exception):
    """The page is at version `current`: not the one that was named, or not the one decided on."""

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


class Ledger(Pages):
    """Records what follows from each command, and tells any page back.

    `recorded_at` never runs backwards, whoever wrote last: a clock that is behind is held at the
    last instant written.
    """

    name = "ledger"

    def __init__(
        self,
        rulebook: Rulebook,
        env: dict[str, str] | None = None,
        holds: Path | None = None,
        keys: Keystore | None = None,
    ) -> None:
        """Open the ledger that `env` names, in memory by default; `holds` is for `held`.

        `keys` are those of its pages; a ledger in memory has them in memory by default.

        Raises:
            EditionChanged: An edition that entries cite is not in `rulebook` as it was.
            NotDurable: The file system cannot keep entries safe.
            KeysRestored: The keystore is older than the erasure of one of its pages.
            Unavailable: The file cannot be opened, or another process keeps it locked.
        """
        super().__init__(rulebook, env, keys)
        self._pen = RLock()
        self._holds = Holds(holds, PATIENCE_SECONDS)
        self._latest = self.last_recorded_at()

    @contextmanager
    def held(self, names: Iterable[str]) -> Iterator[None]:
        """Hold `names` against every other writer, of other processes too, for the block.

        Raises:
            Unavailable: Others held one of them for too long.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self._holds.held(names))
            except StillHeld:
                raise Unavailable("others are writing") from None
            yield

    def record(
        self,
        page_id: str,
        command: Command,
        attribution: Attribution,
        at: datetime,
        *,
        expected: int | None = None,
        answering: Answering | None = None,
    ) -> Recorded:
        """Decide `command` on the page and write down what follows, all or nothing.

        Args:
            page_id: The page; blank if nothing is written on it yet.
            command: What is asked, where it belongs; see `ledger.record.streams`.
            attribution: Who asks, for whom and why; it goes with every entry.
            at: Now.
            expected: The version, its last line, that the caller has seen of the page; `None`
                decides on whatever stands there.
            answering: The request that asks, and how it is answered; both are written with the
                entries.

        Raises:
            KeyTaken: The request has been answered; see `kept`.
            Refused: The command is not allowed where the journey stands, or by a clause.
            VersionConflict: The page is not at `expected`, or others were faster every time.
            NoSuchPage: Nothing is written on a page that this one is, or is to be, linked to.
            CorruptEntry: An entry on the page, a linked one or the force's cannot be read.
            EntryTooLarge: A line would be longer than a line may be.
            NaiveTime: `at`, or an instant in the command, has no zone.
            ValueError: The command belongs on another stream.
            Unavailable: The ledger cannot be read or is kept locked; nothing was written.
            WriteUncertain: The event store failed while writing.
        """
        now = _in_utc(at)
        self._see_that_it_fits(page_id, command)
        kept = replace(attribution, **_UNSEALED) if _erases(command) else attribution
        version = 0
        with self.held(self._rules_of(page_id, command)):
            for attempt in range(ATTEMPTS):
                with self._held() if attempt else nullcontext():
                    page = self.page_or_blank(page_id)
                    version = page.version
                    if expected not in {None, version}:
                        break
                    facts = self._decided(page, command, attribution)
                    try:
                        return self._written(Draft(page_id, page, facts, kept), now, answering)
                    except LineTaken as error:
                        version = self._outgrown(page_id, version, error)
                    except NothingSealed:
                        with self._held():
                            settle_meanwhile(self)
                        raise Erased("The page's personal data was erased.") from None
        raise VersionConflict(version)

    def _rules_of(self, page_id: str, command: Command) -> Sequence[str]:
        """What is held while the command is decided and written: its force's page, if that matters.

        Nobody adopts an edition between a decision under the force's editions and its entry.
        """
        if isinstance(command, DecideEligibility):
            return (force_page(self.force_of(page_id)),)
        return () if is_persons(page_id) else (page_id,)

    def _see_that_it_fits(self, page_id: str, command: Command) -> None:
        if not takes(page_id, command):
            raise ValueError("the command is written on another stream")
        match command:
            case PagesLinked(other=other) if other == page_id:
                raise NotFound("A page is linked to another one.", "/other")
            case PagesLinked(other=other):
                self.page(other)
            case _:
                pass

    def _decided(self, page: Page, command: Command, attribution: Attribution) -> tuple[Fact, ...]:
        force = page.force or getattr(command, "force", "")
        return decide(
            page,
            command,
            self.rulebook_for(force),
            linked=tuple(self.page(other) for other in _beside(page, command)),
            late_because=attribution.late_because,
        )

    def _written(self, draft: Draft, now: datetime, answering: Answering | None) -> Recorded:
        with self._held():
            while True:
                recorded_at = self._latest = max(now, self._latest)
                entries = draft.entries(recorded_at)
                answered = answering.of(draft.recorded(entries)) if answering else None
                try:
                    appended = self.append(entries, answered)
                except ClockBehind as behind:
                    self._latest = datetime.fromisoformat(behind.latest)
                else:
                    written = tuple(entry for _, entry in appended)
                    return draft.recorded(written, appended[-1][0])

    def _outgrown(self, page_id: str, version: int, error: LineTaken) -> int:
        current = len(self.entries(page_id))
        if current == version:
            raise WriteUncertain("the event store refused the entries") from error
        return current

    @contextmanager
    def _held(self) -> Iterator[None]:
        if not self._pen.acquire(timeout=PATIENCE_SECONDS):
            raise Unavailable("others are writing")
        try:
            yield
        finally:
            self._pen.release()


def open_ledger(
    data: Path | None, rulebook: Rulebook | None = None, keys: Keystore | None = None
) -> Ledger:
    """The ledger in the directory `data`, made if need be; in memory if there is none.

    `rulebook` is the package's own by default, `keys` those in the folder beside. Raises what
    `Ledger` and `keystore_beside` raise.
    """
    rulebook = rulebook or load_rulebook()
    if data is None:
        return Ledger(rulebook, keys=keys)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Ledger(rulebook, _file_in(data), data / "locks", keys or keystore_beside(data))


def erased_again(data: Path, keys: Keystore) -> Sequence[str]:
    """The pages whose keys were there again, though they were erased; they are destroyed now.

    Raises:
        NotDurable, Unavailable: As `Ledger` says.
    """
    with Store(_file_in(data), keys) as store:
        return erase_again(store)


def _file_in(data: Path) -> dict[str, str]:
    file, patience = str(data / "ledger.sqlite"), str(PATIENCE_SECONDS)
    return {"SQLITE_DBNAME": file, "SQLITE_LOCK_TIMEOUT": patience}


def _beside(page: Page, command: Command) -> Sequence[str]:
    """The other pages that a decision on `page` looks at."""
    return (command.page,) if isinstance(command, PanelVerdictGiven) else sorted(page.links)


def _erases(command: Command) -> bool:
    """Whether nothing personal can be said with the command: the key to it goes."""
    return isinstance(command, PersonalDataErased)


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise NaiveTime("an instant needs a zone")
    return at.astimezone(UTC)
