"""What becomes of a response: one effect, whoever decides and however often."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.boards import acts, reads, rules
from core.boards.model import Response
from core.boards.port import Consent, ResponseDraft
from core.candidates import acts as candidates
from core.candidates import reads as people
from core.candidates.model import Candidate
from core.candidates.rules import Draft
from core.kernel.actors import staff as colleague
from core.kernel.database.session import Database
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.time.clock import ManualClock
from core.messages import acts as messages
from core.messages import reads as threads
from core.pipeline import acts as pipeline
from core.pipeline import reads as applications
from core.pipeline.model import Application, Event
from core.privacy import reads as privacy
from core.privacy.rules import ConsentKind
from core.vacancies import acts as vacancies
from core.vacancies import reads as vacancy_reads
from tests.boards.house import House
from tests.conftest import NOW
from tests.emulators.hh import Account, HhSimulator, Topic, Vacancy

Decision = Callable[[Session, int, int], Any]
ANSWERS = (("Готовы к сменам?", "Да"),)


def accept(session: Session, response: int, by: int) -> Any:
    return acts.accept(session, response, by=by, now=NOW)


def reject(session: Session, response: int, by: int) -> Any:
    return acts.reject(session, response, "low_experience", by=by, now=NOW, tell=True)


def postpone(session: Session, response: int, by: int) -> Any:
    return acts.postpone(session, response, by=by, now=NOW)


DECISIONS = [accept, reject, postpone]


def form(**changes: Any) -> ResponseDraft:
    """What a form on a site told."""
    told: dict[str, Any] = {"full_name": "Кедров Лев Ильич", "phones": ("8 (900) 000-11-22",), "source_state": "response"}
    return ResponseDraft("site", "f-1", "VAC-0001", NOW, **{**told, **changes})


@pytest.fixture
async def told(db: Database, welder: int) -> int:
    """A response from a form."""
    response = await db.write(partial(acts.receive, draft=form(city="Казань", answers=ANSWERS, letter="Готов"), now=NOW))
    assert response is not None
    return response


@pytest.fixture
async def guest(db: Database) -> int:
    """A candidate of the bot who has consented and is not in the base yet."""
    person = Draft("Кедров Лев", phones=("+79000001122",), source="telegram_bot", entrance_type="self_signup")
    return await db.write(partial(candidates.register, draft=person, now=NOW))


@pytest.fixture
async def sent(db: Database, welder: int, guest: int) -> int:
    """A response of the bot's."""
    return await db.write(lambda session: submitted(session, guest, welder))


def submitted(session: Session, candidate: int, vacancy: int, now: datetime = NOW) -> int:
    return acts.submit(session, candidate, vacancy, channel="telegram", answers=ANSWERS, resume=None, now=now)


async def count(db: Database, model: type, *where: Any) -> int:
    query = select(func.count()).select_from(model).where(*where)
    return await db.read(lambda session: session.execute(query).scalar_one())


async def both(db: Database, decision: Decision, response: int, *by: int) -> list[Any]:
    return await asyncio.gather(*(db.write(step(decision, response, who)) for who in by), return_exceptions=True)


def step(decision: Decision, response: int, by: int) -> Callable[[Session], Any]:
    return lambda session: decision(session, response, by)


# One effect


@pytest.mark.parametrize("decision", DECISIONS)
async def test_of_two_colleagues_at_once_one_decides_and_the_other_is_told_who(
    db: Database, told: int, anna: int, boris: int, decision: Decision
) -> None:
    results = await both(db, decision, told, anna, boris)
    [refused] = [result for result in results if isinstance(result, BaseException)]
    assert isinstance(refused, Conflict)
    assert refused.key == ("response-postponed" if decision is postpone else "response-processed")
    card = await db.read(partial(reads.card, response=told))
    assert refused.arguments == {"who": card.taken_name, "at": NOW}
    assert card.taken_by == (anna if results[1] is refused else boris)
    assert await count(db, Application) == (decision is accept)
    assert await count(db, Candidate) == (decision is accept)


@pytest.mark.parametrize("decision", DECISIONS)
async def test_decided_twice_it_has_one_effect(db: Database, told: int, anna: int, decision: Decision) -> None:
    await db.write(lambda session: decision(session, told, anna))
    with pytest.raises(Conflict):
        await db.write(lambda session: decision(session, told, anna))
    assert await count(db, Event) == (decision is accept)


async def test_control_without_the_guard_both_decide(
    db: Database, told: int, anna: int, boris: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "OPEN", ("new", "later", "accepted"))
    results = await both(db, accept, told, anna, boris)
    assert not [result for result in results if isinstance(result, BaseException)]
    assert await count(db, Candidate) == 2


@pytest.mark.parametrize("first", [accept, reject])
@pytest.mark.parametrize("second", DECISIONS)
async def test_what_is_over_stays_over(db: Database, told: int, anna: int, first: Decision, second: Decision) -> None:
    await db.write(lambda session: first(session, told, anna))
    with pytest.raises(Conflict, match="response-processed"):
        await db.write(lambda session: second(session, told, anna))


@pytest.mark.parametrize("second", [accept, reject])
async def test_what_was_put_off_can_be_decided(db: Database, told: int, anna: int, second: Decision) -> None:
    await db.write(lambda session: postpone(session, told, anna))
    assert (await db.read(partial(reads.page, limit=5)))[1] == 1
    await db.write(lambda session: second(session, told, anna))
    assert (await db.read(partial(reads.page, limit=5)))[1] == 0


async def test_an_unknown_response_is_not_found(db: Database, anna: int) -> None:
    for decision in DECISIONS:
        with pytest.raises(NotFound):
            await db.write(step(decision, 404, anna))


# Into the base


async def test_an_accepted_response_is_one_person_one_application_and_one_event_of_when_it_was_sent(
    db: Database, told: int, welder: int, anna: int, clock: ManualClock
) -> None:
    later = NOW.replace(hour=20)
    done = await db.write(lambda session: acts.accept(session, told, by=anna, now=later))
    person = await db.read(partial(people.card, candidate_id=done.candidate))
    assert (person.full_name, person.phones, person.city, person.is_draft) == ("Кедров Лев Ильич", ("+79000001122",), "Казань", False)
    assert (person.source, person.entrance_type, person.owner_id) == ("site", "response", anna)
    application = await db.read(partial(applications.card, application=done.application))
    assert (application.vacancy_id, application.status, application.entrance_type, application.letter) == (
        welder,
        "response",
        "response",
        "Готов",
    )
    assert [tuple(answer) for answer in application.answers] == list(ANSWERS)
    [event] = await db.read(partial(applications.history, application=done.application))
    assert (event.code, event.at) == ("response", NOW)
    card = await db.read(partial(reads.card, response=told))
    assert (card.state, card.candidate_id, card.application_id) == ("accepted", done.candidate, done.application)


async def test_without_a_vacancy_one_has_to_be_chosen(db: Database, welder: int, anna: int) -> None:
    response = await db.write(lambda session: acts.receive(session, ResponseDraft("site", "f-2", "", NOW, full_name="Кедров"), now=NOW))
    assert response is not None
    with pytest.raises(Invalid, match="response-needs-vacancy"):
        await db.write(lambda session: accept(session, response, anna))
    done = await db.write(lambda session: acts.accept(session, response, by=anna, now=NOW, vacancy=welder))
    assert (await db.read(partial(applications.card, application=done.application))).vacancy_id == welder


async def test_an_advertisement_may_lead_to_the_chosen_vacancy_from_then_on(db: Database, welder: int, anna: int) -> None:
    draft = ResponseDraft("site", "f-2", "ad-77", NOW, full_name="Кедров")
    response = await db.write(lambda session: acts.receive(session, draft, now=NOW))
    assert response is not None
    await db.write(lambda session: acts.accept(session, response, by=anna, now=NOW, vacancy=welder))
    assert await db.read(partial(vacancy_reads.bound, board="site", external_id="ad-77")) is None
    again = ResponseDraft("site", "f-3", "ad-77", NOW, full_name="Ветрова")
    second = await db.write(lambda session: acts.receive(session, again, now=NOW))
    assert second is not None
    await db.write(lambda session: acts.accept(session, second, by=anna, now=NOW, vacancy=welder, bind=True))
    assert await db.read(partial(vacancy_reads.bound, board="site", external_id="ad-77")) == welder


async def test_a_consent_given_on_the_sources_page_is_kept(db: Database, welder: int, anna: int) -> None:
    draft = form(consent=Consent("3", NOW))
    response = await db.write(lambda session: acts.receive(session, draft, now=NOW))
    assert response is not None
    done = await db.write(lambda session: accept(session, response, anna))
    [consent] = await db.read(partial(privacy.consents, candidate_id=done.candidate))
    assert (consent.kind, consent.text_version, consent.text_hash, consent.channel) == ("recruiting", "3", None, "site")
    assert await db.read(lambda session: privacy.holds(session, done.candidate, ConsentKind.RECRUITING, NOW))


async def test_a_known_person_gets_what_was_not_known_and_keeps_the_rest(db: Database, told: int, anna: int) -> None:
    known = Draft("Кедров Лев", emails=("lev@kedrov.example",), source="agency", entrance_type="active_search")
    number = await db.write(partial(candidates.register, draft=known, now=NOW, is_draft=False))
    done = await db.write(lambda session: acts.accept(session, told, by=anna, now=NOW, same_as=number))
    assert await db.read(partial(people.resolve_merged, candidate_id=done.candidate)) == number
    person = await db.read(partial(people.card, candidate_id=done.candidate))
    assert (person.full_name, person.source, person.city) == ("Кедров Лев", "agency", "Казань")
    assert (person.phones, person.emails) == (("+79000001122",), ("lev@kedrov.example",))
    assert person.doubtful == frozenset(person.phones)
    assert await count(db, Candidate, Candidate.merged_into_id.is_(None)) == 1


async def test_lookalikes_name_who_is_in_the_base_already(db: Database, told: int, anna: int) -> None:
    assert await db.read(partial(reads.lookalikes, response=told)) == ()
    known = await db.write(partial(candidates.register, draft=Draft("Лев К.", phones=("+7 900 000 11 22",)), now=NOW, is_draft=False))
    [match] = await db.read(partial(reads.lookalikes, response=told))
    assert (match.candidate_id, match.strength, match.by) == (known, "strong", "phone")


# Our own bot's


async def test_a_response_of_the_bots_publishes_its_candidate(
    db: Database, sent: int, guest: int, welder: int, anna: int, house: House
) -> None:
    assert (await db.read(partial(people.card, candidate_id=guest))).is_draft
    [notice] = await house.told("response.new")
    assert (notice["to"], notice["args"]) == (f"staff:{anna}", {"response": sent})
    card = await db.read(partial(reads.card, response=sent))
    assert (card.full_name, card.phones, card.answers, card.source) == ("Кедров Лев", ("+79000001122",), ANSWERS, "telegram_bot")
    done = await db.write(lambda session: accept(session, sent, anna))
    assert done.candidate == guest
    assert not (await db.read(partial(people.card, candidate_id=guest))).is_draft
    [accepted] = await house.told("response.accepted")
    assert (accepted["to"], accepted["args"]) == (f"candidate:{guest}", {"response": sent, "application": done.application})


async def test_sent_twice_it_is_one_response_while_it_waits_or_lives_on(
    db: Database, sent: int, guest: int, welder: int, anna: int
) -> None:
    assert await db.write(lambda session: submitted(session, guest, welder)) == sent
    done = await db.write(lambda session: accept(session, sent, anna))
    assert await db.write(lambda session: submitted(session, guest, welder)) == sent
    await db.write(lambda session: pipeline.withdraw(session, done.application, "pay", by=colleague(anna), now=NOW))
    again = await db.write(lambda session: submitted(session, guest, welder))
    assert again != sent
    assert (await db.write(lambda session: accept(session, again, anna))).application == done.application
    assert (await db.read(partial(applications.card, application=done.application))).is_active


async def test_two_at_once_are_one(db: Database, guest: int, welder: int, house: House) -> None:
    numbers = await asyncio.gather(*(db.write(lambda session: submitted(session, guest, welder)) for _ in range(8)))
    assert len(set(numbers)) == 1
    assert len(await house.told("response.new")) == 1


async def test_who_was_refused_may_try_again(db: Database, sent: int, guest: int, welder: int, anna: int, house: House) -> None:
    await db.write(lambda session: reject(session, sent, anna))
    [refused] = await house.told("response.rejected")
    assert (refused["to"], refused["args"]) == (f"candidate:{guest}", {"response": sent})
    assert await db.write(lambda session: submitted(session, guest, welder)) != sent
    assert len(await house.told("response.new")) == 2


async def test_who_is_not_to_be_told_is_not_told(db: Database, sent: int, anna: int, house: House) -> None:
    await db.write(lambda session: acts.reject(session, sent, "other", by=anna, now=NOW, comment="Не дозвониться", tell=False))
    assert await house.told("response.rejected") == []
    card = await db.read(partial(reads.card, response=sent))
    assert (card.state, card.reason, card.comment) == ("rejected", "other", "Не дозвониться")


async def test_a_refusal_has_a_reason(db: Database, sent: int, anna: int) -> None:
    with pytest.raises(Invalid, match="reason-needed"):
        await db.write(lambda session: acts.reject(session, sent, "", by=anna, now=NOW, tell=False))


async def test_a_duplicate_is_merged_with_everything_he_has(db: Database, sent: int, guest: int, welder: int, anna: int) -> None:
    known = await db.write(partial(candidates.register, draft=Draft("Кедров Лев Ильич"), now=NOW, is_draft=False))
    await db.write(lambda session: messages.receive(session, guest, channel="telegram", text="Здравствуйте", key="m1", now=NOW))
    done = await db.write(lambda session: acts.accept(session, sent, by=anna, now=NOW, same_as=known))
    assert done.candidate == guest
    person = await db.read(partial(people.card, candidate_id=guest))
    assert (person.id, person.phones, person.is_draft) == (known, ("+79000001122",), False)
    assert [line.text for line in await db.read(partial(threads.thread, candidate_id=known))] == ["Здравствуйте"]
    assert [card.id for card in await db.read(partial(reads.of_candidate, candidate=guest))] == [sent]
    assert await db.read(partial(reads.belongs, response=sent, candidate=guest))
    assert await count(db, Application, Application.candidate_id == guest) == 1
    assert [card.id for card in await db.read(partial(applications.of_candidate, candidate=known))] == [done.application]


async def test_nobody_elses_response_belongs_to_a_candidate(db: Database, sent: int, told: int, anna: int) -> None:
    stranger = await db.write(partial(candidates.register, draft=Draft("Чужой"), now=NOW))
    assert not await db.read(partial(reads.belongs, response=sent, candidate=stranger))
    assert not await db.read(partial(reads.belongs, response=told, candidate=stranger))
    assert await db.read(partial(reads.owners, response=sent)) == {anna}


# hh.ru is told


@pytest.fixture
async def topic(hh: HhSimulator, house: House, employer: Account, advert: Vacancy) -> Topic:
    """A response on hh.ru, read and waiting."""
    hh.subscribe(employer, house.hh())
    made = hh.responds(hh.candidate(), advert, "Готов выйти завтра")
    await hh.delivered()
    await house.work()
    return made


async def the_one(house: House) -> int:
    [notice] = await house.told("response.new")
    number: int = notice["args"]["response"]
    return number


async def test_a_look_is_told_to_hh_once_and_brings_the_letter(house: House, hh: HhSimulator, topic: Topic, anna: int) -> None:
    response = await the_one(house)
    before = topic.viewed
    for _ in range(3):
        await house.database.write(lambda session: acts.mark_viewed(session, response, by=anna, channel="telegram", now=NOW))
        await house.work()
    assert (before, topic.viewed) == (False, True)
    assert sum(call.path == "/negotiations/read" for call in hh.calls) == 1
    assert (await house.database.read(partial(reads.card, response=response))).letter == "Готов выйти завтра"
    assert len(await house.told("response.letter")) == 1
    hh.assert_clean()


async def test_looking_at_a_person_of_ours_is_logged_each_time(db: Database, sent: int, guest: int, anna: int) -> None:
    for _ in range(2):
        await db.write(lambda session: acts.mark_viewed(session, sent, by=anna, channel="telegram", now=NOW))
    assert [(line.staff_id, line.action) for line in await db.read(partial(privacy.accesses, candidate_id=guest))] == [(anna, "view")] * 2


async def test_looking_at_a_response_of_nobody_of_ours_is_logged_too(db: Database, told: int, anna: int) -> None:
    """A board told a name and a phone; the person is no candidate yet, the look is one all the same."""
    assert (await db.read(partial(reads.card, response=told))).candidate_id is None
    for _ in range(2):
        await db.write(lambda session: acts.mark_viewed(session, told, by=anna, channel="telegram", now=NOW))
    looks = await db.read(partial(privacy.response_accesses, response=told))
    assert [(line.staff_id, line.action, line.from_channel) for line in looks] == [(anna, "view", "telegram")] * 2


@pytest.mark.parametrize(("tell", "state"), [(True, "discard"), (False, "response")])
async def test_a_refusal_is_one_on_hh_and_in_words_only_when_asked(
    house: House, hh: HhSimulator, topic: Topic, anna: int, tell: bool, state: str
) -> None:
    response = await the_one(house)
    await house.database.write(lambda session: acts.reject(session, response, "other", by=anna, now=NOW, tell=tell))
    await house.work()
    assert (topic.employer_state, topic.state) == ("discard_by_employer", state)
    assert [message.text for message in topic.messages[1:]] == ([acts.REFUSAL] if tell else [])
    hh.assert_clean()


async def test_a_refusal_whose_answer_was_lost_is_said_once(house: House, hh: HhSimulator, topic: Topic, anna: int) -> None:
    response = await the_one(house)
    hh.faults.reset(after_effect=True, on="^PUT ")
    await house.database.write(lambda session: reject(session, response, anna))
    await house.work_for(3)
    assert topic.employer_state == "discard_by_employer"
    assert [message.role for message in topic.messages] == ["APPLICANT", "EMPLOYER"]


async def test_who_took_his_response_back_need_not_be_refused(house: House, hh: HhSimulator, topic: Topic, anna: int) -> None:
    response = await the_one(house)
    hh.take_away(topic)
    await house.database.write(lambda session: reject(session, response, anna))
    await house.work_for(2)
    assert (await house.database.read(partial(reads.card, response=response))).state == "rejected"


async def test_a_person_of_hh_asks_no_consent_and_is_known_by_the_resume(
    house: House, hh: HhSimulator, topic: Topic, anna: int, welder: int
) -> None:
    response = await the_one(house)
    done = await house.database.write(lambda session: accept(session, response, anna))
    person = await house.database.read(partial(people.card, candidate_id=done.candidate))
    assert (person.source, person.entrance_type) == ("site.hh", "response")
    assert ("hh_resume", topic.resume.id) in person.contacts
    assert await house.database.read(partial(privacy.consents, candidate_id=done.candidate)) == ()


async def test_what_is_gone_or_not_read_yet_cannot_be_decided(db: Database, welder: int, anna: int) -> None:
    about: dict[str, Any] = {"vacancy": "", "responded": True, "at": NOW, "now": NOW}
    await db.write(lambda session: acts.expect(session, "hh", "42", key="1", **about))
    [number] = await db.read(lambda session: list(session.execute(select(Response.id)).scalars()))
    with pytest.raises(Conflict, match="response-fetching"):
        await db.write(lambda session: accept(session, number, anna))
    await db.write(lambda session: acts.lost(session, "hh", "42", gone=True, key="1", now=NOW))
    with pytest.raises(Conflict, match="response-gone"):
        await db.write(lambda session: accept(session, number, anna))
    card = await db.read(partial(reads.card, response=number))
    assert (card.state, card.full_name, card.vacancy_id) == ("gone", "", None)


async def test_the_vacancy_can_be_bound_at_any_time(db: Database, welder: int) -> None:
    await db.write(partial(vacancies.bind, vacancy=welder, board="site", external_id="ad-1"))
    response = await db.write(lambda session: acts.receive(session, ResponseDraft("site", "f-9", "ad-1", NOW), now=NOW))
    assert response is not None
    assert (await db.read(partial(reads.card, response=response))).vacancy_id == welder
