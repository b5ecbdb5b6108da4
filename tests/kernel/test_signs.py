"""Unseen signs pass no door: one cleaning for words, names and files, and every door uses it."""

import pytest

from bot.channels.telegram.parse import parse as telegram
from bot.channels.webchat.parse import parse as webchat
from core.boards.generic.parse import parse as generic
from core.boards.values import prose, text
from core.kernel.text.signs import clean, clean_file_name, clean_line
from core.staff.rules import checked_name
from tests.conftest import NOW

HIDING = [
    *("\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad", "\u2060", "\x00", "\ud800"),
    *("\u200c", "\u200d", "\u061c", "\U000e0041", "\x1b"),
]


@pytest.mark.parametrize("sign", HIDING)
def test_a_sign_that_nobody_sees_goes(sign: str) -> None:
    assert clean(f"Ан{sign}на{sign}") == clean_line(f"{sign}Ан{sign}на") == clean_file_name(f"Ан{sign}на") == "Анна"


def test_what_is_written_stays() -> None:
    for written in ("Первая\nвторая\tтретья", "👩‍💻 и 👨‍👩‍👧", "می‌خواهم", "Мар'яна д′Эстен", "❤️‍🔥"):
        assert clean(written) == written
    assert clean("раз\r\nдва\rтри\u2028четыре") == "раз\nдва\nтри\nчетыре"
    assert clean_line(" Анна \n\t Смирнова ") == "Анна Смирнова"


def test_a_file_keeps_its_ending() -> None:
    assert clean_file_name("C:\\Документы\\резюме.pdf") == clean_file_name("/файлы/резюме.pdf") == "резюме.pdf"
    assert clean_file_name("р" * 500 + ".pdf", 120) == "р" * 116 + ".pdf"
    assert clean_file_name("\u202e") == "file"


@pytest.mark.parametrize("sign", HIDING)
def test_no_door_lets_it_pass(sign: str) -> None:
    name = f"Ан{sign}на"
    who = {"id": 7, "is_bot": False, "first_name": name}
    document = {"file_id": "F", "file_name": f"{name}.pdf"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": who, "caption": name, "document": document}
    heard = telegram({"bot": 1, "update": {"update_id": 1, "message": message}}, NOW)
    assert heard is not None
    assert heard.file is not None
    assert (heard.name, heard.text, heard.file.name) == ("Анна", "Анна", "Анна.pdf")
    typed = webchat({"kind": "text", "chat": "c", "locale": "ru", "zone": "", "text": name}, NOW)
    assert typed is not None
    assert typed.text == text(name) == prose(name) == checked_name(name, 20) == "Анна"


def test_nor_does_the_intake() -> None:
    raw = '{"id": "1", "source": "site", "name": "Ан\u202eна\u200b", "answers": {"Во\u200bпрос": "О\u2066твет"}}'
    found = generic(raw.encode(), NOW)
    assert (found.full_name, found.answers) == ("Анна", (("Вопрос", "Ответ"),))
