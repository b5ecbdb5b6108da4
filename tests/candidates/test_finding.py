"""People are found by any part of any word, however short, as many as there are, and no longer once they are not there."""

from datetime import datetime
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.candidates import acts, finding
from core.candidates.finding import MOST
from core.candidates.rules import Draft, FindQuery, query_of
from core.kernel.database.session import Database
from tests.conftest import NOW

PEOPLE = (
    ("Ян Ли", "+79160001234", "Уфа"),
    ("Иванова Мария", "+79160005678", "Казань"),
    ("Мария Иванова-Петрова", "+79031234567", "Тула"),
    ("Кедров Лев", "+375291234567", "Клин"),
)


def entered(session: Session, now: datetime, people: tuple[tuple[str, str, str], ...] = PEOPLE) -> list[int]:
    drafts = (Draft(full_name=name, phones=(phone,), city=city) for name, phone, city in people)
    return [acts.register(session, draft, now=now, is_draft=False) for draft in drafts]


async def names(db: Database, typed: str) -> list[str]:
    found = await db.read(partial(finding.find, query=query_of(typed), limit=10))
    assert found.total == len(found.people)
    return [person.full_name for person in found.people]


async def test_any_part_of_a_word_finds_and_whose_name_begins_so_comes_first(db: Database) -> None:
    await db.write(partial(entered, now=NOW))
    assert await names(db, "иванова") == ["Иванова Мария", "Мария Иванова-Петрова"]
    assert await names(db, "мария иван") == ["Мария Иванова-Петрова", "Иванова Мария"]
    assert await names(db, "ванов") == ["Мария Иванова-Петрова", "Иванова Мария"]
    assert await names(db, "едро") == ["Кедров Лев"]
    assert await names(db, "ов лев") == ["Кедров Лев"]
    assert await names(db, "вонави") == []


async def test_short_words_find_too(db: Database) -> None:
    await db.write(partial(entered, now=NOW))
    assert await names(db, "ян") == ["Ян Ли"]
    assert await names(db, "ли ян") == ["Ян Ли"]
    assert await names(db, "уф") == ["Ян Ли"]
    assert set(await names(db, "в")) >= {"Кедров Лев", "Иванова Мария"}


async def test_a_phone_is_found_by_its_end_by_its_midst_and_whole(db: Database) -> None:
    await db.write(partial(entered, now=NOW))
    assert await names(db, "5678") == ["Иванова Мария"]
    assert await names(db, "0005") == []
    assert await names(db, "4567") == ["Кедров Лев", "Мария Иванова-Петрова"]
    assert await names(db, "1600056") == ["Иванова Мария"]
    assert await names(db, "8 (916) 000-12-34") == ["Ян Ли"]
    assert await names(db, "+375 29 123-45-67") == ["Кедров Лев"]


async def test_what_has_changed_is_found_by_what_it_is_now(db: Database) -> None:
    [number, *_] = await db.write(partial(entered, now=NOW))
    await db.write(partial(renamed, number=number))
    assert await names(db, "гром") == ["Громов Илья"]
    assert await names(db, "ян") == []
    await db.write(lambda session: session.execute(text("UPDATE contacts SET value = '+79990009999' WHERE candidate_id = 1")))
    assert await names(db, "9999") == ["Громов Илья"]
    assert await names(db, "1234") == []


def renamed(session: Session, number: int) -> None:
    session.execute(text("UPDATE candidates SET full_name = 'Громов Илья', search_text = 'громов илья' WHERE id = :id"), {"id": number})


async def test_of_very_many_no_more_are_counted_than_anybody_reads(db: Database) -> None:
    many = tuple((f"Смирнов {number}", f"+7915{number:07}", "Омск") for number in range(MOST + 20))
    await db.write(partial(entered, now=NOW, people=many))
    found = await db.read(partial(finding.find, query=FindQuery(text="смирнов"), limit=6, offset=96))
    assert found.total == MOST + 1
    assert [person.full_name for person in found.people] == [f"Смирнов {number}" for number in range(23, 18, -1)]
