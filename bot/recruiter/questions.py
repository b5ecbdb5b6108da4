"""What a vacancy asks of those who respond: adding, ordering, putting aside, and how the candidate will see it."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.candidate.vacancies import advertised
from bot.conversation.forms import Question, start
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import back, home, short
from bot.wording.paging import cut, of_total, sheets, turner
from core.kernel.ids import QuestionId, VacancyId
from core.kernel.problems import NotFound
from core.staff.permissions import Right
from core.vacancies import acts, reads, rules
from core.vacancies.reads import QuestionLine
from core.vacancies.rules import QuestionDraft

router = Router("staff")


@router.screen(routes.Questions)
def questions(turn: Turn, vacancy: VacancyId) -> Screen:
    card = reads.card(turn.session, vacancy)
    found = reads.questions(turn.session, vacancy)
    lines = [line(turn, number, one) for number, one in enumerate(found, 1)] or [turn.t("desk-questions-none")]
    cards = [to(short(f"{number}. {one.text}", 40), routes.QuestionCard(one.id)) for number, one in enumerate(found, 1)]
    adding = [to(turn.t(f"desk-question-add-{kind}"), routes.QuestionAdd(vacancy, kind=kind)) for kind in rules.KINDS]
    last = [
        to(turn.t("desk-vacancy-preview"), routes.QuestionPreview(vacancy)),
        to(turn.t("desk-vacancy-card"), routes.VacancyCard(vacancy)),
    ]
    text = Markup("\n\n").join([turn.t("desk-questions", label=card.label, name=card.name), *lines])
    return Screen(text, (*rows(cards), *rows(adding, 2), *rows(last, 2), (home(turn),)))


def line(turn: Turn, number: int, one: QuestionLine) -> Markup:
    must = Markup("") if one.optional else Markup(" *")
    options = Markup("\n{}").format(" / ".join(one.options)) if one.options else Markup("")
    return Markup("<b>{}.</b> {}{} <i>({})</i>{}").format(number, one.text, must, turn.t(f"desk-question-{one.kind}"), options)


@router.screen(routes.QuestionCard)
def question_card(turn: Turn, question: QuestionId) -> Screen:
    vacancy = VacancyId(reads.vacancy_of_question(turn.session, question))
    found = reads.questions(turn.session, vacancy)
    place, one = next(((number, one) for number, one in enumerate(found, 1) if one.id == question), (0, None))
    if one is None:
        raise NotFound("question-not-found")
    moves = [to("⬆️", routes.QuestionMove(question, steps=-1)), to("⬇️", routes.QuestionMove(question, steps=1))]
    away = to(turn.t("desk-question-archive"), routes.QuestionArchive(question), "danger")
    everything = to(turn.t("desk-questions-all"), routes.Questions(vacancy))
    text = Markup("\n\n").join([line(turn, place, one), turn.t("desk-question-hint")])
    return Screen(text, (*((tuple(moves),) if len(found) > 1 else ()), (away,), (everything,)))


@router.action(routes.QuestionMove)
def move(turn: Turn, question: QuestionId, steps: int) -> Screen:
    acts.move_question(turn.session, question, steps)
    return question_card(turn, question=question)


@router.action(routes.QuestionArchive)
def archive(turn: Turn, question: QuestionId) -> Screen:
    """Asked no more; a question that should sound otherwise is put aside and asked anew, for answers belong to their words."""
    acts.archive_question(turn.session, question)
    turn.toast("desk-question-archived")
    return questions(turn, vacancy=VacancyId(reads.vacancy_of_question(turn.session, question)))


@router.screen(routes.QuestionPreview)
def preview(turn: Turn, vacancy: VacancyId, page: int = 0) -> Screen:
    """As the candidate sees it."""
    card = reads.card(turn.session, vacancy)
    found = reads.questions(turn.session, vacancy)
    asked = [line(turn, number, one) for number, one in enumerate(found, 1)]
    after = [turn.t("desk-preview-questions"), *asked] if asked else [turn.t("desk-preview-no-questions")]
    whole = sheets([advertised(turn, card), *after])
    here = of_total(len(whole), page, 1)
    text = Markup("\n\n").join([turn.t("desk-preview"), *cut(whole, here, 1)])
    return Screen(text, (*turner(here, routes.QuestionPreview(vacancy)), (back(turn), home(turn))))


# A new question


@router.action(routes.QuestionAdd)
def add(turn: Turn, vacancy: VacancyId, kind: str) -> Screen | None:
    start(turn, NewQuestion.name, vacancy=vacancy, kind=kind)
    return None


@router.form()
class NewQuestion:
    """`args`: the vacancy and the kind of answer."""

    name = "vacancy-question"
    right: Right | None = Right.VACANCY_EDIT
    review = ""

    def questions(self, turn: Turn, args: dict[str, Any], _answers: dict[str, Any]) -> Sequence[Question]:
        options = [Question("options", turn.t("desk-ask-options"), parse=options_of)] if args["kind"] == "choice" else []
        wording = Question("text", turn.t(f"desk-ask-question-{args['kind']}"))
        return [wording, *options, Question("must", turn.t("desk-ask-must"), "yesno")]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        asked = QuestionDraft(answers["text"], args["kind"], tuple(answers.get("options", ())), optional=not answers["must"])
        acts.add_question(turn.session, args["vacancy"], asked)
        turn.toast("desk-question-added")
        return questions(turn, vacancy=args["vacancy"])


def options_of(typed: str) -> list[str]:
    """One option a line; Invalid where they cannot be used."""
    return list(rules.checked_options(QuestionDraft("", "choice", tuple(typed.splitlines()))))
