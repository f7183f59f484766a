from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.load import (
    EditionChanged,
    EditionError,
    check_cited,
    edition_in,
    load_editions,
    load_rulebook,
)
from ledger.policy.reference import load_offences, load_outcomes

GOOD = """\
scheme = "trial"
edition = "2026-01"
title = "Trial"
title_cy = "Treial"
source = "A test"
route = { is = "contract", unit = "route", source = "A test" }

[eligibility]
least_age = { is = 18, unit = "years", source = "A test" }
offences_excluded = { is = ["murder"], unit = "offence codes", source = "A test" }

[contract]
length = { is = "P4M", unit = "ISO 8601 months", source = "A test" }

[completion]
outcome_code = { is = "22", unit = "Home Office code", source = "A test" }
"""


@pytest.fixture(scope="module")
def editions() -> dict[str, Edition]:
    return load_editions()


def written(folder: Path, text: str | bytes, name: str = "trial/2026-01.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, "the edit must find its place"
    return GOOD.replace(old, new)


def test_an_edition_is_read_as_it_is_written(tmp_path: Path) -> None:
    edition = load_editions(written(tmp_path, GOOD))["trial/2026-01"]
    assert (edition.title, edition.title_cy, edition.source) == ("Trial", "Treial", "A test")
    assert edition.eligibility.least_age == 18
    assert edition.eligibility.offences_excluded == frozenset({"murder"})
    assert edition_in(GOOD.encode(), "trial/2026-01") == edition
    assert edition.parameters["contract.length"].text == "P4M"
    assert edition.parameters["eligibility.offences_excluded"].text == "murder"
    assert edition.parameters["eligibility.least_age"].text == "18"
    assert edition.parameters["route"].unit == "route"


LENGTH = 'length = { is = "P4M", unit = "ISO 8601 months", source = "A test" }'
AGE = 'least_age = { is = 18, unit = "years", source = "A test" }'
ROUTE = 'route = { is = "contract", unit = "route", source = "A test" }'
MURDER = '["murder"]'

FAULTS: list[tuple[str, str, int, str, str]] = [
    (LENGTH, LENGTH.replace("length", "lenght"), 13, "contract.lenght", "is not known"),
    ("[completion]", "[complection]", 15, "complection", "is not known"),
    ('title = "Trial"', 'titel = "Trial"', 3, "titel", "is not known"),
    (', unit = "years"', "", 9, "eligibility.least_age", "needs a text for unit"),
    ('unit = "years"', 'unit = " "', 9, "eligibility.least_age", "needs a text for unit"),
    (
        '18, unit = "years", source = "A test"',
        '18, unit = "years"',
        9,
        "eligibility.least_age",
        "needs a text for source",
    ),
    (
        '18, unit = "years", source = "A test"',
        '18, unit = "years", source = ""',
        9,
        "eligibility.least_age",
        "needs a text for source",
    ),
    ("is = 18, ", "", 9, "eligibility.least_age", "needs a value, a unit and a source"),
    (AGE, "least_age = 18", 9, "eligibility.least_age", "needs a value, a unit and a source"),
    ("is = 18, ", "is = 18, note = 1, ", 9, "eligibility.least_age", "has note, which is not"),
    ("is = 18, ", 'is = "18", ', 9, "eligibility.least_age", "should be int, not str"),
    ("is = 18, ", "is = true, ", 9, "eligibility.least_age", "should be int, not bool"),
    ("is = 18, ", "is = -1, ", 9, "eligibility.least_age", "should not be negative"),
    ("least_age = { is = 18", "lives_in_area = { is = 1", 9, "eligibility.lives_in_area", "bool"),
    ('is = "contract"', 'is = "walk"', 6, "route", "should be one of course-only, contract"),
    ('is = "contract"', "is = 1", 6, "route", "should be one of"),
    (ROUTE, "", 1, "route", "needs a value"),
    ("P4M", "P4W", 13, "contract.length", "should be ISO 8601 months"),
    ("P4M", "P0M", 13, "contract.length", "at least one month"),
    ('"P4M"', '" "', 13, "contract.length", "is blank"),
    (
        "murder",
        "parking",
        10,
        "eligibility.offences_excluded",
        "'parking', which is no offence code",
    ),
    ('"22"', '"99"', 16, "completion.outcome_code", "'99', which is no outcome code"),
    (MURDER, '"murder"', 10, "eligibility.offences_excluded", "should be a list of at least one"),
    (MURDER, "[]", 10, "eligibility.offences_excluded", "should be a list of at least one"),
    (MURDER, '["murder", "murder"]', 10, "eligibility.offences_excluded", "something twice"),
    ('title_cy = "Treial"', 'title_cy = ""', 4, "title_cy", "needs a text for title_cy"),
    ('title_cy = "Treial"', "", 1, "title_cy", "needs a text for title_cy"),
    ('scheme = "trial"', "scheme = 1", 1, "scheme", "needs a text for scheme"),
    ('scheme = "trial"', 'scheme = "other"', 1, "scheme", "the file is not named"),
    ('edition = "2026-01"', 'edition = "2026-02"', 1, "scheme", "the file is not named"),
    (ROUTE, ROUTE + "\ncourse = 3", 7, "course", "should be a table"),
    (
        LENGTH,
        '[contract.length]\nis = "P4M"\nunit = "months"\nsource = "A test"',
        1,
        "contract.length",
        "should stand on one line",
    ),
    ('is = "P4M"', 'is = "P4M', 13, "", "is not TOML"),
    ('source = "A test"\nroute', 'source = """A test\nroute', 16, "", "is not TOML"),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "why"), FAULTS)
def test_a_fault_is_refused_by_file_line_and_key(
    old: str, new: str, line: int, key: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(EditionError) as refused:
        load_editions(written(tmp_path, changed(old, new)))
    fault = refused.value
    assert (fault.file, fault.key) == ("trial/2026-01.toml", key)
    assert fault.line == line
    assert why in str(fault)
    assert str(fault).startswith(f"trial/2026-01.toml, line {line}: {key}")


def test_a_file_that_is_not_utf_8_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="line 3: is not UTF-8"):
        load_editions(written(tmp_path, GOOD.encode().replace(b"Trial", b"Tr\xeeal")))


@pytest.mark.parametrize("value", ["[" * 20_000 + "]" * 20_000, "9" * 5_000])
def test_a_file_that_nobody_could_read_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(EditionError, match="is not TOML"):
        load_editions(written(tmp_path, f"odd = {value}\n"))


def test_a_file_out_of_its_schemes_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"^2026-01\.toml, line 1: scheme"):
        load_editions(written(tmp_path, GOOD, "2026-01.toml"))


def test_a_word_out_of_its_list_is_refused_in_a_list_too(tmp_path: Path) -> None:
    text = GOOD + '\n[decision]\ndeciders = { is = ["judge"], unit = "roles", source = "A test" }\n'
    with pytest.raises(EditionError, match=r"line 19: decision\.deciders should be one of officer"):
        load_editions(written(tmp_path, text))


def test_editions_that_stand_as_cited_pass(editions: dict[str, Edition]) -> None:
    check_cited(editions, [edition.ref for edition in editions.values()] * 2)
    check_cited({}, [])


def test_an_edition_that_is_missing_is_told(editions: dict[str, Edition]) -> None:
    gone = EditionRef(scheme="gone", edition="2001", digest="0" * 64)
    with pytest.raises(EditionChanged, match="gone/2001"):
        check_cited(editions, [gone])


def test_every_edition_that_changed_since_it_was_cited_is_told(
    editions: dict[str, Edition],
) -> None:
    refs = [editions[name].ref for name in ("avon-somerset-dep/2019", "checkpoint-cymru/2019-10")]
    with pytest.raises(EditionChanged, match=r"avon-somerset-dep/2019, checkpoint-cymru/2019-10$"):
        check_cited(editions, [replace(ref, digest="0" * 64) for ref in refs])


def test_a_byte_changed_changes_the_digest(tmp_path: Path) -> None:
    cited = load_editions(written(tmp_path, GOOD))["trial/2026-01"].ref
    changed_since = load_editions(written(tmp_path, GOOD + "# a remark\n"))
    with pytest.raises(EditionChanged, match="trial/2026-01"):
        check_cited(changed_since, [cited])


def test_the_rulebook_holds_all_policy_and_no_adoption(editions: dict[str, Edition]) -> None:
    rulebook = load_rulebook()
    assert rulebook.editions == editions
    assert rulebook.offences == load_offences()
    assert rulebook.outcomes == load_outcomes()
    assert rulebook.adoptions == ()
