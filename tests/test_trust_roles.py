"""What each role may do: one table, held to every command, and to what it says on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.callers import see_that_they_may_correct
from api.command_routes import ADOPTION, ALL, ARREST, ERASURE, OF_A_PAGE, CommandRoute
from api.examples import EXAMPLES
from api.problems import Problem
from api.roles import ROLES, SCOPES, Caller, CallerRole, NobodyMay, Permission, Scope, scope_of
from api.whose_commands import COMMANDS, permission_of, permission_to_correct
from ledger.journey.commands import RecordArrest
from ledger.journey.facts import FACTS
from ledger.journey.facts.institution import InstitutionFact
from ledger.journey.facts.log import LogFact
from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import Page
from tests.golden_facts import EXAMPLES as GOLDEN
from tests.service import Caller as Client
from tests.service import at_work

WRITING = {CallerRole.CUSTODY, CallerRole.NAVIGATOR, CallerRole.INTEGRATOR}


def caller(role: CallerRole, *scopes: Scope) -> Caller:
    return Caller("A caller", role, "north-wales", "a-client", frozenset(scopes or Scope))


def may_put_forward(role: CallerRole, path: str) -> bool:
    (route,) = (route for route in ALL if route.path == path)
    return caller(role).may(permission_of(route))


def test_every_command_stands_once_in_the_table_and_nothing_else_does() -> None:
    listed = Counter(path for paths in COMMANDS.values() for path in paths)
    assert listed == Counter({route.path for route in ALL})


def test_a_command_that_stands_nowhere_is_nobodys() -> None:
    with pytest.raises(NobodyMay):
        permission_of(CommandRoute("pardons", RecordArrest, ARREST.tag, "Pardon"))


def test_every_permission_has_its_roles_and_one_scope() -> None:
    assert ROLES.keys() == set(Permission)
    opened = Counter(permission for permissions in SCOPES.values() for permission in permissions)
    assert opened == Counter(set(Permission))


@pytest.mark.parametrize(
    "path",
    [
        "arrests",
        "eligibility-decision",
        "offer",
        "charge",
        "caution",
        "conviction",
        "outcome",
        "void",
        "restrictions",
        "identifiers",
        "links",
    ],
)
def test_a_navigator_decides_nothing_of_the_forces(path: str) -> None:
    assert not may_put_forward(CallerRole.NAVIGATOR, path)
    assert may_put_forward(CallerRole.CUSTODY, path)


@pytest.mark.parametrize(
    "path", ["sessions", "needs-assessments", "contract", "conditions-met", "completion"]
)
def test_custody_does_none_of_the_navigators_work(path: str) -> None:
    assert not may_put_forward(CallerRole.CUSTODY, path)
    assert may_put_forward(CallerRole.NAVIGATOR, path)


def test_systems_put_every_command_forward_but_adopt_no_policy_and_erase_nobody() -> None:
    refused = [route for route in ALL if not may_put_forward(CallerRole.INTEGRATOR, route.path)]
    assert refused == [ADOPTION, ERASURE]


@pytest.mark.parametrize("role", sorted(set(CallerRole) - WRITING))
def test_others_put_nothing_forward_but_policy_adopts_and_admin_erases(role: CallerRole) -> None:
    permitted = [route for route in ALL if may_put_forward(role, route.path)]
    theirs = {CallerRole.POLICY: [ADOPTION], CallerRole.ADMIN: [ERASURE]}
    assert permitted == theirs.get(role, [])
    assert not caller(role).may(Permission.WRITE)


def test_to_write_at_all_is_to_write_something_and_the_other_way_round() -> None:
    some = {one for one in COMMANDS if one not in {Permission.ADOPT, Permission.ERASE}}
    for role in CallerRole:
        assert caller(role).may(Permission.WRITE) == any(caller(role).may(one) for one in some)


def test_only_an_auditor_reads_the_access_log_and_restricted_pages() -> None:
    for permission in (Permission.READ_ACCESS_LOG, Permission.READ_RESTRICTED):
        assert ROLES[permission] == {CallerRole.AUDITOR}


def test_policy_and_admin_read_nobodys_page() -> None:
    assert not ROLES[Permission.READ] & {CallerRole.POLICY, CallerRole.ADMIN}
    assert not ROLES[Permission.FOLLOW] & {CallerRole.POLICY, CallerRole.ADMIN}


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_only_takes_away(scope: Scope) -> None:
    for role in CallerRole:
        allowed = {one for one in Permission if caller(role, scope).may(one)}
        assert allowed == {one for one in ROLES if role in ROLES[one] and scope_of(one) is scope}


CORRECTABLE = [
    (CallerRole.NAVIGATOR, "session.attended", True),
    (CallerRole.NAVIGATOR, "contract.varied", True),
    (CallerRole.NAVIGATOR, "arrest.recorded", False),
    (CallerRole.NAVIGATOR, "page.opened", False),
    (CallerRole.NAVIGATOR, "eligibility.decided", False),
    (CallerRole.NAVIGATOR, "person.convicted", False),
    (CallerRole.NAVIGATOR, "restriction.applied", False),
    (CallerRole.CUSTODY, "arrest.recorded", True),
    (CallerRole.CUSTODY, "eligibility.decided", True),
    (CallerRole.CUSTODY, "contract.signed", False),
    (CallerRole.INTEGRATOR, "contract.signed", True),
    (CallerRole.INTEGRATOR, "personal-data.erased", False),
]


@pytest.mark.parametrize(("role", "name", "theirs"), CORRECTABLE)
def test_an_entry_is_struck_by_whoever_could_have_written_it(
    role: CallerRole, name: str, theirs: bool
) -> None:
    struck = GOLDEN["entry.recorded-in-error"].fact
    assert isinstance(struck, RecordedInError)
    corrections = ((line, replace(struck, line=line - 1)) for line in (2, 3))
    page = Page(written=((1, GOLDEN[name].fact), *corrections))
    for line in (1, 2, 3):
        if theirs:
            see_that_they_may_correct(caller(role), page, line)
            continue
        with pytest.raises(Problem, match="not-permitted"):
            see_that_they_may_correct(caller(role), page, line)


def test_whether_there_is_an_entry_to_strike_is_for_the_ledger_to_say() -> None:
    see_that_they_may_correct(caller(CallerRole.NAVIGATOR), Page(), 1)


def test_whose_every_entry_of_a_page_is_can_be_told() -> None:
    of_no_page = (*InstitutionFact.__args__, *LogFact.__args__, SampleDrawn, PersonalDataErased)
    nobodys = {kind.NAME for kind in of_no_page}
    for name in FACTS.keys() - nobodys:
        fact = GOLDEN[name].fact
        assert permission_to_correct(fact) in COMMANDS


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


@pytest.fixture(scope="module")
def page(integrator: Client) -> str:
    arrest = {**EXAMPLES[RecordArrest], "identifiers": []}
    opened: str = integrator.post("/v1/arrests", arrest).json()["participantId"]
    return opened


@pytest.mark.parametrize("role", CallerRole)
def test_every_command_is_refused_to_every_role_that_it_is_not_for(
    integrator: Client, page: str, role: CallerRole
) -> None:
    with Client(str(integrator.client.base_url), role) as known:
        for route in ALL:
            if route is ARREST:
                path = "/v1/arrests"
            elif route is ADOPTION:
                path = "/v1/forces/north-wales/adoptions"
            elif route in (*OF_A_PAGE, ERASURE):
                path = f"/v1/participants/{page}/{route.path}"
            else:
                path = f"/v1/participants/{page}/journeys/1/{route.path}"
            answer = known.post(path, {"what": "nobody takes"})
            permitted = role in ROLES[permission_of(route)]
            assert answer.status_code == (422 if permitted else 403), (route.path, answer.text)


def test_a_navigator_does_not_strike_an_arrest(integrator: Client, page: str) -> None:
    with Client(str(integrator.client.base_url), "navigator") as navigator:
        inspector = {"name": "Insp Nia Rees", "role": "supervisor", "rank": "inspector"}
        struck = {"on": "2019-12-20", "line": 2, "decidedBy": inspector, "reason": "A mistake."}
        for path in ("corrections", "journeys/1/corrections"):
            answer = navigator.post(f"/v1/participants/{page}/{path}", struck)
            assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_a_navigator_does_not_bring_back_what_they_could_not_have_struck(
    integrator: Client,
) -> None:
    arrest = {**EXAMPLES[RecordArrest], "identifiers": []}
    page = integrator.post("/v1/arrests", arrest).json()["participantId"]
    path = f"/v1/participants/{page}/corrections"
    inspector = {"name": "Insp Nia Rees", "role": "supervisor", "rank": "inspector"}
    views = {"on": arrest["on"], "views": "no-victim"}
    answer = integrator.post(f"/v1/participants/{page}/journeys/1/victim-views", views)
    for _ in range(2):
        line = answer.json()["version"]
        error = {"on": "2019-12-20", "line": line, "decidedBy": inspector, "reason": "A mistake."}
        with Client(str(integrator.client.base_url), "navigator") as navigator:
            for operation in (path, f"/v1/participants/{page}/journeys/1/corrections"):
                refused = navigator.post(operation, error)
                assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
        with Client(str(integrator.client.base_url), "custody") as custody:
            answer = custody.post(path, error)
            assert answer.status_code == 201, answer.text
