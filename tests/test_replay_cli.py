"""`show` and `explain` as known at a moment, from the command line."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

import pytest

from ledger.proof.strict import to_base64
from tests.accessed import logged
from tests.sealed_ledger import seal, sealing
from tests.terminal import (
    HEROIN,
    answer,
    copied,
    furnished_in,
    invented,
    quiet_terminal,
    refusal,
    run,
)

PAGE = invented(HEROIN).page


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnished_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def size_before_line(data: Path, line: int) -> int:
    """The size at which that line of the page is the next entry to be known of it."""
    told = answer(run("show", PAGE, "--data", data, "--json"))
    size: int = told["known"]["size"]
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        shown = answer(run("show", PAGE, "--as-known-at", middle, "--data", data, "--json"))
        low, high = (low, middle) if len(shown["entries"]) >= line else (middle + 1, high)
    return low - 1


def test_show_tells_only_what_was_known(furnished: Path) -> None:
    now = answer(run("show", PAGE, "--data", furnished, "--json"))
    closed = next(one["line"] for one in now["entries"] if one["name"] == "outcome.recorded")
    known = size_before_line(furnished, closed)
    then, now = (
        answer(run("show", PAGE, "--as-known-at", size, "--data", furnished, "--json"))
        for size in (known, known + 1)
    )
    assert [len(told["entries"]) for told in (then, now)] == [closed - 1, closed]
    records = [told["journeys"][0]["record"]["code"] for told in (then, now)]
    assert records == ["pending", "avoided"]


def test_show_and_explain_say_what_they_were_told_from(furnished: Path) -> None:
    head = seal(furnished)
    shown = answer(run("show", PAGE, "--as-known-at", head.size, "--data", furnished, "--json"))
    explained = answer(run("explain", PAGE, "--data", furnished, "--json"))
    for known in (shown["known"], explained["known"], explained["items"][0]["known"]):
        assert (known["size"], known["root"]) == (head.size, to_base64(head.root))
    at = head.sealed_at.isoformat()
    by_then = answer(run("show", PAGE, "--as-known-at", at, "--data", furnished, "--json"))
    assert by_then["known"] == shown["known"]
    for command in ("show", "explain"):
        said = run(command, PAGE, "--data", furnished).stdout
        assert f"Told from the first {head.size:,} entries of the ledger, sealed on" in said
        said = run(command, PAGE, "--as-known-at", head.size - 1, "--data", furnished).stdout
        assert f"which were sealed when there were {head.size:,}." in said


def test_before_it_was_written_nothing_was_known(furnished: Path) -> None:
    for command in ("show", "explain"):
        told = run(command, PAGE, "--as-known-at", 1, "--data", furnished)
        assert (told.exit_code, told.stdout) == (0, "Nothing was known of it then.\n")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("999999999", "The ledger has fewer entries than that."),
        ("soon", "A size, as in 1024, or an instant, as in 2020-03-10T12:00:00Z."),
        ("2020-03-10T12:00", "A size, as in 1024, or an instant, as in 2020-03-10T12:00:00Z."),
        ("2020-03-10T12:00:00", "A time needs its offset"),
        ("2019-03-10T12:00:00Z", "The ledger was not sealed by that instant."),
    ],
)
def test_a_moment_that_is_none_is_wrong_usage(furnished: Path, moment: str, said: str) -> None:
    for command in ("show", "explain"):
        told = run(command, PAGE, "--as-known-at", moment, "--data", furnished)
        complaint = refusal(told, code=2)
        assert "--as-known-at" in complaint
        assert said in complaint


def test_a_status_is_published_from_the_command_line(furnished: Path, tmp_path: Path) -> None:
    own = copied(furnished, tmp_path / "own")
    rmtree(own / "log", ignore_errors=True)  # it was sealed by another sealer
    asked = ("publish", PAGE, "--by", "A. Name", "--as-at", "2020-12-20", "--data", own)
    before = answer(run("show", PAGE, "--data", own, "--json"))["known"]["size"]
    with sealing(own):
        told = answer(run(*asked, "--json"))
        said = run(*asked).stdout
    published = told["published"]
    assert published["record"]["code"] == "avoided"
    assert published["size"] >= before
    assert "Published as" in said
    assert "whose root is" in said
    entries = answer(run("show", PAGE, "--data", own, "--json"))["entries"]
    assert [entry["name"] for entry in entries[-2:]] == ["status.published"] * 2
    assert entries[-1]["by"] == "A. Name"
    assert [one.pages for one in logged(own) if one.operation == "publish"] == [(PAGE,)] * 2
    complaint = refusal(run(*asked, DIVERSION_LEDGER_SEAL_PATIENCE_SECONDS="0.1"))
    assert "Run the sealer beside the service: diversion-ledger seal." in complaint
    assert len(answer(run("show", PAGE, "--data", own, "--json"))["entries"]) == len(entries)


def test_what_cannot_be_published_is_refused_in_words(furnished: Path, tmp_path: Path) -> None:
    own = copied(furnished, tmp_path / "own")
    rmtree(own / "log", ignore_errors=True)  # it was sealed by another sealer
    with sealing(own):
        for more, said in (
            (("--as-at", "2019-01-01"), "no journey of that number by that day"),
            (("--as-at", "2035-01-01"), "told of the day itself, or of one before"),
            (("--journey", 9), "no journey of that number"),
        ):
            asked = ("publish", PAGE, "--by", "A. Name", *more, "--data", own)
            assert said in refusal(run(*asked))
    assert "Nothing is written" in refusal(
        run("publish", "p-nobody", "--by", "A. Name", "--data", own)
    )
