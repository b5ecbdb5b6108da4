"""What Telegram carries beside words and files: kinds that nobody has listed, quotes, origins, links, contacts, groups."""

import json
from typing import Any

import pytest

from bot.channels.telegram.content import FRAME, REPORTS
from bot.channels.telegram.parse import WANTED, parse, place
from bot.conversation.screens import Incoming
from tests.conftest import NOW
from tests.contracts_folder import contract
from tests.emulators.telegram.contract import FILE

CHAT = {"id": 7, "type": "private"}
GROUP = {"id": -7, "type": "supergroup", "title": "Чат"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Анна"}
FILES = {"animation", "audio", "document", "live_photo", "photo", "video", "video_note", "voice"}


def parsed(kind: str = "message", **content: Any) -> Incoming | None:
    update = {"update_id": 1, kind: {"message_id": 5, "date": 1, "chat": CHAT, "from": ANNA, **content}}
    return parse({"bot": 1, "update": update}, NOW)


def heard(**content: Any) -> Incoming:
    found = parsed(**content)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        ({"sticker": {"emoji": "👍", "file_id": "F"}}, "sticker", "👍"),
        ({"location": {"latitude": 55.7, "longitude": 37.6}}, "location", "55.7, 37.6"),
        (
            {"venue": {"location": {"latitude": 1.5, "longitude": 2.5}, "title": "Офис", "address": "Лесная, 7"}, "location": {}},
            "venue",
            "1.5, 2.5 Офис Лесная, 7",
        ),
        ({"poll": {"question": "Когда?", "options": [{"text": "Утром"}, {"text": "Днём"}]}}, "poll", "Когда? Утром Днём"),
        ({"invoice": {"title": "Курс", "description": "Оплата обучения", "currency": "RUB"}}, "invoice", "Курс Оплата обучения"),
        ({"giveaway": {"chats": [], "prize_description": "Приз"}}, "giveaway", "Приз"),
        ({"paid_media": {"star_count": 3, "paid_media": [{"type": "preview"}]}}, "paid_media", ""),
        ({"hologram": {"text": "Новое"}}, "hologram", "Новое"),
        ({}, "unknown", ""),
    ],
)
def test_what_nobody_has_listed_is_heard(content: dict[str, Any], kind: str, words: str) -> None:
    found = heard(**content)
    assert (found.kind, found.text, found.other, found.says_something) == ("text", "", (kind, words), False)


def test_words_beside_it_are_words_still() -> None:
    found = heard(paid_media={"star_count": 3, "paid_media": []}, caption="Моё портфолио")
    assert (found.text, found.other) == ("Моё портфолио", ("paid_media", ""))
    assert heard(text="Просто слова").other is None


def test_a_rich_message_is_its_words() -> None:
    blocks = [
        {"type": "heading", "text": "Обо мне", "size": 1},
        {"type": "paragraph", "text": ["Работаю ", {"type": "bold", "text": "пять лет"}]},
        {"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": "Склад"}]}]},
    ]
    found = heard(rich_message={"blocks": blocks})
    assert found.text.split() == ["Обо", "мне", "Работаю", "пять", "лет", "Склад"]
    assert found.other is None


def test_every_field_of_the_contract_is_known_for_what_it_is() -> None:
    """A new version of the Bot API is looked through once: what is new is content unless it is listed here."""
    fields = json.loads(contract(FILE).read_text("utf-8"))["types"]["Message"]["fields"]
    reports = {field["name"] for field in fields if "Service message" in str(field["description"])}
    assert reports <= REPORTS
    content = {field["name"] for field in fields} - FRAME - REPORTS
    assert content - FILES == {
        *("sticker", "story", "checklist", "contact", "dice", "game", "poll", "venue", "location", "invoice"),
        *("giveaway", "giveaway_winners", "paid_media", "rich_message"),
    }


def test_the_quoted_words_come_along() -> None:
    ours = {"message_id": 4, "chat": CHAT, "text": "Когда вам удобно?\nУтром или днём?"}
    assert heard(text="Да", reply_to_message=ours).quote == "Когда вам удобно? Утром или днём?"
    assert heard(text="Да", reply_to_message=ours, quote={"text": "Утром", "position": 3}).quote == "Утром"
    assert heard(text="Да", external_reply={"origin": {}}, quote={"text": "Пост"}).quote == "Пост"
    assert heard(text="Да").quote == ""
    assert len(heard(text="Да", reply_to_message={**ours, "text": "ы" * 5000}).quote) <= 301


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ({"type": "user", "sender_user": {"first_name": "Пётр", "last_name": "Лунин"}}, "Пётр Лунин"),
        ({"type": "hidden_user", "sender_user_name": "Некто"}, "Некто"),
        ({"type": "channel", "chat": {"title": "Вакансии"}, "author_signature": "Ред."}, "Вакансии Ред."),
        ({"type": "hologram"}, "hologram"),
        ("чепуха", ""),
    ],
)
def test_who_said_it_first_comes_along(origin: Any, name: str) -> None:
    assert heard(text="Слова", forward_origin=origin).origin == name


def test_the_address_behind_a_word_comes_along() -> None:
    text = "😀 резюме и сайт"
    links = [
        {"type": "text_link", "offset": 3, "length": 6, "url": "https://cv.example/anna"},
        {"type": "text_link", "offset": 12, "length": 4, "url": "https://anna.example/"},
        {"type": "bold", "offset": 0, "length": 2},
    ]
    assert heard(text=text, entities=links).text == "😀 резюме (https://cv.example/anna) и сайт (https://anna.example/)"
    assert heard(caption="тут", caption_entities=[{**links[0], "offset": 0, "length": 3}], photo=[{"file_id": "F"}]).text.endswith("anna)")
    assert heard(text="https://cv.example/anna", entities=[{**links[0], "offset": 0, "length": 23}]).text == "https://cv.example/anna"
    assert heard(text="Слово", entities=[{"type": "text_link", "offset": 10**9, "length": -1, "url": 5}, 7]).text == "Слово"


def test_a_contact_has_a_name() -> None:
    other = heard(contact={"phone_number": "+7 916 000-00-01", "first_name": "Пётр", "last_name": "Лу\u200bнин", "user_id": 9})
    assert (other.kind, other.text, other.card) == ("text", "+7 916 000-00-01", "Пётр Лунин")


def test_a_changed_message_says_which() -> None:
    assert "edited_message" in WANTED
    found = parsed("edited_message", text="Верно", edit_date=2)
    assert found is not None
    assert (found.edited, found.message, found.text) == (True, "5", "Верно")
    assert not heard(text="Верно").edited


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ANNA, "text": "Тайна группы"}},
        {"edited_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ANNA, "text": "Тайна группы"}},
        {"my_chat_member": {"chat": GROUP, "from": ANNA, "new_chat_member": {"status": "member"}}},
        {"callback_query": {"id": "1", "from": ANNA, "message": {"message_id": 1, "chat": GROUP}}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "Пост"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -1}}},
    ],
)
def test_what_is_said_in_groups_has_no_place_here(update: dict[str, Any]) -> None:
    assert place({"update_id": 1, **update}) is None
    assert parse({"bot": 1, "update": {"update_id": 1, **update}}, NOW) is None


def test_but_a_private_chat_has() -> None:
    assert place({"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT}}) == ("update:1", "7")
    assert place({"update_id": 2, "edited_message": {"message_id": 1, "date": 1, "chat": CHAT}}) == ("update:2", "7")
    assert place({"callback_query": {"id": "1", "from": ANNA, "message": {"message_id": 1, "chat": CHAT}}}) == ("press:1", "7")
