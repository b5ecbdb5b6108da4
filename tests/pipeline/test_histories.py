"""Random histories: whatever anybody does in any order, the row says what the log says, and a closed application is at rest."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates import merging
from core.candidates.rules import Draft
from core.interviews import reads as meetings
from core.kernel.actors import Actor, candidate, staff
from core.kernel.database.columns import load_models
from core.kernel.database.sqlite import writing_engine
from core.kernel.problems import Problem
from core.kernel.queue import outbox, timers
from core.pipeline import acts, reads
from core.pipeline.log import subject
from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import code_of
from core.pipeline.statuses.defaults import DEFAULTS
from core.pipeline.statuses.rules import Trait
from tests.conftest import NOW
from tests.pipeline.house import HOUR, NOTICE, House, applied, seed_defaults, turn

CODES = st.sampled_from(sorted(DEFAULTS.states))
OUTCOMES = st.sampled_from(sorted(code for code in DEFAULTS.states if DEFAULTS.meeting_of(code)))
KINDS = st.sampled_from(DEFAULTS.meetings)
CALLBACKS = DEFAULTS.having(Trait.CALL_BACK)
AHEAD = st.sampled_from([timedelta(minutes=5), HOUR, 20 * HOUR, 30 * HOUR])
REASONS = st.sampled_from(["", "other"])
MINE = st.sampled_from(["recruiter", "colleague", "candidate"])


@cache
def engine() -> Engine:
    """One database for all histories: each has people of its own."""
    found = writing_engine(Path(tempfile.mkdtemp(prefix="otklik-histories-")) / "histories.sqlite3")
    load_models("core", "bot").create_all(found)
    return found


class Histories(RuleBasedStateMachine):
    house: House
    now: datetime

    @initialize()
    def begin(self) -> None:
        with Session(engine()) as session:
            self.house = seed_defaults(session)
            session.commit()
        self.now = NOW

    def who(self, name: str) -> Actor:
        people = {"recruiter": staff(self.house.recruiter), "colleague": staff(self.house.colleague)}
        return people.get(name) or candidate(self.house.candidate)

    def do(self, act: Callable[..., Any], *args: Any, by: str, **more: Any) -> None:
        """One turn: it happens whole, or the person is told why not and nothing happens."""
        with Session(engine()) as session:
            try:
                act(session, self.house.application, *args, by=self.who(by), now=self.now, **more)
            except Problem:
                session.rollback()
            else:
                session.commit()

    @rule(code=CODES, reason=REASONS)
    def record(self, code: str, reason: str) -> None:
        self.do(acts.record, code, reason=reason, by="recruiter")

    @rule(code=OUTCOMES, reason=REASONS)
    def result(self, code: str, reason: str) -> None:
        self.do(acts.result, code, reason=reason, by="recruiter")

    @rule(code=st.sampled_from(sorted(CALLBACKS)), ahead=AHEAD)
    def call_back(self, code: str, ahead: timedelta) -> None:
        self.do(acts.call_back, code, self.now + ahead, by="colleague")

    @rule(ahead=AHEAD)
    def snooze(self, ahead: timedelta) -> None:
        with Session(engine()) as session:
            waiting = reads.open_callback(session, self.house.application)
            if waiting is not None:
                acts.snooze(session, waiting.id, self.now + ahead, by=self.who("recruiter"), now=self.now)
            session.commit()

    @rule(kind=KINDS)
    def invite(self, kind: str) -> None:
        self.do(acts.invite, kind, by="recruiter")

    @rule(kind=KINDS, by=MINE, place=st.integers(0, 9))
    def schedule(self, kind: str, by: str, place: int) -> None:
        with Session(engine()) as session:
            free = meetings.offered(session, self.house.recruiter, now=self.now, notice=NOTICE)
        if free:
            self.do(acts.schedule, free[place % len(free)].id, kind=kind, by=by, notice=NOTICE)

    @rule(kind=KINDS, ahead=AHEAD, minutes=st.sampled_from([15, 45]))
    def schedule_at(self, kind: str, ahead: timedelta, minutes: int) -> None:
        self.do(acts.schedule_at, self.now + ahead, kind=kind, minutes=minutes, by="recruiter")

    @rule(by=MINE)
    def confirm(self, by: str) -> None:
        self.do(acts.confirm, by=by)

    @rule(by=MINE)
    def cancel(self, by: str) -> None:
        self.do(acts.cancel_meeting, by=by)

    @rule(told=st.booleans(), reason=REASONS)
    def reject(self, told: bool, reason: str) -> None:
        self.do(acts.reject, reason, tell=told, by="recruiter")

    @rule(by=MINE)
    def withdraw(self, by: str) -> None:
        self.do(acts.withdraw, "other", by=by)

    @rule(by=MINE)
    def reopen(self, by: str) -> None:
        self.do(acts.reopen, by=by)

    @rule()
    def comment(self) -> None:
        self.do(acts.comment, "слово", by="colleague")

    @rule()
    def respond_again(self) -> None:
        with Session(engine()) as session:
            applied(session, self.house.candidate, self.house.vacancy, self.now)
            session.commit()

    @rule(code=st.sampled_from([None, "first_call.no_answer", "rejected"]))
    def become_one(self, code: str | None) -> None:
        """Another record of the person, with a response of its own on the vacancy, is joined to his: neither log is touched."""
        with Session(engine()) as session:
            person = candidates.register(session, Draft("Иван Петров"), now=self.now, is_draft=False)
            other = applied(session, person, self.house.vacancy, self.now)
            if code is not None:
                acts.record(session, other, code, reason="other", by=self.who("recruiter"), now=self.now)
            merging.merge_into(session, person, self.house.candidate, now=self.now)
            session.commit()

    @rule()
    def queue(self) -> None:
        with Session(engine()) as session:
            if session.get_one(Application, self.house.application).is_active:
                about = subject(self.house.application)
                outbox.send(session, "chat", lane="c", kind="send", body={}, now=self.now, subject=about)
            session.commit()

    @rule(ahead=AHEAD)
    def time_passes(self, ahead: timedelta) -> None:
        self.now += ahead
        with Session(engine()) as session:
            while timers.fire(session, self.now):
                while turn(session, self.now):
                    pass
            session.commit()

    @invariant()
    def the_row_says_what_the_log_says(self) -> None:
        with Session(engine()) as session:
            log = select(Event.type, Event.outcome, Event.at).where(Event.application_id == self.house.application).order_by(Event.id)
            events = [(row.type, row.outcome) for row in session.execute(log)]
            row = session.get_one(Application, self.house.application)
            status = DEFAULTS[DEFAULTS.status_of(events)]
            assert row.status == status.code
            assert row.is_active is not status.closes
            assert row.is_final is status.final
            assert (row.ended_at is None) is row.is_active
            assert row.attempt_no == misses(events)
            if not status.has(Trait.SCHEDULED):
                assert row.due_at == status.due(row.status_since)

    @invariant()
    def what_is_planned_fits_the_state(self) -> None:
        with Session(engine()) as session:
            row = session.get_one(Application, self.house.application)
            held = meetings.active(session, row.id)
            waiting = reads.open_callback(session, row.id)
            kinds = pending(session, row.id)
            assert waiting is None or row.status in CALLBACKS
            assert ("callback.due" in kinds) is (waiting is not None and waiting.state == "pending")
            assert held is not None or not {kind for kind in kinds if kind.startswith("interview.")}
            if not row.is_active:
                assert held is None
                assert not kinds
                assert row.invited_to is None
                assert queued(session, row.id) == 0


def misses(events: list[tuple[str, str]]) -> int:
    """Counted from the log alone."""
    codes = [code_of(*event) for event in events]
    entries = [place for place, code in enumerate(codes) if code in {"new", "response", "sourced"}]
    return sum(code in {"first_call.no_answer", "first_call.no_answer_sent"} for code in codes[entries[-1] :])


def pending(session: Session, application: int) -> set[str]:
    table = timers.timers
    query = select(table.c.kind).where(table.c.subject == subject(application), table.c.state == "pending")
    return set(session.execute(query).scalars())


def queued(session: Session, application: int) -> int:
    table = outbox.outbox
    query = select(func.count()).where(table.c.subject == subject(application), table.c.state == "new")
    return session.execute(query).scalar_one()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
