"""States and kinds of meetings that a company has added for itself: a row in a table, and no line of code knows them."""

from functools import partial

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.kernel.problems import Conflict, Forbidden, Invalid
from core.pipeline import acts, reads
from core.pipeline.model import Application, Event
from core.pipeline.statuses import acts as rows
from core.pipeline.statuses import guards
from core.pipeline.statuses.defaults import DEFAULTS, appointment, meeting
from core.pipeline.statuses.model import StatusRow
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import EventType, Labels, Need, Sla, StatusRule, Trait
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, NOTICE, Desk

TRIAL = StatusRule(
    "trial_day",
    Labels("Пробный день", "Trial day"),
    position=155,
    needs=frozenset({Need.ACTIVE}),
    duty=True,
    sla=Sla(2),
    next=("rejected",),
    stands="deciding",
)


async def seed(desk: Desk, *rules: StatusRule, types: tuple[EventType, ...] = ()) -> None:
    def add(session: Session) -> None:
        rows.seed_statuses(session)
        for rule in rules:
            rows.add_rule(session, rule)
        for one in types:
            rows.add_type(session, one)

    await desk.db.write(add)


async def test_without_rows_the_defaults_hold_and_seeding_changes_nothing(desk: Desk) -> None:
    def same(session: Session) -> bool:
        found = statuses(session)
        return dict(found.rules) == dict(DEFAULTS.rules) and dict(found.types) == dict(DEFAULTS.types)

    assert await desk.db.read(same)
    await seed(desk)
    assert await desk.db.read(same)


async def test_an_edited_row_stays_when_seeded_again(desk: Desk) -> None:
    await seed(desk)

    def edit(session: Session) -> None:
        session.get_one(StatusRow, "interview.done").sla = 9
        rows.changed(session)
        rows.seed_statuses(session)

    await desk.db.write(edit)
    assert await desk.db.read(lambda session: statuses(session)["interview.done"].sla) == Sla(9)
    await desk.do(acts.record, "interview.done")
    assert (await desk.card()).due_at == NOW + 9 * DAY


async def test_a_state_of_ones_own_is_recorded_due_and_overdue(desk: Desk) -> None:
    await seed(desk, TRIAL)
    await desk.do(acts.record, "trial_day")
    card = await desk.card()
    assert (card.status, card.due_at, card.is_active) == ("trial_day", NOW + 2 * DAY, True)
    cards, total = await desk.db.read(lambda session: reads.due(session, owner=desk.house.recruiter, now=NOW))
    assert (total, cards[0].status) == (1, "trial_day")
    assert await desk.db.read(lambda session: reads.counts_by_status(session, desk.house.vacancy)) == {"trial_day": 1}


async def test_without_duty_it_is_due_once_it_has_lasted_too_long(desk: Desk) -> None:
    await seed(desk, StatusRule("waiting", position=1, needs=frozenset({Need.ACTIVE}), sla=Sla(1)))
    await desk.do(acts.record, "waiting")
    for when, expected in ((NOW, 0), (NOW + DAY, 1)):
        assert await desk.db.read(partial(reads.count_due, now=when)) == expected


async def test_an_end_of_ones_own_ends_and_its_needs_are_asked(desk: Desk) -> None:
    needs = frozenset({Need.ACTIVE, Need.REASON, Need.COMMENT})
    await seed(desk, StatusRule("gone", needs=needs, closes=True, reason="reject_reason", enters=frozenset({"lead"})))
    with pytest.raises(Forbidden, match="status-not-yours"):
        await desk.do(acts.record, "gone", reason="other", comment="так вышло")
    with pytest.raises(Invalid, match="reason-needed"):
        await desk.do(acts.record, "gone", comment="так вышло", by=desk.colleague)
    with pytest.raises(Invalid, match="comment-needed"):
        await desk.do(acts.record, "gone", reason="other", comment=" а ", by=desk.colleague)
    await desk.do(acts.record, "gone", reason="other", comment="так вышло", by=desk.colleague)
    assert not (await desk.card()).is_active
    with pytest.raises(Conflict, match="application-closed"):
        await desk.do(acts.record, "gone", reason="other", comment="ещё раз", by=desk.colleague)


async def test_a_kind_of_meeting_of_ones_own_is_set_reminded_of_and_asked_about(desk: Desk) -> None:
    await seed(desk, *meeting("trial"), types=(appointment("trial", 3),))
    await desk.booked(5, kind="trial")
    card = await desk.card()
    assert card.status == "trial.scheduled"
    held = await desk.meeting()
    assert held is not None
    pending = await desk.pending()
    assert pending["interview.hours"] == held.start_at - 3 * HOUR
    assert pending["interview.day"] == held.start_at - DAY
    assert pending["interview.ended"] == held.end_at
    await desk.tick(held.end_at)
    told = [one for one in await desk.told() if one.kind in {"interview.remind", "interview.ask"}]
    assert [(one.kind, one.args["kind"]) for one in told][-1] == ("interview.ask", "trial")
    await desk.do(acts.result, "trial.no_show", now=held.end_at)
    assert (await desk.card()).invited_to == "trial"
    assert ("candidate:1", "interview.missed") in await desk.kinds()


async def test_a_kind_nobody_has_heard_of_is_set_by_nobody(desk: Desk) -> None:
    with pytest.raises(Invalid, match="meeting-unknown"):
        await desk.do(acts.schedule, 1, kind="trial", notice=NOTICE)


async def test_a_no_after_such_a_meeting_is_its_own(desk: Desk) -> None:
    await seed(desk, *meeting("trial"), types=(appointment("trial", 3),))
    held = await desk.booked(0, kind="trial")
    await desk.do(acts.reject, "other", tell=False, now=held.end_at)
    assert (await desk.codes())[-1] == "trial.rejected"


async def test_what_one_turn_has_read_another_reads_anew_after_an_edit(desk: Desk) -> None:
    """And an edit that is undone leaves nothing in memory."""
    await seed(desk)
    with pytest.raises(RuntimeError):
        await desk.db.write(broken)
    assert await desk.db.read(lambda session: "trial_day" in statuses(session).rules) is False
    await seed(desk, TRIAL)
    assert await desk.db.read(lambda session: "trial_day" in statuses(session).rules) is True


def broken(session: Session) -> None:
    rows.add_rule(session, TRIAL)
    assert "trial_day" in statuses(session).rules
    raise RuntimeError("undone")


async def test_control_a_stale_book_is_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were no number drawn, the old rules would go on."""
    await seed(desk)
    await desk.db.read(statuses)
    monkeypatch.setattr(rows, "changed", lambda session: session.flush())
    await desk.db.write(lambda session: rows.add_rule(session, TRIAL))
    assert await desk.db.read(lambda session: "trial_day" in statuses(session).rules) is False


def test_every_need_of_a_default_has_its_guard() -> None:
    assert {need for rule in DEFAULTS.rules.values() for need in rule.needs} <= guards.GUARDS.keys()
    with pytest.raises(ValueError, match="has its guard already"):
        guards.guard(Need.REASON)(guards.has_reason)


async def test_control_without_guards_a_closed_application_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.do(acts.reject, "other", tell=False)
    with pytest.raises(Conflict):
        await desk.do(acts.record, "interview.done")
    monkeypatch.setattr(guards, "check", lambda entering: None)
    await desk.do(acts.record, "interview.done")
    assert (await desk.card()).is_active


async def test_an_unknown_code_in_an_old_log_is_no_state(desk: Desk) -> None:
    def plant(session: Session) -> str:
        row = session.get_one(Application, desk.application)
        about = {"application_id": row.id, "candidate_id": row.candidate_id, "vacancy_id": row.vacancy_id}
        session.add(Event(**about, type="forgotten", outcome="", at=NOW, recorded_at=NOW, actor_role="system"))
        session.flush()
        log = session.execute(select(Event.type, Event.outcome).order_by(Event.id)).all()
        return statuses(session).status_of([(one.type, one.outcome) for one in log])

    assert await desk.db.write(plant) == "response"
    assert await desk.db.read(lambda session: session.execute(text("SELECT count(*) FROM status_rules")).scalar()) == 0


def test_a_meeting_of_ones_own_has_what_the_others_have() -> None:
    mine, theirs = meeting("trial"), meeting("interview")
    assert [rule.traits for rule in mine] == [rule.traits for rule in theirs]
    assert {rule.code.partition(".")[2] for rule in mine if rule.has(Trait.NOT_HELD)} == {"no_show", "cancelled"}


async def test_a_yes_goes_on_to_work_and_the_last_ones_are_final(desk: Desk) -> None:
    await desk.do(acts.record, "interview.passed")
    for code, final in (("offer.made", True), ("offer.accepted", False), ("paperwork", True), ("hired", True)):
        await desk.do(acts.result, code)
        row = await desk.db.read(lambda session: session.get_one(Application, desk.application))
        assert (row.status, row.is_final) == (code, final)
    assert not (await desk.card()).is_active


async def test_a_candidates_no_to_the_offer_is_the_offers(desk: Desk) -> None:
    await desk.do(acts.record, "offer.made")
    await desk.do(acts.withdraw, "pay")
    assert (await desk.codes())[-1] == "offer.declined"
    assert ("candidate:1", "application.withdrawn") in await desk.kinds()
