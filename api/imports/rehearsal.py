"""A dry run: each line is decided on the page as the lines before it would leave it.

Nothing is written. It can say less than the ledger would: of a key that was used before it does not
tell whether it was for the same; what others write meanwhile is not seen once a page was read; and
an arrest that would be on a page which is not there yet names nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from api.callers import see_that_they_may_correct
from api.command_routes import ARREST
from api.commanding import Put
from api.desk import Desk
from api.finding import page_for
from api.imports.jobs import Job
from api.imports.lines import Told
from api.imports.putting import Place
from api.imports.results import LineStatus, Result, participant_of
from api.problems import Problem
from api.roles import Caller
from ledger.decisions.arrest import normalised
from ledger.decisions.decide import decide
from ledger.journey.commands import Command, RecordArrest
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import BLANK, Page, turn
from ledger.record.book import NoSuchPage, VersionConflict
from ledger.record.once import KeyReused, Once


class Rehearsal:
    """Puts lines forward on pages in memory."""

    def __init__(self, desk: Desk, job: Job) -> None:
        self._desk = desk
        self._job = job
        self._rulebook = desk.ledger.rulebook_for(job.caller.force)
        self._pages: dict[str, Page] = {}
        self._owners: dict[bytes, str] = {}
        self._done: dict[str, tuple[bytes, Place]] = {}

    @property
    def caller(self) -> Caller:
        return self._job.caller

    def place_of(self, key: str) -> Place | None:
        """As told in this run, or kept by an import before."""
        if key in self._done:
            return self._done[key][1]
        return participant_of(self._desk.jobs, self._job, key)

    def put(self, line: Told, put: Put, number: int) -> Result:
        """What the ledger would answer, as far as can be told.

        Raises:
            KeyReused: Another line before has the key.
            Problem, Refused, NoSuchPage, VersionConflict: As `put_forward`.
        """
        content = _digest(put)
        if line.key in self._done:
            if self._done[line.key][0] != content:
                raise KeyReused
            return _told(line, number, LineStatus.REPLAYED)
        if self._was_used(line.key):
            return _told(line, number, LineStatus.REPLAYED)
        page_id, command = self._command(put)
        page, facts = self._decided(page_id, command, line)
        journey = _journey(put, facts)
        self._done[line.key] = content, (page_id, journey)
        is_there = self._desk.ledger.first(page_id) is not None
        return Result(
            line=number,
            key=line.key,
            status=LineStatus.ACCEPTABLE,
            http_status=201,
            participant_id=page_id if is_there else "",
            journey=journey,
            version=page.version,
        )

    def _was_used(self, key: str) -> bool:
        try:
            return self._desk.ledger.kept(Once(self._job.caller.client, key, b"")) is not None
        except KeyReused:
            return True

    def _command(self, put: Put) -> tuple[str, Command]:
        if put.route is ARREST:
            command: RecordArrest = put.told.told(force=self._job.caller.force)
            if getattr(put.told, "force", None) not in {None, command.force}:
                raise Problem("another-force")
            return self._page_for(command, getattr(put.told, "participant_id", "")), command
        self._see_that_it_is_theirs(put.place)
        correcting = put.route.kind is RecordedInError
        known = {} if correcting or put.number is None else {"journey": put.number}
        return put.place, put.told.told(**known)

    def _page_for(self, command: RecordArrest, named: str) -> str:
        if named in self._pages:
            return named
        tokens = [_token(put) for put in _identifiers(command)]
        led = {self._owners[token] for token in tokens if token in self._owners}
        if len(led) > 1 and not named:
            raise Problem("several-pages")
        if led and not named:
            return led.pop()
        with page_for(self._desk, self._job.caller, command, named) as page_id:
            self._owners.update(dict.fromkeys(tokens, page_id))
            return page_id

    def _decided(self, page_id: str, command: Command, line: Told) -> tuple[Page, tuple[Fact, ...]]:
        page = self._page(page_id)
        if line.seen not in {None, page.version}:
            raise VersionConflict(page.version)
        if isinstance(command, PagesLinked):
            self._see_that_it_is_theirs(command.other)
        if isinstance(command, RecordedInError):
            see_that_they_may_correct(self.caller, page, command.line)
        linked = tuple(self._page(other) for other in sorted(page.links))
        late = line.form.why_late
        facts = decide(page, command, self._rulebook, linked=linked, late_because=late)
        for place, fact in enumerate(facts, page.version + 1):
            page = turn(page, place, fact)
        self._pages[page_id] = page
        return page, facts

    def _see_that_it_is_theirs(self, page_id: str) -> None:
        if self._page(page_id).force != self._job.caller.force:
            raise Problem("no-such-page")

    def _page(self, page_id: str) -> Page:
        if page_id in self._pages:
            return self._pages[page_id]
        try:
            return self._desk.ledger.page(page_id)
        except NoSuchPage:
            return BLANK


def _told(line: Told, number: int, status: LineStatus) -> Result:
    return Result(
        line=number,
        key=line.key,
        status=status,
        http_status=201,
        participant_id=line.participant_id,
        journey=line.journey,
    )


def _journey(put: Put, facts: Iterable[Fact]) -> int | None:
    opened = (fact.journey for fact in facts if isinstance(fact, ArrestRecorded))
    return next(opened, put.number)


def _identifiers(command: RecordArrest) -> list[str]:
    return [
        f"{one.kind}\0{one.issuer}\0{normalised(one, command.on, f'/identifiers/{i}/value').value}"
        for i, one in enumerate(command.identifiers)
    ]


def _token(identifier: str) -> bytes:
    return hashlib.sha256(identifier.encode()).digest()


def _digest(put: Put) -> bytes:
    told = f"{put.route.operation}\0{put.place}\0{put.number}\0{put.told.model_dump_json()}"
    return hashlib.sha256(told.encode()).digest()
