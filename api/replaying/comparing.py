"""One journey at two moments, told from the entries: fields, clauses, and what lies between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.naming import camel
from api.presenting import edition_named, said_of, standing_reply
from api.problems import Problem
from api.replaying.moments import AS_KNOWN_AT, known_reply
from api.replies.basics import Words
from api.replies.comparison import (
    ClauseChange,
    ClauseThen,
    ComparisonReply,
    EntryBetween,
    FieldChange,
    MomentReply,
    Reasons,
)
from ledger.decisions import comparison as pure
from ledger.decisions.compared_answers import Weighing, clause_answers, standing_answers
from ledger.decisions.comparison import Between, Change, compared
from ledger.decisions.standing import standing
from ledger.evidence.known import Known
from ledger.journey.page import Page, replay
from ledger.policy.rulebook import Rulebook
from ledger.policy.table import CLAUSES
from ledger.record.book import Ledger
from ledger.record.entry import Entry

AS_AT = "asAt"
SHOWN_AS = {"station": "status", "deadline": "nextDue"}
"""Where the standing as it is answered has another name for a field."""


@dataclass(frozen=True, slots=True)
class Then:
    """A page at a moment: the day, what was known of the ledger, and of the page's lines."""

    as_at: date
    known: Known
    version: int

    @property
    def moment(self) -> pure.Moment:
        return pure.Moment(self.as_at, self.version, self.known.size)


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares the page `page_id`, which is `whole`, with its force's policy as known then."""

    ledger: Ledger
    rulebook: Rulebook
    page_id: str
    whole: Page

    def at(self, as_at: date, known: Known) -> Then:
        """The page at a moment.

        Raises:
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        return Then(as_at, known, len(self.ledger.entries(self.page_id, known.size)))

    def told(self, number: int, was: Then, now: Then) -> ComparisonReply:
        """Journey `number` at the two moments.

        Raises:
            Problem: There is no such journey at either.
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        written = self.whole.written
        stands = compared(written, was.moment, now.moment, standing_answers(written, number))
        weighing = clause_answers(written, number, self._policy, self._linked)
        weighs = compared(written, was.moment, now.moment, weighing)
        before, after = (self._shown(number, then) for then in (was, now))
        if not before and not after:
            raise Problem("no-such-journey")
        return ComparisonReply(
            participant_id=self.page_id,
            journey=number,
            from_=_moment(was),
            to=_moment(now),
            fields=tuple(self._field(one, before, after) for one in stands.changes),
            clauses=tuple(
                self._clause(one.name.split()[-1], one.was, one.now, one)
                for one in weighs.changes
                if isinstance(one.was, Weighing) and isinstance(one.now, Weighing)
            ),
            between=self._between(stands.between),
        )

    def links_at(self, then: Then) -> frozenset[str]:
        """The person's other pages, as known at the moment."""
        return self._page(then.moment).links

    def _policy(self, moment: pure.Moment) -> Rulebook:
        return self.ledger.rulebook_for(self.whole.force, moment.size)

    def _linked(self, moment: pure.Moment, on: date) -> tuple[Page, ...]:
        links = sorted(self._page(moment).links)
        return tuple(self.ledger.page(other, on, moment.size) for other in links)

    def _page(self, moment: pure.Moment) -> Page:
        return replay(self.whole.written[: moment.version], moment.as_at)

    def _shown(self, number: int, then: Then) -> Mapping[str, Any]:
        page = self._page(then.moment)
        stands = standing(page, number, then.as_at)
        if stands is None:
            return {}
        reply = standing_reply(self.page_id, page, stands, self.rulebook)
        return reply.model_dump(mode="json", by_alias=True)

    def _field(
        self, change: Change, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> FieldChange:
        name = SHOWN_AS.get(change.name, camel(change.name))
        return FieldChange(
            field=name,
            from_=before.get(name),
            to=after.get(name),
            reasons=self._reasons(change),
        )

    def _clause(self, code: str, was: Weighing, now: Weighing, change: Change) -> ClauseChange:
        clause = CLAUSES[code]
        return ClauseChange(
            code=code,
            words=Words(en=clause.words, cy=clause.words_cy),
            from_=self._weighed(was),
            to=self._weighed(now),
            reasons=self._reasons(change),
        )

    def _weighed(self, one: Weighing) -> ClauseThen:
        return ClauseThen(
            applies=one.applies,
            holds=one.holds,
            edition=edition_named(one.edition, self.rulebook),
            on=one.on,
        )

    def _reasons(self, change: Change) -> Reasons:
        entries = tuple(f"{self.page_id}:{line}" for line in change.lines)
        return Reasons(entries=entries, by_the_day=change.by_the_day)

    def _between(self, between: Sequence[Between]) -> tuple[EntryBetween, ...]:
        entries = {entry.line: entry for entry in self.ledger.entries(self.page_id)}
        return tuple(self._entry(entries[one.line], one) for one in between)

    def _entry(self, entry: Entry, one: Between) -> EntryBetween:
        axes = {
            AS_KNOWN_AT: not one.known or bool(one.struck_by),
            AS_AT: not one.happened,
        }
        return EntryBetween(
            reference=entry.reference,
            line=entry.line,
            name=entry.fact.NAME,
            on=entry.fact.on,
            recorded_at=entry.recorded_at,
            words=Words(en=said_of(entry.fact)),
            effect="came" if one.came else "went",
            axes=tuple(axis for axis, differs in axes.items() if differs),
            struck_by=f"{self.page_id}:{one.struck_by}" if one.struck_by else None,
        )


def _moment(then: Then) -> MomentReply:
    return MomentReply(as_at=then.as_at, version=then.version, known=known_reply(then.known))
