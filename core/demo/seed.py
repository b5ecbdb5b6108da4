"""The demo's past and present, told through the same acts as everybody's: applications in all states, callbacks, today's meetings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core.boards import acts as boards
from core.boards.port import ResponseDraft
from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.demo import people as cast
from core.demo.people import Applicant
from core.interviews import acts as interviews
from core.interviews.rules import RuleDraft
from core.kernel.actors import Actor, staff
from core.kernel.time.zones import instant, wall_of
from core.pipeline import acts as pipeline
from core.staff import acts as staff_acts
from core.vacancies import acts as vacancies
from core.vacancies import reads
from core.vacancies.rules import label

ZONE = "Europe/Moscow"
WEEKDAYS, SATURDAY = range(5), (5,)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEETING = 45
LOOKED = timedelta(minutes=15)
"""How soon after a meeting the recruiter has said how it went."""


def people(session: Session, *, now: datetime) -> int:
    """The company's staff; the id of the one whose phone the demo shows."""
    since = now - 90 * DAY
    numbers = [staff_acts.add_staff(session, name, roles, now=since, zone=ZONE) for name, roles in cast.STAFF]
    return numbers[0]


@dataclass(slots=True)
class Tale:
    """What is told: by whom, in which house, as of when."""

    session: Session
    now: datetime
    me: Actor
    vacancies: list[int] = field(default_factory=list)

    def wall(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A time of a day counted from today, by the company's clocks."""
        zone = ZoneInfo(ZONE)
        day = wall_of(self.now, zone).date() + days * DAY
        return instant(datetime.combine(day, time(hour, minute)), zone).at

    def ago(self, hours: float) -> datetime:
        return self.now - hours * HOUR


def story(session: Session, recruiter: int, *, now: datetime, horizon: int) -> None:
    """Everything that has happened so far; `now` is when the demo begins."""
    tale = Tale(session, now, staff(recruiter))
    tale.vacancies = list(openings(tale, recruiter))
    keep_hours(tale, recruiter, horizon)
    for happen in (calls, waiting_for_a_time, meetings, decisions, endings):
        happen(tale)
    for applicant in cast.WAITING:
        boards.receive(session, response(tale, applicant), now=tale.ago(applicant.hours))


def openings(tale: Tale, recruiter: int) -> Iterator[int]:
    since = tale.ago(24 * 14)
    for opening in cast.VACANCIES:
        owner = recruiter + opening.owner
        number = vacancies.create(tale.session, opening.draft, recruiter=owner, by=staff(owner), now=since)
        for question in opening.questions:
            vacancies.add_question(tale.session, number, question)
        yield number


def keep_hours(tale: Tale, recruiter: int, horizon: int) -> None:
    """When the recruiter receives people."""
    for days, opens, closes in ((WEEKDAYS, time(10), time(18)), (SATURDAY, time(11), time(15))):
        rule = RuleDraft(days, opens, closes, ZONE, duration=MEETING, after=15, place=cast.PLACE)
        interviews.keep_rule(tale.session, recruiter, rule, now=tale.now, horizon=horizon)


def response(tale: Tale, applicant: Applicant) -> ResponseDraft:
    card = reads.card(tale.session, tale.vacancies[applicant.vacancy])
    return ResponseDraft(
        applicant.source,
        f"demo-{applicant.phone[-4:]}-{applicant.vacancy}",
        label(card.number),
        tale.ago(applicant.hours),
        full_name=applicant.name,
        phones=(applicant.phone,),
        emails=(applicant.email,) if applicant.email else (),
        city=cast.CITY,
        last_job=applicant.last_job,
        salary=applicant.salary,
        letter=applicant.letter,
        source_state="response",
        answers=answers(tale, applicant),
    )


def answers(tale: Tale, applicant: Applicant) -> tuple[tuple[str, str], ...]:
    asked = reads.questions(tale.session, tale.vacancies[applicant.vacancy])
    return tuple((question.text, answer) for question, answer in zip(asked, applicant.answers, strict=True))


def applied(tale: Tale, applicant: Applicant) -> int:
    """An application that was let into the base at once; its id."""
    at = tale.ago(applicant.hours)
    person = Draft(
        full_name=applicant.name,
        phones=(applicant.phone,),
        emails=(applicant.email,) if applicant.email else (),
        city=cast.CITY,
        source=applicant.source,
        entrance_type="response",
        owner_id=tale.me.id,
        last_job=applicant.last_job,
        salary_text=applicant.salary,
    )
    number = candidates.register(tale.session, person, now=at, is_draft=False)
    return pipeline.link(
        tale.session,
        number,
        tale.vacancies[applicant.vacancy],
        source=applicant.source,
        entrance_type="response",
        by=tale.me,
        at=at,
        now=at,
        answers=answers(tale, applicant),
        letter=applicant.letter,
    )


# What has happened


def calls(tale: Tale) -> None:
    """Callbacks: one comes within the hour, one in the afternoon, one tomorrow."""
    session, me = tale.session, tale.me
    morozov = applied(tale, cast.MOROZOV)
    pipeline.call_back(session, morozov, "first_call.no_answer", tale.ago(3), by=me, now=tale.ago(24), comment="Гудки, не ответил")
    pipeline.call_back(session, morozov, "first_call.no_answer", tale.now + HOUR / 2, by=me, now=tale.ago(3), comment="Сбросил, перезвоню")
    solovyov = applied(tale, cast.SOLOVYOV)
    said = "Выбирает между нами и заводом, важна развозка от метро"
    pipeline.call_back(session, solovyov, "first_call.thinking", tale.now + 2 * HOUR, by=me, now=tale.ago(22), comment=said)
    novikova = applied(tale, cast.NOVIKOVA)
    said = "Была за рулём, просила набрать завтра утром"
    pipeline.call_back(session, novikova, "first_call.call_later", tale.wall(1, 10), by=me, now=tale.ago(2), comment=said)


def waiting_for_a_time(tale: Tale) -> None:
    """Somebody nobody has called yet, and somebody who was asked to choose a time."""
    applied(tale, cast.GOLUBEVA)
    pipeline.invite(tale.session, applied(tale, cast.VASILYEVA), "interview", by=tale.me, now=tale.ago(5))


def meetings(tale: Tale) -> None:
    """Three today and one tomorrow; how those went that are over is known already."""
    today = (
        (cast.TIKHONOV, "phone_interview", tale.wall(0, 10, 15), 20, "phone_interview.passed", "Говорит уверенно, звать на встречу"),
        (cast.PETROVA, "interview", tale.wall(0, 12, 30), MEETING, "interview.passed", "Понравилась директору магазина"),
        (cast.KUZNETSOV, "interview", tale.wall(0, 16), MEETING, "interview.done", "Варил пробный шов, ждём мастера"),
    )
    for applicant, kind, start, minutes, outcome, words in today:
        application = met(tale, applicant, kind, start, minutes)
        over = start + timedelta(minutes=minutes) + LOOKED
        if over < tale.now:
            pipeline.result(tale.session, application, outcome, by=tale.me, now=over, comment=words)
    met(tale, cast.LEBEDEVA, "phone_interview", tale.wall(1, 11, 30), 20)


def met(tale: Tale, applicant: Applicant, kind: str, start: datetime, minutes: int) -> int:
    """An application with a meeting that was agreed on soon after it came; its id."""
    application = applied(tale, applicant)
    place = cast.PLACE if kind == "interview" else ""
    agreed = tale.ago(applicant.hours - 2)
    pipeline.schedule_at(tale.session, application, start, kind=kind, minutes=minutes, place=place, by=tale.me, now=agreed)
    return application


def decisions(tale: Tale) -> None:
    """Those who wait for a word of ours."""
    session, me = tale.session, tale.me
    zaytsev = met(tale, cast.ZAYTSEV, "interview", tale.wall(-4, 15), MEETING)
    pipeline.result(session, zaytsev, "interview.done", by=me, now=tale.wall(-4, 16), comment="Шов отличный, просит 150 000 ₽")
    pipeline.comment(session, zaytsev, "Белов согласен на 145 000 ₽, ждёт подтверждения бюджета", by=me, now=tale.wall(-3, 12))
    fyodorov = applied(tale, cast.FYODOROV)
    pipeline.record(session, fyodorov, "first_call.done", by=me, now=tale.ago(70), comment="Готов приехать на этой неделе")


def endings(tale: Tale) -> None:
    pavlova = applied(tale, cast.PAVLOVA)
    said = "Пока нет тихого места для работы"
    pipeline.reject(tale.session, pavlova, "other", by=tale.me, now=tale.ago(100), comment=said, tell=False)
    semyonov = applied(tale, cast.SEMYONOV)
    pipeline.withdraw(tale.session, semyonov, "other_offer", by=tale.me, now=tale.ago(60), comment="Вышел на склад ближе к дому")
