"""Whose each stream is: a person's page, a force's own or its scrutiny's, a panel's, or the log's.

A stream is told by its id alone. Only a person's page may be read or written as one.
"""

from __future__ import annotations

from ledger.journey.commands import AdoptPolicy, Command
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.facts.scrutiny import SampleDrawn

OF_THE_LOG = "ledger"
"""The id of the stream on which the log's keys and anchors are written."""

_FORCE, _SCRUTINY, _PANEL = "force-", "scrutiny-", "panel-"


def force_page(force: str) -> str:
    """The id of a force's own page, where its adoptions are written."""
    return _FORCE + force


def scrutiny_page(force: str) -> str:
    """The id of the stream on which a force's samples for scrutiny are written."""
    return _SCRUTINY + force


def panel_page(page_id: str) -> str:
    """The id of the stream of what panels think of decisions on a person's page."""
    return _PANEL + page_id


def takes(stream_id: str, command: Command) -> bool:
    """Whether the command may be written on the stream: each of those that has one, on its own."""
    match command:
        case LogKeyAdded() | LogKeyRetired() | LogAnchored():
            return stream_id == OF_THE_LOG
        case AdoptPolicy(force=force):
            return stream_id == force_page(force)
        case SampleDrawn(force=force):
            return stream_id == scrutiny_page(force)
        case PanelVerdictGiven(page=page):
            return stream_id == panel_page(page)
        case PersonalDataErased():
            return is_persons(stream_id)
        case _:
            return not stream_id.startswith((_SCRUTINY, _PANEL))


def holds(stream_id: str, fact: Fact) -> bool:
    """Whether the fact may stand on the stream; that a line was an error may on each."""
    match fact:
        case LogKeyAdded() | LogKeyRetired() | LogAnchored():
            return stream_id == OF_THE_LOG
        case PolicyAdopted(force=force):
            return stream_id == force_page(force)
        case SampleDrawn(force=force):
            return stream_id == scrutiny_page(force)
        case PanelVerdictGiven(page=page):
            return stream_id == panel_page(page)
        case _:
            return isinstance(fact, RecordedInError) or is_persons(stream_id)


def person_of(stream_id: str) -> str | None:
    """The person's page that entries of the stream are about; None where they are about nobody."""
    if stream_id == OF_THE_LOG or stream_id.startswith((_FORCE, _SCRUTINY)):
        return None
    return stream_id.removeprefix(_PANEL)


def sealed_for(stream_id: str) -> str:
    """The stream whose key seals what is personal on this one: a person's own on a panel's, too."""
    return person_of(stream_id) or stream_id


def sealed_alike(stream_id: str) -> str:
    """The other stream that one key seals: of a person's a panel's, and back; of others itself."""
    person = person_of(stream_id)
    if person is None:
        return stream_id
    return panel_page(person) if person == stream_id else person


def is_persons(stream_id: str) -> bool:
    """Whether the stream is a person's page."""
    return person_of(stream_id) == stream_id
