"""The integration guide does what it says, block by block, against a real service."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.receiver import Receiver
from tests.webhook_service import told

GUIDE = (Path(__file__).parents[1] / "docs" / "guide.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
DEMO, HUB = "http://127.0.0.1:8000", "https://hub.example"
BETWEEN = "---- the next block ----"
MOST_LINES = 290


@dataclass(frozen=True)
class Followed:
    """What a reader sees who runs every block, in order; `folder` is where they ran them."""

    printed: list[str]
    folder: Path
    receiver: Receiver


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("followed")
    with told(folder / "service") as (caller, receiver):
        address = str(caller.client.base_url).rstrip("/")
        script = f"echo '{BETWEEN}'\n".join(body for kind, body in BLOCKS if kind == "sh")
        here = script.replace(DEMO, address).replace(HUB, receiver.address)
        run = subprocess.run(  # noqa: S603 - our own guide
            ["/bin/sh", "-euc", here],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            timeout=120,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        yield Followed(run.stdout.split(f"{BETWEEN}\n"), folder, receiver)


def shown() -> list[tuple[int, str]]:
    """For each block of shell that is followed by what it prints, its number and that text."""
    numbers = [at for at, (kind, _) in enumerate(BLOCKS) if kind == "sh"]
    return [
        (number, BLOCKS[at + 1][1])
        for number, at in enumerate(numbers)
        if at + 1 < len(BLOCKS) and BLOCKS[at + 1][0] == "text"
    ]


def test_it_is_short_and_every_block_is_run() -> None:
    assert len(GUIDE.splitlines()) <= MOST_LINES
    assert {kind for kind, _ in BLOCKS} == {"sh", "text", "python"}
    assert GUIDE.count("```") == 2 * len(BLOCKS)


@pytest.mark.parametrize(("number", "expected"), shown(), ids=lambda value: str(value)[:12])
def test_a_block_prints_what_is_shown(followed: Followed, number: int, expected: str) -> None:
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    printed = followed.printed[number].replace("\r", "")
    assert re.fullmatch(pattern, printed), printed


def test_the_receiver_takes_what_is_really_sent_once_and_nothing_else(followed: Followed) -> None:
    (receiver,) = (body for kind, body in BLOCKS if kind == "python")
    written: dict[str, Any] = {}
    exec(compile(receiver, "docs/guide.md", "exec"), written)  # noqa: S102 - our own guide
    secret = json.loads((followed.folder / "subscribed.json").read_text())["secret"]
    came = followed.receiver.first(1)[0]
    headers = dict(came.headers)
    assert written["receive"](headers, came.body, secret) == 204
    assert written["receive"](headers, came.body, secret) == 204
    assert written["taken"] == {headers["webhook-id"]}
    assert written["receive"](headers, came.body + b" ", secret) == 401
    assert written["receive"]({**headers, "webhook-timestamp": "1"}, came.body, secret) == 401
    assert time.time() - int(headers["webhook-timestamp"]) < 300
