"""Every command that shows persons: before anything of them is shown, it is put down, or is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ledger.record.access import open_access_log
from ledger.record.book import open_ledger
from tests.accessed import MORE_AGAIN, NO_MORE, access_file, logged
from tests.personal_commands import (
    ELSEWHERE,
    IMPERSONAL,
    OUT,
    PERSONAL,
    WITHOUT_A_PAGE,
    asked,
    commands,
)
from tests.sealed_ledger import sealing
from tests.terminal import HEROIN, answer, furnished_in, invented, quiet_terminal, run

FORCE = "north-wales"
SHAPES = ((), ("--json",))
PERIOD = ("--from", "2019-01-01", "--to", "2020-12-31", "--by", "Ann Example")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A demo's folder that is sealed whenever somebody wants it."""
    data = furnished_in(tmp_path_factory.mktemp("demo") / "data")
    open_access_log(data).close()
    with sealing(data):
        yield data


@pytest.fixture(scope="module")
def places(data: Path) -> Mapping[str, str]:
    """What stands in the commands."""
    drawn = answer(run("scrutiny", "sample", "--force", FORCE, *PERIOD, "--data", data, "--json"))
    return {"page": invented(HEROIN).page, "force": FORCE, "sample": drawn["sampleId"]}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_terminal(tmp_path, monkeypatch)


def pages_of(data: Path) -> set[str]:
    with open_ledger(data) as ledger:
        told = [one for _, one in ledger.since(0, 10_000)]
    return {one.page for one in told if one.page.startswith("p-")}


def test_every_command_is_known_to_show_persons_or_argued_to_show_none() -> None:
    known = PERSONAL.keys() | IMPERSONAL.keys() | ELSEWHERE.keys()
    assert set(commands()) == known, "a command that shows persons puts it down first"


@pytest.mark.parametrize("command", PERSONAL)
@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_what_is_shown_is_in_the_log(
    data: Path, places: Mapping[str, str], tmp_path: Path, command: str, shape: tuple[str, ...]
) -> None:
    before = len(logged(data))
    result = run(*command.split(), *asked(PERSONAL[command], places, data), *shape)
    assert result.exit_code == 0, result.output
    written = logged(data, after=before)
    assert written
    assert {(one.system, one.role) for one in written} == {("command-line", "operator")}
    assert all(one.by for one in written)
    seen = {page for one in written for page in one.pages}
    if command in WITHOUT_A_PAGE:
        assert (seen, written[-1].recipients) == (set(), ("ICO",))
        return
    shown = result.stdout + _written(tmp_path)
    assert seen
    assert {page for page in pages_of(data) if page in shown} <= seen


@pytest.mark.parametrize("command", PERSONAL)
@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_what_cannot_be_put_down_is_not_shown(
    data: Path, places: Mapping[str, str], tmp_path: Path, command: str, shape: tuple[str, ...]
) -> None:
    with access_file(data) as file:
        file.execute(NO_MORE)
    try:
        result = run(*command.split(), *asked(PERSONAL[command], places, data), *shape)
    finally:
        with access_file(data) as file:
            file.execute(MORE_AGAIN)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not [page for page in pages_of(data) if page in result.stderr]
    assert not (tmp_path / OUT).exists()


@pytest.mark.parametrize("command", IMPERSONAL)
def test_a_command_that_is_argued_to_show_nobody_shows_nobody(
    data: Path, places: Mapping[str, str], command: str
) -> None:
    _, arguments = IMPERSONAL[command]
    result = run(*command.split(), *asked(arguments, places, data))
    assert result.exit_code == 0, result.output
    assert not [page for page in pages_of(data) if page in result.output]
    assert not [name for name in _names() if name in result.output]


def _written(folder: Path) -> str:
    file = folder / OUT
    return file.read_text(errors="replace") if file.exists() else ""


def _names() -> Iterator[Any]:
    person = invented(HEROIN).person
    yield from (person.family_name, person.given_names)
