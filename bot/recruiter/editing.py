"""Changing one fact of a vacancy: the form of one question, or a choice of colleagues."""

from collections.abc import Sequence
from typing import Any

from bot.conversation.forms import Question, start
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.creating import FIELDS, draft
from bot.recruiter.facts import back, home
from bot.recruiter.spoken_money import with_line
from bot.recruiter.vacancies import described, vacancy_card
from core.kernel.ids import StaffId, VacancyId
from core.staff import reads as staff
from core.staff.permissions import Right, Role, Scope, scope
from core.vacancies import acts, reads
from core.vacancies.rules import VacancyDraft

router = Router("staff")


@router.screen(routes.VacancyEdit)
def edit(turn: Turn, vacancy: VacancyId) -> Screen:
    card = reads.card(turn.session, vacancy)
    buttons = [to(turn.t(f"desk-field-{name}"), routes.VacancyChange(vacancy, field=name)) for name in FIELDS]
    buttons.append(to(turn.t("desk-field-manager"), routes.VacancyManagers(vacancy)))
    if scope(turn.roles, Right.VACANCY_EDIT) is Scope.ALL:
        buttons.append(to(turn.t("desk-field-recruiter"), routes.VacancyRecruiters(vacancy)))
    manager = staff.staff(turn.session, card.manager_id).name if card.manager_id else turn.t("desk-manager-nobody")
    text = turn.t("desk-editing", about=described(turn, card), manager=manager)
    return Screen(text, (*rows(buttons, 2), (back(turn), home(turn))))


@router.action(routes.VacancyChange)
def change(turn: Turn, vacancy: VacancyId, field: str) -> Screen | None:
    start(turn, ChangedVacancy.name, vacancy=vacancy, field=field)
    return None


@router.form()
class ChangedVacancy:
    """`args`: the vacancy and which of its fields."""

    name = "vacancy-field"
    right: Right | None = Right.VACANCY_EDIT
    review = ""

    def questions(self, turn: Turn, args: dict[str, Any], _answers: dict[str, Any]) -> Sequence[Question]:
        return [FIELDS[args["field"]](turn)]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        """What was skipped stays as it is; a salary is replaced whole."""
        told = draft(answers)
        if answers.get("salary"):
            acts.set_salary(turn.session, args["vacancy"], told.salary_from, told.salary_to)
            set_pay_line(turn, args["vacancy"], answers["salary"])
        else:
            acts.change(turn.session, args["vacancy"], told)
        turn.toast("desk-changed")
        return vacancy_card(turn, vacancy=args["vacancy"])


def set_pay_line(turn: Turn, vacancy: int, salary: Sequence[Any]) -> None:
    """What a salary cannot say stands in the text."""
    card = reads.card(turn.session, vacancy)
    text = with_line(turn, card.text, salary)
    if text and text != card.text:
        acts.change(turn.session, vacancy, VacancyDraft("", text=text))


# Whose it is


@router.screen(routes.VacancyManagers)
def managers(turn: Turn, vacancy: VacancyId) -> Screen:
    """Who sees the vacancy's candidates and says how the meetings went."""
    chosen = reads.card(turn.session, vacancy).manager_id
    found = [user for user in staff.with_role(turn.session, Role.HIRING_MANAGER) if user.id != chosen]
    buttons = [to(user.name, routes.VacancyAssign(vacancy, manager=user.id)) for user in found]
    nobody = ((to(turn.t("desk-manager-none"), routes.VacancyRelease(vacancy)),),) if chosen else ()
    text = turn.t("desk-managers" if found else "desk-managers-none")
    return Screen(text, (*rows(buttons), *nobody, (back(turn),)))


@router.screen(routes.VacancyRecruiters)
def recruiters(turn: Turn, vacancy: VacancyId) -> Screen:
    chosen = reads.card(turn.session, vacancy).recruiter_id
    found = [user for user in staff.with_role(turn.session, Role.RECRUITER, Role.LEAD) if user.id != chosen]
    buttons = [to(user.name, routes.VacancyAssign(vacancy, recruiter=user.id)) for user in found]
    return Screen(turn.t("desk-recruiters"), (*rows(buttons), (back(turn),)))


@router.action(routes.VacancyAssign)
def entrust(turn: Turn, vacancy: VacancyId, manager: StaffId | None = None, recruiter: StaffId | None = None) -> Screen:
    acts.assign(turn.session, vacancy, manager=manager, recruiter=recruiter, by=turn.actor, now=turn.now)
    turn.toast("desk-changed")
    return vacancy_card(turn, vacancy=vacancy)


@router.action(routes.VacancyRelease)
def release(turn: Turn, vacancy: VacancyId) -> Screen:
    acts.release(turn.session, vacancy, by=turn.actor, now=turn.now)
    turn.toast("desk-changed")
    return vacancy_card(turn, vacancy=vacancy)
