"""What could not leave in time says what is true when it does, or is not said at all; of several changes of a screen the last leaves."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from core.kernel.database.session import Database
from core.kernel.queue import outbox
from core.kernel.time.clock import ManualClock
from tests.conversations.office import Office, accepted, met, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def soon(office: Office) -> None:
    """A quarter of an hour before the meeting nothing can be sent; Maria's reminder is queued."""
    await met(office)
    await office.house.passes(hours=20)
    await office.anna.presses("Подтвердить")
    await office.house.passes(hours=1)
    office.house.offline = True
    await office.house.passes(minutes=46)


def told(office: Office) -> str:
    return office.maria.text.replace("\N{NO-BREAK SPACE}", " ")


async def later(office: Office, minutes: int) -> None:
    await office.house.passes(minutes=minutes)
    office.house.offline = False
    await office.house.settle()


async def test_relative_words_are_made_when_they_leave(office: Office) -> None:
    await soon(office)
    await later(office, 7)
    assert "Через 7 мин встреча" in told(office)
    assert "Через 14 мин" not in told(office)


async def test_what_would_tell_of_a_begun_meeting_as_ahead_is_not_told(office: Office) -> None:
    await soon(office)
    await later(office, 60)
    assert "мин встреча" not in told(office)


async def test_control_words_without_an_end_tell_of_a_begun_meeting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox.OutboxRow, "is_out_of_date", lambda *_: False)
    await soon(office)
    await later(office, 60)
    assert "Через 14 мин встреча" in told(office)


async def test_what_is_made_anew_can_be_pressed(office: Office) -> None:
    """Anna's invitation could not leave for five minutes."""
    await accepted(office)
    for label in ("📞 Первый звонок", "Назначить интервью", "25 нояб."):
        await office.maria.presses(label)
    office.house.offline = True
    await office.maria.presses("10:00")
    await later(office, 5)
    await office.anna.presses("Подтвердить")
    meeting = await office.meeting()
    assert meeting is not None
    assert meeting.state == "confirmed"


def invitation(session: Session, doubts: int) -> outbox.OutboxRow:
    """Anna's, as a call that may have been made."""
    told = select(*outbox.CLAIMED).where(outbox.outbox.c.body.contains('"notice"'), outbox.outbox.c.body.contains('"chat":"anna"'))
    row = session.execute(told.order_by(outbox.outbox.c.id.desc()).limit(1)).one()
    return replace(outbox.OutboxRow(*row), doubts=doubts)


@pytest.mark.parametrize(("doubts", "token_stays"), [(1, True), (0, False)])
async def test_what_was_in_doubt_and_stands_there_throws_nobody_back(office: Office, doubts: int, *, token_stays: bool) -> None:
    """Anna had pressed on when the second copy was due: her screen is what it was. What was in no doubt never arrived and is made anew."""
    await met(office)
    await office.anna.presses("Перенести")
    now, renew = office.house.clock.now(), office.house.engine.renew
    row = await office.house.read(lambda session: invitation(session, doubts))
    number = row.json()["shown"]
    before = await office.house.read(lambda session: memory.shown_by_id(session, number))
    renewed = await office.house.write(lambda session: renew(session, row, now))
    after = await office.house.read(lambda session: memory.shown_by_id(session, number))
    assert before is not None
    assert after is not None
    assert ((renewed is None), (after.token == before.token)) == (token_stays, token_stays)


async def test_presses_that_wait_are_worked_off_in_order_and_the_last_screen_leaves(office: Office) -> None:
    await office.anna.starts()
    label = office.anna.last.labels[0]
    await office.anna.presses(label)
    before = len(office.anna.log)
    office.house.offline = True
    for _ in range(3):
        await office.house.write(change)
    office.house.offline = False
    await office.house.settle()
    edits = [line for line in office.anna.log[before:] if line.startswith("edit:")]
    assert len(edits) == 1
    assert "третий" in edits[0]


def change(session: Session) -> None:
    """What `sender.edit` queues, three times over."""
    last = session.execute(select(outbox.outbox).order_by(outbox.outbox.c.id.desc()).limit(1)).mappings().one()
    count = session.execute(select(outbox.outbox.c.id).where(outbox.outbox.c.state == "new")).all()
    words = ("первый", "второй", "третий")[len(count)]
    body = {"shown": 1, "chat": "anna", "conversation": 1, "text": words, "rows": []}
    outbox.send(session, last["target"], lane=last["lane"], kind="edit", body=body, now=last["created_at"], place="shown:1")
