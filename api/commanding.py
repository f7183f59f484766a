"""A command put forward, over HTTP or in an import: carried out once, with one answer for ever.

Nothing is answered with 201 before it is durable, and the answer is written with the entries. So
whatever befalls a request, whoever asks again with its key is told what became of it.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from api import clock
from api.answer import Answer
from api.callers import see_that_they_may_correct
from api.command_routes import ADOPTION, ARREST, ERASURE, OF_A_PAGE, PUBLICATION, CommandRoute
from api.desk import Desk
from api.finding import page_for
from api.forms import CommandForm
from api.problems import Problem
from api.reading import journey_of
from api.replaying.sealed import sealed_page
from api.requests import Asked
from api.sealing.logs import published_ledger
from api.writing import adopted, led_to, status_recorded
from ledger.decisions.refusals import Refused
from ledger.journey.commands import Command
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page
from ledger.record.book import Answering, NoSuchPage, Recorded, VersionConflict, force_page
from ledger.record.once import KeyTaken, Once
from ledger.record.store import Unavailable, WriteUncertain
from ledger.record.streams import is_persons

MAYBE_ANSWERED = (KeyTaken, NoSuchPage, Problem, Refused, VersionConflict, WriteUncertain)
"""What a request may end in because it was carried out before, or meanwhile in another process."""


@dataclass(frozen=True, slots=True)
class Put:
    """A command as it is put forward at its route.

    `place` is the person's page, or the force for its adoption; empty for an arrest. `number` is
    the journey's.
    """

    route: CommandRoute
    told: CommandForm
    place: str = ""
    number: int | None = None


def put_forward(desk: Desk, asked: Asked, put: Put) -> Answer:
    """Carry the command out, unless its request has been; and answer.

    Raises:
        Problem: The page is not the caller's to write on, or the request is under way.
        KeyReused: Another request of the client had the key.
        Refused, VersionConflict, NoSuchPage, EntryTooLarge, Unavailable: As `Ledger.record` says.
    """
    once = Once(asked.caller.client, asked.key, _digest(desk, asked.caller.force, put))
    return carried_out_once(desk, once, _Command(desk, asked, put, once).carried_out)


def carried_out_once(desk: Desk, once: Once, carry_out: Callable[[], Answer]) -> Answer:
    """What `carry_out` answers, unless the request has been answered; then the same again.

    Raises:
        Problem: The same request is under way.
        KeyReused: Another request of the client had the key.
    """
    with desk.running.alone(once):
        kept = desk.ledger.kept(once)
        if kept is not None:
            return Answer.again(kept)
        try:
            return carry_out()
        except MAYBE_ANSWERED as error:
            answer = _after(desk, once, error)
            if answer is None:
                raise
            return answer


def see_that_it_is_theirs(desk: Desk, asked: Asked, page_id: str) -> None:
    """Look whether the page is of the caller's force.

    Raises:
        Problem: It is not, or there is none; which of the two is not told.
    """
    if desk.ledger.force_of(page_id) != asked.caller.force or not is_persons(page_id):
        raise Problem("no-such-page")


def _after(desk: Desk, once: Once, error: Exception) -> Answer | None:
    try:
        kept = desk.ledger.kept(once)
    except Unavailable:
        return None
    replayed = not isinstance(error, WriteUncertain)
    return Answer.again(kept, replayed=replayed) if kept else None


@dataclass(frozen=True, slots=True)
class _Command:
    desk: Desk
    asked: Asked
    put: Put
    once: Once

    def carried_out(self) -> Answer:
        route = self.put.route
        if route is ARREST:
            return self._arrest()
        if route is ADOPTION:
            return self._adoption()
        see_that_it_is_theirs(self.desk, self.asked, self.put.place)
        if route is PUBLICATION:
            return self._publication()
        return self._on_a_page() if route in (*OF_A_PAGE, ERASURE) else self._on_a_journey()

    def _arrest(self) -> Answer:
        told, caller = self.put.told, self.asked.caller
        if getattr(told, "force", None) not in {None, caller.force}:
            raise Problem("another-force")
        command = told.told(force=caller.force)
        with page_for(self.desk, caller, command, getattr(told, "participant_id", "")) as page_id:

            def reply(written: Recorded) -> Answer:
                facts = (entry.fact for entry in written.entries)
                number = next(fact.journey for fact in facts if isinstance(fact, ArrestRecorded))
                return _of_a_journey(page_id, number, written)

            return self._recorded(page_id, command, reply)

    def _on_a_journey(self) -> Answer:
        page_id, number = self.put.place, self.put.number or 0
        correcting = self.put.route.kind is RecordedInError
        command = self.put.told.told(**({} if correcting else {"journey": number}))
        if isinstance(command, RecordedInError):
            page = self.desk.ledger.page(page_id)
            _see_that_it_is_of_the_journey(page, number, command.line)
            see_that_they_may_correct(self.asked.caller, page, command.line)
        return self._recorded(
            page_id, command, lambda written: _of_a_journey(page_id, number, written)
        )

    def _publication(self) -> Answer:
        page_id, number, desk = self.put.place, self.put.number or 0, self.desk
        seen, patience = self.asked.seen, desk.settings.seal_patience_seconds
        sealed = sealed_page(
            desk.ledger, published_ledger(desk.settings.data), page_id, seen, patience
        )

        def reply(written: Recorded) -> Answer:
            told = status_recorded(page_id, written, clock.today(), desk.rulebook)
            location = f"/v1/participants/{page_id}/journeys/{number}"
            return Answer.of(told, location, written.page.version)

        command = self.put.told.told(journey=number, **sealed)
        return self._recorded(page_id, command, reply)

    def _on_a_page(self) -> Answer:
        page_id, command = self.put.place, self.put.told.told()
        if isinstance(command, RecordedInError):
            page = self.desk.ledger.page(page_id)
            see_that_they_may_correct(self.asked.caller, page, command.line)
        if isinstance(command, PagesLinked):
            try:
                see_that_it_is_theirs(self.desk, self.asked, command.other)
            except Problem:
                raise Problem.at("/other", "not-on-the-page", "There is no such page.") from None

        def reply(written: Recorded) -> Answer:
            told = led_to(page_id, None, written, clock.today())
            return Answer.of(told, f"/v1/participants/{page_id}", written.page.version)

        return self._recorded(page_id, command, reply)

    def _adoption(self) -> Answer:
        force = self.put.place
        if force != self.asked.caller.force:
            raise Problem("another-force")

        def reply(written: Recorded) -> Answer:
            told = adopted(force, written, self.desk.rulebook)
            return Answer.of(told, f"/v1/forces/{force}/adoptions", written.page.version)

        return self._recorded(force_page(force), self.put.told.told(force=force), reply)

    def _recorded(
        self, page_id: str, command: Command, reply: Callable[[Recorded], Answer]
    ) -> Answer:
        answers: list[Answer] = []

        def answer(drafted: Recorded) -> bytes:
            answers.append(reply(drafted))
            return answers[-1].kept()

        written = self.desk.ledger.record(
            page_id,
            command,
            self.asked.attribution(self.put.told.why_late),
            clock.now(),
            expected=self.asked.seen,
            answering=Answering(self.once, answer),
        )
        self.desk.runner.nudge()
        return answers[-1].at(written.position)


def _of_a_journey(page_id: str, number: int, written: Recorded) -> Answer:
    told = led_to(page_id, number, written, clock.today())
    location = f"/v1/participants/{page_id}/journeys/{number}"
    return Answer.of(told, location, written.page.version)


def _see_that_it_is_of_the_journey(page: Page, number: int, line: int) -> None:
    journey_of(page, number)
    if getattr(page.fact(line), "journey", number) != number:
        raise Problem.at("/line", "not-on-the-page", "The journey has no entry on that line.")


def _digest(desk: Desk, force: str, put: Put) -> bytes:
    where = f"{force}\0{put.route.operation}\0{put.place}\0{put.number}"
    told = f"{where}\0{put.told.model_dump_json()}"
    return hmac.digest(desk.lookup_key, b"request\0" + told.encode(), "sha256")
