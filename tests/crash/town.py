"""A town of people around real processes: an emulated Telegram, web chats, a form and hh.ru, all of them busy at once."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from bot.conversation.model import conversations
from core.interviews import acts as interviews
from core.interviews.rules import RuleDraft
from core.kernel.actors import staff
from core.kernel.database import migrate
from core.kernel.queue import timers
from core.kernel.time.clock import SystemClock
from core.pipeline.timers import SLOTS
from core.privacy import acts as privacy
from core.staff import acts as people
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.crash.people import Candidate, Recruiter, a_name
from tests.crash.phones import TWICE, Phone, TelegramPhone, WebPhone, until_taken
from tests.crash.service import Served
from tests.emulators.hh import HhSimulator
from tests.emulators.telegram import TOKEN, TelegramEmulator, User
from tests.main.processes import free_port

WEBHOOK_SECRET, HH_SECRET, INTAKE_SECRET = "made-up-telegram", "made-up-secret-of-hh", "made-up-secret-of-a-form"
EVERY_DAY = tuple(range(7))
BOT = TOKEN.partition(":")[0]
MADE = (1200, 0.5)
"""Timers that come due all the while, and the seconds between two."""
NOBODYS = b"%PDF-1.4 nobody's"
"""What guests send; it is not kept."""


@dataclass(slots=True)
class Desk:
    """A recruiter and the vacancy she leads; `session` opens her web chat, where that is what she uses."""

    staff_id: int
    vacancy: int
    channel: str
    chat: str
    session: str = ""


@dataclass(slots=True)
class Ledger:
    """What was acknowledged by the processes, or done by people, and so has to be found at the end."""

    updates: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class Town:
    url: str
    telegram: TelegramEmulator
    hh: HhSimulator
    served: list[Served]
    desks: list[Desk]
    http: httpx.AsyncClient
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    born: int = 0

    @property
    def doors(self) -> list[str]:
        return [one.url for one in self.served if "worker" not in one.arguments]

    def web_phone(self, desk: Desk | None = None) -> WebPhone:
        phone = WebPhone(self.http, self.doors, self.chance, self.ledger.updates)
        if desk is not None:
            phone.token, phone.chat, phone.seat = desk.session, desk.chat, "staff"
        return phone

    def candidate(self, channel: str = "") -> Candidate:
        """Somebody new, by either messenger, for either vacancy."""
        self.born += 1
        desk = self.desks[self.born % (len(self.desks) - 1)]
        by_telegram = (channel or self.chance.choice(("telegram", "webchat"))) == "telegram"
        phone: Phone = TelegramPhone(self.telegram.user(f"Лев{self.born}"), self.chance) if by_telegram else self.web_phone()
        made = Candidate(phone, self.born, desk.vacancy, self.chance)
        self.ledger.candidates.append(made)
        return made

    async def recruiters(self) -> list[Recruiter]:
        """All at their desks."""
        found = []
        for desk in self.desks:
            if desk.channel == "webchat":
                found.append(Recruiter(self.web_phone(desk)))
                continue
            user = User(self.telegram.world, self.telegram.world.people[int(desk.chat)])
            user.opens()
            found.append(Recruiter(TelegramPhone(user, self.chance)))
        return found

    async def form(self) -> None:
        """Somebody fills in the form of the company's site, which repeats until it is acknowledged, and sometimes after."""
        number, desk = f"form-{len(self.ledger.forms)}", self.desks[-1]
        name, phone = a_name(50_000 + len(self.ledger.forms)), f"+7 917 {len(self.ledger.forms):07}"
        body: dict[str, Any] = {"id": number, "source": "site", "vacancy": f"VAC-{desk.vacancy:04}", "name": name, "phone": phone}
        how: dict[str, Any] = {"json": body, "headers": {"Authorization": f"Bearer {INTAKE_SECRET}"}}
        await until_taken(lambda: self.http.post(f"{self.chance.choice(self.doors)}/hook/responses", **how), 202)
        self.ledger.forms.append(number)
        if self.chance.random() < TWICE:
            await until_taken(lambda: self.http.post(f"{self.chance.choice(self.doors)}/hook/responses", **how), 202)

    async def visitor(self) -> None:
        """Somebody who looks around in the web chat, sends a file that nobody asked for and a command that nobody knows."""
        phone = self.web_phone()
        await phone.opens("")
        await phone.attaches("Резюме.pdf", NOBODYS)
        await phone.says("/abracadabra")

    def responds(self) -> None:
        """Somebody responds on hh.ru."""
        for subscription in self.hh.world.events.subscriptions.values():
            subscription.failures, subscription.blocked = 0, False
        if self.chance.random() < 0.3:
            self.hh.faults.duplicate_webhooks(1)
        self.hh.responds(self.hh.candidate(), self.hh.world.vacancies[advert(len(self.desks) - 1)])

    async def strangers(self, every: float) -> None:
        """Forms and hh.ru, until cancelled; Telegram repeats itself meanwhile."""
        while True:
            await self.form()
            self.responds()
            await self.visitor()
            if self.telegram.webhook.active:
                self.telegram.faults.ignore_webhook_answers(1)
            self.telegram.faults.duplicate_deliveries(1)
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * every)


def settled(session: Session, chats_of: list[tuple[str, str]], made: tuple[int, float], now: datetime) -> list[Desk]:
    """Recruiters with their vacancies and hours, and timers of nobody's; `chats_of`: channel and chat of each."""
    people.seed_dictionaries(session)
    privacy.publish_samples(session, "Северный ветер", now=now)
    desks = [desk_of(session, number, channel, chat, now) for number, (channel, chat) in enumerate(chats_of)]
    for number in range(made[0]):
        due = now + timedelta(seconds=number * made[1])
        timers.schedule(session, SLOTS, subject="slots", lane="slots", due=due, key=f"made:{number}", args={"horizon": 1})
    return desks


def desk_of(session: Session, number: int, channel: str, chat: str, now: datetime) -> Desk:
    staff_id = people.add_staff(session, f"Анна Ветрова {number}", ["recruiter"], now=now)
    people.set_quiet_hours(session, staff_id, None, None)
    entrance = ""
    if channel == "webchat":
        made = chats.staff_chat(session, staff_id, now)
        chat, entrance = made.name, chats.open_session(session, made, now)
    else:
        people.bind_identity(session, staff_id, channel, BOT, chat, now=now)
        bound = {"channel": channel, "account": BOT, "chat": chat, "staff_id": staff_id, "persona": "staff"}
        session.execute(insert(conversations).values(**bound, locale="ru", zone="Europe/Moscow", seen_at=now))
    vacancy = vacancies.create(session, VacancyDraft(f"Сварщик {number}", city="Казань"), recruiter=staff_id, by=staff(staff_id), now=now)
    vacancies.bind(session, vacancy, "hh", advert(number))
    hours = RuleDraft(EVERY_DAY, time(0), time(0), "Europe/Moscow", duration=60, capacity=2, place="ул. Заводская, 5")
    interviews.keep_rule(session, staff_id, hours, now=now, horizon=28)
    return Desk(staff_id, vacancy, channel, chat, entrance)


def advert(number: int) -> str:
    return str(110_000_000 + number)


def settle(url: str, chats_of: list[tuple[str, str]], made: tuple[int, float]) -> list[Desk]:
    migrate.upgrade(url)
    engine = migrate.engine_of(url)
    with Session(engine, expire_on_commit=False) as session:
        desks = settled(session, chats_of, made, SystemClock().now())
        session.commit()
    engine.dispose()
    return desks


def settings_of(url: str, folder: Path, telegram: TelegramEmulator, hh: HhSimulator, mode: str, port: int) -> dict[str, str]:
    return {
        "OTKLIK_DATABASE_URL": url,
        "OTKLIK_DATA_DIR": str(folder / "data"),
        "OTKLIK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OTKLIK_COMPANY": "Северный ветер",
        "OTKLIK_SECRET_KEY": "made-up",
        "OTKLIK_TELEGRAM_TOKEN": telegram.token,
        "OTKLIK_TELEGRAM_API": telegram.url,
        "OTKLIK_TELEGRAM_MODE": mode,
        "OTKLIK_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "OTKLIK_HH_API": hh.url,
        "OTKLIK_HH_ACCESS_TOKEN": next(iter(hh.world.accounts.values())).token,
        "OTKLIK_HH_CONTACT": "devs@otklik.invalid",
        "OTKLIK_HH_WEBHOOK_SECRET": HH_SECRET,
        "OTKLIK_INTAKE_SECRET": INTAKE_SECRET,
        "OTKLIK_DIGEST_AFTER": "1000000",
        "OTKLIK_CHATS_PER_ADDRESS": "1000000",
        "OTKLIK_CHATS_PER_MINUTE": "1000000",
        "OTKLIK_LOG_LEVEL": "WARNING",
    }


@asynccontextmanager
async def open_town(
    url: str,
    folder: Path,
    *,
    mode: str = "polling",
    channels: tuple[str, ...],
    processes: int = 1,
    module: tuple[str, ...] = ("main",),
    seed: int = 1,
    made: tuple[int, float] = MADE,
) -> AsyncIterator[Town]:
    """Nobody is served yet: whoever plays starts the processes, and what he leaves running is killed.

    The last of the desks is for those who come by forms and boards.
    """
    ports = [free_port() for _ in range(processes)]
    with TelegramEmulator() as telegram, HhSimulator() as hh:
        people_of = [(channel, str(telegram.user(f"Анна{n}").id)) for n, channel in enumerate(channels)]
        desks = await asyncio.to_thread(settle, url, people_of, made)
        employer = hh.account()
        for number, _ in enumerate(desks):
            vacancy = hh.vacancy(employer, f"Сварщик {number}")
            renamed(hh, vacancy.id, advert(number))
        hh.subscribe(employer, f"http://127.0.0.1:{ports[-1]}/hook/hh/{HH_SECRET}")
        settings = settings_of(url, folder, telegram, hh, mode, ports[0])
        served = [Served(folder, port, settings, module=module) for port in ports]
        async with httpx.AsyncClient(timeout=10, trust_env=False) as http:
            http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # many people, one client
            try:
                yield Town(url, telegram, hh, served, desks, http, random.Random(seed))
            finally:
                for one in served:
                    one.kill()


def renamed(hh: HhSimulator, old: str, new: str) -> None:
    """The advertisement under the number it is bound to."""
    vacancy = hh.world.vacancies.pop(old)
    vacancy.id = new
    hh.world.vacancies[new] = vacancy
