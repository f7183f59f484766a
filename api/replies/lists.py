"""What the lists and counts of a force are made of."""

from __future__ import annotations

from datetime import date

from api.replies.basics import Coded, Reply


class CaseReply(Reply):
    """An open journey; `lastOn` is its contract's last day, inclusive."""

    participant_id: str
    journey: int
    navigator: str
    navigator_number: str
    police_station: str
    status: Coded
    last_on: date | None
    holds: tuple[Coded, ...]
    appointment_on: date | None


class DueReply(Reply):
    """A thing that is due: shown from `dueOn`, to be done by `deadlineOn`, inclusive."""

    participant_id: str
    journey: int
    kind: str
    due_on: date
    deadline_on: date
    police_station: str
    navigator: str
    navigator_number: str


class OutcomeCount(Reply):
    """Offences that came to an outcome in a month, and the journeys that they belong to."""

    month: str
    offence_code: str
    edition: str
    home_office_code: str
    offences: int
    journeys: int


class RefusalCount(Reply):
    """How many times a clause stood in the way of a person, and was overridden or was not."""

    clause: Coded
    edition: str
    overridden: bool
    times: int
