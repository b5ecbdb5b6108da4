"""TelegramEmulator: the whole emulated Telegram in one object."""

import logging
from types import TracebackType
from typing import Self

from core.kernel.time.clock import Clock
from tests.emulators.telegram.contract import Contract, load_if_there
from tests.emulators.telegram.control import find_user
from tests.emulators.telegram.faults import Faults
from tests.emulators.telegram.limits import Limits
from tests.emulators.telegram.server import server
from tests.emulators.telegram.sight import transcript
from tests.emulators.telegram.users import User
from tests.emulators.telegram.webhooks import Webhook
from tests.emulators.telegram.world import Call, Violation, World
from tests.kit.patience import patience
from tests.kit.simulator.clock import WorldClock

_log = logging.getLogger(__name__)
TOKEN = "4200000042:AAEmulatorTokenOfNobodyAtAll_0123456"


class TelegramEmulator:
    """`pace` multiplies the server's own waits (webhook repeats, anti-hurry holds); 1.0 is the real server's."""

    def __init__(self, *, token: str = TOKEN, port: int = 0, clock: Clock | None = None, pace: float = 0.05) -> None:
        contract: Contract | None = load_if_there()
        if contract is None:
            _log.warning("NOTHING IS CHECKED AGAINST THE CONTRACT: its file is not here")
        self.world = World(token, WorldClock(clock), contract, pace)
        self.server = server(self.world, port)
        self.token = token

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        self.server.start()

    def stop(self) -> None:
        """Ends the server; the world stays, and start() brings it back on the same port."""
        self.server.stop()

    @property
    def url(self) -> str:
        """For OTKLIK_TELEGRAM_API and TelegramAPIServer.from_base."""
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def checked(self) -> bool:
        """False where the contract file is absent: nothing is held against it then."""
        return self.world.contract is not None

    @property
    def clock(self) -> WorldClock:
        return self.world.clock

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def limits(self) -> Limits:
        return self.world.limits

    @property
    def webhook(self) -> Webhook:
        return self.world.webhook

    @property
    def violations(self) -> list[Violation]:
        return self.world.violations

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def called(self, method: str) -> list[Call]:
        with self.world.lock:
            return [call for call in self.world.calls if call.method == method]

    def pending(self) -> int:
        """Updates not yet confirmed or delivered."""
        with self.world.lock:
            return self.world.updates.count()

    def user(
        self,
        name: str,
        *,
        language_code: str | None = "ru",
        username: str | None = None,
        last_name: str | None = None,
        phone: str | None = None,
    ) -> User:
        with self.world.lock:
            return User(self.world, self.world.add_person(name, language_code, username, last_name, phone))

    def transcript(self, chat: User | int) -> str:
        """What the person sees now, edits applied."""
        return transcript(self.world, chat.person if isinstance(chat, User) else find_user(self.world, chat).person)

    async def idle(self, seconds: float = 5.0) -> None:
        """Until no update is waiting."""
        done = await self.world.signal.wait_until(lambda: True if self.pending() == 0 else None, patience(seconds))
        assert done, f"{self.pending()} updates are still waiting"

    def assert_clean(self) -> None:
        """The strict check: no call and no answer broke the contract (if `checked`)."""
        assert not self.violations, "\n".join(map(str, self.violations))
