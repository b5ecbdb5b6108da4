"""Candidates who apply, choose a time, move it, confirm and write; recruiters who take whoever comes; forms and a board that tell more."""

import asyncio
import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.crash.phones import Bubble, Key, Phone

HOUR = re.compile(r"\d\d:\d\d")
DAY = re.compile(r"(пн|вт|ср|чт|пт|сб|вс), ")
LOOK = 0.25
MISTYPED = 0.4
"""How many are told that this is no number: a turn that is refused."""
SYLLABLES = ("ба", "ве", "ги", "до", "зу", "ка", "ле", "ми", "но", "ру")


def a_name(number: int) -> str:
    """A family name of its own for everybody, so that nobody is asked whether he is somebody else."""
    tail = "".join(SYLLABLES[int(digit)] for digit in str(number))
    return f"{tail.capitalize()}хов {tail.capitalize()}"


def labelled(label: str) -> Callable[[Key], bool]:
    return lambda key: key.label == label


@dataclass(slots=True)
class Candidate:
    """`moved` and `confirmed`: what they did after booking; `wrote`: what they wrote to the recruiter; `sent`: their résumé's SHA-256."""

    phone: Phone
    number: int
    vacancy: int
    chance: random.Random
    wrote: list[str] = field(default_factory=list)
    sent: str = ""
    moved: bool = False
    confirmed: bool = False
    at: str = "nothing yet"

    @property
    def is_early(self) -> bool:
        """Every fourth takes one of the first hours that there are, and stays with it."""
        return self.number % 4 == 1

    async def lives(self) -> None:
        await self.applies()
        await self.writes()
        await self.chooses("🗓 Выбрать время", "Собеседование: ждём вас!", 0)
        if not self.is_early and self.chance.random() < 0.6:
            await self.chooses("Перенести", "время изменено", 3)
            self.moved = True
        if self.chance.random() < 0.5:
            await self.presses("✅ Подтвердить")
            await self.sees("Спасибо, ждём вас!")
            self.confirmed = True
        await self.writes()
        self.at = "done"

    async def applies(self) -> None:
        await self.phone.opens(f"v_{self.vacancy}")
        await self.presses("Откликнуться")
        await self.presses("Согласен, продолжить")
        await self.sees("Как вас зовут")
        await self.phone.says(a_name(self.number))
        await self.sees("Ваш телефон")
        if self.chance.random() < MISTYPED:
            await self.phone.says("Сейчас найду")
            await self.sees("Номер не читается")
        await self.phone.says(f"+7 916 {self.number // 10000:03} {self.number // 100 % 100:02} {self.number % 100:02}")
        await self.sees("В каком городе")
        await self.phone.says("Казань")
        await self.sees("Пришлите резюме")
        await self.sends_resume()
        await self.sees("Проверьте, всё ли верно")
        await self.presses("Отправить")
        await self.sees("Отклик отправлен")

    async def sends_resume(self) -> None:
        """Whoever came by the web chat has it at hand; others have it now and then."""
        if self.phone.channel == "telegram" and self.chance.random() < 0.5:
            await self.presses("Пропустить")
            return
        content = b"%PDF-1.4 of " + f"{a_name(self.number)} ".encode() * 300
        self.sent = hashlib.sha256(content).hexdigest()
        await self.phone.attaches("Резюме.pdf", content)

    async def writes(self) -> None:
        """Twice in a row, at once: the order has to stay."""
        for _ in range(2):
            text = f"Вопрос {self.number}-{len(self.wrote)}: что взять с собой?"
            self.wrote.append(text)
            await self.phone.says(text)

    async def chooses(self, first: str, done: str, day: int) -> None:
        """Presses a day and an hour; where somebody was faster, looks at what is left. The hour is pressed twice, as nervous people do."""
        await self.presses(first)
        pressed: set[str] = set()
        while not any(done in bubble.text for bubble in await self.phone.feed()):
            choice = self.choice(await self.phone.feed(), pressed, day)
            if choice is not None:
                pressed |= {key.token for key in choice[0].keys}
                await self.phone.presses(*choice)
                if self.chance.random() < 0.3:
                    await self.phone.presses(*choice)
            await asyncio.sleep(LOOK)

    def choice(self, feed: list[Bubble], pressed: set[str], day: int) -> tuple[Bubble, Key] | None:
        self.at = f"choosing among {[key.label for bubble in feed[-3:] for key in bubble.keys]}"
        for bubble in reversed(feed):
            fresh = [key for key in bubble.keys if key.token not in pressed]
            hours = [key for key in fresh if HOUR.fullmatch(key.label)]
            days = [key for key in fresh if DAY.match(key.label)]
            if hours or days:
                return bubble, self.chance.choice(hours[:3] or days[day : day + 1 + (not self.is_early)] or days)
        return None

    async def presses(self, label: str) -> None:
        """The newest button labelled so, once it is there."""
        bubble, key = await self.finds(label)
        await self.phone.presses(bubble, key)

    async def finds(self, label: str) -> tuple[Bubble, Key]:
        self.at = f"looking for [{label}]"
        while True:
            for bubble in reversed(await self.phone.feed()):
                for key in bubble.keys:
                    if key.label == label:
                        return bubble, key
            await asyncio.sleep(LOOK)

    async def sees(self, words: str) -> None:
        self.at = f"waiting for «{words}»"
        seen = False
        while not seen:
            await asyncio.sleep(LOOK)
            seen = any(words in bubble.text for bubble in await self.phone.feed())


NEXT = ("✅ В базу", "🗓 Интервью", "Пусть выберет кандидат")
"""What a recruiter presses wherever it appears: everybody is taken and may choose a time."""
MOST = 3


def is_message(bubble: Bubble) -> bool:
    """What a candidate wrote asks for an answer, not for another invitation."""
    return any(key.label == "Ответить" for key in bubble.keys)


@dataclass(slots=True)
class Recruiter:
    phone: Phone
    pressed: set[str] = field(default_factory=set)
    times: Counter[tuple[int, str]] = field(default_factory=Counter)

    async def works(self) -> None:
        """Until cancelled; each button once, and no oftener where the screen comes back: somebody without a chat cannot be invited."""
        while True:
            for bubble in await self.phone.feed():
                for key in () if is_message(bubble) else bubble.keys:
                    place = (bubble.number, key.label)
                    if key.label in NEXT and key.token not in self.pressed and self.times[place] < MOST:
                        self.pressed.add(key.token)
                        self.times[place] += 1
                        await self.phone.presses(bubble, key)
            await asyncio.sleep(LOOK)
