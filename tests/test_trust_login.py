"""The development login is an issuer like another, and there is none in production."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc import jws, jwt
from joserfc.jwk import KeySet
from typer.testing import CliRunner

from api import clock
from api.cli import app
from api.roles import ALL_SCOPES, Caller, CallerRole, Scope
from api.settings import Mode, NotASetting, Settings
from api.trust.development import AUDIENCE, CLIENT, ISSUER, DevelopmentIssuer
from api.trust.settling import TrustUnsettled, login_for, trust_for
from tests.issuer import Issuer, bearing, issuing, production, trusting
from tests.service import serving

WHO = {"name": "Rhingyll Siân Pugh", "role": "custody", "force": "north-wales"}
MAIR = Caller("Mair Pugh", CallerRole.CUSTODY, "north-wales")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("ledger")) as served:
        yield served


def logged_in(address: str, **who: str) -> str:
    token: str = httpx2.post(f"{address}/v1/login", json=WHO | who).json()["token"]
    return token


def test_the_logins_token_is_an_access_token_that_anybody_can_check(address: str) -> None:
    published = httpx2.get(f"{address}/v1/login/jwks.json").json()
    assert "d" not in published["keys"][0]
    keys = KeySet.import_key_set(published)
    token = jwt.decode(logged_in(address), keys, ["ES256"])
    assert token.header["typ"] == "at+jwt"
    claims = token.claims
    assert claims["exp"] - claims["iat"] == timedelta(hours=12).total_seconds()
    assert {name: claims[name] for name in ("iss", "aud", "sub", "force", "roles")} == {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": WHO["name"],
        "force": "north-wales",
        "roles": ["custody"],
    }
    assert claims["client_id"].startswith(CLIENT)
    assert set(claims["scope"].split()) == {scope.value for scope in Scope}


def test_two_tokens_of_one_caller_are_two(address: str) -> None:
    assert logged_in(address) != logged_in(address)


@pytest.mark.parametrize("name", ["Mair\nPugh", "\x00", "M\x7f"])
def test_nobody_logs_in_with_a_name_that_no_entry_could_say(address: str, name: str) -> None:
    assert httpx2.post(f"{address}/v1/login", json=WHO | {"name": name}).status_code == 422


def test_whoever_logs_in_is_believed_whatever_letters_their_name_has(address: str) -> None:
    for name in ("Siân ŵ", "名", "x" * 200, "😀" * 200):
        headers = bearing(logged_in(address, name=name, force="a" * 64)) | {"Purpose": "audit"}
        assert httpx2.get(f"{address}/v1/caseload", headers=headers).status_code == 200


def test_another_logins_token_is_refused(address: str) -> None:
    now = clock.now()
    token = DevelopmentIssuer(b"k" * 32).token(MAIR, now, now + timedelta(hours=1))
    assert httpx2.get(f"{address}/v1/caseload", headers=bearing(token)).status_code == 401


def test_the_key_is_the_same_after_a_restart_and_another_for_another_secret() -> None:
    first, again, other = (DevelopmentIssuer(secret).published() for secret in (b"a", b"a", b"b"))
    assert first == again
    assert first != other


def test_tokens_of_the_login_are_refused_in_production(tmp_path: Path) -> None:
    now = clock.now()
    login = DevelopmentIssuer(b"k" * 32)
    with issuing() as issuer:
        issuer.keys["login"] = login._public
        with trusting(tmp_path, issuer) as service:
            token = login.token(MAIR, now, now + timedelta(hours=1))
            kid = jws.extract_compact(token.encode()).headers()["kid"]
            assert kid == login.published()["keys"][0]["kid"]
            answer = service.get("/v1/caseload", headers=bearing(token))
            assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")


RIGHT: dict[str, Any] = {
    "issuer": "https://issuer.example",
    "audience": "https://ledger.example/api",
    "jwks_url": "https://issuer.example/jwks.json",
}


def in_production(tmp_path: Path, **settings: Any) -> Settings:
    return Settings(data=tmp_path, mode=Mode.PRODUCTION, **{**RIGHT, **settings})


@pytest.mark.parametrize("name", RIGHT)
def test_production_does_not_start_without_an_issuer(tmp_path: Path, name: str) -> None:
    settings = in_production(tmp_path, **{name: ""})
    with pytest.raises(TrustUnsettled, match=f"{name} is not set"):
        trust_for(settings, login_for(settings))


def test_production_does_not_start_with_a_login_key(tmp_path: Path) -> None:
    with pytest.raises(TrustUnsettled, match="no login_key"):
        login_for(in_production(tmp_path, login_key=tmp_path / "login.key"))


def test_production_reads_and_makes_no_login_key(tmp_path: Path) -> None:
    settings = in_production(tmp_path)
    trust_for(settings, login_for(settings))
    assert not settings.login_key_file.exists()


@pytest.mark.parametrize("name", RIGHT)
def test_development_does_not_start_with_an_issuer(tmp_path: Path, name: str) -> None:
    settings = Settings(data=tmp_path, **{name: RIGHT[name]})
    with pytest.raises(TrustUnsettled, match=f"no {name}"):
        trust_for(settings, login_for(settings))


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example/jwks.json",
        "http://127.0.0.1.example/jwks.json",
        "http://10.0.0.1/jwks.json",
        "https://user:secret@issuer.example/jwks.json",
        "ftp://issuer.example/jwks.json",
        "file:///jwks.json",
        "issuer.example/jwks.json",
        "https://",
        "https://[::1",
    ],
)
def test_keys_do_not_come_over_a_way_on_which_others_could_put_theirs(
    tmp_path: Path, url: str
) -> None:
    settings = in_production(tmp_path, jwks_url=url)
    with pytest.raises(TrustUnsettled, match="jwks_url"):
        trust_for(settings, None)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/k", "http://[::1]:9/k", "http://localhost:9/k", "https://a.example"]
)
def test_keys_come_over_https_or_from_this_very_machine(tmp_path: Path, url: str) -> None:
    assert trust_for(in_production(tmp_path, jwks_url=url), None).issuer == RIGHT["issuer"]


def test_the_command_line_says_what_is_missing(tmp_path: Path) -> None:
    production(tmp_path, Issuer())
    arguments = ["serve", "--data", str(tmp_path), "--mode", "production", "--port", "0"]
    result = CliRunner(env={"TERM": "dumb"}).invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "issuer, audience, jwks_url is not set" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("name", "text"),
    [("TRUSTED_PROXIES", "10.0.0.1/8"), ("TRUSTED_PROXIES", "all"), ("JWKS_KEPT_SECONDS", "nan")],
)
def test_a_setting_of_trust_that_cannot_be_read_is_none(name: str, text: str) -> None:
    with pytest.raises(NotASetting):
        Settings.of({f"DIVERSION_LEDGER_{name}": text})


def test_the_environment_names_the_issuer_and_the_proxies() -> None:
    given = {
        "DIVERSION_LEDGER_ISSUER": RIGHT["issuer"],
        "DIVERSION_LEDGER_TRUSTED_PROXIES": "10.0.0.0/8, fd00::/8",
    }
    settings = Settings.of(given)
    assert settings.issuer == RIGHT["issuer"]
    assert [str(network) for network in settings.trusted_proxies] == ["10.0.0.0/8", "fd00::/8"]


def test_a_caller_without_scopes_named_has_them_all() -> None:
    assert MAIR.scopes == ALL_SCOPES
