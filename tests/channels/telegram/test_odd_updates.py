"""Updates that no Telegram client sends, and whoever knows the webhook's secret may: read as far as they can be, never a fault of ours."""

from typing import Any

import pytest

from bot.channels.telegram.parse import LARGEST, parse, place
from bot.conversation.screens import Incoming
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


FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 1000, "duration": 3}


def parsed(**content: Any) -> Incoming | None:
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, **content}}
    return parse({"bot": 1, "update": update}, NOW)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        ({"voice": FILE}, "voice.ogg", "audio/ogg"),
        ({"audio": {**FILE, "file_name": "Песня.m4a", "mime_type": "audio/mp4"}}, "Песня.m4a", "audio/mp4"),
        ({"video": FILE}, "video.mp4", "video/mp4"),
        ({"video_note": {**FILE, "length": 240}}, "video.mp4", "video/mp4"),
    ],
)
@pytest.mark.parametrize("caption", ["", "Это я"])
def test_what_is_recorded_or_played_is_a_file_with_its_words(content: dict[str, Any], name: str, media_type: str, caption: str) -> None:
    found = parsed(**content, **({"caption": caption} if caption else {}))
    assert found is not None
    assert found.file is not None
    assert (found.kind, found.text, found.file.remote) == ("file", caption, "F")
    assert (found.file.name, found.file.media_type) == (name, media_type)


@pytest.mark.parametrize(
    "content", [{"sticker": FILE}, {"location": {"latitude": 55.7, "longitude": 37.6}}, {"dice": {"emoji": "🎲", "value": 6}}]
)
def test_what_cannot_be_passed_on_is_answered_all_the_same(content: dict[str, Any]) -> None:
    found = parsed(**content)
    assert found is not None
    assert (found.kind, found.says_something, found.other is not None) == ("text", False, True)


def test_what_telegram_reports_by_itself_is_nobodys_word() -> None:
    assert parsed(pinned_message={"message_id": 1, "date": 0, "chat": CHAT}) is None
    assert parsed(message_auto_delete_timer_changed={"message_auto_delete_time": 60}) is None


def test_the_key_of_a_press_can_be_stored() -> None:
    assert place({"callback_query": {"id": "1\x00\ud800", "from": PERSON}}) == ("press:1", "7")
