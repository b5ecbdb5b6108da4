"""Rules make slots, exceptions change days, bookings take places: through a second session each time, on both databases."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from core.interviews import acts, reads
from core.interviews.model import Slot
from core.interviews.reads import BookingCard, FreeSlot
from core.interviews.rules import RuleDraft
from core.kernel.database.session import Database
from core.kernel.ids import ApplicationId, BookingId, StaffId
from core.kernel.problems import Conflict, Invalid, NotFound, Problem
from tests.conftest import NOW
from tests.interviews.seed import MOSCOW, NOTICE, OFFICE, House

HORIZON = 7
WEDNESDAY = date(2026, 11, 25)
SUNDAY = date(2026, 11, 29)


class Diary:
    """One host's times as a test speaks of them: each step is a transaction of its own."""

    def __init__(self, db: Database, house: House) -> None:
        self.db = db
        self.host, self.other = house.hosts
        self.people = house.applications

    async def keep(self, draft: RuleDraft = OFFICE, *, host: int | None = None, now: datetime = NOW) -> int:
        return await self.db.write(lambda s: acts.keep_rule(s, host or self.host, draft, now=now, horizon=HORIZON))

    async def offered(self, *, host: int | None = None, now: datetime = NOW, notice: timedelta = NOTICE) -> list[FreeSlot]:
        return list(await self.db.read(lambda s: reads.offered(s, host or self.host, now=now, notice=notice)))

    async def times(self, day: date | None = None, *, now: datetime = NOW) -> list[str]:
        """Like "25 10:00", in Moscow."""
        walls = [slot.start_at.astimezone(ZoneInfo(MOSCOW)) for slot in await self.offered(now=now)]
        return [f"{wall:%d %H:%M}" for wall in walls if day is None or wall.date() == day]

    async def book(self, slot: int, person: int = 0, *, now: datetime = NOW, notice: timedelta = NOTICE) -> int:
        return await self.db.write(lambda s: acts.book(s, slot, self.people[person], "interview", now=now, notice=notice))

    async def move(self, booking: int, slot: int, *, now: datetime = NOW) -> int:
        return await self.db.write(lambda s: acts.move(s, booking, slot, now=now, notice=NOTICE))

    async def cancel(self, booking: int) -> bool:
        return await self.db.write(lambda s: acts.cancel(s, booking, now=NOW))

    async def put(self, start: datetime, **more: Any) -> int:
        values = {"minutes": 30, "zone": MOSCOW, "now": NOW, **more}
        return await self.db.write(lambda s: acts.put(s, self.host, start, **values))

    async def card(self, booking: int) -> BookingCard:
        return await self.db.read(lambda s: reads.booking(s, booking))

    async def differ(self, day: date, *hours: tuple[time, time]) -> None:
        await self.db.write(lambda s: acts.set_exception(s, self.host, day, hours, now=NOW))

    async def same_again(self, day: date) -> None:
        await self.db.write(lambda s: acts.clear_exception(s, self.host, day, now=NOW, horizon=HORIZON))


@pytest.fixture
def diary(db: Database, house: House) -> Diary:
    return Diary(db, house)


def refused(key: str, kind: type[Problem] = Conflict) -> Any:
    return pytest.raises(kind, match=f"^{key}$")


# Rules


async def test_a_rule_makes_the_slots_of_its_days_up_to_the_horizon(diary: Diary) -> None:
    await diary.keep()
    hours = ("10:00", "11:00", "12:00")
    days = ("25", "26", "27", "30", "01")
    assert await diary.times() == [f"{day} {hour}" for day in days for hour in hours]


async def test_nothing_is_made_for_the_hours_of_today_that_have_passed(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, opens=time(11), closes=time(15)))
    starts = await diary.db.read(lambda s: s.scalars(select(Slot.wall).order_by(Slot.start_at).limit(3)).all())
    assert starts == ["2026-11-24T13:00", "2026-11-24T14:00", "2026-11-25T11:00"]


async def test_the_rule_is_shown_as_it_was_given(diary: Diary) -> None:
    given = replace(OFFICE, weekdays=(4, 0), capacity=8, before=10, after=5, place="Тверская, 1", link="https://meet", valid_until=SUNDAY)
    rule = await diary.keep(given)
    [line] = await diary.db.read(lambda s: reads.rules_of(s, diary.host))
    today = date(2026, 11, 24)
    assert line == (rule, (0, 4), time(10), time(13), MOSCOW, 60, 8, 10, 5, "Тверская, 1", "https://meet", today, SUNDAY)
    assert await diary.db.read(lambda s: reads.rule_owner(s, rule)) == diary.host


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"weekdays": ()}, "rule-weekdays"),
        ({"weekdays": (7,)}, "rule-weekdays"),
        ({"opens": time(13)}, "rule-hours"),
        ({"duration": 181}, "rule-too-short"),
        ({"duration": 0}, "rule-duration"),
        ({"capacity": 0}, "rule-capacity"),
        ({"before": -1}, "rule-buffer"),
        ({"after": 241}, "rule-buffer"),
        ({"zone": "Europe/Nowhere"}, "zone-unknown"),
        ({"valid_from": SUNDAY, "valid_until": WEDNESDAY}, "rule-dates"),
    ],
)
async def test_a_rule_that_cannot_be_meant_is_refused(diary: Diary, change: dict[str, Any], key: str) -> None:
    with refused(key, Invalid):
        await diary.keep(replace(OFFICE, **change))
    assert await diary.db.read(lambda s: reads.rules_of(s, diary.host)) == ()


async def test_each_day_adds_its_slots_once(diary: Diary) -> None:
    await diary.keep()
    later = NOW + timedelta(days=1)
    made = [await diary.db.write(lambda s: acts.extend(s, now=later, horizon=HORIZON)) for _ in range(3)]
    assert made == [3, 0, 0]
    assert (await diary.times())[-1] == "02 12:00"


async def test_an_ended_rule_offers_nothing_and_whoever_has_a_place_keeps_it(diary: Diary) -> None:
    rule = await diary.keep()
    booking = await diary.book((await diary.offered())[0].id)
    await diary.db.write(lambda s: acts.end_rule(s, rule, now=NOW))
    assert await diary.offered() == []
    assert (await diary.card(booking)).state == "booked"
    assert await diary.db.write(lambda s: acts.extend(s, now=NOW + timedelta(days=3), horizon=HORIZON)) == 0


async def test_an_unknown_rule_is_not_found(diary: Diary) -> None:
    with refused("rule-not-found", NotFound):
        await diary.db.write(lambda s: acts.end_rule(s, 404, now=NOW))
    with refused("rule-not-found", NotFound):
        await diary.db.read(lambda s: reads.rule_owner(s, 404))


# Days that differ


async def test_a_closed_day_offers_nothing_and_is_like_any_other_again_when_cleared(diary: Diary) -> None:
    await diary.keep()
    before = await diary.times()
    await diary.differ(WEDNESDAY)
    assert await diary.times() == before[3:]
    await diary.same_again(WEDNESDAY)
    assert await diary.times() == before


async def test_a_day_with_hours_of_its_own_has_only_those(diary: Diary) -> None:
    await diary.keep()
    await diary.differ(WEDNESDAY, (time(15), time(17)), (time(12), time(13)))
    assert await diary.times(WEDNESDAY) == ["25 12:00", "25 15:00", "25 16:00"]
    shown = await diary.db.read(lambda s: reads.exceptions_of(s, diary.host, today=WEDNESDAY))
    assert shown == ((WEDNESDAY, ((time(12), time(13)), (time(15), time(17)))),)


async def test_a_second_word_on_a_day_replaces_the_first(diary: Diary) -> None:
    await diary.keep()
    await diary.differ(WEDNESDAY)
    await diary.differ(WEDNESDAY, (time(11), time(13)))
    assert await diary.times(WEDNESDAY) == ["25 11:00", "25 12:00"]


async def test_a_day_off_may_be_worked(diary: Diary) -> None:
    await diary.keep()
    await diary.differ(SUNDAY, (time(10), time(12)))
    assert await diary.times(SUNDAY) == ["29 10:00", "29 11:00"]


async def test_whoever_has_a_place_on_a_day_that_is_closed_keeps_it_and_gives_it_to_nobody(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, capacity=2))
    slot = (await diary.offered())[0].id
    booking = await diary.book(slot)
    await diary.differ(WEDNESDAY)
    assert (await diary.card(booking)).state == "booked"
    with refused("slot-taken"):
        await diary.book(slot, person=1)
    assert await diary.cancel(booking)
    assert await diary.times(WEDNESDAY) == []


async def test_a_day_that_differs_is_known_to_the_slots_made_later(diary: Diary) -> None:
    await diary.keep()
    thursday = date(2026, 12, 3)
    await diary.differ(thursday, (time(12), time(13)))
    await diary.db.write(lambda s: acts.extend(s, now=NOW + timedelta(days=3), horizon=HORIZON))
    assert await diary.times(thursday) == ["03 12:00"]


async def test_a_day_that_differs_is_filled_by_one_rule(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, weekdays=(0,)))
    await diary.differ(WEDNESDAY, (time(15), time(17)))
    assert await diary.times(WEDNESDAY) == ["25 15:00", "25 16:00"]
    second = await diary.keep(replace(OFFICE, weekdays=(2, 3), duration=30))
    assert await diary.times(WEDNESDAY) == ["25 15:00", "25 15:30", "25 16:00", "25 16:30"]
    await diary.db.write(lambda s: acts.end_rule(s, second, now=NOW))
    assert await diary.times(WEDNESDAY) == ["25 15:00", "25 16:00"]


@pytest.mark.parametrize(
    "hours",
    [[(time(10), time(12)), (time(22), time(11))], [(time(10), time(12)), (time(11), time(13))], [(time(9), time(9))]],
)
async def test_hours_that_run_into_each_other_are_refused(diary: Diary, hours: list[tuple[time, time]]) -> None:
    with refused("day-hours", Invalid):
        await diary.differ(WEDNESDAY, *hours)


async def test_a_day_that_has_passed_cannot_differ_any_more(diary: Diary) -> None:
    with refused("day-past", Invalid):
        await diary.differ(date(2026, 11, 20))


# Booking


async def test_a_booked_place_is_shown_with_all_that_is_agreed(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, place="Тверская, 1", link="https://meet"))
    free = (await diary.offered())[0]
    booking = await diary.book(free.id)
    card = await diary.card(booking)
    assert card == BookingCard(
        BookingId(booking),
        free.id,
        ApplicationId(diary.people[0]),
        "interview",
        "booked",
        1,
        free.start_at,
        free.end_at,
        MOSCOW,
        "2026-11-25T10:00",
        StaffId(diary.host),
        "Тверская, 1",
        "https://meet",
        None,
    )
    assert await diary.db.read(lambda s: reads.active(s, diary.people[0])) == card
    assert await diary.db.read(lambda s: reads.agenda(s, diary.host, free.start_at, free.end_at)) == (card,)
    assert await diary.times(WEDNESDAY) == ["25 11:00", "25 12:00"]


async def test_asking_again_for_the_same_place_is_the_same_booking(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, capacity=2))
    slot = (await diary.offered())[0].id
    assert await diary.book(slot) == await diary.book(slot)
    assert (await diary.offered())[0].left == 1


async def test_a_second_meeting_of_one_application_is_refused(diary: Diary) -> None:
    await diary.keep()
    first, second = (await diary.offered())[:2]
    await diary.book(first.id)
    with refused("already-booked"):
        await diary.book(second.id)
    assert (await diary.offered())[0] == second


async def test_a_taken_place_and_one_too_near_are_refused_for_what_they_are(diary: Diary) -> None:
    await diary.keep()
    free = (await diary.offered())[0]
    await diary.book(free.id)
    with refused("slot-taken"):
        await diary.book(free.id, person=1)
    with refused("slot-over"):
        await diary.book(free.id + 1, person=1, now=free.start_at)
    with refused("slot-not-found", NotFound):
        await diary.book(404, person=1)


async def test_the_moment_of_the_notice_itself_is_too_late(diary: Diary) -> None:
    await diary.keep()
    free = (await diary.offered())[0]
    with refused("slot-over"):
        await diary.book(free.id, now=free.start_at - NOTICE)
    assert await diary.book(free.id, now=free.start_at - NOTICE - timedelta(seconds=1))


async def test_a_group_meeting_takes_as_many_as_it_has_places(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, capacity=3))
    slot = (await diary.offered())[0].id
    left = []
    for person in range(3):
        left.append((await diary.offered())[0].left)
        await diary.book(slot, person)
    assert left == [3, 2, 1]
    with refused("slot-taken"):
        await diary.book(slot, person=3)


async def test_buffers_of_either_side_keep_a_host_free_between_meetings(diary: Diary) -> None:
    await diary.keep()
    await diary.keep(replace(OFFICE, opens=time(13), closes=time(15), before=15))
    assert await diary.times(WEDNESDAY) == ["25 10:00", "25 11:00", "25 12:00", "25 13:00"]
    noon = next(slot for slot in await diary.offered() if slot.start_at.hour == 9)
    await diary.book(noon.id)
    assert await diary.times(WEDNESDAY) == ["25 10:00", "25 11:00"]


async def test_hosts_do_not_disturb_each_other(diary: Diary) -> None:
    await diary.keep()
    await diary.keep(host=diary.other)
    before = await diary.offered(host=diary.other)
    await diary.book((await diary.offered())[0].id)
    assert await diary.offered(host=diary.other) == before


async def test_the_next_free_times_are_the_nearest(diary: Diary) -> None:
    await diary.keep()
    near = await diary.db.read(lambda s: reads.next_free(s, diary.host, now=NOW, notice=NOTICE))
    assert list(near) == (await diary.offered())[:3]
    far = await diary.db.read(lambda s: reads.next_free(s, diary.host, now=NOW - timedelta(days=30), notice=NOTICE, n=2))
    assert [slot.start_at for slot in far] == [slot.start_at for slot in await diary.offered(now=NOW - timedelta(days=30))][:2]


# Set by hand


async def test_a_time_set_by_hand_is_for_one_and_is_not_offered_once_it_is_free_again(diary: Diary) -> None:
    start = datetime(2026, 11, 25, 17, 30, tzinfo=NOW.tzinfo)
    booking = await diary.book(await diary.put(start, place="Кафе"), notice=timedelta())
    card = await diary.card(booking)
    assert (card.wall, card.end_at - card.start_at, card.place) == ("2026-11-25T20:30", timedelta(minutes=30), "Кафе")
    assert await diary.cancel(booking)
    assert await diary.offered() == []


async def test_a_time_set_by_hand_hides_what_it_overlaps(diary: Diary) -> None:
    await diary.keep()
    await diary.book(await diary.put(datetime(2026, 11, 25, 7, 45, tzinfo=NOW.tzinfo)), notice=timedelta())
    assert await diary.times(WEDNESDAY) == ["25 12:00"]


async def test_a_time_by_hand_in_the_past_or_over_another_meeting_is_refused(diary: Diary) -> None:
    await diary.keep()
    await diary.book((await diary.offered())[0].id)
    with refused("time-past", Invalid):
        await diary.put(NOW)
    with refused("time-busy"):
        await diary.put(datetime(2026, 11, 25, 7, 59, tzinfo=NOW.tzinfo))
    assert await diary.put(datetime(2026, 11, 25, 8, 0, tzinfo=NOW.tzinfo))


async def test_a_meeting_may_be_put_over_its_own_old_time(diary: Diary) -> None:
    await diary.keep()
    booking = await diary.book((await diary.offered())[0].id)
    slot = await diary.put(datetime(2026, 11, 25, 7, 30, tzinfo=NOW.tzinfo), moving=booking)
    await diary.move(booking, slot)
    assert (await diary.card(booking)).wall == "2026-11-25T10:30"
    assert await diary.times(WEDNESDAY) == ["25 11:00", "25 12:00"]


# Moving, cancelling, finishing


async def test_a_move_keeps_the_booking_frees_the_old_time_and_asks_to_confirm_anew(diary: Diary) -> None:
    await diary.keep()
    first, second = (await diary.offered())[:2]
    booking = await diary.book(first.id)
    assert await diary.db.write(lambda s: acts.confirm(s, booking, now=NOW))
    assert await diary.move(booking, second.id) == booking
    card = await diary.card(booking)
    assert (card.slot_id, card.version, card.state, card.confirmed_at) == (second.id, 2, "booked", None)
    assert (await diary.offered())[0] == first


async def test_a_move_to_where_it_is_changes_nothing(diary: Diary) -> None:
    await diary.keep()
    slot = (await diary.offered())[0].id
    booking = await diary.book(slot)
    assert await diary.move(booking, slot) == booking
    assert (await diary.card(booking)).version == 1


async def test_a_refused_move_leaves_the_old_time(diary: Diary) -> None:
    await diary.keep()
    first, second = (await diary.offered())[:2]
    booking = await diary.book(first.id)
    await diary.book(second.id, person=1)
    with refused("slot-taken"):
        await diary.move(booking, second.id)
    card = await diary.card(booking)
    assert (card.slot_id, card.version) == (first.id, 1)


async def test_a_move_out_of_a_group_may_not_overlap_those_who_stay(diary: Diary) -> None:
    await diary.keep(replace(OFFICE, capacity=2))
    await diary.keep(replace(OFFICE, opens=time(10, 30), closes=time(11, 30)))
    shared = (await diary.offered())[0].id
    half_past = (await diary.offered())[1].id
    booking = await diary.book(shared)
    staying = await diary.book(shared, person=1)
    with refused("slot-taken"):
        await diary.move(booking, half_past)
    await diary.cancel(staying)
    assert await diary.move(booking, half_past) == booking


async def test_a_move_to_another_host_frees_the_first(diary: Diary) -> None:
    await diary.keep()
    await diary.keep(host=diary.other)
    free = (await diary.offered())[0]
    booking = await diary.book(free.id)
    await diary.move(booking, (await diary.offered(host=diary.other))[0].id)
    assert (await diary.card(booking)).owner_id == diary.other
    assert (await diary.offered())[0] == free


async def test_what_is_over_cannot_be_moved_confirmed_or_cancelled(diary: Diary) -> None:
    await diary.keep()
    first, second = (await diary.offered())[:2]
    booking = await diary.book(first.id)
    assert [await diary.cancel(booking), await diary.cancel(booking)] == [True, False]
    assert not await diary.db.write(lambda s: acts.confirm(s, booking, now=NOW))
    assert not await diary.db.write(lambda s: acts.finish(s, booking, "done", now=NOW))
    with refused("booking-over"):
        await diary.move(booking, second.id)
    with refused("booking-not-found", NotFound):
        await diary.move(404, second.id)
    assert (await diary.offered())[0] == first


async def test_a_cancelled_place_is_offered_and_can_be_taken_by_the_same_person(diary: Diary) -> None:
    await diary.keep()
    slot = (await diary.offered())[0].id
    booking = await diary.book(slot)
    await diary.cancel(booking)
    assert await diary.book(slot) != booking


@pytest.mark.parametrize("state", ["done", "no_show"])
async def test_a_finished_meeting_makes_room_for_the_next_and_its_time_stays_spent(diary: Diary, state: Any) -> None:
    await diary.keep()
    first, second = (await diary.offered())[:2]
    booking = await diary.book(first.id)
    assert await diary.db.write(lambda s: acts.finish(s, booking, state, now=NOW))
    assert (await diary.card(booking)).state == state
    assert (await diary.offered())[0] == second
    assert await diary.book(second.id)


async def test_place_and_link_of_one_meeting_can_be_set(diary: Diary) -> None:
    await diary.keep()
    slot = (await diary.offered())[0].id
    booking = await diary.book(slot)
    await diary.db.write(lambda s: acts.set_place(s, slot, "Офис 7", "https://call"))
    card = await diary.card(booking)
    assert (card.place, card.link) == ("Офис 7", "https://call")
