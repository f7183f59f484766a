"""The one gateway to persons for whoever reads: what was seen of whom is put down before it leaves.

A record is left by every request for which a page of the caller's own force was opened, whatever
the answer: a refusal (the page is restricted, the journey is not there) still says that there is a
page. A page of another force and one that is not there are answered alike and leave none: nothing
was opened, and an id that somebody made up has no place in the log.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute

from api import clock
from api.callers import permitted
from api.desk import Desk, TheDesk
from api.headers import Said, TheSaid
from api.identities import new_access_id
from api.problems import Problem
from api.reading import (
    Told,
    as_told,
    page_of,
    see_that_it_is_not_erased,
    see_that_it_is_open,
)
from api.replaying.moments import Moment, known_at
from api.roles import Caller, Permission
from api.sealing.logs import published_ledger
from ledger.journey.page import Page
from ledger.record.access import Access, AccessOutcome
from ledger.record.access import AccessKind as Kind
from ledger.record.store import Unavailable

__all__ = ["Gate", "Kind", "NotModified", "PersonalRoute", "TheGate", "gate_for"]

SYSTEM = "http"


class Gate:
    """What one request sees of persons; nothing of it is shown before `write_now` has run.

    Not for the event loop: it reads and writes files.
    """

    def __init__(
        self, request: Request, caller: Caller, desk: Desk, said: Said, kind: Kind
    ) -> None:
        self.caller = caller
        self.desk = desk
        self.is_used = False
        self._said = said
        self._kind = kind
        self._operation = request.scope["route"].operation_id or request.scope["route"].name
        self._trace_id = request.state.trace.trace_id
        self._unwritten: dict[str, None] = {}
        self._is_asked = False
        self._recipients = (caller.client or caller.name,) if kind is Kind.DISCLOSURE else ()
        self._because = said.justification
        self._count = 0
        self._as_at: date | None = None
        self._as_known_at: int | None = None
        self._first_at: datetime | None = None
        self._until_at: datetime | None = None

    def page_of(self, page_id: str, known: int | None = None) -> Page:
        """The page whole, if it is of the caller's force; from the first `known` entries.

        Raises:
            Problem: There is no such page, or it is not the caller's to see.
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        self.is_used = True
        page = page_of(self.desk, self.caller, page_id, known)
        self.saw(page_id)
        return page

    def told(self, page_id: str, moment: Moment) -> Told:
        """The page as told of the moment's day, inclusive, and as known then.

        Raises:
            Problem: As `page_of`, `known_at` and `as_told`.
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        ledger = self.desk.ledger
        self._as_at = moment.as_at
        known = known_at(published_ledger(self.desk.settings.data), ledger.size, moment)
        if moment.as_known_at is None:
            whole = self.page_of(page_id, known.size)
            return as_told(whole, whole.written, self.caller, moment.as_at, known)
        self._as_known_at = known.size
        whole = self.page_of(page_id)
        version = len(ledger.entries(page_id, known.size))
        return as_told(whole, whole.written[:version], self.caller, moment.as_at, known)

    def told_of_somebody(self, page_id: str, moment: Moment) -> Told:
        """The page as `told`, for an answer that shows the person, or is of use to them only.

        Raises:
            Problem: As `told`; or what is personal on the page was erased.
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        told = self.told(page_id, moment)
        see_that_it_is_not_erased(told.page)
        return told

    def open_page(self, page_id: str, as_at: date, as_known_at: int) -> Page:
        """The page whole, to be told of days up to `as_at`, as known at sizes up to the other.

        Raises:
            Problem: As `page_of`; or the page is restricted, or was erased.
            CorruptEntry, Unavailable: As `Ledger.page` says.
        """
        self._as_at, self._as_known_at = as_at, as_known_at
        whole = self.page_of(page_id)
        see_that_it_is_open(whole, self.caller)
        see_that_it_is_not_erased(whole)
        return whole

    def saw(self, *page_ids: str) -> None:
        """Put down whose pages the answer shows anything of."""
        self.is_used = True
        self._unwritten.update(dict.fromkeys(page_ids))

    def asked(
        self,
        *,
        pages: Sequence[str] = (),
        count: int = 0,
        first_at: datetime | None = None,
        until_at: datetime | None = None,
        recipient: str = "",
        because: str = "",
    ) -> None:
        """Put down what was asked, and how many items are the answer, even if it names nobody."""
        self.saw(*pages)
        self._is_asked = True
        self._count, self._first_at, self._until_at = count, first_at, until_at
        self._recipients = (recipient,) if recipient else self._recipients
        self._because = " ".join(why for why in (because, self._said.justification) if why)

    @property
    def has_unwritten(self) -> bool:
        """Whether something was seen that no record tells of yet."""
        return bool(self._unwritten) or self._is_asked

    def write_now(self, outcome: AccessOutcome = AccessOutcome.ANSWERED) -> None:
        """Write what was seen so far, durably; for streams, before each part is sent.

        Raises:
            Problem: It cannot be written: nothing of it may leave.
        """
        if not self.has_unwritten:
            return
        pages, self._unwritten = self._unwritten, {}
        try:
            self.desk.access.append(self._record(tuple(pages), outcome))
        except Unavailable:
            self._unwritten = pages | self._unwritten
            raise Problem("access-not-logged") from None
        self._is_asked = False

    def _record(self, pages: tuple[str, ...], outcome: AccessOutcome) -> Access:
        return Access(
            id=new_access_id(),
            at=clock.now(),
            kind=self._kind,
            by=self.caller.name,
            role=self.caller.role.value,
            force=self.caller.force,
            operation=self._operation,
            purpose=self._said.purpose,
            client=self.caller.client,
            on_behalf_of=self._said.on_behalf_of,
            system=SYSTEM,
            pages=pages,
            recipients=self._recipients,
            outcome=outcome,
            count=self._count,
            as_at=self._as_at,
            as_known_at=self._as_known_at,
            first_at=self._first_at,
            until_at=self._until_at,
            correlation_id=self._said.correlation_id,
            trace_id=self._trace_id,
            justification=self._because,
        )


def gate_for(permission: Permission, kind: Kind) -> Callable[..., Awaitable[Gate]]:
    """The gate for whoever has `permission`, for an access of `kind`; a Purpose is needed.

    What is disclosed is so to the caller's client, unless the endpoint says to whom.
    """

    async def gate(
        request: Request,
        desk: TheDesk,
        said: TheSaid,
        known: Caller,
    ) -> Gate:
        opened = Gate(request, known, desk, said, kind)
        request.state.gate = opened
        return opened

    gate.__annotations__["known"] = Annotated[Caller, Depends(permitted(permission))]
    return gate


TheGate = Annotated[Gate, Depends(gate_for(Permission.READ, Kind.CONSULTATION))]


class NotModified(Exception):
    """The caller has the answer already: 304 with `etag`."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


class GateUnusedError(Exception):
    """An endpoint answered about persons without going through its gate: a fault of ours."""


class PersonalRoute(APIRoute):
    """A route that shows persons: before its answer leaves, the access is written, or it does not.

    Of a stream each part waits until what was seen up to it is written.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answered = super().get_route_handler()

        async def logged(request: Request) -> Response:
            try:
                response = await answered(request)
            except NotModified as unchanged:
                response = Response(status_code=304, headers={"ETag": unchanged.etag})
            except Exception:
                await _write(request, AccessOutcome.REFUSED)
                raise
            return await _put_down(request, response)

        return logged


async def _put_down(request: Request, response: Response) -> Response:
    gate: Gate | None = getattr(request.state, "gate", None)
    if gate is not None and isinstance(response, StreamingResponse):
        response.body_iterator = _each_put_down(gate, response.body_iterator)
        return response
    if response.status_code >= 400:
        await _write(request, AccessOutcome.REFUSED)
    elif gate is None or not gate.is_used:
        raise GateUnusedError
    else:
        await _write(request, AccessOutcome.ANSWERED)
    return response


async def _each_put_down(gate: Gate, parts: Any) -> AsyncIterator[Any]:
    async for part in parts:
        if not gate.is_used:
            raise GateUnusedError
        if gate.has_unwritten:
            await run_in_threadpool(gate.write_now)
        yield part


async def _write(request: Request, outcome: AccessOutcome) -> None:
    gate: Gate | None = getattr(request.state, "gate", None)
    if gate is not None and gate.has_unwritten:
        await run_in_threadpool(gate.write_now, outcome)
