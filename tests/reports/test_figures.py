"""Every figure of every report equals what counting by hand gives, over random histories, periods and filters; on both databases."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.kernel.actors import staff
from core.kernel.database.session import Database
from core.kernel.problems import NotFound
from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import code_of, parts_of
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.reports.funnel import stages
from core.reports.table import Cut, Table, all_reports, asked
from core.staff.acts import add_staff
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.conftest import NOW
from tests.pipeline.house import DAY, seed_defaults

PEOPLE, SPAN = 60, 90
REASONS = ("", "other", "salary", "no_experience")


class Row(NamedTuple):
    application: Any
    events: list[Any]


def history(session: Session, seed: int) -> None:
    """People who started on any of ninety days and went through states at random, some of them to an end."""
    dice, house = random.Random(seed), seed_defaults(session)
    book = statuses(session)
    other = add_staff(session, "Олег Зимин", ["recruiter"], now=NOW)
    second = vacancies.create(session, VacancyDraft("Грузчик"), recruiter=other, by=staff(other), now=NOW)
    whole = [Event.__table__.c[name] for name in ("application_id", "candidate_id", "vacancy_id", "type", "outcome", "at", "recorded_at")]
    for number in range(PEOPLE):
        at = NOW - timedelta(days=dice.uniform(0, SPAN))
        owner, vacancy = dice.choice([(house.recruiter, house.vacancy), (other, second)])
        person = add_person(session, number)
        codes = ["new", *dice.choices([code for code in book.states if code != "new"], k=dice.randint(0, 6))]
        mine = Application(
            candidate_id=person,
            vacancy_id=vacancy,
            owner_id=owner,
            source=dice.choice(["site.hh", "referral"]),
            entrance_type="response",
            answers=[],
            status=codes[-1],
            status_since=at,
            due_at=at + DAY,
            is_active=not book[codes[-1]].closes,
            started_at=at,
            ended_at=at + DAY if book[codes[-1]].closes else None,
        )
        session.add(mine)
        session.flush()
        for code in codes:
            values = (mine.id, person, vacancy, *parts_of(code), at, at)
            more = {"actor_role": "staff", "actor_id": owner, "comment": "", "reason": dice.choice(REASONS)}
            session.execute(insert(Event).values({column.name: value for column, value in zip(whole, values, strict=True)} | more))
            at += timedelta(hours=dice.uniform(1, 200))


def add_person(session: Session, number: int) -> int:
    return candidates.register(session, Draft(f"Человек {number}"), now=NOW, is_draft=False)


def everything(session: Session, cut: Cut) -> list[Row]:
    """All that the filters let through, whatever the period."""
    events: dict[int, list[Any]] = {}
    for event in session.scalars(select(Event).order_by(Event.id)):
        events.setdefault(event.application_id or 0, []).append(event)
    of_owner = [one for one in session.scalars(select(Application)) if cut.owner in {None, one.owner_id}]
    found = [one for one in of_owner if cut.vacancy in {None, one.vacancy_id}]
    return [Row(one, events.get(one.id, [])) for one in found]


def within(cut: Cut, at: datetime | None) -> bool:
    return at is not None and cut.since <= at < cut.until


def funnel(session: Session, cut: Cut) -> dict[Any, Any]:
    mine = [row for row in everything(session, cut) if within(cut, row.application.started_at)]
    steps = {stage: sum(any(event.type == stage for event in row.events) for row in mine) for stage in stages(session)}
    return {stage: count for stage, count in {"all": len(mine), **steps}.items() if count}


def ends(trait: Trait) -> Callable[[Session, Cut], dict[Any, Any]]:
    def counted(session: Session, cut: Cut) -> dict[Any, Any]:
        codes = statuses(session).having(trait)
        events = [event for row in everything(session, cut) for event in row.events]
        return Counter(event.reason for event in events if code_of(event.type, event.outcome) in codes and within(cut, event.at))

    return counted


def sources(session: Session, cut: Cut) -> dict[Any, Any]:
    return Counter(row.application.source for row in everything(session, cut) if within(cut, row.application.started_at))


def stage_time(session: Session, cut: Cut) -> dict[Any, Any]:
    stays: Counter[str] = Counter()
    for row in everything(session, cut):
        for event, later in pairwise(row.events):
            stays[code_of(event.type, event.outcome)] += within(cut, later.at)
    return +stays


def hire_time(session: Session, cut: Cut) -> dict[Any, Any]:
    codes = statuses(session).having(Trait.HIRED)
    return Counter(
        row.application.vacancy_id
        for row in everything(session, cut)
        for event in row.events
        if code_of(event.type, event.outcome) in codes and within(cut, event.at)
    )


def calls(session: Session, cut: Cut) -> dict[Any, Any]:
    results = set(statuses(session).calls)
    events = [event for row in everything(session, cut) for event in row.events]
    return Counter(event.actor_id for event in events if code_of(event.type, event.outcome) in results and within(cut, event.at))


def load(session: Session, cut: Cut) -> dict[Any, Any]:
    found: Counter[int] = Counter()
    for row in everything(session, cut):
        one = row.application
        if one.is_active or within(cut, one.started_at) or within(cut, one.ended_at):
            found[one.owner_id] += one.is_active
    return dict(found)


BY_HAND = {
    "funnel": funnel,
    "refusals": ends(Trait.REFUSED),
    "withdrawals": ends(Trait.WITHDREW),
    "sources": sources,
    "stage-time": stage_time,
    "hire-time": hire_time,
    "calls": calls,
    "load": load,
}


def first_two(table: Table) -> dict[Any, Any]:
    return {row[0]: row[1] for row in table.rows}


@pytest.mark.parametrize("seed", range(3))
async def test_every_report_counts_what_is_there(db: Database, seed: int) -> None:
    def compare(session: Session) -> None:
        history(session, seed)
        dice = random.Random(seed)
        owners = [None, *session.scalars(select(Application.owner_id).distinct())]
        places = [None, *session.scalars(select(Application.vacancy_id).distinct())]
        for _ in range(12):
            since = NOW - timedelta(days=dice.uniform(0, SPAN))
            cut = Cut(since, since + timedelta(days=dice.uniform(1, 40)), dice.choice(owners), dice.choice(places))
            for name, by_hand in BY_HAND.items():
                assert first_two(asked(session, name, cut)) == by_hand(session, cut), (name, cut)

    await db.write(compare)


async def test_shares_and_days_are_right(db: Database) -> None:
    def compare(session: Session) -> None:
        history(session, 7)
        cut = Cut(NOW - SPAN * DAY, NOW + DAY)
        reasons = asked(session, "refusals", cut)
        assert sum(row[2] for row in reasons.rows) == pytest.approx(100 if reasons.rows else 0)
        steps = asked(session, "funnel", cut).rows
        assert steps[0][2:] == (100.0, 100.0)
        for before, step in pairwise(steps):
            assert step[3] == pytest.approx(100 * step[1] / before[1])
        spans: dict[str, list[float]] = {}
        for row in everything(session, cut):
            for event, later in pairwise(row.events):
                if within(cut, later.at):
                    spans.setdefault(code_of(event.type, event.outcome), []).append((later.at - event.at) / DAY)
        for code, count, mean, longest in asked(session, "stage-time", cut).rows:
            assert count == len(spans[code])
            assert (mean, longest) == (pytest.approx(sum(spans[code]) / count, 1e-4), pytest.approx(max(spans[code]), 1e-4))

    await db.write(compare)


async def test_an_empty_house_has_empty_reports(db: Database) -> None:
    def look(session: Session) -> None:
        seed_defaults(session)
        for name in all_reports():
            table = asked(session, name, Cut(NOW - 2 * DAY, NOW - DAY))
            assert all(len(row) == len(table.columns) for row in table.rows)
        with pytest.raises(NotFound):
            asked(session, "gossip", Cut(NOW - DAY, NOW))

    await db.write(look)


def test_every_report_is_counted_by_hand_somewhere() -> None:
    assert list(all_reports()) == list(BY_HAND)
