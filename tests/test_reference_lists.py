from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ledger.journey.words import DrugClass, ModeOfTrial
from ledger.policy.reference import (
    OutcomeCode,
    OutcomeGroup,
    ReferenceListError,
    load_offences,
    load_outcomes,
)


@pytest.mark.parametrize(
    ("code", "mode", "drug_class"),
    [
        ("possession-class-a", "either-way", "A"),
        ("possession-class-b", "either-way", "B"),
        ("possession-class-c", "either-way", "C"),
        ("cultivation-cannabis", "either-way", "B"),
        ("theft-from-shop", "either-way", "none"),
        ("actual-bodily-harm", "either-way", "none"),
        ("assault-emergency-worker", "either-way", "none"),
        ("assault-constable", "summary-only", "none"),
        ("common-assault", "summary-only", "none"),
        ("alarm-or-distress", "summary-only", "none"),
        ("drunk-and-disorderly", "summary-only", "none"),
        ("drink-driving", "summary-only", "none"),
        ("rape", "indictable-only", "none"),
        ("robbery", "indictable-only", "none"),
        ("murder", "indictable-only", "none"),
        ("no-offence", "either-way", "none"),
    ],
)
def test_an_offence_is_tried_as_the_law_has_it(code: str, mode: str, drug_class: str) -> None:
    offence = load_offences()[code]
    assert (offence.mode, offence.drug_class) == (ModeOfTrial(mode), DrugClass(drug_class))


def test_every_offence_has_its_own_titles_and_a_source() -> None:
    offences = load_offences()
    assert len({offence.title for offence in offences.values()}) == len(offences)
    assert len({offence.title_cy for offence in offences.values()}) == len(offences)
    for code, offence in offences.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert offence.code == code
        assert offence.source


def test_the_outcome_codes_are_the_home_offices() -> None:
    outcomes = load_outcomes()
    assert set(outcomes) == {*map(str, range(1, 24)), "1a", "2a", "3a"}
    assert all(outcome.label_cy != outcome.label for outcome in outcomes.values())


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        (OutcomeGroup.CHARGED, {"1", "1a"}),
        (OutcomeGroup.FORMAL, {"2", "2a", "3", "3a", "6"}),
        (OutcomeGroup.INFORMAL, {"7", "8"}),
        (OutcomeGroup.TAKEN_INTO_CONSIDERATION, {"4"}),
        (OutcomeGroup.DIVERSIONARY, {"22"}),
    ],
)
def test_outcomes_are_grouped_as_in_national_figures(group: OutcomeGroup, codes: set[str]) -> None:
    assert {code for code, outcome in load_outcomes().items() if outcome.group is group} == codes


@pytest.mark.parametrize(
    ("code", "on", "used"),
    [
        ("22", date(2019, 3, 31), False),
        ("22", date(2019, 4, 1), True),
        ("23", date(2025, 12, 31), False),
        ("23", date(2026, 1, 1), True),
        ("8", date(2016, 2, 29), True),
    ],
)
def test_a_code_is_in_use_from_its_first_day(code: str, on: date, used: bool) -> None:
    assert load_outcomes()[code].in_use(on) is used


def test_a_code_is_in_use_to_its_last_day() -> None:
    ended = OutcomeCode(
        code="0",
        label="Ended",
        label_cy="Wedi dod i ben",
        group=OutcomeGroup.OTHER,
        source="A test",
        until_on=date(2020, 2, 29),
    )
    assert ended.in_use(date(2020, 2, 29))
    assert not ended.in_use(date(2020, 3, 1))


ROW = """[loitering]
title = "Loitering"
title_cy = "Loetran"
mode = "summary-only"
source = "A test"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ('title = "Loitering"', 'name = "Loitering"', 2, "loitering.name is not known"),
        ('title_cy = "Loetran"\n', "", 1, "loitering needs title_cy"),
        ('"Loetran"', '" "', 3, "loitering.title_cy is blank"),
        ('"summary-only"', '"either"', 4, "loitering.mode should be one of summary-only"),
        ('source = "A test"', "source = 1", 5, "loitering.source should be str, not int"),
        ("[loitering]", "loitering = 1\n[other]", 1, "loitering should be a table"),
        ('"A test"', '"A test', 5, "is not TOML"),
    ],
)
def test_a_fault_in_a_reference_list_is_refused(
    old: str, new: str, line: int, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "offences.toml"
    path.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(ReferenceListError) as refused:
        load_offences(path)
    assert str(refused.value).startswith(f"offences.toml, line {line}: {why}")


def test_a_day_that_is_no_date_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.toml"
    path.write_text(
        '[9]\nlabel = "L"\nlabel_cy = "C"\ngroup = "other"\nsource = "A test"\n'
        "from_on = 2019-04-01T00:00:00\n",
        encoding="utf-8",
    )
    with pytest.raises(ReferenceListError, match=r"line 6: 9\.from_on should be date"):
        load_outcomes(path)
