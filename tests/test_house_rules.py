"""What the features and the policy promise of each other, and the tests of themselves."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from coverage import Coverage
from pytest_bdd.parser import Feature
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from ledger.journey.facts import FACTS
from ledger.policy.load import load_rulebook
from ledger.policy.table import CLAUSES
from tests.conftest import CASES
from tests.steps.words import SCHEMES
from tests.told_features import english, rules, scenario_names, told

STEPS = sorted(path.stem for path in Path(__file__).parent.glob("steps/[a-z]*.py"))


@pytest.mark.parametrize("code", CLAUSES)
def test_every_clause_has_one_rule_of_its_own(code: str) -> None:
    places = [place for place, tags in rules() if code in tags]
    assert len(places) == 1, f"{code} ({CLAUSES[code].words}) is the tag of {places or 'no rule'}"


def test_every_tag_of_a_rule_is_a_clause() -> None:
    unknown = {place: sorted(tags - CLAUSES.keys()) for place, tags in rules()}
    assert not {place: tags for place, tags in unknown.items() if tags}


def test_no_rule_is_about_two_clauses() -> None:
    assert not [place for place, tags in rules() if len(tags) > 1]


@pytest.mark.parametrize("code", CLAUSES)
def test_every_clause_is_seen_to_refuse_and_to_let_pass(code: str) -> None:
    under = [row for row in told() if code in row.rule_tags]
    refusing = {row.place for row in under if refuses(row.text, code)}
    assert refusing, f"no scenario under {code} says that anything is refused for {code}"
    assert {row.place for row in under} - refusing, f"every scenario under {code} is refused for it"


def refuses(text: str, code: str) -> bool:
    named = re.findall(r"refused for ([A-Z0-9, and]+)", text)
    return any(code in re.findall(r"[A-Z]\d+", codes) for codes in named)


@pytest.mark.parametrize("case", CASES)
def test_every_case_of_the_domain_notes_is_told(case: str) -> None:
    assert [row.place for row in told() if case in row.tags], f"no scenario has the tag @{case}"


def test_every_tag_is_a_clause_or_a_case() -> None:
    known = CLAUSES.keys() | set(CASES)
    assert not {row.place: row.tags - known for row in told() if row.tags - known}


def test_every_clause_tag_stands_on_a_rule() -> None:
    loose = {row.place: row.tags & CLAUSES.keys() - row.rule_tags for row in told()}
    assert not {place: sorted(tags) for place, tags in loose.items() if tags}


def test_every_shipped_edition_has_a_name_that_people_know() -> None:
    assert sorted(SCHEMES.values()) == sorted(load_rulebook().editions)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_shipped_edition_is_asked_in_a_scenario(scheme: str) -> None:
    assert any(scheme in row.text for row in told()), f"no scenario is about {scheme}"


def test_no_two_scenarios_of_a_feature_have_one_name() -> None:
    twice = [name for name, times in Counter(scenario_names()).items() if times > 1]
    assert not twice, "pytest-bdd runs only the last scenario of a name"


def test_every_step_has_one_definition() -> None:
    for room in STEPS:
        importlib.import_module(f"tests.steps.{room}")
    definitions = list(step_function_context_registry.values())
    steps = sorted({step for row in told() for step in row.steps})
    found = {step: sum(defines(each, *step) for each in definitions) for step in steps}
    assert not {step: times for step, times in found.items() if times != 1}


def defines(definition: StepFunctionContext, kind: str, text: str) -> bool:
    return definition.type in (None, kind) and definition.parser.is_matching(text)


@pytest.mark.parametrize("feature", english(), ids=lambda feature: Path(feature.filename).name)
class TestAFeature:
    def test_names_its_sources(self, feature: Feature) -> None:
        assert re.search(r"Sources?:(.|\n)*\[\d+[a-c]?\]", feature.description)

    def test_speaks_of_policy_and_not_of_machinery(self, feature: Feature) -> None:
        text = Path(feature.filename).read_text(encoding="utf-8")
        machinery = re.findall(r"\b(?:HTTP|JSON|API|SQL|null|true|false)\b|\w+_\w+|[{}]", text)
        assert not machinery
        assert not [name for name in FACTS if name in text]

    def test_calls_nobody_what_they_are_not(self, feature: Feature) -> None:
        text = Path(feature.filename).read_text(encoding="utf-8")
        assert not re.findall(
            r"\b(?:offender|guilty|client|criminal record)s?\b", text, re.IGNORECASE
        )


def test_what_is_of_no_pure_room_is_not_traced() -> None:
    assert Coverage.current() is None
