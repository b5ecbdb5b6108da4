"""A row put off is no failure: the others of its lane pass, and once its time has come it is back in its place."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.queue import inbox
from tests.conftest import NOW

MORNING = NOW + timedelta(hours=9)


def put(session: Session, key: str, words: str = "") -> bool:
    return inbox.put(session, "test", key=key, lane="a", body={"words": words or key}, now=NOW)


def head(session: Session, now: datetime) -> inbox.Item:
    item = inbox.head(session, "a", now)
    assert item is not None
    return item


def put_off(session: Session) -> None:
    inbox.postpone(session, head(session, NOW), MORNING, NOW)


def keys(session: Session, now: datetime) -> list[str]:
    """What is worked off now, in this order."""
    found = []
    while (item := inbox.head(session, "a", now)) is not None:
        inbox.done(session, item, now)
        found.append(item.key)
    return found


async def test_the_lane_goes_on_and_the_order_is_kept_in_the_morning(db: Database) -> None:
    for key in "12":
        await db.write(partial(put, key=key))
        await db.write(put_off)
    await db.write(lambda s: put(s, "urgent"))
    assert await db.write(lambda s: keys(s, NOW)) == ["urgent"]
    assert await db.read(lambda s: list(inbox.lanes(s, NOW, 9))) == []
    await db.write(lambda s: put(s, "fresh"))
    assert await db.read(lambda s: list(inbox.lanes(s, MORNING, 9))) == ["a"]
    assert await db.write(lambda s: keys(s, MORNING)) == ["1", "2", "fresh"]


async def test_what_failed_holds_its_lane_still(db: Database) -> None:
    """The control: a row that is to be tried again lets nobody pass."""
    for key in "12":
        await db.write(partial(put, key=key))
    await db.write(lambda s: inbox.failed(s, head(s, NOW), "Boom", NOW))
    assert await db.write(lambda s: keys(s, NOW)) == []


async def test_no_attempt_is_counted(db: Database) -> None:
    await db.write(lambda s: put(s, "1"))
    for _ in range(inbox.ATTEMPTS + 1):
        await db.write(lambda s: inbox.postpone(s, head(s, MORNING), MORNING, NOW))
    assert (await db.write(lambda s: head(s, MORNING))).attempts == 0


async def test_the_same_words_wait_once(db: Database) -> None:
    for key, words in (("1", "how did it go?"), ("2", "how did it go?"), ("3", "he wrote")):
        await db.write(partial(put, key=key, words=words))
        await db.write(put_off)
    assert await db.write(lambda s: keys(s, MORNING)) == ["1", "3"]
