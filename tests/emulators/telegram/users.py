"""A person with a phone in hand: what they can do in the chat with the bot, and what they see there."""

import re
from dataclasses import dataclass

from tests.emulators.telegram.html_text import utf16
from tests.emulators.telegram.markup import TEXT_LIMIT
from tests.emulators.telegram.sight import SeenMessage, all_seen, seen, transcript
from tests.emulators.telegram.wire import Json, Upload
from tests.emulators.telegram.world import MESSAGE_LIFE, Person, StoredMessage, StoredPress, World
from tests.kit.patience import patience

Where = str | tuple[int, int]


@dataclass(frozen=True)
class Press:
    """A press on its way; `toast` is what the bot answered (None until it does)."""

    stored: StoredPress
    world: World

    @property
    def id(self) -> str:
        return self.stored.id

    @property
    def toast(self) -> str | None:
        return None if self.stored.answer is None else str(self.stored.answer["text"])

    @property
    def alert(self) -> bool:
        return bool(self.stored.answer and self.stored.answer["show_alert"])

    async def answered(self, seconds: float = 5.0) -> str:
        """The text of the bot's answer, waited for."""
        toast = await self.world.signal.wait_until(lambda: self.toast, patience(seconds))
        assert toast is not None, f"press {self.stored.wire['data']!r} was not answered"
        return toast


class User:
    """Made by TelegramEmulator.user(). `age` in seconds makes an update that old already."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.first_name

    # Doing

    def says(self, text: str, *, age: float = 0) -> SeenMessage:
        """Typed text; what is too long leaves in several messages, as from the real client. The last one is returned."""
        pieces = re.findall(rf"(?s).{{1,{TEXT_LIMIT}}}", text) if utf16(text) > TEXT_LIMIT else [text]
        return [self._writes(_text(piece), age) for piece in pieces][-1]

    def command(self, text: str, *, age: float = 0) -> SeenMessage:
        """`/start v_15` and the like."""
        assert text.startswith("/"), "a command begins with a slash"
        return self.says(text, age=age)

    def opens(self, payload: str = "") -> SeenMessage:
        """Follows a deep link of the bot and presses «Старт»."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), "Telegram carries only 64 of A-Za-z0-9_-"
        return self.says(f"/start {payload}".strip())

    def presses(self, where: Where, *, message: SeenMessage | None = None, stale: SeenMessage | None = None, age: float = 0) -> Press:
        """A button of the newest message with a keyboard, or of `message` as it stands now.

        `stale` presses the button as it was in that remembered copy, whatever became of the message since.
        """
        with self._world.lock:
            shown = stale or (self._now(message) if message else self.newest_keyboard())
            button = shown.button(where)
            assert not button.disabled, f"«{button.label}» is greyed out"
            assert button.data is not None, f"«{button.label}» is a link: {button.url}"
            return Press(self._world.press(self.person, shown.id, button.data, age=age), self._world)

    def presses_data(self, message_id: int, data: str) -> Press:
        """A press that no honest client makes: any callback data on any message."""
        with self._world.lock:
            return Press(self._world.press(self.person, message_id, data), self._world)

    def presses_again(self, press: Press) -> None:
        """The very same press under a new update_id, as a client re-sends it after reconnecting."""
        with self._world.lock:
            self._world.deliver("callback_query", press.stored.wire, f"user {self.id}", 150.0)

    def taps(self, label: str) -> SeenMessage:
        """A button of the reply keyboard: sends its label, or the own contact where it asks for one."""
        with self._world.lock:
            assert self.person.reply_keyboard is not None, f"{self.name} has no reply keyboard"
            buttons = [button for row in self.person.reply_keyboard["keyboard"] for button in row if button["text"] == label]
            assert buttons, f"no «{label}» on {self.person.reply_keyboard['keyboard']}"
            if self.person.reply_keyboard.get("one_time_keyboard"):
                self.person.reply_keyboard = None
            return self.shares_contact() if buttons[0].get("request_contact") else self.says(label)

    def shares_contact(self, *, own: bool = True, phone: str | None = None) -> SeenMessage:
        """The own card carries the own user_id; somebody else's from the phone book does not."""
        contact: dict[str, Json] = {"phone_number": phone or self.person.phone, "first_name": self.name if own else "Другой"}
        if own:
            contact["user_id"] = self.id
        return self._writes({"contact": contact})

    def sends_file(
        self, name: str, content: bytes, mime: str = "application/octet-stream", *, caption: str = "", size: int | None = None
    ) -> SeenMessage:
        """`size` may be claimed larger than the content, to try the limits."""
        with self._world.lock:
            stored = self._world.files.keep(Upload(name, mime, content), size=size)
        return self._writes({"document": stored.as_document()} | ({"caption": caption} if caption else {}))

    def sends_photo(self, content: bytes, *, caption: str = "") -> SeenMessage:
        with self._world.lock:
            stored = self._world.files.keep(Upload("photo.jpg", "image/jpeg", content), "photos")
        return self._writes({"photo": stored.as_photo()} | ({"caption": caption} if caption else {}))

    def sends(self, content: dict[str, Json]) -> SeenMessage:
        """Any other content, as fields of Message: sticker, location, voice..."""
        return self._writes(content)

    def edits(self, message: SeenMessage, text: str) -> None:
        """Changes an own message: the bot gets edited_message."""
        with self._world.lock:
            stored = self.person.messages[message.id]
            stored.wire = stored.wire | _text(text) | {"edit_date": self._world.clock.stamp()}
            stored.revision = self.person.acted_at = self._world.changed()
            self._world.deliver("edited_message", dict(stored.wire), f"chat {self.id}", MESSAGE_LIFE)

    def blocks(self) -> None:
        with self._world.lock:
            self._world.membership(self.person, blocked=True)

    def unblocks(self) -> None:
        with self._world.lock:
            self._world.membership(self.person, blocked=False)

    def deletes_account(self) -> None:
        self.person.deactivated = True

    # Seeing

    def sees(self, count: int | None = None) -> list[SeenMessage]:
        """The last messages of the chat, all by default, newest last."""
        every = all_seen(self._world, self.person)
        return every if count is None else every[-count:]

    def newest(self) -> SeenMessage:
        """The bot's newest message."""
        return next(message for message in reversed(self.sees()) if message.by_bot)

    def newest_keyboard(self) -> SeenMessage:
        found = next((message for message in reversed(self.sees()) if message.buttons), None)
        assert found is not None, f"{self.name} sees no keyboard:\n{self.transcript()}"
        return found

    def message(self, substring: str) -> SeenMessage:
        """The bot's newest message with these words."""
        found = next((message for message in reversed(self.sees()) if message.by_bot and substring in message.text), None)
        assert found is not None, f"{self.name} does not see «{substring}»:\n{self.transcript()}"
        return found

    def reply_keyboard(self) -> list[list[str]]:
        keyboard = self.person.reply_keyboard
        return [] if keyboard is None else [[button["text"] for button in row] for row in keyboard["keyboard"]]

    def menu(self) -> list[str]:
        """Commands which the client offers: of the chat, else of all private chats, else the default; own language first."""
        languages = (self.person.language_code or "", "")
        places = [(scope, language) for scope in (f"chat {self.id}", "all_private_chats", "default") for language in languages]
        found = next((self._world.commands[place] for place in places if place in self._world.commands), [])
        return [command["command"] for command in found]

    def transcript(self) -> str:
        return transcript(self._world, self.person)

    async def waits_for(self, substring: str, seconds: float = 5.0, *, ever: bool = False) -> SeenMessage:
        """The bot's message with these words, sent or edited since this person's last act (`ever`: at any time)."""
        found = await self._world.signal.wait_until(lambda: self._fresh(substring, 0 if ever else self.person.acted_at), patience(seconds))
        assert found is not None, f"{self.name} waited {seconds} s for «{substring}» in vain:\n{self.transcript()}"
        return found

    def _fresh(self, substring: str, since: int) -> SeenMessage | None:
        for message in reversed(self.sees()):
            if message.by_bot and message.revision > since and substring in message.text:
                return message
        return None

    def _now(self, message: SeenMessage) -> SeenMessage:
        stored: StoredMessage | None = self.person.messages.get(message.id)
        assert stored is not None, "no such message"
        assert not stored.deleted, "that message is deleted"
        return seen(stored, self._world.files)

    def _writes(self, content: dict[str, Json], age: float = 0) -> SeenMessage:
        with self._world.lock:
            assert not self.person.blocked, f"{self.name} has blocked the bot: unblocks() first"
            return seen(self._world.receive(self.person, content, age=age), self._world.files)


def _text(text: str) -> dict[str, Json]:
    command = re.match(r"/[A-Za-z0-9_]{1,32}(@\w+)?", text)
    if command is None:
        return {"text": text}
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": command.end()}]}
