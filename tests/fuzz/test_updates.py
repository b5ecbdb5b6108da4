"""Twenty thousand updates with anything in them, in the midst of everything: no fault of ours, and the chat goes on after each."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.conversation.markup import clean
from bot.conversation.screens import Screen, Turn
from core.kernel.database.session import open_database
from core.kernel.text.signs import clean_file_name as name_of
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW
from tests.fuzz import updates
from tests.fuzz.moments import Life, lived
from tests.fuzz.nasties import mutated, string
from tests.fuzz.town import Inhabitant, Town
from tests.kit.databases import TEMPLATE, made_postgres
from tests.scale import SOAK, scaled

pytestmark = pytest.mark.load
GROUPS = 2
"""Processes that share the episodes: each lets everybody live through everything once."""
EPISODE = 250
"""So many updates one database lives through."""


class Storm:
    """Sends bent updates into a life, one after another, and looks after each that the person still gets an answer."""

    def __init__(self, life: Life, seed: str) -> None:
        self.life = life
        self.town = life.town
        self.random = Random(seed)
        self.seed = seed
        self.tokens: list[str] = []

    async def strike(self, number: int) -> None:
        who, moment = self.random.choice(self.life.moments)
        person = self.life.people[who]
        await self.town.put_back(person, moment)
        screens = list(moment.screens)
        self.tokens = [*self.tokens[-200:], *tokens_of(screens)]
        update = self.update(person, screens)
        story = f"seed {self.seed}, update {number}, in «{moment.name}»: {update!r}"[:3000]
        await self.sent(person, update, story)
        await self.probed(person, story)

    async def sent(self, person: Inhabitant, update: dict[str, Any], story: str) -> None:
        try:
            if "kind" not in update:
                await self.town.arrives(update)
            elif update["kind"] == "file":
                await self.town.taken(person, updates.identifier(self.random), update)
            else:
                await self.town.posted(person, json.dumps(update).encode())
        except Exception as error:
            raise AssertionError(f"{story}\n{''.join(self.town.engine.faults)}") from error
        assert not self.town.engine.faults, f"{story}\n{self.town.engine.faults[0]}"

    async def probed(self, person: Inhabitant, story: str) -> None:
        """«/start» and «/help» of the same person are answered, whatever came before."""
        before = await self.town.answers(person)
        await self.town.says(person, self.random.choice(("/start", "/start", "/help")))
        assert not self.town.engine.faults, f"after {story}\n{self.town.engine.faults[0]}"
        assert await self.town.answers(person) > before, f"no answer after {story}"

    def update(self, person: Inhabitant, screens: list[dict[str, Any]]) -> dict[str, Any]:
        return self.for_web(screens) if person.web else self.for_telegram(person.telegram, screens)

    def for_telegram(self, chat: int, screens: list[dict[str, Any]]) -> dict[str, Any]:
        random, number = self.random, self.town.number()
        kind = random.random()
        if kind < 0.4:
            found = updates.text(chat, number, updates.words(random))
        elif kind < 0.6:
            found = updates.press(chat, number, self.token(screens), random.choice([*refs_of(screens), None]))
        elif kind < 0.7:
            found = updates.text(chat, number, updates.command(random))
        elif kind < 0.82:
            found = updates.file(random, chat, number)
        elif kind < 0.88:
            found = updates.contact(chat, number, string(random), random.choice((chat, chat, None, 5)))
        elif kind < 0.94:
            found = updates.text(chat, number, f"/start {random.choice((*updates.LINKS, string(random)))}")
        else:
            found = updates.membership(chat, number, random.choice(("kicked", "member", "left", "restricted")))
        if "message" in found and random.random() < 0.15 and refs_of(screens):
            found = updates.replying(found, random.choice(refs_of(screens)))
        return mutated(random, found) if random.random() < 0.5 else found

    def for_web(self, screens: list[dict[str, Any]]) -> dict[str, Any]:
        random = self.random
        kind = random.random()
        known: dict[str, Any] = {"id": updates.identifier(random)}
        if kind < 0.1:
            size, kind_of = random.choice((0, 9, 20_000_000)), random.choice(("application/pdf", "audio/ogg", "x"))
            kept = {"name": name_of(string(random)), "media_type": kind_of, "size": size, "sha256": "0" * 64}
            return {"kind": "file", "file": kept, "caption": clean(string(random)[:4096])}
        if kind < 0.55:
            found = {**known, "kind": "text", "text": random.choice((updates.words, updates.words, updates.command))(random)[:4096]}
        elif kind < 0.8:
            found = {**known, "kind": "press", "token": self.token(screens), "bubble": random.choice((None, 0, 7, 2**53 - 1))}
        elif kind < 0.9:
            found = {**known, "kind": "contact", "phone": random.choice((string(random)[:40], "8 912 345-67-89"))}
        else:
            found = {**known, "kind": "start", "payload": random.choice((*updates.LINKS, ""))}
        return mutated(random, found) if random.random() < 0.3 else found

    def token(self, screens: list[dict[str, Any]]) -> str:
        """Mostly of a button that stands there; else an old one, another person's, or noise."""
        random = self.random
        here, kind = tokens_of(screens), random.random()
        if here and kind < 0.7:
            return random.choice(here)
        if self.tokens and kind < 0.85:
            return random.choice(self.tokens)
        base = random.choice([*here, "nothing.0"]).partition(".")[0]
        return random.choice((f"{base}.999", f"{base}.-1", f"{base}.²", f"{base}.", base, f".{base}", f"{base}.1.1", string(random)))


def tokens_of(screens: list[dict[str, Any]]) -> list[str]:
    return [f"{one['token']}.{n}" for one in screens for n, _ in enumerate([button for row in one["rows"] for button in row])]


def refs_of(screens: list[dict[str, Any]]) -> list[str]:
    return [one["ref"] for one in screens if one["ref"]]


async def stormed(life: Life, seed: str, count: int) -> None:
    storm = Storm(life, seed)
    for number in range(count):
        await storm.strike(number)
    assert await life.town.tried_again() == []


async def lived_through(url: str, folder: Path) -> Life:
    async with town_at(url, folder) as town:
        return await lived(town)


@pytest.fixture(scope="module")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Life]:
    """The database after everybody has lived in it, and who stood where."""
    folder = tmp_path_factory.mktemp("fuzz")
    path = folder / "lived.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return path, asyncio.run(lived_through(f"sqlite:///{path}", folder))


def episodes() -> list[Any]:
    return [pytest.param(n, marks=pytest.mark.xdist_group(f"fuzz-{n % GROUPS}")) for n in range(80 if SOAK else 4)]


@pytest.mark.parametrize("episode", episodes())
async def test_nothing_that_comes_in_is_a_fault_of_ours(prepared: tuple[Path, Life], tmp_path: Path, episode: int) -> None:
    path, known = prepared
    async with town_on(path, tmp_path) as town:
        await stormed(Life(town, known.people, known.moments), f"sqlite:{episode}", EPISODE)


@asynccontextmanager
async def town_on(path: Path, folder: Path) -> AsyncIterator[Town]:
    """A copy of the database, to go on with."""
    shutil.copy(path, folder / "otklik.sqlite3")
    async with town_at(f"sqlite:///{folder / 'otklik.sqlite3'}", folder, first=100_000) as town:
        yield town


@asynccontextmanager
async def town_at(url: str, folder: Path, first: int = 0) -> AsyncIterator[Town]:
    database = await open_database(url)
    try:
        yield Town(database, ManualClock(NOW), folder, first=first)
    finally:
        await database.close()


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    with made_postgres(postgres_template, "otklik_fuzz", TEMPLATE) as url:
        yield url


@pytest.mark.postgres
async def test_nor_is_it_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    async with town_at(postgres_url, tmp_path) as town:
        await stormed(await lived(town), "postgresql", scaled(1_000))


@pytest.mark.parametrize("depth", [300, 900, 950, 970, 980, 985, 990])
async def test_nesting_that_can_be_read_can_be_worked_off(prepared: tuple[Path, Life], tmp_path: Path, depth: int) -> None:
    """Whatever the door can read it can keep, and what is kept can be read again."""
    path, _ = prepared
    try:
        deep = json.loads("[" * depth + "]" * depth)
    except RecursionError:
        return
    async with town_on(path, tmp_path) as town:
        for update in ({"extra": deep}, {"entities": deep}, {"document": deep}):
            await town.arrives(updates.message(1001, town.number(), text="ау", **update))
        assert town.engine.faults == []
        assert await town.tried_again() == []


async def test_the_judge_sees_a_fault(prepared: tuple[Path, Life], tmp_path: Path) -> None:
    """A control: a handler that falls over is found out."""

    def falls(turn: Turn) -> Screen:
        raise ZeroDivisionError(turn.locale)

    path, known = prepared
    async with town_on(path, tmp_path) as town:
        town.engine.book.texts["candidate"] = replace(town.engine.book.texts["candidate"], call=falls)
        with pytest.raises(AssertionError, match="ZeroDivisionError"):
            await stormed(Life(town, known.people, known.moments), "control", EPISODE)
