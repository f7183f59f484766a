"""Editions as dated data, and the reference lists."""

from __future__ import annotations

from datetime import date

from api.replies.basics import EditionNamed, Reply, Words


class EditionListed(EditionNamed):
    """An edition of a scheme; `adoptedFrom` are the days from which the caller's force has it."""

    route: str
    adopted_from: tuple[date, ...]


class ParameterReply(Reply):
    """What an edition sets: the value as written, its unit, on whose word, and who reads it."""

    name: str
    value: str
    unit: str
    source: str
    clauses: tuple[str, ...]


class ClauseReply(Reply):
    """A clause as it stands in an edition; a `firm` one cannot be overridden."""

    code: str
    words: Words
    applies: bool
    firm: bool
    source: str


class EditionReply(EditionListed):
    """An edition, whole."""

    source: str
    parameters: tuple[ParameterReply, ...]
    clauses: tuple[ClauseReply, ...]


class ReferenceList(Reply):
    """A reference list: where it is, and what its codes are of."""

    name: str
    href: str
    about: str


class ReferenceCode(Reply):
    """A code of a list; the days, inclusive, between which it is in use, where they are known."""

    code: str
    label: Words
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""
