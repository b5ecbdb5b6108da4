"""A reply names the message it answers; words that answer none name none."""

from typing import Any

from bot.channels.telegram.parse import parse
from tests.conftest import NOW

CHAT = {"id": 7, "type": "private"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Анна"}
OURS = {"message_id": 41, "date": 1, "chat": CHAT, "text": "Во сколько?", "from": {"id": 1, "is_bot": True, "first_name": "Отклик"}}


def ref_of(**more: Any) -> str | None:
    message = {"message_id": 42, "date": 1, "chat": CHAT, "from": ANNA, "text": "В десять", **more}
    incoming = parse({"bot": 1, "update": {"update_id": 5, "message": message}}, NOW)
    assert incoming is not None
    return incoming.ref


def test_a_reply_names_its_message() -> None:
    assert ref_of(reply_to_message=OURS) == "41"


def test_words_of_their_own_name_none() -> None:
    assert ref_of() is None
