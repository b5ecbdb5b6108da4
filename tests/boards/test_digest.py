"""Cards become a digest when too many responses come within an hour; pages and counts of what waits."""

from datetime import timedelta
from functools import partial

from core.boards import acts, reads, rules
from core.boards.port import ResponseDraft
from core.kernel.database.session import Database
from tests.boards.house import House
from tests.conftest import NOW


async def come(db: Database, count: int, *, first: int = 0, minutes: int = 0, vacancy: str = "VAC-0001", after: int = 3) -> None:
    now = NOW + timedelta(minutes=minutes)
    for number in range(first, first + count):
        draft = ResponseDraft("site", str(number), vacancy, now, full_name=f"Кедров {number}")
        await db.write(partial(acts.receive, draft=draft, now=now, digest_after=after))


async def test_above_the_number_a_digest_comes_in_place_of_the_cards(db: Database, house: House, welder: int, anna: int) -> None:
    await come(db, 7)
    assert len(await house.told("response.new")) == 3
    assert [(notice["to"], notice["args"]) for notice in await house.told("responses.digest")] == [(f"staff:{anna}", {"count": 4})]
    await come(db, 1, first=7)
    assert [notice["args"]["count"] for notice in await house.told("responses.digest")] == [4, 8]


async def test_an_hour_later_cards_come_again(db: Database, house: House, welder: int) -> None:
    await come(db, 5)
    await come(db, 1, first=5, minutes=61)
    assert len(await house.told("response.new")) == 4


def test_digests_are_few_however_many_come() -> None:
    keys = [rules.digest(came, 10, NOW) for came in range(1, 1001)]
    assert keys[:10] == [None] * 10
    assert len(set(keys[10:])) == 7


async def test_pages_and_counts_of_what_waits(db: Database, welder: int, anna: int, boris: int) -> None:
    await come(db, 3)
    await come(db, 2, first=3, vacancy="VAC-0077")
    lines = await db.read(reads.waiting)
    assert [(line.vacancy_id, line.number, line.name, line.count) for line in lines] == [(welder, 1, "Сварщик", 3), (None, None, None, 2)]
    assert [line.count for line in await db.read(partial(reads.waiting, recruiter=boris))] == [2]
    cards, total = await db.read(partial(reads.page, limit=10))
    assert ([card.full_name for card in cards], total) == ([f"Кедров {number}" for number in range(5)], 5)
    await db.write(partial(acts.postpone, response=cards[0].id, by=anna, now=NOW))
    cards, total = await db.read(partial(reads.page, vacancy=welder, limit=2, offset=1))
    assert ([(card.full_name, card.state) for card in cards], total) == ([("Кедров 2", "new"), ("Кедров 0", "later")], 3)
    assert (await db.read(partial(reads.page, without_vacancy=True, limit=10)))[1] == 2
