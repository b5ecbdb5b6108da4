"""The application's form: who, how to reach him, a résumé or none, and what the vacancy itself asks. What is known is not asked again."""

from collections.abc import Iterator, Sequence
from typing import Any

from babel import Locale
from markupsafe import Markup

from bot.candidate import routes
from bot.candidate.person import attach, come_back, home, me
from bot.candidate.resume import RESUME, resume_question, written
from bot.conversation.forms import Asks, Option, Question, read_number, start_knowing, worded
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn
from core.boards import acts as responses
from core.candidates import acts as candidates
from core.candidates import contacts
from core.candidates import reads as people
from core.candidates.reads import CandidateCard
from core.candidates.rules import Draft
from core.kernel.problems import Invalid, Problem
from core.kernel.text.cities import shown_city
from core.kernel.text.names import is_single, tidy_name
from core.kernel.text.phones import normalise, pretty, readings, region_of
from core.staff.permissions import Right
from core.vacancies import reads as vacancies
from core.vacancies.reads import QuestionLine, VacancyCard

router = Router("candidate")
NAME = "apply"
CITY = 120
COUNT = Question("", Markup())
FULL = 2
"""A name of one word is not offered as a full name."""
KINDS: dict[str, Asks] = {"choice": "choice", "number": "number", "yesno": "yesno"}


def begin(turn: Turn, vacancy: int) -> Screen | None:
    """Opens the form with what this very chat has told before filled in."""
    card = people.own_card(turn.session, me(turn))
    start_knowing(turn, NAME, dict(known(card)), vacancy=vacancy)
    return None


def known(card: CandidateCard) -> Iterator[tuple[str, Any]]:
    if card.full_name:
        yield "name", card.full_name
    if is_single(card.full_name):
        yield "surname", ""
    if card.phones:
        yield "phone", card.phones[0]
    if card.city:
        yield "city", card.city
    resume = next((file for file in card.files if file.type == "resume"), None)
    if resume is not None:
        yield "resume", {"name": resume.name, "attachment": resume.id}


@router.form()
class Application:
    name = NAME
    right: Right | None = None
    review = "button-send"

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Sequence[Question]:
        card = vacancies.card(turn.session, args["vacancy"])
        own = [screening(question) for question in vacancies.questions(turn.session, card.id)]
        return [*about_him(turn, card, answers), *own]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        card = vacancies.card(turn.session, args["vacancy"])
        keep_person(turn, answers)
        resume = keep_resume(turn, answers.get("resume"))
        if card.state != "opened":
            return Screen(turn.t("apply-closed-meanwhile", vacancy=card.name), ((home(turn),),), keep=True)
        told = tuple(answered(turn, answers, vacancies.questions(turn.session, card.id)))
        how: dict[str, Any] = {"channel": turn.conversation.channel, "digest_after": digest_after(turn)}
        how["resume_url"] = (answers.get("resume") or {}).get("link", "")
        responses.submit(turn.session, me(turn), card.id, answers=told, resume=resume, now=turn.now, **how)
        come_back(turn)
        mine = to(turn.t("status-button"), routes.Applications())
        return Screen(turn.t("apply-thanks", vacancy=card.name, company=turn.company), ((mine,), (home(turn),)), keep=True)


def digest_after(turn: Turn) -> int:
    """How many responses an hour have a card each, as the house has set it."""
    return int(turn.extra.get("digest_after", responses.DIGEST_AFTER))


def about_him(turn: Turn, card: VacancyCard, answers: dict[str, Any]) -> Iterator[Question]:
    town = (Option(card.city, card.city),) if card.city else ()
    yield Question("name", turn.t("apply-name"), options=suggestion(turn), label=turn.t("apply-name-label"), parse=tidy_name)
    if is_single(answers.get("name") or ""):
        yield surname(turn)
    yield Question("phone", turn.t("apply-phone"), "phone", label=turn.t("apply-phone-label"), say=phone_words)
    yield from whose_phones(turn, answers)
    yield Question("city", turn.t("apply-city"), options=town, label=turn.t("apply-city-label"), parse=town_name)
    yield resume_question(turn)


def surname(turn: Turn) -> Question:
    """What is asked of whoever wrote one word; a person may have one name only."""
    only = Option("", str(turn.t("apply-surname-none")))
    return Question("surname", turn.t("apply-surname"), options=(only,), label=turn.t("apply-surname-label"), parse=tidy_name)


def full_name(answers: dict[str, Any]) -> str:
    """The surname goes first, unless both were written again."""
    name, family = answers["name"], answers.get("surname") or ""
    if not family or not is_single(name):
        return str(name)
    return f"{family} {name}" if is_single(family) else family


def suggestion(turn: Turn) -> tuple[Option, ...]:
    """The name under which the person is known in the messenger, where it may be the whole name."""
    try:
        name = tidy_name(turn.incoming.name if turn.incoming else "")
    except Problem:
        return ()
    return (Option(name, name),) if len(name.split()) >= FULL else ()


def phone_words(typed: str) -> str:
    return ", ".join(f"{pretty(one.value)} · {one.remark}" if one.remark else pretty(one.value) for one in contacts.read(typed))


def whose_phones(turn: Turn, answers: dict[str, Any]) -> Iterator[Question]:
    """Which country's number was meant, where digits without a plus say two things."""
    for one in contacts.read(answers.get("phone") or ""):
        ways = readings(one.value) if one.kind == contacts.PHONE else ()
        if len(ways) > 1:
            options = tuple(Option(way, f"{pretty(way)} · {country(turn, way)}") for way in ways)
            text, label = turn.t("apply-phone-which", phone=one.value), turn.t("apply-phone-which-label")
            yield Question(f"phone:{one.value}", text, "choice", options=options, label=label, parse=normalise)


def country(turn: Turn, number: str) -> str:
    code = region_of(number)
    return str(Locale.parse(turn.locale).territories.get(code, code))


def told_contacts(answers: dict[str, Any]) -> Iterator[str]:
    """What was typed as the phone, each contact for itself; of two readings the one that was chosen."""
    for one in contacts.read(answers["phone"]):
        value = one.remark if one.kind == contacts.WRITTEN else answers.get(f"phone:{one.value}", one.value)
        yield f"{value} ({one.remark})" if one.remark and one.kind != contacts.WRITTEN else value


def town_name(text: str) -> str:
    name = " ".join(text.split())
    if not any(sign.isalpha() for sign in name) or len(name) > CITY:
        raise Invalid("city-invalid")
    return shown_city(name)


def screening(question: QuestionLine) -> Question:
    options = tuple(Option(option, option) for option in question.options)
    kind = KINDS.get(question.kind, "text")
    parse = counted if kind == "number" else None
    return Question(f"q{question.id}", Markup.escape(question.text), kind, options=options, optional=question.optional, parse=parse)


def counted(text: str) -> Any:
    """Years, pieces, money: what is asked of a candidate is never less than nothing."""
    number = read_number(COUNT, text.replace("\N{MINUS SIGN}", "-"))
    if isinstance(number, int | float) and number < 0:
        raise Invalid("form-number-negative")
    return number


def answered(turn: Turn, answers: dict[str, Any], lines: Sequence[QuestionLine]) -> Iterator[tuple[str, str]]:
    """The vacancy's questions with the answers in words; what was skipped is left out."""
    for line in lines:
        value = answers.get(f"q{line.id}")
        if value is not None:
            yield line.text, str(worded(turn, screening(line), value))


def keep_person(turn: Turn, answers: dict[str, Any]) -> None:
    told = Draft(full_name=full_name(answers), phones=tuple(told_contacts(answers)), city=answers["city"])
    candidates.change(turn.session, me(turn), told)


def keep_resume(turn: Turn, told: dict[str, Any] | None) -> int | None:
    if told is None:
        return None
    number: int | None = told.get("attachment")
    if number is None:
        number = attach(turn, RESUME, told if "size" in told else written(turn, told))
    for page in told.get("more", ()):
        attach(turn, RESUME, page)
    return number
