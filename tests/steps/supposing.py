"""Steps about what if: the same page told again under another edition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_bdd import given, then, when

from ledger.decisions.otherwise import WhatIf
from ledger.decisions.what_if import what_if
from ledger.journey.words import Record
from tests.steps.arrests import CIRCUMSTANCES
from tests.steps.common import adult
from tests.steps.words import one_of, words
from tests.story import Story, policy


@pytest.fixture
def again() -> list[WhatIf]:
    """What was told again."""
    return []


@given(
    words(
        "{person:Name}, who {circumstance:Circumstance}, was found eligible on {on:Day}",
        Circumstance=one_of(CIRCUMSTANCES),
    )
)
def _(story: Story, person: str, circumstance: dict[str, Any], on: date) -> None:
    story.do(story.arrest(on, person=adult(person), **circumstance))
    story.do(story.decision(on))


@when(words("it is told again as {scheme:Scheme}, as at {on:Day}"))
def _(story: Story, again: list[WhatIf], scheme: str, on: date) -> None:
    again += what_if(story.page.written, policy().editions[scheme], policy(), on)


@then(words("they would be {station:Station}"))
def _(again: list[WhatIf], station: str) -> None:
    assert again[0].then.station == station


@then(words("the record would be {record:Record}"))
def _(again: list[WhatIf], record: Record) -> None:
    assert again[0].then.record == record


@then("the answer would be the same")
def _(again: list[WhatIf]) -> None:
    assert not again[0].differs


@then("no clause makes a difference")
def _(again: list[WhatIf]) -> None:
    assert again[0].differences == ()


@then(words("{clauses:Codes} make the difference"))
@then(words("{clauses:Codes} makes the difference"))
def _(again: list[WhatIf], clauses: tuple[str, ...]) -> None:
    assert again[0].clauses == tuple(clauses)
