"""The bundle of one page: what it proves, what it cannot, and what it discloses."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from ledger.evidence.bundles.one_page import disclosed_page, export_page
from ledger.evidence.remembered import Memory
from ledger.evidence.verifying.verdict import State, Step
from tests.bundled import (
    OTHER,
    PERSON,
    Sealed,
    decider,
    files,
    forged,
    lines_of,
    of_page,
    packed,
    source,
    verified,
    whole,
    written,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(place: Sealed) -> bytes:
    return of_page(place)


def disclosed(place: Sealed, page: str = PERSON) -> bytes:
    out = BytesIO()
    with place.ledger() as ledger:
        asked = disclosed_page(page, ledger.keys)
        export_page(out, source(place, ledger), asked, None, None)
    return out.getvalue()


def test_a_page_is_verified_by_its_proofs_alone(place: Sealed, tmp_path: Path) -> None:
    for page in (PERSON, OTHER):
        report = verified(of_page(place, page), tmp_path)
        assert report.exit_code == 0
        assert report.about["page"] == page
        assert report.steps[7].what.endswith("decisions under them, by the adoptions that are here")


def test_a_changed_entry_is_named(bundle: bytes, tmp_path: Path) -> None:
    for index, line in enumerate(lines_of(bundle)):
        other = files(bundle)["entries.jsonl"].replace(line, line.replace(b"mair", b"mari"))
        found = decider(verified(forged(bundle, entries=other), tmp_path), Step.ENTRIES)
        assert found.index == index
        assert found.what == "an inclusion proof that does not lead to the root"


def test_a_proof_of_another_entry_is_refused(bundle: bytes, tmp_path: Path) -> None:
    held = files(bundle)
    turned = {**held, "proofs/3.tlog-proof": held["proofs/4.tlog-proof"]}
    assert decider(verified(packed(turned), tmp_path), Step.ENTRIES).index == 3
    other = {**held, "proofs/3.tlog-proof": held["proofs/3.tlog-proof"].replace(b"\n3\n", b"")}
    other["proofs/3.tlog-proof"] = b"nonsense"
    assert decider(verified(packed(other), tmp_path), Step.ENTRIES).index == 3


def test_a_proof_under_another_checkpoint_is_refused(
    place: Sealed, bundle: bytes, tmp_path: Path
) -> None:
    earlier = files(of_page(place, size=7))
    held = {**files(bundle), "proofs/3.tlog-proof": earlier["proofs/3.tlog-proof"]}
    assert decider(verified(packed(held), tmp_path), Step.ENTRIES).index == 3


def without(bundle: bytes, *indexes: int) -> bytes:
    """The bundle with these leaves left out, and their proofs."""
    held = files(bundle)
    kept = [
        line
        for number, line in enumerate(held["entries.jsonl"].splitlines(keepends=True))
        if number not in indexes
    ]
    held["entries.jsonl"] = b"".join(kept)
    for index in indexes:
        del held[f"proofs/{index}.tlog-proof"]
    return packed(held)


def test_a_line_left_out_in_between_is_found(bundle: bytes, tmp_path: Path) -> None:
    found = decider(verified(without(bundle, 4), tmp_path), Step.PAGES)
    assert (found.what, found.index) == ("line 4 of a page is missing before it", 5)


def test_the_entry_that_publishes_shows_what_it_was_told_from(
    bundle: bytes, tmp_path: Path
) -> None:
    """Whoever leaves out the line before it is found out, though the lines are dense again."""
    report = verified(without(bundle, 6), tmp_path)
    assert decider(report, Step.PAGES).index == 7


def test_lines_left_out_at_the_end_cannot_be_seen(
    place: Sealed, bundle: bytes, tmp_path: Path
) -> None:
    """As the README of such a bundle says: the claims of the shorter page are what is missing."""
    shorter = files(without(bundle, 7))
    shorter["claims.jsonl"] = b"".join(shorter["claims.jsonl"].splitlines(keepends=True)[1:])
    del shorter["log/checkpoints/7"], shorter["log/consistency/7"]
    assert verified(packed(shorter), tmp_path).exit_code == 0


def test_the_forces_page_is_needed_for_its_decisions(bundle: bytes, tmp_path: Path) -> None:
    assert decider(verified(without(bundle, 0), tmp_path), Step.POLICY).index == 5


def test_another_page_than_the_manifest_names_is_refused(
    place: Sealed, bundle: bytes, tmp_path: Path
) -> None:
    held = files(bundle)
    held["manifest.json"] = held["manifest.json"].replace(PERSON.encode(), OTHER.encode())
    found = decider(verified(packed(held), tmp_path), Step.PAGES)
    assert found.what == "entries that are not of the page that the manifest names"


def test_a_false_proof_of_an_earlier_size_is_refused(bundle: bytes, tmp_path: Path) -> None:
    held = files(bundle)
    for other in (b"", b"\n", held["log/consistency/7"][:-1], held["log/consistency/7"] * 2):
        decider(verified(packed({**held, "log/consistency/7": other}), tmp_path), Step.HEADS)


def test_a_status_whose_root_nobody_proves_is_refused(bundle: bytes, tmp_path: Path) -> None:
    held = files(bundle)
    del held["log/consistency/7"]
    found = decider(verified(packed(held), tmp_path), Step.HEADS)
    assert found.what == "a head of 7 leaves that the log does not go on from"
    del held["log/checkpoints/7"]
    found = decider(verified(packed(held), tmp_path), Step.OUTCOME)
    assert found.what == "a published status of a size that nothing here proves"


def test_a_memory_can_be_compared_only_at_the_sizes_that_are_proved(
    place: Sealed, bundle: bytes, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "memory")
    assert verified(whole(place, size=7), tmp_path, memory=memory).exit_code == 0
    assert verified(bundle, tmp_path, memory=memory).exit_code == 0  # 7 is proved here
    assert verified(bundle, tmp_path, memory=memory).exit_code == 0
    other = Memory(tmp_path / "other")
    assert verified(whole(place, size=7), tmp_path, memory=other).exit_code == 0
    report = verified(of_page(place, OTHER), tmp_path, memory=other)
    found = decider(report, Step.MEMORY, State.UNDECIDED)
    assert found.what == "no proof here that the log goes on from 7 leaves"


class TestADisclosure:
    def test_is_proved_by_the_key_that_every_entry_names(
        self, place: Sealed, tmp_path: Path
    ) -> None:
        report = verified(disclosed(place), tmp_path)
        assert report.exit_code == 0
        assert report.steps[-1].what == "7 entries opened with the page's own key"

    def test_that_says_something_else_is_refused(self, place: Sealed, tmp_path: Path) -> None:
        held = files(disclosed(place))
        said = held["disclosed/entries.jsonl"]
        for other, index in (
            (said.replace(b"Example", b"Someone"), 1),
            (said.replace(b'"leaf":1', b'"leaf":2'), 1),
            (b"".join(said.splitlines(keepends=True)[:-1]), 7),
            (said + said, None),
            (said.replace(b"\n", b"", 1), 1),
        ):
            report = verified(packed({**held, "disclosed/entries.jsonl": other}), tmp_path)
            assert decider(report, Step.DISCLOSURE).index == index

    def test_with_another_key_is_refused(self, place: Sealed, tmp_path: Path) -> None:
        held, other = files(disclosed(place)), files(disclosed(place, OTHER))
        swapped = {**held, "disclosed/page.key": other["disclosed/page.key"]}
        found = decider(verified(packed(swapped), tmp_path), Step.DISCLOSURE)
        assert (found.what, found.index) == ("an entry that the page's key does not open", 1)
        for text in (b"", b"00\n", held["disclosed/page.key"].upper(), b"\xff" * 65):
            report = verified(packed({**held, "disclosed/page.key": text}), tmp_path)
            assert decider(report, Step.DISCLOSURE).what == "a page's key in another form"

    def test_of_a_key_alone_is_refused(self, place: Sealed, tmp_path: Path) -> None:
        held = files(disclosed(place))
        for name in ("disclosed/page.key", "disclosed/entries.jsonl"):
            less = {each: text for each, text in held.items() if each != name}
            decider(verified(packed(less), tmp_path), Step.MANIFEST)

    def test_says_of_each_entry_what_its_box_holds(self, place: Sealed) -> None:
        said = files(disclosed(place))["disclosed/entries.jsonl"].splitlines()
        opened = [json.loads(line) for line in said]
        assert [one["leaf"] for one in opened] == [1, 2, 3, 4, 5, 6, 7]
        assert opened[0]["opened"]["fact"]["person"]["given_names"] == "Robin"
        assert opened[4]["opened"]["fact"]["rationale"] == "Own use, willing."
