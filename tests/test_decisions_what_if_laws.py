"""Whatever was written: the same policy under another name changes nothing, nor does what is now.

Histories are walks of commands, late ones, arrests, deaths and corrections among them, from every
station.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.decisions.otherwise import WhatIf
from ledger.decisions.standing import standing
from ledger.decisions.what_if import what_if
from ledger.journey.commands import Command, VaryContract
from ledger.journey.facts.person import ParticipantDied
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import replay
from ledger.journey.words import Admission
from ledger.policy.rulebook import Rulebook
from tests.stations_told import ANNOUNCED, LAUNCHED, ON, STATIONS
from tests.story import INSPECTOR, SERGEANT, SUPPOSED, Story, policy, supposing
from tests.test_decisions_turns import commands

TWINS = f"checkpoint-cymru/{SUPPOSED}"
days = st.integers(0, 650).map(lambda n: ON + timedelta(days=n))
steps = st.lists(st.tuples(st.integers(0, 200), st.one_of(days, st.none())), max_size=9)


@cache
def twin(name: str) -> Rulebook:
    """The rulebook with a second edition that is `name` in all but its name."""
    return supposing(name, {}, "[R]")


def more(story: Story, on: date) -> dict[str, Command]:
    """What may happen beside what `commands` tells."""
    return {
        **commands(story, on),
        **{
            f"arrest {month}": story.arrest(
                on, offences=(story.offence(on - timedelta(days=31 * month)),)
            )
            for month in range(4)
        },
        "arrest of who denies it": story.arrest(on, admission=Admission.DENIED),
        "lengthen": VaryContract(journey=1, on=on, signed_by_participant=True, length="P15M"),
        "die": ParticipantDied(on=on, reported_by=SERGEANT),
        **{
            f"strike {back}": RecordedInError(
                on=on, line=story.page.version - back, decided_by=INSPECTOR, reason="Not so."
            )
            for back in range(4)
        },
    }


@st.composite
def walks(draw: st.DrawFn) -> Story:
    story = STATIONS[draw(st.sampled_from(sorted(STATIONS)))]()
    on = max(story.page.latest, ON)
    for choice, day in draw(steps):
        on = day or on
        offered = more(story, on)
        story.attempt(list(offered.values())[choice % len(offered)], late_because="Late.")
    return story


def told(story: Story, name: str, rulebook: Rulebook, as_at: date) -> tuple[WhatIf, ...]:
    return what_if(story.page.written, rulebook.editions[name], rulebook, as_at)


@given(walks(), days)
@pytest.mark.parametrize("name", [ANNOUNCED, LAUNCHED])
def test_the_same_policy_under_another_name_changes_nothing(
    name: str, story: Story, as_at: date
) -> None:
    for answer in told(story, TWINS, twin(name), as_at):
        if answer.edition.name == name:
            assert answer.differences == ()
            assert answer.now == answer.then


@given(walks(), days)
@pytest.mark.parametrize("name", [ANNOUNCED, LAUNCHED])
def test_what_is_now_is_where_the_journey_stands(name: str, story: Story, as_at: date) -> None:
    page = replay(story.page.written, as_at)
    for answer in told(story, name, policy(), as_at):
        now = standing(page, answer.journey, as_at)
        assert now is not None
        assert (answer.now.station, answer.now.record) == (now.station, now.record)


@given(walks(), days)
@pytest.mark.parametrize("name", [ANNOUNCED, LAUNCHED])
def test_no_answer_differs_without_a_difference(name: str, story: Story, as_at: date) -> None:
    for answer in told(story, name, policy(), as_at):
        assert not answer.differs or answer.differences
