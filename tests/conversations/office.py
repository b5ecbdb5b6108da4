"""Both sides of the house at once, on the whole bot: Maria recruits, Anna applies. Times are Moscow's; it is Tuesday noon."""

from dataclasses import dataclass
from pathlib import Path

from bot.app import make_engine
from bot.engine.engine import House as Company
from core.boards import acts as boards
from core.boards.port import ResponseDraft
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.database.session import Database
from core.kernel.storage.files import Files
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from core.pipeline import reads
from core.pipeline.reads import ApplicationCard
from core.privacy import reads as privacy
from core.staff import acts as staff
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES, Chat, House
from tests.conversations.hiring import apply, seeded

PEOPLE = "79160000001"


@dataclass(frozen=True, slots=True)
class Office:
    house: House
    recruiter: int
    operator: int
    driver: int
    maria: Chat
    anna: Chat

    async def card(self, application: int = 1) -> ApplicationCard:
        return await self.house.read(lambda session: reads.card(session, application))

    async def codes(self, application: int = 1) -> list[str]:
        """What the personal file says, oldest first."""
        found = await self.house.read(lambda session: reads.history(session, application, limit=50))
        return [event.code for event in reversed(found)]

    async def meeting(self, application: int = 1) -> BookingCard | None:
        return await self.house.read(lambda session: interviews.active(session, application))

    async def looks(self, candidate: int = 1) -> int:
        """How often colleagues looked at a candidate."""
        return len(await self.house.read(lambda session: privacy.accesses(session, candidate)))

    async def colleague(self, name: str, *roles: str, locale: str = "ru") -> Chat:
        number = await self.house.write(lambda session: staff.add_staff(session, name, roles, now=self.house.clock.now(), locale=locale))
        return await self.house.staff_chat(number, f"staff{number}", locale=locale)

    async def comes(self, number: str = "1", *, vacancy: str = "VAC-0001", board: str = "hh", **told: object) -> None:
        """A response from elsewhere."""
        now = self.house.clock.now()
        known: dict[str, object] = {"full_name": "Громов Илья", "phones": (f"+{PEOPLE}",), "city": "Казань"}
        draft = ResponseDraft(board, number, vacancy, now, **{"source_state": "response", **known, **told})  # type: ignore[arg-type]
        await self.house.happens(lambda session: boards.receive(session, draft, now=now))


async def opened(database: Database, clock: ManualClock, folder: Path, **settings: str) -> Office:
    """`settings` are what the house has set beside the usual, e.g. `digest_after`."""
    facts = {"files": str(folder), "notice": "60", "horizon": "28", "telegram": "", **settings}
    engine = make_engine(texts(LOCALES), Company(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts))
    house = House(database, clock, engine, Files(folder))
    recruiter, operator, driver = await house.write(lambda session: seeded(session, clock.now()))
    maria = await house.staff_chat(recruiter, "maria")
    return Office(house, recruiter, operator, driver, maria, house.chat("anna"))


async def accepted(office: Office) -> None:
    """Anna has applied and is in the base: Maria sees her card."""
    await apply(office.anna)
    await office.maria.presses("✅ В базу")


async def met(office: Office, time: str = "10:00") -> None:
    """Anna comes tomorrow, Wednesday 25 November; Maria set it from the first call."""
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Назначить интервью")
    await office.maria.presses("25 нояб.")
    await office.maria.presses(time)
