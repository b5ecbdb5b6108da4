"""Calls to hh.ru, against the strict simulator: nothing said wrongly, every refusal understood, nobody marked as viewed."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import structlog

from core.boards.hh import parse
from core.boards.hh.board import HhBoard
from core.boards.hh.client import HhClient, without
from core.boards.port import BoardAction, CaptchaRequired, Gone, LimitReached, Malformed, Outdated, TokenExpired
from core.kernel.problems import NeedsLogin, Refused, Trouble, TryLater
from core.kernel.time.clock import ManualClock
from tests.emulators.hh import AGENT, Account, HhSimulator, Topic

LETTER = "Здравствуйте! Готов выйти завтра."


@pytest.fixture
def hh(clock: ManualClock) -> Iterator[HhSimulator]:
    with HhSimulator(clock=clock) as simulator:
        yield simulator


@pytest.fixture
def anna(hh: HhSimulator) -> Account:
    return hh.account()


@pytest.fixture
def topic(hh: HhSimulator, anna: Account) -> Topic:
    return hh.responds(hh.candidate(last_name="Кедров", phone="+7 (900) 000-11-22"), hh.vacancy(anna), LETTER)


@pytest.fixture
async def client(hh: HhSimulator, anna: Account) -> AsyncIterator[HhClient]:
    async def token() -> str:
        return anna.token

    async with httpx.AsyncClient(trust_env=False) as http:
        yield HhClient(hh.url, http, token, AGENT)


async def test_a_response_is_fetched_whole_and_silently(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    draft = await HhBoard(client).response(topic.id)
    assert (draft.external_id, draft.vacancy_external_id, draft.last_name) == (topic.id, topic.vacancy.id, "Кедров")
    assert draft.phones == ("+7 (900) 000-11-22",)
    assert draft.emails == (topic.resume.email,)
    assert (draft.submitted_at, draft.birth_date, draft.city) == (topic.created_at, topic.resume.born, topic.resume.area[1])
    assert draft.by_candidate
    assert not topic.viewed
    hh.assert_clean()


async def test_control_the_url_as_the_item_gives_it_marks_as_viewed(client: HhClient, topic: Topic) -> None:
    item = await client.negotiation(topic.id)
    await client._get("resume", client._path(item["resume"]["url"]))
    assert topic.viewed


async def test_the_letter_is_read_when_a_person_looks(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    board = HhBoard(client)
    assert await board.letter(await board.response(topic.id)) == LETTER
    assert topic.viewed
    hh.assert_clean()


async def test_the_rest_of_the_calls_are_as_the_contract_has_them(hh: HhSimulator, client: HhClient, anna: Account, topic: Topic) -> None:
    assert (await client.me())["manager"]["id"] == anna.id
    assert (await client.vacancy(topic.vacancy.id))["name"] == topic.vacancy.name
    assert (await client.resume(topic.resume.id))["id"] == topic.resume.id
    listed = (await client.collections(topic.vacancy.id))["collections"]
    page = await client.collection(listed[0]["url"])
    assert parse.response_draft(page["items"][0], vacancy_id=topic.vacancy.id).external_id == topic.id
    looked = [topic.viewed]
    await HhBoard(client).mark_viewed([topic.id])
    assert [*looked, topic.viewed] == [False, True]
    hh.assert_clean()


async def test_a_refusal_goes_by_the_action_the_item_offers(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    topic.vacancy.states = {"response": "Отклик", "discard_after_interview": "Отказ после встречи"}
    await HhBoard(client).refuse(topic.id, "Спасибо за отклик!")
    assert (topic.employer_state, topic.state) == ("discard_after_interview", "discard")
    with pytest.raises(Outdated):
        await HhBoard(client).refuse(topic.id)
    hh.assert_clean()


async def test_an_invitation_goes_by_the_action_the_item_offers(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    offered = {action.id: action for action in await HhBoard(client).actions(topic.id)}
    await HhBoard(client).perform(offered["interview"], {"message": "Ждём вас завтра", "unknown": "x", "address_id": ""})
    assert (topic.employer_state, topic.state) == ("interview", "invitation")
    with pytest.raises(Outdated, match="wrong_state"):
        await HhBoard(client).perform(offered["interview"], {})
    hh.assert_clean()


@pytest.mark.parametrize("action", [BoardAction("a", "A", "DELETE", "/x"), BoardAction("a", "A", "PUT", "/x", ("message",), ("message",))])
async def test_an_action_that_cannot_be_done_is_refused_unsent(hh: HhSimulator, client: HhClient, action: BoardAction) -> None:
    with pytest.raises(Refused):
        await client.act(action, {})
    assert hh.calls == []


async def test_the_token_never_leaves_for_another_host(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    resume = await client.resume(f"https://evil.invalid/resumes/{topic.resume.id}?topic_id={topic.id}")
    assert resume["id"] == topic.resume.id
    for url in ("//evil.invalid/resumes/x", "https://evil.invalid//evil.invalid/x", "/../x"):
        with pytest.raises((Gone, Malformed)):
            await client.resume(url)
    assert not topic.viewed


@pytest.mark.parametrize("number", ["", "a/b", "../me", "1?x=1", "я", "1#", "%2e"])
async def test_an_id_that_is_none_is_not_sent(hh: HhSimulator, client: HhClient, number: str) -> None:
    with pytest.raises(Malformed):
        await client.negotiation(number)
    assert hh.calls == []


async def test_what_is_gone_is_told_as_gone(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    hh.take_away(topic)
    with pytest.raises(Gone, match="negotiations/topic_not_found"):
        await HhBoard(client).response(topic.id)


async def test_a_deleted_resume_leaves_the_response(client: HhClient, topic: Topic) -> None:
    topic.resume_null = True
    assert (await HhBoard(client).response(topic.id)).full_name == ""


async def test_a_spent_budget_of_views_leaves_the_short_resume(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    hh.faults.view_limit()
    draft = await HhBoard(client).response(topic.id)
    assert (draft.last_name, draft.phones) == ("Кедров", ())
    hh.faults.view_limit()
    with pytest.raises(LimitReached):
        await client.resume(topic.resume.id)


async def test_strange_words_and_keys_are_read_past(hh: HhSimulator, client: HhClient, topic: Topic) -> None:
    hh.faults.strange_words(times=2)
    draft = await HhBoard(client).response(topic.id)
    assert (draft.state, draft.source_state, draft.last_name) == ("unknown", "UNHEARD_OF_2031", "Кедров")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ((403, "oauth", "token_expired"), TokenExpired),
        ((403, "oauth", "token_revoked"), NeedsLogin),
        ((403, "oauth", "bad_authorization"), NeedsLogin),
        ((403, "manager_accounts", "used_manager_account_forbidden"), NeedsLogin),
        ((403, "api_access_payment", "action_must_be_payed"), Refused),
        ((403, "forbidden", None), Refused),
        ((403, "negotiations", "chat_is_not_ready"), TryLater),
        ((403, "negotiations", "in_a_row_limit"), Refused),
        ((403, "negotiations", "invalid_vacancy"), Refused),
        ((403, "negotiations", "topic_archived"), Gone),
        ((403, "negotiations", "wrong_state"), Outdated),
        ((404, "not_found", None), Gone),
        ((400, "bad_argument", "vacancy_id"), Refused),
        ((400, "bad_user_agent", "blacklisted"), Refused),
    ],
)
async def test_every_refusal_is_understood(
    hh: HhSimulator, client: HhClient, error: tuple[int, str, str | None], told: type[Trouble]
) -> None:
    hh.faults.refusal(*error)
    with pytest.raises(told) as caught:
        await client.me()
    assert type(caught.value) is told
    assert caught.value.reason == "/".join(part for part in error[1:] if part)
    assert caught.value.__notes__[0].startswith("hh request ")


async def test_a_captcha_brings_the_page_for_a_person(hh: HhSimulator, client: HhClient) -> None:
    hh.faults.captcha("https://hh.ru/account/captcha?state=x")
    with pytest.raises(CaptchaRequired) as caught:
        await client.me()
    assert caught.value.url == "https://hh.ru/account/captcha?state=x"


async def test_too_many_calls_are_tried_later_when_told(hh: HhSimulator, client: HhClient) -> None:
    hh.faults.busy()
    hh.faults.busy(retry_after=17)
    waits = []
    for _ in range(2):
        with pytest.raises(TryLater) as caught:
            await client.me()
        waits.append(caught.value.seconds)
    assert waits == [None, 17]


@pytest.mark.parametrize("fault", ["flood_guard", "server_error", "torn_json", "empty"])
async def test_what_passes_by_itself_is_tried_later(hh: HhSimulator, client: HhClient, fault: str) -> None:
    getattr(hh.faults, fault)()
    with pytest.raises(TryLater) as caught:
        await client.me()
    assert not caught.value.ambiguous
    assert (await client.me())["is_employer"]


@pytest.mark.parametrize("after_effect", [False, True])
@pytest.mark.parametrize("fault", ["reset", "server_error"])
async def test_a_lost_answer_to_a_change_leaves_doubt(
    hh: HhSimulator, client: HhClient, topic: Topic, fault: str, after_effect: bool
) -> None:
    action = next(action for action in await HhBoard(client).actions(topic.id) if action.id == "consider")
    getattr(hh.faults, fault)(on="^PUT", after_effect=after_effect)
    with pytest.raises(TryLater) as caught:
        await client.act(action, {})
    assert caught.value.ambiguous
    assert topic.employer_state == ("consider" if after_effect else "response")


async def test_a_timeout_leaves_doubt_and_an_unmade_connection_does_not(hh: HhSimulator, topic: Topic, anna: Account) -> None:
    async def token() -> str:
        return anna.token

    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("late", request=request)

    def absent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("absent", request=request)

    doubts = []
    for handler in (late, absent):
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http:
            with pytest.raises(TryLater) as caught:
                await HhClient("https://api.hh.invalid", http, token, AGENT).mark_viewed(["1"])
            doubts.append(caught.value.ambiguous)
    assert doubts == [True, False]


async def test_logs_hold_the_request_id_and_nothing_personal(hh: HhSimulator, client: HhClient, anna: Account, topic: Topic) -> None:
    hh.expire(anna)
    with structlog.testing.capture_logs() as logs, pytest.raises(TokenExpired) as caught:
        await client.resume(f"{hh.url}/resumes/{topic.resume.id}?topic_id={topic.id}")
    [entry] = logs
    assert (entry["kind"], entry["status"], entry["reason"]) == ("resume", 403, "oauth/token_expired")
    assert entry["request_id"] in caught.value.__notes__[0]
    told = str(logs)
    assert anna.token not in told
    assert topic.resume.id not in told


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("/resumes/a?topic_id=1", "/resumes/a"),
        ("/resumes/a?topic_id=1&host=hh.ru&topic_id=2", "/resumes/a?host=hh.ru"),
        ("/resumes/a", "/resumes/a"),
    ],
)
def test_the_mark_of_viewing_is_taken_off_a_url(path: str, left: str) -> None:
    assert without(path, "topic_id") == left


@pytest.mark.parametrize("body", [b"[]", b"null", b"5", b"{", b"\xff", b"[" * 10_000])
async def test_no_answer_breaks_the_client(body: bytes) -> None:
    async def token() -> str:
        return "t"

    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body)

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        with pytest.raises(TryLater):
            await HhClient("https://api.hh.invalid", http, token, AGENT).me()


async def test_a_prefix_of_a_proxy_is_kept() -> None:
    seen: list[Any] = []

    async def token() -> str:
        return "t"

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((str(request.url), request.headers["HH-User-Agent"], request.headers["User-Agent"]))
        return httpx.Response(200, json={})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        client = HhClient("https://proxy.invalid/hh/", http, token, AGENT)
        await client.resume("https://api.hh.ru/resumes/a?topic_id=1")
        await client.resume("https://proxy.invalid/hh/resumes/a?topic_id=1")
    assert seen == [("https://proxy.invalid/hh/resumes/a", AGENT, AGENT)] * 2
