"""Tables on the command line: every column is there and can be read, however wide the terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from api.cli_output import PIPED_WIDTH, laid_out, tell_table
from tests.terminal import HEROIN, furnished_in, invented, run

EDITION = "checkpoint-cymru/2019-12"
SAMPLE = ("--from", "2019-10-01", "--to", "2026-11-22", "--size", "4", "--by", "Ann Example")
COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = furnished_in(tmp_path_factory.mktemp("demo"))
    run("scrutiny", "sample", "--force", "north-wales", *SAMPLE, "--data", folder)
    return folder


def on_terminal(width: int, *arguments: object) -> str:
    """What a command says on a terminal of so many columns."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, width))
    main = "from api.start import main; main()"
    kept = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    started = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", main, *map(str, arguments)],
        **dict.fromkeys(("stdin", "stdout", "stderr"), its),
        env={**kept, "TERM": "xterm"},
    )
    os.close(its)
    said = b""
    while piece := _piece(ours):
        said += piece
    os.close(ours)
    assert started.wait() == 0, said.decode()
    return COLOURS.sub("", said.decode().replace("\r\n", "\n"))


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


@pytest.mark.parametrize("width", [60, 80, 120])
def test_what_if_says_by_which_clause_on_every_terminal(furnished: Path, width: int) -> None:
    asked = ("--edition", EDITION, "--as-at", "2026-11-22", "--data", furnished)
    said = on_terminal(width, "what-if", *asked)
    assert "C7 at line 13" in said
    assert all(name in said for name in ("the clause", "page and journey", "now", "then", "by"))
    assert "contract" in said.partition("Whose answer would differ")[0].partition("the clause")[2]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_list_of_samples_says_who_drew_them_on_every_terminal(
    furnished: Path, width: int
) -> None:
    listed = ("scrutiny", "samples", "--force", "north-wales", "--data", furnished)
    said = on_terminal(width, *listed)
    names = ("sample", "drawn", "of", "decision", "from", "to", "on", "by")
    assert all(re.search(rf"\b{name}\b", said) for name in names)
    assert "Ann Example" in said
    assert max(map(len, said.splitlines())) <= width


def test_a_page_is_shown_on_every_terminal(furnished: Path) -> None:
    page = invented(HEROIN).page
    for width in (60, 80):
        said = on_terminal(width, "show", page, "--data", furnished)
        assert "contract" in said
        assert "…" not in said


texts = st.text(st.sampled_from("abc d"), max_size=30).map(str.strip)
rows_of_three = st.lists(st.tuples(texts, texts, texts), max_size=4)


@given(rows=rows_of_three, width=st.integers(20, 140), bends=st.sampled_from(["one", "two", "six"]))
def test_nothing_of_a_table_is_cut(
    rows: Sequence[tuple[str, str, str]], width: int, bends: str
) -> None:
    columns = ("one", "two", "six")
    said = printed(laid_out("A title", columns, rows, bends=bends, width=width), width)
    letters = "".join(sorted("".join(char for char in said if char in "abcd")))
    assert letters == "".join(sorted("".join("".join(row) for row in rows).replace(" ", "")))
    assert all(name in said for name in columns if rows)
    assert all(len(line.rstrip()) <= width for line in said.splitlines())


def test_a_row_too_wide_for_the_terminal_is_told_a_value_on_a_line() -> None:
    rows = [("p-1", "under contract", "C7 at line 13"), ("p-2", "", "F1 at line 17")]
    told = laid_out("By clause", ("page", "now", "by"), rows, bends="by", width=30)
    assert [line.rstrip() for line in printed(told, 30).splitlines()] == [
        "By clause",
        "",
        "  page  p-1",
        "  now   under contract",
        "  by    C7 at line 13",
        "",
        "  page  p-2",
        "  now",
        "  by    F1 at line 17",
        "",
    ]


def test_where_nobody_says_how_wide_it_is_a_row_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = "x" * PIPED_WIDTH
    tell_table("By clause", ("page", "by"), [(page, "C7 at line 13")], bends="by")
    assert f"{page}   C7 at line 13" in capsys.readouterr().out


def printed(told: RenderableType, width: int) -> str:
    written = StringIO()
    Console(file=written, width=width).print(told)
    return written.getvalue()
