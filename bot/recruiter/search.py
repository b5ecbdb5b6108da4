"""/find: people of the base by name, phone, city, job. Who was shown leaves a trace."""

from dataclasses import replace

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Row, Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import back, home, me, short
from bot.wording.paging import SIZE, of_total, turner
from bot.wording.statuses import status
from core.candidates import acts
from core.candidates.finding import MOST, Found, FoundPerson
from core.candidates.rules import query_of
from core.kernel.ids import VacancyId
from core.kernel.text.phones import pretty
from core.staff.permissions import Right
from core.vacancies import reads as vacancies

router = Router("staff")
LONGEST = 100


@router.command("find", Right.CANDIDATE_FIND)
def command_find(turn: Turn, rest: str) -> Screen | None:
    return find(turn, text=rest)


@router.screen(routes.Searching)
def asking(turn: Turn) -> Screen:
    return Screen(turn.t("desk-find"), ((home(turn),),), typed=routes.Search())


@router.action(routes.Search)
def find(turn: Turn, text: str, vacancy: VacancyId | None = None) -> Screen:
    return found(turn, text=text.strip()[:LONGEST], vacancy=vacancy) if text.strip() else asking(turn)


@router.screen(routes.SearchFound)
def found(turn: Turn, text: str, page: int = 0, vacancy: VacancyId | None = None) -> Screen:
    """One page of the people; what is typed under it looks for somebody else."""
    result = looked_for(turn, text, page, vacancy)
    here = of_total(result.total, page)
    people = [to(label(person), routes.CandidateCard(person.id)) for person in result.people]
    lines = [line(turn, person) for person in result.people]
    head = turn.t(outcome(result.total if lines else 0), text=text, count=min(result.total, MOST))
    about = [turn.t("desk-found-vacancy", vacancy=vacancies.card(turn.session, vacancy).name)] if vacancy is not None else []
    return Screen(
        Markup("\n\n").join([head, *about, *lines]),
        (
            *rows(people),
            *turner(here, routes.SearchFound(text=text, vacancy=vacancy)),
            *narrowing(turn, text, vacancy, result.total),
            (home(turn),),
        ),
        typed=routes.Search(vacancy=vacancy),
    )


def outcome(total: int) -> str:
    """Which words say how many they are."""
    if total > MOST:
        return "desk-found-many"
    return "desk-found" if total else "desk-found-none"


def looked_for(turn: Turn, text: str, page: int, vacancy: int | None) -> Found:
    query = replace(query_of(text), vacancy=vacancy)
    chat = turn.conversation.channel
    return acts.search(turn.session, query, by=me(turn), channel=chat, now=turn.now, limit=SIZE, offset=page * SIZE)


def narrowing(turn: Turn, text: str, vacancy: VacancyId | None, total: int) -> tuple[Row, ...]:
    """The way to the people of one vacancy, and back to everybody."""
    if vacancy is not None:
        return ((to(turn.t("desk-find-everybody"), routes.SearchFound(text=text)),),)
    return ((to(turn.t("desk-find-vacancy"), routes.SearchChoosing(text=text)),),) if total > SIZE else ()


@router.screen(routes.SearchChoosing)
def choosing(turn: Turn, text: str, page: int = 0) -> Screen:
    """On which vacancy to look."""
    here = of_total(vacancies.count_opened(turn.session), page)
    opened = vacancies.opened(turn.session, limit=SIZE, offset=here.number * SIZE)
    buttons = [to(f"{card.label} {card.name}", routes.SearchFound(text=text, vacancy=card.id)) for card in opened]
    return Screen(turn.t("desk-find-choose"), (*rows(buttons), *turner(here, routes.SearchChoosing(text=text)), (back(turn),)))


def line(turn: Turn, person: FoundPerson) -> Markup:
    """Name, phone, last job, status: as much as tells namesakes apart."""
    first = Markup("<b>{}</b>").format(person.full_name or turn.t("app-nameless"))
    facts = [person.city, pretty(person.phone) if person.phone else "", short(person.last_job, 80)]
    told = Markup(" · ").join([first, *(fact for fact in facts if fact)])
    return Markup("{}\n{}").format(told, status(turn, person.status)) if person.status else told


def label(person: FoundPerson) -> str:
    return " · ".join(part for part in (person.full_name, person.city) if part) or f"№{person.id}"
