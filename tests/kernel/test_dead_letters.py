"""Rows set aside are seen, and tried again when asked."""

from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.queue import dead_letters, inbox, outbox
from tests.conftest import NOW


def put_both(session: Session) -> None:
    inbox.put(session, "test", key="1", lane="chat:1", body={"text": "?"}, now=NOW)
    item = inbox.head(session, "chat:1", NOW)
    assert item is not None
    for tries in range(inbox.ATTEMPTS):
        item = inbox.Item(item.id, item.source, item.key, item.lane, item.body, item.received_at, tries)
        inbox.failed(session, item, "KeyError", NOW)
    outbox.send(session, "test", lane="chat:1", kind="send", body={}, now=NOW + timedelta(minutes=1))
    (parcel,) = outbox.claim(session, "test", limit=5, now=NOW + timedelta(minutes=1))
    outbox.fail(session, parcel, "chat not found", NOW)


async def test_what_was_set_aside_is_listed_newest_first(db: Database) -> None:
    await db.write(put_both)
    found = await db.read(partial(dead_letters.page, limit=5))
    assert [(letter.way, letter.where, letter.error) for letter in found] == [("out", "test", "chat not found"), ("in", "test", "KeyError")]
    assert await db.read(dead_letters.count) == 2


async def test_a_retry_puts_the_row_back_once(db: Database) -> None:
    await db.write(put_both)
    for letter in await db.read(partial(dead_letters.page, limit=5)):
        again = partial(dead_letters.retry, way=letter.way, number=letter.id, now=NOW)
        assert await db.write(again)
        assert not await db.write(again)
    assert await db.read(dead_letters.count) == 0
    assert await db.read(inbox.waiting) == 1
    assert len(await db.write(partial(outbox.claim, target="test", limit=5, now=NOW))) == 1
