"""`docs/replay.md` says what is so: parameters, options, problems and settings are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.app import create_app
from api.openapi import document
from api.problem_types import TYPES
from api.replies.known import KnownReply
from api.roles import Permission
from api.settings import Settings
from tests.terminal import run

TEXT = (Path(__file__).parents[1] / "docs" / "replay.md").read_text(encoding="utf-8")
SETTINGS = Settings(data=Path("nowhere"))
DRAWN = document(create_app(SETTINGS), SETTINGS)
COMMANDS = re.findall(r"^diversion-ledger (\w+) (.*)$", TEXT, re.MULTILINE)
READS = (
    "",
    "/events",
    "/journeys/{n}",
    *(f"/journeys/{{n}}/{x}" for x in ("explanation", "advice")),
)


def parameters(path: str) -> set[str]:
    return {one["name"] for one in DRAWN["paths"][path]["get"]["parameters"]}


@pytest.mark.parametrize("path", READS)
def test_every_read_of_a_person_takes_both_axes(path: str) -> None:
    assert {"asAt", "asKnownAt"} <= parameters(f"/participants/{{participantId}}{path}")


def test_no_read_takes_one_axis_without_the_other() -> None:
    asked = {
        path: {one["name"] for one in item["get"].get("parameters", ())}
        for path, item in DRAWN["paths"].items()
        if "get" in item
    }
    for path, names in asked.items():
        assert ("asAt" in names) == ("asKnownAt" in names), path


def test_the_comparison_takes_two_moments() -> None:
    taken = parameters("/participants/{participantId}/journeys/{n}/comparison")
    assert {"fromAsAt", "fromAsKnownAt", "asAt", "asKnownAt"} <= taken
    assert "fromAsAt=&fromAsKnownAt=&asAt=&asKnownAt=" in TEXT


@pytest.mark.parametrize(("command", "asked"), COMMANDS)
def test_every_command_has_the_options_that_are_shown(command: str, asked: str) -> None:
    help_ = run(command, "--help", COLUMNS="200").stdout
    for option in re.findall(r"--[a-z-]+", asked):
        assert option in help_


@pytest.mark.parametrize("command", ["show", "explain"])
def test_the_terminal_takes_both_axes(command: str) -> None:
    help_ = run(command, "--help", COLUMNS="200").stdout
    assert "--as-at" in help_
    assert "--as-known-at" in help_


def test_every_code_field_and_setting_that_is_named_is_there() -> None:
    codes = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", TEXT)
    known = {*TYPES, *Permission, "status-publication"}
    assert [code for code in codes if code not in known] == []
    assert len(codes) >= 10
    fields = set(KnownReply.model_json_schema(by_alias=True)["properties"])
    assert fields <= set(re.findall(r"`(\w+)`", TEXT))
    assert f"`DIVERSION_LEDGER_SEAL_PATIENCE_SECONDS`, {SETTINGS.seal_patience_seconds:.0f}" in TEXT
