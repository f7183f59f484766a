"""The features as they are written in English: their rules, scenarios and examples, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.gherkin_parser import Child, get_gherkin_document
from pytest_bdd.parser import Feature, ScenarioTemplate

FEATURES = Path(__file__).parent.parent / "features"


@dataclass(frozen=True)
class Told:
    """A scenario, or one row of an outline: its place, its tags, and its steps by type and text."""

    place: str
    rule_tags: frozenset[str]
    tags: frozenset[str]
    steps: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.steps)


@cache
def english() -> tuple[Feature, ...]:
    features = get_features([str(FEATURES)])
    return tuple(feature for feature in features if feature.language == "en")


@cache
def told() -> tuple[Told, ...]:
    """Every scenario and every row of an outline."""
    return tuple(
        row
        for feature in english()
        for scenario in feature.scenarios.values()
        for row in _rows(feature, scenario)
    )


def _rows(feature: Feature, scenario: ScenarioTemplate) -> Iterator[Told]:
    rule_tags = frozenset(scenario.rule.tags if scenario.rule else ())
    contexts = [
        (frozenset(examples.tags), context)
        for examples in scenario.examples
        for context in examples.as_contexts()
    ]
    for tags, context in contexts or [(frozenset[str](), dict[str, str]())]:
        rendered = scenario.render(context)
        yield Told(
            place=f"{Path(feature.filename).name}: {rendered.name}",
            rule_tags=rule_tags,
            tags=frozenset(scenario.tags | feature.tags) | rule_tags | tags,
            steps=tuple((step.type, step.name) for step in rendered.steps),
        )


def rules() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every rule as it is written: where it stands, and its tags."""
    return tuple(
        (f"{name}: {child.rule.name}", frozenset(tag.name[1:] for tag in child.rule.tags))
        for name, child in _children()
        if child.rule
    )


def scenario_names() -> tuple[tuple[str, str], ...]:
    """The name of every scenario as it is written, with its file's."""
    return tuple(
        (name, each.scenario.name)
        for name, child in _children()
        for each in (child.rule.children if child.rule else [child])
        if each.scenario
    )


def _children() -> Iterator[tuple[str, Child]]:
    for feature in english():
        document = get_gherkin_document(feature.filename)
        for child in document.feature.children:
            yield Path(feature.filename).name, child
