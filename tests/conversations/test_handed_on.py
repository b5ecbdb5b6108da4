"""All that a candidate says on Telegram comes to the recruiter, with what came along: nothing gets silence, nothing is lost on the way."""

from pathlib import Path
from typing import Any

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.telegram_house import Bureau, applied, bureau


@pytest.fixture
async def office(sqlite: Database, clock: ManualClock, tmp_path: Path) -> Bureau:
    made = await bureau(sqlite, clock, tmp_path / "files")
    await applied(made.anna)
    await made.accepted()
    return made


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"text": "Вот", "forward_origin": {"type": "hidden_user", "sender_user_name": "Пётр Лунин"}}, ("Переслано: Пётр Лунин", "Вот")),
        ({"text": "Да", "external_reply": {}, "quote": {"text": "Готовы к ночным?"}}, ("В ответ на «Готовы к ночным?»", "Да")),
        (
            {"text": "моё резюме", "entities": [{"type": "text_link", "offset": 4, "length": 6, "url": "https://cv.example/a"}]},
            ("моё резюме (https://cv.example/a)",),
        ),
        (
            {"contact": {"phone_number": "+7 916 000-00-01", "first_name": "Пётр", "last_name": "Лунин", "user_id": 9}},
            ("Контакт: Пётр Лунин", "916 000-00-01"),
        ),
        ({"location": {"latitude": 55.7, "longitude": 37.6}}, ("Место на карте: 55.7, 37.6",)),
        ({"sticker": {"file_id": "F", "emoji": "👍"}}, ("Стикер: 👍",)),
        ({"invoice": {"title": "Обучение", "description": "R&D", "currency": "RUB"}}, ("Счёт: Обучение R&D",)),
        ({"giveaway": {"prize_description": "Приз"}}, ("Розыгрыш: Приз",)),
        ({"paid_media": {"star_count": 1, "paid_media": []}, "caption": "Портфолио"}, ("Портфолио", "Платное фото")),
        ({"rich_message": {"blocks": [{"type": "paragraph", "text": ["Здравствуйте, ", {"type": "bold", "text": "это я"}]}]}}, ("это я",)),
        ({"hologram": {"x": 1}}, ("вида «hologram»",)),
        ({}, ("вида «unknown»",)),
    ],
)
async def test_it_comes_to_the_recruiter_and_that_is_said(office: Bureau, content: dict[str, Any], words: tuple[str, ...]) -> None:
    await office.anna.writes(**content)
    office.anna.sees("Передали")
    office.maria.sees("Смирнова", *words)
    await office.maria.presses("Вся переписка")
    office.maria.sees(*words)


async def test_the_message_that_is_answered_is_quoted(office: Bureau) -> None:
    ours = {"message_id": 1, "chat": {"id": 200, "type": "private"}, "text": "Спасибо! Отклик получен."}
    await office.anna.writes(text="А когда ответ?", reply_to_message=ours)
    office.maria.sees("В ответ на «Спасибо! Отклик получен.»", "А когда ответ?")


async def test_what_telegram_reports_by_itself_says_nothing(office: Bureau) -> None:
    before = len(office.maria.messages)
    await office.anna.writes(pinned_message={"message_id": 1, "date": 0, "chat": {"id": 200, "type": "private"}})
    assert len(office.maria.messages) == before


async def test_a_colleague_hears_that_a_sticker_reaches_nobody(office: Bureau) -> None:
    await office.maria.writes(sticker={"file_id": "F", "emoji": "👍"})
    office.maria.sees("передать не может")
