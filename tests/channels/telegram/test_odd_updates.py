"""Updates that no Telegram client sends, and whoever knows the webhook's secret may: read as far as they can be, never a fault of ours."""

from typing import Any

import pytest

from bot.channels.telegram.parse import LARGEST, parse, place
from tests.conftest import NOW

CHAT = {"id": 7, "type": "private", "first_name": "A"}
PERSON = {"id": 7, "is_bot": False, "first_name": "A"}


@pytest.mark.parametrize(("told", "size"), [(-(2**70), 0), (None, 0), (2**70, LARGEST), (1000, 1000)])
def test_a_file_is_never_larger_than_what_is_stored(told: int | None, size: int) -> None:
    document: dict[str, Any] = {
        "file_id": "F\x00",
        "file_unique_id": "U",
        "file_size": told,
        "mime_type": "x\ud800" * 200,
        "file_name": "\x00",
    }
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, "document": document}}
    found = parse({"bot": 1, "update": update}, NOW)
    assert found is not None
    assert found.file is not None
    assert (found.file.size, found.file.name, found.file.remote, len(found.file.media_type)) == (size, "file", "F", 120)


def test_the_key_of_a_press_can_be_stored() -> None:
    assert place({"callback_query": {"id": "1\x00\ud800", "from": PERSON}}) == ("press:1", "7")
