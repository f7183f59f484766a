"""A time stamp says when a checkpoint was there, to whoever trusts its authority; offline."""

from __future__ import annotations

import subprocess
import sys
from base64 import encodebytes
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from ledger.evidence.stamps import (
    MOST_BYTES,
    authorities,
    stamp_request,
    stamped_at,
    stamped_part,
)
from ledger.proof.note import parse_note, signed
from ledger.proof.refusal import NotProved
from tests.proving import GWEN, MAIR, NEXT_LOG, is_proved, one_bit_changed, refusal
from tests.stamping import DAY, Authority, openssl_is_here
from tests.witnessing import ROOT, note

pytestmark = [
    openssl_is_here,
    # cryptography warns of odd certificates before they are refused
    pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning"),
]

NOTE = note(100)
REFUSED = "a time stamp of another note or authority, or that was changed"
CHANGED = "a certificate of an authority that is none, or was changed"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "own")


@pytest.fixture(scope="module")
def response(authority: Authority) -> bytes:
    return authority.answer(stamp_request(NOTE))


def test_a_stamp_says_when_the_note_was_there(authority: Authority, response: bytes) -> None:
    at = stamped_at(NOTE, response, authorities(authority.pem))
    assert at.tzinfo is not None
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(minutes=10)


def test_every_changed_bit_of_the_note_is_refused(authority: Authority, response: bytes) -> None:
    roots = authorities(authority.pem)
    for changed in one_bit_changed(NOTE):
        assert not is_proved(changed, response, roots, by=stamped_at)


def test_a_stamp_holds_whoever_cosigns_the_note_afterwards(
    authority: Authority, response: bytes
) -> None:
    roots = authorities(authority.pem)
    text, own = parse_note(NOTE).text, parse_note(NOTE).signatures
    for seconds in (1, 2):
        cosigned = signed(text, [MAIR.cosigner(seconds), GWEN], own)
        assert stamped_part(cosigned) == NOTE
        assert stamped_at(cosigned, response, roots) == stamped_at(NOTE, response, roots)
    for theirs in (signed(text, [GWEN]), signed(text, [NEXT_LOG])):
        assert not is_proved(theirs, response, roots, by=stamped_at)


def test_a_changed_bit_of_the_stamp_is_refused_or_names_an_algorithm_that_nothing_signs(
    authority: Authority, response: bytes
) -> None:
    roots = authorities(authority.pem)
    at = stamped_at(NOTE, response, roots)
    survivors = []
    for bit, changed in enumerate(one_bit_changed(response)):
        with suppress(NotProved):
            assert stamped_at(NOTE, changed, roots) == at
            survivors.append(bit // 8)
    # RFC 5652 leaves the name of the signature's algorithm unsigned: openssl goes by the key.
    ecdsa_with_sha256 = bytes.fromhex("06082a8648ce3d040302")
    named = response.rindex(ecdsa_with_sha256)
    assert set(survivors) <= set(range(named, named + len(ecdsa_with_sha256)))


def test_every_changed_bit_of_a_certificate_is_refused(authority: Authority) -> None:
    der = authority.root.public_bytes(Encoding.DER)
    for changed in one_bit_changed(der):
        lines = encodebytes(changed).decode()
        pem = f"-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n".encode()
        assert refusal(pem, of=authorities) == CHANGED


def test_a_stamp_of_another_authority_is_refused(
    authority: Authority, response: bytes, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other")
    theirs = other.answer(stamp_request(NOTE))
    assert refusal(NOTE, theirs, authorities(authority.pem), of=stamped_at) == REFUSED
    assert refusal(NOTE, response, authorities(other.pem), of=stamped_at) == REFUSED
    both = authorities(authority.pem + other.pem)
    assert stamped_at(NOTE, response, both) <= stamped_at(NOTE, theirs, both)


def test_a_certificate_for_another_use_does_not_stamp(tmp_path: Path) -> None:
    posing = Authority(tmp_path / "posing", usage=ExtendedKeyUsageOID.CODE_SIGNING)
    with pytest.raises(subprocess.CalledProcessError):
        posing.answer(stamp_request(NOTE))


def test_a_certificate_must_have_been_good_when_it_stamped_not_now(tmp_path: Path) -> None:
    gone = Authority(tmp_path / "gone", since=datetime.now(UTC) - 20 * DAY, days=10)
    stamp = gone.answer(stamp_request(NOTE))
    assert refusal(NOTE, stamp, authorities(gone.pem), of=stamped_at) == REFUSED


def test_an_answer_to_another_request_is_refused(authority: Authority, response: bytes) -> None:
    roots, asked = authorities(authority.pem), stamp_request(NOTE)
    answered = authority.answer(asked)
    assert stamped_at(NOTE, answered, roots, asked)
    assert refusal(NOTE, response, roots, asked, of=stamped_at) == REFUSED
    assert refusal(NOTE, answered, roots, b"no request", of=stamped_at) == REFUSED


def test_an_authority_that_does_not_grant_is_refused(authority: Authority) -> None:
    declined = authority.answer(b"no request at all")
    assert refusal(NOTE, declined, authorities(authority.pem), of=stamped_at) == REFUSED


@pytest.mark.parametrize("pem", [b"", b"no certificate", NOTE])
def test_what_is_no_certificate_is_trusted_by_nobody(pem: bytes) -> None:
    assert refusal(pem, of=authorities) == CHANGED


def test_a_certificate_that_another_signed_is_no_authority_of_its_own(
    authority: Authority,
) -> None:
    assert refusal((authority.folder / "stamps.pem").read_bytes(), of=authorities) == CHANGED


def test_nobody_trusted_and_nothing_stamped(authority: Authority, response: bytes) -> None:
    assert refusal(NOTE, response, (), of=stamped_at) == REFUSED
    long = bytes(MOST_BYTES + 1)
    assert "more than" in refusal(NOTE, long, authorities(authority.pem), of=stamped_at)


@given(st.data())
def test_no_bytes_lead_to_another_error(
    authority: Authority, response: bytes, data: st.DataObject
) -> None:
    changed = bytearray(response)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    roots = authorities(authority.pem)
    for stamp in (bytes(changed), data.draw(st.binary())):
        with suppress(NotProved):
            assert stamped_at(NOTE, stamp, roots) == stamped_at(NOTE, response, roots)


WITHOUT = f"""
NOTE = {NOTE!r}
import sys
sys.modules["rfc3161_client"] = None
from ledger.evidence import checking, remembered, stamp_files, stamps
try:
    stamps.stamp_request(NOTE)
except stamps.StampReaderMissing as missing:
    print(missing)
"""


def test_only_who_stamps_needs_the_library() -> None:
    command = [sys.executable, "-c", WITHOUT]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout == "the package rfc3161-client is not installed\n"
