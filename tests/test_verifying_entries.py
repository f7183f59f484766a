"""Acts on entries, each by whoever has the log's key as well, and the step that finds each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.evidence.verifying.verdict import State, Step
from tests.bundled import (
    Sealed,
    decider,
    fact_changed,
    files,
    forged,
    line_changed,
    lines_of,
    packed,
    stolen,
    verified,
    whole,
    written,
)

STATUS, ADOPTED, DECIDED, FIRST = 7, 0, 5, 1
"""The leaves of the ledger's entries that acts are done to."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(place: Sealed) -> bytes:
    return whole(place)


def at(lines: list[bytes], index: int, line: bytes) -> list[bytes]:
    return [*lines[:index], line, *lines[index + 1 :]]


class TestEntries:
    @pytest.mark.parametrize("index", range(10))
    def test_a_changed_entry_is_named(self, bundle: bytes, tmp_path: Path, index: int) -> None:
        lines = lines_of(bundle)
        other = at(lines, index, line_changed(lines[index], by="somebody.else"))
        found = decider(verified(forged(bundle, entries=joined(other)), tmp_path), Step.ENTRIES)
        assert (found.what, found.index) == (
            "an entry that is not the leaf that it should be",
            index,
        )

    def test_entries_that_are_missing_more_or_turned_are_named(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        lines = lines_of(bundle)
        for other, index in (
            (lines[:-1], 9),
            ([*lines, lines[-1]], 10),
            ([*lines[:4], *lines[5:]], 4),
            ([*lines[:4], lines[5], lines[4], *lines[6:]], 4),
        ):
            report = verified(forged(bundle, entries=joined(other)), tmp_path)
            assert decider(report, Step.ENTRIES).index == index

    def test_a_line_cut_short_or_too_long_is_refused(self, bundle: bytes, tmp_path: Path) -> None:
        text = files(bundle)["entries.jsonl"]
        for other in (text[:-1], text + b"x", text + b"x" * 600_000, b"", text + b"\n"):
            decider(verified(forged(bundle, entries=other), tmp_path), Step.ENTRIES)

    def test_what_is_not_canonical_is_refused_though_the_log_has_it(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        lines = lines_of(bundle)
        spaced = at(lines, 4, lines[4].replace(b":", b": ", 1))
        found = decider(verified(stolen(bundle, spaced), tmp_path), Step.ENTRIES)
        assert (found.index, found.what[:29]) == (4, "an entry that is not canonica")

    def test_a_fact_from_a_later_version_decides_nothing(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        later = at(lines_of(bundle), 9, line_changed(lines_of(bundle)[9], name="arrest.imagined"))
        report = verified(stolen(bundle, later), tmp_path)
        assert decider(report, Step.ENTRIES, State.UNDECIDED).index == 9
        assert report.exit_code == 2

    def test_a_request_that_was_recorded_twice_is_found(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        lines = lines_of(bundle)
        again = [*lines, line_changed(lines[8], page="p-0000000000000000000000003")]
        found = decider(verified(stolen(bundle, again), tmp_path), Step.ENTRIES)
        assert (found.what, found.index) == ("a request that was recorded before", 10)


class TestPages:
    def test_a_missing_line_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        lines = lines_of(bundle)
        found = decider(verified(stolen(bundle, [*lines[:3], *lines[4:]]), tmp_path), Step.PAGES)
        assert (found.what, found.index) == ("line 3 of a page is missing before it", 3)

    def test_a_page_with_two_keys_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        lines = lines_of(bundle)
        sealed = {**json.loads(lines[3])["sealed"], "key": "0" * 64}
        other = at(lines, 3, line_changed(lines[3], sealed=sealed))
        found = decider(verified(stolen(bundle, other), tmp_path), Step.PAGES)
        assert (found.what, found.index) == ("a page that is sealed with two keys", 3)

    def test_a_page_that_is_not_opened_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        lines = lines_of(bundle)
        moved = line_changed(
            lines[9], page="p-0000000000000000000000003", line=1, idempotency_key=""
        )
        found = decider(verified(stolen(bundle, at(lines, 9, moved)), tmp_path), Step.PAGES)
        assert (found.what, found.index) == ("a page that is not opened first", 9)


class TestPolicies:
    def test_a_swapped_edition_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        name = "policies/checkpoint-cymru/2019-10.toml"
        held = files(bundle)
        other = packed({**held, name: held[name].replace(b"P12M", b"P11M")})
        found = decider(verified(other, tmp_path), Step.POLICY)
        assert "is not what it was when it was cited" in found.what
        assert found.index == ADOPTED

    def test_a_missing_edition_decides_nothing(self, bundle: bytes, tmp_path: Path) -> None:
        held = files(bundle)
        del held["policies/checkpoint-cymru/2019-10.toml"]
        report = verified(packed(held), tmp_path)
        assert decider(report, Step.POLICY, State.UNDECIDED).index == ADOPTED

    def test_an_edition_that_nobody_cites_is_refused(self, bundle: bytes, tmp_path: Path) -> None:
        held = {}
        for name, text in files(bundle).items():
            held[name] = text
            if name.startswith("policies/"):
                held["policies/checkpoint-cymru/2019-12.toml"] = text
        decider(verified(packed(held), tmp_path), Step.POLICY)

    def test_a_decision_before_the_adoption_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        lines = lines_of(bundle)
        later = at(lines, ADOPTED, fact_changed(lines[ADOPTED], from_on="2019-12-11"))
        found = decider(verified(stolen(bundle, later), tmp_path), Step.POLICY)
        assert found.index == DECIDED
        elsewhere = at(lines, ADOPTED, fact_changed(lines[ADOPTED], force="gwent"))
        assert decider(verified(stolen(bundle, elsewhere), tmp_path), Step.PAGES).index == ADOPTED


class TestOutcomes:
    @pytest.mark.parametrize(
        ("changes", "point"),
        [
            ({"station": "closed"}, "station"),
            ({"record": "avoided"}, "record"),
            ({"size": 6}, "root"),
            ({"root": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, "root"),
            ({"journey": 2}, "journey"),
            ({"as_at": "2019-12-09"}, "journey"),
        ],
    )
    def test_a_false_status_is_found(
        self, bundle: bytes, tmp_path: Path, changes: dict[str, str], point: str
    ) -> None:
        lines = lines_of(bundle)
        false = at(lines, STATUS, fact_changed(lines[STATUS], **changes))
        found = decider(verified(stolen(bundle, false), tmp_path), Step.OUTCOME)
        assert found.what == f"a published status whose {point} is not what the entries tell"
        assert found.index == STATUS

    def test_a_false_claim_is_found(self, bundle: bytes, tmp_path: Path) -> None:
        claims = files(bundle)["claims.jsonl"]
        first, second, third = claims.splitlines(keepends=True)
        for other, index in (
            (claims.replace(b'"pending"', b'"avoided"', 1), STATUS),
            (first + second, 8),
            (first + second + third.replace(b"arrested", b"closed"), 8),
            (claims + first, None),
            (second + first + third, STATUS),
        ):
            report = verified(forged(bundle, claims=other), tmp_path)
            assert decider(report, Step.OUTCOME).index == index


def joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)
