"""HTTP/1.1 as uvicorn speaks it, but what is no HTTP is answered with a problem document too.

Nobody has to wait for ever for the head of a request. What was sent is neither logged nor repeated.
"""

from __future__ import annotations

import asyncio
import logging
import sys

import h11
from fastapi.responses import JSONResponse
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from api.limits import MOST_HEADER_BYTES, MOST_URL_BYTES
from api.logs import REQUESTS
from api.problems import Problem, response
from api.tracing import begun
from api.watch import with_the_rest

MOST_HEAD_BYTES = MOST_HEADER_BYTES + MOST_URL_BYTES
HEAD_WITHIN_SECONDS = 10.0
NOT_ANSWERED = frozenset({h11.IDLE, h11.SEND_RESPONSE})
CODES = {431: "headers-too-large"}
"""By the status that h11 would give; anything else is malformed."""


class Http(H11Protocol):
    """A connection: its requests go to the application, and what is none is refused here."""

    head_within_seconds = HEAD_WITHIN_SECONDS
    _late: asyncio.TimerHandle | None = None

    def handle_events(self) -> None:
        super().handle_events()
        self._wait_for_the_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_longer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  it is uvicorn's own sentence
        hint = getattr(sys.exc_info()[1], "error_status_hint", 400)
        self._refuse(CODES.get(hint, "request-malformed"))

    def _wait_for_the_head(self) -> None:
        begun_to_arrive, _ = self.conn.trailing_data
        if self.conn.their_state is not h11.IDLE or not begun_to_arrive:
            self._wait_no_longer()
        elif self._late is None:
            self._late = self.loop.call_later(
                self.head_within_seconds, self._refuse, "request-late"
            )

    def _wait_no_longer(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _refuse(self, code: str) -> None:
        """Answer, unless an answer is on its way already, and close the connection."""
        self._wait_no_longer()
        if self.transport.is_closing():
            return
        if self.conn.our_state in NOT_ANSWERED:
            trace = begun()
            answer = response(Problem(code, headers={"Connection": "close"}), trace)
            self._write(answer)
            REQUESTS.log(
                logging.INFO,
                "refused",
                extra={"status": answer.status_code, "code": code, "traceId": trace.trace_id},
            )
        if self.cycle is not None:
            # Whatever the application still says of the request has nowhere to go.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _write(self, answer: JSONResponse) -> None:
        headers = [*self.server_state.default_headers, *with_the_rest(answer.raw_headers)]
        head = h11.Response(
            status_code=answer.status_code,
            headers=headers,
            reason=STATUS_PHRASES[answer.status_code],
        )
        for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
