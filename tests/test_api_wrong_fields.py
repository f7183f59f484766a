"""Every wrong field is named by a pointer with a code of its own, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from api import clock
from api.examples import EXAMPLES
from ledger.journey.commands import DecideEligibility, RecordArrest
from ledger.journey.facts import contract as c
from tests.service import Caller, Json, at_work

ARREST = EXAMPLES[RecordArrest]
DECISION = EXAMPLES[DecideEligibility]
OFFENCE = ARREST["offences"][0]
PERSON = ARREST["person"]
TOMORROW = (clock.today() + timedelta(days=2)).isoformat()
TOO_FAR = f"{clock.today().year + 11}-01-01"


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


def offence(**changes: Any) -> Json:
    return {"offences": [{**OFFENCE, **changes}]}


def pnc_id(value: str) -> Json:
    return {"identifiers": [{"kind": "pnc-id", "value": value}]}


WRONG: list[tuple[str, Json, str, str]] = [
    ("a day that there is not", {"on": "2019-02-30"}, "/on", "day-impossible"),
    ("a day in words", {"on": "10 December 2019"}, "/on", "day-malformed"),
    ("a day as a number", {"on": 20191128}, "/on", "day-malformed"),
    ("a day with a time", {"on": "2019-11-28T00:00:00Z"}, "/on", "day-malformed"),
    ("the year 0109", {"on": "0109-11-28"}, "/on", "year-out-of-range"),
    ("a year too far ahead", {"on": TOO_FAR}, "/on", "year-out-of-range"),
    ("a day to come", {"on": TOMORROW}, "/on", "day-in-the-future"),
    ("an instant to come", {"at": f"{TOMORROW}T12:00:00Z"}, "/at", "day-in-the-future"),
    ("a time without an offset", {"at": "2019-11-28T21:40:00"}, "/at", "time-naive"),
    ("a time that there is not", {"at": "2019-11-28T25:40:00Z"}, "/at", "time-impossible"),
    ("a time in words", {"at": "this evening"}, "/at", "time-malformed"),
    ("a time of the year 0109", {"at": "0109-11-28T21:40:00Z"}, "/at", "year-out-of-range"),
    ("another day than its instant", {"at": "2019-11-27T21:40:00Z"}, "/at", "day-does-not-fit"),
    ("a field nobody knows", {"colour": "blue"}, "/-", "field-unknown"),
    ("a journey, which is worked out", {"journey": 1}, "/journey", "field-unknown"),
    ("a word that is not listed", {"admission": "perhaps"}, "/admission", "word-unknown"),
    ("a truth in words", {"livesInArea": "yes"}, "/livesInArea", "not-true-or-false"),
    ("a truth as a number", {"livesInArea": 1}, "/livesInArea", "not-true-or-false"),
    ("a text as a number", {"station": 7}, "/station", "not-a-text"),
    ("a blank text", {"station": "  "}, "/station", "text-missing"),
    ("a text too long", {"station": "x" * 201}, "/station", "text-too-long"),
    ("null for a text", {"station": None}, "/station", "not-a-text"),
    ("a list as an object", {"offences": {}}, "/offences", "not-a-list"),
    ("an object as a text", {"person": "Robin"}, "/person", "not-an-object"),
    ("no offence", {"offences": []}, "/offences", "not-on-the-page"),
    ("too many offences", {"offences": [OFFENCE] * 101}, "/offences", "too-many-items"),
    ("an age as a text", {"age": "29"}, "/age", "not-a-whole-number"),
    ("an age as a fraction", {"age": 29.5}, "/age", "not-a-whole-number"),
    ("an age below nought", {"age": -1}, "/age", "number-out-of-range"),
    ("a code that is not listed", offence(code="loitering"), "/offences/0/code", "offence-unknown"),
    ("a field missing deep down", {"offences": [{}]}, "/offences/0/code", "field-missing"),
    (
        "an offence that ends before it begins",
        offence(lastOn="2019-11-27"),
        "/offences/0/lastOn",
        "day-does-not-fit",
    ),
    ("a feature not listed", offence(features=["odd"]), "/offences/0/features/0", "word-unknown"),
    ("a PNC id of no shape", pnc_id("12345"), "/identifiers/0/value", "identifier-invalid"),
    (
        "a day of birth to come",
        {"person": {**PERSON, "bornOn": TOMORROW}},
        "/person/bornOn",
        "day-in-the-future",
    ),
    ("nobody's age", {"person": {**PERSON, "bornOn": None}}, "/age", "age-needed"),
]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_wrong_field_is_named(custody: Caller, changes: Json, pointer: str, code: str) -> None:
    before = head(custody)
    answer = custody.post("/v1/arrests", {**ARREST, **changes})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["type"] == f"/v1/problems/{code}"
    assert problem["errors"][0]["pointer"] == pointer
    assert head(custody) == before


def head(custody: Caller) -> str:
    lines = custody.get("/metrics").text.splitlines()
    return next(line for line in lines if line.startswith("ledger_head "))


def test_a_wrong_check_letter_says_which_was_expected(custody: Caller) -> None:
    problem = custody.post("/v1/arrests", {**ARREST, **pnc_id("2003/0123456A")}).json()
    assert (problem["status"], problem["code"]) == (422, "identifier-invalid")
    assert problem["expected"] == "L"
    assert problem["errors"][0]["expected"] == "L"
    assert problem["errors"][0]["pointer"] == "/identifiers/0/value"
    assert "0123456" not in str(problem)


def test_a_wrong_check_letter_of_an_arrest_summons_number_too(custody: Caller) -> None:
    papers = {"papers": {"arrestSummonsNumber": "1101ZD0100000448754A"}}
    problem = custody.post("/v1/arrests", {**ARREST, **papers}).json()
    assert problem["expected"] == "K"
    assert problem["errors"][0]["pointer"] == "/papers/arrestSummonsNumber"


def test_several_faults_are_told_at_once_each_with_its_code(custody: Caller) -> None:
    wrong = {"on": "2019-02-30", "at": "2019-11-28T21:40:00", "colour": "blue"}
    problem = custody.post("/v1/arrests", {**ARREST, **wrong}).json()
    assert problem["code"] == "invalid"
    assert {(e["pointer"], e["code"]) for e in problem["errors"]} == {
        ("/on", "day-impossible"),
        ("/at", "time-naive"),
        ("/-", "field-unknown"),
    }


def test_what_was_sent_is_never_repeated(custody: Caller) -> None:
    secret = "Bronwen Secret-Name"
    wrong = {"admission": secret, "person": {secret: 1}, secret: secret, "station": [secret]}
    answer = custody.post("/v1/arrests", {**ARREST, **wrong})
    assert answer.status_code == 422
    assert "Bronwen" not in answer.text
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/admission", "/person/-", "/-", "/station"}


def test_a_day_before_what_is_written_needs_a_reason(custody: Caller) -> None:
    told = {**ARREST, "identifiers": []}
    page = custody.post("/v1/arrests", told).json()["participantId"]
    earlier = {"participantId": page, "on": "2019-11-20", "at": "2019-11-20T10:00:00Z"}
    first = {**told, **offence(firstOn="2019-11-20", lastOn="2019-11-20"), **earlier}
    problem = custody.post("/v1/arrests", first).json()
    assert (problem["status"], problem["code"]) == (422, "reason-for-delay-needed")
    assert problem["errors"][0]["pointer"] == "/lateBecause"
    late = custody.post("/v1/arrests", {**first, "lateBecause": "The custody system was down."})
    assert late.status_code == 201, late.text
    events = custody.get(f"/v1/participants/{page}/events").json()["items"]
    assert events[-1]["lateBecause"] == "The custody system was down."


def test_a_scheme_that_is_not_adopted_and_a_decision_without_reasons_are_refused(
    custody: Caller,
) -> None:
    page = custody.post("/v1/arrests", {**ARREST, "identifiers": []}).json()["participantId"]
    path = f"/v1/participants/{page}/journeys/1/eligibility-decision"
    problem = custody.post(path, {**DECISION, "scheme": "durham-checkpoint"}).json()
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("scheme-not-adopted", "/scheme")
    problem = custody.post(path, {**DECISION, "rationale": " "}).json()
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("text-missing", "/rationale")


def test_every_clause_that_stood_in_the_way_is_told_not_the_first(custody: Caller) -> None:
    barred = {
        **ARREST,
        **offence(code="robbery"),
        "encounter": "street",
        "identifiers": [],
        "person": {**PERSON, "bornOn": "2003-01-01"},
    }
    page = custody.post("/v1/arrests", barred).json()["participantId"]
    answer = custody.post(f"/v1/participants/{page}/journeys/1/eligibility-decision", DECISION)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "refused-by-policy")
    assert problem["edition"] == "checkpoint-cymru/2019-10"
    assert len(problem["clauses"]) == 3
    for clause in problem["clauses"]:
        assert clause.keys() == {"code", "words", "edition", "source", "firm"}
        assert clause["words"]["en"]
        assert clause["words"]["cy"]
        assert clause["source"]
    assert 'ledger_refusals_total{clause="E1"' in custody.get("/metrics").text


def test_an_appointment_may_be_ahead_and_is_refused_for_its_turn_alone(custody: Caller) -> None:
    form = EXAMPLES[c.NavigatorAssigned]
    page = custody.post("/v1/arrests", {**ARREST, "identifiers": []}).json()["participantId"]
    answer = custody.post(
        f"/v1/participants/{page}/journeys/1/navigator", {**form, "appointmentOn": TOMORROW}
    )
    assert answer.json()["code"] == "out-of-turn"
