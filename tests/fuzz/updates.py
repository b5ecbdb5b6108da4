"""Updates as Telegram and the web chat send them, with whatever words, numbers and files a test wants inside."""

from random import Random
from typing import Any
from uuid import UUID

from tests.fuzz.nasties import NUMBERS, phrase, string

BOT = 424242
DATE = 1795500000
NAMES = ("Анна", "Мария", "X Æ A-12", "\u202eевил", "👩‍🚀", "")


def person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Анна", "last_name": "Смирнова", "username": "anna", "language_code": "ru"}


def message(chat: int, number: int, **content: Any) -> dict[str, Any]:
    where = {"id": chat, "type": "private", "first_name": "Анна"}
    return {"update_id": number, "message": {"message_id": number, "from": person(chat), "chat": where, "date": DATE, **content}}


def text(chat: int, number: int, words: str) -> dict[str, Any]:
    marks = [{"type": "bot_command", "offset": 0, "length": len(words.partition(" ")[0])}] if words.startswith("/") else []
    return message(chat, number, text=words, **({"entities": marks} if marks else {}))


def press(chat: int, number: int, token: str, ref: str | None = None) -> dict[str, Any]:
    shown = message(0, number, text="…")["message"]
    shown |= {"message_id": int(ref or 1), "chat": {"id": chat, "type": "private"}, "from": {**person(BOT), "is_bot": True}}
    body = {"id": f"{chat}{number}", "from": person(chat), "chat_instance": "-77", "data": token, "message": shown}
    return {"update_id": number, "callback_query": body}


def contact(chat: int, number: int, phone: str, whose: int | None) -> dict[str, Any]:
    return message(chat, number, contact={"phone_number": phone, "first_name": "Анна", "user_id": whose})


def file(random: Random, chat: int, number: int) -> dict[str, Any]:
    """A document, a photo, a voice note, a video or a sticker, perhaps with words under it, perhaps as a reply."""
    known = {"file_id": f"F{number}", "file_unique_id": f"U{number}", "file_size": random.choice((0, 1000, 30_000_000, *NUMBERS))}
    content: dict[str, Any] = random.choice(
        (
            {"document": {**known, "file_name": random.choice(("Резюме.pdf", string(random))), "mime_type": "application/pdf"}},
            {"photo": [{**known, "width": 90, "height": 90}, {**known, "width": 900, "height": 900}]},
            {"voice": {**known, "duration": 3, "mime_type": "audio/ogg"}},
            {"video": {**known, "duration": 3, "width": 90, "height": 90, "file_name": random.choice(("IMG_1.MOV", string(random)))}},
            {"video_note": {**known, "duration": 3, "length": 240}},
            {"sticker": {**known, "type": "regular", "width": 512, "height": 512, "emoji": "👍"}},
        ),
    )
    return message(chat, number, **content, **({"caption": string(random)} if random.random() < 0.5 else {}))


def membership(chat: int, number: int, status: str) -> dict[str, Any]:
    bot = {**person(BOT), "is_bot": True}
    old = {"user": bot, "status": "member"}
    new: dict[str, Any] = {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    change = {"chat": {"id": chat, "type": "private"}, "from": person(chat), "date": DATE, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": number, "my_chat_member": change}


def replying(update: dict[str, Any], ref: str) -> dict[str, Any]:
    """The same message as an answer to one of ours."""
    inner = update["message"]
    earlier = {"message_id": int(ref), "chat": inner["chat"], "date": DATE, "text": "…"}
    return {**update, "message": {**inner, "reply_to_message": earlier}}


KNOWN = """
start help status language stop cancel today callbacks responses vacancies vacancy candidate slots find login me
users invite role dict audit health nothing
"""
COMMANDS = tuple(KNOWN.split())
LINKS = ("v_1", "v_2", "v_999", "v_", "v_²", "v_-1", "v_VAC-0001", "v_99999999999999999999", "i_nothing", "i_", "_", "x_1", "v_1_2")


def command(random: Random) -> str:
    """A command of somebody's, with something behind it."""
    word = random.choice((str.lower, str.upper, str.title))(random.choice(COMMANDS))
    rest = random.choice(("", str(random.choice((0, 1, 2, 3, -5, 10**20))), "VAC-0001", phrase(random), string(random), "Мария"))
    return f"/{word}{random.choice(('', '@otklik_bot', '@'))} {rest}"


def words(random: Random) -> str:
    """What may be typed anywhere: answers, times, names, numbers, noise."""
    kind = random.random()
    if kind < 0.2:
        return random.choice(
            ("да", "нет", "Смирнова Анна Петровна", "8 912 345-67-89", "Казань", "3", "завтра 14:30", "-", "Утро", "60-80")
        )
    if kind < 0.65:
        return phrase(random)
    return string(random)


def identifier(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))
