"""Keys, numbers and base64: one form each, and signatures as the standard says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.evidence.keys import SigningKey, ed25519, parse_signing_key
from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, hash_from_base64, number, to_base64
from ledger.proof.verifier_key import ED25519, VerifierKey, parse_verifier_key
from tests.proving import LOG, MAIR, is_proved, one_bit_changed, refusal

NAME = "a key name that cannot be one"
BASE64 = "base64 in another form than the canonical one"


@pytest.mark.parametrize("key", [LOG.verifier_key, MAIR.cosignature_key])
def test_a_verifier_key_is_read_as_it_was_written(key: VerifierKey) -> None:
    assert parse_verifier_key(str(key)) == key


def test_a_verifier_key_has_at_most_1000_characters() -> None:
    longest = str(VerifierKey("n" * 946, ED25519, bytes(32)))
    assert len(longest) == 1000
    assert str(parse_verifier_key(longest)) == longest


def test_every_changed_bit_of_a_verifier_key_is_refused() -> None:
    key = LOG.verifier_key
    for changed in one_bit_changed(str(key).encode()):
        with pytest.raises(NotProved):
            parse_verifier_key(changed.decode("latin-1"))


def written(name: str, kind: int, public: bytes) -> str:
    """The key as text, its hash right, whether or not there is such a key."""
    like = VerifierKey("name", ED25519, bytes(32))
    object.__setattr__(like, "name", name)
    object.__setattr__(like, "kind", kind)
    object.__setattr__(like, "public", public)
    return str(like)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", NAME),
        ("name", "a key for an unknown type of signature"),
        (written("", ED25519, bytes(32)), NAME),
        (written("na me", ED25519, bytes(32)), NAME),
        (written("na\u3000me", ED25519, bytes(32)), NAME),
        (written("na\x1bme", ED25519, bytes(32)), NAME),
        (written("name", 0x02, bytes(32)), "a key for an unknown type of signature"),
        (written("name", 0x65, bytes(32)), "a key for an unknown type of signature"),
        (written("name", ED25519, bytes(31)), "a key that is not of 32 bytes"),
        (written("name", ED25519, bytes(33)), "a key that is not of 32 bytes"),
        (written("n" * 947, ED25519, bytes(32)), "a verifier key of more than 1000 characters"),
        (written("name", ED25519, bytes(32)) + "=", BASE64),
        (f"name+00000000+{to_base64(bytes([ED25519]) + bytes(32))}",
         "a verifier key whose hash is of another key"),
    ],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(text: str, what: str) -> None:
    assert refusal(text, of=parse_verifier_key) == what


def test_a_lone_surrogate_is_no_name() -> None:
    assert refusal("na\ud800me", ED25519, bytes(32), of=VerifierKey) == NAME


@pytest.mark.parametrize("text", ["0", "1", "10", "9223372036854775807"])
def test_a_number_is_a_plain_decimal(text: str) -> None:
    assert str(number(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", "01", "00", " 1", "1 ", "1\n", "1_0", "1.0", "1e3", "0x1", "١", "9" * 5000,
     "9223372036854775808"],
)  # fmt: skip
def test_a_number_in_any_other_form_is_refused(text: str) -> None:
    what = "a number that is not a plain decimal of at most 9223372036854775807"
    assert refusal(text, of=number) == what


@settings(derandomize=True)
@given(st.binary(max_size=80))
def test_base64_is_read_as_it_was_written(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data


@settings(derandomize=True)
@given(st.text(max_size=12) | st.text("ABab+/= \n-_", max_size=12))
def test_one_text_says_the_same_bytes(text: str) -> None:
    if is_proved(text, by=from_base64):
        assert to_base64(from_base64(text)) == text
    else:
        assert refusal(text, of=from_base64) == BASE64


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_has_32_bytes(length: int) -> None:
    refused = refusal(to_base64(bytes(length)), of=hash_from_base64)
    assert refused == "a hash that is not of 32 bytes"


RFC_8032 = {
    "seed": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "public": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "of nothing": "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
}


def test_keys_sign_as_the_standard_says() -> None:
    key = SigningKey("rfc8032", bytes.fromhex(RFC_8032["seed"]))
    public, signature = bytes.fromhex(RFC_8032["public"]), bytes.fromhex(RFC_8032["of nothing"])
    assert key.verifier_key.public == public
    assert key.sign(b"") == signature
    assert ed25519(public, b"", signature)
    assert not ed25519(public, b"x", signature)


def test_a_signing_key_is_read_as_it_was_written_and_not_shown() -> None:
    assert parse_signing_key(LOG.written()) == LOG
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)


def test_what_is_no_signing_key_is_refused_unquoted() -> None:
    line = LOG.written()
    assert refusal(line[:-4], of=parse_signing_key) == "a signing key of another length"
    for wrong in (line.removeprefix("PRIVATE+"), line.replace("ledger", "badger"), line + "\n"):
        with pytest.raises(NotProved) as refused:
            parse_signing_key(wrong)
        assert LOG.seed[:8].hex() not in str(refused.value)
        assert line[-20:] not in str(refused.value)
