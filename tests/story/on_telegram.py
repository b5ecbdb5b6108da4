"""A phone with the emulated Telegram."""

from dataclasses import dataclass

from tests.emulators.telegram import SeenMessage, User
from tests.story.phones import Seen


@dataclass(slots=True)
class TelegramPhone:
    user: User

    async def opens(self, payload: str = "") -> None:
        self.user.opens(payload)

    async def says(self, text: str) -> None:
        self.user.says(text)

    async def presses(self, label: str) -> None:
        keyboard = [key for row in self.user.reply_keyboard() for key in row]
        message = next((message for message in reversed(self.user.sees()) if label in flat(message)), None)
        if message is None and label in keyboard:
            self.user.taps(label)
            return
        assert message is not None, f"no «{label}»:\n{self.user.transcript()}"
        self.user.presses(label, message=message)

    async def shares(self, label: str) -> None:
        self.user.taps(label)

    async def sends(self, name: str, content: bytes, media_type: str) -> None:
        self.user.sends_file(name, content, media_type)

    async def looks(self, words: str, seconds: float) -> Seen:
        found = await self.user.waits_for(words, seconds)
        labels = tuple(tuple(row) for row in found.labels()) or tuple(tuple(row) for row in self.keys(found))
        return Seen(found.text, labels, found.file.name if found.file else "")

    def keys(self, message: SeenMessage) -> list[list[str]]:
        """The keyboard that came with the newest message."""
        return self.user.reply_keyboard() if message.id == self.user.newest().id else []


def flat(message: SeenMessage) -> list[str]:
    return [button.label for row in message.buttons for button in row]
