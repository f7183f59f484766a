"""Policies: whom a verifier trusts, as its file says, and what a checkpoint needs to meet it."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from ledger.evidence.keys import SigningKey, ed25519
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import root
from ledger.proof.note import Signer, signed
from ledger.proof.policy import Group, Policy, Vouched, vouched
from ledger.proof.policy_file import parse_policy
from ledger.proof.refusal import NotProved
from tests.proving import GWEN, LOG, MAIR, NEXT_LOG, OWAIN, is_proved, leaves, refusal

CHECKPOINT = Checkpoint(LOG.name, 7, root(leaves(7)))
L, N = str(LOG.verifier_key), str(NEXT_LOG.verifier_key)
M, G, O = (str(key.cosignature_key) for key in (MAIR, GWEN, OWAIN))  # noqa: E741
WITNESSES = {b"mair": MAIR, b"gwen": GWEN, b"owain": OWAIN}

FILE = f"""# Whom the scrutiny panel trusts.
log {L} https://ledger.example/log

 \twitness mair {M}
witness\tgwen   {G} https://witness.example/gwen\t
witness owain {O}
group volunteers any gwen owain
group all-of-them 2 mair volunteers
quorum all-of-them
log {N}
""".encode()
POLICY = Policy(
    (LOG.verifier_key, NEXT_LOG.verifier_key),
    {name: key.cosignature_key for name, key in WITNESSES.items()},
    {
        b"volunteers": Group(1, (b"gwen", b"owain")),
        b"all-of-them": Group(2, (b"mair", b"volunteers")),
    },
    b"all-of-them",
)


def test_a_policy_file_says_logs_witnesses_groups_and_a_quorum() -> None:
    assert parse_policy(FILE) == POLICY


@pytest.mark.parametrize(
    "cosigners",
    [*chain.from_iterable(combinations(sorted(WITNESSES), number) for number in range(4))],
    ids=lambda names: b"+".join(names).decode() or "nobody",
)
def test_a_quorum_of_groups_is_counted(cosigners: tuple[bytes, ...]) -> None:
    wanted = b"mair" in cosigners and len(cosigners) > 1
    assert POLICY.is_met_by(cosigners) == wanted
    data = cosigned([LOG], cosigners)
    if wanted:
        times = {name: time(name) for name in cosigners}
        assert vouched(data, POLICY, ed25519) == Vouched(CHECKPOINT, LOG.verifier_key, times)
    else:
        refused = refusal(data, POLICY, ed25519, of=vouched)
        assert refused == "a checkpoint without the policy's quorum"


def time(name: bytes) -> int:
    return 1_700_000_000 + list(WITNESSES).index(name)


def cosigned(logs: list[SigningKey], witnesses: tuple[bytes, ...]) -> bytes:
    signers: list[Signer] = [*logs]
    signers += [WITNESSES[name].cosigner(time(name)) for name in witnesses]
    return signed(CHECKPOINT.text, signers)


@pytest.mark.parametrize("threshold", ["any", "all", "1", "2", "3"])
def test_a_threshold_is_a_number_or_a_word(threshold: str) -> None:
    lines = f"witness a {M}\nwitness b {G}\nwitness c {O}\ngroup g {threshold} a b c\nquorum g\n"
    policy = parse_policy(lines.encode())
    wanted = {"any": 1, "all": 3}.get(threshold) or int(threshold)
    assert policy.groups[b"g"] == Group(wanted, (b"a", b"b", b"c"))
    assert policy.is_met_by((b"a", b"b", b"c")[:wanted])
    assert not policy.is_met_by((b"a", b"b", b"c")[: wanted - 1])


def test_one_witness_can_be_the_quorum() -> None:
    policy = parse_policy(f"log {L}\nwitness w {M}\nquorum w\n".encode())
    assert vouched(cosigned([LOG], (b"mair",)), policy, ed25519).cosigned_at == {
        b"w": time(b"mair")
    }
    assert not is_proved(cosigned([LOG], (b"gwen",)), policy, ed25519, by=vouched)


def test_a_policy_can_ask_for_no_witness() -> None:
    policy = parse_policy(f"log {L}\nquorum none\n".encode())
    assert vouched(cosigned([LOG], ()), policy, ed25519).cosigned_at == {}


def test_nobody_vouches_for_a_time_where_no_witness_is_asked_for() -> None:
    asking = parse_policy(f"witness w {M}\nquorum w\n".encode())
    assert [asking.is_vouched_for_by(names) for names in ((), (b"w",))] == [False, True]
    asking_nobody = parse_policy(f"witness w {M}\nquorum none\n".encode())
    assert not any(asking_nobody.is_vouched_for_by(names) for names in ((), (b"w",)))


def test_names_are_bytes_and_words_of_the_format_can_be_names() -> None:
    lines = (
        f"witness all {M}\nwitness \xff\xa0\x85 {G}\ngroup any all all \xff\xa0\x85\nquorum any\n"
    )
    policy = parse_policy(lines.encode("latin-1"))
    assert policy.groups == {b"any": Group(2, (b"all", b"\xff\xa0\x85"))}


def test_a_policy_without_a_log_vouches_for_none() -> None:
    policy = parse_policy(f"witness w {M}\nquorum w\n".encode())
    refused = refusal(cosigned([LOG], (b"mair",)), policy, ed25519, of=vouched)
    assert refused == "a checkpoint that no log of the policy signed"


def test_a_quorum_does_not_stand_for_the_log() -> None:
    refused = refusal(cosigned([], (b"mair", b"gwen")), POLICY, ed25519, of=vouched)
    assert refused == "a checkpoint that no log of the policy signed"
    stolen = SigningKey("other.example", LOG.seed)
    refused = refusal(cosigned([stolen], (b"mair", b"gwen")), POLICY, ed25519, of=vouched)
    assert refused == "a checkpoint that no log of the policy signed"


def test_the_log_that_signed_must_be_the_one_that_the_checkpoint_names() -> None:
    policy = parse_policy(f"log {L}\nquorum none\n".encode())
    other = Checkpoint("another.example", 7, CHECKPOINT.root)
    refused = refusal(signed(other.text, [LOG]), policy, ed25519, of=vouched)
    assert refused == "no signature of a known key"


def test_either_key_of_a_log_vouches_while_one_follows_the_other() -> None:
    for keys in ([LOG], [NEXT_LOG], [LOG, NEXT_LOG]):
        found = vouched(cosigned(keys, (b"mair", b"gwen")), POLICY, ed25519)
        assert found.log == keys[0].verifier_key


def test_a_plain_signature_of_a_witness_is_no_cosignature() -> None:
    data = signed(CHECKPOINT.text, [LOG, MAIR, GWEN, OWAIN])
    refused = refusal(data, POLICY, ed25519, of=vouched)
    assert refused == "a checkpoint without the policy's quorum"


def test_a_false_cosignature_refuses_the_checkpoint() -> None:
    other = Checkpoint(LOG.name, 8, CHECKPOINT.root)
    taken = signed(other.text, [MAIR.cosigner(1)]).removeprefix(f"{other.text}\n".encode())
    refused = refusal(cosigned([LOG], (b"gwen", b"owain")) + taken, POLICY, ed25519, of=vouched)
    assert refused == "a false signature under the name of a known key"


W = f"witness w {M}\n"
V = f"witness v {G}\n"
WORDS = "too few or too many words"
TAKEN = "a name that is already taken"
UNKNOWN = "a name that no line before defines"
THRESHOLD = "a threshold that is not from 1 to the number of members"
TWICE = "a name that is a member twice"


@pytest.mark.parametrize(
    ("lines", "place", "what"),
    [
        ("logs x\n", 1, "an unknown keyword"),
        ("log\n", 1, WORDS),
        (f"log {L} url more\n", 1, WORDS),
        (f"log {L} url # no comment\n", 1, WORDS),
        (f"witness {M}\n", 1, WORDS),
        (f"witness w {M} url more\n", 1, WORDS),
        (W + "group g any\n", 2, WORDS),
        ("quorum\n", 1, WORDS),
        (W + "quorum w w\n", 2, WORDS),
        ("log key\n", 1, "a key for an unknown type of signature"),
        (f"log {L[:-4]}\n", 1, "a key that is not of 32 bytes"),
        (f"log {L.replace('example', 'eXample')}\n", 1,
         "a verifier key whose hash is of another key"),
        ("log \xff+00000000+AQ==\n", 1, "a key name that cannot be one"),
        ("log a+00000000+\xff\n", 1, "base64 in another form than the canonical one"),
        (f"log {M}\n", 1, "a key for another type of signature"),
        (f"witness w {L}\n", 1, "a key for another type of signature"),
        (f"log {L}\nlog {L}\n", 2, "a key that another line has"),
        (f"{W}witness v {M}\n", 2, "a key that another line has"),
        (f"{W}witness w {G}\n", 2, TAKEN),
        (f"witness none {M}\n", 1, TAKEN),
        (W + "group w any w\n", 2, TAKEN),
        (W + "group none any w\n", 2, TAKEN),
        (f"{W}group g any w\nwitness g {G}\n", 3, TAKEN),
        (W + "group g any v\n" + V, 2, UNKNOWN),
        (W + "group g any g\n", 2, UNKNOWN),
        (W + "group g any none w\n", 2, UNKNOWN),
        ("quorum w\n" + W, 1, UNKNOWN),
        (W + "group g all w w\n", 2, TWICE),
        (W + V + "group g any w v\ngroup h any w\n", 4, TWICE),
        (W + "group g 0 w\n", 2, THRESHOLD),
        (W + "group g 2 w\n", 2, THRESHOLD),
        (W + "group g -1 w\n", 2,
         "a number that is not a plain decimal of at most 9223372036854775807"),
        (W + "group g \xff w\n", 2,
         "a number that is not a plain decimal of at most 9223372036854775807"),
        (W + "quorum w\nquorum w\n", 3, "a second quorum"),
        ("quorum none\nquorum none\n", 2, "a second quorum"),
    ],
)  # fmt: skip
def test_a_line_that_breaks_a_rule_is_refused_by_its_number(
    lines: str, place: int, what: str
) -> None:
    with pytest.raises(NotProved) as refused:
        parse_policy(lines.encode("latin-1"))
    assert refused.value.what == f"line {place} of the policy: {what}"


@pytest.mark.parametrize("data", [b"", W.encode(), b"\n# quorum none\n"])
def test_a_policy_without_a_quorum_is_refused(data: bytes) -> None:
    with pytest.raises(NotProved):
        parse_policy(data)


@pytest.mark.parametrize("sign", [b"\r", b"\0", b"\x0b", b"\x0c", b"\x1c", b"\x7f"])
def test_a_control_character_is_refused(sign: bytes) -> None:
    what = "a policy with a control character, or without its last line feed"
    assert refusal(b"quorum none" + sign + b"\n", of=parse_policy) == what
    assert refusal(b"quorum none", of=parse_policy) == what


def test_a_policy_has_at_most_100000_bytes() -> None:
    lines = b"quorum none\n"
    assert parse_policy(lines.rjust(100_000, b"\n")).quorum == b"none"
    refused = refusal(lines.rjust(100_001, b"\n"), of=parse_policy)
    assert refused == "a policy of more than 100000 bytes"


def test_groups_nested_to_the_limit_of_the_file_are_counted() -> None:
    groups = [f"group g{number + 1} any g{number}" for number in range(3000)]
    lines = f"witness g0 {M}\n" + "".join(f"{line}\n" for line in groups) + "quorum g3000\n"
    policy = parse_policy(lines.encode())
    assert policy.is_met_by((b"g0",))
    assert not policy.is_met_by(())
