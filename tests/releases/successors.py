"""Today's code in a house that an earlier release has left: presses what stands there, answers what is asked, lets come what is due.

Everything is tried behind a savepoint and taken back, so that each button is pressed in the house as it was left.
"""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.app import make_engine
from bot.channels.telegram import ingress as telegram
from bot.conversation.model import conversations, shown
from bot.engine.engine import Engine, House
from core.kernel.problems import Problem, UnknownName
from core.kernel.queue import inbox, outbox, timers
from core.kernel.queue.inbox import inbox as rows_in
from core.kernel.queue.outbox import outbox as rows_out
from core.kernel.queue.timers import timers as rows_due
from core.kernel.text.i18n import texts
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES
from tests.fuzz import updates

MOMENT = timedelta(minutes=1)
ENDLESS = 3000
WORDS = ("да", "3", "Смирнова Анна Петровна", "8 912 345-67-89", "Казань", "60-80", "10-18", "завтра 14:30", "Утро\nВечер")
OVER = ("Этот шаг уже пройден", "Эта кнопка больше не работает", "её вопросы изменились")
"""What is said of a button or a form that is no more."""


def engine(folder: Path) -> Engine:
    facts = {"files": str(folder), "notice": "60", "horizon": "28", "telegram": "otklik_bot"}
    return make_engine(texts(LOCALES), House(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts))


def knows(ask: Callable[..., object], *name: str) -> bool:
    """Whether today's code knows a stored name, or what it has become."""
    try:
        ask(*name)
    except UnknownName:
        return False
    return True


def leads_somewhere(engine: Engine, action: str) -> bool:
    """Whether a button's action, or what takes typed words, is something that today's code knows."""
    return action in {"back", "home"} or action.startswith("form.") or knows(engine.book.entry, action)


@dataclass(slots=True)
class Heirs:
    session: Session
    engine: Engine
    now: datetime
    faults: list[str] = field(default_factory=list)
    _number: int = 5_000_000

    @contextmanager
    def tried(self) -> Iterator[None]:
        point = self.session.begin_nested()
        try:
            yield
        finally:
            point.rollback()
            self.session.expire_all()

    def forget_unread(self) -> None:
        """What was not worked off yet stands in nobody's way."""
        self.session.execute(update(rows_in).where(rows_in.c.state == "new").values(state="done", done_at=self.now))

    # What stands there

    def screen(self, number: int) -> Any:
        return self.session.execute(select(shown).where(shown.c.id == number)).mappings().one_or_none()

    def talk(self, number: int) -> Any:
        return self.session.execute(select(conversations).where(conversations.c.id == number)).mappings().one()

    def labels(self, number: int) -> list[list[Any]]:
        """The live buttons of a screen as they stand now: place, action, label."""
        row = self.screen(number)
        if row is None or not row["live"]:
            return []
        flat = [button for line in row["rows"] for button in line]
        return [[place, one["action"], one["text"]] for place, one in enumerate(flat) if one.get("action")]

    # What is done

    def presses(self, number: int, place: int) -> str:
        screen = self.screen(number)
        press = {"kind": "press", "token": f"{screen['token']}.{place}", "bubble": None}
        return self.does(self.talk(screen["conversation_id"]), press, screen["ref"])

    def says(self, talk: Any, words: str) -> str:
        return self.does(talk, {"kind": "text", "text": words})

    def does(self, talk: Any, body: dict[str, Any], ref: str | None = None) -> str:
        """One turn: "" where it went through, the problem's name where it was refused, «fault», «silence» or «over»."""
        self._number += 1
        before = self._newest()
        lane = f"{talk['channel']}:{talk['account']}:{talk['chat']}"
        if talk["channel"] == "telegram":
            telegram.keep(self.session, [self._update(talk, body, ref)], int(talk["account"]), self.now)
        else:
            whole = {**body, "chat": talk["chat"], "locale": talk["locale"], "zone": talk["zone"]}
            inbox.put(self.session, talk["channel"], key=f"heir:{self._number}", lane=lane, body=whole, now=self.now)
        answer = self.turn(lane)
        said = self._said(before)
        if answer is None:
            return "fault"
        return answer or ("over" if any(gone in one for one in said for gone in OVER) else "" if said else "silence")

    def _update(self, talk: Any, body: dict[str, Any], ref: str | None) -> dict[str, Any]:
        chat = int(talk["chat"])
        if body["kind"] == "press":
            return updates.press(chat, self._number, body["token"], ref)
        return updates.text(chat, self._number, body["text"])

    def turn(self, lane: str) -> str | None:
        """The lane's first row; None where it was a fault of ours."""
        point = self.session.begin_nested()
        try:
            self.engine.take(self.session, lane, self.now)
            self.session.flush()
        except Problem as problem:
            point.rollback()
            self.engine.refuse(self.session, lane, problem, self.now)
            return problem.key
        except Exception:  # noqa: BLE001 - whatever it is, it is what the test looks for
            point.rollback()
            self.faults.append(f"{lane}\n{traceback.format_exc()}")
            return None
        point.commit()
        return ""

    def _newest(self) -> int:
        found: int = self.session.execute(select(func.coalesce(func.max(rows_out.c.id), 0))).scalar_one()
        return found

    def _said(self, after: int) -> list[str]:
        """What was sent since, acknowledgements of presses left out."""
        kinds = ("send", "edit", "toast", "file")
        return list(self.session.execute(select(rows_out.c.body).where(rows_out.c.id > after, rows_out.c.kind.in_(kinds))).scalars())

    # What is asked

    def answers_to_the_end(self, number: int) -> str:
        """Whatever the open form asks is answered, by its buttons where it has any; "" once it is over."""
        for _ in range(40):
            talk = self.talk(number)
            if talk["form"] is None:
                return ""
            if not self._goes_on(talk):
                return f"stands at {talk['form']}"
        return "never ends"

    def _goes_on(self, talk: Any) -> bool:
        """By a button, by words; where the question had been left behind, by a button of its fresh copy."""
        return self._pressed_on(talk) or self._typed_on(talk) or self._pressed_on(self.talk(talk["id"]))

    def _pressed_on(self, talk: Any) -> bool:
        buttons = {action: place for place, action, _ in reversed(self.labels(talk["current"] or 0))}
        found = [buttons[action] for action in ("form.send", "form.answer", "form.skip") if action in buttons]
        return any(self.presses(talk["current"], place) == "" and self._moved(talk) for place in found)

    def _typed_on(self, talk: Any) -> bool:
        return any(self.says(talk, words) not in {"fault", "over"} and self._moved(talk) for words in WORDS)

    def _moved(self, talk: Any) -> bool:
        return bool(self.talk(talk["id"])["form"] != talk["form"])

    # What comes by itself

    def lives_on(self, due: list[int], kept: list[int]) -> None:
        """Time goes from one timer to the next until all that was due has come and all that was kept is worked off, or the first fault."""
        for _ in range(ENDLESS):
            self._work_off()
            if self.faults:
                return
            if not self._waits(rows_due, due, "pending") and not self._waits(rows_in, kept, "new"):
                return
            when = min(found for found in (timers.next_due(self.session), self._next_row()) if found)
            self.now = max(self.now, when)
            timers.fire(self.session, self.now)
        self.faults.append("the house never comes to rest")

    def _work_off(self) -> None:
        while lanes := inbox.lanes(self.session, self.now, 100):
            for lane in lanes:
                if self.turn(lane) is None:
                    return

    def _next_row(self) -> datetime | None:
        found: datetime | None = self.session.execute(select(func.min(rows_in.c.retry_at)).where(rows_in.c.state == "new")).scalar_one()
        return found

    def _waits(self, table: Any, numbers: list[int], state: str) -> bool:
        which = select(func.count()).select_from(table).where(table.c.id.in_(numbers), table.c.state == state)
        return bool(self.session.execute(which).scalar_one())

    def carry(self, target: str) -> int:
        """Everything on its way to `target` is called out, what hung in the air first; how many calls."""
        count = 0
        outbox.recover(self.session, self.now, alone=True)
        while parcels := outbox.claim(self.session, target, limit=50, now=self.now):
            for parcel in parcels:
                assert parcel.json() is not None
                count += outbox.sent(self.session, parcel, self.now)
        return count

    def without(self, **parts: Any) -> "Heirs":
        """The same people with something missing from the code."""
        return replace(self, engine=replace(self.engine, **parts), faults=[])
