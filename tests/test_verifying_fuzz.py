"""Whatever a file holds, verifying it ends in one of four words, and raises nothing.

Inside, every parser raises the one refusal, `NotProved`, or a kind of it; any other error that a
file brought about would be told as one that this program cannot get over, and fails these tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.evidence.verifying.looking import Asked
from ledger.evidence.verifying.verdict import Report, State
from ledger.evidence.verifying.verify import CANNOT_GO_ON, verify
from tests.bundled import POLICY, Sealed, files, of_page, packed, raw, whole, write_ledger

FUZZED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Of the whole ledger, and of a page."""
    place = Sealed(tmp_path_factory.mktemp("sealed"))
    write_ledger(place)
    return [whole(place), of_page(place)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "bundle.zip"


def judged(file: Path, data: bytes) -> Report:
    file.write_bytes(data)
    report = verify(file, Asked(policy=POLICY))
    assert report.exit_code in {0, 1, 2, 3}
    assert not any(found.what.startswith(CANNOT_GO_ON) for found in report.steps)
    return report


@FUZZED
@given(data=st.data(), content=st.binary(max_size=400))
def test_a_file_of_any_bytes_is_no_bundle(
    file: Path, bundles: list[bytes], data: st.DataObject, content: bytes
) -> None:
    assert judged(file, content).state == State.UNUSABLE
    bundle = data.draw(st.sampled_from(bundles))
    place = data.draw(st.integers(0, len(bundle)))
    spoilt = bundle[:place] + content + bundle[place + len(content) :]
    assert judged(file, spoilt).state == (State.VERIFIED if spoilt == bundle else State.UNUSABLE)


@FUZZED
@given(data=st.data())
def test_a_file_cut_off_doubled_or_put_together_otherwise_is_no_bundle(
    file: Path, bundles: list[bytes], data: st.DataObject
) -> None:
    bundle = data.draw(st.sampled_from(bundles))
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(bundle))] * 2)))
    head, part, tail = bundle[:first], bundle[first:second], bundle[second:]
    for other in (head, tail, head + tail, head + part + part + tail, part + head + tail):
        expected = State.VERIFIED if other == bundle else State.UNUSABLE
        assert judged(file, other).state == expected


@FUZZED
@given(data=st.data())
def test_files_that_are_left_out_turned_or_swapped_are_found(
    file: Path, bundles: list[bytes], data: st.DataObject
) -> None:
    held = files(data.draw(st.sampled_from(bundles)))
    names = data.draw(st.permutations(list(held)))
    kept = names[: data.draw(st.integers(0, len(names)))]
    assert judged(file, raw({name: held[name] for name in kept})).state != State.VERIFIED
    one, other = names[:2]
    swapped = {**held, one: held[other], other: held[one]}
    report = judged(file, raw(swapped))
    assert (report.state == State.VERIFIED) == (held[one] == held[other])


@FUZZED
@given(data=st.data(), content=st.binary(max_size=200))
def test_a_file_of_other_content_is_found_though_all_sums_fit(
    file: Path, bundles: list[bytes], data: st.DataObject, content: bytes
) -> None:
    held = files(data.draw(st.sampled_from(bundles)))
    name = data.draw(st.sampled_from(sorted(held.keys() - {"manifest.json"})))
    text = held[name]
    place = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(place, len(text)))
    held[name] = text[:place] + content + text[end:]
    report = judged(file, packed(held))
    if held[name] == text:
        assert report.state == State.VERIFIED
    else:
        assert report.state in {State.FAILED, State.UNDECIDED}


@FUZZED
@given(data=st.data(), content=st.binary(max_size=200))
def test_a_manifest_of_other_content_is_found(
    file: Path, bundles: list[bytes], data: st.DataObject, content: bytes
) -> None:
    held = files(data.draw(st.sampled_from(bundles)))
    text = held["manifest.json"]
    place = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(place, len(text)))
    held["manifest.json"] = text[:place] + content + text[end:]
    report = judged(file, raw(held))
    if report.state == State.VERIFIED:
        assert report.about["engine"] != "0.1.0" or held["manifest.json"] == text
