"""The simulator keeps hh.ru's rules: who may ask, what marks as viewed, when a token may be refreshed."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.emulators.hh import AGENT, Account, HhSimulator, Vacancy
from tests.emulators.hh.tokens import challenge


async def refresh(http: httpx.AsyncClient, token: str) -> dict[str, Any]:
    answer = await http.post("/token", data={"grant_type": "refresh_token", "refresh_token": token})
    return {"status": answer.status_code, **answer.json()}


@pytest.mark.parametrize(
    ("agent", "value"),
    [("", "unset"), ("Otklik/1.0 (devs@example.com)", "blacklisted"), ("python-httpx/0.28", "blacklisted")],
)
async def test_a_caller_without_a_real_contact_is_refused(hh: HhSimulator, anna: Account, agent: str, value: str) -> None:
    headers = {"User-Agent": agent, "Authorization": f"Bearer {anna.token}"}
    async with httpx.AsyncClient(base_url=hh.url, trust_env=False) as client:
        answer = await client.get("/me", headers=headers)
    assert (answer.status_code, answer.json()["errors"]) == (400, [{"type": "bad_user_agent", "value": value}])


async def test_either_of_the_two_headers_will_do(hh: HhSimulator, anna: Account) -> None:
    async with httpx.AsyncClient(base_url=hh.url, trust_env=False, headers={"Authorization": f"Bearer {anna.token}"}) as client:
        assert (await client.get("/me", headers={"User-Agent": AGENT})).status_code == 200
        assert (await client.get("/me", headers={"HH-User-Agent": AGENT, "User-Agent": "x"})).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nobody", "Basic abc"])
async def test_without_a_known_token_nothing_is_told(http: httpx.AsyncClient, header: str) -> None:
    answer = await http.get("/me", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["errors"][0]) == (403, {"type": "oauth", "value": "bad_authorization"})


async def test_a_refresh_works_once_and_only_after_expiry(hh: HhSimulator, http: httpx.AsyncClient, anna: Account) -> None:
    word = anna.pair.refresh
    assert (await refresh(http, word))["error_description"] == "token not expired"
    hh.clock.advance(timedelta(days=14).total_seconds())
    assert (await http.get("/me")).json()["errors"][0]["value"] == "token_expired"
    renewed = await refresh(http, word)
    assert (renewed["status"], renewed["expires_in"]) == (200, 14 * 86_400)
    assert (await refresh(http, word))["error_description"] == "token has already been refreshed"
    answer = await http.get("/me", headers={"Authorization": f"Bearer {renewed['access_token']}"})
    assert answer.json()["manager"]["id"] == anna.id
    assert anna.token == renewed["access_token"]


async def test_a_dead_or_strange_refresh_token_says_why(hh: HhSimulator, http: httpx.AsyncClient, anna: Account) -> None:
    hh.revoke(anna, "token deactivated")
    assert (await refresh(http, anna.pair.refresh))["error_description"] == "token deactivated"
    assert (await refresh(http, "nobody"))["error_description"] == "token not found"
    assert (await refresh(http, ""))["error_description"] == "token is empty"
    assert (await http.post("/token", data={"grant_type": "password"})).json()["error"] == "unsupported_grant_type"


async def test_a_code_works_once_in_time_and_with_its_verifier(hh: HhSimulator, http: httpx.AsyncClient, anna: Account) -> None:
    tokens = hh.world.tokens
    common = {"grant_type": "authorization_code", "client_id": tokens.client_id, "client_secret": tokens.client_secret}

    async def exchange(**form: str) -> str:
        told = (await http.post("/token", data={**common, "redirect_uri": tokens.redirect_uri, **form})).json()
        return str(told.get("error_description", "granted"))

    code = hh.authorize(anna, challenge("right"))
    assert await exchange(code=code, code_verifier="wrong") == "code verifier mismatch"
    assert await exchange(code=code, code_verifier="right", redirect_uri="https://elsewhere.invalid") == "bad redirect url"
    assert await exchange(code=code, code_verifier="right", client_secret="wrong") == "client_id or client_secret not found"
    assert await exchange(code=code, code_verifier="right") == "granted"
    assert await exchange(code=code, code_verifier="right") == "code has already been used"
    late = hh.authorize(anna)
    hh.clock.advance(601)
    assert await exchange(code=late) == "code expired"
    assert await exchange(code="nobody") == "code not found"


async def test_an_applications_token_is_no_managers(hh: HhSimulator, http: httpx.AsyncClient) -> None:
    tokens = hh.world.tokens
    form = {"grant_type": "client_credentials", "client_id": tokens.client_id, "client_secret": tokens.client_secret}
    application = (await http.post("/token", data=form)).json()["access_token"]
    answer = await http.get("/me", headers={"Authorization": f"Bearer {application}"})
    assert answer.json()["errors"][0]["value"] == "user_auth_expected"
    assert (await http.post("/token", data=form)).json()["error_description"] == "app token refresh too early"
    hh.clock.advance(300)
    assert (await http.post("/token", data=form)).status_code == 200
    answer = await http.get("/me", headers={"Authorization": f"Bearer {application}"})
    assert answer.json()["errors"][0]["value"] == "token_revoked"


async def test_a_dropped_token_is_dead(http: httpx.AsyncClient) -> None:
    assert (await http.delete("/token")).status_code == 204
    assert (await http.get("/me")).json()["errors"][0]["value"] == "token_revoked"


async def test_another_working_account_must_be_known(http: httpx.AsyncClient, anna: Account) -> None:
    assert (await http.get("/me", headers={"X-Manager-Account-Id": anna.id})).status_code == 200
    answer = await http.get("/me", headers={"X-Manager-Account-Id": "1"})
    assert answer.json()["errors"][0]["value"] == "manager_extra_account_not_found"


@pytest.mark.parametrize("way", ["resume with topic", "read", "messages"])
async def test_looking_with_the_topic_marks_as_viewed_and_without_does_not(
    hh: HhSimulator, http: httpx.AsyncClient, welder: Vacancy, way: str
) -> None:
    topic = hh.responds(hh.candidate(), welder, "Здравствуйте")
    item = (await http.get(f"/negotiations/{topic.id}")).json()
    await http.get(f"/resumes/{topic.resume.id}")
    await http.get(f"/negotiations/response?vacancy_id={welder.id}")
    assert not topic.viewed
    if way == "resume with topic":
        await http.get(item["resume"]["url"])
    elif way == "read":
        await http.post("/negotiations/read", data={"topic_id": topic.id})
    else:
        await http.get(f"/common/chats/{topic.chat_id}/messages")
    assert topic.viewed


async def test_a_strangers_topic_vacancy_and_contacts_are_not_to_be_seen(hh: HhSimulator, http: httpx.AsyncClient) -> None:
    stranger = hh.account("Борис", "Лугов", employer="АО «Чужие»")
    topic = hh.responds(hh.candidate(), hh.vacancy(stranger))
    assert (await http.get(f"/negotiations/{topic.id}")).status_code == 404
    assert (await http.get(f"/vacancies/{topic.vacancy.id}")).status_code == 404
    resume = (await http.get(f"/resumes/{topic.resume.id}")).json()
    assert (resume["contact"], resume["last_name"], resume["contact_view_status"]) == ([], None, "NONE")


async def test_an_item_can_come_too_early_and_go_for_good(hh: HhSimulator, http: httpx.AsyncClient, welder: Vacancy) -> None:
    topic = hh.responds(hh.candidate(), welder, unreadable_for=2)
    assert [(await http.get(f"/negotiations/{topic.id}")).status_code for _ in range(3)] == [404, 404, 200]
    hh.take_away(topic)
    assert (await http.get(f"/negotiations/{topic.id}")).json()["errors"][0]["value"] == "topic_not_found"
    assert (await http.get(f"/negotiations/response?vacancy_id={welder.id}")).json()["found"] == 0


async def test_an_action_with_a_message_changes_what_the_candidate_sees(hh: HhSimulator, http: httpx.AsyncClient, welder: Vacancy) -> None:
    topic = hh.responds(hh.candidate(), welder)
    offered = {action["id"]: action for action in (await http.get(f"/negotiations/{topic.id}")).json()["actions"]}
    await http.put(offered["consider"]["url"])
    assert (topic.employer_state, topic.state) == ("consider", "response")
    await http.put(offered["discard_by_employer"]["url"], data={"message": "Спасибо за отклик"})
    assert (topic.employer_state, topic.state) == ("discard_by_employer", "discard")
    answer = await http.put(offered["discard_by_employer"]["url"])
    assert answer.json()["errors"] == [{"type": "negotiations", "value": "wrong_state"}]
    welder.archived = True
    assert (await http.put(offered["offer"]["url"])).json()["errors"][0]["value"] == "invalid_vacancy"


async def test_pages_are_fifty_at_most_and_hold_everything(hh: HhSimulator, http: httpx.AsyncClient, welder: Vacancy) -> None:
    told = {hh.responds(hh.candidate(), welder).id for _ in range(61)}
    too_many = await http.get(f"/negotiations/response?vacancy_id={welder.id}&per_page=51")
    assert (too_many.status_code, too_many.json()["errors"][0]["value"]) == (400, "per_page")
    pages = [(await http.get(f"/negotiations/response?vacancy_id={welder.id}&per_page=50&page={page}")).json() for page in range(2)]
    assert pages[0]["pages"] == 2
    assert {item["id"] for page in pages for item in page["items"]} == told
    assert "vacancy" not in pages[0]["items"][0]


async def test_nulls_and_hidden_contacts_come_as_asked(hh: HhSimulator, http: httpx.AsyncClient, welder: Vacancy) -> None:
    nameless = hh.responds(hh.candidate(names_hidden=True, contacts_hidden=True), welder)
    deleted = hh.responds(hh.candidate(), welder, resume_null=True)
    resume = (await http.get(f"/resumes/{nameless.resume.id}")).json()
    assert (resume["last_name"], resume["contact"]) == (None, [])
    assert {field["id"] for field in resume["hidden_fields"]} == {"names_and_photo", "phones", "email", "other_contacts"}
    assert (await http.get(f"/negotiations/{deleted.id}")).json()["resume"] is None
    hh.assert_clean()
