"""What becomes of each line of an import, alone and beside others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.imported import (
    ARREST,
    SCREENING,
    arrest,
    became,
    command,
    ended,
    entries_in,
    imported,
    ndjson,
    post,
    posted,
    results,
    screening,
)
from tests.service import Caller, at_work

A_KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
LONG = 256 * 1024


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def integrator(data: Path) -> Iterator[Caller]:
    with at_work(data) as caller:
        yield caller


def test_lines_may_end_in_every_way_and_empty_ones_count_only_in_numbers(
    integrator: Caller,
) -> None:
    first, second, third = (ndjson([arrest()]).rstrip(b"\n") for _ in range(3))
    body = b"\xef\xbb\xbf" + first + b"\r\n\n   \r\n" + second + b"\n\n" + third
    answer = post(integrator, body)
    import_id = answer.json()["importId"]
    assert answer.json()["lines"] == 3
    assert ended(integrator, import_id)["counts"]["recorded"] == 3
    assert became(results(integrator, import_id)) == [
        (1, "recorded", None),
        (4, "recorded", None),
        (6, "recorded", None),
    ]


@pytest.mark.parametrize(
    ("line", "code", "status", "pointers"),
    [
        (b'{"key": ', "json-malformed", 400, []),
        (b'{"key": "\xff"}', "json-not-utf-8", 400, []),
        (b"[]", "not-an-object", 422, [""]),
        (b'{"a": 1, "a": 2}', "json-key-twice", 422, []),
        (b'"' + b"x" * LONG + b'"', "line-too-long", 413, []),
        (command("recordArrest", {"on": "2019-11-28"}), "field-missing", 422, None),
        (arrest(on="2999-01-01"), "year-out-of-range", 422, ["/body/on"]),
        (arrest(surprise=1), "field-unknown", 422, ["/body/-"]),
        ({**arrest(), "Zebedee": 1}, "field-unknown", 422, ["/-"]),
        ({**arrest(), "key": "1"}, "text-malformed", 422, ["/key"]),
        (command("adoptPolicy", {}), "operation-unknown", 422, ["/operation"]),
        (command("dropTables", {}), "operation-unknown", 422, ["/operation"]),
        (command("recordSafeguardingScreened", SCREENING), "field-missing", 422, None),
        ({**arrest(), "journey": 1}, "field-unknown", 422, ["/journey"]),
        ({**arrest(), "ifMatch": "7"}, "not-a-whole-number", 422, ["/ifMatch"]),
        (
            screening(A_KEY, participantId="p-1"),
            "participant-twice",
            422,
            ["/participantOf"],
        ),
    ],
    ids=[
        "not-json",
        "not-utf-8",
        "a-list",
        "a-field-twice",
        "too-long",
        "a-field-missing",
        "a-day-to-come",
        "a-field-too-many",
        "a-name-too-many",
        "no-uuid",
        "not-for-an-import",
        "no-command",
        "no-page",
        "a-journey-too-many",
        "no-version",
        "two-pages",
    ],
)
def test_a_line_that_cannot_be_understood_is_malformed_and_the_next_one_is_recorded(
    integrator: Caller,
    line: dict[str, object] | bytes,
    code: str,
    status: int,
    pointers: list[str] | None,
) -> None:
    wrong, right = imported(integrator, line, arrest())
    assert (wrong["status"], wrong["code"], wrong["httpStatus"]) == ("malformed", code, status)
    assert wrong["title"]
    if pointers is not None:
        assert [one["pointer"] for one in wrong["errors"]] == pointers
    assert (right["line"], right["status"]) == (2, "recorded")


def test_the_longest_line_that_may_be_is_read(integrator: Caller) -> None:
    longest = b'"' + b"x" * (LONG - 2) + b'"'
    (told,) = imported(integrator, longest)
    assert told["code"] == "not-an-object"


def test_a_line_goes_by_the_key_of_an_earlier_one_to_its_page_and_journey(
    integrator: Caller,
) -> None:
    first = arrest()
    again = {**arrest(), "participantOf": first["key"]}
    told = imported(
        integrator,
        first,
        screening(first["key"]),
        again,
        screening(again["key"]),
        screening(first["key"], journey=2),
    )
    assert [line["status"] for line in told] == ["recorded"] * 5
    assert len({line["participantId"] for line in told}) == 1
    assert [line["journey"] for line in told] == [1, 1, 2, 2, 2]
    assert [line["version"] for line in told] == [2, 3, 4, 5, 6]
    (later,) = imported(integrator, screening(first["key"]))
    assert (later["status"], later["journey"], later["version"]) == ("recorded", 1, 7)


def test_a_key_that_nothing_was_recorded_under_leads_nowhere(integrator: Caller) -> None:
    refused = arrest(offences=[{**ARREST["offences"][0], "code": "no-such-offence"}])  # type: ignore[index]
    told = imported(integrator, refused, screening(refused["key"]), screening(str(uuid4())))
    assert became(told) == [
        (1, "refused", "offence-unknown"),
        (2, "refused", "participant-of-unknown"),
        (3, "refused", "participant-of-unknown"),
    ]
    assert told[0]["errors"] == [{"pointer": "/body/offences/0/code", "code": "offence-unknown"}]
    assert told[1]["errors"] == [{"pointer": "/participantOf", "code": "participant-of-unknown"}]


def test_a_key_is_used_once_however_often_it_comes(integrator: Caller) -> None:
    first = arrest()
    other = {**arrest(station="Bangor"), "key": first["key"]}
    told = imported(integrator, first, first, other)
    assert became(told) == [
        (1, "recorded", None),
        (2, "replayed", None),
        (3, "refused", "idempotency-key-reused"),
    ]
    assert told[0]["participantId"] == told[1]["participantId"]
    (again,) = imported(integrator, first)
    assert (again["status"], again["version"]) == ("replayed", 2)
    alone = integrator.post("/v1/arrests", first["body"], Idempotency_Key=first["key"])
    assert alone.headers["Idempotency-Replayed"] == "true"


def test_a_refusal_by_policy_names_every_clause(integrator: Caller) -> None:
    young = arrest(person={"familyName": "A", "givenNames": "B", "bornOn": "2004-01-01"})
    decision = command(
        "decideEligibility",
        {
            "on": "2019-11-29",
            "scheme": "checkpoint-cymru",
            "eligible": True,
            "decidedBy": SCREENING["screenedBy"],
            "rationale": "First offence.",
        },
        participantOf=young["key"],
    )
    _, refused = imported(integrator, young, decision)
    assert (refused["code"], refused["httpStatus"]) == ("refused-by-policy", 422)
    assert "E1" in refused["clauses"]
    assert refused["edition"] == "checkpoint-cymru/2019-10"
    assert (refused["journey"], bool(refused["participantId"])) == (1, True)


def test_a_version_that_is_named_has_to_be_the_pages(integrator: Caller) -> None:
    first = arrest()
    stale = screening(first["key"], ifMatch=1)
    told = imported(integrator, first, stale, screening(first["key"], ifMatch=2))
    assert [line["status"] for line in told] == ["recorded", "refused", "recorded"]
    assert (told[1]["code"], told[1]["httpStatus"], told[1]["version"]) == ("version-stale", 412, 2)


def test_another_forces_page_is_as_if_it_were_not_there(integrator: Caller) -> None:
    with Caller(str(integrator.client.base_url), "integrator", "gwent") as other:
        (theirs,) = imported(other, arrest())
    there, nowhere = (
        command("recordSafeguardingScreened", SCREENING, participantId=page, journey=1)
        for page in (theirs["participantId"], "p-00000000000000000000000000")
    )
    told = imported(integrator, there, nowhere)
    assert [(line["code"], line["httpStatus"]) for line in told] == [("no-such-page", 404)] * 2
    assert [line["participantId"] for line in told] == [None, None]


def test_entries_say_who_posted_the_import_what_for_and_which_line_they_came_from(
    integrator: Caller, data: Path
) -> None:
    line = arrest()
    answer = integrator.client.post(
        "/v1/imports",
        content=ndjson([b"", line]),
        headers={
            "Content-Type": "application/x-ndjson; charset=utf-8",
            "Idempotency-Key": str(uuid4()),
            "Purpose": "investigation",
            "Justification": "Moved from the old system",
            "On-Behalf-Of": "NWP-2291",
            "X-Correlation-Id": "matter-7",
        },
    )
    import_id = answer.json()["importId"]
    assert ended(integrator, import_id)["status"] == "done"
    (result,) = results(integrator, import_id)
    entries = [one for one in entries_in(data) if one.page == result["participantId"]]
    assert [entry.fact.NAME for entry in entries] == ["page.opened", "arrest.recorded"]
    for entry in entries:
        told = entry.attribution
        assert (told.by, told.purpose) == ("A integrator", "investigation")
        assert (told.on_behalf_of, told.correlation_id) == ("NWP-2291", "matter-7")
        assert told.justification == "Moved from the old system"
        assert told.idempotency_key == line["key"]
        assert told.causation_id == f"{import_id}:2"


def test_results_are_told_in_parts_and_by_what_became_of_the_line(integrator: Caller) -> None:
    import_id = posted(integrator, arrest(), b"x", arrest(), b"y", arrest())
    ended(integrator, import_id)
    path, lines, cursor = f"/v1/imports/{import_id}/results", [], ""
    while cursor is not None:
        part = integrator.get(path, limit=2, **({"cursor": cursor} if cursor else {}))
        lines += [line["line"] for line in part.json()["items"]]
        cursor = part.json()["nextCursor"]
        assert ("Link" in part.headers) is (cursor is not None)
    assert lines == [1, 2, 3, 4, 5]
    malformed = integrator.get(path, status="malformed").json()["items"]
    assert [line["line"] for line in malformed] == [2, 4]
    for wrong in ("x", "WyJhIl0=", "WzEsMl0=", "WzFlMzBd"):
        assert integrator.get(path, cursor=wrong).json()["code"] == "cursor-invalid"
