"""Time stamps (RFC 3161): that an authority saw a checkpoint's signed note, and when at the latest.

What is stamped is the note as its log alone signed it: witnesses may cosign it afterwards, and
again. A stamp is checked offline, against certificates that the verifier holds already. Only who
stamps, or has a stamp to check, needs `rfc3161-client`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import (
    Certificate,
    InvalidVersion,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)

from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import parse_note, signed
from ledger.proof.refusal import NotProved

MOST_BYTES = 100_000
_REFUSED = "a time stamp of another note or authority, or that was changed"
_UNUSABLE = (ValueError, TypeError, InvalidSignature, InvalidVersion, UnsupportedAlgorithm)
SIGNED_DATA_VERSION, SIGNER_VERSION = 3, 1
"""Of RFC 5652: no signature covers them, so they are seen to be as RFC 3161 has them."""


class StampReaderMissing(Exception):
    """The package `rfc3161-client` is not installed, without which no time stamp can be read."""


def stamped_part(note: bytes) -> bytes:
    """The bytes that are stamped: the note without the signatures of others than its log.

    Raises:
        NotProved: `note` is no checkpoint, or its log did not sign it.
    """
    parsed = parse_note(note)
    origin = parse_checkpoint(parsed.text).origin
    return signed(parsed.text, (), [each for each in parsed.signatures if each.name == origin])


def stamp_request(note: bytes) -> bytes:
    """The request (DER) for a stamp of `note`: by SHA-256, with a nonce, certificates wanted.

    Raises:
        NotProved: As `stamped_part` says.
        StampReaderMissing: As it says.
    """
    client = _client()
    builder = client.TimestampRequestBuilder(stamped_part(note), client.HashAlgorithm.SHA256)
    request: bytes = builder.build().as_bytes()
    return request


def authorities(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates of authorities in a PEM file, each signed by itself.

    Raises:
        NotProved: There is none, or one cannot be read or is not signed by its own key.
    """
    try:
        found = load_pem_x509_certificates(pem)
        for each in found:
            _check_ends_with_its_signature(each)
            each.verify_directly_issued_by(each)
    except _UNUSABLE:
        raise NotProved("a certificate of an authority that is none, or was changed") from None
    return tuple(found)


def stamped_at(
    note: bytes, response: bytes, roots: Sequence[Certificate], request: bytes | None = None
) -> datetime:
    """When an authority under `roots` saw `note`, by its own clock, as `response` (DER) says.

    Args:
        note: The signed note that was stamped; who signed it is not verified.
        response: What the authority answered.
        roots: See `authorities`. They need to be valid at that moment, not now.
        request: What was asked, where it is known: the answer must be to it and no other.

    Raises:
        NotProved: `response` is no granted stamp of `note` by such an authority; or not the answer
            to `request`; or `note` is as `stamped_part` says.
        StampReaderMissing: As it says.
    """
    client, part = _client(), stamped_part(note)
    if len(response) > MOST_BYTES:
        raise NotProved(f"a time stamp of more than {MOST_BYTES} bytes")
    try:
        stamp = client.decode_timestamp_response(response)
        nonce = None if request is None else client._rust.parse_timestamp_request(request).nonce
        _check_unsigned_parts(stamp)
        at: datetime = stamp.tst_info.gen_time
    except _UNUSABLE:
        raise NotProved(_REFUSED) from None
    # One by one: of two roots of one name, as when one follows another, only one would be tried.
    for root in roots:
        try:
            client.VerifierBuilder(roots=[root], nonce=nonce).build().verify_message(stamp, part)
        except (*_UNUSABLE, client.VerificationError):
            continue
        return at
    raise NotProved(_REFUSED)


def _check_unsigned_parts(stamp: Any) -> None:
    """See that nothing is said twice, of which one could be verified and the other believed."""
    data = stamp.signed_data
    signers = [signer.version for signer in data.signer_infos]
    certificates = list(map(load_der_x509_certificate, data.certificates))
    for each in certificates:
        _check_ends_with_its_signature(each)
    named = {(each.issuer, each.serial_number) for each in certificates}
    if (data.version, signers) != (SIGNED_DATA_VERSION, [SIGNER_VERSION]):
        raise ValueError
    if len(named) != len(certificates):
        raise ValueError


def _check_ends_with_its_signature(certificate: Certificate) -> None:
    """See that no bit of the signature is declared unused: nothing signs that number."""
    if certificate.public_bytes(Encoding.DER)[-len(certificate.signature) - 1]:
        raise ValueError


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ModuleNotFoundError:
        raise StampReaderMissing("the package rfc3161-client is not installed") from None
    return rfc3161_client
