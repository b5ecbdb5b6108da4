"""A new vacancy, question by question; the same questions change one that exists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.forms import Option, Question, start
from bot.conversation.router import Router
from bot.conversation.screens import Screen, Turn
from bot.recruiter import routes
from bot.recruiter.facts import me
from bot.recruiter.questions import questions
from bot.recruiter.responses import others
from bot.recruiter.spoken_money import in_words, monthly, parse_salary, with_line
from core.kernel.ids import ResponseId, VacancyId
from core.staff import reads as staff
from core.staff.permissions import Right
from core.vacancies import acts, rules
from core.vacancies.rules import VacancyDraft

router = Router("staff")


@router.action(routes.VacancyCreate)
def create(turn: Turn, response: ResponseId | None = None) -> Screen | None:
    """`response`: what the vacancy is made for, and is chosen for afterwards."""
    start(turn, NewVacancy.name, **({} if response is None else {"response": response}))
    return None


@router.form()
class NewVacancy:
    name = "vacancy"
    right: Right | None = Right.VACANCY_CREATE
    review = "desk-open-vacancy"

    def questions(self, turn: Turn, _args: dict[str, Any], _answers: dict[str, Any]) -> Sequence[Question]:
        return [asked(turn) for asked in FIELDS.values()]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        """Open at once; what is asked of those who respond comes next."""
        told = draft(answers)
        if answers.get("salary"):
            told = replace(told, text=with_line(turn, told.text, answers["salary"]))
        number = acts.create(turn.session, told, recruiter=me(turn), by=turn.actor, now=turn.now)
        turn.toast("desk-vacancy-created")
        if "response" in args:
            return others(turn, response=args["response"])
        return questions(turn, vacancy=VacancyId(number))


def draft(answers: Mapping[str, Any]) -> VacancyDraft:
    low, high = monthly(answers.get("salary"))
    told = {name: answers.get(name) or "" for name in ("name", "text", "city", "schedule", "employment")}
    return VacancyDraft(**told, salary_from=low, salary_to=high)


def name(turn: Turn) -> Question:
    return Question("name", turn.t("desk-ask-name"), label=str(turn.t("desk-field-name")), parse=rules.checked_name)


def text(turn: Turn) -> Question:
    return Question("text", turn.t("desk-ask-text"), label=str(turn.t("desk-field-text")))


def city(turn: Turn) -> Question:
    return Question("city", turn.t("desk-ask-city"), label=str(turn.t("desk-field-city")), optional=True)


def salary(turn: Turn) -> Question:
    return Question(
        "salary",
        turn.t("desk-ask-salary"),
        optional=True,
        label=str(turn.t("desk-field-salary")),
        parse=parse_salary,
        say=lambda value: in_words(turn, value),
    )


def chosen_from(turn: Turn, dictionary: str) -> Question:
    options = tuple(Option(entry.code, entry.name) for entry in staff.entries(turn.session, dictionary, turn.locale))
    label = str(turn.t(f"desk-field-{dictionary}"))
    return Question(dictionary, turn.t(f"desk-ask-{dictionary}"), "choice", options, optional=True, columns=2, label=label)


def schedule(turn: Turn) -> Question:
    return chosen_from(turn, "schedule")


def employment(turn: Turn) -> Question:
    return chosen_from(turn, "employment")


FIELDS = {asked.__name__: asked for asked in (name, text, city, salary, schedule, employment)}
