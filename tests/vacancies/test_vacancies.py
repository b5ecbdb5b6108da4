"""Vacancies: numbers people say, what may be changed, questions in their order, advertisements that lead somewhere; on both databases."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.kernel.actors import SYSTEM, staff
from core.kernel.database.session import Database
from core.kernel.problems import Invalid, NotFound, Problem
from core.staff.acts import add_staff
from core.staff.model import AuditEntry
from core.vacancies import acts, reads, rules
from core.vacancies.model import ScreeningQuestion, Vacancy
from core.vacancies.reads import VacancyCard
from core.vacancies.rules import QuestionDraft, VacancyDraft
from tests.conftest import NOW

CASHIER = VacancyDraft("Кассир", "Сменный график\n", "Казань", 60_000, 80_000, "shift", "full")


class Office:
    """One recruiter and what he does, each step a transaction of its own."""

    def __init__(self, db: Database, recruiter: int) -> None:
        self.db, self.recruiter, self.by = db, recruiter, staff(recruiter)

    async def do(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return await self.db.write(lambda session: act(session, *args, **more))

    async def see(self, read: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return await self.db.read(lambda session: read(session, *args, **more))

    async def create(self, draft: VacancyDraft = CASHIER) -> int:
        number: int = await self.do(acts.create, draft, recruiter=self.recruiter, by=self.by, now=NOW)
        return number

    async def card(self, vacancy: int) -> VacancyCard:
        card: VacancyCard = await self.see(reads.card, vacancy)
        return card

    async def ask(self, vacancy: int, *texts: str) -> list[int]:
        return [await self.do(acts.add_question, vacancy, QuestionDraft(text)) for text in texts]

    async def asked(self, vacancy: int) -> list[str]:
        return [line.text for line in await self.see(reads.questions, vacancy)]


@pytest.fixture
async def office(db: Database) -> Office:
    return Office(db, await db.write(lambda session: add_staff(session, "Анна Седова", ["recruiter"], now=NOW)))


def refused(key: str, kind: type[Problem] = Invalid) -> Any:
    return pytest.raises(kind, match=f"^{key}$")


# The vacancy


async def test_a_new_vacancy_is_open_and_has_the_next_number(office: Office) -> None:
    first, second = await office.create(), await office.create()
    card = await office.card(first)
    assert (card.label, card.name, card.text, card.city, card.state) == ("VAC-0001", "Кассир", "Сменный график", "Казань", "opened")
    assert (card.salary_from, card.salary_to, card.schedule, card.employment) == (60_000, 80_000, "shift", "full")
    assert (card.recruiter_id, card.recruiter, card.manager_id) == (office.recruiter, "Анна Седова", None)
    assert (await office.card(second)).number == 2
    assert await office.see(reads.by_number, 1) == card
    assert await office.see(reads.by_number, 3) is None


async def test_vacancies_created_at_once_have_numbers_of_their_own(office: Office) -> None:
    await asyncio.gather(*(office.create() for _ in range(8)))
    numbers = await office.db.read(lambda session: session.execute(select(Vacancy.number)).scalars().all())
    assert sorted(numbers) == list(range(1, 9))


async def test_control_without_standing_in_a_row_numbers_collide(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    if office.db.dialect == "sqlite":
        pytest.skip("one writer: nobody is ever at once")
    monkeypatch.setattr(acts, "_ONE_BY_ONE", text("SELECT 1"))
    with pytest.raises(IntegrityError):
        await asyncio.gather(*(office.create() for _ in range(8)))


@pytest.mark.parametrize(
    ("draft", "key"),
    [
        (VacancyDraft("x" * 201), "vacancy-name-unusable"),
        (VacancyDraft("Кассир", salary_from=90, salary_to=80), "vacancy-salary-order"),
        (VacancyDraft("Кассир", salary_from=-1), "vacancy-salary-unusable"),
        (VacancyDraft("Кассир", salary_to=2**31), "vacancy-salary-unusable"),
    ],
)
async def test_a_vacancy_that_cannot_be_is_refused(office: Office, draft: VacancyDraft, key: str) -> None:
    with refused(key):
        await office.create(draft)
    assert await office.see(reads.count_opened) == 0


@pytest.mark.parametrize("name", ["", "  \n "])
async def test_a_vacancy_without_a_name_is_refused(office: Office, name: str) -> None:
    with refused("vacancy-name-unusable"):
        await office.create(VacancyDraft(name))


async def test_a_change_puts_what_was_told_and_leaves_the_rest(office: Office) -> None:
    vacancy = await office.create()
    await office.do(acts.change, vacancy, VacancyDraft("", city="Самара", salary_to=90_000))
    card = await office.card(vacancy)
    assert (card.name, card.city, card.salary_from, card.salary_to, card.schedule) == ("Кассир", "Самара", 60_000, 90_000, "shift")
    with refused("vacancy-salary-order"):
        await office.do(acts.change, vacancy, VacancyDraft("", salary_from=95_000))
    assert (await office.card(vacancy)).salary_from == 60_000


async def test_opening_suspending_and_closing_is_kept_in_the_audit_log(office: Office) -> None:
    vacancy = await office.create()
    for state in ("suspended", "suspended", "closed", "opened"):
        await office.do(acts.set_state, vacancy, state, by=office.by, now=NOW)
    actions = await office.db.read(lambda session: session.execute(select(AuditEntry.action).order_by(AuditEntry.id)).scalars().all())
    assert list(actions) == ["vacancy.created", "vacancy.suspended", "vacancy.closed", "vacancy.opened"]
    assert (await office.card(vacancy)).state == "opened"
    with refused("vacancy-state-unknown"):
        await office.do(acts.set_state, vacancy, "burnt", by=office.by, now=NOW)


async def test_only_the_open_ones_take_responses(office: Office) -> None:
    first, second, third = [await office.create() for _ in range(3)]
    await office.do(acts.set_state, second, "closed", by=SYSTEM, now=NOW)
    assert [card.id for card in await office.see(reads.opened)] == [third, first]
    assert [card.id for card in await office.see(reads.opened, limit=1, offset=1)] == [first]
    assert await office.see(reads.count_opened) == 2
    cards, total = await office.see(reads.listed, recruiter=office.recruiter, state="closed", limit=5, offset=0)
    assert ([card.id for card in cards], total) == ([second], 1)
    assert await office.see(reads.listed, recruiter=office.recruiter + 1) == ((), 0)


async def test_whose_a_vacancy_is(office: Office) -> None:
    vacancy = await office.create()
    manager = await office.do(add_staff, "Пётр", ["hiring_manager"], now=NOW)

    def appoint(session: Session) -> None:
        session.get_one(Vacancy, vacancy).manager_id = manager

    assert await office.see(reads.owners, vacancy) == {office.recruiter}
    await office.db.write(appoint)
    assert await office.see(reads.owners, vacancy) == {office.recruiter, manager}


async def test_nobody_knows_a_vacancy_that_is_not_there(office: Office) -> None:
    for read in (reads.card, reads.owners):
        with refused("vacancy-not-found", NotFound):
            await office.see(read, 4711)
    for act, args in ((acts.change, (CASHIER,)), (acts.add_question, (QuestionDraft("?"),)), (acts.bind, ("hh", "1"))):
        with refused("vacancy-not-found", NotFound):
            await office.do(act, 4711, *args)


# Questions


async def test_questions_are_asked_in_their_order(office: Office) -> None:
    vacancy = await office.create()
    first, second, third = await office.ask(vacancy, "Опыт?", "График?", "Город?")
    await office.do(acts.move_question, third, -2)
    assert await office.asked(vacancy) == ["Город?", "Опыт?", "График?"]
    await office.do(acts.move_question, third, 9)
    await office.do(acts.move_question, first, -9)
    assert await office.asked(vacancy) == ["Опыт?", "График?", "Город?"]
    await office.do(acts.archive_question, second)
    assert await office.asked(vacancy) == ["Опыт?", "Город?"]
    (last,) = await office.ask(vacancy, "Права?")
    assert await office.asked(vacancy) == ["Опыт?", "Город?", "Права?"]
    assert await office.see(reads.vacancy_of_question, last) == vacancy


async def test_an_archived_question_still_names_old_answers(office: Office) -> None:
    vacancy = await office.create()
    (question,) = await office.ask(vacancy, "Опыт?")
    await office.do(acts.archive_question, question)
    assert await office.db.read(lambda session: session.get_one(ScreeningQuestion, question).text) == "Опыт?"


async def test_a_choice_keeps_its_options(office: Office) -> None:
    vacancy = await office.create()
    await office.do(acts.add_question, vacancy, QuestionDraft(" График? ", "choice", ("2/2", " 5/2", "2/2", ""), optional=True))
    (line,) = await office.see(reads.questions, vacancy)
    assert (line.text, line.kind, line.options, line.optional) == ("График?", "choice", ("2/2", "5/2"), True)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (QuestionDraft(" "), "question-unusable"),
        (QuestionDraft("x" * 301), "question-unusable"),
        (QuestionDraft("Опыт?", "essay"), "question-unusable"),
        (QuestionDraft("График?", "choice", ("2/2", "2/2")), "question-options-unusable"),
        (QuestionDraft("График?", "choice", tuple(map(str, range(11)))), "question-options-unusable"),
        (QuestionDraft("График?", "choice", ("2/2", "x" * 61)), "question-options-unusable"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_refused(office: Office, question: QuestionDraft, key: str) -> None:
    vacancy = await office.create()
    with refused(key):
        await office.do(acts.add_question, vacancy, question)
    assert await office.asked(vacancy) == []


async def test_a_question_that_is_gone(office: Office) -> None:
    for act, more in ((acts.archive_question, ()), (acts.move_question, (1,))):
        with refused("question-not-found", NotFound):
            await office.do(act, 4711, *more)
    with refused("question-not-found", NotFound):
        await office.see(reads.vacancy_of_question, 4711)


async def test_questions_added_and_moved_at_once_keep_places_of_their_own(office: Office) -> None:
    vacancy = await office.create()
    (first,) = await office.ask(vacancy, "0")
    adding = [office.do(acts.add_question, vacancy, QuestionDraft(str(n))) for n in range(1, 6)]
    await asyncio.gather(*adding, *(office.do(acts.move_question, first, 1) for _ in range(3)))
    lines = await office.see(reads.questions, vacancy)
    assert len({line.position for line in lines}) == 6


# Advertisements


async def test_an_advertisement_leads_to_the_vacancy_it_was_bound_to_last(office: Office) -> None:
    first, second = await office.create(), await office.create()
    await asyncio.gather(*(office.db.write(partial(acts.bind, vacancy=first, board="hh", external_id="42")) for _ in range(4)))
    assert await office.see(reads.bound, "hh", "42") == first
    await office.do(acts.bind, second, "hh", "42")
    assert await office.see(reads.bound, "hh", "42") == second
    assert await office.see(reads.bound, "avito", "42") is None


# How people call it


@pytest.mark.parametrize("typed", ["VAC-0015", "vac 15", "Vac15", "15", " №15 ", "№ 0015", "#15", "вак-15", "VAC–15", "vac_15"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert rules.number_of(typed) == 15


@pytest.mark.parametrize("typed", ["", "0", "VAC-", "кассир", "15 16", "1.5", "-15", "VAC-0015 кассир", "9999999999", "²", "x15"])
def test_anything_else_is_no_number(typed: str) -> None:
    assert rules.number_of(typed) is None


def test_a_label_reads_back() -> None:
    assert rules.label(15) == "VAC-0015"
    assert all(rules.number_of(rules.label(number)) == number for number in (1, 999, 12_345))
