"""What is done with interview times: rules kept and ended, days that differ, booking, moving, cancelling.

A booking passes one gate: the host's lock, the same judge that lists free times, and a compare-and-set on the slot. Everything is
decided before anything is written, so whoever is refused leaves nothing behind. Locks are taken in one order: booking, hosts, slot.

Problems raised: slot-taken, slot-over, already-booked, booking-over, time-past, time-busy, day-past, day-hours, rule-weekdays,
rule-duration, rule-capacity, rule-buffer, rule-hours, rule-too-short, rule-dates, zone-unknown, slot-not-found, booking-not-found,
rule-not-found. Tells nobody: that is the pipeline's.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, column, delete, insert, or_, select, table, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.interviews import rules
from core.interviews.model import Booking, Slot, SlotException, SlotRule
from core.interviews.rules import DayException, Hours, RuleDraft, SlotFacts, Span, WeeklyRule
from core.kernel.database.compiled import Prepared
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.time.zones import DAY, MINUTE, elapsed, wall_of
from core.staff.acts import checked_zone

PLACE, LINK = 300, 500
ACTIVE = ("booked", "confirmed")
HOSTS = 0x07111
"""The space of the advisory locks on hosts."""

slots = cast("Table", Slot.__table__)
bookings = cast("Table", Booking.__table__)
_s, _b = slots.c, bookings.c
IS_ACTIVE = text("bookings.state IN ('booked', 'confirmed')")
"""Spelled out, so that the partial index serves it."""

_LOOK = Prepared(
    select(_s.id, _s.owner_id, _s.start_at, _s.end_at, _s.before, _s.after, _s.capacity, _s.taken, _s.state, _b.id, _b.slot_id)
    .select_from(slots.outerjoin(bookings, and_(_b.application_id == bindparam("application"), IS_ACTIVE)))
    .where(_s.id == bindparam("slot"))
)
_HOLD = text("SELECT pg_advisory_xact_lock(:space, :owner)")
_NEIGHBOURS = Prepared(
    select(_s.start_at, _s.end_at, _s.before, _s.after).where(
        _s.owner_id == bindparam("owner"),
        _s.start_at > bindparam("low"),
        _s.start_at < bindparam("high"),
        _s.taken > case((_s.id == bindparam("leaving"), 1), else_=0),
        _s.id != bindparam("slot"),
    )
)
_TAKE = Prepared(
    update(slots)
    .where(_s.id == bindparam("slot"), _s.taken < _s.capacity, _s.state == "open", _s.start_at > bindparam("later_than"))
    .values(taken=_s.taken + 1)
    .returning(_s.id)
)
_GIVE_BACK = Prepared(update(slots).where(_s.id == bindparam("slot")).values(taken=_s.taken - 1))
_BOOKING: dict[str, Any] = {name: bindparam(name) for name in ("slot_id", "application_id", "kind", "state", "version", "created_at")}
_WHOSE = table("applications", column("id"), column("candidate_id"))
_BOOKING["candidate_id"] = select(_WHOSE.c.candidate_id).where(_WHOSE.c.id == bindparam("application_id")).scalar_subquery()
_BOOK = {
    "sqlite": Prepared(sqlite.insert(bookings).values(_BOOKING).on_conflict_do_nothing().returning(_b.id)),
    "postgresql": Prepared(postgresql.insert(bookings).values(_BOOKING).on_conflict_do_nothing().returning(_b.id)),
}
_KEEP_SLOT = {
    "sqlite": sqlite.insert(slots).on_conflict_do_update(index_elements=["rule_id", "start_at"], set_={"state": "open"}),
    "postgresql": postgresql.insert(slots).on_conflict_do_update(index_elements=["rule_id", "start_at"], set_={"state": "open"}),
}


class Seen(NamedTuple):
    """A slot as the one who wants it finds it, with his own active booking of any slot."""

    slot: int
    owner: int
    facts: SlotFacts
    mine: int | None
    my_slot: int | None


# Rules and days


def keep_rule(session: Session, owner: int, draft: RuleDraft, *, now: datetime, horizon: int) -> int:
    """A new rule and its slots up to `horizon` days ahead; the id."""
    rules.check(draft)
    lock_hosts(session, owner)
    rule = SlotRule(
        owner_id=owner,
        weekdays=sorted(set(draft.weekdays)),
        opens=draft.opens,
        closes=draft.closes,
        zone=checked_zone(draft.zone),
        duration=draft.duration,
        capacity=draft.capacity,
        before=draft.before,
        after=draft.after,
        place=draft.place[:PLACE],
        link=draft.link[:LINK],
        valid_from=draft.valid_from or rules.today(now, draft.zone),
        valid_until=draft.valid_until,
    )
    session.add(rule)
    session.flush()
    make_ahead(session, rule, now, horizon)
    settle_exceptions(session, owner, now)
    return rule.id


def end_rule(session: Session, rule: int, *, now: datetime) -> None:
    """The rule makes no more slots and what is free ahead is closed; whoever has a place keeps it."""
    row = session.get(SlotRule, rule)
    if row is None:
        raise NotFound("rule-not-found")
    lock_hosts(session, row.owner_id)
    row.active = False
    session.flush()
    close(session, Slot.rule_id == rule, now=now)
    settle_exceptions(session, row.owner_id, now)


def stop_receiving(session: Session, owner: int, heir: int | None, *, now: datetime) -> None:
    """The host receives nobody more: his rules end, what is free ahead is closed, the meetings that are set are the heir's."""
    lock_hosts(session, *(owner, heir) if heir is not None else (owner,))
    session.execute(update(SlotRule).where(SlotRule.owner_id == owner, SlotRule.active).values(active=False))
    close(session, Slot.owner_id == owner, now=now)
    if heir is not None:
        held = select(Booking.slot_id).where(Booking.state.in_(ACTIVE))
        session.execute(update(Slot).where(Slot.owner_id == owner, Slot.id.in_(held)).values(owner_id=heir))


def set_exception(session: Session, owner: int, day: date, intervals: Iterable[Hours], *, now: datetime) -> None:
    """Gives a day hours of its own; none closes it. Whoever has a place that day keeps it."""
    hours = [[f"{edge:%H:%M}" for edge in interval] for interval in rules.check_hours(intervals)]
    if day < now.date() - DAY:  # wherever the host lives
        raise Invalid("day-past")
    lock_hosts(session, owner)
    row = session.scalars(select(SlotException).filter_by(owner_id=owner, day=day)).first()
    if row is None:
        session.add(SlotException(owner_id=owner, day=day, intervals=hours))
    else:
        row.intervals = hours
    session.flush()
    settle_day(session, owner, day, now)


def clear_exception(session: Session, owner: int, day: date, *, now: datetime, horizon: int) -> None:
    """The day is like any other again."""
    lock_hosts(session, owner)
    session.execute(delete(SlotException).where(SlotException.owner_id == owner, SlotException.day == day))
    for rule in active_rules(session, owner):
        make_ahead(session, rule, now, horizon)
    settle_day(session, owner, day, now)


def extend(session: Session, *, now: datetime, horizon: int) -> int:
    """Makes the slots of the days that have come within the horizon, for all rules; how many."""
    owners = session.scalars(select(SlotRule.owner_id).where(SlotRule.active).distinct().order_by(SlotRule.owner_id)).all()
    made = 0
    for owner in owners:
        lock_hosts(session, owner)
        made += sum(make_ahead(session, rule, now, horizon) for rule in active_rules(session, owner))
    return made


def make_ahead(session: Session, rule: SlotRule, now: datetime, horizon: int) -> int:
    today = rules.today(now, rule.zone)
    first = today if rule.made_until is None else max(today, rule.made_until + DAY)
    last = today + horizon * DAY
    if last < first:
        return 0
    rule.made_until = last
    session.flush()
    return make(session, rule, first, last, now)


def make(session: Session, rule: SlotRule, first: date, last: date, now: datetime) -> int:
    """Makes, or opens again, the rule's slots of these days that are still ahead."""
    times = rules.occurrences(weekly(rule), exceptions(session, rule, first, last), first, last)
    common = {name: getattr(rule, name) for name in ("owner_id", "zone", "before", "after", "capacity", "place", "link")}
    rows = [
        {"rule_id": rule.id, "start_at": at.start, "end_at": at.end, "wall": wall_text(at.wall), **common} for at in times if at.start > now
    ]
    if rows:
        session.execute(_KEEP_SLOT[dialect(session)], rows)
    return len(rows)


def weekly(rule: SlotRule) -> WeeklyRule:
    return WeeklyRule(
        frozenset(rule.weekdays),
        rule.opens,
        rule.closes,
        rule.zone,
        rule.duration * MINUTE,
        rule.capacity,
        rule.before * MINUTE,
        rule.after * MINUTE,
        rule.valid_from,
        rule.valid_until,
    )


def exceptions(session: Session, rule: SlotRule, first: date, last: date) -> list[DayException]:
    """The host's days that differ, as this rule is to take them: closed where another rule fills them."""
    columns = select(SlotException.day, SlotException.intervals)
    days = session.execute(columns.where(SlotException.owner_id == rule.owner_id, SlotException.day.between(first, last))).all()
    working = [(row.id, weekly(row)) for row in active_rules(session, rule.owner_id)] if days else []
    return [DayException(day, rules.hours(intervals) if rules.filler(working, day) == rule.id else ()) for day, intervals in days]


def active_rules(session: Session, owner: int) -> list[SlotRule]:
    """Called under the host's lock, so what another transaction changed is read again."""
    query = select(SlotRule).where(SlotRule.owner_id == owner, SlotRule.active).order_by(SlotRule.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def settle_exceptions(session: Session, owner: int, now: datetime) -> None:
    """A rule that comes or goes may change whose slots fill a day with hours of its own."""
    ahead = select(SlotException.day).where(SlotException.owner_id == owner, SlotException.day >= now.date() - DAY)
    for day in session.scalars(ahead).all():
        settle_day(session, owner, day, now)


def settle_day(session: Session, owner: int, day: date, now: datetime) -> None:
    """Closes what rules have made for the day and opens or makes what they make of it now. Hours may run over midnight: what stands on
    the day after is settled too, and the evening before runs into the day.
    """  # noqa: D205 - one thought
    stands = or_(*(Slot.wall.startswith(one.isoformat()) for one in (day, day + DAY)))
    close(session, Slot.owner_id == owner, Slot.rule_id.is_not(None), stands, now=now)
    for rule in active_rules(session, owner):
        if rule.made_until is not None:
            make(session, rule, day - DAY, min(day + DAY, rule.made_until), now)


def close(session: Session, *which: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(Slot).where(*which, Slot.start_at > now).values(state="closed"))


# Booking


def book(session: Session, slot: int, application: int, kind: str, *, now: datetime, notice: timedelta) -> int:
    """Takes a place in the slot; the booking's id, the same one when asked again."""
    seen = look(session, slot, application)
    if seen.mine is not None:
        return own(seen)
    admit(session, seen, now=now, notice=notice)
    if not take(session, slot, now, notice):
        return own(look(session, slot, application), "slot-taken")
    values = {"slot_id": slot, "application_id": application, "kind": kind, "state": "booked", "version": 1, "created_at": now}
    made = _BOOK[dialect(session)].first(session, values)
    if made is None:  # the same person was faster elsewhere
        _GIVE_BACK.rows(session, {"slot": slot})
        return own(look(session, slot, application))
    return int(made[0])


def move(session: Session, booking: int, slot: int, *, now: datetime, notice: timedelta) -> int:
    """The same booking at another time, which may overlap the old one; it has to be confirmed anew and its version grows."""
    row = session.execute(select(_b.slot_id, _b.application_id, _b.state).where(_b.id == booking).with_for_update()).first()
    if row is None:
        raise NotFound("booking-not-found")
    if row.state not in ACTIVE:
        raise Conflict("booking-over")
    if row.slot_id == slot:
        return booking
    seen = look(session, slot, row.application_id)
    admit(session, seen, now=now, notice=notice, leaving=row.slot_id)
    if not take(session, slot, now, notice):
        raise Conflict("slot-taken")
    changed = {"slot_id": slot, "version": Booking.version + 1, "state": "booked", "confirmed_at": None}
    session.execute(update(Booking).where(Booking.id == booking).values(changed))
    give_back(session, row.slot_id)
    return booking


def look(session: Session, slot: int, application: int) -> Seen:
    row = _LOOK.first(session, {"slot": slot, "application": application})
    if row is None:
        raise NotFound("slot-not-found")
    number, owner, start, end, before, after, capacity, taken, state, mine, my_slot = row
    span = Span(start, end, before * MINUTE, after * MINUTE)
    return Seen(number, owner, SlotFacts(span, capacity, taken, state == "open"), mine, my_slot)


def own(seen: Seen, otherwise: str = "already-booked") -> int:
    """The booking that was asked for, if it is there already."""
    if seen.mine is None:
        raise Conflict(otherwise)
    if seen.my_slot != seen.slot:
        raise Conflict("already-booked")
    return seen.mine


def admit(session: Session, seen: Seen, *, now: datetime, notice: timedelta, leaving: int | None = None) -> None:
    """Holds the host where the slot is offered, and raises Conflict where it is not; `leaving` is a slot about to lose one booking."""
    if rules.is_offered(seen.facts, (), now, notice):
        lock_hosts(session, seen.owner, *owner_of(session, leaving))
        if rules.is_offered(seen.facts, neighbours(session, seen.owner, seen.facts.span, seen.slot, leaving), now, notice):
            return
    raise Conflict("slot-taken" if seen.facts.span.start > elapsed(now, notice) else "slot-over")


def owner_of(session: Session, slot: int | None) -> tuple[int, ...]:
    return () if slot is None else (session.execute(select(_s.owner_id).where(_s.id == slot)).scalar_one(),)


def lock_hosts(session: Session, *owners: int) -> None:
    """Nobody else books or changes these hosts' times until the transaction ends; SQLite has one writer anyway."""
    if dialect(session) == "postgresql":
        for owner in sorted(set(owners)):
            session.execute(_HOLD, {"space": HOSTS, "owner": owner})


def neighbours(session: Session, owner: int, span: Span, slot: int | None = None, leaving: int | None = None) -> list[Span]:
    """What of the host's taken time may be in the way of the span."""
    near = {"low": span.start - rules.REACH, "high": span.end + rules.WIDEST}
    found = _NEIGHBOURS.rows(session, {"owner": owner, "slot": slot or 0, "leaving": leaving or 0, **near})
    return [Span(start, end, before * MINUTE, after * MINUTE) for start, end, before, after in found]


def take(session: Session, slot: int, now: datetime, notice: timedelta) -> bool:
    """The gate: whatever was seen before, no place is given that is not there."""
    return _TAKE.first(session, {"slot": slot, "later_than": elapsed(now, notice)}) is not None


def give_back(session: Session, slot: int) -> None:
    """Frees one place; a slot set by hand was for one person and is not offered to others."""
    _GIVE_BACK.rows(session, {"slot": slot})
    session.execute(update(Slot).where(Slot.id == slot, Slot.rule_id.is_(None), Slot.taken == 0).values(state="closed"))


def put(
    session: Session,
    owner: int,
    start: datetime,
    *,
    minutes: int,
    zone: str,
    place: str = "",
    link: str = "",
    now: datetime,
    moving: int | None = None,
) -> int:
    """A slot for one, set by hand, to be booked in the same transaction; the id. `moving`: a booking whose present time is no obstacle."""
    rules.within("rule-duration", minutes, rules.DURATIONS)
    if start <= now:
        raise Invalid("time-past")
    span = Span(start, elapsed(start, minutes * MINUTE))
    leaving = session.execute(select(_b.slot_id).where(_b.id == moving)).scalar() if moving is not None else None
    lock_hosts(session, owner, *owner_of(session, leaving))
    if any(rules.clashes(span, other) for other in neighbours(session, owner, span, leaving=leaving)):
        raise Conflict("time-busy")
    times = {"start_at": span.start, "end_at": span.end, "wall": wall_text(wall_of(start, ZoneInfo(checked_zone(zone))))}
    values = {"owner_id": owner, **times, "zone": zone, "before": 0, "after": 0, "capacity": 1, "place": place[:PLACE], "link": link[:LINK]}
    return session.execute(insert(Slot).values(values).returning(Slot.id)).scalar_one()


def set_place(session: Session, slot: int, place: str, link: str) -> None:
    session.execute(update(Slot).where(Slot.id == slot).values(place=place[:PLACE], link=link[:LINK]))


# What becomes of a booking


def confirm(session: Session, booking: int, *, now: datetime) -> bool:
    """False where there is nothing to confirm: done already, or over."""
    return turn_to(session, booking, ("booked",), {"state": "confirmed", "confirmed_at": now}) is not None


def cancel(session: Session, booking: int, *, now: datetime) -> bool:
    """Frees the place; False where it is over already."""
    slot = turn_to(session, booking, ACTIVE, {"state": "cancelled", "ended_at": now})
    if slot is not None:
        give_back(session, slot)
    return slot is not None


def finish(session: Session, booking: int, state: Literal["done", "no_show"], *, now: datetime) -> bool:
    """What came of it; the host's time stays spent. False where it is over already."""
    return turn_to(session, booking, ACTIVE, {"state": state, "ended_at": now}) is not None


def turn_to(session: Session, booking: int, states: tuple[str, ...], values: dict[str, Any]) -> int | None:
    """The booking's slot, if it stood in one of the states and now has these values."""
    stands = update(Booking).where(Booking.id == booking, Booking.state.in_(states))
    return session.execute(stands.values(values).returning(Booking.slot_id)).scalar()


def wall_text(wall: datetime) -> str:
    return f"{wall:%Y-%m-%dT%H:%M}"


def dialect(session: Session) -> str:
    return session.get_bind().dialect.name
