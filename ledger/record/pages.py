"""Each page of the ledger told back from its own entries, and each force's policy from its own."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.page import Page, replay, struck_lines
from ledger.policy.load import check_cited
from ledger.policy.rulebook import Rulebook
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import UnknownFact
from ledger.record.erasure import settle
from ledger.record.keys import Keystore, PageKeyMissing
from ledger.record.store import Store
from ledger.record.streams import force_page, person_of
from ledger.record.unavailable import reading


class NoSuchPage(LookupError):
    """Nothing is written on the page."""


class Pages(Store):
    """The entries as pages, each told of any civil day and from any size of the log."""

    def __init__(
        self, rulebook: Rulebook, env: dict[str, str] | None = None, keys: Keystore | None = None
    ) -> None:
        """Open the store that `env` names. Raises what `Ledger` says."""
        super().__init__(env, keys)
        settle(self)
        check_cited(rulebook.editions, self.cited_editions())
        self._rulebook = rulebook

    def page(self, page_id: str, as_at: date = date.max, known: int | None = None) -> Page:
        """The page as told of the civil day `as_at`, inclusive, from all that is known of it.

        `known` is a size of the log: it is told from its first so many leaves alone.

        Raises:
            BeyondTheLog: The log has no such size.
            NoSuchPage: Nothing is written on it.
            CorruptEntry: One of its entries cannot be read.
            Unavailable: The ledger cannot be read.
        """
        page = self.page_or_blank(page_id, as_at, known)
        if not page.written:
            raise NoSuchPage(page_id)
        return page

    def is_erased(self, page_id: str) -> bool:
        """Whether the key to the page was destroyed, though the entry that says so may be to come.

        Raises:
            Unavailable: The keystore cannot be read.
        """
        with reading(), suppress(PageKeyMissing):
            return self.keys.for_reading(page_id) is None
        return False

    def force_of(self, page_id: str) -> str:
        """The force whose stream it is, told from its first entry; empty where nothing is written.

        A panel's is of the force whose page it is about.

        Raises:
            CorruptEntry: The first entry cannot be read.
            Unavailable: The ledger cannot be read.
        """
        first = self.first(person_of(page_id) or page_id)
        return getattr(first.fact, "force", "") if first else ""

    def rulebook_for(self, force: str, known: int | None = None) -> Rulebook:
        """The policy as `force` has adopted it, by the adoptions that still stand.

        `known` is a size of the log: it is told from its first so many leaves alone.

        Raises:
            BeyondTheLog: The log has no such size.
            CorruptEntry: An entry on the force's page cannot be read.
            Unavailable: The ledger cannot be read.
        """
        written = self.page_or_blank(force_page(force), known=known).written
        struck = struck_lines(written)
        return self._rulebook.with_adoptions(
            fact for line, fact in written if isinstance(fact, PolicyAdopted) and line not in struck
        )

    def page_or_blank(self, page_id: str, as_at: date = date.max, known: int | None = None) -> Page:
        """The same; blank where nothing is written. Raises what `page` does but `NoSuchPage`."""
        return replay(((entry.line, entry.fact) for entry in self.entries(page_id, known)), as_at)

    def last_recorded_at(self) -> datetime:
        """When the last entry that can be read was recorded; the earliest instant if there is none.

        It is told without any key, for it is not sealed, and a lost key must not hide it.

        Raises:
            Unavailable: The ledger cannot be read.
        """
        codec = EntryCodec()
        for position in range(self.position, 0, -1):
            with reading():
                rows = self.recorder.select_notifications(position, 1)
            for row in rows:
                with suppress(NotAnEntry, UnknownFact):
                    return codec.decode(row.state).recorded_at
        return datetime.min.replace(tzinfo=UTC)
