"""HhSimulator: the whole simulated hh.ru in one object, with the hands of everybody who acts on it."""

from collections.abc import Iterable
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from core.kernel.time.clock import Clock
from tests.emulators.hh.api import HhApi
from tests.emulators.hh.contract import load_if_there
from tests.emulators.hh.control import routes
from tests.emulators.hh.events import Event, Subscription
from tests.emulators.hh.faults import Faults
from tests.emulators.hh.people import Resume, invent
from tests.emulators.hh.server import server
from tests.emulators.hh.tokens import LIFE
from tests.emulators.hh.world import Account, Call, Employer, Message, Topic, Vacancy, Violation, World
from tests.kit.patience import patience
from tests.kit.simulator.clock import WorldClock

Json = Any
AGENT = "Otklik/0.1 (devs@otklik.invalid)"
"""A caller hh takes."""
_FIRST_VACANCY, _FIRST_TOPIC, _FIRST_CHAT = 110_000_000, 4_900_000_000, 5_600_000_000


class HhSimulator:
    """`pace` multiplies the intervals between repeats of a webhook; 1.0 would be the real board's (as far as anybody knows them)."""

    def __init__(self, *, port: int = 0, clock: Clock | None = None, pace: float = 0.01) -> None:
        self.world: World = World(WorldClock(clock), load_if_there(), pace)
        self.server = server(self.world, [*routes(self), *HhApi(self.world).routes()], port)

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
        """For OTKLIK_HH_API."""
        return self.world.base

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
    def violations(self) -> list[Violation]:
        return self.world.violations

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def transcript(self) -> str:
        """The calls so far, one a line."""
        checked = "" if self.checked else "(unchecked: the contract file is absent)\n"
        with self.world.lock:
            return checked + "\n".join(map(str, self.world.calls))

    def assert_clean(self) -> None:
        """The strict check: no request, no answer and no webhook broke the contract."""
        assert not self.violations, "\n".join(map(str, self.violations))

    # The employer's side

    def account(self, first_name: str = "Анна", last_name: str = "Ветрова", *, employer: Account | str = "ООО «Лесной дом»") -> Account:
        """A manager with a live token; give another account to make a colleague."""
        with self.world.lock:
            number = self.world.number()
            company = employer.employer if isinstance(employer, Account) else Employer(str(8000 + number), employer)
            manager = str(30_000 + number)
            self.world.tokens.issue(manager)
            made = Account(manager, str(60_000 + number), company, first_name, last_name, self.world.tokens)
            self.world.accounts[manager] = made
        return made

    def vacancy(self, account: Account, name: str = "Сварщик", *, area: tuple[str, str] = ("88", "Казань")) -> Vacancy:
        with self.world.lock:
            number = str(_FIRST_VACANCY + self.world.number())
            made = self.world.vacancies[number] = Vacancy(number, account, name, area, self.clock.now())
        return made

    def subscribe(self, account: Account, url: str, actions: Iterable[str] = ("NEW_NEGOTIATION_VACANCY",)) -> Subscription:
        with self.world.lock:
            made = Subscription(f"sub{self.world.number():06}", account.id, url, [{"type": one} for one in actions])
            self.world.events.subscriptions[made.id] = made
        return made

    def expire(self, account: Account) -> None:
        """The access token's two weeks are over now."""
        account.pair.expires_at = self.clock.now() - timedelta(seconds=1)

    def extend(self, account: Account) -> None:
        """And begin anew."""
        account.pair.expires_at = self.clock.now() + LIFE

    def revoke(self, account: Account, reason: str = "token was revoked") -> None:
        """As when the manager logs in with a one-time password; `token deactivated` after a change of password."""
        account.pair.dead = reason

    def authorize(self, account: Account, challenge: str | None = None) -> str:
        """The code the consent page hands to the redirect."""
        with self.world.lock:
            return self.world.tokens.code(account.id, challenge)

    def move_on_site(self, topic: Topic, state: str, message: str = "") -> None:
        """A manager does it by hand on hh.ru."""
        with self.world.lock:
            self.world.move(topic, state, topic.vacancy.account, message)

    # The candidate's side

    def candidate(self, **changes: Json) -> Resume:
        """An invented person; any field of Resume may be set."""
        with self.world.lock:
            made = invent(self.world.number())
            for name, value in changes.items():
                assert hasattr(made, name), name
                setattr(made, name, value)
            self.world.resumes[made.id] = made
        return made

    def responds(self, resume: Resume, vacancy: Vacancy, letter: str = "", *, unreadable_for: int = 0, resume_null: bool = False) -> Topic:
        """The webhooks leave at once; `unreadable_for`: so many readings come too early."""
        with self.world.lock:
            made = self._topic(resume, vacancy)
            made.unreadable_for, made.resume_null = unreadable_for, resume_null
            if letter:
                made.messages.append(Message(str(self.world.number()), "APPLICANT", letter, made.created_at))
            self.world.announce(made)
        return made

    def invited(self, resume: Resume, vacancy: Vacancy) -> Topic:
        """By the employer on hh.ru, without a response."""
        with self.world.lock:
            made = self._topic(resume, vacancy)
            made.state, made.employer_state = "invitation", "phone_interview"
            self.world.announce(made)
        return made

    def take_away(self, topic: Topic) -> None:
        """Deleted or hidden by the candidate: not to be found any more."""
        topic.gone = True

    def emit(self, vacancy: Vacancy, action_type: str, payload: dict[str, Json]) -> None:
        """A webhook of any known type to whoever wants it."""
        with self.world.lock:
            self.world.emit(vacancy, action_type, payload)

    def send(self, url: str, body: dict[str, Json]) -> None:
        """Any body as it stands: an unknown type, another's subscription, nonsense."""
        with self.world.lock:
            self.world.events.waiting.append(Event(0, url, body))
        self.world.signal.fire()

    def pending(self) -> int:
        """Webhooks not yet taken or given up."""
        with self.world.lock:
            return len(self.world.events.waiting)

    async def delivered(self, seconds: float = 5.0) -> None:
        """Until no webhook is waiting."""
        done = await self.world.signal.wait_until(lambda: True if self.pending() == 0 else None, patience(seconds))
        assert done, f"{self.pending()} webhooks are still waiting"

    def _topic(self, resume: Resume, vacancy: Vacancy) -> Topic:
        number = self.world.number()
        now = self.clock.now()
        made = Topic(str(_FIRST_TOPIC + number), _FIRST_CHAT + number, vacancy, resume, now, now)
        self.world.topics[made.id] = made
        return made
