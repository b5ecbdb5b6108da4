"""Offered means bookable, and the other way round: the slot engine against a walk over every minute, in every zone there is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.interviews import acts, reads, rules
from core.interviews.model import Slot
from core.interviews.rules import Hours, RuleDraft
from core.kernel.database.sqlite import writing_engine
from core.kernel.problems import Conflict
from core.kernel.time.zones import Resolved
from tests.interviews import brute
from tests.interviews.brute import Meeting, World, minute
from tests.interviews.seed import House, seed_defaults

SOAK = os.environ.get("OTKLIK_SOAK") == "1"
EXAMPLES = 2000 if SOAK else 60
HORIZON = 2
MINUTE = timedelta(minutes=1)
ZONES = sorted(available_timezones())
TRANSITIONS = [
    ("Europe/Moscow", "2010-03-27T23:00", 180, 240),
    ("Europe/Moscow", "2010-10-30T23:00", 240, 180),
    ("Europe/Moscow", "2011-03-26T23:00", 180, 240),
    ("Europe/Moscow", "2014-10-25T22:00", 240, 180),
    ("Europe/Kaliningrad", "2010-03-28T00:00", 120, 180),
    ("Europe/Kaliningrad", "2010-10-31T00:00", 180, 120),
    ("Europe/Kaliningrad", "2011-03-27T00:00", 120, 180),
    ("Europe/Kaliningrad", "2014-10-25T23:00", 180, 120),
    ("Asia/Kamchatka", "2010-10-30T15:00", 720, 660),
    ("Asia/Kamchatka", "2011-03-26T15:00", 660, 720),
    ("Europe/Volgograd", "2014-10-25T22:00", 240, 180),
    ("Europe/Volgograd", "2018-10-27T23:00", 180, 240),
    ("Europe/Volgograd", "2020-12-26T22:00", 240, 180),
    ("Europe/Saratov", "2016-12-03T23:00", 180, 240),
    ("Europe/Astrakhan", "2016-03-26T23:00", 180, 240),
    ("Europe/Ulyanovsk", "2016-03-26T23:00", 180, 240),
    ("Asia/Barnaul", "2016-03-26T20:00", 360, 420),
    ("Asia/Tomsk", "2016-05-28T20:00", 360, 420),
    ("Asia/Novosibirsk", "2016-07-23T20:00", 360, 420),
    ("Asia/Chita", "2014-10-25T16:00", 600, 480),
    ("Asia/Chita", "2016-03-26T18:00", 480, 540),
    ("Asia/Magadan", "2014-10-25T14:00", 720, 600),
    ("Asia/Magadan", "2016-04-23T16:00", 600, 660),
    ("Asia/Sakhalin", "2014-10-25T15:00", 660, 600),
    ("Asia/Sakhalin", "2016-03-26T16:00", 600, 660),
    ("Europe/Simferopol", "2014-03-30T00:00", 120, 240),
    ("Europe/Simferopol", "2014-10-25T22:00", 240, 180),
    ("Asia/Almaty", "2024-02-29T18:00", 360, 300),
    ("Asia/Qostanay", "2024-02-29T18:00", 360, 300),
    ("Asia/Qyzylorda", "2018-12-20T18:00", 360, 300),
    ("Europe/Berlin", "2026-10-25T01:00", 120, 60),
    ("Europe/Berlin", "2027-03-28T01:00", 60, 120),
    ("America/New_York", "2026-11-01T06:00", -240, -300),
    ("America/New_York", "2027-03-14T07:00", -300, -240),
    ("Asia/Kathmandu", "1985-12-31T18:30", 330, 345),
    ("Australia/Lord_Howe", "2026-10-03T15:30", 630, 660),
    ("Australia/Lord_Howe", "2027-04-03T15:00", 660, 630),
    ("Pacific/Apia", "2011-12-30T10:00", -600, 840),
]
WHOLE_DAY = RuleDraft(weekdays=range(7), opens=time(0, 5), closes=time(23, 50), zone="UTC", duration=25, before=5, after=10)


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("offered") / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    engine = writing_engine(path)
    yield engine
    engine.dispose()


class Scene:
    """A host, his rules and days, people who come; what is done to the database is noted for the oracle as well."""

    def __init__(self, session: Session, house: House, now: datetime, notice: timedelta) -> None:
        self.session = session
        self.host = house.hosts[0]
        self.people = iter(house.applications)
        self.now, self.notice = now, notice
        self.rules: dict[int, RuleDraft] = {}
        self.days: dict[date, list[Hours]] = {}
        self.taken: list[Meeting] = []

    @property
    def world(self) -> World:
        notice = int(self.notice.total_seconds()) // 60
        return World(self.rules, self.days, self.taken, minute(self.now), notice, HORIZON)

    def keep(self, draft: RuleDraft) -> None:
        today = rules.today(self.now, draft.zone)
        self.rules[acts.keep_rule(self.session, self.host, draft, now=self.now, horizon=HORIZON)] = replace(
            draft, valid_from=draft.valid_from or today
        )

    def differ(self, day: date, hours: list[Hours]) -> None:
        acts.set_exception(self.session, self.host, day, hours, now=self.now)
        self.days[day] = hours

    def put(self, start: datetime, minutes: int) -> None:
        """A meeting by hand; refused exactly where the host has another at that time."""
        meeting = Meeting(None, minute(start), minute(start) + minutes, 0, 0)
        is_busy = any(brute.in_the_way(meeting, other) for other in self.taken)
        try:
            slot = acts.put(self.session, self.host, start, minutes=minutes, zone="UTC", now=self.now)
        except Conflict:
            assert is_busy
            return
        assert not is_busy
        acts.book(self.session, slot, next(self.people), "interview", now=self.now, notice=timedelta())
        self.taken.append(meeting)

    def take(self, nth: int) -> None:
        """Somebody books one of what is offered."""
        free = reads.offered(self.session, self.host, now=self.now, notice=self.notice)
        if free:
            slot = free[nth % len(free)].id
            acts.book(self.session, slot, next(self.people), "interview", now=self.now, notice=self.notice)
            self.taken.append(self.meeting(slot))

    def meeting(self, slot: int) -> Meeting:
        row = self.session.execute(select(Slot.rule_id, Slot.start_at, Slot.end_at, Slot.before, Slot.after).where(Slot.id == slot)).one()
        return Meeting(row[0], minute(row[1]), minute(row[2]), row[3], row[4])

    def check(self) -> set[Meeting]:
        """Offered is what the oracle offers; each of these can be booked and no other slot can."""
        expected = brute.offered(self.world)
        free = reads.offered(self.session, self.host, now=self.now, notice=self.notice)
        assert sorted(map(str, map(self.meeting, (slot.id for slot in free)))) == sorted(map(str, expected))
        assert [slot.start_at for slot in free] == sorted(slot.start_at for slot in free)
        offered, person = {slot.id for slot in free}, next(self.people)
        for slot in self.session.scalars(select(Slot.id)).all():
            assert self.can_book(slot, person) == (slot in offered)
        return expected

    def can_book(self, slot: int, person: int) -> bool:
        attempt = self.session.begin_nested()
        try:
            acts.book(self.session, slot, person, "interview", now=self.now, notice=self.notice)
        except Conflict:
            return False
        finally:
            attempt.rollback()
        return True


@contextmanager
def scene(engine: Any, now: datetime, notice: timedelta = timedelta()) -> Iterator[Scene]:
    with Session(engine, expire_on_commit=False) as session:
        yield Scene(session, seed_defaults(session, people=12), now, notice)
        session.rollback()


# The same by example: every change of clocks that Russia and its neighbours have seen


def test_the_table_of_transitions_is_what_the_zones_say() -> None:
    for zone, at, before, after in TRANSITIONS:
        instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
        sides = [(instant + shift).astimezone(ZoneInfo(zone)).utcoffset() for shift in (-MINUTE, timedelta())]
        assert sides == [before * MINUTE, after * MINUTE], zone


@pytest.mark.parametrize(("zone", "at", "_before", "_after"), TRANSITIONS)
def test_where_clocks_change_what_is_offered_is_what_the_wall_shows(engine: Any, zone: str, at: str, _before: int, _after: int) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC) - timedelta(hours=26)
    with scene(engine, now) as host:
        host.keep(replace(WHOLE_DAY, zone=zone))
        host.put(now + timedelta(hours=25), 60)
        host.take(40)
        assert host.check()


def test_in_every_zone_slots_are_where_the_wall_shows_them() -> None:
    for zone in ZONES if SOAK else ZONES[::4]:
        day = next_change(zone)
        draft = replace(WHOLE_DAY, zone=zone, valid_from=day)
        got = [minute(slot.start) for slot in rules.occurrences(weekly(draft), (), day, day)]
        assert got == brute.starts(draft, day, [(draft.opens, draft.closes)]), zone
        brute.wall.cache_clear()


def next_change(zone: str) -> date:
    """The next day on which the zone's clocks change, or any day."""
    first = date(2026, 1, 1)
    noons = (datetime.combine(first + timedelta(days=n), time(12), ZoneInfo(zone)) for n in range(400))
    offset = None
    for noon in noons:
        if offset not in {None, noon.utcoffset()}:
            return noon.date()
        offset = noon.utcoffset()
    return first


def weekly(draft: RuleDraft) -> rules.WeeklyRule:
    lengths = [minutes * MINUTE for minutes in (draft.duration, draft.before, draft.after)]
    duration, before, after = lengths
    assert draft.valid_from is not None
    hours = (draft.opens, draft.closes, draft.zone)
    return rules.WeeklyRule(frozenset(draft.weekdays), *hours, duration, draft.capacity, before, after, draft.valid_from, draft.valid_until)


# The same at random


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a minute in it, often shortly before its clocks change."""
    if draw(st.booleans()):
        zone, at, *_ = draw(st.sampled_from(TRANSITIONS))
        return zone, datetime.fromisoformat(at).replace(tzinfo=UTC) - draw(st.integers(0, 2880)) * MINUTE
    return draw(st.sampled_from(ZONES)), datetime(2005, 1, 1, tzinfo=UTC) + draw(st.integers(0, 30 * 365 * 1440)) * MINUTE


@st.composite
def spans(draw: st.DrawFn, shortest: int = 1) -> Hours:
    """Now and then over midnight, or a whole day."""
    if draw(st.integers(0, 4)) == 0:
        opens = draw(st.integers(900, 1439))
        return draw(st.sampled_from([(clock(opens), clock(draw(st.integers(0, 300)))), (clock(opens), time(0)), (time(0), time(0))]))
    opens = draw(st.integers(0, 1439 - shortest))
    closes = draw(st.integers(opens + shortest, min(opens + 480, 1439)))
    return clock(opens), clock(closes)


def clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


@st.composite
def drafts(draw: st.DrawFn, zone: str, today: date) -> RuleDraft:
    opens, closes = draw(spans(shortest=30))
    length = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    length += 1440 if length <= 0 else 0
    ends = st.none() | st.integers(0, HORIZON).map(lambda n: today + timedelta(days=n))
    return RuleDraft(
        weekdays=draw(st.sets(st.integers(0, 6), min_size=4)),
        opens=opens,
        closes=closes,
        zone=zone,
        duration=draw(st.integers(min(length, 20), min(length, 90))),
        capacity=draw(st.integers(1, 3)),
        before=draw(st.integers(0, 45)),
        after=draw(st.integers(0, 45)),
        valid_until=draw(ends),
    )


def apart(hours: list[Hours]) -> list[Hours]:
    """Only those that do not run into one before."""
    found: list[Hours] = []
    for opens, closes in sorted(hours):
        ends = found[-1][1] if found else opens
        is_round = bool(found) and ((closes <= opens and closes > found[0][0]) or found[-1][1] <= found[-1][0])
        if opens >= ends and not is_round:
            found.append((opens, closes))
    return found


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(data=st.data())
def test_what_is_offered_can_be_booked_and_what_is_not_cannot(engine: Any, data: st.DataObject) -> None:
    zone, now = data.draw(moments())
    today = rules.today(now, zone)
    with scene(engine, now, data.draw(st.integers(0, 180)) * MINUTE) as host:
        days = st.dictionaries(st.integers(0, HORIZON + 1), st.lists(spans(), max_size=2).map(apart), max_size=2)
        steps: list[tuple[str, tuple[Any, ...]]] = [("keep", (data.draw(drafts(zone, today)),))]
        steps += [("keep", (draft,)) for draft in data.draw(st.lists(drafts(data.draw(st.sampled_from([zone, "UTC"])), today), max_size=1))]
        steps += [("differ", (today + timedelta(days=ahead), hours)) for ahead, hours in data.draw(days).items()]
        steps += [("take", (nth,)) for nth in data.draw(st.lists(st.integers(0, 99), max_size=3))]
        busy = data.draw(st.lists(st.tuples(st.integers(1, 3 * 1440), st.integers(5, 120)), max_size=3))
        steps += [("put", (now + ahead * MINUTE, minutes)) for ahead, minutes in busy]
        for step, arguments in data.draw(st.permutations(steps)):
            getattr(host, step)(*arguments)
        host.check()


# Controls


@pytest.mark.parametrize("guard", ["clashes", "instant", "spaced"])
def test_control_an_engine_with_a_rule_taken_out_is_seen(engine: Any, monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    broken: dict[str, Any] = {
        "clashes": lambda *_: False,
        "instant": lambda wall, zone: Resolved(wall.replace(tzinfo=zone).astimezone(UTC), wall, moved=False),
        "spaced": lambda _rule, slots: slots,
    }
    monkeypatch.setattr(rules, guard, broken[guard])
    with scene(engine, datetime(2027, 3, 27, 9, tzinfo=UTC)) as host:
        host.keep(replace(WHOLE_DAY, zone="Europe/Berlin"))
        host.put(datetime(2027, 3, 28, 10, tzinfo=UTC), 60)
        with pytest.raises(AssertionError):
            host.check()


def test_control_a_day_off_that_forgets_what_runs_over_midnight_is_seen(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_the_day_alone(session: Session, owner: int, day: date, now: datetime) -> None:
        acts.close(session, Slot.owner_id == owner, Slot.wall.startswith(day.isoformat()), now=now)
        for rule in acts.active_rules(session, owner):
            acts.make(session, rule, day, day, now)

    night = replace(WHOLE_DAY, opens=time(20), closes=time(2))
    with scene(engine, datetime(2027, 3, 24, 9, tzinfo=UTC)) as host:
        host.keep(night)
        host.differ(date(2027, 3, 25), [])
        assert host.check()
    monkeypatch.setattr(acts, "settle_day", of_the_day_alone)
    with scene(engine, datetime(2027, 3, 24, 9, tzinfo=UTC)) as host:
        host.keep(night)
        host.differ(date(2027, 3, 25), [])
        with pytest.raises(AssertionError):
            host.check()


def test_control_a_booking_that_does_not_look_around_is_seen(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with scene(engine, datetime(2027, 3, 27, 9, tzinfo=UTC)) as host:
        host.keep(WHOLE_DAY)
        host.put(datetime(2027, 3, 28, 10, tzinfo=UTC), 60)
        monkeypatch.setattr(acts, "neighbours", lambda *_, **__: [])
        with pytest.raises(AssertionError):
            host.check()
