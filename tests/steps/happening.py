"""How a thing that happens is told: in the past by a Given, in the present by a When."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import pytest
from pytest_bdd import given, when

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.parts import Official
from ledger.journey.words import Rank, Role
from tests.steps.words import Kind, one_of, words
from tests.story import INSPECTOR, SERGEANT, Story

Tell = Callable[..., Command]
Draft = dict[str, Any]

SUPERINTENDENT = Official(name="Supt Alun Hughes", role=Role.SUPERVISOR, rank=Rank.SUPERINTENDENT)
OFFICIALS = one_of(
    {
        "Sergeant Pugh": SERGEANT,
        "Inspector Rees": INSPECTOR,
        "Superintendent Hughes": SUPERINTENDENT,
    }
)


@pytest.fixture
def draft() -> Draft:
    """What is said of something before it happens."""
    return {}


def said(draft: Draft, of: type[Command]) -> Draft:
    """What was said so far that concerns a fact or command of this kind."""
    names = {field.name for field in fields(of)}
    return {name: draft.pop(name) for name in names & draft.keys()}


def happens(past: str, present: str, **kinds: Kind[Any]) -> Callable[[Tell], Tell]:
    """Two steps of one thing: as `past` it has to have been allowed, as `present` it is tried."""

    def steps(tell: Tell) -> Tell:
        @wraps(tell)
        def happened(**told: Any) -> None:
            told["story"].do(tell(**told))

        @wraps(tell)
        def attempted(**told: Any) -> None:
            told["story"].attempt(tell(**told))

        given(words(past, **kinds), stacklevel=2)(happened)
        when(words(present, **kinds), stacklevel=2)(attempted)
        return tell

    return steps


Alleged = type[b.BreachAlleged] | type[b.ReoffenceAlleged]


def last_alleged(story: Story, kind: Alleged) -> int:
    """The number of the last allegation of that kind on the journey."""
    alleged = [fact for fact in story.facts if isinstance(fact, kind)]
    return [fact.allegation for fact in alleged if fact.journey == story.number][-1]
