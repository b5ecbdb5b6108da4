"""Signals: told in the same transaction, in order, to everybody; a fault undoes the turn, a loop is a fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.kernel import signals
from core.kernel.actors import SYSTEM
from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.signals import SUBSCRIBERS, Signal, emit, subscribe
from tests.conftest import NOW


@dataclass(frozen=True, slots=True)
class Rang(Signal):
    """A toy."""

    times: int = 1


@dataclass(frozen=True, slots=True)
class Answered(Signal):
    """A toy that comes from a subscriber."""


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    yield
    for kind in (Rang, Answered):
        SUBSCRIBERS.pop(kind, None)


def put(session: Session, key: str) -> None:
    inbox.put(session, "test", key=key, lane="a", body={}, now=NOW)


async def rung(db: Database, *, also: Callable[[Session], Any] = lambda _session: None) -> int:
    def ring(session: Session) -> None:
        put(session, "act")
        also(session)
        emit(session, Rang(SYSTEM, NOW))

    await db.write(ring)
    return await db.read(inbox.waiting)


async def test_all_hear_it_in_order_and_what_they_tell_comes_after(db: Database) -> None:
    heard: list[str] = []

    @subscribe(Rang)
    def first(session: Session, told: Rang) -> None:
        emit(session, Answered(told.by, told.at))
        heard.append("first")

    subscribe(Rang)(lambda _session, _told: heard.append("second"))
    subscribe(Answered)(lambda _session, _told: heard.append("answer"))
    assert await rung(db) == 1
    assert heard == ["first", "second", "answer"]


async def test_a_fault_in_a_subscriber_undoes_the_whole_turn(db: Database) -> None:
    @subscribe(Rang)
    def fails(session: Session, _told: Rang) -> None:
        put(session, "subscriber")
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        await rung(db)
    assert await db.read(inbox.waiting) == 0


async def test_control_a_subscriber_that_swallows_its_fault_undoes_nothing(db: Database) -> None:
    @subscribe(Rang)
    def swallows(session: Session, _told: Rang) -> None:
        put(session, "subscriber")

    assert await rung(db) == 2


async def test_after_a_fault_the_next_one_is_told(db: Database) -> None:
    """In the same session, too: a caller that goes on after a refusal is no subscriber."""
    failing = [True]

    @subscribe(Rang)
    def fails(session: Session, _told: Rang) -> None:
        put(session, "heard")
        if failing.pop():
            raise ValueError

    def twice(session: Session) -> None:
        with pytest.raises(ValueError, match=r"^$"):
            emit(session, Rang(SYSTEM, NOW))
        failing.append(False)

    assert await rung(db, also=twice) == 2


async def test_a_loop_is_a_fault_and_no_hang(db: Database) -> None:
    @subscribe(Rang)
    def again(session: Session, told: Rang) -> None:
        emit(session, Rang(told.by, told.at, told.times + 1))

    with pytest.raises(RuntimeError, match="signals without end"):
        await rung(db)
    assert await db.read(inbox.waiting) == 0


async def test_a_signal_that_nobody_could_hear_is_a_fault(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "READY", [])
    with pytest.raises(RuntimeError, match=r"core\.subjects"):
        await rung(db)
