"""The main job, end to end, as a script: it names texts by their keys, so that it plays in either language and in any messenger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.markup import plain
from core.kernel.queue.timers import timers
from core.kernel.text.i18n import Texts
from core.staff.dictionaries import DEFAULTS
from tests.story.house import COMPANY, House
from tests.story.phones import Person, Scribe

RESUME = b"%PDF-1.4\n% nobody's resume\n"


@dataclass(frozen=True, slots=True)
class Lines:
    """What the people of the story type, in their language."""

    vacancy: str
    text: str
    city: str
    salary: str
    question: str
    choice: str
    options: tuple[str, str]
    years: str
    weekdays: str
    hours: str
    place: str
    name: str
    home: str
    later: str
    comment: str
    asks: str
    answers: str
    typed_time: str


LINES = {
    "ru": Lines(
        "Сварщик",
        "Сварка трубопроводов в цеху. Нужен опыт полуавтомата. Спецодежда и обеды наши.",
        "Казань",
        "90000-120000",
        "Какое у вас удостоверение сварщика?",
        "Готовы к сменам?",
        ("Только дневные", "Любые"),
        "Сколько лет вы варите?",
        "пн-пт",
        "10-18",
        "ул. Заводская, 5, проходная 2",
        "Кедров Лев Ильич",
        "Казань",
        "через 20 минут",
        "Просил перезвонить после обеда",
        "Что взять с собой?",
        "Паспорт и удостоверение. Ждём вас!",
        "завтра 12:00",
    ),
    "en": Lines(
        "Welder",
        "Welding pipes in the shop. MIG experience needed. Work clothes and lunches are ours.",
        "Kazan",
        "90000-120000",
        "Which welder's certificate do you have?",
        "Which shifts suit you?",
        ("Day only", "Any"),
        "How many years have you been welding?",
        "Mon-Fri",
        "10-18",
        "5 Zavodskaya St, gate 2",
        "Lev Kedrov",
        "Kazan",
        "in 20 minutes",
        "Asked to call after lunch",
        "What should I bring?",
        "Your ID and the certificate. See you!",
        "tomorrow 12:00",
    ),
}
ACTS = {
    "ru": {
        "opens": "открывает ссылку «{}»",
        "says": "пишет: {}",
        "presses": "нажимает [{}]",
        "shares": "нажимает [{}] и делится номером",
        "sends": "присылает файл {}",
        "chapters": "Вакансия|Часы приёма|Отклик|Карточка отклика|Первый звонок"
        "|Перезвонить|Выбор времени|Подтвердить и перенести|Переписка|Результат",
        "candidate": "Кандидат",
        "recruiter": "Рекрутер",
    },
    "en": {
        "opens": "opens the link “{}”",
        "says": "writes: {}",
        "presses": "presses [{}]",
        "shares": "presses [{}] and shares the number",
        "sends": "sends the file {}",
        "chapters": "A vacancy|Hours|A response|The response's card|The first call"
        "|Calling back|Choosing a time|Confirming and moving|Talking|The result",
        "candidate": "Candidate",
        "recruiter": "Recruiter",
    },
}


ANYTHING = dict.fromkeys(("vacancy", "name", "kind", "at", "day", "zone", "company", "status", "roles"), "")
"""What a text may hold that does not matter for knowing it."""


@dataclass(slots=True)
class Story:
    house: House
    texts: Texts
    locale: str
    candidate: Person
    recruiter: Person
    scribe: Scribe

    def t(self, key: str, /, **args: Any) -> str:
        return plain(self.texts(self.locale, key, **{**ANYTHING, **args}))

    def start_of(self, key: str, /, **args: Any) -> str:
        """The first line of a text, which is enough to know it by."""
        return self.t(key, **args).split("\n")[0]

    def entry(self, dictionary: str, code: str) -> str:
        """A dictionary's value as everybody starts with it."""
        return next(name_ru if self.locale == "ru" else name_en for known, name_ru, name_en in DEFAULTS[dictionary] if known == code)

    @property
    def lines(self) -> Lines:
        return LINES[self.locale]

    async def play(self) -> None:
        chapters = (
            self.vacancy,
            self.slots,
            self.response,
            self.card,
            self.first_call,
            self.callback,
            self.choosing,
            self.confirming,
            self.talking,
            self.result,
        )
        for title, chapter in zip(ACTS[self.locale]["chapters"].split("|"), chapters, strict=True):
            self.scribe.heading(title)
            await chapter()
            await self.house.rests()

    async def vacancy(self) -> None:
        """A vacancy with questions of every kind."""
        me, say = self.recruiter, self.lines
        await me.says("/vacancies")
        await me.sees(self.start_of("desk-vacancies-opened", count=0))
        await me.presses(self.t("desk-vacancy-new"))
        for ask, typed in (("name", say.vacancy), ("text", say.text), ("city", say.city), ("salary", say.salary)):
            await me.sees(self.start_of(f"desk-ask-{ask}"))
            await me.says(typed)
        await me.sees(self.t("desk-ask-schedule"))
        await me.presses(self.entry("schedule", "shift"))
        await me.sees(self.t("desk-ask-employment"))
        await me.presses(self.entry("employment", "full"))
        await me.sees(self.t("form-check"))
        await me.presses(self.t("desk-open-vacancy"))
        await me.sees(self.t("desk-questions-none")[:40])
        for kind, words in (("text", [say.question]), ("choice", [say.choice, "\n".join(say.options)]), ("number", [say.years])):
            await self.asks(kind, words)
        await me.presses(self.t("desk-vacancy-preview"))
        await me.sees(say.choice)

    async def asks(self, kind: str, typed: list[str]) -> None:
        me = self.recruiter
        await me.presses(self.t(f"desk-question-add-{kind}"))
        await me.sees(self.start_of(f"desk-ask-question-{kind}"))
        await me.says(typed[0])
        for more in typed[1:]:
            await me.sees(self.t("desk-ask-options")[:30])
            await me.says(more)
        await me.sees(self.t("desk-ask-must"))
        await me.presses(self.t("yes"))
        await me.sees(typed[0])

    async def slots(self) -> None:
        me, say = self.recruiter, self.lines
        await me.says("/slots")
        await me.sees(self.start_of("desk-slots"))
        await me.presses(self.t("desk-slots-add"))
        await me.sees(self.start_of("desk-ask-weekdays"))
        await me.says(say.weekdays)
        await me.sees(self.t("desk-ask-hours", zone="")[:12])
        await me.says(say.hours)
        await me.sees(self.t("desk-ask-duration"))
        await me.presses(self.t("desk-minutes", count=60))
        await me.sees(self.t("desk-ask-capacity"))
        await me.presses("1")
        await me.sees(self.t("desk-ask-buffer"))
        await me.presses(self.t("desk-minutes", count=0))
        await me.sees(self.start_of("desk-ask-place"))
        await me.says(say.place)
        await me.sees(self.t("form-check"))
        await me.presses(self.t("desk-keep-rule"))
        await me.sees(self.t("desk-slots-free"))

    async def response(self) -> None:
        me, say = self.candidate, self.lines
        await me.opens("v_1")
        await me.sees(say.vacancy)
        await me.presses(self.t("vacancy-apply"))
        await me.sees(self.start_of("consent-lead")[:30])
        await me.presses(self.t("consent-yes"))
        await me.sees(self.t("apply-name")[:20])
        await me.says(say.name)
        await me.sees(self.t("apply-phone")[:20])
        await me.shares(self.t("button-share-phone"))
        await me.sees(self.t("apply-city"))
        await me.says(say.home)
        await me.sees(self.t("apply-resume")[:20])
        await me.sends("Резюме.pdf", RESUME, "application/pdf")
        await me.sees(say.question)
        await me.says("НАКС")
        await me.sees(say.choice)
        await me.presses(say.options[1])
        await me.sees(say.years)
        await me.says("много" if self.locale == "ru" else "many")
        await me.sees(self.t("form-number")[:20])
        await me.says("7")
        await me.sees(self.t("form-check"))
        await me.presses(self.t("button-send"))
        await me.sees(self.start_of("apply-thanks", vacancy="", company=COMPANY))
        await me.says("/status")
        await me.sees(self.t("status-title"))

    async def card(self) -> None:
        me = self.recruiter
        await me.sees(self.start_of("resp-new"))
        await me.presses(self.t("resp-button-accept"))
        await me.sees(self.t("status-response"))
        await self.candidate.sees(self.start_of("notice-accepted", vacancy="", name=""))

    async def first_call(self) -> None:
        me, say = self.recruiter, self.lines
        await me.presses(self.t("app-button-call"))
        await me.sees(self.t("call-how"))
        await me.presses(self.t("result-first-call-no-answer"))
        await me.sees(self.t("status-first-call-no-answer"))
        await me.says(say.later)
        await me.sees(self.start_of("cb-promised", status=self.t("status-first-call-no-answer"), at=""))
        await me.presses(self.t("app-button-comment"))
        await me.sees(self.t("went-comment"))
        await me.says(say.comment)
        await me.sees(say.comment)

    async def callback(self) -> None:
        me = self.recruiter
        await self.house.passes(minutes=20)
        await me.sees(self.t("cb-now"))
        await me.presses(self.t("result-interview-scheduled"))
        await me.sees(self.t("meet-setting", kind=self.t("meet-kind-interview")))
        await me.presses(self.t("meet-button-invite"))
        await me.sees(self.t("meet-invited", kind=self.t("meet-kind-interview"))[:20])

    async def choosing(self) -> None:
        me = self.candidate
        await me.sees(self.start_of("notice-choose", kind=self.t("meeting-interview")))
        await me.presses(self.t("times-choose"))
        seen = await me.sees(self.t("times-day", kind="", vacancy="").split("\n")[-1])
        await me.presses(seen.labels[1][0])
        await me.sees(self.t("times-hour", kind=self.t("meeting-interview"), day="", zone="").split("\n")[1][:12])
        await me.presses("14:00")
        await me.sees(self.start_of("meeting-booked", kind=self.t("meeting-interview")))
        await self.recruiter.sees(self.t("meet-told-booked"))

    async def confirming(self) -> None:
        """The reminders come; the candidate confirms, then moves."""
        me = self.candidate
        await self.house.rests()
        await self.to_reminder(24)
        await me.sees(self.start_of("notice-remind", kind=self.t("meeting-interview")))
        await me.presses(self.t("meeting-confirm"))
        await me.sees(self.t("meeting-confirmed"))
        await self.recruiter.sees(self.t("meet-told-confirmed"))
        await me.presses(self.t("meeting-move"))
        seen = await me.sees(self.t("times-day-instead", kind="", vacancy="", at="").split("\n")[-1][:20])
        await me.presses(seen.labels[1][1])
        await me.sees(self.t("times-hour", kind=self.t("meeting-interview"), day="", zone="").split("\n")[1][:12])
        await me.presses("11:00")
        await me.sees(self.start_of("meeting-moved", kind=self.t("meeting-interview")))
        await self.recruiter.sees(self.t("meet-told-moved"))

    async def to_reminder(self, hours: int) -> None:
        due = await self.house.built.database.read(
            lambda session: timer_due(session, "interview.day" if hours == 24 else "interview.hours")
        )
        await self.house.passes(seconds=(due - self.house.clock.now()).total_seconds())

    async def talking(self) -> None:
        say = self.lines
        await self.candidate.says(say.asks)
        await self.candidate.sees(self.t("talk-handed-on")[:20])
        await self.recruiter.sees(say.asks)
        await self.recruiter.presses(self.t("thread-button-answer"))
        await self.recruiter.sees(self.t("thread-write", name="", company=COMPANY)[:20])
        await self.recruiter.says(say.answers)
        await self.candidate.sees(say.answers)
        await self.recruiter.sees(self.t("thread-sent", name="")[:8])

    async def result(self) -> None:
        me = self.recruiter
        await self.to_reminder(2)
        await self.candidate.sees(self.start_of("notice-remind", kind=self.t("meeting-interview")))
        await self.house.passes(hours=3, minutes=5)
        await me.sees(self.t("went-how", kind=self.t("meet-kind-interview")))
        await me.presses(self.t("result-interview-passed"))
        await me.sees(self.t("status-interview-passed"))
        await self.candidate.sees(self.start_of("notice-next"))


def timer_due(session: Session, kind: str) -> datetime:
    found: datetime = session.execute(select(timers.c.due_at).where(timers.c.kind == kind, timers.c.state == "pending")).scalar_one()
    return found


__all__ = ["ACTS", "LINES", "Story"]
