"""What the consent text promises is done: withdrawn by a button and in words, shown as a file, destroyed everywhere with an act."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.retention import traces
from bot.retention.erasing import Eraser
from bot.retention.housekeeping import Housekeeping
from core.kernel.actors import staff
from core.kernel.config.settings import Settings
from core.kernel.database.columns import metadata
from core.kernel.database.session import Database
from core.kernel.problems import Forbidden
from core.kernel.queue.outbox import outbox
from core.kernel.time.clock import ManualClock
from core.messages import acts as messages
from core.pipeline import acts as pipeline
from core.privacy import reads as privacy
from core.privacy.rules import ConsentKind
from core.requests import reads
from core.requests.model import ErasureAct, PdRequest
from core.requests.rules import Demand, demanded
from tests.conversations.direct import Chat
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, met, opened

MARKS = ("Смирнова", "+79123456789", "345-67-89", "Казань", "Вопрос про развозку", "Смирнова.pdf")
"""By which Anna can be found."""
RECRUITING = ConsentKind.RECRUITING


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


def keeper(office: Office, **settings: Any) -> Housekeeping:
    house = office.house
    return Housekeeping(house.database, house.clock, house.files, Settings(_env_file=None, company="Северный ветер", **settings))


async def holds(office: Office, candidate: int = 1) -> bool:
    now = office.house.clock.now()
    return await office.house.read(lambda session: privacy.holds(session, candidate, RECRUITING, now))


async def requests(office: Office) -> list[tuple[str, str]]:
    columns = (PdRequest.kind, PdRequest.state)
    return await office.house.read(lambda session: [tuple(row) for row in session.execute(select(*columns).order_by(PdRequest.id))])  # type: ignore[misc]


async def places(office: Office, *marks: str) -> dict[str, list[str]]:
    """Tables in which any of the marks stands, with what stands there."""

    def found(session: Session) -> dict[str, list[str]]:
        lines = {name: [str(tuple(row)) for row in session.execute(select(table))] for name, table in metadata.tables.items()}
        return {name: hit for name, rows in lines.items() if (hit := [row for row in rows if any(mark in row for mark in marks)])}

    return await office.house.read(found)


async def told(office: Office, chat: Chat) -> tuple[str, dict[str, Any]]:
    """The newest two files of a chat: the page and the data."""
    page, data = [message.file for message in chat.messages if message.file is not None][-2:]
    assert page is not None
    assert data is not None
    read = office.house.files.read
    return read(page["sha256"]).decode(), json.loads(read(data["sha256"]))


# Withdrawal


@pytest.mark.parametrize("words", ["Отзываю согласие", "хочу отозвать своё согласие на обработку персональных данных"])
async def test_withdrawal_in_words_is_asked_about_and_done(office: Office, words: str) -> None:
    await met(office)
    await office.anna.says(words)
    office.anna.sees("Отозвать согласие на обработку данных?", "Оператор call-центра", "встреча", "не состоится", "24 декабря 2026")
    assert await holds(office)
    await office.anna.presses("Отозвать согласие")
    office.anna.sees("Согласие отозвано", "рекрутер об этом знает", "отменена", "Номер обращения: 1")
    assert not await holds(office)
    office.maria.sees("Смирнова Анна", "отозвал согласие", "Оператор call-центра", "встреча", "отменена", "24 декабря 2026")
    assert await office.meeting() is None
    assert not (await office.card()).is_active
    assert await requests(office) == [("withdraw", "open")]


async def test_whoever_thinks_better_of_it_keeps_everything(office: Office) -> None:
    await met(office)
    await office.anna.says("отзываю согласие")
    await office.anna.presses("Нет, всё оставить")
    assert await holds(office)
    assert await office.meeting() is not None


async def test_a_button_leads_there_too(office: Office) -> None:
    await accepted(office)
    await office.anna.says("/help")
    await office.anna.presses("Мои данные")
    await office.anna.presses("Отозвать согласие")
    await office.anna.presses("Отозвать согласие")
    assert not await holds(office)


async def test_words_in_the_midst_of_a_form_are_no_answer(office: Office) -> None:
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Согласен, продолжить")
    await office.anna.says("отзываю согласие")
    office.anna.sees("Отозвать согласие на обработку данных?")
    await office.anna.presses("Отозвать согласие")
    assert not await holds(office)


async def test_after_it_nothing_is_sent_and_nothing_waits(office: Office) -> None:
    await met(office)
    await office.anna.says("отзываю согласие")
    await office.anna.presses("Отозвать согласие")
    before = len(office.anna.messages)
    await office.house.passes(days=2)
    assert len(office.anna.messages) == before
    waiting = await office.house.read(lambda session: session.execute(select(outbox.c.id).where(outbox.c.state == "new")).all())
    assert waiting == []
    with pytest.raises(Forbidden):
        await office.house.read(lambda session: messages.way_to(session, 1, office.house.clock.now()))


async def test_consent_given_anew_stops_the_destruction(office: Office) -> None:
    await accepted(office)
    await office.anna.says("удалите мои данные")
    await office.anna.presses("Да, удалить")
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Согласен, продолжить")
    assert await requests(office) == [("erase", "cancelled")]
    await office.house.passes(days=40)
    await keeper(office).eraser.look()
    assert "candidates" in await places(office, "Смирнова")


async def test_a_response_that_waits_is_over_and_its_reader_hears(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("отзываю согласие")
    await office.anna.presses("Отозвать согласие")
    office.maria.sees("отозвал согласие", "Оператор call-центра")


# What is held


async def test_my_data_is_two_files(office: Office) -> None:
    await met(office)
    await office.anna.says("Вопрос про развозку")
    await office.anna.says("/mydata")
    office.anna.sees("Вот всё, что мы о вас храним")
    page, data = await told(office, office.anna)
    assert all(mark in page for mark in ("Смирнова Анна Петровна", "+7 912 345-67-89", "Казань", "Вопрос про развозку", "Смирнова.pdf"))
    assert "Согласие на обработку персональных данных" in page
    assert data["person"]["full_name"] == "Смирнова Анна Петровна"
    assert data["applications"][0]["answers"][0] == {"question": "Сколько лет опыта?", "answer": "3"}
    assert await requests(office) == [("access", "done")]


async def test_notes_of_colleagues_stay_with_them(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("💬 Комментарий")
    await office.maria.says("Странно одета")
    await office.anna.says("/mydata")
    page, data = await told(office, office.anna)
    assert "Странно одета" not in page + json.dumps(data, ensure_ascii=False)
    assert data["applications"][0]["notes_of_colleagues"] == 1


async def test_another_chat_sees_nothing_of_hers(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    for said in ("/mydata", "/delete", "удалите мои данные", "отзываю согласие"):
        await stranger.says(said)
        stranger.sees("ничего не знаем")
    assert await requests(office) == []


async def test_so_many_files_a_day(office: Office) -> None:
    await accepted(office)
    for _ in range(5):
        await office.anna.says("/mydata")
    await office.anna.says("/mydata")
    office.anna.sees("Следующий пришлём завтра")


# Destruction


async def destroyed(office: Office) -> None:
    """Anna has had it all: a meeting, words, a file, a comment about her; then everything is to go."""
    await met(office)
    await office.anna.says("Вопрос про развозку")
    await office.anna.says("/mydata")
    await office.maria.says("/find Смирнова")
    await office.maria.presses("Смирнова")
    for path in office.house.files.path("x").parent.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    await office.anna.says("/delete")
    office.anna.sees("Удалить все ваши данные?", "24 декабря 2026")
    await office.anna.presses("Да, удалить")
    office.anna.sees("через сутки", "Номер обращения")


def disk(office: Office) -> list[Path]:
    return [path for path in office.house.files.path("x").parent.rglob("*") if path.is_file()]


async def test_after_a_day_nothing_of_the_person_is_found_anywhere(office: Office) -> None:
    await destroyed(office)
    await keeper(office).eraser.look()
    assert "candidates" in await places(office, "Смирнова"), "a day to think better of it"
    await office.house.passes(days=1, minutes=1)
    await keeper(office).eraser.look()
    await keeper(office).sweep()
    left = await places(office, *MARKS)
    assert left.keys() <= {"vacancies"}, left
    assert await places(office, "anna") == {}
    assert [path for path in disk(office) if b"PDF" in path.read_bytes() or "Смирнова".encode() in path.read_bytes()] == []


async def test_numbers_stay_and_the_act_tells_what_went(office: Office) -> None:
    await destroyed(office)
    before = await office.codes()
    await office.house.passes(days=1, minutes=1)
    await keeper(office).eraser.look()
    assert await office.codes() == before
    assert (await office.card()).candidate == "№ 1"
    act = await office.house.read(lambda session: session.scalars(select(ErasureAct)).one())
    assert (act.candidate_id, act.reason, act.operator, act.done_by) == (1, "erase", "Северный ветер", "system")
    assert act.completed_at is not None
    assert act.counts["files"] == 1
    assert act.counts["messages"] >= 1
    assert act.counts["screens"] > 0
    assert await requests(office) == [("access", "done"), ("erase", "done")]


async def test_control_what_colleagues_were_shown_would_stay(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the look through their screens her name stands there still."""
    monkeypatch.setattr(traces, "shown_of", lambda *_about: ())
    monkeypatch.setattr(traces, "words_of", lambda *_about: traces.NOTHING)
    await destroyed(office)
    await office.house.passes(days=1, minutes=1)
    await keeper(office).eraser.look()
    assert {"shown", "outbox"} <= (await places(office, "Смирнова")).keys()


async def test_a_crash_after_the_rows_is_made_up_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await destroyed(office)
    await office.house.passes(days=1, minutes=1)
    eraser = keeper(office).eraser

    async def falls(self: Eraser, number: int) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Eraser, "_finish", falls)
        with pytest.raises(OSError, match="the disk is gone"):
            await eraser.look()
    act = await office.house.read(lambda session: session.scalars(select(ErasureAct)).one())
    assert act.completed_at is None
    await eraser.look()
    act = await office.house.read(lambda session: session.scalars(select(ErasureAct)).one())
    assert act.completed_at is not None


async def test_whoever_is_erased_comes_back_as_a_guest_and_a_board_does_not_bring_them(office: Office) -> None:
    await office.comes("77")
    await office.maria.presses("✅ В базу")
    await office.house.write(lambda session: demand(session, office))
    await keeper(office).eraser.look()
    assert await places(office, "Громов") == {}
    await office.comes("77")
    assert await places(office, "Громов") == {}
    await office.comes("78")
    assert "responses" in await places(office, "Громов")


def demand(session: Session, office: Office) -> None:
    now = office.house.clock.now()
    session.add(PdRequest(candidate_id=1, kind="erase", state="open", channel="", opened_at=now, due_at=now, act_at=now))


async def test_the_same_bytes_of_another_person_stay(office: Office) -> None:
    await destroyed(office)
    boris = office.house.chat("boris")
    await apply(boris)
    same = office.house.files.keep(b"%PDF-1.4")
    await office.house.passes(days=1, minutes=1)
    await keeper(office).eraser.look()
    assert office.house.files.path(same).exists()


# The purpose is over


async def test_data_go_thirty_days_after_the_last_decision_with_a_warning(office: Office) -> None:
    await accepted(office)
    await office.anna.says("/status")
    await reject(office)
    await keeper(office).eraser.night()
    await office.house.passes(days=22)
    assert await keeper(office).eraser.night() == 0
    await office.house.passes(days=2)
    assert await keeper(office).eraser.night() == 1
    await office.house.settle()
    office.maria.sees("Данные 1 кандидата", "уничтожены", "Смирнова")
    assert await keeper(office).eraser.night() == 0, "once"
    await office.house.passes(days=6)
    assert await keeper(office).eraser.look() == 0
    await office.house.passes(days=2)
    assert await keeper(office).eraser.look() == 1
    assert "candidates" not in await places(office, "Смирнова")


async def reject(office: Office) -> None:
    now = office.house.clock.now()
    reject = {"by": staff(office.recruiter), "now": now, "tell": False}
    await office.house.happens(lambda session: pipeline.reject(session, 1, "other", **reject))  # type: ignore[arg-type]


async def test_whoever_is_taken_up_again_stays(office: Office) -> None:
    await accepted(office)
    await reject(office)
    await keeper(office).eraser.night()
    await office.house.passes(days=24)
    assert await keeper(office).eraser.night() == 1
    await office.house.passes(hours=1)
    await office.anna.says("Есть ещё вакансии?")
    await office.house.passes(days=8)
    assert await keeper(office).eraser.look() == 0
    assert await requests(office) == [("expired", "cancelled")]
    assert "candidates" in await places(office, "Смирнова")


async def test_an_earlier_end_is_warned_of_before_it_goes(office: Office) -> None:
    """What ended long before this release is not destroyed in its first night."""
    await accepted(office)
    await reject(office)
    await office.house.passes(days=90)
    assert await keeper(office).eraser.night() == 1
    assert await keeper(office).eraser.look() == 0
    await office.house.passes(days=8)
    assert await keeper(office).eraser.look() == 1


# Words


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Отзываю согласие", Demand.WITHDRAW),
        ("Прошу отозвать мое согласие", Demand.WITHDRAW),
        ("отзовите согласие", Demand.WITHDRAW),
        ("согласие отзываю", Demand.WITHDRAW),
        ("I withdraw my consent", Demand.WITHDRAW),
        ("Удалите мои данные", Demand.ERASE),
        ("сотрите мою анкету", Demand.ERASE),
        ("удалите меня из базы", Demand.ERASE),
        ("данные удалите", Demand.ERASE),
        ("забудьте меня", Demand.ERASE),
        ("Прекратите обработку моих персональных данных", Demand.ERASE),
        ("please delete my data", Demand.ERASE),
        ("какие мои данные вы храните?", Demand.ACCESS),
        ("не удаляйте мои данные", None),
        ("Я не отзываю согласие", None),
        ("Согласен", None),
        ("согласие подписал вчера", None),
        ("удалил файл, пришлю новый", None),
        ("Смирнова Анна Петровна", None),
        ("отзывы о вас читал, даю согласие", None),
    ],
)
def test_words_that_are_a_demand(said: str, what: Demand | None) -> None:
    assert demanded(said) is what


async def test_the_register_is_read(office: Office) -> None:
    assert await office.house.read(lambda session: reads.waiting(session, 5)) == ((), 0)
