"""Contacts that hh.ru keeps back are told as such, asked for again in its limits, and come to whoever waits for them."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from core.boards import acts, hidden, reads
from core.boards.hh import parse
from core.boards.reads import ResponseCard
from core.candidates import reads as people
from tests.boards.hh import examples
from tests.boards.house import House
from tests.conftest import NOW
from tests.emulators.hh import Account, HhSimulator, Topic, Vacancy

MORNING = timedelta(hours=15)
"""From Tuesday noon past the first hours of the next day."""


async def arrived(hh: HhSimulator, house: House, employer: Account, advert: Vacancy) -> Topic:
    hh.subscribe(employer, house.hh())
    topic = hh.responds(hh.candidate(), advert)
    await hh.delivered()
    await house.work()
    return topic


async def card(house: House) -> ResponseCard:
    return await house.database.read(partial(reads.card, response=1))


async def later(house: House, length: timedelta) -> None:
    house.clock.at += length
    await house.work()


async def test_a_spent_budget_is_waited_for_till_the_next_day(hh: HhSimulator, house: House, employer: Account, advert: Vacancy) -> None:
    hh.faults.view_limit(times=2)
    topic = await arrived(hh, house, employer, advert)
    found = await card(house)
    assert (found.phones, found.contacts_hidden, found.contacts_why) == ((), True, "limit")
    assert found.contacts_at == datetime(2026, 11, 24, 21, 11, tzinfo=UTC)
    await later(house, timedelta(hours=8))
    assert (await card(house)).phones == ()
    await later(house, timedelta(hours=7))
    found = await card(house)
    assert (found.contacts_why, found.contacts_at) == ("limit", datetime(2026, 11, 25, 21, 11, tzinfo=UTC))
    assert await house.told("response.contacts") == []
    await later(house, timedelta(hours=24))
    found = await card(house)
    assert (found.emails, found.contacts_hidden, found.contacts_why, found.contacts_at) == ((topic.resume.email,), False, "", None)
    assert found.phones
    assert [notice["args"] for notice in await house.told("response.contacts")] == [{"response": 1}]
    assert not topic.viewed
    hh.assert_clean()


async def test_who_is_in_the_base_by_then_gets_what_came_late(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, anna: int
) -> None:
    hh.faults.view_limit()
    topic = await arrived(hh, house, employer, advert)
    taken = await house.database.write(partial(acts.accept, response=1, by=anna, now=house.clock.now()))
    told = await house.database.read(partial(hidden.of_application, application=taken.application))
    assert told is not None
    assert told.contacts_why == "limit"
    await later(house, MORNING)
    person = await house.database.read(partial(people.card, candidate_id=taken.candidate))
    assert person.phones
    assert person.emails == (topic.resume.email,)
    assert await house.database.read(partial(hidden.of_application, application=taken.application)) is None
    assert [notice["to"] for notice in await house.told("response.contacts")] == [f"staff:{anna}"]


async def test_a_resume_that_is_closed_to_us_is_asked_for_again_and_not_for_ever(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    hh.faults.refusal(403, "resumes", "resume_not_accessible", times=6, on="^GET /resumes/")
    await arrived(hh, house, employer, advert)
    found = await card(house)
    assert (found.contacts_why, found.contacts_at) == ("closed", NOW + timedelta(hours=1))
    for pause in hidden.PAUSES:
        assert (await card(house)).contacts_at == house.clock.now() + pause
        await later(house, pause)
    found = await card(house)
    assert (found.contacts_hidden, found.contacts_why, found.contacts_at) == (True, "closed", None)
    await later(house, timedelta(days=30))
    assert (await card(house)).phones == ()


async def test_whoever_was_refused_meanwhile_is_left_alone(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, anna: int
) -> None:
    hh.faults.view_limit()
    await arrived(hh, house, employer, advert)
    refuse = partial(acts.reject, response=1, reason="low_experience", by=anna, now=house.clock.now(), tell=False)
    await house.database.write(refuse)
    await later(house, MORNING)
    assert (await card(house)).phones == ()
    assert await house.told("response.contacts") == []


def contacts(*told: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    draft = parse.response_draft(examples.negotiation(), examples.full_resume(contact=list(told)))
    return draft.phones, draft.emails


@pytest.mark.parametrize(
    ("contact", "phone"),
    [
        ({"type": None, "kind": "phone", "contact_value": "+7 900 000-11-22"}, "+7 900 000-11-22"),
        ({"type": None, "contact_value": "79000001122"}, "+79000001122"),
        ({"type": {"id": "cell"}, "value": "+7 900 000-11-22"}, "+7 900 000-11-22"),
        ({"type": None, "value": "8 900 000-11-22"}, "+79000001122"),
        ({"kind": "phone", "value": {"formatted": "4740612345"}}, "+4740612345"),
        ({"kind": "phone", "contact_value": "+7 900 000-11-22", "comment": "после 12"}, "+7 900 000-11-22 (после 12)"),
    ],
)
def test_a_phone_is_read_whatever_form_it_has(contact: dict[str, Any], phone: str) -> None:
    assert contacts(contact) == ((phone,), ())


def test_an_address_without_a_type_is_read_and_a_nickname_is_none() -> None:
    told = {"type": None, "value": "lev@kedrov.example"}, {"kind": "primary", "type": {"id": "telegram"}, "contact_value": "@lev"}
    assert contacts(*told) == ((), ("lev@kedrov.example",))
