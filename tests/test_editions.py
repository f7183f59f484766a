from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from ledger.journey.words import (
    BreachLeadsTo,
    ConditionKind,
    Language,
    OffenceFeature,
    Rank,
    ReoffendingTest,
    Role,
    Route,
)
from ledger.policy.edition import Breach, Course, Edition, Navigator
from ledger.policy.load import EDITIONS, load_editions
from ledger.policy.terms import BailBar, CompletionNeed, EvidenceRule, LengthRule, PriorUse

DOCS = Path(__file__).parent.parent / "docs" / "editions.md"
SHIPPED = [
    "avon-somerset-dep/2019",
    "checkpoint-cymru/2019-10",
    "checkpoint-cymru/2019-12",
    "devon-cornwall-pathfinder/2018",
    "durham-checkpoint/2020-02",
    "thames-valley-ddp/2018-12",
    "west-midlands-divert/2020-10",
]
POSSESSION = frozenset({"possession-class-a", "possession-class-b", "possession-class-c"})


@pytest.fixture(scope="module")
def editions() -> dict[str, Edition]:
    return load_editions()


def values_of(edition: Edition) -> dict[str, object]:
    """Every parameter's value by its key, `None` where it is unset."""
    parts = {field.name: getattr(edition, field.name) for field in fields(edition)}
    sections = {n: part for n, part in parts.items() if is_dataclass(part) and n != "ref"}
    return {"route": edition.route} | {
        f"{part}.{field.name}": getattr(section, field.name)
        for part, section in sections.items()
        for field in fields(section)
    }


def test_the_seven_editions_load_and_no_others(editions: dict[str, Edition]) -> None:
    assert sorted(editions) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_parameter_has_a_unit_and_a_source(name: str, editions: dict[str, Edition]) -> None:
    parameters = editions[name].parameters
    assert len(parameters) > 10
    for key, parameter in parameters.items():
        assert parameter.unit.strip(), key
        assert re.search(r"\[(\d+|R)\]", parameter.source), f"{key} names no source"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_source_cited_is_listed_and_every_one_listed_is_cited(
    name: str, editions: dict[str, Edition]
) -> None:
    numbers = set(re.findall(r"^\[(\d+)\] .+https?://", editions[name].source, re.MULTILINE))
    text = (EDITIONS / f"{name}.toml").read_text(encoding="utf-8")
    body = text.replace(editions[name].source, "")
    assert set(re.findall(r"\[(\d+)\]", body)) == numbers


@pytest.mark.parametrize("name", SHIPPED)
def test_a_parameter_is_there_exactly_where_its_field_is_set(
    name: str, editions: dict[str, Edition]
) -> None:
    edition = editions[name]
    set_here = {key for key, value in values_of(edition).items() if value is not None}
    assert set_here == set(edition.parameters)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_edition_is_what_its_file_and_reference_say(
    name: str, editions: dict[str, Edition]
) -> None:
    ref = editions[name].ref
    assert ref.name == name
    assert re.fullmatch(r"[0-9a-f]{64}", ref.digest)
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", ref.edition)
    assert editions[name].title_cy != editions[name].title


def test_the_announced_checkpoint_cymru_asks_for_a_course_and_then_twelve_months(
    editions: dict[str, Edition],
) -> None:
    edition = editions["checkpoint-cymru/2019-10"]
    assert edition.route is Route.COURSE_THEN_CONTRACT
    assert edition.contract.length == "P12M"
    assert edition.contract.length_rule is LengthRule.EXACTLY
    assert edition.contract.most_conditions is None
    assert edition.decision.deciders == frozenset({Role.CUSTODY_SERGEANT})
    assert edition.decision.lowest_rank is Rank.SERGEANT
    assert edition.eligibility.offences_included is None
    assert edition.eligibility.evidence is None
    assert edition.completion.needs == frozenset(
        {CompletionNeed.TERM_ENDED, CompletionNeed.NO_REOFFENCE}
    )
    assert edition.completion.outcome_code == "22"


def test_the_launched_checkpoint_cymru_asks_for_four_months_and_at_most_five_conditions(
    editions: dict[str, Edition],
) -> None:
    edition = editions["checkpoint-cymru/2019-12"]
    terms = edition.eligibility
    assert edition.route is Route.CONTRACT
    assert edition.contract.length == "P4M"
    assert edition.contract.length_rule is LengthRule.EXACTLY
    assert edition.contract.most_conditions == 5
    assert edition.contract.languages == frozenset({Language.ENGLISH, Language.WELSH})
    assert (terms.least_age, terms.lives_in_area, terms.occurred_in_area) == (18, True, True)
    assert terms.evidence is EvidenceRule.ADMISSION_OR_SUFFICIENT
    assert terms.court_order_bars is True
    assert terms.bail_bars is BailBar.ANY
    assert edition.breach.leads_to is BreachLeadsTo.MUST_PROSECUTE


@pytest.mark.parametrize("name", ["checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"])
def test_checkpoint_cymru_accepts_heroin_possession_and_no_grave_offence(
    name: str, editions: dict[str, Edition]
) -> None:
    terms = editions[name].eligibility
    excluded = terms.offences_excluded or frozenset()
    assert "possession-class-a" not in excluded
    assert {"rape", "robbery", "murder", "drink-driving", "assault-emergency-worker"} <= excluded
    assert terms.features_excluded == frozenset(
        {
            OffenceFeature.SERIOUS_DOMESTIC_ABUSE,
            OffenceFeature.SERIOUS_HATE_CRIME,
        }
    )


def test_durham_asks_for_a_recent_offence_and_nobody_else_accused(
    editions: dict[str, Edition],
) -> None:
    edition = editions["durham-checkpoint/2020-02"]
    terms = edition.eligibility
    assert terms.offence_within == "P3M"
    assert terms.co_accused_bars is True
    assert terms.detention_bars is True
    assert terms.evidence is EvidenceRule.ADMISSION_OR_NO_REPLY
    assert terms.bail_bars is BailBar.OTHER_MATTERS
    included = terms.offences_included or frozenset()
    assert {"theft", "supply-class-b", "assault-constable"} <= included
    assert (terms.special_terms or frozenset()) <= included
    assert included.isdisjoint(terms.offences_excluded or frozenset())
    assert edition.contract.length == "P4M"
    assert (edition.contract.least_hours, edition.contract.most_hours) == (18, 36)
    assert ConditionKind.LOCATION_MONITORING in (edition.contract.allowed_conditions or ())
    assert edition.breach.leads_to is BreachLeadsTo.MAY_PROSECUTE
    assert len(edition.navigator.pathways or ()) == 9


def test_avon_and_somerset_gives_one_course_once(editions: dict[str, Edition]) -> None:
    edition = editions["avon-somerset-dep/2019"]
    assert edition.route is Route.COURSE_ONLY
    assert edition.eligibility.prior_use is PriorUse.ONCE_ONLY
    assert edition.eligibility.offences_included == POSSESSION
    assert edition.course == Course(sessions=1, session_minutes=210, rebookings=1)
    assert edition.breach.leads_to is BreachLeadsTo.MUST_PROSECUTE
    assert edition.navigator == Navigator()


def test_divert_is_repeatable_bars_who_refused_and_prosecutes_no_refusal(
    editions: dict[str, Edition],
) -> None:
    edition = editions["west-midlands-divert/2020-10"]
    assert edition.route is Route.COURSE_ONLY
    assert edition.eligibility.prior_use is PriorUse.WHILE_ENGAGING
    assert edition.eligibility.refusal_bars is True
    assert edition.eligibility.arrest_needed is False
    assert edition.eligibility.least_age is None
    assert edition.breach == Breach(leads_to=BreachLeadsTo.NOTHING, refusal_is_prosecuted=False)
    assert edition.completion.outcome_code == "8"


def test_thames_valley_asks_for_an_assessment_and_three_sessions_but_no_arrest(
    editions: dict[str, Edition],
) -> None:
    edition = editions["thames-valley-ddp/2018-12"]
    assert edition.route is Route.COURSE_ONLY
    assert edition.course == Course(sessions=3, rebookings=1, assessment_needed=True)
    assert edition.eligibility.arrest_needed is False
    assert edition.eligibility.prior_use is PriorUse.WHILE_ENGAGING
    assert edition.breach.leads_to is BreachLeadsTo.NOTHING
    assert edition.completion.outcome_code is None


def test_pathfinder_defers_a_caution_with_admission_and_the_victims_consent(
    editions: dict[str, Edition],
) -> None:
    edition = editions["devon-cornwall-pathfinder/2018"]
    assert edition.route is Route.CONTRACT
    assert edition.eligibility.evidence is EvidenceRule.ADMISSION
    assert edition.offer.victim_role == "consent"
    assert edition.contract.length == "P4M"
    assert edition.breach.leads_to is BreachLeadsTo.CAUTION


@pytest.mark.parametrize("name", SHIPPED)
def test_every_edition_screens_and_asks_the_victim_before_the_offer(
    name: str, editions: dict[str, Edition]
) -> None:
    edition = editions[name]
    assert (edition.offer.screening, edition.offer.victim_views) == (True, True)
    assert edition.eligibility.split_rank is Rank.INSPECTOR
    assert edition.breach.reoffending_is in {None, ReoffendingTest.CHARGE}


def test_the_document_shows_every_edition_as_it_is(editions: dict[str, Edition]) -> None:
    everything = set(values_of(editions[SHIPPED[0]]))
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    names = next([cell.strip("`") for cell in row[1:]] for row in rows if row[0] == "parameter")
    assert sorted(names) == SHIPPED
    shown = [row for row in rows if row[0].strip("`") in everything]
    assert len(shown) > 40
    for key, *cells in shown:
        for name, cell in zip(names, cells, strict=True):
            parameter = editions[name].parameters.get(key.strip("`"))
            assert cell == (parameter.text if parameter else "–"), (key, name)


def test_the_document_names_every_parameter_and_those_that_no_edition_sets(
    editions: dict[str, Edition],
) -> None:
    everything = set(values_of(editions[SHIPPED[0]]))
    text = DOCS.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", text)) | {"route"}
    assert named == everything
    nowhere = text.split("Unset in every edition")[1].split("Unset in some")[0]
    set_somewhere = {key for edition in editions.values() for key in edition.parameters}
    unset = set(re.findall(r"`([a-z]+\.[a-z_]+)`", nowhere))
    assert unset == everything - set_somewhere
