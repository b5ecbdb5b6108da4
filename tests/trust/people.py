"""Who may be whom: an office, honest people, and a stranger who types what is known of them."""

from functools import partial
from typing import Any

from bot.channels.telegram import parse as telegram
from core.kernel.queue import inbox
from tests.conversations.direct import Chat
from tests.conversations.office import Office
from tests.fuzz import updates

NAME = "Смирнова Анна Петровна"
PHONE = "8 (912) 345-67-89"
OTHER = "+7 999 000-00-01"
MEETING = "25 нояб."
HERS = "+79123456789"


class Phone(Chat):
    """A person's phone with Telegram on it: whose number is shared, the messenger says."""

    number: int

    async def _does(self, what: str, body: dict[str, Any]) -> Any:
        self.log.append(f"> {what}")
        self.number = getattr(self, "number", 0) + 1
        await self.put(body.get("update") or self.update(body))
        return self.last

    def update(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["kind"] == "press":
            place = self.messages[body["bubble"]]
            return updates.press(int(self.name), self.number, body["token"], str(self.messages.index(place)))
        words = f"/start {body['payload']}" if body["kind"] == "start" else body["text"]
        return updates.text(int(self.name), self.number, words)

    async def put(self, update: dict[str, Any]) -> None:
        row = {"bot": str(updates.BOT), "update": update}
        lane = f"{telegram.CHANNEL}:{updates.BOT}:{self.name}"
        now = self.house.clock.now()
        await self.house.write(partial(inbox.put, source=telegram.CHANNEL, key=f"{self.name}:{self.number}", lane=lane, body=row, now=now))
        await self.house.settle()

    async def shares(self, phone: str) -> Any:
        """The sender's own contact."""
        return await self.shows(phone, int(self.name))

    async def shows(self, phone: str, whose: int | None) -> Any:
        """A contact out of the address book."""
        return await self._does(f"shares {phone}", {"update": updates.contact(int(self.name), self.number + 1, phone, whose)})


def phone(office: Office, number: int) -> Phone:
    """Somebody's Telegram."""
    office.house.messengers = (telegram.CHANNEL,)
    found = Phone(office.house, str(number), "ru", "Europe/Moscow")
    office.house.chats[str(number)] = found
    return found


async def applies(chat: Chat, link: str = "v_2", name: str = NAME, phone: str = OTHER, *, shared: bool = False) -> None:
    """Applies to the driver's job unless another is named; types the phone unless it is `shared`."""
    await chat.starts(link)
    await chat.presses("Откликнуться")
    await chat.presses("Согласен, продолжить")
    await chat.says(name)
    await (chat.shares(phone) if shared else chat.says(phone))
    await chat.says("Казань")
    await chat.presses("Пропустить")
    if link == "v_1":
        await chat.says("3")
        await chat.presses("Да")
        await chat.presses("Пропустить")
    await chat.presses("Отправить")


async def joined(office: Office) -> None:
    """Maria takes the newest response for the person's who is in the base already."""
    await office.maria.presses("✅ В базу")
    await office.maria.presses("Тот же человек")


async def set_meeting(office: Office, time: str = "10:00") -> None:
    """From the card that Maria sees now: tomorrow, Wednesday 25 November."""
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Назначить интервью")
    await office.maria.presses("25 нояб.")
    await office.maria.presses(time)
