"""A bundle is the same for whoever makes it, whenever and wherever; and it holds what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ledger.evidence.bundles.exporting import NotExported, NotSealedThere, Source
from ledger.evidence.bundles.one_page import (
    NothingKnown,
    NothingToOpen,
    disclosed_page,
    export_page,
)
from ledger.evidence.bundles.whole import export_ledger
from ledger.evidence.keys import ed25519
from ledger.evidence.verifying.looking import untold
from ledger.policy.load import EDITIONS, EditionChanged
from ledger.privacy.keystore import Destroyed
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.tlog_proof import parse_tlog_proof, verify_entry
from tests.bundled import (
    ENGINE,
    OTHER,
    PERSON,
    POLICY,
    Sealed,
    files,
    lines_of,
    of_page,
    source,
    whole,
    write_ledger,
    written,
)

ELSEWHERE = """
import os, sys
from pathlib import Path
os.umask(0o077)
from tests.bundled import Sealed, of_page, whole
make = {"whole": whole, "page": of_page}[sys.argv[2]]
sys.stdout.buffer.write(make(Sealed(Path(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """A sealed ledger; tests leave it as it was."""
    return written(tmp_path_factory.mktemp("sealed"))


def elsewhere(place: Sealed, kind: str, **environment: str) -> bytes:
    """The bundle as another process makes it, in another environment."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", ELSEWHERE, str(place.folder), kind],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("kind", ["whole", "page"])
def test_the_same_ledger_gives_the_same_bytes_everywhere(place: Sealed, kind: str) -> None:
    here = whole(place) if kind == "whole" else of_page(place)
    assert here == (whole(place) if kind == "whole" else of_page(place))
    far = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "LANG": "cy_GB.UTF-8"}
    assert elsewhere(place, kind, **far) == here
    assert elsewhere(place, kind, TZ="UTC", PYTHONUTF8="1", PYTHONHASHSEED="8") == here


def test_a_whole_bundle_holds_every_entry_and_the_tree_over_them(place: Sealed) -> None:
    held = files(whole(place))
    lines = place.lines()
    assert held["entries.jsonl"] == b"".join(line + b"\n" for line in lines)
    assert held["log/checkpoint"] == place.published.latest()
    tiles = {name: text for name, text in held.items() if name.startswith("log/tile/")}
    published = place.everything()
    assert tiles == {name: published[name.removeprefix("log/")] for name in tiles}
    assert place.checkpoint().root == root([leaf_hash(line) for line in lines])


def test_what_a_status_was_told_from_is_there_as_a_signed_head(place: Sealed) -> None:
    for bundle in (whole(place), of_page(place)):
        assert files(bundle)["log/checkpoints/7"] == place.published.note(7)


def test_the_editions_are_the_files_that_were_cited(place: Sealed) -> None:
    held = files(whole(place))
    name = "checkpoint-cymru/2019-10.toml"
    assert held[f"policies/{name}"] == (EDITIONS / name).read_bytes()
    assert [each for each in held if each.startswith("policies/")] == [f"policies/{name}"]


def test_every_line_of_a_page_has_a_proof_that_others_can_verify(place: Sealed) -> None:
    held = files(of_page(place))
    lines = held["entries.jsonl"].splitlines()
    proofs = [text for name, text in held.items() if name.startswith("proofs/")]
    assert len(lines) == len(proofs) == 8
    for line, text in zip(lines, proofs, strict=True):
        assert verify_entry(line, parse_tlog_proof(text), POLICY, ed25519).checkpoint.size == 10


def test_a_page_comes_with_nobody_elses_entries(place: Sealed) -> None:
    pages = {
        json.loads(line)["page"] for line in files(of_page(place))["entries.jsonl"].splitlines()
    }
    assert pages == {PERSON, "force-north-wales"}
    assert OTHER not in str(files(of_page(place)))


def test_names_of_files_and_the_manifest_say_nothing_of_a_person(place: Sealed) -> None:
    for bundle in (whole(place), of_page(place)):
        held = files(bundle)
        assert not [name for name in held if "Example" in name or "p-0" in name]
        assert b"Robin" not in bundle
        assert b"Example" not in bundle


def test_the_files_are_as_the_schemas_say(place: Sealed) -> None:
    for bundle in (whole(place), of_page(place)):
        held = files(bundle)
        for schema, texts in (
            ("manifest", [held["manifest.json"]]),
            ("claim", held["claims.jsonl"].splitlines()),
            ("entry", held["entries.jsonl"].splitlines()),
        ):
            told = json.loads(held[f"schema/{schema}.json"])
            Draft202012Validator.check_schema(told)
            for text in texts:
                Draft202012Validator(told).validate(json.loads(text))


def test_the_manifest_lists_every_other_file(place: Sealed) -> None:
    held = files(whole(place))
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["files"] == [
        {"bytes": len(text), "name": name, "sha256": sha256(text).hexdigest()}
        for name, text in held.items()
    ]
    assert (manifest["size"], manifest["engine"], manifest["as_at"]) == (10, ENGINE, "2019-12-10")


def test_the_readme_says_what_it_cannot_show_and_what_a_key_opens(place: Sealed) -> None:
    readme = files(of_page(place))["README.txt"].decode()
    assert "It CANNOT show that nothing was written on the page AFTER the last line" in readme
    assert "WHOEVER HAS THAT KEY CAN READ ALL THAT IS SEALED ON THE PAGE" in readme
    for bundle in (whole(place), of_page(place)):
        words = files(bundle)["README.txt"].decode().split()
        assert "diversion-ledger-verify" in words


def test_claims_are_told_of_the_day_that_is_named(place: Sealed) -> None:
    held = files(whole(place, as_at=date(2019, 12, 9)))
    told = [json.loads(line) for line in held["claims.jsonl"].splitlines()]
    assert [claim["leaf"] for claim in told] == [7]  # nobody was arrested by then
    now = [json.loads(line) for line in files(whole(place))["claims.jsonl"].splitlines()]
    assert [(claim["page"], claim["station"]) for claim in now] == [
        (PERSON, "offered"),
        (PERSON, "offered"),
        (OTHER, "arrested"),
    ]


def test_an_earlier_seal_can_be_exported_as_it_was(place: Sealed) -> None:
    held = files(whole(place, size=7))
    assert held["log/checkpoint"] == place.published.note(7)
    assert len(held["entries.jsonl"].splitlines()) == 7
    assert "log/checkpoints/7" not in held
    assert len(files(of_page(place, size=7))["entries.jsonl"].splitlines()) == 7


def test_what_was_never_sealed_is_not_exported(place: Sealed, tmp_path: Path) -> None:
    with pytest.raises(NotSealedThere):
        whole(place, size=8)
    with pytest.raises(NotSealedThere):
        of_page(place, size=11)
    never = Sealed(tmp_path)
    with never.ledger():
        pass
    with pytest.raises(NotSealedThere):
        whole(never)


def test_a_page_of_which_nothing_is_sealed_is_not_exported(place: Sealed) -> None:
    with pytest.raises(NothingKnown):
        of_page(place, OTHER, size=7)
    with pytest.raises(NothingKnown):
        of_page(place, "p-9999999999999999999999999")


def test_an_edition_that_is_not_as_it_was_cited_is_not_exported(
    place: Sealed, tmp_path: Path
) -> None:
    with place.ledger() as ledger:
        told = Source(ledger, place.published, ENGINE, editions=tmp_path)
        with pytest.raises(EditionChanged, match="checkpoint-cymru/2019-10"):
            export_ledger(BytesIO(), told, None, None, untold)


def test_a_ledger_that_was_altered_is_not_exported(tmp_path: Path) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    place.alter(
        "UPDATE stored_events SET state = replace(state, 'mair.pugh', 'mari.pugh') WHERE rowid = 3"
    )
    place.alter("UPDATE stored_events SET state = CAST(state AS BLOB) WHERE rowid = 3")
    with pytest.raises(NotExported, match="root of the sealed head"):
        whole(place)
    with pytest.raises(NotExported, match="leaf 2: an inclusion proof"):
        of_page(place)


def test_an_entry_that_is_more_than_one_line_is_not_exported(tmp_path: Path) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    place.alter(
        "UPDATE stored_events SET state = CAST(state || CAST(x'0a' AS TEXT) || state AS BLOB)"
        " WHERE rowid = 4"
    )
    for export in (whole, of_page):
        with pytest.raises(NotExported, match="a line feed within an entry"):
            export(place)


def test_a_request_that_was_recorded_twice_is_not_exported(tmp_path: Path) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    keys = [json.loads(line)["idempotency_key"] for line in lines_of(whole(place))]
    again = f"replace(state, '{keys[9]}', '{keys[3]}')"
    assert keys[9] != keys[3] != keys[8]
    place.alter(f"UPDATE stored_events SET state = CAST({again} AS BLOB) WHERE rowid = 10")  # noqa: S608
    with pytest.raises(NotExported, match="leaf 9: a request that was recorded before"):
        whole(place)


def test_the_key_is_in_the_bundle_only_where_it_was_asked_for(place: Sealed) -> None:
    with place.ledger() as ledger:
        page = disclosed_page(PERSON, ledger.keys)
        out = BytesIO()
        export_page(out, source(place, ledger), page, None, None)
    assert page.key is not None
    secret = page.key.secret.hex().encode()
    held = files(out.getvalue())
    assert held["disclosed/page.key"] == secret + b"\n"
    assert b'"family_name":"Example"' in held["disclosed/entries.jsonl"]
    assert secret not in of_page(place)
    assert secret not in whole(place)


def test_a_page_whose_key_was_destroyed_cannot_be_disclosed_but_exported(tmp_path: Path) -> None:
    place = Sealed(tmp_path)
    write_ledger(place)
    with place.ledger() as ledger:
        commitment = ledger.keys.for_writing(PERSON).commitment
        ledger.keys.destroy(PERSON, Destroyed(commitment, ""))
        with pytest.raises(NothingToOpen):
            disclosed_page(PERSON, ledger.keys)
    assert len(files(of_page(place))["entries.jsonl"].splitlines()) == 8
