"""What a command comes to in tests: its facts, or the refusal."""

from __future__ import annotations

from typing import TypeVar

import pytest

from ledger.decisions.refusals import Refused, RefusedByPolicy
from ledger.journey.commands import Command
from tests.story import Story

R = TypeVar("R", bound=Refused)


def refusal(kind: type[R], story: Story, command: Command) -> R:
    """The refusal of `command`, which has to be of this kind; nothing is written."""
    before = story.page
    with pytest.raises(Refused) as caught:
        story.do(command)
    assert type(caught.value) is kind
    assert story.page == before
    return caught.value


def clauses(story: Story, command: Command) -> tuple[str, ...]:
    """The clauses for which policy refuses `command`."""
    return tuple(clause.code for clause in refusal(RefusedByPolicy, story, command).clauses)
