"""Changing one fact of a vacancy: the form of one question."""

from collections.abc import Sequence
from typing import Any

from bot.conversation import Screen, Turn, rows
from bot.forms import Question, start
from bot.recruiter.creating import FIELDS, draft
from bot.recruiter.facts import back, home
from bot.recruiter.vacancies import described, vacancy_card
from bot.router import Router, to
from core.staff.permissions import Right
from core.vacancies import acts, reads

router = Router(__name__, "staff")


@router.screen(Right.VACANCY_EDIT)
def edit(turn: Turn, vacancy: int) -> Screen:
    card = reads.card(turn.session, vacancy)
    buttons = [to(turn.t(f"desk-field-{name}"), change, vacancy=vacancy, field=name) for name in FIELDS]
    return Screen(turn.t("desk-editing", about=described(turn, card)), (*rows(buttons, 2), (back(turn), home(turn))))


@router.action(Right.VACANCY_EDIT)
def change(turn: Turn, vacancy: int, field: str) -> Screen | None:
    start(turn, ChangedVacancy.name, vacancy=vacancy, field=field)
    return None


class ChangedVacancy:
    """`args`: the vacancy and which of its fields."""

    name = "vacancy-field"
    right: Right | None = Right.VACANCY_EDIT
    review = False

    def questions(self, turn: Turn, args: dict[str, Any], _answers: dict[str, Any]) -> Sequence[Question]:
        return [FIELDS[args["field"]](turn)]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        """What was skipped stays as it is; a salary is replaced whole."""
        told = draft(answers)
        if answers.get("salary"):
            acts.set_salary(turn.session, args["vacancy"], told.salary_from, told.salary_to)
        else:
            acts.change(turn.session, args["vacancy"], told)
        turn.toast("desk-changed")
        return vacancy_card(turn, vacancy=args["vacancy"])


FORMS = (ChangedVacancy(),)
