"""The simulator's answers are held against hh.ru's own description, and that description is a judge that condemns."""

import copy
from typing import Any

import httpx
import pytest

from tests.contracts_folder import contract
from tests.emulators.hh import Account, HhSimulator, Topic, Vacancy
from tests.emulators.hh.contract import FILE, Contract, bad_dates, load
from tests.emulators.hh.tokens import challenge

pytestmark = pytest.mark.contract


@pytest.fixture
def judge() -> Contract:
    return load(contract(FILE))


@pytest.fixture
def topic(hh: HhSimulator, welder: Vacancy) -> Topic:
    return hh.responds(hh.candidate(), welder, "Готов выйти завтра")


def test_the_simulator_is_checked_where_the_contract_is(hh: HhSimulator, judge: Contract) -> None:
    assert hh.checked


@pytest.mark.parametrize(
    ("example", "schema", "key"),
    [
        ("NegotiationsEmployerNegotiationItem", "NegotiationsNegotiationGetResponse", "id"),
        ("NegotiationsEmployerListResponse", "NegotiationsListResponse", "collections"),
        ("NegotiationsCollectionNegotiations", "NegotiationsCollectionNegotiationsResponse", "items"),
        ("ResumeResumeViewEmployer", "ResumeResumeViewResponse", "contact"),
    ],
)
def test_the_official_samples_pass_and_damaged_ones_do_not(judge: Contract, example: str, schema: str, key: str) -> None:
    sound = judge.examples()[example]
    assert judge.check_schema(schema, sound) == []
    damaged = copy.deepcopy(sound)
    del damaged[key]
    assert judge.check_schema(schema, damaged)
    damaged[key] = object()
    assert judge.check_schema(schema, damaged)


@pytest.mark.parametrize("told", ["yesterday", "2026-11-24", "2026-11-24T10:00:00+03:00", "2026-11-24T10:00:00"])
def test_dates_of_another_form_are_seen(told: str) -> None:
    assert bad_dates({"items": [{"created_at": told}]})
    assert not bad_dates({"created_at": "2026-11-24T10:00:00+0300", "birth_date": "1992-05-17", "updated_at": None})


async def test_every_answer_of_a_whole_round_is_as_the_contract_has_it(
    hh: HhSimulator, http: httpx.AsyncClient, topic: Topic, welder: Vacancy
) -> None:
    paths = [
        "/me",
        f"/vacancies/{welder.id}",
        f"/negotiations/{topic.id}",
        f"/negotiations?vacancy_id={welder.id}&with_generated_collections=true",
        f"/negotiations/response?vacancy_id={welder.id}&page=0&per_page=50&order_by=created_at",
        f"/negotiations/discard_by_employer?vacancy_id={welder.id}",
        f"/resumes/{topic.resume.id}",
        f"/resumes/{topic.resume.id}?topic_id={topic.id}",
        f"/common/chats/{topic.chat_id}/messages?order=next&limit=50",
        "/webhook/subscriptions",
    ]
    for path in paths:
        assert (await http.get(path)).status_code == 200, path
    acted = await http.put(f"/negotiations/interview/{topic.id}", data={"message": "Ждём вас"})
    read = await http.post("/negotiations/read", data={"topic_id": [topic.id]})
    assert (acted.status_code, acted.content, read.status_code) == (204, b"", 204)
    assert hh.violations == []


async def test_subscriptions_are_made_listed_changed_and_dropped(hh: HhSimulator, http: httpx.AsyncClient) -> None:
    both = [{"type": "NEW_NEGOTIATION_VACANCY", "settings": {"vacancies_only_mine": True}}, {"type": "CHAT_MESSAGE_CREATED"}]
    made = await http.post("/webhook/subscriptions", json={"url": "https://otklik.invalid/hook", "actions": both})
    again = await http.post("/webhook/subscriptions", json={"url": "https://otklik.invalid/hook", "actions": both})
    number = made.json()["id"]
    assert (made.status_code, again.status_code) == (201, 400)
    assert again.json()["errors"] == [{"type": "notifications", "value": "already_exist"}]
    assert (await http.put(f"/webhook/subscriptions/{number}", json={"actions": both[:1]})).status_code == 204
    assert (await http.get("/webhook/subscriptions")).json()["items"][0]["actions"] == both[:1]
    assert (await http.delete(f"/webhook/subscriptions/{number}")).status_code == 204
    assert (await http.delete(f"/webhook/subscriptions/{number}")).status_code == 404
    assert hh.violations == []


async def test_refusals_are_as_the_contract_has_them(hh: HhSimulator, http: httpx.AsyncClient, topic: Topic, anna: Account) -> None:
    assert (await http.get("/negotiations/1")).json()["errors"] == [{"type": "negotiations", "value": "topic_not_found"}]
    assert (await http.get("/vacancies/1")).status_code == 404
    assert (await http.get(f"/resumes/{'0' * 38}")).status_code == 404
    hh.move_on_site(topic, "interview")
    assert (await http.put(f"/negotiations/interview/{topic.id}", data={})).json()["errors"][0]["value"] == "wrong_state"
    hh.expire(anna)
    expired = await http.get("/me")
    assert (expired.status_code, expired.json()["errors"][0]["value"]) == (403, "token_expired")
    assert expired.headers["X-Request-Id"] == expired.json()["request_id"]
    hh.revoke(anna)
    assert (await http.get("/me")).json()["errors"][0]["value"] == "token_revoked"
    assert hh.violations == []


async def test_tokens_in_all_three_ways_are_as_the_contract_has_them(hh: HhSimulator, http: httpx.AsyncClient, anna: Account) -> None:
    tokens = hh.world.tokens
    client = {"client_id": tokens.client_id, "client_secret": tokens.client_secret}
    code = {"code": hh.authorize(anna, challenge("v" * 43)), "redirect_uri": tokens.redirect_uri, "code_verifier": "v" * 43}
    user = await http.post("/token", data={"grant_type": "authorization_code", **client, **code})
    assert user.json().keys() == {"access_token", "token_type", "expires_in", "refresh_token"}
    application = await http.post("/token", data={"grant_type": "client_credentials", **client})
    assert application.json().keys() == {"access_token", "token_type"}
    early = await http.post("/token", data={"grant_type": "refresh_token", "refresh_token": user.json()["refresh_token"]})
    assert early.json() == {"error": "invalid_grant", "error_description": "token not expired"}
    assert hh.violations == []


@pytest.mark.parametrize(
    ("method", "path", "request_parts", "complaint"),
    [
        ("GET", "/me?debug=1", {}, "unknown query parameter debug"),
        ("GET", "/negotiations/response", {}, "no query parameter vacancy_id"),
        ("GET", "/negotiations/response?vacancy_id=1&page=one", {}, "query parameter page is 'one'"),
        ("GET", "/no/such/thing", {}, "no such operation"),
        ("PUT", "/negotiations/interview/1", {"data": {"text": "Ждём"}}, "unknown key text"),
        ("PUT", "/negotiations/interview/1", {"json": {"message": "Ждём"}}, "a body of type application/json is not declared"),
        ("POST", "/token", {"data": {"grant_type": "refresh_token", "refresh_token": "x", "client_id": "y"}}, "is not valid under any"),
        ("POST", "/webhook/subscriptions", {"json": {"url": "https://otklik.invalid/hook", "actions": []}}, "actions"),
        ("GET", "/me", {"headers": {"HH-User-Agent": ""}}, "no header HH-User-Agent"),
    ],
)
async def test_a_request_the_contract_does_not_know_is_recorded(
    hh: HhSimulator, http: httpx.AsyncClient, method: str, path: str, request_parts: dict[str, Any], complaint: str
) -> None:
    await http.request(method, path, **request_parts)
    assert {violation.who for violation in hh.violations} == {"client"}
    assert any(complaint in violation.complaint for violation in hh.violations)


@pytest.mark.parametrize(
    "changes", [{"id": None}, {"created_at": "yesterday"}, {"source": "NOWHERE"}, {"chat_id": "text"}, {"state": "response"}]
)
async def test_an_answer_that_breaks_the_contract_is_recorded(
    hh: HhSimulator, http: httpx.AsyncClient, topic: Topic, changes: dict[str, Any]
) -> None:
    hh.faults.change(changes, on="^GET /negotiations/")
    await http.get(f"/negotiations/{topic.id}")
    assert [violation.who for violation in hh.violations] == ["simulator"]
    with pytest.raises(AssertionError):
        hh.assert_clean()


def test_a_webhook_with_another_types_payload_is_recorded(hh: HhSimulator, anna: Account, welder: Vacancy) -> None:
    hh.subscribe(anna, "http://127.0.0.1:9/", ["VACANCY_CHANGE"])
    hh.emit(welder, "VACANCY_CHANGE", {"vacancy_id": welder.id, "prolongation_date": hh.world.stamp()})
    assert [violation.who for violation in hh.violations] == ["webhook"]


def test_every_webhook_of_a_response_and_of_a_move_is_as_the_contract_has_it(hh: HhSimulator, anna: Account, welder: Vacancy) -> None:
    hh.subscribe(
        anna, "http://127.0.0.1:9/", ["NEW_NEGOTIATION_VACANCY", "NEW_RESPONSE_OR_INVITATION_VACANCY", "NEGOTIATION_EMPLOYER_STATE_CHANGE"]
    )
    hh.move_on_site(hh.responds(hh.candidate(), welder), "offer")
    assert len(hh.world.events.sent) == 3
    assert hh.violations == []
