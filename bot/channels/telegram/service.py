"""Everything of Telegram that one process runs, put together; imported only where a token is set, for the library is slow to load."""

from collections.abc import Awaitable, Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.channels.telegram import account
from bot.channels.telegram.deliver import TelegramDelivery
from bot.channels.telegram.ingress import Poller
from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.target import TelegramTarget
from bot.conversation import store as memory
from bot.engine.engine import Engine
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue.delivery import Target
from core.kernel.storage.files import Files
from core.kernel.time.clock import Clock

HOOK = "/hook/telegram"


class Telegram:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bot = account.open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api)

    @property
    def id(self) -> int:
        return self._bot.id

    @property
    def is_hooked(self) -> bool:
        """Whether updates are brought rather than fetched."""
        return self._settings.telegram_mode == "webhook"

    @property
    def hook(self) -> str:
        """Where updates are brought; empty where they are fetched."""
        return f"{self._settings.address}{HOOK}" if self.is_hooked else ""

    async def close(self) -> None:
        await self._bot.session.close()

    def target(self, database: Database, files: Files) -> Target:
        async def ref(number: int) -> str | None:
            found = await database.read(partial(memory.shown_by_id, number=number))
            return found.ref if found else None

        return TelegramTarget(TelegramLimits(), TelegramDelivery(self._bot, files, ref))

    def poll(self, database: Database, clock: Clock, holder: str) -> Callable[[], Awaitable[None]]:
        return Poller(self._bot, database, clock, holder=holder).run

    def menus(self, database: Database, clock: Clock, engine: Engine) -> Callable[[], Awaitable[None]]:
        """Keeps the menus in step with roles, languages and releases; to be called now and then."""
        seen: list[account.Menu] = []

        def offered(session: Session) -> list[account.Menu]:
            return list(account.offered(session, engine.book, engine.texts, self.id))

        async def keep() -> None:
            menus = await database.read(offered)
            if menus != seen:
                await database.write(lambda session: account.send_menus(session, self.id, menus, clock.now()))
                seen[:] = menus

        return keep

    async def meet(self, supervisor: Supervisor, *, work: bool) -> str:
        """The bot's name, once its updates go where they should; empty where the service stopped first."""
        secret = self._settings.telegram_webhook_secret.get_secret_value()
        return await account.meet(self._bot, supervisor, self.hook if work else None, secret)

    async def name(self) -> str:
        """Raises Trouble."""
        return await account.name_of(self._bot)

    async def described(self) -> str:
        """For the doctor; raises Trouble where updates do not come as they should."""
        return await account.described(self._bot, self.hook)
