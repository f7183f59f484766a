"""`stamp` from a terminal: a request out, an answer in, kept once it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ledger.evidence.stamps import stamp_request
from tests.stamping import Authority, openssl_is_here
from tests.terminal import answer, quiet_terminal, refusal, run
from tests.witnessing import FORGED, note

pytestmark = openssl_is_here


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """A trusted authority, and a log with two checkpoints in `data/log`."""
    quiet_terminal(tmp_path, monkeypatch)
    notes = tmp_path / "data" / "log" / "checkpoints"
    notes.mkdir(parents=True)
    for size in (100, 200):
        (notes / str(size)).write_bytes(note(size))
    (notes.parent / "checkpoint").write_bytes(note(200))
    made = Authority(tmp_path / "authority")
    Path("roots.pem").write_bytes(made.pem)
    return made


@contextmanager
def answering(reply: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    """An authority over HTTP that answers as `reply` says; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, body = reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def take(*more: object) -> str:
    return refusal(run("stamp", "take", "answer.tsr", "--roots", "roots.pem", *more), 1)


def test_a_request_is_carried_out_and_its_answer_in(authority: Authority) -> None:
    asked = answer(run("stamp", "request", "--out", "asked.tsq", "--size", 100, "--json"))
    assert asked == {"size": 100, "request": "asked.tsq"}
    Path("answer.tsr").write_bytes(authority.answer(Path("asked.tsq").read_bytes()))
    took = ("--roots", "roots.pem", "--request", "asked.tsq", "--size", 100, "--json")
    told = answer(run("stamp", "take", "answer.tsr", *took))
    kept = Path("data/log/checkpoints/100.tsr")
    assert (told["size"], told["stamp"]) == (100, str(kept))
    assert kept.read_bytes() == Path("answer.tsr").read_bytes()
    assert authority.verifies(kept.with_suffix(""), kept.absolute())
    checked = answer(run("stamp", "check", "--roots", "roots.pem", "--json"))
    assert checked["stamps"] == [{"size": 100, "stampedAt": told["stampedAt"]}]
    assert datetime.fromisoformat(told["stampedAt"]).tzinfo


def test_what_does_not_hold_is_not_kept(authority: Authority, tmp_path: Path) -> None:
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(100))))
    assert take().startswith("Refused: a time stamp of another note or authority")
    Path("asked.tsq").write_bytes(stamp_request(note(100)))
    assert "Refused" in take("--size", 100, "--request", "asked.tsq")
    Path("roots.pem").write_bytes(Authority(tmp_path / "other").pem)
    assert "Refused" in take("--size", 100)
    Path("roots.pem").write_bytes(b"")
    assert "Refused: a certificate" in take("--size", 100)
    assert not list(Path("data/log/checkpoints").glob("*.tsr"))


def test_an_authority_is_asked_over_http_for_the_last_checkpoint(authority: Authority) -> None:
    with answering(lambda request: (200, authority.answer(request))) as url:
        asked = ("stamp", "ask", "--roots", "roots.pem")
        told = answer(run(*asked, "--authority", url, "--json"))
        said = run(*asked, DIVERSION_LEDGER_STAMP_AUTHORITY=url).stdout
    assert told["size"] == 200
    assert said.startswith(f"The checkpoint at 200 was there at {told['stampedAt']}:")
    assert len(run("stamp", "check", "--roots", "roots.pem").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("status", "body", "what"),
    [(503, b"", "answered with 503"), (200, b"x" * 200_000, "more than"), (200, b"x", "Refused")],
)
def test_an_authority_that_answers_otherwise_is_told(
    authority: Authority, status: int, body: bytes, what: str
) -> None:
    with answering(lambda _: (status, body)) as url:
        told = run("stamp", "ask", "--authority", url, "--roots", "roots.pem")
    assert what in refusal(told, 1)
    nobody = run("stamp", "ask", "--authority", url, "--roots", "roots.pem")
    assert "was not reached" in refusal(nobody, 1)


def test_a_checkpoint_under_another_size_is_not_stamped_there(authority: Authority) -> None:
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(100))))
    run("stamp", "take", "answer.tsr", "--roots", "roots.pem", "--size", 100)
    folder = Path("data/log/checkpoints")
    for name in ("100", "100.tsr"):
        (folder / name.replace("100", "200")).write_bytes((folder / name).read_bytes())
    checked = run("stamp", "check", "--roots", "roots.pem", "--json")
    assert checked.exit_code == 1
    found = {each["size"]: each["stampedAt"] for each in json.loads(checked.stdout)["stamps"]}
    assert found == {100: found[100], 200: None}
    what = "Refused: a checkpoint that is kept under another size than its own"
    assert take("--size", 200).startswith(what)
    asked = run("stamp", "request", "--out", "asked.tsq", "--size", 200)
    assert refusal(asked, 1).startswith(what)


def test_a_request_that_is_empty_is_no_request(authority: Authority) -> None:
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(200))))
    Path("asked.tsq").write_bytes(b"")
    assert "Refused" in take("--request", "asked.tsq")
    assert not list(Path("data/log/checkpoints").glob("*.tsr"))


def test_a_stamp_of_another_authority_is_never_replaced(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other")
    first = other.answer(stamp_request(note(200)))
    kept = Path("data/log/checkpoints/200.tsr")
    kept.write_bytes(first)
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(200))))
    assert "200.tsr is there already, and these certificates do not confirm it" in take()
    assert kept.read_bytes() == first
    Path("roots.pem").write_bytes(authority.pem + other.pem)
    run("stamp", "take", "answer.tsr", "--roots", "roots.pem")
    assert kept.read_bytes() == first


def test_a_stamp_that_does_not_hold_any_more_is_told(authority: Authority) -> None:
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(200))))
    first = answer(run("stamp", "take", "answer.tsr", "--roots", "roots.pem", "--json"))
    Path("data/log/checkpoints/200").write_bytes(note(200, FORGED))
    checked = run("stamp", "check", "--roots", "roots.pem")
    assert (checked.exit_code, checked.stdout) == (1, "         200  a stamp that does not hold\n")
    Path("answer.tsr").write_bytes(authority.answer(stamp_request(note(200, FORGED))))
    assert "move it away" in take()
    Path("data/log/checkpoints/200.tsr").rename("elsewhere")
    again = answer(run("stamp", "take", "answer.tsr", "--roots", "roots.pem", "--json"))
    assert again["stampedAt"] >= first["stampedAt"]
    assert run("stamp", "check", "--roots", "roots.pem").exit_code == 0


def test_a_log_without_checkpoint_is_told_how_to_get_one(authority: Authority) -> None:
    asked = ("stamp", "request", "--out", "asked.tsq")
    assert "no checkpoint at 7" in refusal(run(*asked, "--size", 7), 1)
    assert "diversion-ledger seal" in refusal(run(*asked, "--log", "elsewhere"), 1)
